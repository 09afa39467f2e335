// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SIGINT and SIGTERM end the program with status 130: at once, or after what has to be kept.
#pragma once

#include <stop_token>
#include <thread>

namespace contrastlab {

/// For main: from now on either signal ends the program at once, with status 130.
void exitOnInterrupt();

/// While it lives, either signal asks for a stop instead. To be made before other threads are,
/// because they take over which signals wait for whom.
///
///     signal -> sigtimedwait() in a thread of its own -> stop token, which loops ask now and then
class StopOnInterrupt {
public:
    StopOnInterrupt();
    ~StopOnInterrupt();
    StopOnInterrupt(const StopOnInterrupt&) = delete;
    StopOnInterrupt& operator=(const StopOnInterrupt&) = delete;

    [[nodiscard]] std::stop_token token() const { return m_stop.get_token(); }

private:
    std::stop_source m_stop;
    std::jthread m_watcher;
};

} // namespace contrastlab
