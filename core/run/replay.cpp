// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Events tell values, not what a person did: a value that a change took along is not made again.
#include "run/replay.h"

#include "base/problem.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>

namespace contrastlab {

namespace {

constexpr std::chrono::milliseconds tellEvery(200);

// Where learning is switched off, the value that it stopped at is an event of its own, which says
// that nothing moved (but for rounding at a bound).
bool isTakenAlong(const RunEvent& event, const RunEvent& next)
{
    const bool stops =
        next.step == event.step && next.after == "false" && next.key == "learn_" + event.key;
    const double before = std::atof(event.before.c_str()), after = std::atof(event.after.c_str());
    return stops && std::abs(after - before) <= 1e-6 * std::abs(after);
}

// Whether a spec shows the last of the changes of each key.
bool shows(const RunSpec& spec, std::span<const RunEvent> changes)
{
    return std::ranges::all_of(changes, [&](const RunEvent& change) {
        const auto later =
            std::ranges::find(changes.rbegin(), changes.rend(), change.key, &RunEvent::key);
        return findParameter(change.key) && toText(spec.value(change.key)) == later->after;
    });
}

ParameterValue valueOf(const RunEvent& change, RunSpec spec)
{
    if (auto problem = assign(spec, change.key, change.after)) throw SpecError({ *problem });
    return spec.value(change.key);
}

} // namespace

RecordedChanges::RecordedChanges(const Run& run, const Checkpoint& from)
{
    std::vector<RunEvent> events = run.events.all();
    std::erase_if(events, [](const RunEvent& e) { return e.kind != RunEvent::Kind::change; });
    const auto first = std::ranges::lower_bound(events, from.step, {}, &RunEvent::step);
    const auto last = std::ranges::upper_bound(events, from.step, {}, &RunEvent::step);
    auto next = last;
    while (next != first && !shows(from.spec, std::span(first, next)))
        --next;
    for (; next != events.end(); ++next)
        if (next + 1 == events.end() || !isTakenAlong(*next, *(next + 1)))
            m_changes.push_back(*next);
}

void RecordedChanges::makeDue(Trainer& trainer)
{
    for (; m_next < m_changes.size() && m_changes[m_next].step <= trainer.steps(); ++m_next) {
        const RunEvent& change = m_changes[m_next];
        if (auto problem = trainer.change(change.key, valueOf(change, trainer.spec())))
            throw SpecError({ *problem });
    }
}

std::shared_ptr<const Checkpoint> replayTo(std::int64_t step, const Run& run,
    std::shared_ptr<const RunSetup> setup, ThreadPool& pool, const std::stop_token& stop,
    const std::shared_ptr<const Checkpoint>& near, const StateReport& passed)
{
    auto from = run.checkpointAtOrBefore(step);
    if (near && near->step <= step && (!from || near->step > from->step)) from = near;
    if (!from || stop.stop_requested()) return nullptr;
    RecordedChanges changes(run, *from);
    Trainer trainer(std::move(setup), pool, *from);
    changes.makeDue(trainer);
    auto told = std::chrono::steady_clock::now();
    while (trainer.steps() < step && trainer.healthy() && !trainer.finished()) {
        trainer.step(stop);
        changes.makeDue(trainer);
        const auto now = std::chrono::steady_clock::now();
        if (!passed || now - told < tellEvery || !trainer.healthy()) continue;
        passed(std::make_shared<Checkpoint>(trainer.checkpoint()));
        told = now;
    }
    if (!trainer.healthy() || trainer.steps() < step) return nullptr;
    return std::make_shared<Checkpoint>(trainer.checkpoint());
}

// A checkpoint has the judgement of its step behind it; a step that was cut off may lack it.
std::shared_ptr<const Checkpoint> resumptionOf(const Run& run,
    std::shared_ptr<const RunSetup> setup, ThreadPool& pool, const std::stop_token& stop)
{
    const auto last = run.steps.last();
    const std::int64_t end = last ? last->step : 0;
    const auto newest = run.checkpointAtOrBefore(end);
    if (newest && newest->step == end) return newest;
    return replayTo(std::max<std::int64_t>(0, end - 1), run, std::move(setup), pool, stop);
}

} // namespace contrastlab
