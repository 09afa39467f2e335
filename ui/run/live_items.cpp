// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread, but for what work() hands over.
#include "run/live_items.h"

#include <utility>

namespace contrastlab {

LiveItems::LiveItems(RunMoment& moment, QObject* parent)
    : QObject(parent)
    , m_moment(moment)
    , m_task(moment, [this](const auto& checkpoint) { return work(checkpoint); })
{
    connect(&moment, &RunMoment::changed, this, &LiveItems::follow);
    connect(&m_task, &CheckpointTask::progressed, this, [this](Index done, Index all) {
        m_progress = Progress { done, all };
        emit progressed();
    });
    connect(&m_task, &CheckpointTask::failed, this, [this](const QString& reason) {
        m_progress.reset();
        m_failure = reason;
        emit progressed();
    });
}

void LiveItems::setWanted(bool wanted)
{
    if (std::exchange(m_wanted, wanted) == wanted) return;
    if (!wanted) return forget();
    askSoon();
}

void LiveItems::setInSight(bool inSight)
{
    m_inSight = inSight;
    askSoon();
}

void LiveItems::follow(const MomentChange& change)
{
    if (change.run == MomentChange::Run::other || change.data) forget();
    askSoon();
}

void LiveItems::forget()
{
    m_task.forget();
    m_progress.reset();
    m_failure.clear();
    if (std::exchange(m_items, nullptr)) emit changed();
}

void LiveItems::askSoon()
{
    if (m_wanted && m_inSight) m_task.askSoon();
}

CheckpointTask::Work LiveItems::work(const std::shared_ptr<const Checkpoint>& checkpoint)
{
    if (!m_wanted || !m_inSight) return {};
    m_task.setThreads(m_moment.isAdvancing() ? 1 : 0);
    m_progress = Progress {};
    return [this, checkpoint, setup = m_moment.setup()](
               ThreadPool& pool, const CheckpointTask::Progress& progress) {
        const auto items = std::make_shared<const ItemEmbeddings>(
            embedAllItems(pool, *setup, checkpoint, progress));
        return [this, items] {
            m_items = items;
            m_progress.reset();
            m_failure.clear();
            emit changed();
        };
    };
}

} // namespace contrastlab
