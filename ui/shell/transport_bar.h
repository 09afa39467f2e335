// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The toolbar: reset, play or pause, step, how far the run is, the way back from an earlier step,
// how fast it may go. Window thread.
#pragma once

#include "run/run_session.h"
#include "shell/actions.h"

#include <QToolBar>

class QComboBox;
class QLabel;
class QToolButton;

namespace contrastlab {

class TransportBar : public QToolBar {
    Q_OBJECT

public:
    TransportBar(RunSession& session, const Actions& actions, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void follow(const MomentChange& change);
    void showStep();
    void showPlayhead();
    void speedChosen();
    void retranslate();
    void styleCounter();

    RunSession& m_session;
    const Actions& m_actions;
    QLabel* m_step;
    QLabel* m_stepUnit;
    QToolButton* m_follow; ///< where the views stand, while that is not the newest step
    QAction* m_followPlace = nullptr;
    QLabel* m_speedLabel;
    QComboBox* m_speed;
};

} // namespace contrastlab
