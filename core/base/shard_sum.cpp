// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Branches come in the order of their shards, and two that are the halves of a larger one become
// it: the tree is the same from wherever one begins. What is left over, where shards are no power
// of two, is added from the last one on.
#include "base/shard_sum.h"

#include <algorithm>

namespace contrastlab {

namespace {

constexpr Index combinedATile = Index(1) << 15;

bool areHalves(int firstA, int countA, int countB)
{
    return countA == countB && firstA % (2 * countA) == 0;
}

// How many shards each branch has that is left of a range.
std::vector<ShardRange> branchesOf(ShardRange range)
{
    std::vector<ShardRange> branches;
    for (int shard = range.first; shard < range.end; ++shard) {
        branches.push_back({ shard, shard + 1 });
        while (branches.size() > 1) {
            const ShardRange last = branches.back();
            ShardRange& before = branches[branches.size() - 2];
            if (!areHalves(before.first, before.count(), last.count())) break;
            before.end = last.end;
            branches.pop_back();
        }
    }
    return branches;
}

} // namespace

template <class T> void ShardSum<T>::add(T* to, const T* from, Index count)
{
    for (Index i = 0; i < count; ++i)
        to[i] += from[i];
}

template <class T> void ShardSum<T>::begin(const Shards& shards, Index count)
{
    m_length = count;
    m_next = shards.own().first;
    m_branches.clear();
}

template <class T> T* ShardSum<T>::room()
{
    const std::size_t place = m_branches.size();
    if (m_rooms.size() <= place) m_rooms.resize(place + 1);
    if (m_rooms[place].size() < m_length) m_rooms[place].resize(m_length);
    return m_rooms[place].data();
}

template <class T> void ShardSum<T>::put(ThreadPool& pool)
{
    push(pool, m_branches, { m_next++, 1, room() }, m_length);
}

template <class T>
void ShardSum<T>::push(
    ThreadPool& pool, std::vector<Branch>& branches, Branch next, Index length) const
{
    branches.push_back(next);
    while (branches.size() > 1) {
        const Branch last = branches.back();
        Branch& before = branches[branches.size() - 2];
        if (!areHalves(before.first, before.count, last.count)) return;
        combine(pool, before.values, last.values, length);
        before.count += last.count;
        branches.pop_back();
    }
}

template <class T>
T* ShardSum<T>::root(ThreadPool& pool, std::vector<Branch>& branches, Index length) const
{
    while (branches.size() > 1) {
        const T* last = branches.back().values;
        branches.pop_back();
        combine(pool, branches.back().values, last, length);
    }
    return branches.front().values;
}

template <class T>
void ShardSum<T>::combine(ThreadPool& pool, T* to, const T* from, Index length) const
{
    pool.run((length + combinedATile - 1) / combinedATile, [&](Index tile) {
        const Index first = tile * combinedATile;
        m_combine(to + first, from + first, std::min(combinedATile, length - first));
    });
}

// The own stretch of the sum, from bounds[member] to bounds[member + 1].
template <class T>
T* ShardSum<T>::finish(ThreadPool& pool, const Shards& shards, std::span<const Index> bounds)
{
    Exchange& exchange = shards.exchange();
    if (exchange.members() == 1) return root(pool, m_branches, m_length);
    const auto members = static_cast<std::size_t>(exchange.members());
    const auto own = static_cast<std::size_t>(exchange.member());
    const Index length = bounds[own + 1] - bounds[own];
    std::vector<std::size_t> sentSizes, receivedSizes;
    std::vector<ShardRange> incoming;
    m_sent.clear();
    for (std::size_t m = 0; m < members; ++m) {
        const Index ofOther = bounds[m + 1] - bounds[m];
        for (const Branch& branch : m_branches)
            m_sent.insert(
                m_sent.end(), branch.values + bounds[m], branch.values + bounds[m] + ofOther);
        sentSizes.push_back(m_branches.size() * static_cast<std::size_t>(ofOther) * sizeof(T));
        const auto branches = branchesOf(shards.of(static_cast<int>(m)));
        receivedSizes.push_back(branches.size() * static_cast<std::size_t>(length) * sizeof(T));
        incoming.insert(incoming.end(), branches.begin(), branches.end());
    }
    m_received.resize(incoming.size() * static_cast<std::size_t>(length));
    exchange.swap(reinterpret_cast<const std::byte*>(m_sent.data()), sentSizes,
        reinterpret_cast<std::byte*>(m_received.data()), receivedSizes);
    std::vector<Branch> branches;
    for (std::size_t i = 0; i < incoming.size(); ++i)
        push(pool, branches,
            { incoming[i].first, incoming[i].count(),
                m_received.data() + i * static_cast<std::size_t>(length) },
            length);
    return root(pool, branches, length);
}

template <class T> void ShardSum<T>::toAll(ThreadPool& pool, const Shards& shards, T* sum)
{
    Exchange& exchange = shards.exchange();
    const int members = exchange.members();
    std::vector<Index> bounds { 0 };
    std::vector<std::size_t> sizes;
    for (int m = 0; m < members; ++m) {
        bounds.push_back(m_length * (m + 1) / members);
        sizes.push_back(
            static_cast<std::size_t>(bounds.back() - bounds[bounds.size() - 2]) * sizeof(T));
    }
    const auto own = static_cast<std::size_t>(exchange.member());
    const T* stretch = finish(pool, shards, bounds);
    std::copy_n(stretch, bounds[own + 1] - bounds[own], sum + bounds[own]);
    exchange.gather(reinterpret_cast<std::byte*>(sum), sizes);
}

template <class T> void ShardSum<T>::toOwners(ThreadPool& pool, const Shards& shards, T* sum)
{
    const Index each = m_length / shards.count();
    std::vector<Index> bounds { 0 };
    for (int m = 0; m < shards.exchange().members(); ++m)
        bounds.push_back(each * shards.of(m).end);
    std::copy_n(finish(pool, shards, bounds), each * shards.own().count(), sum);
}

template class ShardSum<float>;
template class ShardSum<double>;

} // namespace contrastlab
