// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A sum of one vector a shard, in one order whoever has the shards: that of a binary tree over
// their numbers. A member adds up the branches that it has all of, sends each other member its
// stretch of them, and finishes the stretch of its own.
#pragma once

#include "base/exchange.h"
#include "base/thread_pool.h"

#include <vector>

namespace contrastlab {

/// Reused from step to step, so that a step allocates nothing in one process.
template <class T> class ShardSum {
public:
    /// to(i) = to(i) and from(i) together; each i by itself.
    using Combine = void (*)(T* to, const T* from, Index count);
    static void add(T* to, const T* from, Index count);

    explicit ShardSum(Combine how = &add) : m_combine(how) { }

    /// Of vectors of `count` numbers.
    void begin(const Shards& shards, Index count);
    /// Room for the vector of the next own shard, in their order ...
    T* room();
    /// ... which is filled by now.
    void put(ThreadPool& pool);

    /// After all own shards: the sum, `count` numbers, to every member.
    void toAll(ThreadPool& pool, const Shards& shards, T* sum);
    /// To each member that of its shards alone, where the vectors are a stretch of each shard.
    void toOwners(ThreadPool& pool, const Shards& shards, T* sum);

private:
    /// The sum over shards [first, first + count).
    struct Branch {
        int first, count;
        T* values;
    };
    void push(ThreadPool& pool, std::vector<Branch>& branches, Branch next, Index length) const;
    T* root(ThreadPool& pool, std::vector<Branch>& branches, Index length) const;
    void combine(ThreadPool& pool, T* to, const T* from, Index length) const;
    T* finish(ThreadPool& pool, const Shards& shards, std::span<const Index> bounds);

    Combine m_combine;
    Index m_length = 0;
    int m_next = 0; ///< shard
    std::vector<Branch> m_branches; ///< of own shards
    std::vector<Vector<T>> m_rooms; ///< one a branch, and one more
    std::vector<T> m_sent, m_received;
};

} // namespace contrastlab
