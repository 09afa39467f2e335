// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether embeddings can be reckoned with: a firefighter who is a man, less a man, plus a woman.
// Of data whose items are combinations of factors (Dataset::factors). Pure functions; the result is
// the same on any number of threads.
#pragma once

#include "run/run_setup.h"

#include <array>
#include <span>
#include <string>
#include <vector>

namespace contrastlab {

/// a - b + c = d: from b to c the value of one factor changes, from b to a that of a later one, and
/// d has both changes.
struct Analogy {
    Index a = 0, b = 0, c = 0, d = 0;
    int factor = 0; ///< that changes from b to c
    bool forth = false; ///< to a value that stands later in the factor's list
};
/// Every one there is whose a, b and c are among the `known` items and whose d is among the
/// `asked`. Both directions of every change, as many of each as there are items for.
std::vector<Analogy> analogiesOf(
    const std::vector<Factor>& factors, std::span<const Index> known, std::span<const Index> asked);

/// Shares of analogies whose d is found first; NaN where there are none.
struct AnalogyRecall {
    double sum = 0; ///< nearest to a - b + c
    double nearest = 0; ///< nearest to c alone
    double start = 0; ///< nearest to a alone
    double forth = 0, back = 0; ///< of the sum, where the first factor changes this way and that
};
/// Among all candidates but a, b and c; ties count in order of place. Unit rows, one an item of the
/// data.
AnalogyRecall analogyRecall(ThreadPool& pool, ConstMatrixView<float> queries,
    ConstMatrixView<float> candidates, std::span<const Analogy> analogies);

/// How much of the spread of some rows is a sum of one vector for each value of each factor (ideal
/// words; Trager et al. 2023, section 3): the vectors are fitted to the `known` rows by least
/// squares, R² is of the `asked`. Below 0 where their mean would have said more.
double additiveFit(ConstMatrixView<float> rows, const std::vector<Factor>& factors,
    std::span<const Index> known, std::span<const Index> asked);

struct ConceptArithmetic {
    AnalogyRecall a, b, aToB, bToA; ///< within a tower, and across the first pair
    double chance = 0;
    double analogies = 0; ///< how many
    double additiveA = 0, additiveB = 0;
};
/// Of what training items say about held-out ones; all NaN where data have fewer than two factors.
ConceptArithmetic judgeArithmetic(
    ThreadPool& pool, const RunSetup& setup, const Vector<float>& parameters);

/// visit("a_to_b_recall", value) ...
template <class Visit> void visitColumns(const ConceptArithmetic& found, Visit&& visit)
{
    for (const auto& [name, recall] : { std::pair("a", &found.a), std::pair("b", &found.b),
             std::pair("a_to_b", &found.aToB), std::pair("b_to_a", &found.bToA) }) {
        const std::string way(name);
        visit(way + "_recall", recall->sum);
        visit(way + "_nearest", recall->nearest);
        visit(way + "_start", recall->start);
        visit(way + "_forth", recall->forth);
        visit(way + "_back", recall->back);
    }
    visit(std::string("chance"), found.chance);
    visit(std::string("analogies"), found.analogies);
    visit(std::string("a_additive"), found.additiveA);
    visit(std::string("b_additive"), found.additiveB);
}

} // namespace contrastlab
