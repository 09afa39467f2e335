// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sections one after another. Their order is that of spec files, which digests depend on.
#include "run/parameters.h"

#include "run/parameter_rows.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>

namespace contrastlab {

namespace {

std::vector<Parameter> allRows()
{
    std::vector<Parameter> rows;
    for (auto part : { dataRows(), modelRows(), objectiveRows(), optimizerRows(), batchRows(),
             damageRows(), runRows() })
        std::move(part.begin(), part.end(), std::back_inserter(rows));
    return rows;
}

std::unordered_map<std::string_view, const Parameter*> rowsByKey()
{
    std::unordered_map<std::string_view, const Parameter*> rows;
    for (const Parameter& parameter : parameterTable())
        rows.emplace(parameter.key, &parameter);
    return rows;
}

} // namespace

const std::vector<Parameter>& parameterTable()
{
    static const std::vector<Parameter> table = allRows();
    return table;
}

// Every step asks for some of them.
const Parameter* findParameter(std::string_view key)
{
    static const auto rows = rowsByKey();
    const auto found = rows.find(key);
    return found == rows.end() ? nullptr : found->second;
}

} // namespace contrastlab
