// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Looked for from the end, because runs that follow each other share their data most often.
#include "run/data_shelf.h"

#include <algorithm>

namespace contrastlab {

std::shared_ptr<const Dataset> DataShelf::dataset(const RunSpec& spec)
{
    const RunSpec part = dataPartOf(spec);
    const auto known = std::find_if(m_opened.rbegin(), m_opened.rend(),
        [&](const auto& opened) { return opened.first == part; });
    if (known != m_opened.rend()) return known->second;
    return m_opened.emplace_back(part, m_open(part)).second;
}

std::shared_ptr<const PreparedData> DataShelf::prepared(const RunSpec& spec)
{
    const auto data = dataset(spec);
    const auto known = std::find_if(m_prepared.rbegin(), m_prepared.rend(),
        [&](const auto& one) { return &one->dataset() == data.get() && one->serves(spec); });
    if (known != m_prepared.rend()) return *known;
    return m_prepared.emplace_back(std::make_shared<const PreparedData>(spec, data));
}

} // namespace contrastlab
