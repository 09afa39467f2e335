// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The columns that steps and evaluations have in every table that leaves the program (CSV, run
// files, TensorBoard): one list of names and members. Plain functions, any thread.
#pragma once

#include "run/metrics.h"

#include <concepts>
#include <string>
#include <type_traits>

namespace contrastlab {

template <class T, class Metrics>
concept MaybeConst = std::same_as<std::remove_const_t<T>, Metrics>;

/// Calls visit(name, member) for every member, in the order of the columns; members are double,
/// std::int64_t or bool.
template <MaybeConst<StepMetrics> M, class Visit> void visitColumns(M& m, Visit&& visit)
{
    visit("step", m.step);
    visit("loss", m.loss);
    visit("temperature", m.temperature);
    visit("learning_rate", m.learningRate);
    visit("batch_size", m.batchSize);
    visit("epoch", m.epoch);
    visit("loss_a_to_b", m.lossAToB);
    visit("loss_b_to_a", m.lossBToA);
    visit("chance", m.chance);
    visit("bias", m.bias);
    visit("gradient_norm", m.gradientNorm);
    visit("gradient_norm_a", m.towerGradientNorm[0]);
    visit("gradient_norm_b", m.towerGradientNorm[1]);
    visit("gradient_norm_c", m.towerGradientNorm[2]);
    visit("update_ratio", m.updateRatio);
    visit("evaluations", m.evaluations);
    visit("line_search_failed", m.lineSearchFailed);
    visit("seconds", m.seconds);
}

template <MaybeConst<RecallMetrics> R, class Visit> void visitColumns(R& r, Visit&& visit)
{
    visit("recall_at_1", r.recallAt1);
    visit("recall_at_5", r.recallAt5);
    visit("recall_at_10", r.recallAt10);
    visit("median_rank", r.medianRank);
}

/// Without the recall: that is of pairs of towers (visitRecall).
template <MaybeConst<EvaluationMetrics> M, class Visit> void visitColumns(M& m, Visit&& visit)
{
    visit("step", m.step);
    visit("loss", m.loss);
    visit("chance", m.chance);
    visit("items", m.items);
    visit("seconds", m.seconds);
    visit("class_accuracy", m.classAccuracy);
    visit("class_chance", m.classChance);
}

/// Calls visit(name, value) for the recall of every pair in both directions: "a_to_b_recall_at_1",
/// ..., where a, b and c are the towers in their order, and after them that of a guess:
/// "a_to_b_chance_recall_at_1", ...
template <class Visit> void visitRecall(const EvaluationMetrics& m, Visit&& visit)
{
    const auto direction = [&](int from, int to, const RecallMetrics& recall,
                               const char* kind = "") {
        const std::string prefix =
            std::string(1, static_cast<char>('a' + from)) + "_to_" + static_cast<char>('a' + to);
        visitColumns(recall,
            [&](const char* name, double value) { visit(prefix + kind + '_' + name, value); });
    };
    direction(0, 1, m.aToB);
    direction(1, 0, m.bToA);
    for (std::size_t pair = 1; pair < m.pairs.size(); ++pair) { // the first is those two
        direction(m.pairs[pair].a, m.pairs[pair].b, m.pairs[pair].aToB);
        direction(m.pairs[pair].b, m.pairs[pair].a, m.pairs[pair].bToA);
    }
    for (const PairRecall& pair : m.pairs) {
        direction(pair.a, pair.b, pair.chanceAToB, "_chance");
        direction(pair.b, pair.a, pair.chanceBToA, "_chance");
    }
}

// A member more is a column more, and another format of run files (store/run_format.h).
static_assert(sizeof(StepMetrics) == 18 * 8 && sizeof(RecallMetrics) == 4 * 8
    && sizeof(PairRecall) == 16 + 4 * sizeof(RecallMetrics)
    && sizeof(EvaluationMetrics) == 7 * 8 + 2 * sizeof(RecallMetrics) + sizeof(PairRecalls));

} // namespace contrastlab
