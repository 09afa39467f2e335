// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The only training loop in the program. The command line calls it on its main thread, the window
// on a background thread, tests directly.
#pragma once

#include "run/command_queue.h"
#include "run/run.h"
#include "run/trainer.h"

#include <stop_token>

namespace contrastlab {

/// Told what happens, on the thread of the loop, in the order in which it happens.
class RunObserver {
public:
    virtual ~RunObserver() = default;
    virtual void onStart(const Trainer&) { }
    virtual void onStep(const StepMetrics&, Trainer&) { }
    /// During a step that takes over a second: the share of it that is done, growing.
    virtual void onProgress(double /*share*/, const Trainer&) { }
    /// A change took effect after `event.step` steps.
    virtual void onEvent(const RunEvent&, const Trainer&) { }
    /// A change was refused; nothing has changed.
    virtual void onRefused(const Problem&) { }
    virtual void onPauseChanged(bool /*paused*/, const Trainer&) { }
    /// At the start and after each step: whether the run has come to its end before its last step,
    /// and why: a note about a parameter, which is then told as an event.
    [[nodiscard]] virtual std::optional<RunEvent> wantsEnd(const Trainer&) const { return {}; }
    virtual void onFinish(const RunOutcome&, Trainer&) { }
};

/// Changes a live parameter, and tells what became of it: an event for each value that is another
/// now, such as a temperature that is no longer learnt. Nothing, or why it was refused.
std::optional<Problem> makeChange(
    Trainer& trainer, const HyperparameterChange& change, std::vector<RunEvent>& events);

/// Steps the trainer until it has finished, a stop is requested, or it diverges. Without commands
/// it never pauses. Exceptions of trainer or observer pass through. A stop waits for the step at
/// work and its evaluation, unless `abandon` is requested too: Interrupted is then thrown into the
/// step, and the trainer is not whole when onFinish() is told, or into onStep().
RunOutcome drive(Trainer& trainer, RunObserver& observer, CommandQueue* commands,
    std::stop_token stop, bool startPaused = false, std::stop_token abandon = {});

} // namespace contrastlab
