// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of optimisers, in the order in which people are shown them.
#include "optimizer/optimizer.h"

#include "base/joined.h"
#include "base/translation_marks.h"
#include "optimizer/families.h"

#include <algorithm>

namespace contrastlab {

namespace {

const std::vector<OptimizerEntry>& optimizerEntries()
{
    static const std::vector<OptimizerEntry> entries { sgdEntry(), momentumEntry(), nesterovEntry(),
        adamEntry(), adamWEntry(), larsEntry(), conjugateGradientEntry(),
        limitedMemoryBfgsEntry() };
    return entries;
}

const OptimizerEntry* findOptimizerEntry(std::string_view name)
{
    const auto& entries = optimizerEntries();
    const auto found = std::ranges::find(
        entries, name, [](const OptimizerEntry& entry) { return entry.info.name; });
    return found == entries.end() ? nullptr : &*found;
}

} // namespace

std::string_view headingOf(OptimizerFamily family)
{
    switch (family) {
    case OptimizerFamily::plain:
        return QT_TRANSLATE_NOOP("Optimizer", "Along the gradient");
    case OptimizerFamily::adaptive:
        return QT_TRANSLATE_NOOP("Optimizer", "A rate for each number or layer");
    case OptimizerFamily::lineSearch:
        break;
    }
    return QT_TRANSLATE_NOOP("Optimizer", "With a line search");
}

const std::vector<OptimizerInfo>& optimizerTable()
{
    static const std::vector<OptimizerInfo> table = [] {
        std::vector<OptimizerInfo> rows;
        for (const OptimizerEntry& entry : optimizerEntries())
            rows.push_back(entry.info);
        return rows;
    }();
    return table;
}

std::string optimizerNames()
{
    return joined(optimizerEntries(), [](const OptimizerEntry& entry) { return entry.info.name; });
}

std::vector<Parameter> optimizerParameters()
{
    std::vector<Parameter> rows;
    for (const OptimizerEntry& entry : optimizerEntries())
        addRowsOf(entry.info.name, "optimizer", entry.info.parameters, rows);
    return rows;
}

const OptimizerInfo* findOptimizer(std::string_view name)
{
    const OptimizerEntry* const entry = findOptimizerEntry(name);
    return entry ? &entry->info : nullptr;
}

std::unique_ptr<Optimizer> makeOptimizer(std::string_view name)
{
    const OptimizerEntry* const entry = findOptimizerEntry(name);
    if (!entry)
        throw SpecError({ { "optimizer", std::string(name), "one of " + optimizerNames() } });
    return entry->make();
}

} // namespace contrastlab
