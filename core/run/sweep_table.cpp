// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Values are added up in the order of the seeds, so that the table does not depend on which run
// ended first.
#include "run/sweep_table.h"

#include <map>

namespace contrastlab {

std::vector<SweepRow> rowsOf(
    const Sweep& sweep, std::span<const SweepResult> results, std::size_t measures)
{
    std::map<std::array<std::size_t, 2>, std::map<std::int64_t, const SweepResult*>> settings;
    for (const SweepResult& result : results)
        if (result.outcome.kind != RunOutcome::Kind::failed) {
            const SweepCell& cell = sweep.cells()[result.cell];
            settings[cell.place][cell.repeat] = &result;
        }
    std::vector<SweepRow> rows;
    for (const auto& [place, seeds] : settings) {
        SweepRow& row = rows.emplace_back(SweepRow { place, seeds.size(), 0, {} });
        for (const auto& [seed, result] : seeds)
            row.diverged += result->outcome.kind == RunOutcome::Kind::diverged;
        for (std::size_t measure = 0; measure < measures; ++measure) {
            std::vector<double> values;
            for (const auto& [seed, result] : seeds)
                values.push_back(result->values[measure]);
            row.values.push_back(spreadOf(values));
        }
    }
    return rows;
}

} // namespace contrastlab
