// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The names that the numbers of diagnostics have in every table that leaves the program, and in
// claims about them. Plain functions, any thread.
#pragma once

#include "run/metric_columns.h"
#include "run/training_diagnostics.h"

#include <string>

namespace contrastlab {

/// visit(prefix + name, value).
template <class Visit> auto prefixed(const char* prefix, Visit& visit)
{
    return [&visit, prefix](
               const char* name, auto& value) { visit(std::string(prefix) + name, value); };
}

template <class R, class Visit> void visitRetrieval(R& r, const Visit& visit)
{
    visit("recall_at_1", r.recallAt1);
    visit("recall_at_5", r.recallAt5);
    visit("recall_at_10", r.recallAt10);
    visit("median_rank", r.medianRank);
    visit("mean_rank", r.meanRank);
    visit("queries", r.queries);
}
template <class D, class Visit> void visitRetrievals(D& d, Visit& visit)
{
    visitRetrieval(d.retrieval.aToB, prefixed("a_to_b_", visit));
    visitRetrieval(d.retrieval.bToA, prefixed("b_to_a_", visit));
    visitRetrieval(d.chance.aToB, prefixed("a_to_b_chance_", visit));
    visitRetrieval(d.chance.bToA, prefixed("b_to_a_chance_", visit));
}
template <class S, class Visit> void visitSimilarity(S& s, const Visit& visit)
{
    visit("mean_positive", s.meanPositive);
    visit("mean_negative", s.meanNegative);
    visit("overlap_auc", s.overlapAuc);
    visit("effective_negatives", s.effectiveNegatives);
    visit("false_negative_fraction", s.falseNegativeFraction);
    visit("false_negative_share", s.falseNegativeShare);
}
template <class D, class Visit> void visitSphere(D& d, const Visit& visit)
{
    visit("alignment", d.alignment);
    visit("uniformity_bound", d.uniformityBound);
    visit("modality_gap", d.modalityGap);
    visit("modality_probe", d.modalityProbe);
}
template <class M, class Visit> void visitGeometry(M& m, const Visit& visit)
{
    visit("uniformity", m.uniformity);
    visit("rank_me", m.spectrum.rankMe);
    visit("participation_ratio", m.spectrum.participationRatio);
    visit("mean_deviation", m.spectrum.meanDeviation);
}
template <class M, class Visit> void visitLabels(M& m, const Visit& visit)
{
    visit("tolerance", m.tolerance);
    visit("neighbour_probe", m.neighbourProbe);
    visit("linear_probe", m.linearProbe);
}
template <class E, class Visit> void visitRecentSteps(E& e, const Visit& visit)
{
    visit("batch_size", e.batchSize);
    visit("loss", e.loss);
    visit("chance", e.chance);
    visit("information_bound", e.informationBound);
    visit("gradient_norm_a", e.towerGradientNorm[0]);
    visit("gradient_norm_b", e.towerGradientNorm[1]);
    visit("gradient_norm_c", e.towerGradientNorm[2]);
    visit("update_ratio", e.updateRatio);
    visit("duplicate_floor", e.duplicateFloor);
}

/// All of Diagnostics that is a number: members are double or Index.
template <MaybeConst<Diagnostics> D, class Visit> void visitNumbers(D& d, Visit&& visit)
{
    visitRetrievals(d, visit);
    visitSimilarity(d.similarity, prefixed("", visit));
    visitSphere(d, prefixed("", visit));
    for (const auto& [prefix, modality] : { std::pair("a_", &d.a), std::pair("b_", &d.b) }) {
        visitGeometry(*modality, prefixed(prefix, visit));
        visitLabels(*modality, prefixed(prefix, visit));
    }
}

} // namespace contrastlab
