// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Columns come from run/metric_columns.h.
#include "store/run_tables.h"

#include "run/metric_columns.h"
#include "store/csv.h"

#include <array>
#include <cmath>

namespace contrastlab {

namespace {

std::string fieldOf(std::int64_t value)
{
    return std::to_string(value);
}

std::string fieldOf(bool value)
{
    return value ? "1" : "0";
}

std::string fieldOf(double value)
{
    return csvNumber(value);
}

void append(std::string& line, const std::string& field)
{
    if (!line.empty()) line += ',';
    line += field;
}

std::string stepHeader()
{
    std::string line;
    const StepMetrics none;
    visitColumns(none, [&](const char* name, const auto&) { append(line, name); });
    return line;
}

std::string stepRow(const StepMetrics& m)
{
    std::string line;
    visitColumns(m, [&](const char*, const auto& value) { append(line, fieldOf(value)); });
    return line;
}

} // namespace

std::string stepsTable(const Run& run)
{
    std::string text = stepHeader() + '\n';
    for (const StepMetrics& m : run.steps.all())
        text += stepRow(m) + '\n';
    return text;
}

std::string evaluationsTable(const Run& run)
{
    std::string header, text;
    for (const EvaluationMetrics& m : run.evaluations.all()) {
        std::string names, line;
        visitColumns(m, [&](const char* name, const auto& value) {
            append(names, name);
            append(line, fieldOf(value));
        });
        visitRecall(m, [&](const std::string& name, double value) {
            append(names, name);
            append(line, fieldOf(value));
        });
        if (header.empty()) header = names;
        text += line + '\n';
    }
    if (header.empty()) { // a run with no evaluation yet
        const EvaluationMetrics none;
        visitColumns(none, [&](const char* name, const auto&) { append(header, name); });
    }
    return header + '\n' + text;
}

std::string metricsTable(const Run& run)
{
    std::string text = stepHeader()
        + ",held_out_loss,held_out_chance,a_to_b_recall_at_1,a_to_b_recall_at_5,"
          "a_to_b_recall_at_10,a_to_b_median_rank,b_to_a_recall_at_1,b_to_a_recall_at_5,"
          "b_to_a_recall_at_10,b_to_a_median_rank\n";
    const auto evaluations = run.evaluations.all();
    auto next = evaluations.begin();
    for (const StepMetrics& m : run.steps.all()) {
        text += stepRow(m);
        std::array<double, 10> judged;
        judged.fill(std::nan(""));
        if (next != evaluations.end() && next->step == m.step) {
            const RecallMetrics &a = next->aToB, &b = next->bToA;
            judged = { next->loss, next->chance, a.recallAt1, a.recallAt5, a.recallAt10,
                a.medianRank, b.recallAt1, b.recallAt5, b.recallAt10, b.medianRank };
            ++next;
        }
        for (const double value : judged)
            text += ',' + csvNumber(value);
        text += '\n';
    }
    return text;
}

} // namespace contrastlab
