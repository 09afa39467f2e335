// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The bar across the window while data are prepared: how far it is, and Cancel. With no run to come
// back to it says what to do; after a load it tells of what was left out. Window thread.
#pragma once

#include "run/run_session.h"
#include "theme/banner.h"

#include <QElapsedTimer>

class QLabel;
class QProgressBar;
class QPushButton;

namespace contrastlab {

class LoadBanner : public Banner {
    Q_OBJECT

public:
    explicit LoadBanner(RunSession& session, QWidget* parent = nullptr);

    [[nodiscard]] QString text() const;

signals:
    void shownChanged(bool shown);
    void openRequested();
    void galleryRequested();
    void problemsRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    enum class State { hidden, loading, empty, losses };

    [[nodiscard]] State wanted() const;
    [[nodiscard]] std::string dataDigest() const;
    void refresh();
    void showProgress();
    [[nodiscard]] QString lossesText() const;
    void setState(State state);
    QPushButton* addButton(const char* name);

    RunSession& m_session;
    QLabel* m_text;
    QProgressBar* m_bar;
    QPushButton* m_cancel;
    QPushButton* m_open;
    QPushButton* m_gallery;
    QPushButton* m_again;
    QPushButton* m_problems;
    QPushButton* m_dismiss;
    State m_state = State::hidden;
    std::string m_toldOf; ///< digest of the data whose losses were told and dismissed
    std::size_t m_toldLate = 0, m_shownLate = 0; ///< damaged files that were told of, and are shown
    QElapsedTimer m_sinceStart;
};

} // namespace contrastlab
