// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SIGINT, SIGTERM, SIGQUIT, SIGHUP, SIGXCPU and a pipe that nobody reads end the program with
// status 130: at once, or after what has to be kept.
#pragma once

#include <atomic>
#include <stop_token>
#include <thread>

namespace contrastlab {

/// For main: from now on each of them ends the program at once, with status 130; no temporary file
/// is left. A SIGHUP that the program was started to ignore (nohup) stays ignored.
void exitOnInterrupt();

/// For main, before a library makes threads: the signals wait for a StopOnInterrupt.
void holdInterrupts();

/// True once something was written to a pipe that nobody reads.
bool isPipeBroken();

/// From `begin()` on, while it lives, each of them asks for a stop instead, and the second one for
/// more hurry. To be made before other threads are, because they take over which signals wait for
/// whom.
///
///     signal -> a thread of its own that asks for it -> stop tokens, which loops ask now and then
class StopOnInterrupt {
public:
    StopOnInterrupt();
    ~StopOnInterrupt();
    StopOnInterrupt(const StopOnInterrupt&) = delete;
    StopOnInterrupt& operator=(const StopOnInterrupt&) = delete;

    /// There is something to keep now.
    void begin() { m_begun = true; }
    [[nodiscard]] std::stop_token token() const { return m_stop.get_token(); }
    /// Of the second signal: what is at work may be given up, if it can be done without.
    [[nodiscard]] std::stop_token abandon() const { return m_abandon.get_token(); }

private:
    void watch(const std::stop_token& end);

    std::atomic<bool> m_begun { false };
    std::stop_source m_stop, m_abandon;
    std::jthread m_watcher;
};

} // namespace contrastlab
