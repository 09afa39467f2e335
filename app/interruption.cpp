// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A handler may do next to nothing; a thread that waits for the signals may do anything. SIGPIPE
// alone comes to the thread that writes, so its handler leaves a mark for the one that waits.
#include "interruption.h"

#include "commands.h"

#include "store/temporary_file.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <thread>
#include <unistd.h>

namespace contrastlab {

namespace {

constexpr std::chrono::milliseconds watchEvery { 50 }; ///< how long the watcher's own end may take

constexpr int endings[] = { SIGINT, SIGTERM, SIGQUIT, SIGXCPU }; ///< SIGHUP too, unless ignored

std::atomic<bool> pipeBroken { false };
static_assert(std::atomic<bool>::is_always_lock_free);

void exitAtOnce(int)
{
    removeTemporaryFiles();
    _exit(exitInterrupted);
}

void markPipe(int)
{
    pipeBroken = true;
}

bool isIgnored(int signal)
{
    struct sigaction action { };
    return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

sigset_t interrupts()
{
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : endings)
        sigaddset(&set, signal);
    if (!isIgnored(SIGHUP)) sigaddset(&set, SIGHUP);
    return set;
}

/// Takes one waiting signal of `set`, if there is one. (`sigtimedwait()` is not everywhere that
/// POSIX is.)
bool takeSignal(const sigset_t& set)
{
    sigset_t waiting;
    if (sigpending(&waiting) != 0) return false;
    const auto isHere = [&](int signal) {
        return sigismember(&set, signal) == 1 && sigismember(&waiting, signal) == 1;
    };
    int taken = 0;
    return (isHere(SIGHUP) || std::ranges::any_of(endings, isHere)) && sigwait(&set, &taken) == 0;
}

} // namespace

void exitOnInterrupt()
{
    for (const int signal : endings)
        std::signal(signal, &exitAtOnce);
    std::signal(SIGPIPE, &exitAtOnce);
    if (!isIgnored(SIGHUP)) std::signal(SIGHUP, &exitAtOnce);
}

void holdInterrupts()
{
    const sigset_t set = interrupts();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

bool isPipeBroken()
{
    return pipeBroken;
}

StopOnInterrupt::StopOnInterrupt()
{
    holdInterrupts();
    std::signal(SIGPIPE, &markPipe);
    m_watcher = std::jthread([this](const std::stop_token& end) { watch(end); });
}

void StopOnInterrupt::watch(const std::stop_token& end)
{
    const sigset_t set = interrupts();
    while (!end.stop_requested()) {
        const bool signalled = takeSignal(set);
        if (signalled || pipeBroken) {
            if (!m_begun) exitAtOnce(0);
            if (signalled && m_stop.stop_requested()) m_abandon.request_stop();
            m_stop.request_stop();
        }
        if (!signalled) std::this_thread::sleep_for(watchEvery);
    }
}

StopOnInterrupt::~StopOnInterrupt()
{
    m_watcher.request_stop();
    m_watcher.join();
    std::signal(SIGPIPE, &exitAtOnce);
    const sigset_t set = interrupts();
    pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

} // namespace contrastlab
