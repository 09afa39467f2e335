// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread, but for what submit() hands over.
#include "run/checkpoint_task.h"

#include <utility>

namespace contrastlab {

namespace {

constexpr double checkpointRest = 6; // times as long as it took

} // namespace

CheckpointTask::CheckpointTask(RunMoment& moment, Make make, QObject* parent)
    : QObject(parent)
    , m_moment(moment)
    , m_make(std::move(make))
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &CheckpointTask::askSoon);
}

void CheckpointTask::forget()
{
    ++m_generation;
    m_task.cancel();
    m_soon.stop();
    m_busy = false;
    m_made = false;
    m_asked = nullptr;
}

void CheckpointTask::askSoon()
{
    const auto checkpoint = m_moment.checkpoint();
    if (!m_moment.setup() || !checkpoint || checkpoint == m_asked
        || (m_busy && m_moment.isMoving()))
        return;
    const bool rests = m_moment.isMoving() && m_sinceMade.isValid() && m_made;
    const double rest =
        rests ? 1e3 * checkpointRest * m_seconds - double(m_sinceMade.elapsed()) : 0;
    if (rest > 0) return m_soon.start(int(rest) + 1);
    Work work = m_make(checkpoint);
    if (!work) return;
    m_asked = checkpoint;
    submit(std::move(work));
}

void CheckpointTask::submit(Work work)
{
    m_busy = true;
    m_soon.stop();
    m_task.cancel();
    const auto tell = [this, generation = ++m_generation](auto act) {
        const auto ifWanted = [this, generation, act] {
            if (generation == m_generation) act();
        };
        QMetaObject::invokeMethod(this, ifWanted, Qt::QueuedConnection);
    };
    m_task.submit(
        [this, tell, work = std::move(work), threads = m_threads](const std::stop_token& stop) {
            const auto progress = [&](Index done, Index all) {
                tell([this, done, all] { emit progressed(done, all); });
            };
            QElapsedTimer timer;
            timer.start();
            ThreadPool pool(threads);
            const InterruptedBy interrupted(pool, stop);
            try {
                const Keep keep = work(pool, progress);
                const double seconds = 1e-3 * double(timer.elapsed());
                tell([this, keep, seconds] {
                    m_busy = false;
                    m_made = true;
                    m_seconds = seconds;
                    m_sinceMade.start();
                    keep();
                    askSoon();
                });
            } catch (const std::exception& error) {
                tell([this, reason = QString::fromUtf8(error.what())] {
                    m_busy = false;
                    emit failed(reason);
                });
            }
        });
}

} // namespace contrastlab
