// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which items are equal the setup knows.
#include "analysis/duplicates.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace contrastlab {

namespace {

double logChoose(double n, double k)
{
    return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
}

// E[ln(1 + k)] for k of `draws` from `items`, of which `marked` count.
double meanLogOfCopies(Index items, Index marked, Index draws)
{
    const auto n = static_cast<double>(items), m = static_cast<double>(marked);
    const auto d = static_cast<double>(draws);
    const double all = logChoose(n, d);
    double sum = 0;
    for (Index k = std::max<Index>(1, draws + marked - items); k <= std::min(marked, draws); ++k) {
        const auto hits = static_cast<double>(k);
        sum += std::exp(logChoose(m, hits) + logChoose(n - m, d - hits) - all) * std::log1p(hits);
    }
    return sum;
}

} // namespace

Duplicates findDuplicates(const RunSetup& setup, int tower)
{
    const std::vector<int>& contents = setup.contents(tower);
    Duplicates found;
    std::unordered_map<int, Index> groups;
    for (const Index item : setup.split().training) {
        const int group = contents[static_cast<std::size_t>(item)];
        if (group < 0) continue;
        ++found.items;
        ++groups[group];
    }
    for (const auto& [group, size] : groups)
        if (size > 1) found.copies[size] += size;
    return found;
}

Index repeatedItems(const RunSetup& setup)
{
    std::vector<std::uint8_t> repeated(static_cast<std::size_t>(setup.dataset().items), 0);
    for (int tower = 0; tower < setup.towers(); ++tower) {
        if (!setup.classes(tower).empty()) continue;
        const std::vector<int>& contents = setup.contents(tower);
        std::unordered_map<int, Index> sizes;
        for (const int group : contents)
            ++sizes[group];
        for (std::size_t i = 0; i < contents.size(); ++i)
            if (contents[i] >= 0 && sizes[contents[i]] > 1) repeated[i] = 1;
    }
    return std::ranges::count(repeated, 1);
}

double duplicateFloor(const Duplicates& duplicates, Index batch)
{
    if (duplicates.items < 1) return 0;
    const Index draws = std::clamp<Index>(batch, 1, duplicates.items) - 1;
    double sum = 0;
    for (const auto& [copies, items] : duplicates.copies)
        sum +=
            static_cast<double>(items) * meanLogOfCopies(duplicates.items - 1, copies - 1, draws);
    return sum / static_cast<double>(duplicates.items);
}

} // namespace contrastlab
