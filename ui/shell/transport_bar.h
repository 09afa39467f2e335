// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The toolbar: reset, play or pause, step, how far the run is, how fast it may go. Window thread.
#pragma once

#include "run/run_controller.h"
#include "shell/actions.h"

#include <QToolBar>

class QComboBox;
class QLabel;

namespace contrastlab {

class TransportBar : public QToolBar {
    Q_OBJECT

public:
    TransportBar(RunController& controller, const Actions& actions, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showStep();
    void speedChosen();
    void retranslate();
    void styleCounter();

    RunController& m_controller;
    QLabel* m_step;
    QLabel* m_stepUnit;
    QLabel* m_speedLabel;
    QComboBox* m_speed;
};

} // namespace contrastlab
