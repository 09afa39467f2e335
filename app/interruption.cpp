// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A handler may do next to nothing; a thread that waits for the signals may do anything.
#include "interruption.h"

#include "commands.h"

#include <csignal>
#include <ctime>
#include <unistd.h>

namespace contrastlab {

namespace {

constexpr timespec watchEvery { 0, 50'000'000 }; ///< how long the watcher's own end may take

void exitAtOnce(int)
{
    _exit(exitInterrupted);
}

sigset_t interrupts()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

void watch(const std::stop_token& end, std::stop_source stop)
{
    const sigset_t set = interrupts();
    while (!end.stop_requested())
        if (sigtimedwait(&set, nullptr, &watchEvery) > 0) stop.request_stop();
}

} // namespace

void exitOnInterrupt()
{
    std::signal(SIGINT, &exitAtOnce);
    std::signal(SIGTERM, &exitAtOnce);
}

StopOnInterrupt::StopOnInterrupt()
{
    const sigset_t set = interrupts();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    m_watcher = std::jthread([stop = m_stop](const std::stop_token& end) { watch(end, stop); });
}

StopOnInterrupt::~StopOnInterrupt()
{
    m_watcher.request_stop();
    m_watcher.join();
    const sigset_t set = interrupts();
    pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

} // namespace contrastlab
