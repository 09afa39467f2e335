// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Evaluations and diagnostics are computed where a measure asks for them, and once.
#include "lesson/measures.h"

#include "analysis/concept_arithmetic.h"
#include "analysis/diagnostics.h"
#include "analysis/evaluation.h"
#include "analysis/few_labels.h"
#include "analysis/gap_coordinates.h"
#include "analysis/probe_frame.h"
#include "analysis/training_diagnostics.h"
#include "run/diagnostic_columns.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace contrastlab {

namespace {

using Numbers = std::map<std::string, double, std::less<>>;

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr Index mostItems = 2048; // as an evaluation looks at

constexpr std::array sources { std::pair("train", Measure::Source::train),
    std::pair("held_out", Measure::Source::heldOut),
    std::pair("training", Measure::Source::training),
    std::pair("diagnostics", Measure::Source::diagnostics),
    std::pair("few_labels", Measure::Source::fewLabels), std::pair("gap", Measure::Source::gap),
    std::pair("analogies", Measure::Source::analogies) };
constexpr std::array moments { std::pair("end", Measure::Moment::end),
    std::pair("start", Measure::Moment::start), std::pair("lowest", Measure::Moment::lowest),
    std::pair("highest", Measure::Moment::highest) };

// But for the clock's.
template <class Record> Numbers columnsOf(const Record& record)
{
    Numbers numbers;
    visitColumns(record, [&](const char* name, auto value) { numbers[name] = double(value); });
    numbers.erase("seconds");
    return numbers;
}

Numbers numbersOf(const StepMetrics& metrics)
{
    return columnsOf(metrics);
}

Numbers numbersOf(const EvaluationMetrics& metrics)
{
    Numbers numbers = columnsOf(metrics);
    visitRecall(metrics, [&](const std::string& name, double value) { numbers[name] = value; });
    return numbers;
}

template <class Judged> Numbers columnsOfJudged(const Judged& judged)
{
    Numbers numbers;
    visitColumns(judged, [&](const std::string& name, double value) { numbers[name] = value; });
    return numbers;
}

Numbers numbersOf(const Diagnostics& diagnostics)
{
    Numbers numbers;
    visitNumbers(
        diagnostics, [&](const std::string& name, auto value) { numbers[name] = double(value); });
    return numbers;
}

// An evaluation of three towers, so that the recall of every pair has its name.
EvaluationMetrics threeTowers()
{
    EvaluationMetrics metrics;
    for (const auto& [a, b] : { std::pair(0, 1), std::pair(0, 2), std::pair(1, 2) })
        metrics.pairs.push_back({ .a = a, .b = b });
    return metrics;
}

Numbers columnNames(Measure::Source source)
{
    switch (source) {
    case Measure::Source::train:
        return numbersOf(StepMetrics());
    case Measure::Source::heldOut:
    case Measure::Source::training:
        return numbersOf(threeTowers());
    case Measure::Source::diagnostics:
        return numbersOf(Diagnostics());
    case Measure::Source::fewLabels:
        return columnsOfJudged(FewLabels());
    case Measure::Source::analogies:
        return columnsOfJudged(ConceptArithmetic());
    case Measure::Source::gap:
        return columnsOfJudged(GapCoordinates());
    case Measure::Source::experiment:
        break;
    }
    return {};
}

double valueIn(const Numbers& numbers, const std::string& column)
{
    const auto found = numbers.find(column);
    return found == numbers.end() ? nothing : found->second;
}

// Of the records of a log, in their order.
template <class Record> double ofRecords(const std::vector<Record>& records, const Measure& measure)
{
    double extreme = nothing;
    if (records.empty()) return nothing;
    if (measure.moment == Measure::Moment::start)
        return valueIn(numbersOf(records.front()), measure.column);
    if (measure.moment == Measure::Moment::end)
        return valueIn(numbersOf(records.back()), measure.column);
    const bool lowest = measure.moment == Measure::Moment::lowest;
    for (const Record& record : records) {
        const double value = valueIn(numbersOf(record), measure.column);
        if (std::isfinite(value)
            && (!std::isfinite(extreme) || (lowest ? value < extreme : value > extreme)))
            extreme = value;
    }
    return extreme;
}

class MeasuredRun {
public:
    MeasuredRun(ThreadPool& pool, const RunSetup& setup, const Run& run, const Checkpoint& last)
        : m_pool(pool)
        , m_setup(setup)
        , m_run(run)
        , m_last(last)
    {
    }

