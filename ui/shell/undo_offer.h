// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// After a change was undone that the run has trained with: its value is back, and for some seconds
// a card over the window offers the steps, too. Window thread.
#pragma once

#include "run/parameter_edits.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QPushButton;
class QToolButton;

namespace contrastlab {

class UndoOffer : public QFrame {
    Q_OBJECT

public:
    /// In the window of the widget, above it.
    UndoOffer(RunSession& session, ParameterEdits& edits, QWidget& above);

protected:
    void changeEvent(QEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void offer(const std::string& key, std::int64_t before);
    void retranslate();
    void place();

    RunSession& m_session;
    QWidget& m_above;
    QLabel* m_text;
    QPushButton* m_goBack;
    QToolButton* m_close;
    QTimer m_goes;
    std::string m_key;
    std::int64_t m_before = 0;
};

} // namespace contrastlab
