// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "media/listing/labels_and_parts.h"

#include "base/random.h"
#include "data/contents.h"

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

bool isWholeNumber(const std::string& text)
{
    return !text.empty() && text.size() <= 9
        && text.find_first_not_of("0123456789") == std::string::npos;
}

} // namespace

std::vector<std::size_t> evenlySpaced(std::size_t count, long long limit)
{
    const auto taken = limit > 0 ? std::min(count, static_cast<std::size_t>(limit)) : count;
    std::vector<std::size_t> places(taken);
    for (std::size_t i = 0; i < taken; ++i)
        places[i] = i * count / taken;
    return places;
}

std::vector<Part> partsByShare(std::size_t items, double heldOut)
{
    RandomStream stream(0, Purpose::split);
    const auto order = permutation(static_cast<std::int64_t>(items), stream);
    const auto count = static_cast<std::size_t>(std::lround(static_cast<double>(items) * heldOut));
    std::vector<Part> parts(items, Part::training);
    for (std::size_t i = 0; i < count; ++i)
        parts[static_cast<std::size_t>(order[i])] = Part::heldOut;
    return parts;
}

std::vector<Part> settledParts(std::vector<Part> parts)
{
    const auto has = [&](Part part) { return std::ranges::count(parts, part) > 0; };
    if (!has(Part::heldOut)) std::ranges::replace(parts, Part::test, Part::heldOut);
    if (!has(Part::heldOut) || !has(Part::training)) parts.clear();
    return parts;
}

Part digestedPart(Part part)
{
    return part == Part::test ? Part::heldOut : part;
}

void setLabels(Dataset& dataset, const std::vector<std::string>& labels)
{
    std::vector<std::string> names;
    for (const std::string& label : labels)
        if (!label.empty()) names.push_back(label);
    if (names.empty()) return;
    const bool numbers = std::all_of(names.begin(), names.end(), isWholeNumber);
    const auto before = [numbers](const std::string& a, const std::string& b) {
        return numbers ? std::pair(std::stoi(a), a) < std::pair(std::stoi(b), b) : a < b;
    };
    std::sort(names.begin(), names.end(), before);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    for (const std::string& label : labels) {
        if (label.empty()) {
            dataset.labels.push_back(-1);
            continue;
        }
        const auto place = std::lower_bound(names.begin(), names.end(), label, before);
        dataset.labels.push_back(static_cast<int>(place - names.begin()));
    }
    for (const std::string& name : names)
        dataset.labelNames.push_back({ name, {} });
}

void setLabelsByCaptions(Dataset& dataset)
{
    if (!dataset.labels.empty()) return;
    for (const ModalityData& modality : dataset.modalities) {
        if (modality.kind != ModalityKind::text) continue;
        const std::vector<int> groups = contentGroups(modality, dataset.items);
        if (!nameClasses(groups)) return;
        std::vector<std::string> names, labels;
        for (std::size_t item = 0; item < groups.size(); ++item) {
            if (groups[item] == std::ssize(names))
                names.push_back(modality.texts[item].captions.front());
            labels.push_back(
                groups[item] < 0 ? std::string() : names[static_cast<std::size_t>(groups[item])]);
        }
        return setLabels(dataset, labels);
    }
}

} // namespace contrastlab