    double value(const Measure& measure)
    {
        switch (measure.source) {
        case Measure::Source::train:
            return ofSteps(measure);
        case Measure::Source::heldOut:
            return ofRecords(m_run.evaluations.all(), measure);
        case Measure::Source::training:
            return valueIn(training(), measure.column);
        case Measure::Source::diagnostics:
            return valueIn(diagnosed(measure.moment == Measure::Moment::start), measure.column);
        case Measure::Source::fewLabels:
            return valueIn(fewLabels(), measure.column);
        case Measure::Source::gap:
            return valueIn(gap(measure.moment == Measure::Moment::start), measure.column);
        case Measure::Source::analogies:
            return valueIn(analogies(), measure.column);
        case Measure::Source::experiment:
            break;
        }
        return nothing;
    }

private:
    double ofSteps(const Measure& measure)
    {
        if (measure.moment != Measure::Moment::end) return ofRecords(m_run.steps.all(), measure);
        const std::vector<StepMetrics> recent = stepsUpTo(m_run, m_last.step);
        double sum = 0;
        for (const StepMetrics& step : recent)
            sum += valueIn(numbersOf(step), measure.column);
        return recent.empty() ? nothing : sum / double(recent.size());
    }

    const Numbers& training()
    {
        if (m_training.empty())
            m_training = numbersOf(evaluateItems(m_pool, m_setup, m_last.spec, m_last.judged(),
                evenlySpread(m_setup.complete(m_setup.split().training),
                    std::max<std::size_t>(1, m_setup.split().heldOut.size()))));
        return m_training;
    }

    [[nodiscard]] Vector<float> parametersAt(bool start) const
    {
        return start ? m_setup.initialParameters() : m_last.judged();
    }

    const Numbers& gap(bool atStart)
    {
        Numbers& numbers = atStart ? m_gapAtStart : m_gapAtEnd;
        if (!numbers.empty()) return numbers;
        const Vector<float> parameters = parametersAt(atStart);
        const std::vector<Index> items = evenlySpread(m_setup.split().heldOut, mostItems);
        const TrainedPair pair = m_setup.pairs().front();
        const auto unit = [&](int tower) -> Matrix<float> {
            return m_setup.embed(m_pool, parameters, tower, items, 0).rowwise().normalized();
        };
        const Matrix<float> a = unit(pair.a), b = unit(pair.b);
        numbers = columnsOfJudged(gapCoordinates(view(a), view(b)));
        return numbers;
    }

    const Numbers& diagnosed(bool atStart)
    {
        Numbers& numbers = atStart ? m_atStart : m_atEnd;
        if (!numbers.empty()) return numbers;
        const Vector<float> parameters = parametersAt(atStart);
        const std::vector<Index> items = evenlySpread(m_setup.split().heldOut, mostItems);
        const TrainedPair pair = m_setup.pairs().front();
        const Matrix<float> a = m_setup.embed(m_pool, parameters, pair.a, items, 0),
                            b = m_setup.embed(m_pool, parameters, pair.b, items, 0);
        const double temperature = std::exp(-double(parameters[m_setup.scaleOffset(0)]));
        numbers = numbersOf(
            diagnose(m_pool, view(a), view(b), temperature, labelsOf(m_setup.dataset(), items)));
        return numbers;
    }

    const Numbers& fewLabels()
    {
        if (m_fewLabels.empty())
            m_fewLabels = columnsOfJudged(judgeFewLabels(m_pool, m_setup, m_last.judged()));
        return m_fewLabels;
    }

    const Numbers& analogies()
    {
        if (m_analogies.empty())
            m_analogies = columnsOfJudged(judgeArithmetic(m_pool, m_setup, m_last.judged()));
        return m_analogies;
    }

    ThreadPool& m_pool;
    const RunSetup& m_setup;
    const Run& m_run;
    const Checkpoint& m_last;
    Numbers m_training, m_atStart, m_atEnd, m_gapAtStart, m_gapAtEnd, m_fewLabels, m_analogies;
};

} // namespace

std::optional<Measure> measureNamed(std::string_view name)
{
    const auto dot = name.find('.');
    for (const auto& [text, source] : sources)
        if (dot != std::string_view::npos && name.substr(0, dot) == text) {
            const std::string column(name.substr(dot + 1));
            if (columnNames(source).contains(column)) return Measure { source, column };
        }
    return {};
}

std::optional<Measure::Moment> momentNamed(std::string_view name)
{
    const auto found =
        std::ranges::find(moments, name, [](const auto& m) { return std::string_view(m.first); });
    return found == moments.end() ? std::nullopt : std::optional(found->second);
}

std::vector<std::string> measureNames()
{
    std::vector<std::string> names;
    for (const auto& [text, source] : sources)
        for (const auto& [column, value] : columnNames(source))
            names.push_back(std::string(text) + '.' + column);
    return names;
}

std::vector<double> measured(ThreadPool& pool, const RunSetup& setup, const Run& run,
    const Checkpoint& last, const std::vector<Measure>& measures)
{
    MeasuredRun measuredRun(pool, setup, run, last);
    std::vector<double> values;
    for (const Measure& measure : measures)
        values.push_back(measuredRun.value(measure));
    return values;
}

} // namespace contrastlab
