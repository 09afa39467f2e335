// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The bar across the window that tells why nothing can be recorded; after the start it asks about a
// run that was cut off, and tells which old recordings will be removed. Nothing waits for an
// answer. Window thread.
#pragma once

#include "run/run_recording.h"
#include "theme/banner.h"

class QLabel;
class QPushButton;
class QToolButton;

namespace contrastlab {

class RecordingBanner : public Banner {
    Q_OBJECT

public:
    explicit RecordingBanner(RunRecording& recording, QWidget* parent = nullptr);

    [[nodiscard]] QString text() const;

signals:
    void goOnRequested(const QString& path);
    void lookRequested(const QString& path);
    void shownChanged(bool shown);

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void makeLayout();
    void refresh();
    void showIcon();
    void settle(bool forGood);
    void dismiss();
    [[nodiscard]] bool showsTrouble() const;
    [[nodiscard]] QString troubleText() const;
    [[nodiscard]] QString cutOffText() const;
    [[nodiscard]] QString leavingText() const;

    RunRecording& m_recording;
    bool m_knowsTrouble = false; ///< it was dismissed
    bool m_told = false; ///< that recordings will be removed, and dismissed
    QLabel* m_icon;
    QLabel* m_text;
    QPushButton* m_goOn;
    QPushButton* m_look;
    QPushButton* m_leave;
    QPushButton* m_keep;
    QToolButton* m_dismiss;
};

} // namespace contrastlab
