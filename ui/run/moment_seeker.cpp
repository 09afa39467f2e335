// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A new place of the playhead ends the work for the one before.
#include "run/moment_seeker.h"

#include "analysis/probe_frame.h"
#include "analysis/training_diagnostics.h"
#include "base/memory_left.h"
#include "run/foreign_run.h"
#include "run/replay.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <iterator>

namespace contrastlab {

namespace {

// At most those of a thousand steps of the emoji run, nine steps apart.
std::size_t roomForStates()
{
    constexpr std::int64_t most = std::int64_t(1) << 30, least = std::int64_t(64) << 20;
    return static_cast<std::size_t>(std::clamp(memoryLeft().value_or(0) / 16, least, most));
}

// How long the way from a state to the next may take, and how many steps may be gone to put states
// where a file has none.
constexpr double wayShorterThan = 0.1;
constexpr std::int64_t longestWay = 2 * StateCache::reach;

} // namespace

MomentSeeker::MomentSeeker(RunMoment& moment, QObject* parent)
    : QObject(parent)
    , m_moment(moment)
    , m_states(roomForStates())
{
    connect(&moment, &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.steps) collect();
        if (change.run != MomentChange::Run::same || change.data || change.playhead
            || (isAtWork() && change.steps))
            look();
    });
}

MomentSeeker::~MomentSeeker()
{
    m_task.cancel();
    m_between.cancel();
}

void MomentSeeker::begin(std::shared_ptr<const PreparedRun> data, bool recorded)
{
    m_data = std::move(data);
    m_recorded = recorded;
    look();
}

std::int64_t MomentSeeker::stepsAgainTo(std::int64_t step) const
{
    std::int64_t nearest = 0;
    const auto look = [&](std::int64_t at) {
        if (at <= step) nearest = std::max(nearest, at);
    };
    const auto run = m_moment.run();
    if (!run) return step;
    for (const auto& kept : run->keptCheckpoints())
        look(kept->step());
    const auto cached = m_statesOf == run ? m_states.atOrBefore(step) : nullptr;
    if (cached) look(cached->step);
    return step - nearest;
}

MomentSeeker::Wanted MomentSeeker::wanted() const
{
    const Playhead& playhead = m_moment.playhead();
    const auto run = m_moment.run();
    if (!run || !m_data || m_data->setup != m_moment.setup()) return {};
    if (isForeign(run->spec()) || (playhead.following && !m_recorded)) return {};
    const auto frame = m_moment.frame();
    const bool isFramed = frame && frame->step == playhead.step;
    const auto checkpoint = isFramed ? m_moment.checkpoint() : nullptr;
    if (checkpoint && checkpoint->step == playhead.step) return {};
    return { run, playhead.step };
}

// What follows a run that grows ends what it has begun: it would never come to an end else.
void MomentSeeker::look()
{
    const Wanted next = wanted();
    const bool follows = isAtWork() && m_moment.playhead().following && next.run == m_asked.run;
    if (next != m_asked && next != m_missed && !follows) {
        m_task.cancel();
        m_asked = next;
        m_missed = {};
        if (isAtWork()) seek(next);
    }
    shorten();
}

// What somebody waits for comes first.
void MomentSeeker::shorten()
{
    const StepFocus now = focus();
    if (m_goneOf != m_moment.run() || now.distanceOf(m_goneAround) > 0) {
        m_goneOf = m_moment.run();
        m_goneAround = now.step;
        m_gone.clear();
    }
    const auto way = isAtWork() ? std::nullopt : longWay();
    if (way == m_onTheWay) return;
    m_between.cancel(); // what it has computed comes nevertheless
    m_onTheWay = way;
    if (way) goOn(*way);
}

StepFocus MomentSeeker::focus() const
{
    return StateCache::focusOn(m_moment.playhead().step, m_moment.newestStep());
}

// In steps: what there is room for, and no closer than it takes to feel a wait.
std::int64_t MomentSeeker::spacing(double stepSeconds) const
{
    const auto any = m_states.atOrBefore(m_moment.newestStep());
    const std::int64_t least = any ? m_states.leastSpacing(*any) : 1;
    return std::max(least, static_cast<std::int64_t>(wayShorterThan / stepSeconds));
}

// The nearest to the playhead.
std::optional<MomentSeeker::Way> MomentSeeker::longWay() const
{
    const auto run = m_moment.run();
    if (!m_recorded || !run || !m_data || m_data->setup != m_moment.setup()) return {};
    if (isForeign(run->spec()) || run->outcome().kind == RunOutcome::Kind::running) return {};
    const StepFocus now = focus();
    std::set<std::int64_t> steps { std::min(now.last, m_moment.newestStep()) };
    for (const auto& kept : run->keptCheckpoints())
        steps.insert(kept->step());
    if (m_statesOf == run)
        for (const auto& state : m_states.all())
            steps.insert(state->step);
    std::optional<Way> nearest;
    const auto farness = [&now](const Way& way) {
        return std::max({ std::int64_t(0), way.from - now.step, now.step - way.to });
    };
    const std::int64_t apart = spacing(m_stepSeconds);
    for (auto to = std::next(steps.begin()); to != steps.end() && *to <= now.last; ++to) {
        const Way way { *std::prev(to), *to };
        const std::int64_t length = way.to - way.from;
        if (2 * length <= 3 * apart || length > longestWay || way.to <= now.first) continue;
        if (m_gone.contains(way) || (nearest && farness(*nearest) <= farness(way))) continue;
        nearest = way;
    }
    return nearest;
}

