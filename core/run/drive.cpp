// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Commands are taken between steps, and waited for only while the run is paused or ahead of its
// speed limit.
#include "run/drive.h"

#include <chrono>
#include <cmath>
#include <utility>

namespace contrastlab {

namespace {

using Clock = std::chrono::steady_clock;

// Running, paused, or some steps to go; and how fast.
struct Pacing {
    bool paused = false;
    std::int64_t toGo = 0; ///< steps until the next pause; 0: none
    double stepsPerSecond = 0;
    Clock::time_point due = Clock::now();

    [[nodiscard]] double secondsToWait() const
    {
        if (stepsPerSecond <= 0 || paused) return 0;
        return std::chrono::duration<double>(due - Clock::now()).count();
    }
    void countStep()
    {
        if (toGo > 0 && --toGo == 0) paused = true;
        const auto now = Clock::now();
        const auto interval =
            std::chrono::duration<double>(stepsPerSecond > 0 ? 1.0 / stepsPerSecond : 0);
        due = std::max(due, now - std::chrono::duration_cast<Clock::duration>(interval))
            + std::chrono::duration_cast<Clock::duration>(interval);
    }
};

struct CommandApplier {
    Trainer& trainer;
    RunObserver& observer;
    Pacing& pacing;
    bool& toldOfSearch; ///< that the line search finds no step, as things are

    void pause(bool paused, std::int64_t toGo = 0) const
    {
        const bool changed = pacing.paused != paused;
        pacing.paused = paused;
        pacing.toGo = toGo;
        if (changed) observer.onPauseChanged(paused, trainer);
    }
    void operator()(const Pause&) const { pause(true); }
    void operator()(const Resume&) const { pause(false); }
    void operator()(const Advance& advance) const
    {
        pause(false, std::max<std::int64_t>(1, advance.steps));
    }
    void operator()(const SpeedLimit& limit) const
    {
        pacing.stepsPerSecond = limit.stepsPerSecond;
        pacing.due = Clock::now();
    }
    void operator()(const HyperparameterChange& change) const
    {
        const RunSpec before = trainer.spec();
        if (const auto problem = trainer.change(change.key, change.value))
            return observer.onRefused(*problem);
        if (trainer.spec() == before && change.key != "temperature" && change.key != "bias") return;
        toldOfSearch = false;
        observer.onEvent({ RunEvent::Kind::change, trainer.steps(), change.key,
                             toText(before.value(change.key)), toText(change.value) },
            trainer);
    }
};

// The parameter that most likely made a step diverge, by what experience (and the issue trackers of
// the field) says.
std::string likelyCause(const Trainer& trainer, const StepMetrics& metrics)
{
    if (!trainer.parameters().allFinite()) return "learning_rate";
    if (trainer.spec().text("objective") == "article-naive") return "objective";
    if (metrics.temperature < 0.005) return "temperature";
    return "learning_rate";
}

void waitForWork(
    Pacing& pacing, CommandQueue& commands, const CommandApplier& apply, std::stop_token stop)
{
    if (const double seconds = pacing.secondsToWait(); seconds > 0) commands.waitFor(seconds, stop);
    const auto taken = pacing.paused ? commands.waitAndTake(stop) : commands.take();
    for (const Command& command : taken)
        std::visit(apply, command);
}

} // namespace

RunOutcome drive(Trainer& trainer, RunObserver& observer, CommandQueue* commands,
    std::stop_token stop, bool startPaused)
{
    Pacing pacing;
    pacing.paused = startPaused && commands;
    bool toldOfSearch = false;
    const CommandApplier apply { trainer, observer, pacing, toldOfSearch };
    RunOutcome outcome { RunOutcome::Kind::completed, 0, {}, {} };
    observer.onStart(trainer);
    while (!trainer.finished()) {
        if (commands) waitForWork(pacing, *commands, apply, stop);
        if (stop.stop_requested()) {
            outcome.kind = RunOutcome::Kind::stopped;
            break;
        }
        if (pacing.paused || pacing.secondsToWait() > 0 || trainer.finished()) continue;
        const StepMetrics metrics = trainer.step();
        observer.onStep(metrics, trainer);
        if (!trainer.healthy()) {
            outcome.kind = RunOutcome::Kind::diverged;
            outcome.cause = likelyCause(trainer, metrics);
            observer.onEvent(
                { RunEvent::Kind::diverged, metrics.step, outcome.cause, {}, {} }, trainer);
            break;
        }
        if (metrics.lineSearchFailed && !std::exchange(toldOfSearch, true))
            observer.onEvent(
                { RunEvent::Kind::note, metrics.step, lineSearchNote, {}, "no step" }, trainer);
        pacing.countStep();
        if (pacing.paused) observer.onPauseChanged(true, trainer);
    }
    outcome.step = trainer.steps();
    observer.onFinish(outcome, trainer);
    return outcome;
}

} // namespace contrastlab
