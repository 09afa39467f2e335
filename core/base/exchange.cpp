// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which member has which shards depends on the two numbers alone.
#include "base/exchange.h"

#include <algorithm>
#include <cassert>

namespace contrastlab {

void LocalExchange::swap(const std::byte* sent, std::span<const std::size_t> sentSizes,
    std::byte* received, std::span<const std::size_t>)
{
    std::copy_n(sent, sentSizes.front(), received);
}

Shards::Shards(Exchange& exchange, int count) : m_exchange(&exchange), m_count(count)
{
    assert(count >= exchange.members());
}

ShardRange Shards::of(int member) const
{
    const int members = m_exchange->members();
    const auto until = [&](int m) { return static_cast<int>(std::int64_t(m_count) * m / members); };
    return { until(member), until(member + 1) };
}

void Shards::gatherBytes(std::byte* all, std::size_t each) const
{
    std::vector<std::size_t> sizes;
    for (int m = 0; m < m_exchange->members(); ++m)
        sizes.push_back(static_cast<std::size_t>(of(m).count()) * each);
    m_exchange->gather(all, sizes);
}

} // namespace contrastlab
