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
#include <cstdint>
#include <cstdlib>
#include <iterator>

namespace contrastlab {

namespace {

// At most those of a thousand steps of the emoji run, eight steps apart.
std::size_t roomForStates()
{
    constexpr std::int64_t most = std::int64_t(1) << 30, least = std::int64_t(64) << 20;
    return static_cast<std::size_t>(std::clamp(memoryLeft().value_or(0) / 16, least, most));
}

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
    const std::int64_t around = m_moment.playhead().step;
    if (m_goneOf != m_moment.run() || std::abs(around - m_goneAround) > StateCache::reach) {
        m_goneOf = m_moment.run();
        m_goneAround = around;
        m_gone.clear();
    }
    const auto way = isAtWork() ? std::nullopt : longWay();
    if (way == m_onTheWay) return;
    m_between.cancel(); // what it passed comes nevertheless
    m_onTheWay = way;
    if (way) goOn(*way);
}

// The nearest to the playhead of those within its reach. Where there is room for no more states,
// they lie as close as they can.
std::optional<MomentSeeker::Way> MomentSeeker::longWay() const
{
    const auto run = m_moment.run();
    if (!m_recorded || !run || !m_data || m_data->setup != m_moment.setup()) return {};
    const std::int64_t around = m_moment.playhead().step, end = m_moment.newestStep();
    if (isForeign(run->spec()) || run->outcome().kind == RunOutcome::Kind::running) return {};
    const bool known = m_statesOf == run;
    if (known && !m_states.hasRoom(around)) return {};
    std::set<std::int64_t> steps { std::min(
        end, (around / StateCache::reach + 2) * StateCache::reach) };
    for (const auto& kept : run->keptCheckpoints())
        steps.insert(kept->step());
    if (known)
        for (const auto& state : m_states.all())
            steps.insert(state->step);
    std::optional<Way> nearest;
    const auto farness = [around](const Way& way) {
        return std::max({ std::int64_t(0), way.from - around, around - way.to });
    };
    for (auto to = std::next(steps.begin()); to != steps.end() && *to <= end; ++to) {
        const Way way { *std::prev(to), *to };
        const bool isLong = way.to - way.from > 1 && !m_gone.contains(way);
        if (isLong && farness(way) < StateCache::reach
            && (!nearest || farness(way) < farness(*nearest)))
            nearest = way;
    }
    return nearest;
}

void MomentSeeker::goOn(const Way& way)
{
    const auto run = m_moment.run();
    const auto near = m_statesOf == run ? m_states.atOrBefore(way.from) : nullptr;
    const std::int64_t around = m_moment.playhead().step;
    m_between.submit([this, run, way, near, around, data = m_data](const std::stop_token& stop) {
        Sought sought { .passed = StateCache(roomForStates()) };
        try {
            ThreadPool pool;
            const InterruptedBy interrupted(pool, stop);
            sought.state = replayTo(way.to, *run, data->setup, pool, stop, near,
                [&](auto passed) { sought.passed.keep(std::move(passed), around); });
        } catch (const std::exception&) {
            // What it passed is of use.
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
        for (const auto& state : sought.passed.all())
            keep(run, state);
        if (sought.state) keep(run, sought.state);
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
    m_states.keep(state, m_moment.playhead().step);
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
    const auto state = replayTo(wanted.step, *wanted.run, data.setup, pool, stop, near,
        [&](auto passed) { sought.passed.keep(std::move(passed), wanted.step); });
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
