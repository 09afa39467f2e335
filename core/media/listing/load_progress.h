// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Counts work done on any thread, tells the caller now and then, and stops the work when it is
// asked to.
#pragma once

#include "base/matrix.h"

#include <atomic>
#include <chrono>
#include <exception>
#include <functional>
#include <mutex>
#include <stop_token>

namespace contrastlab {

/// When pictures are decoded: of large sets after the data are there, or all before.
enum class DecodeWhen { asNeeded, first };

enum class LoadPhase { listing, checking, decoding, encoding };

struct LoadProgress {
    LoadPhase phase = LoadPhase::listing;
    Index done = 0;
    Index total = 0; ///< 0 while it is not known
    double itemsPerSecond = 0;
};

/// Called at most about 20 times a second, by one thread at a time, though not always the same.
using ProgressCallback = std::function<void(const LoadProgress&)>;

/// The stop token was used: not an error.
class LoadCancelled : public std::exception {
public:
    [[nodiscard]] const char* what() const noexcept override { return "cancelled"; }
};

class ProgressMeter {
public:
    ProgressMeter(ProgressCallback callback, std::stop_token stop)
        : m_callback(std::move(callback))
        , m_stop(std::move(stop))
    {
    }
    /// Starts a phase; not while others advance.
    void start(LoadPhase phase, Index total);
    /// One more item is done. Throws LoadCancelled when stopped.
    void advance();
    /// Throws LoadCancelled when stopped.
    void check() const
    {
        if (m_stop.stop_requested()) throw LoadCancelled();
    }

private:
    using Clock = std::chrono::steady_clock;
    void tell(Index done);

    ProgressCallback m_callback;
    std::stop_token m_stop;
    LoadPhase m_phase = LoadPhase::listing;
    Index m_total = 0;
    std::atomic<Index> m_done { 0 };
    std::mutex m_mutex;
    Clock::time_point m_started = Clock::now();
    Clock::time_point m_told {};
};

} // namespace contrastlab
