// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sections one after another. Their order is that of spec files, which digests depend on.
#include "run/parameters.h"

#include "run/parameter_rows.h"

#include <algorithm>
#include <iterator>

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

} // namespace

const std::vector<Parameter>& parameterTable()
{
    static const std::vector<Parameter> table = allRows();
    return table;
}

const Parameter* findParameter(std::string_view key)
{
    const auto& table = parameterTable();
    const auto found = std::ranges::find(table, key, &Parameter::key);
    return found == table.end() ? nullptr : &*found;
}

} // namespace contrastlab
