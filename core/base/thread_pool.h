// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The thread pool of the engine: work cut into tiles whose number depends on the data alone, never
// on the number of threads, so that results are the same on 1, 2 or N threads. One owner at a time
// calls it.
#pragma once

#include "base/function_ref.h"
#include "base/matrix.h"

#include <memory>
#include <stop_token>
#include <type_traits>
#include <utility>

namespace contrastlab {

/// Thrown by ThreadPool::run() where it was interrupted.
struct Interrupted { };

class ThreadPool {
public:
    /// `threads` counts the caller; 0 means one a processor.
    explicit ThreadPool(int threads = 1);
    ~ThreadPool();
    ThreadPool(const ThreadPool&) = delete;
    ThreadPool& operator=(const ThreadPool&) = delete;

    [[nodiscard]] int threads() const;

    /// Calls task(tile) or task(tile, thread) once for each tile in [0, tiles), on any thread and
    /// in any order, and returns when all are done; thread is 0 .. threads() - 1, for scratch
    /// memory. A single tile, or a pool of one, runs on the caller with no synchronisation.
    /// Allocates nothing. When a tile throws, tiles that have not begun are skipped, and the first
    /// exception is thrown again here.
    template <class Task> void run(Index tiles, const Task& task)
    {
        if constexpr (std::is_invocable_v<const Task&, Index, int>)
            runTiles(tiles, task);
        else
            runTiles(tiles, [&task](Index tile, int) { task(tile); });
    }

    /// From now on run() skips tiles that have not begun, and throws Interrupted, once `stop` is
    /// requested. An empty token ends that.
    void interruptBy(std::stop_token stop);

    /// Who is told how far long work has come; null: nobody.
    void reportTo(const FunctionRef<void(double share)>* listener);
    /// By such work, on the thread that calls run(): the share of it that is done, in (0, 1]. What
    /// is no more than was told before is not told.
    void report(double share);

private:
    using TileTask = FunctionRef<void(Index tile, int thread)>;
    struct State;

    void runTiles(Index tiles, TileTask task);

    std::unique_ptr<State> m_state;
};

/// A pool that may be interrupted while this lives.
class InterruptedBy {
public:
    InterruptedBy(ThreadPool& pool, std::stop_token stop) : m_pool(pool)
    {
        m_pool.interruptBy(std::move(stop));
    }
    ~InterruptedBy() { m_pool.interruptBy({}); }
    InterruptedBy(const InterruptedBy&) = delete;
    InterruptedBy& operator=(const InterruptedBy&) = delete;

private:
    ThreadPool& m_pool;
};

/// A pool whose work tells how far it has come while this lives, from 0 on.
class ReportingTo {
public:
    /// The listener outlives it.
    ReportingTo(ThreadPool& pool, const FunctionRef<void(double share)>& listener) : m_pool(pool)
    {
        m_pool.reportTo(&listener);
    }
    ~ReportingTo() { m_pool.reportTo(nullptr); }
    ReportingTo(const ReportingTo&) = delete;
    ReportingTo& operator=(const ReportingTo&) = delete;

private:
    ThreadPool& m_pool;
};

} // namespace contrastlab
