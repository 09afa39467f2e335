// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The objective first, which is what may be refused; then the metrics.
#include "analysis/score.h"

#include "objective/unit_rows.h"

#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace contrastlab {

std::vector<Problem> scoreProblems(const ScoreSettings& settings, Index pairs, bool hasLabels)
{
    const ObjectiveInfo* info = findObjective(settings.objective);
    if (!info) return { { "objective", settings.objective, "one of " + objectiveNames() } };
    std::vector<Problem> problems;
    if (info->needsLabels && !hasLabels)
        problems.push_back(
            { "labels", "none", "a file of labels, which " + settings.objective + " needs" });
    if (info->usesQueue)
        problems.push_back({ "objective", settings.objective,
            "one that two sets of embeddings suffice for; this one also needs a queue of past "
            "keys" });
    if (pairs < info->leastBatch)
        problems.push_back({ "pairs", std::to_string(pairs),
            "at least " + std::to_string(info->leastBatch) + " for " + settings.objective });
    return problems;
}

namespace {

// Rows of length one, which divide by their lengths as the other metrics do.
template <class S>
void rankByLabel(ThreadPool& pool, ConstMatrixView<S> a, ConstMatrixView<S> b,
    std::span<const int> labels, Score<S>& score)
{
    const double none = std::numeric_limits<double>::quiet_NaN();
    const Retrieval unknown { none, none, none, none, none, 0 };
    score.byLabel = score.chanceByLabel = { unknown, unknown };
    if (labels.empty()) return;
    Matrix<S> left = a, right = b;
    toUnitRows(left);
    toUnitRows(right);
    const RetrievalRanks ranks = retrievalRanks<S>(
        pool, view(std::as_const(left)), view(std::as_const(right)), labels, labels);
    score.byLabel = summary(ranks);
    score.chanceByLabel = chanceOf(ranks);
}

} // namespace

template <class S>
Score<S> score(ThreadPool& pool, ConstMatrixView<S> a, ConstMatrixView<S> b,
    std::span<const int> labels, const ScoreSettings& settings, Want want)
{
    const auto problems = scoreProblems(settings, a.rows(), !labels.empty());
    if (!problems.empty()) throw SpecError(problems);
    PairInput<S> input;
    new (&input.a) ConstMatrixView<S>(a); // maps are seated by construction, not by assignment
    new (&input.b) ConstMatrixView<S>(b);
    input.logScale = -std::log(settings.temperature);
    input.bias = settings.bias;
    input.labels = labels;
    Score<S> score;
    makeObjective<S>(settings.objective)
        ->evaluate(pool, input, settings.settings, want, score.result);
    ObjectiveSettings atChance = settings.settings;
    atChance.width = a.cols();
    score.chanceLoss =
        chanceLoss(settings.objective, a.rows(), settings.temperature, settings.bias, atChance);
    score.informationBound = informationBound(settings.objective, score.result.loss, a.rows());
    std::vector<int> own(settings.groups.size());
    std::iota(own.begin(), own.end(), 0);
    std::vector<PartnerKey> partners;
    if (!own.empty()) partners = { { own, own }, { settings.groups, settings.groups } };
    score.diagnostics = diagnose<S>(pool, a, b, settings.temperature, labels, partners);
    rankByLabel(pool, a, b, labels, score);
    return score;
}

template Score<float> score<float>(ThreadPool&, ConstMatrixView<float>, ConstMatrixView<float>,
    std::span<const int>, const ScoreSettings&, Want);
template Score<double> score<double>(ThreadPool&, ConstMatrixView<double>, ConstMatrixView<double>,
    std::span<const int>, const ScoreSettings&, Want);

} // namespace contrastlab
