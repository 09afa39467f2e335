// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The logs are polled: nothing is signalled per step.
#include "run/run_moment.h"

#include "analysis/probe_frame.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace contrastlab {

namespace {

// The last entry of a log at or before a step.
template <class Entry> std::optional<Entry> entryAt(const AppendLog<Entry>& log, std::int64_t step)
{
    return log.with([step](std::span<const Entry> entries) -> std::optional<Entry> {
        const auto after = std::ranges::upper_bound(entries, step, {}, &Entry::step);
        return after == entries.begin() ? std::nullopt : std::optional(*std::prev(after));
    });
}

// A log that is thinned may lose what is shown of a playhead that stays: it is kept here.
template <class Entry, class Fits>
bool takeNearest(std::shared_ptr<const Entry>& shown, const ThinnedLog<Entry>& log,
    const Playhead& playhead, const Fits& fits)
{
    auto nearest = playhead.following ? log.newest() : log.atOrBefore(playhead.step);
    if (nearest && !fits(*nearest)) nearest = nullptr;
    if (!nearest && shown) return false; // until there is one: the exact is on its way
    const bool older =
        shown && shown->step <= playhead.step && (!nearest || nearest->step < shown->step);
    if (older || nearest == shown) return false;
    shown = std::move(nearest);
    return true;
}

} // namespace

std::shared_ptr<const Checkpoint> RunMoment::checkpoint() const
{
    if (m_exact && m_exact->step == m_playhead.step) return m_exact;
    const auto kept = m_run ? m_run->checkpointAtOrBefore(m_playhead.step) : nullptr;
    const bool newer =
        m_newest && m_newest->step <= m_playhead.step && (!kept || m_newest->step > kept->step);
    return newer ? m_newest : kept;
}

// The run may have gone on meanwhile.
void RunMoment::takeExact(std::shared_ptr<const Checkpoint> checkpoint,
    std::shared_ptr<const ProbeFrame> frame, std::shared_ptr<const TrainingDiagnostics> diagnostics)
{
    if (!m_run || checkpoint->step > m_playhead.step) return;
    if (!m_playhead.following && checkpoint->step != m_playhead.step) return;
    m_exact = std::move(checkpoint);
    m_frame = std::move(frame);
    m_diagnostics = std::move(diagnostics);
    emit changed({ .frame = true, .diagnostics = true });
}

void RunMoment::setNewest(std::shared_ptr<const Checkpoint> checkpoint)
{
    m_newest = std::move(checkpoint);
}

std::optional<StepMetrics> RunMoment::step() const
{
    if (!m_run) return {};
    return m_playhead.following ? m_run->steps.last() : entryAt(m_run->steps, m_playhead.step);
}

std::optional<StepMetrics> RunMoment::recordOf(std::int64_t step) const
{
    const auto record = m_run ? entryAt(m_run->steps, step) : std::nullopt;
    return record && record->step == step ? record : std::nullopt;
}

std::optional<EvaluationMetrics> RunMoment::evaluation() const
{
    if (!m_run) return {};
    return m_playhead.following ? m_run->evaluations.last()
                                : entryAt(m_run->evaluations, m_playhead.step);
}

void RunMoment::park(std::int64_t step)
{
    if (m_run) movePlayhead({ std::clamp<std::int64_t>(step, 0, m_newestStep), false });
}

void RunMoment::parkBy(std::int64_t recorded)
{
    const std::int64_t step = m_playhead.step + recorded; // every step is recorded
    if (step < m_newestStep) return park(step);
    if (!m_playhead.following) follow();
}

void RunMoment::follow()
{
    movePlayhead({ m_newestStep, true });
}

void RunMoment::movePlayhead(const Playhead& playhead)
{
    if (std::exchange(m_playhead, playhead) == playhead) return;
    m_exact = nullptr;
    m_spec = playhead.following ? m_newestSpec : specAt(playhead.step);
    MomentChange change { .playhead = true };
    readMoment(change);
    emit changed(change);
}

void RunMoment::begin(std::shared_ptr<const Run> run)
{
    m_run = std::move(run);
    m_stepsSeen = m_evaluationsSeen = m_eventsSeen = 0;
    m_newestStep = m_run ? m_run->continuedAt() : 0;
    m_ended = false;
    m_newestDiagnostics = nullptr;
    m_newest = m_exact = nullptr;
    restoreSpec();
}

void RunMoment::show(std::shared_ptr<const Run> run, MomentData data)
{
    m_data = std::move(data);
    m_lack = Lack::preparing;
    m_playhead = {};
    m_frame = nullptr;
    m_diagnostics = nullptr;
    begin(std::move(run));
    MomentChange change { .run = MomentChange::Run::other, .data = true, .playhead = true };
    if (m_run) readLogs(change);
    emit changed(change);
}

