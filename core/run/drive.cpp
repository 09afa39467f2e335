// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Commands are taken between steps, and waited for only while the run is paused or ahead of its
// speed limit.
#include "run/drive.h"

#include "run/suspects.h"

#include <algorithm>
#include <chrono>
#include <optional>
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
    std::shared_ptr<Pace> side; ///< of two runs that go on together; null: alone

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

// What the loop remembers of changes.
struct Changes {
    bool toldOfSearch = false; ///< that the line search finds no step, as things are
    std::vector<RunEvent> recent; ///< of the last suspectSteps before the newest
};

struct CommandApplier {
    Trainer& trainer;
    RunObserver& observer;
    Pacing& pacing;
    Changes& changes;

    void pause(bool paused, std::int64_t toGo = 0) const
    {
        const bool changed = pacing.paused != paused;
        pacing.paused = paused;
        pacing.toGo = toGo;
        if (changed) observer.onPauseChanged(paused, trainer);
    }
    void operator()(const Pause&) const { pause(true); }
    void operator()(const Resume&) const { pause(false); }
    // Steps asked for before those asked for earlier are done come on top.
    void operator()(const Advance& advance) const
    {
        pause(false, pacing.toGo + std::max<std::int64_t>(1, advance.steps));
    }
    void operator()(const SpeedLimit& limit) const
    {
        pacing.stepsPerSecond = limit.stepsPerSecond;
        pacing.due = Clock::now();
    }
    void operator()(const KeepPace& keep) const
    {
        pacing.side = keep.side;
        if (keep.side->leads())
            keep.side->begin(std::make_shared<const Checkpoint>(trainer.checkpoint()));
    }
    void operator()(const HyperparameterChange& change) const
    {
        std::vector<RunEvent> events;
        if (const auto problem = makeChange(trainer, change, events))
            return observer.onRefused(*problem);
        for (const RunEvent& event : events)
            tell(event);
    }
    void tell(const RunEvent& event) const
    {
        changes.toldOfSearch = false;
        std::erase_if(
            changes.recent, [&](const RunEvent& e) { return e.step < event.step - suspectSteps; });
        changes.recent.push_back(event);
        observer.onEvent(event, trainer);
    }
};

// How many times its default a value is.
double timesStandard(const RunSpec& spec, std::string_view key)
{
    return spec.real(key) / std::get<double>(findParameter(key)->standard);
}

// Inputs so large that a single step overflows, standardised or not.
bool areHuge(Trainer& trainer)
{
    constexpr std::size_t looked = 256;
    constexpr float huge = 1e6f;
    const RunSetup& setup = trainer.setup();
    const auto& training = setup.split().training;
    const auto items = std::span(training).first(std::min(looked, training.size()));
    ModalityBatch<float> batch;
    for (int tower = 0; tower < setup.towers(); ++tower) {
        setup.batches().makePlain(trainer.pool(), items, tower, 0, batch);
        if (batch.dense.size() > 0 && !(batch.dense.cwiseAbs().maxCoeff() < huge)) return true;
    }
    return false;
}

// The parameter that most likely made a step diverge: the likeliest of what was changed before, or
// else what experience (and the issue trackers of the field) says.
std::string likelyCause(Trainer& trainer, const StepMetrics& metrics, const Changes& changes)
{
    const RunSpec& spec = trainer.spec();
    const auto suspects = suspectsAmong(changes.recent, metrics.step - suspectSteps, metrics.step);
    if (!suspects.empty()) return suspects.front().key;
    if (!findObjective(spec.text("objective"))->stable.empty()) return "objective";
    if (areHuge(trainer)) return spec.flag("standardise") ? "dataset" : "standardise";
    if (metrics.temperature < 0.005) return "temperature";
    // A decay that takes more than all of a weight, not only its gradient, makes it grow.
    const bool overshoots = metrics.learningRate * spec.real("weight_decay") > 1;
    if (overshoots && timesStandard(spec, "weight_decay") > timesStandard(spec, "learning_rate"))
        return "weight_decay";
    return "learning_rate";
}

