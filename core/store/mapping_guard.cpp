// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The handler walks a list whose nodes are never freed and whose members are atomic, and calls
// mmap.
#include "store/mapping_guard.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <mutex>
#include <sys/mman.h>
#include <unistd.h>

namespace contrastlab {

struct MappingGuard::Watch {
    static constexpr std::uintptr_t nowhere = UINTPTR_MAX;
    std::atomic<bool> taken { false };
    std::atomic<std::uintptr_t> begin { nowhere };
    std::atomic<std::uintptr_t> end { 0 };
    std::atomic<bool> hit { false };
    Watch* next = nullptr;

    static inline std::atomic<Watch*> first { nullptr };
    static inline struct sigaction before {
    };
    static inline std::uintptr_t page = 4096;

    static Watch* take()
    {
        for (Watch* watch = first; watch; watch = watch->next)
            if (!watch->taken.exchange(true)) return watch;
        auto* watch = new Watch; // stays for as long as the handler
        watch->taken = true;
        watch->next = first;
        while (!first.compare_exchange_weak(watch->next, watch)) { }
        return watch;
    }

    [[nodiscard]] bool holds(std::uintptr_t address) const
    {
        return address >= begin && address < end;
    }

    /// Zeros from the page of the fault to the end.
    [[nodiscard]] bool mend(std::uintptr_t address)
    {
        const std::uintptr_t from = address / page * page;
        void* mapped = ::mmap(reinterpret_cast<void*>(from), end - from, PROT_READ,
            MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
        if (mapped == MAP_FAILED) return false;
        hit = true;
        return true;
    }

    static void onBusError(int signal, siginfo_t* info, void* context)
    {
        const int error = errno;
        const auto address = reinterpret_cast<std::uintptr_t>(info->si_addr);
        for (Watch* watch = first; watch; watch = watch->next) {
            if (!watch->holds(address) || !watch->mend(address)) continue;
            errno = error;
            return;
        }
        if ((before.sa_flags & SA_SIGINFO) != 0 && before.sa_sigaction)
            before.sa_sigaction(signal, info, context);
        else if (before.sa_handler != SIG_DFL && before.sa_handler != SIG_IGN)
            before.sa_handler(signal);
        else
            std::signal(signal, SIG_DFL); // and the fault comes again
    }

    static void install()
    {
        page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
        struct sigaction action { };
        action.sa_sigaction = onBusError;
        action.sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK;
        sigemptyset(&action.sa_mask);
        ::sigaction(SIGBUS, &action, &before);
    }
};

MappingGuard::MappingGuard(const void* begin, std::size_t size)
{
    static std::once_flag once;
    std::call_once(once, Watch::install);
    m_watch = Watch::take();
    const auto from = reinterpret_cast<std::uintptr_t>(begin);
    m_watch->hit = false;
    m_watch->end = from + size;
    m_watch->begin = from;
}

MappingGuard::~MappingGuard()
{
    m_watch->begin = Watch::nowhere;
    m_watch->end = 0;
    m_watch->taken = false;
}

bool MappingGuard::isHit() const
{
    return m_watch->hit;
}

} // namespace contrastlab
