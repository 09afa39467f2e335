// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writes what the training loop tells into a Run, keeps checkpoints on the way, and fills the
// mailbox of the views when they ask. Lives on the thread of the loop.
#pragma once

#include "run/drive.h"
#include "run/latest_value.h"

#include <chrono>
#include <functional>
#include <memory>

namespace contrastlab {

/// Judges items at the parameters of the trainer as it stands.
using Evaluator = std::function<EvaluationMetrics(Trainer&, const std::vector<Index>& items)>;

class RunRecorder : public RunObserver {
public:
    /// mailbox and evaluator may be null.
    RunRecorder(Run& run, LatestValue<Checkpoint>* mailbox, Evaluator evaluator);

    void onStart(const Trainer& trainer) override;
    void onStep(const StepMetrics& metrics, Trainer& trainer) override;
    void onEvent(const RunEvent& event, const Trainer& trainer) override;
    void onPauseChanged(bool paused, const Trainer& trainer) override;
    /// The held-out loss has not fallen for spec.patience judgements, since the run began or went
    /// on; or the recall of held-out items has reached its target (reachedTarget()).
    [[nodiscard]] std::optional<RunEvent> wantsEnd(const Trainer& trainer) const override;
    /// Judges the test items of a run that has come to its end.
    void onFinish(const RunOutcome& outcome, Trainer& trainer) override;

private:
    [[nodiscard]] double seconds() const;
    void evaluate(Trainer& trainer);
    void keepTheBest(std::int64_t lastStep);
    void publish(const Trainer& trainer);

    Run& m_run;
    LatestValue<Checkpoint>* m_mailbox;
    Evaluator m_evaluator;
    std::chrono::steady_clock::time_point m_began = std::chrono::steady_clock::now();
    double m_secondsBefore = 0; ///< of the run that this one continues
    bool m_evaluated = true; ///< no evaluation was given up
    std::int64_t m_sinceBest = 0; ///< judgements
};

} // namespace contrastlab
