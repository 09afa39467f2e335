// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A new place of the playhead ends the work for the one before.
#include "run/moment_seeker.h"

#include "analysis/probe_frame.h"
#include "analysis/training_diagnostics.h"
#include "run/replay.h"

namespace contrastlab {

MomentSeeker::MomentSeeker(RunMoment& moment, QObject* parent) : QObject(parent), m_moment(moment)
{
    connect(&moment, &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.run != MomentChange::Run::same || change.data || change.playhead
            || (isAtWork() && change.steps))
            look();
    });
}

MomentSeeker::~MomentSeeker()
{
    m_task.cancel();
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
    if (playhead.following && !m_recorded) return {};
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
    if (next == m_asked || next == m_missed || follows) return;
    m_task.cancel();
    m_asked = next;
    m_missed = {};
    if (isAtWork()) seek(next);
}

void MomentSeeker::seek(const Wanted& wanted)
{
    const auto near = m_lastRun == wanted.run ? m_last : nullptr;
    m_task.submit([this, wanted, near, data = m_data](const std::stop_token& stop) {
        Sought sought;
        try {
            ThreadPool pool;
            const InterruptedBy interrupted(pool, stop);
            sought = sight(wanted, *data, near, pool, stop);
        } catch (const std::exception&) {
            // The views keep the nearest.
        }
        QMetaObject::invokeMethod(
            this, [this, wanted, sought] { take(wanted, sought); }, Qt::QueuedConnection);
    });
}

MomentSeeker::Sought MomentSeeker::sight(const Wanted& wanted, const PreparedRun& data,
    const std::shared_ptr<const Checkpoint>& near, ThreadPool& pool, const std::stop_token& stop)
{
    Sought sought;
    sought.state = replayTo(wanted.step, *wanted.run, data.setup, pool, stop, near);
    if (!sought.state) return sought;
    const auto before = wanted.run->frames.atOrBefore(wanted.step);
    sought.frame = std::make_shared<const ProbeFrame>(
        analyseProbes(pool, *data.setup, data.probes, *sought.state, before.get()));
    sought.diagnostics =
        std::make_shared<const TrainingDiagnostics>(diagnoseTraining(pool, *data.setup, data.probes,
            *sought.state, *sought.frame, stepsUpTo(*wanted.run, wanted.step), data.duplicates));
    return sought;
}

void MomentSeeker::take(const Wanted& wanted, const Sought& sought)
{
    if (m_asked != wanted) return;
    m_asked = {};
    m_last = sought.state;
    m_lastRun = wanted.run;
    if (sought.state)
        m_moment.takeExact(sought.state, sought.frame, sought.diagnostics);
    else
        m_missed = wanted;
    emit settled();
    look();
}

} // namespace contrastlab
