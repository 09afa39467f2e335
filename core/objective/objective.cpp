// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of objectives. Constant after its first use, so any thread may read it.
#include "objective/objective.h"

#include "objective/families.h"

#include <algorithm>
#include <limits>

namespace contrastlab {

namespace {

// In the order of menus and listings.
const std::vector<ObjectiveEntry>& objectiveEntries()
{
    static const std::vector<ObjectiveEntry> entries {
        clipEntry(),
        infoNceEntry(),
        ntXentEntry(),
        siglipEntry(),
        supConEntry(),
        clipMultiPositiveEntry(),
        tripletEntry(),
        mocoEntry(),
        dclEntry(),
        dclwEntry(),
        hardNegativeEntry(),
        alignUniformEntry(),
        barlowTwinsEntry(),
        vicregEntry(),
        cmcEntry(),
        articleEntry(),
        articleNaiveEntry(),
    };
    return entries;
}

const ObjectiveEntry* findEntry(std::string_view name)
{
    const auto& entries = objectiveEntries();
    const auto found =
        std::ranges::find(entries, name, [](const ObjectiveEntry& e) { return e.info.name; });
    return found == entries.end() ? nullptr : &*found;
}

std::string objectiveNames()
{
    std::string names;
    for (const ObjectiveEntry& entry : objectiveEntries())
        names += (names.empty() ? "" : ", ") + std::string(entry.info.name);
    return names;
}

const ObjectiveEntry& entryNamed(std::string_view name)
{
    if (const ObjectiveEntry* entry = findEntry(name)) return *entry;
    throw SpecError({ Problem { "objective", std::string(name), "one of " + objectiveNames() } });
}

} // namespace

const std::vector<ObjectiveInfo>& objectiveTable()
{
    static const std::vector<ObjectiveInfo> table = [] {
        std::vector<ObjectiveInfo> infos;
        for (const ObjectiveEntry& entry : objectiveEntries())
            infos.push_back(entry.info);
        return infos;
    }();
    return table;
}

const ObjectiveInfo* findObjective(std::string_view name)
{
    const ObjectiveEntry* entry = findEntry(name);
    return entry ? &entry->info : nullptr;
}

template <> std::unique_ptr<PairObjective<float>> makeObjective<float>(std::string_view name)
{
    return entryNamed(name).makeFloat();
}

template <> std::unique_ptr<PairObjective<double>> makeObjective<double>(std::string_view name)
{
    return entryNamed(name).makeDouble();
}

double chanceLoss(std::string_view name, Index batch, double temperature, double bias,
    const ObjectiveSettings& settings)
{
    const ObjectiveEntry* entry = findEntry(name);
    if (!entry || batch < 1) return std::numeric_limits<double>::quiet_NaN();
    return entry->chanceLoss(batch, 1.0 / temperature, bias, settings);
}

} // namespace contrastlab
