// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of objectives. Constant after its first use, so any thread may read it.
#include "objective/objective.h"

#include "base/joined.h"
#include "base/translation_marks.h"
#include "objective/families.h"
#include "objective/nested_widths.h"

#include <algorithm>
#include <cmath>
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

// Not the order of the menu: digests of specs depend on it, so whatever is new comes last.
std::vector<ObjectiveEntry> entriesByParameters()
{
    std::vector<ObjectiveEntry> entries { tripletEntry(), hardNegativeEntry(), dclwEntry(),
        alignUniformEntry(), barlowTwinsEntry(), vicregEntry(), mocoEntry() };
    const auto nameOf = [](const ObjectiveEntry& entry) { return entry.info.name; };
    for (const ObjectiveEntry& entry : objectiveEntries())
        if (std::ranges::find(entries, entry.info.name, nameOf) == entries.end())
            entries.push_back(entry);
    return entries;
}

constexpr double noSuchValue = std::numeric_limits<double>::quiet_NaN();

// 0 where the loss does not choose among candidates.
double candidatesOf(std::string_view name, Index batch)
{
    const ObjectiveEntry* entry = findEntry(name);
    const auto n = static_cast<double>(batch);
    if (!entry || entry->info.candidates == Candidates::none) return 0;
    return entry->info.candidates == Candidates::batch ? n : 2 * n - 1;
}

const ObjectiveEntry& entryNamed(std::string_view name)
{
    if (const ObjectiveEntry* entry = findEntry(name)) return *entry;
    throw SpecError({ Problem { "objective", std::string(name), "one of " + objectiveNames() } });
}

} // namespace

std::string_view headingOf(ObjectiveFamily family)
{
    switch (family) {
    case ObjectiveFamily::softmax:
        return QT_TRANSLATE_NOOP("Objective", "Softmax: pick the partner out of a crowd");
    case ObjectiveFamily::margin:
        return QT_TRANSLATE_NOOP("Objective", "Margin and sigmoid: judge pair by pair");
    case ObjectiveFamily::redundancy:
        return QT_TRANSLATE_NOOP("Objective", "Redundancy: shape the whole cloud");
    case ObjectiveFamily::article:
        break;
    }
    return QT_TRANSLATE_NOOP("Objective", "From the article");
}

bool isOfCosines(PairTerm term)
{
    return term > PairTerm::queue;
}

bool comparesAcross(PairTerm term)
{
    return term != PairTerm::none && term != PairTerm::potential;
}

bool comparesWithin(PairTerm term)
{
    return term == PairTerm::stackedSoftmax || term == PairTerm::reweighted
        || term == PairTerm::potential;
}

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

const ObjectiveInfo& judgedBy(const ObjectiveInfo& info)
{
    return info.judged.empty() ? info : entryNamed(info.judged).info;
}

std::string objectiveNames()
{
    return joined(objectiveEntries(), [](const ObjectiveEntry& entry) { return entry.info.name; });
}

std::vector<Parameter> objectiveParameters()
{
    std::vector<Parameter> rows;
    for (const ObjectiveEntry& entry : entriesByParameters())
        addRowsOf(entry.info.name, "objective", entry.info.parameters, rows);
    return rows;
}

template <> std::unique_ptr<PairObjective<float>> makeObjective<float>(std::string_view name)
{
    return std::make_unique<NestedObjective<float>>(entryNamed(name).makeFloat);
}

template <> std::unique_ptr<PairObjective<double>> makeObjective<double>(std::string_view name)
{
    return std::make_unique<NestedObjective<double>>(entryNamed(name).makeDouble);
}

template <>
std::unique_ptr<ShardedObjective<float>> makeShardedObjective<float>(std::string_view name)
{
    return entryNamed(name).makeShardedFloat();
}

template <>
std::unique_ptr<ShardedObjective<double>> makeShardedObjective<double>(std::string_view name)
{
    return entryNamed(name).makeShardedDouble();
}

double chanceLoss(std::string_view name, Index batch, double temperature, double bias,
    const ObjectiveSettings& settings)
{
    const ObjectiveEntry* entry = findEntry(name);
    if (!entry || batch < 1) return noSuchValue;
    ObjectiveSettings part = settings;
    double sum = 0;
    const int count = nestedCount(settings.width, settings.nestedWidths);
    for (int k = 0; k < count; ++k) {
        part.width = nestedWidth(settings.width, k);
        sum += entry->chanceLoss(batch, 1.0 / temperature, bias, part);
    }
    return sum / count;
}

LossLandmark landmarkOf(std::string_view name, const ObjectiveSettings& settings)
{
    const ObjectiveInfo& info = entryNamed(name).info;
    const LossLandmark landmark = settings.softMargin ? info.softLandmark : info.landmark;
    return landmark == LossLandmark::width && settings.nestedWidths > 1 ? LossLandmark::chance
                                                                        : landmark;
}

double informationBound(std::string_view name, double loss, Index batch)
{
    const double candidates = candidatesOf(name, batch);
    return candidates > 0 ? std::log(candidates) - loss : noSuchValue;
}

double lowestLoss(std::string_view name, Index batch, double temperature)
{
    const double candidates = candidatesOf(name, batch);
    if (candidates <= 0) return noSuchValue;
    if (batch < 2) return 0;
    const auto n = static_cast<double>(batch);
    return std::log1p((candidates - 1) * std::exp(-n / (n - 1) / temperature));
}

} // namespace contrastlab
