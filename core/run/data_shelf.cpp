// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Looked for from the end, because runs that follow each other share their data most often. A
// thousand worlds, one a seed, need not lie in memory together: who still uses one keeps it.
#include "run/data_shelf.h"

#include "base/memory_left.h"

#include <algorithm>

namespace contrastlab {

DataShelf::DataShelf(Open open) : m_open(std::move(open))
{
    if (const auto left = memoryLeft()) m_leastMemory = *left / 2;
}

void DataShelf::makeRoom()
{
    const auto left = memoryLeft();
    if (!left || !m_leastMemory || *left >= *m_leastMemory) return;
    m_prepared.clear();
    m_opened.clear();
}

std::shared_ptr<const Dataset> DataShelf::datasetOf(const RunSpec& spec)
{
    const RunSpec part = dataPartOf(spec);
    const auto known = std::find_if(m_opened.rbegin(), m_opened.rend(),
        [&](const auto& opened) { return opened.first == part; });
    if (known != m_opened.rend()) return known->second;
    makeRoom();
    return m_opened.emplace_back(part, m_open(part)).second;
}

std::shared_ptr<const Dataset> DataShelf::dataset(const RunSpec& spec)
{
    const std::scoped_lock lock(m_mutex);
    return datasetOf(spec);
}

std::shared_ptr<const PreparedData> DataShelf::prepared(const RunSpec& spec)
{
    const std::scoped_lock lock(m_mutex);
    const auto data = datasetOf(spec);
    const auto known = std::find_if(m_prepared.rbegin(), m_prepared.rend(),
        [&](const auto& one) { return &one->dataset() == data.get() && one->serves(spec); });
    if (known != m_prepared.rend()) return *known;
    return m_prepared.emplace_back(std::make_shared<const PreparedData>(spec, data));
}

} // namespace contrastlab