// A playhead that stays in the common past stays there.
void RunMoment::showContinued(std::shared_ptr<const Run> run)
{
    if (m_playhead.step > run->continuedAt()) m_playhead = { run->continuedAt(), true };
    begin(std::move(run));
    if (m_frame && m_frame->step > m_run->continuedAt()) m_frame = nullptr;
    if (m_diagnostics && m_diagnostics->step > m_run->continuedAt()) m_diagnostics = nullptr;
    MomentChange change {
        .run = MomentChange::Run::continued, .playhead = true, .frame = true, .diagnostics = true
    };
    readLogs(change);
    emit changed(change);
}

void RunMoment::setData(MomentData data)
{
    m_data = std::move(data);
    restoreSpec();
    m_frame = nullptr; // that of a file may be of other data
    MomentChange change { .data = true };
    readMoment(change);
    emit changed(change);
}

void RunMoment::setLack(Lack lack)
{
    if (std::exchange(m_lack, lack) != lack && !m_data.setup) emit changed({ .data = true });
}

void RunMoment::setAdvancing(bool advancing)
{
    if (std::exchange(m_advancing, advancing) != advancing) emit changed({ .playhead = true });
}

void RunMoment::catchUp()
{
    if (!m_run) return;
    MomentChange change;
    readLogs(change);
    const bool anything = change.steps || change.evaluations || change.events
        || change.diagnosticsLog || change.outcome || change.frame || change.diagnostics;
    if (anything) emit changed(change);
}

// An event or evaluation never speaks of a step that has not been told of: sizes are read before
// that of the steps.
void RunMoment::readLogs(MomentChange& change)
{
    const bool ended = m_run->outcome().kind != RunOutcome::Kind::running;
    const std::size_t evaluations = m_run->evaluations.size();
    readEvents(change);
    const std::size_t steps = m_run->steps.size();
    change.steps = { std::exchange(m_stepsSeen, steps), steps };
    change.evaluations = { std::exchange(m_evaluationsSeen, evaluations), evaluations };
    change.outcome |= std::exchange(m_ended, ended) != ended;
    if (const auto last = m_run->steps.last()) // while the past is copied the branch knows better
        m_newestStep = std::max(last->step, m_run->continuedAt());
    if (m_playhead.following) m_playhead.step = m_newestStep;
    const auto newest = m_run->diagnostics.newest();
    change.diagnosticsLog |= std::exchange(m_newestDiagnostics, newest) != newest;
    readMoment(change);
}

void RunMoment::readEvents(MomentChange& change)
{
    change.events.from = m_eventsSeen;
    for (const RunEvent& event : m_run->events.since(m_eventsSeen)) {
        if (event.kind == RunEvent::Kind::change) assign(m_newestSpec, event.key, event.after);
        ++m_eventsSeen;
    }
    change.events.to = m_eventsSeen;
    if (change.events && m_playhead.following) m_spec = m_newestSpec;
}

void RunMoment::readMoment(MomentChange& change)
{
    if (!m_run) return;
    const auto isOfData = [this](const ProbeFrame& frame) {
        return !m_data.setup || fits(frame, *m_data.setup, m_data.probes);
    };
    change.frame |= takeNearest(m_frame, m_run->frames, m_playhead, isOfData);
    change.diagnostics |= takeNearest(m_diagnostics, m_run->diagnostics, m_playhead,
        [](const TrainingDiagnostics&) { return true; });
}

// Small data take less than the defaults ask for.
RunSpec RunMoment::beginning() const
{
    RunSpec spec = m_run ? m_run->spec() : m_newestSpec;
    if (m_data.setup)
        for (const std::string_view key : { "held_out", "batch_size" })
            if (spec.value(key) == findParameter(key)->standard)
                spec.set(key, m_data.setup->spec().value(key));
    return spec;
}

RunSpec RunMoment::specAt(std::int64_t step) const
{
    RunSpec spec = beginning();
    if (!m_run) return spec;
    m_run->events.with([&](std::span<const RunEvent> events) {
        for (const RunEvent& event : events)
            if (event.step <= step && event.kind == RunEvent::Kind::change)
                assign(spec, event.key, event.after);
    });
    return spec;
}

void RunMoment::restoreSpec()
{
    m_newestSpec = specAt(std::numeric_limits<std::int64_t>::max());
    m_spec = m_playhead.following ? m_newestSpec : specAt(m_playhead.step);
}

} // namespace contrastlab
