// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Long work on the checkpoint at the playhead, in the background: again once the playhead has moved
// on and the work has rested six times as long as it took, so that it takes about a seventh of one
// core. Where the playhead rests, what it left is of no use any more. Window thread, but for the
// work.
#pragma once

#include "base/newest_task.h"
#include "base/thread_pool.h"
#include "run/run_moment.h"

#include <QElapsedTimer>
#include <QTimer>

#include <functional>

namespace contrastlab {

class CheckpointTask : public QObject {
    Q_OBJECT

public:
    using Progress = std::function<void(Index done, Index all)>;
    /// What takes over the result, on the window's thread.
    using Keep = std::function<void()>;
    /// On any thread; it holds all that it needs.
    using Work = std::function<Keep(ThreadPool&, const Progress&)>;
    /// Null where nothing is wanted now.
    using Make = std::function<Work(const std::shared_ptr<const Checkpoint>&)>;

    CheckpointTask(RunMoment& moment, Make make, QObject* parent = nullptr);

    /// Asks `make` for work on the checkpoint of now, unless it was asked or the work rests. To be
    /// called whenever there may be another.
    void askSoon();
    /// What is at work is given up, and the next begins at once.
    void forget();
    /// 0: one a processor. `make` may set it, for the work that it gives.
    void setThreads(int threads) { m_threads = threads; }

signals:
    void progressed(contrastlab::Index done, contrastlab::Index all);
    void failed(const QString& reason);

private:
    void submit(Work work);

    RunMoment& m_moment;
    Make m_make;
    int m_threads = 1;
    std::shared_ptr<const Checkpoint> m_asked; ///< the last that was taken up
    bool m_busy = false;
    bool m_made = false; ///< there is a result to look at while the work rests
    int m_generation = 0; ///< of what was asked: what was asked before is of no use
    double m_seconds = 0; ///< that the last took
    QElapsedTimer m_sinceMade;
    QTimer m_soon;

    NewestTask m_task { NewestTask::Urgency::background }; ///< last: ends before what it uses goes
};

} // namespace contrastlab
