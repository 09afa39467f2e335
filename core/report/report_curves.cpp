// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Logs of millions of steps are gone through entry by entry.
#include "report/report_curves.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <string>
#include <vector>

namespace contrastlab {

namespace {

using Json = nlohmann::ordered_json;
constexpr std::size_t mostStretches = 1000;
constexpr std::size_t mostJudged = 500;
constexpr std::size_t mostDiagnostics = 300;

// Five digits are more than a screen shows.
Json shortNumber(double value)
{
    if (!std::isfinite(value)) return nullptr;
    char text[32];
    std::snprintf(text, sizeof text, "%.5g", value);
    return std::strtod(text, nullptr);
}

class ThinnedCurve {
public:
    /// Of so many entries a point: steps of a file may be any numbers.
    explicit ThinnedCurve(std::size_t stretch) : m_stretch(stretch) { }

    void add(std::int64_t step, double value)
    {
        if (m_entries == m_stretch) close();
        ++m_entries;
        m_last = step;
        if (!std::isfinite(value)) return;
        m_sum += value;
        m_least = std::min(m_least, value);
        m_most = std::max(m_most, value);
        ++m_count;
    }

    Json finish()
    {
        if (m_entries > 0) close();
        return std::move(m_json);
    }

private:
    void close()
    {
        m_json["x"].push_back(m_last);
        m_json["y"].push_back(shortNumber(m_sum / static_cast<double>(m_count)));
        if (m_stretch > 1) {
            m_json["lo"].push_back(shortNumber(m_least));
            m_json["hi"].push_back(shortNumber(m_most));
        }
        m_sum = 0;
        m_least = std::numeric_limits<double>::infinity();
        m_most = -m_least;
        m_count = 0;
        m_entries = 0;
    }

    std::size_t m_stretch;
    std::size_t m_entries = 0;
    std::int64_t m_last = 0;
    double m_sum = 0;
    double m_least = std::numeric_limits<double>::infinity();
    double m_most = -std::numeric_limits<double>::infinity();
    std::int64_t m_count = 0;
    Json m_json { { "x", Json::array() }, { "y", Json::array() } };
};

template <class Entry> std::size_t countOf(const LogCursor<Entry>& next)
{
    std::size_t count = 0;
    while (next())
        ++count;
    return count;
}

// Every how many entries one is shown, so that the last of `count` is.
struct Thinning {
    std::size_t count = 0;
    std::size_t most = 1;

    [[nodiscard]] bool shows(std::size_t place) const
    {
        const std::size_t stride = (count + most - 1) / most;
        return stride <= 1 || (count - 1 - place) % stride == 0;
    }
};

void addRecall(Json& json, const RecallMetrics& recall)
{
    json["1"].push_back(shortNumber(recall.recallAt1));
    json["5"].push_back(shortNumber(recall.recallAt5));
    json["10"].push_back(shortNumber(recall.recallAt10));
}

// Files from before there were pairs have the first alone.
PairRecalls pairsOf(const EvaluationMetrics& metrics)
{
    PairRecalls pairs = metrics.pairs;
    if (pairs.size() == 0) {
        PairRecall first;
        first.aToB = metrics.aToB;
        first.bToA = metrics.bToA;
        pairs.push_back(first);
    }
    return pairs;
}

void addPairs(Json& json, const EvaluationMetrics& metrics)
{
    std::size_t place = 0;
    for (const PairRecall& pair : pairsOf(metrics)) {
        if (json.size() == place)
            json.push_back({ { "a", pair.a }, { "b", pair.b }, { "trained", pair.trained } });
        Json& curves = json[place++];
        addRecall(curves["ab"], pair.aToB);
        addRecall(curves["ba"], pair.bToA);
        addRecall(curves["chance_ab"], pair.chanceAToB);
        addRecall(curves["chance_ba"], pair.chanceBToA);
    }
}

} // namespace

Json stepCurves(const RunLogs& logs)
{
    const std::size_t stretch =
        std::max<std::size_t>(1, (countOf(logs.steps()) + mostStretches - 1) / mostStretches);
    const std::vector<std::pair<const char*, double StepMetrics::*>> columns {
        { "loss", &StepMetrics::loss }, { "chance", &StepMetrics::chance },
        { "temperature", &StepMetrics::temperature },
        { "learning_rate", &StepMetrics::learningRate },
        { "gradient_norm", &StepMetrics::gradientNorm }
    };
    std::vector<ThinnedCurve> curves(columns.size(), ThinnedCurve(stretch));
    const auto next = logs.steps();
    while (const auto entry = next())
        for (std::size_t i = 0; i < columns.size(); ++i)
            curves[i].add(entry->step, (*entry).*columns[i].second);
    Json json = Json::object();
    for (std::size_t i = 0; i < columns.size(); ++i)
        json[columns[i].first] = curves[i].finish();
    return json;
}

Json judgedCurves(const RunLogs& logs)
{
    Json json { { "x", Json::array() }, { "loss", Json::array() }, { "chance", Json::array() },
        { "class_accuracy", Json::array() }, { "class_chance", Json::array() },
        { "pairs", Json::array() }, { "items", 0 } };
    const Thinning thinning { countOf(logs.evaluations()), mostJudged };
    const auto next = logs.evaluations();
    for (std::size_t place = 0; place < thinning.count; ++place) {
        const auto entry = next();
        if (!entry) break;
        if (!thinning.shows(place)) continue;
        json["x"].push_back(entry->step);
        json["loss"].push_back(shortNumber(entry->loss));
        json["chance"].push_back(shortNumber(entry->chance));
        json["class_accuracy"].push_back(shortNumber(entry->classAccuracy));
        json["class_chance"].push_back(shortNumber(entry->classChance));
        json["items"] = entry->items;
        addPairs(json["pairs"], *entry);
    }
    return json;
}

Json diagnosticCurves(const Run& run)
{
    const auto entries = run.diagnostics.all();
    if (entries.empty()) return nullptr;
    Json json;
    const Thinning thinning { entries.size(), mostDiagnostics };
    for (std::size_t place = 0; place < entries.size(); ++place) {
        if (!thinning.shows(place)) continue;
        const Diagnostics& d = entries[place]->heldOut;
        json["x"].push_back(entries[place]->step);
        json["alignment"].push_back(shortNumber(d.alignment));
        json["modality_gap"].push_back(shortNumber(d.modalityGap));
        json["uniformity_a"].push_back(shortNumber(d.a.uniformity));
        json["uniformity_b"].push_back(shortNumber(d.b.uniformity));
        json["rank_me_a"].push_back(shortNumber(d.a.spectrum.rankMe));
        json["rank_me_b"].push_back(shortNumber(d.b.spectrum.rankMe));
    }
    return json;
}

} // namespace contrastlab
