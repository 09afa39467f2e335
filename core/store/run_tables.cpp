// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Columns come from run/metric_columns.h.
#include "store/run_tables.h"

#include "run/metric_columns.h"
#include "store/atomic_file.h"
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

// Lines to a file, in blocks.
class LineWriter {
public:
    explicit LineWriter(const std::string& path) : m_file(path) { }
    void write(const std::string& line)
    {
        m_block += line + '\n';
        if (m_block.size() < mostBlockBytes) return;
        m_file.write(m_block);
        m_block.clear();
    }
    void commit()
    {
        m_file.write(m_block);
        m_file.commit();
    }

private:
    static constexpr std::size_t mostBlockBytes = 1 << 16;
    AtomicFile m_file;
    std::string m_block;
};

} // namespace

void writeStepsTable(const std::string& path, const RunLogs& logs)
{
    LineWriter file(path);
    file.write(stepHeader());
    const auto next = logs.steps();
    while (const auto step = next())
        file.write(stepRow(*step));
    file.commit();
}

void writeEvaluationsTable(const std::string& path, const RunLogs& logs)
{
    LineWriter file(path);
    const auto next = logs.evaluations();
    auto evaluation = next();
    std::string header;
    const EvaluationMetrics first = evaluation.value_or(EvaluationMetrics {});
    visitColumns(first, [&](const char* name, const auto&) { append(header, name); });
    if (evaluation) // a run with no evaluation yet does not know its pairs
        visitRecall(first, [&](const std::string& name, double) { append(header, name); });
    file.write(header);
    for (; evaluation; evaluation = next()) {
        std::string line;
        visitColumns(
            *evaluation, [&](const char*, const auto& value) { append(line, fieldOf(value)); });
        visitRecall(
            *evaluation, [&](const std::string&, double value) { append(line, fieldOf(value)); });
        file.write(line);
    }
    file.commit();
}

void writeMetricsTable(const std::string& path, const RunLogs& logs)
{
    LineWriter file(path);
    file.write(metricsHeader());
    const auto nextStep = logs.steps();
    const auto nextEvaluation = logs.evaluations();
    auto evaluation = nextEvaluation();
    while (const auto step = nextStep()) {
        const bool judged = evaluation && evaluation->step == step->step;
        file.write(metricsRow(*step, judged ? &*evaluation : nullptr));
        if (judged) evaluation = nextEvaluation();
    }
    file.commit();
}

std::string metricsHeader()
{
    return stepHeader()
        + ",held_out_loss,held_out_chance,a_to_b_recall_at_1,a_to_b_recall_at_5,"
          "a_to_b_recall_at_10,a_to_b_median_rank,b_to_a_recall_at_1,b_to_a_recall_at_5,"
          "b_to_a_recall_at_10,b_to_a_median_rank,class_accuracy,class_chance,"
          "a_to_b_chance_recall_at_1,a_to_b_chance_recall_at_5,a_to_b_chance_recall_at_10,"
          "a_to_b_chance_median_rank,b_to_a_chance_recall_at_1,b_to_a_chance_recall_at_5,"
          "b_to_a_chance_recall_at_10,b_to_a_chance_median_rank";
}

std::string metricsRow(const StepMetrics& step, const EvaluationMetrics* judged)
{
    std::array<double, 20> values;
    values.fill(std::nan(""));
    if (judged) {
        const RecallMetrics &a = judged->aToB, &b = judged->bToA;
        const PairRecall first = judged->pairs.size() > 0 ? judged->pairs[0] : PairRecall {};
        const RecallMetrics &ga = first.chanceAToB, &gb = first.chanceBToA;
        values = { judged->loss, judged->chance, a.recallAt1, a.recallAt5, a.recallAt10,
            a.medianRank, b.recallAt1, b.recallAt5, b.recallAt10, b.medianRank,
            judged->classAccuracy, judged->classChance, ga.recallAt1, ga.recallAt5, ga.recallAt10,
            ga.medianRank, gb.recallAt1, gb.recallAt5, gb.recallAt10, gb.medianRank };
    }
    std::string line = stepRow(step);
    for (const double value : values)
        line += ',' + csvNumber(value);
    return line;
}

} // namespace contrastlab
