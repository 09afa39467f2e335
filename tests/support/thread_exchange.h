// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An exchange between threads: what processes of one run do to each other, without processes.
#pragma once

#include "base/exchange.h"

#include <algorithm>
#include <barrier>
#include <functional>
#include <memory>
#include <numeric>
#include <thread>

namespace contrastlab {

/// What the members of one run share.
class ThreadMeeting {
public:
    explicit ThreadMeeting(int members)
        : m_barrier(members)
        , sent(static_cast<std::size_t>(members))
        , sizes(sent.size())
    {
    }
    void meet() { m_barrier.arrive_and_wait(); }

private:
    std::barrier<> m_barrier;

public:
    std::vector<const std::byte*> sent; ///< by each member
    std::vector<std::span<const std::size_t>> sizes; ///< of what it sends to each
};

class ThreadExchange final : public Exchange {
public:
    ThreadExchange(ThreadMeeting& meeting, int member) : m_meeting(meeting), m_member(member) { }
    [[nodiscard]] int members() const override { return static_cast<int>(m_meeting.sent.size()); }
    [[nodiscard]] int member() const override { return m_member; }
    [[nodiscard]] std::size_t bytesSent() const { return m_bytesSent; }

    void gather(std::byte* all, std::span<const std::size_t> sizes) override
    {
        show(all, sizes);
        std::size_t offset = 0;
        for (std::size_t m = 0; m < sizes.size(); ++m) {
            if (m != own()) std::copy_n(m_meeting.sent[m] + offset, sizes[m], all + offset);
            offset += sizes[m];
        }
        m_bytesSent += sizes[own()] * (sizes.size() - 1);
        m_meeting.meet();
    }
    void swap(const std::byte* sent, std::span<const std::size_t> sentSizes, std::byte* received,
        std::span<const std::size_t> receivedSizes) override
    {
        show(sent, sentSizes);
        for (std::size_t m = 0; m < receivedSizes.size(); ++m) {
            const auto& sizes = m_meeting.sizes[m];
            const auto before = static_cast<std::ptrdiff_t>(own());
            const std::size_t offset =
                std::accumulate(sizes.begin(), sizes.begin() + before, std::size_t(0));
            received = std::copy_n(m_meeting.sent[m] + offset, receivedSizes[m], received);
            if (m != own()) m_bytesSent += sentSizes[m];
        }
        m_meeting.meet();
    }
    void broadcast(std::byte* data, std::size_t size) override
    {
        show(data, {});
        if (m_member != 0) std::copy_n(m_meeting.sent[0], size, data);
        m_meeting.meet();
    }

private:
    [[nodiscard]] std::size_t own() const { return static_cast<std::size_t>(m_member); }
    void show(const std::byte* data, std::span<const std::size_t> sizes)
    {
        m_meeting.sent[own()] = data;
        m_meeting.sizes[own()] = sizes;
        m_meeting.meet();
    }

    ThreadMeeting& m_meeting;
    int m_member;
    std::size_t m_bytesSent = 0;
};

/// `work` of each member on a thread of its own.
inline void together(int members, const std::function<void(ThreadExchange&)>& work)
{
    ThreadMeeting meeting(members);
    std::vector<std::jthread> threads;
    for (int m = 0; m < members; ++m)
        threads.emplace_back([&meeting, &work, m] {
            ThreadExchange exchange(meeting, m);
            work(exchange);
        });
}

} // namespace contrastlab
