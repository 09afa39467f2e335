// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How the processes of one run hand numbers to each other. An exchange only moves bytes; whatever
// is added up is added by its receiver, in the order of shards (shard_sum.h).
#pragma once

#include "base/matrix.h"

#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace contrastlab {

/// Another process is gone, does not answer in time or has something else in mind.
class ExchangeError : public std::runtime_error {
public:
    explicit ExchangeError(const std::string& what) : std::runtime_error(what) { }
};

/// The members of a run, numbered from 0. All of them make the same calls in the same order; each
/// returns when its own part is done. Throws ExchangeError. One thread a member.
class Exchange {
public:
    virtual ~Exchange() = default;
    [[nodiscard]] virtual int members() const = 0;
    [[nodiscard]] virtual int member() const = 0; ///< one's own number

    /// Fills in what the others have: `all` is a stretch of sizes[m] bytes of each member m, one
    /// after the other, and holds one's own already.
    virtual void gather(std::byte* all, std::span<const std::size_t> sizes) = 0;
    /// Hands each member m sentSizes[m] bytes of `sent`, and takes receivedSizes[m] from it; both
    /// one after the other.
    virtual void swap(const std::byte* sent, std::span<const std::size_t> sentSizes,
        std::byte* received, std::span<const std::size_t> receivedSizes) = 0;
    /// Makes `data` that of member 0.
    virtual void broadcast(std::byte* data, std::size_t size) = 0;
};

/// One process has everything.
class LocalExchange final : public Exchange {
public:
    [[nodiscard]] int members() const override { return 1; }
    [[nodiscard]] int member() const override { return 0; }
    void gather(std::byte*, std::span<const std::size_t>) override { }
    void swap(const std::byte* sent, std::span<const std::size_t> sentSizes, std::byte* received,
        std::span<const std::size_t>) override;
    void broadcast(std::byte*, std::size_t) override { }
};

/// Shards [first, end).
struct ShardRange {
    int first = 0;
    int end = 1;

    [[nodiscard]] int count() const { return end - first; }
};

/// A batch in equal parts, and the members that have some of them each: as evenly as it goes, in
/// order. A value; the exchange outlives it.
class Shards {
public:
    /// At least as many shards as members.
    Shards(Exchange& exchange, int count);

    [[nodiscard]] Exchange& exchange() const { return *m_exchange; }
    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] ShardRange of(int member) const;
    [[nodiscard]] ShardRange own() const { return of(m_exchange->member()); }

    /// Fills in the others' shards of `all`, count() stretches of `each` numbers.
    template <class T> void gather(T* all, Index each) const
    {
        gatherBytes(reinterpret_cast<std::byte*>(all), static_cast<std::size_t>(each) * sizeof(T));
    }

private:
    void gatherBytes(std::byte* all, std::size_t each) const;

    Exchange* m_exchange;
    int m_count;
};

} // namespace contrastlab