StepMetrics stepTelling(Trainer& trainer, RunObserver& observer, const std::stop_token& abandon)
{
    const auto began = Clock::now();
    const auto tell = [&](double share) {
        if (Clock::now() - began > std::chrono::seconds(1)) observer.onProgress(share, trainer);
    };
    const FunctionRef<void(double)> listener(tell);
    const ReportingTo reporting(trainer.pool(), listener);
    return trainer.step(abandon);
}

// Nothing where the step was given up, or what the observer computes of it: its evaluation.
std::optional<StepMetrics> stepOnce(
    Trainer& trainer, RunObserver& observer, const std::stop_token& abandon)
{
    try {
        const StepMetrics metrics = stepTelling(trainer, observer, abandon);
        const InterruptedBy interrupted(trainer.pool(), abandon);
        observer.onStep(metrics, trainer);
        return metrics;
    } catch (const Interrupted&) {
        return std::nullopt;
    }
}

// The key of the parameter that ends the run here; empty: it goes on.
std::string toldEnd(Trainer& trainer, RunObserver& observer)
{
    const auto end = observer.wantsEnd(trainer);
    if (!end) return {};
    observer.onEvent(*end, trainer);
    return end->key;
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

// A change may take another value along, as one that was learnt; each is an event.
std::optional<Problem> makeChange(
    Trainer& trainer, const HyperparameterChange& change, std::vector<RunEvent>& events)
{
    const RunSpec before = trainer.spec();
    RunSpec shown = before; // what is learnt as it stands, not as it began
    if (before.flag("learn_temperature")) shown.set("temperature", trainer.temperature());
    if (before.flag("learn_bias")) shown.set("bias", trainer.bias());
    if (auto problem = trainer.change(change.key, change.value)) return problem;
    const RunSpec after = trainer.spec();
    for (const Parameter& parameter : parameterTable()) {
        const ParameterValue &from = shown.value(parameter.key), &to = after.value(parameter.key);
        const bool isAsked = parameter.key == change.key;
        if (isAsked ? from != to : before.value(parameter.key) != to)
            events.push_back({ RunEvent::Kind::change, trainer.steps(), std::string(parameter.key),
                toText(from), toText(to) });
    }
    return std::nullopt;
}

RunOutcome drive(Trainer& trainer, RunObserver& observer, CommandQueue* commands,
    std::stop_token stop, bool startPaused, std::stop_token abandon)
{
    Pacing pacing;
    pacing.paused = startPaused && commands;
    Changes changes;
    const CommandApplier apply { trainer, observer, pacing, changes };
    RunOutcome outcome { RunOutcome::Kind::completed, 0, {}, {} };
    observer.onStart(trainer);
    outcome.cause = toldEnd(trainer, observer); // of a run that broke off there
    while (outcome.cause.empty() && !trainer.finished()) {
        if (commands) waitForWork(pacing, *commands, apply, stop);
        const std::int64_t done = trainer.steps();
        if (stop.stop_requested() || (pacing.side && pacing.side->isOver(done))) {
            outcome.kind = RunOutcome::Kind::stopped;
            break;
        }
        if (pacing.paused || pacing.secondsToWait() > 0 || trainer.finished()) continue;
        if (pacing.side && !pacing.side->mayStep(done, stop)) continue;
        const auto metrics = stepOnce(trainer, observer, abandon);
        if (!metrics) {
            outcome.kind = RunOutcome::Kind::stopped;
            break;
        }
        if (!trainer.healthy()) {
            outcome.kind = RunOutcome::Kind::diverged;
            outcome.cause = likelyCause(trainer, *metrics, changes);
            observer.onEvent(
                { RunEvent::Kind::diverged, metrics->step, outcome.cause, {}, {} }, trainer);
            break;
        }
        if (metrics->lineSearchFailed && !std::exchange(changes.toldOfSearch, true))
            observer.onEvent(
                { RunEvent::Kind::note, metrics->step, lineSearchNote, {}, "no step" }, trainer);
        outcome.cause = toldEnd(trainer, observer);
        if (!outcome.cause.empty()) break;
        if (pacing.side) pacing.side->tell(trainer.steps());
        pacing.countStep();
        if (pacing.paused) observer.onPauseChanged(true, trainer);
    }
    outcome.step = trainer.steps();
    observer.onFinish(outcome, trainer);
    return outcome;
}

} // namespace contrastlab
