// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The line at the bottom: how the run is doing, in a few numbers. Window thread.
#pragma once

#include "run/run_session.h"

#include <QStatusBar>

class QLabel;

namespace contrastlab {

class StatusStrip : public QStatusBar {
    Q_OBJECT

public:
    explicit StatusStrip(RunSession& session, QWidget* parent = nullptr);

    [[nodiscard]] QString stateText() const;
    [[nodiscard]] QString trainingText() const;
    [[nodiscard]] QString completedText() const;

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void refreshSeldom();
    void showStep(const StepMetrics& step);
    void showRecall(const EvaluationMetrics& evaluation);
    void showData(const std::shared_ptr<const RunSetup>& setup);
    [[nodiscard]] QString dataTip(const RunSetup& setup) const;

    RunSession& m_session;
    std::shared_ptr<const RunSetup> m_shownSetup; ///< that the data's texts are of
    QLabel* m_state = nullptr;
    QLabel* m_data = nullptr;
    QLabel* m_recall = nullptr;
    QLabel* m_loss = nullptr;
    QLabel* m_epoch = nullptr;
    QLabel* m_speed = nullptr;
    QElapsedTimer m_sinceRefresh;
};

} // namespace contrastlab
