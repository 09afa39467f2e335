// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The thread pool of the engine: work cut into tiles whose number depends on the data alone, never on
// the number of threads, so that results are the same on 1, 2 or N threads. One owner at a time calls it.
#pragma once

#include "base/matrix.h"

#include <functional>
#include <memory>

namespace contrastlab {

class ThreadPool {
public:
    /// `threads` counts the caller; 0 means one a processor.
    explicit ThreadPool(int threads = 1);
    ~ThreadPool();
    ThreadPool(const ThreadPool&) = delete;
    ThreadPool& operator=(const ThreadPool&) = delete;

    [[nodiscard]] int threads() const;

    /// Calls task(tile) once for each tile in [0, tiles), on any thread and in any order, and returns when
    /// all are done. A single tile, or a pool of one, runs on the caller with no synchronisation.
    /// The first exception that a tile throws is thrown again here.
    void run(Index tiles, const std::function<void(Index tile)>& task);
    /// The same, and the task is told which thread (0 .. threads() - 1) it is on, for scratch memory.
    void run(Index tiles, const std::function<void(Index tile, int thread)>& task);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace contrastlab