// At multiples of the spacing, so that later ways fit between.
void MomentSeeker::goOn(const Way& way)
{
    const auto run = m_moment.run();
    const auto near = m_statesOf == run ? m_states.atOrBefore(way.from) : nullptr;
    const std::int64_t least = spacing(1);
    m_between.submit([this, run, way, near, least, focus = focus(), stepSeconds = m_stepSeconds,
                         data = m_data](const std::stop_token& stop) mutable {
        Sought sought { .passed = StateCache(roomForStates()), .stepSeconds = stepSeconds };
        try {
            ThreadPool pool;
            const InterruptedBy interrupted(pool, stop);
            auto state =
                near && near->step == way.from ? near : run->checkpointAtOrBefore(way.from);
            for (std::int64_t at = way.from; state && at < way.to && !stop.stop_requested();) {
                const std::int64_t hop =
                    std::max(least, static_cast<std::int64_t>(wayShorterThan / sought.stepSeconds));
                const std::int64_t next = std::min(way.to, (at / hop + 1) * hop);
                const auto began = std::chrono::steady_clock::now();
                state = replayTo(next, *run, data->setup, pool, stop, state);
                if (!state) break;
                const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
                sought.stepSeconds = std::max(1e-7, took.count() / double(next - at));
                sought.passed.keep(state, focus);
                at = next;
            }
        } catch (const std::exception&) {
            // What it has computed is of use.
        }
        const std::optional<Way> gone = stop.stop_requested() ? std::nullopt : std::optional(way);
        QMetaObject::invokeMethod(
            this, [this, run, sought, gone] { arrive(run, sought, gone); }, Qt::QueuedConnection);
    });
}

void MomentSeeker::arrive(
    const std::shared_ptr<const Run>& run, const Sought& sought, const std::optional<Way>& gone)
{
    if (m_moment.run() == run) {
        m_stepSeconds = sought.stepSeconds;
        for (const auto& state : sought.passed.all())
            keep(run, state);
    }
    if (!gone || gone != m_onTheWay) return;
    m_gone.insert(*gone);
    m_onTheWay = {};
    shorten();
}

// What trains here gives a state now and then, for its frames.
void MomentSeeker::collect()
{
    if (m_recorded || !m_moment.playhead().following) return;
    const auto state = m_moment.checkpoint();
    if (state && state != m_states.atOrBefore(state->step)) keep(m_moment.run(), state);
}

void MomentSeeker::keep(
    const std::shared_ptr<const Run>& run, const std::shared_ptr<const Checkpoint>& state)
{
    if (m_statesOf != run) m_states.clear();
    m_statesOf = run;
    m_states.keep(state, focus());
}

void MomentSeeker::seek(const Wanted& wanted)
{
    const auto near = m_statesOf == wanted.run ? m_states.atOrBefore(wanted.step) : nullptr;
    m_task.submit([this, wanted, near, data = m_data](const std::stop_token& stop) {
        Sought sought { .passed = StateCache(roomForStates() / 2) };
        try {
            ThreadPool pool;
            const InterruptedBy interrupted(pool, stop);
            sight(sought, wanted, *data, near, pool, stop);
        } catch (const std::exception&) {
            // The views keep the nearest.
        }
        QMetaObject::invokeMethod(
            this, [this, wanted, sought] { take(wanted, sought); }, Qt::QueuedConnection);
    });
}

void MomentSeeker::sight(Sought& sought, const Wanted& wanted, const PreparedRun& data,
    const std::shared_ptr<const Checkpoint>& near, ThreadPool& pool, const std::stop_token& stop)
{
    const auto state =
        replayTo(wanted.step, *wanted.run, data.setup, pool, stop, near, [&](auto passed) {
            sought.passed.keep(std::move(passed),
                StateCache::focusOn(wanted.step, wanted.run->steps.last()->step));
        });
    if (!state) return;
    const auto before = wanted.run->frames.atOrBefore(wanted.step);
    sought.frame = std::make_shared<const ProbeFrame>(
        analyseProbes(pool, *data.setup, data.probes, *state, before.get()));
    sought.diagnostics =
        std::make_shared<const TrainingDiagnostics>(diagnoseTraining(pool, *data.setup, data.probes,
            *state, *sought.frame, stepsUpTo(*wanted.run, wanted.step), data.duplicates));
    sought.state = state;
}

// What was passed on the way is of use even where the playhead has moved on.
void MomentSeeker::take(const Wanted& wanted, const Sought& sought)
{
    if (m_moment.run() == wanted.run) {
        for (const auto& state : sought.passed.all())
            keep(wanted.run, state);
        if (sought.state) keep(wanted.run, sought.state);
    }
    if (m_asked != wanted) return;
    m_asked = {};
    if (sought.state)
        m_moment.takeExact(sought.state, sought.frame, sought.diagnostics);
    else
        m_missed = wanted;
    emit settled();
    look();
}

} // namespace contrastlab
