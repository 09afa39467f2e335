// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A pool whose threads spin briefly for the next task before they sleep: a training step is many short
// parallel stretches, and a wake-up costs more than most gaps between them.
#include "base/thread_pool.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace contrastlab {

namespace {

constexpr int spinsBeforeSleep = 4000;

void relax()
{
#if defined(__x86_64__)
    _mm_pause();
#else
    std::this_thread::yield();
#endif
}

} // namespace

// The owner writes tiles and task, resets next and pending, then raises generation (release).
// A worker that sees a new generation (acquire) takes tiles until none is left, then lowers pending;
// the owner works too and returns when pending is 0, so no worker can still be reading the task.
struct ThreadPool::State {
    std::mutex mutex;
    std::condition_variable_any wake;
    std::atomic<std::uint64_t> generation { 0 };
    std::atomic<Index> next { 0 };
    std::atomic<int> pending { 0 };
    Index tiles = 0;
    const std::function<void(Index, int)>* task = nullptr;
    std::exception_ptr failure;
    std::mutex failureMutex;
    std::vector<std::jthread> workers; // last: destroyed first, while what the threads use still lives

    void work(int thread)
    {
        for (;;) {
            const Index tile = next.fetch_add(1, std::memory_order_relaxed);
            if (tile >= tiles) return;
            try {
                (*task)(tile, thread);
            } catch (...) {
                const std::scoped_lock lock(failureMutex);
                if (!failure) failure = std::current_exception();
            }
        }
    }

    bool awaitGeneration(std::uint64_t seen, std::stop_token stop)
    {
        for (int spin = 0; spin < spinsBeforeSleep; ++spin) {
            if (generation.load(std::memory_order_acquire) != seen) return true;
            relax();
        }
        std::unique_lock lock(mutex);
        return wake.wait(
            lock, stop, [&] { return generation.load(std::memory_order_acquire) != seen; });
    }

    void loop(int thread, std::stop_token stop)
    {
        std::uint64_t seen = 0;
        while (awaitGeneration(seen, stop)) {
            ++seen;
            work(thread);
            pending.fetch_sub(1, std::memory_order_release);
        }
    }
};

ThreadPool::ThreadPool(int threads)
    : m_state(std::make_unique<State>())
{
    if (threads <= 0) threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    for (int thread = 1; thread < threads; ++thread)
        m_state->workers.emplace_back(
            [state = m_state.get(), thread](std::stop_token stop) { state->loop(thread, stop); });
}

ThreadPool::~ThreadPool() = default;

int ThreadPool::threads() const
{
    return static_cast<int>(m_state->workers.size()) + 1;
}

void ThreadPool::run(Index tiles, const std::function<void(Index)>& task)
{
    if (tiles <= 1 || m_state->workers.empty()) {
        for (Index tile = 0; tile < tiles; ++tile)
            task(tile);
        return;
    }
    run(tiles, [&task](Index tile, int) { task(tile); });
}

void ThreadPool::run(Index tiles, const std::function<void(Index, int)>& task)
{
    State& state = *m_state;
    if (tiles <= 1 || state.workers.empty()) {
        for (Index tile = 0; tile < tiles; ++tile)
            task(tile, 0);
        return;
    }
    state.tiles = tiles;
    state.task = &task;
    state.failure = nullptr;
    state.next.store(0, std::memory_order_relaxed);
    state.pending.store(static_cast<int>(state.workers.size()), std::memory_order_relaxed);
    {
        const std::scoped_lock lock(state.mutex);
        state.generation.fetch_add(1, std::memory_order_release);
    }
    state.wake.notify_all();
    state.work(0);
    while (state.pending.load(std::memory_order_acquire) != 0)
        relax();
    if (state.failure) std::rethrow_exception(state.failure);
}

} // namespace contrastlab
