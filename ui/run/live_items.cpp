// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread, but for what ask() hands over.
#include "run/live_items.h"

#include <utility>

namespace contrastlab {

namespace {

constexpr double restAfterEmbedding = 6; // times as long as it took

} // namespace

LiveItems::LiveItems(RunMoment& moment, QObject* parent) : QObject(parent), m_moment(moment)
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &LiveItems::askSoon);
    connect(&moment, &RunMoment::changed, this, &LiveItems::follow);
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
    ++m_generation;
    m_task.cancel();
    m_soon.stop();
    m_asked = nullptr;
    m_progress.reset();
    m_failure.clear();
    if (std::exchange(m_items, nullptr)) emit changed();
}

// Where the playhead rests, what it left is of no use any more.
void LiveItems::askSoon()
{
    const auto checkpoint = m_moment.checkpoint();
    if (!m_wanted || !m_inSight || !m_moment.setup() || !checkpoint || checkpoint == m_asked
        || (m_progress && m_moment.isMoving()))
        return;
    if (m_moment.isMoving() && m_sinceMade.isValid() && m_items) {
        const double rest = 1e3 * restAfterEmbedding * m_seconds - double(m_sinceMade.elapsed());
        if (rest > 0) return m_soon.start(int(rest) + 1);
    }
    ask(checkpoint);
}

void LiveItems::ask(const std::shared_ptr<const Checkpoint>& checkpoint)
{
    m_asked = checkpoint;
    m_progress = Progress {};
    m_soon.stop();
    m_task.cancel();
    const auto tell = [this, generation = ++m_generation](auto act) {
        const auto ifWanted = [this, generation, act] {
            if (generation == m_generation) act();
        };
        QMetaObject::invokeMethod(this, ifWanted, Qt::QueuedConnection);
    };
    const int threads = m_moment.isAdvancing() ? 1 : 0;
    m_task.submit(
        [this, tell, checkpoint, threads, setup = m_moment.setup()](const std::stop_token& stop) {
            const auto progress = [&](Index done, Index all) {
                tell([this, done, all] {
                    m_progress = Progress { done, all };
                    emit progressed();
                });
            };
            QElapsedTimer timer;
            timer.start();
            ThreadPool pool(threads);
            const InterruptedBy interrupted(pool, stop);
            try {
                const auto items = std::make_shared<const ItemEmbeddings>(
                    embedAllItems(pool, *setup, checkpoint, progress));
                const double seconds = 1e-3 * double(timer.elapsed());
                tell([this, items, seconds] {
                    m_items = items;
                    m_progress.reset();
                    m_failure.clear();
                    m_seconds = seconds;
                    m_sinceMade.start();
                    emit changed();
                    askSoon();
                });
            } catch (const std::exception& error) {
                tell([this, reason = QString::fromUtf8(error.what())] {
                    m_progress.reset();
                    m_failure = reason;
                    emit progressed();
                });
            }
        });
}

} // namespace contrastlab
