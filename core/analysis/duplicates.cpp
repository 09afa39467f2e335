// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Equal items are found by a digest of their content.
#include "analysis/duplicates.h"

#include "base/digest.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace contrastlab {

namespace {

std::uint64_t contentDigest(const Captions& text)
{
    Digest digest;
    for (const auto* list : { &text.captions, &text.tags }) {
        digest.add(list->size());
        for (const std::string& words : *list) {
            digest.add(words.size());
            digest.add(std::string_view(words));
        }
    }
    return digest.value();
}

std::uint64_t contentDigest(const FeatureSource& source, Index item, std::vector<float>& row)
{
    row.resize(static_cast<std::size_t>(source.width()));
    source.read(item, row);
    Digest digest;
    digest.add(std::span<const float>(row));
    return digest.value();
}

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

Duplicates findDuplicates(const RunSetup& setup, int tower, const std::stop_token& stop)
{
    const ModalityData& modality = setup.modality(tower);
    Duplicates found;
    std::unordered_map<std::uint64_t, Index> groups;
    std::vector<float> row;
    for (const Index item : setup.split().training) {
        if (stop.stop_requested()) throw Interrupted();
        if (!modality.has(item)) continue;
        ++found.items;
        if (modality.kind == ModalityKind::text)
            ++groups[contentDigest(modality.texts[static_cast<std::size_t>(item)])];
        else if (modality.kind == ModalityKind::features)
            ++groups[contentDigest(*modality.features, item, row)];
    }
    for (const auto& [digest, size] : groups)
        if (size > 1) found.copies[size] += size;
    return found;
}

bool DuplicateTable::has(const RunSetup& setup, int tower) const
{
    const std::scoped_lock lock(m_mutex);
    return m_known.contains(setup.modality(tower).name);
}

// The search goes on without the lock: the window asks has() meanwhile.
Duplicates DuplicateTable::of(const RunSetup& setup, int tower, const std::stop_token& stop)
{
    const std::string& name = setup.modality(tower).name;
    {
        const std::scoped_lock lock(m_mutex);
        if (const auto known = m_known.find(name); known != m_known.end()) return known->second;
    }
    Duplicates found = findDuplicates(setup, tower, stop);
    const std::scoped_lock lock(m_mutex);
    return m_known.try_emplace(name, std::move(found)).first->second;
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
