// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A new place of the playhead ends the work for the one before.
#include "run/moment_seeker.h"

#include "analysis/probe_frame.h"
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

MomentSeeker::Wanted MomentSeeker::wanted() const
{
    const Playhead& playhead = m_moment.playhead();
    const auto run = m_moment.run();
    if (playhead.following || !run || !m_moment.setup()) return {};
    const auto frame = m_moment.frame();
    const auto checkpoint = m_moment.checkpoint();
    const bool isThere =
        frame && frame->step == playhead.step && checkpoint && checkpoint->step == playhead.step;
    return isThere ? Wanted() : Wanted { run, playhead.step };
}

void MomentSeeker::look()
{
    const Wanted next = wanted();
    if (next == m_asked || next == m_missed) return;
    m_task.cancel();
    m_asked = next;
    m_missed = {};
    if (isAtWork()) seek(next);
}

void MomentSeeker::seek(const Wanted& wanted)
{
    const auto near = m_lastRun == wanted.run ? m_last : nullptr;
    const auto before = wanted.run->frames.atOrBefore(wanted.step);
    m_task.submit([this, wanted, near, before, setup = m_moment.setup(),
                      probes = m_moment.probes()](const std::stop_token& stop) {
        std::shared_ptr<const Checkpoint> state;
        std::shared_ptr<const ProbeFrame> frame;
        try {
            ThreadPool pool;
            const InterruptedBy interrupted(pool, stop);
            state = replayTo(wanted.step, *wanted.run, setup, pool, stop, near);
            if (state)
                frame = std::make_shared<const ProbeFrame>(
                    analyseProbes(pool, *setup, probes, *state, before.get()));
        } catch (const std::exception&) {
            state = nullptr; // the views keep the nearest
        }
        const auto take = [this, wanted, state, frame] {
            if (m_asked != wanted) return;
            m_asked = {};
            if (state) {
                m_last = state;
                m_lastRun = wanted.run;
                m_moment.takeExact(state, frame);
            } else {
                m_missed = wanted;
            }
            emit settled();
        };
        QMetaObject::invokeMethod(this, take, Qt::QueuedConnection);
    });
}

} // namespace contrastlab
