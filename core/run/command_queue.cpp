// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A vector under a mutex; waiting ends with a command or a stop, without polling.
#include "run/command_queue.h"

#include <chrono>
#include <utility>

namespace contrastlab {

void CommandQueue::post(Command command)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_commands.push_back(std::move(command));
    }
    m_posted.notify_one();
}

std::vector<Command> CommandQueue::take()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_commands, {});
}

std::vector<Command> CommandQueue::waitAndTake(std::stop_token stop)
{
    std::unique_lock lock(m_mutex);
    m_posted.wait(lock, stop, [&] { return !m_commands.empty(); });
    return std::exchange(m_commands, {});
}

void CommandQueue::waitFor(double seconds, std::stop_token stop)
{
    std::unique_lock lock(m_mutex);
    m_posted.wait_for(
        lock, stop, std::chrono::duration<double>(seconds), [&] { return !m_commands.empty(); });
}

} // namespace contrastlab
