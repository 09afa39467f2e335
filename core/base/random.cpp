// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Philox: ten rounds of multiply and swap over a counter.
#include "base/random.h"

#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

namespace contrastlab {

namespace {

// The seed and the purpose are mixed into the key, so that neighbouring seeds share nothing.
std::uint64_t splitMix(std::uint64_t x)
{
    x += 0x9e3779b97f4a7c15ull;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
    return x ^ (x >> 31);
}

constexpr std::uint64_t noBlock = ~0ull;

} // namespace

std::array<std::uint32_t, 4> philox(
    std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key)
{
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t p0 = 0xD2511F53ull * counter[0];
        const std::uint64_t p1 = 0xCD9E8D57ull * counter[2];
        counter = { static_cast<std::uint32_t>(p1 >> 32) ^ counter[1] ^ key[0],
            static_cast<std::uint32_t>(p1),
            static_cast<std::uint32_t>(p0 >> 32) ^ counter[3] ^ key[1],
            static_cast<std::uint32_t>(p0) };
        key = { key[0] + 0x9E3779B9u, key[1] + 0xBB67AE85u };
    }
    return counter;
}

RandomStream::RandomStream(std::uint64_t seed, Purpose purpose, std::uint64_t index)
    : m_blockNumber(noBlock)
{
    const std::uint64_t key = splitMix(seed ^ splitMix(static_cast<std::uint64_t>(purpose)));
    m_key[0] = static_cast<std::uint32_t>(key);
    m_key[1] = static_cast<std::uint32_t>(key >> 32);
    m_index[0] = static_cast<std::uint32_t>(index);
    m_index[1] = static_cast<std::uint32_t>(index >> 32);
}

void RandomStream::fillBlock()
{
    const std::uint64_t number = m_position / 4;
    if (number == m_blockNumber) return;
    m_block = philox({ static_cast<std::uint32_t>(number), static_cast<std::uint32_t>(number >> 32),
                         m_index[0], m_index[1] },
        m_key);
    m_blockNumber = number;
}

std::uint32_t RandomStream::next()
{
    fillBlock();
    return m_block[m_position++ % 4];
}

double RandomStream::uniform()
{
    const std::uint64_t high = next();
    const std::uint64_t low = next();
    return static_cast<double>(((high << 32) | low) >> 11) * 0x1.0p-53;
}

double RandomStream::normal()
{
    // 1 - u lies in (0, 1], so the logarithm is finite.
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
    return radius * std::cos(2.0 * std::numbers::pi * uniform());
}

std::uint64_t RandomStream::below(std::uint64_t bound)
{
    // Numbers past the largest multiple of bound are drawn again (rejection), which keeps all
    // values equally likely.
    const std::uint64_t limit = noBlock - noBlock % bound;
    for (;;) {
        const std::uint64_t high = next();
        const std::uint64_t value = (high << 32) | next();
        if (value < limit) return value % bound;
    }
}

void RandomStream::seek(std::uint64_t position)
{
    m_position = position;
}

std::vector<std::int64_t> permutation(std::int64_t count, RandomStream& stream)
{
    std::vector<std::int64_t> order(static_cast<std::size_t>(count));
    std::iota(order.begin(), order.end(), 0);
    for (std::size_t i = order.size(); i > 1; --i)
        std::swap(order[i - 1], order[stream.below(i)]);
    return order;
}

} // namespace contrastlab
