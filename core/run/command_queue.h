// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the window tells the training loop, and the queue that carries it. Taken out at step
// boundaries.
#pragma once

#include "run/pace.h"
#include "run/parameters.h"

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

namespace contrastlab {

struct Pause { };
struct Resume { };
/// While paused: do so many steps and pause again.
struct Advance {
    std::int64_t steps = 1;
};
struct HyperparameterChange {
    std::string key;
    ParameterValue value;
};
/// At most so many steps a second; 0: as fast as it goes.
struct SpeedLimit {
    double stepsPerSecond = 0;
};

/// Goes on step by step with another run from now on; lets go of its side when the run ends.
struct KeepPace {
    std::shared_ptr<Pace> side;
};

using Command = std::variant<Pause, Resume, Advance, HyperparameterChange, SpeedLimit, KeepPace>;

/// Any thread may post; the training loop takes.
class CommandQueue {
public:
    void post(Command command);
    /// Everything posted, in order; empty where nothing was.
    [[nodiscard]] std::vector<Command> take();
    /// The same, but waits until something is posted or a stop is requested (then possibly empty).
    [[nodiscard]] std::vector<Command> waitAndTake(std::stop_token stop);
    /// Waits until the time is over, something is posted or a stop is requested.
    void waitFor(double seconds, std::stop_token stop);

private:
    std::mutex m_mutex;
    std::condition_variable_any m_posted;
    std::vector<Command> m_commands;
};

} // namespace contrastlab
