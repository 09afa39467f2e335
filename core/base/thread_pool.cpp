// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A pool whose threads spin briefly for the next task before they sleep: a training step is many
// short parallel stretches, and a wake-up costs more than most gaps between them.
#include "base/thread_pool.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace contrastlab {

namespace {

// About as long as a sleep and a wake-up take, so that waiting costs at most twice the best choice.
constexpr auto spinTime = std::chrono::microseconds(50);

void relaxThread()
{
#if defined(__x86_64__)
    _mm_pause();
#else
    std::this_thread::yield();
#endif
}

// Spins until condition() or until spinTime is over; looks at the clock now and then only.
template <class Condition> bool spinUntil(const Condition& condition)
{
    const auto end = std::chrono::steady_clock::now() + spinTime;
    do {
        for (int spin = 0; spin < 32; ++spin) {
            if (condition()) return true;
            relaxThread();
        }
    } while (std::chrono::steady_clock::now() < end);
    return condition();
}

} // namespace

//   owner                                   threads
//   tiles, task; unfinished = tiles
//   offer = (run, tiles)  ---------------->  lower offer's second half by one: that tile is theirs
//   takes tiles as well                      run it
//   waits for unfinished = 0  <------------  unfinished - 1
//
// A tile is claimed by compare-exchange on the offer alone, and its number of the run makes an old
// claim fail; only the holder of a tile reads the task. So the owner waits for tiles, never for a
// thread that is asleep or late. Both sides spin first and sleep then. Who sleeps raises its flag
// and looks once more; who wakes changes the condition and looks at the flag; all with sequential
// consistency, so one sees the other.
struct ThreadPool::State {
    alignas(64) std::atomic<std::uint64_t> offer { 0 };
    alignas(64) std::atomic<Index> unfinished { 0 };
    std::atomic<bool> failed { false };
    std::atomic<bool> ownerSleeps { false };
    alignas(64) std::atomic<int> sleepers { 0 };
    std::atomic<bool> stopping { false };
    Index tiles = 0;
    TileTask task;
    std::stop_token interruption;
    const FunctionRef<void(double)>* listener = nullptr;
    double reported = 0;
    std::exception_ptr failure;
    std::mutex mutex;
    std::condition_variable offered; // for workers
    std::condition_variable finished; // for the owner
    std::vector<std::jthread> workers; // last: joined first, while what the threads use still lives

    static constexpr std::uint64_t remainingMask = 0xffffffffu;

    ~State()
    {
        stopping = true;
        notifyAll(offered);
    }

    void notifyAll(std::condition_variable& condition)
    {
        {
            const std::scoped_lock lock(mutex);
        } // whoever looked at the condition before now waits
        condition.notify_all();
    }

    bool somethingToDo() const { return (offer & remainingMask) != 0 || stopping; }

    bool claimTile(Index& tile)
    {
        std::uint64_t seen = offer;
        while ((seen & remainingMask) != 0)
            if (offer.compare_exchange_weak(seen, seen - 1)) {
                tile = tiles - static_cast<Index>(seen & remainingMask);
                return true;
            }
        return false;
    }

    void runTile(Index tile, int thread)
    {
        try {
            if (interruption.stop_requested()) throw Interrupted();
            if (!failed) task(tile, thread);
        } catch (...) {
            const std::scoped_lock lock(mutex);
            if (!failed.exchange(true)) failure = std::current_exception();
        }
        if (unfinished.fetch_sub(1) == 1 && ownerSleeps) notifyAll(finished);
    }

    void takeTiles(int thread)
    {
        for (Index tile = 0; claimTile(tile);)
            runTile(tile, thread);
    }

    void awaitOffer()
    {
        if (spinUntil([&] { return somethingToDo(); })) return;
        std::unique_lock lock(mutex);
        ++sleepers;
        offered.wait(lock, [&] { return somethingToDo(); });
        --sleepers;
    }

    void loop(int thread)
    {
        while (!stopping) {
            awaitOffer();
            takeTiles(thread);
        }
    }

    void awaitFinish()
    {
        const auto isFinished = [&] { return unfinished == 0; };
        if (spinUntil(isFinished)) return;
        std::unique_lock lock(mutex);
        ownerSleeps = true;
        finished.wait(lock, isFinished);
        ownerSleeps = false;
    }
};

ThreadPool::ThreadPool(int threads) : m_state(std::make_unique<State>())
{
    if (threads <= 0) threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    for (int thread = 1; thread < threads; ++thread)
        m_state->workers.emplace_back([state = m_state.get(), thread] { state->loop(thread); });
}

ThreadPool::~ThreadPool() = default;

int ThreadPool::threads() const
{
    return static_cast<int>(m_state->workers.size()) + 1;
}

void ThreadPool::interruptBy(std::stop_token stop)
{
    m_state->interruption = std::move(stop);
}

void ThreadPool::reportTo(const FunctionRef<void(double)>* listener)
{
    m_state->listener = listener;
    m_state->reported = 0;
}

void ThreadPool::report(double share)
{
    if (!m_state->listener || share <= m_state->reported) return;
    m_state->reported = share;
    (*m_state->listener)(share);
}

void ThreadPool::runTiles(Index tiles, TileTask task)
{
    State& state = *m_state;
    if (tiles <= 1 || state.workers.empty()) {
        for (Index tile = 0; tile < tiles; ++tile) {
            if (state.interruption.stop_requested()) throw Interrupted();
            task(tile, 0);
        }
        return;
    }
    assert(static_cast<std::uint64_t>(tiles) <= State::remainingMask);
    state.tiles = tiles;
    state.task = task;
    state.failed = false;
    state.failure = nullptr;
    state.unfinished = tiles;
    const std::uint64_t run = (state.offer & ~State::remainingMask) + State::remainingMask + 1;
    state.offer = run | static_cast<std::uint64_t>(tiles);
    if (state.sleepers != 0) state.notifyAll(state.offered);
    state.takeTiles(0);
    state.awaitFinish();
    if (state.failure) std::rethrow_exception(std::exchange(state.failure, nullptr));
}

} // namespace contrastlab
