// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which parameters are whose: what the data are, what is made of them, and all others.
#include "run/prepared_data.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace contrastlab {

namespace {

constexpr std::array<std::string_view, 6> preparing { "modalities", "pairs", "held_out",
    "training_items", "standardise", "seed" };
// Section::data, but for what is only prepared of them.
constexpr std::array<std::string_view, 4> preparingAlone { "pairs", "held_out", "training_items",
    "standardise" };

template <class Keys> RunSpec partOf(const RunSpec& spec, const Keys& keys)
{
    RunSpec part;
    for (const std::string_view key : keys)
        part.set(key, spec.value(key));
    return part;
}

} // namespace

RunSpec dataPartOf(const RunSpec& spec)
{
    std::vector<std::string_view> keys { "word_vectors" };
    for (const Parameter& parameter : parameterTable())
        if (parameter.section == Section::data
            && std::ranges::find(preparingAlone, parameter.key) == preparingAlone.end())
            keys.push_back(parameter.key);
    // A world is made by the seed; other data are there already.
    if (spec.isRelevant(*findParameter("world.items"))) keys.emplace_back("seed");
    RunSpec part = partOf(spec, keys);
    for (const auto& [key, value] : spec.data())
        part.setData(key, value);
    return part;
}

RunSpec preparationOf(const RunSpec& spec)
{
    return partOf(spec, preparing);
}

PreparedData::PreparedData(const RunSpec& spec, std::shared_ptr<const Dataset> dataset)
    : m_preparation(preparationOf(spec))
    , m_dataset(std::move(dataset))
    , m_fitting(fitData(spec, *m_dataset))
{
    if (m_fitting.problems.empty())
        m_batches = std::make_unique<const BatchMaker>(
            m_dataset, m_fitting.modalities, m_fitting.split.training, spec.flag("standardise"));
}

bool PreparedData::serves(const RunSpec& spec) const
{
    return preparationOf(spec) == m_preparation;
}

} // namespace contrastlab
