// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread, but for what ask() hands over.
#include "run/frame_analysis.h"

#include <algorithm>
#include <utility>

namespace contrastlab {

namespace {

constexpr qint64 analysisRest = 6; ///< times as long, as of the views' other mathematics

} // namespace

FrameAnalysis::FrameAnalysis(RunMoment& moment, PairChoice& choice, int rest, QObject* parent)
    : QObject(parent)
    , m_moment(moment)
    , m_choice(choice)
    , m_rest(rest)
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &FrameAnalysis::ask);
    connect(&moment, &RunMoment::changed, this, &FrameAnalysis::follow);
    connect(&choice, &PairChoice::changed, this, &FrameAnalysis::ask);
    m_soon.start(0); // there may be a frame already
}

void FrameAnalysis::follow(const MomentChange& change)
{
    if (change.run == MomentChange::Run::other || change.data) {
        ++m_generation;
        if (forget()) emit changed();
    }
    if (change.frame || change.data) askSoon();
}

void FrameAnalysis::setActive(bool active)
{
    m_active = active;
    if (active && std::exchange(m_missed, false)) ask();
}

void FrameAnalysis::askSoon()
{
    if (m_soon.isActive()) return;
    const qint64 rest = std::max<qint64>(m_rest, analysisRest * m_took);
    const qint64 rested = m_sinceAsked.isValid() ? m_sinceAsked.elapsed() : rest;
    m_soon.start(int(std::clamp<qint64>(rest - rested, 0, rest)));
}

void FrameAnalysis::ask()
{
    m_soon.stop();
    if (!m_active) {
        m_missed = true;
        return;
    }
    const auto frame = m_moment.frame();
    const auto setup = m_moment.setup();
    const auto& items = m_moment.probes().projectionItems;
    const bool fits = frame && setup && !items.empty() && !frame->embeddings.empty()
        && frame->embeddings.front().rows() == std::ssize(items)
        && std::size_t(std::max(m_choice.pair().a, m_choice.pair().b)) < frame->embeddings.size();
    if (!fits || m_choice.count() == 0) return;
    Work asked = work(frame, setup);
    if (!asked) return;
    m_sinceAsked.start();
    m_task.submit([this, work = std::move(asked), generation = m_generation] {
        QElapsedTimer timer;
        timer.start();
        Keep kept = work();
        QMetaObject::invokeMethod(
            this,
            [this, keep = std::move(kept), took = timer.elapsed(), generation] {
                if (generation != m_generation) return;
                m_took = took;
                keep();
                emit changed();
            },
            Qt::QueuedConnection);
    });
}

} // namespace contrastlab
