// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether a sparse autoencoder finds the same atoms from another seed: those that carry much, and
// those that carry little.
#include "analysis/assignment.h"
#include "base/random.h"
#include "lesson/experiment_embeddings.h"
#include "lesson/retrieval_experiments.h"
#include "lesson/sparse_atoms.h"

#include <algorithm>
#include <numeric>

namespace contrastlab {

namespace {

// The cosine of each unit row with the one that it is matched with one to one.
Vector<double> matchedCosines(const Matrix<double>& first, const Matrix<double>& second)
{
    const Matrix<double> cosines = first * second.transpose();
    const std::vector<Index> partners = bestAssignment(cosines);
    Vector<double> matched(first.rows());
    for (Index i = 0; i < first.rows(); ++i)
        matched[i] = cosines(i, partners[std::size_t(i)]);
    return matched;
}

Matrix<double> randomAtoms(Index atoms, Index width, std::uint64_t seed)
{
    RandomStream stream(seed, Purpose::noise);
    Matrix<double> rows(atoms, width);
    for (double& value : rows.reshaped())
        value = stream.normal();
    return rows.rowwise().normalized();
}

std::map<std::string, double> compareAtoms(
    ThreadPool& pool, const std::map<std::string, double>& settings, std::uint64_t seed)
{
    constexpr Index width = 32;
    constexpr std::uint64_t otherSeed = 1000;
    const TrainedSides sides = trainedSides(
        pool, {}, seed, experimentSpec(width, std::int64_t(settings.at("steps")), seed));
    Matrix<double> both(2 * sides.trainingA.rows(), width);
    both << sides.trainingA.cast<double>(), sides.trainingB.cast<double>();
    const auto count = Index(settings.at("atoms"));
    const auto learnt = [&](std::uint64_t from) {
        return learnAtoms(
            both, count, Index(settings.at("active")), int(settings.at("atom_steps")), from);
    };
    const SparseAtoms first = learnt(seed), second = learnt(seed + otherSeed);
    const Vector<double> matched = matchedCosines(first.decoder, second.decoder),
                         weight = first.codes(both).colwise().mean().transpose();
    std::vector<Index> order(static_cast<std::size_t>(count));
    std::iota(order.begin(), order.end(), Index(0));
    std::ranges::stable_sort(order, std::greater<>(), [&](Index atom) { return weight[atom]; });
    std::erase_if(order, [&](Index atom) { return !(weight[atom] > 0); }); // never active
    const auto quarter = std::max<Index>(1, std::ssize(order) / 4);
    const auto mean = [&](Index from) {
        double sum = 0;
        for (Index i = from; i < std::min<Index>(from + quarter, std::ssize(order)); ++i)
            sum += matched[order[std::size_t(i)]];
        return sum / double(quarter);
    };
    const Matrix<double> random = randomAtoms(count, width, seed),
                         others = randomAtoms(count, width, seed + otherSeed);
    return { { "frequent", mean(0) },
        { "rare", mean(std::max<Index>(0, std::ssize(order) - quarter)) },
        { "random", matchedCosines(random, others).mean() },
        { "alive_share", double(order.size()) / double(count) } };
}

} // namespace

Experiment atomStabilityExperiment()
{
    return { "atom-stability",
        "Atoms of a sparse autoencoder from two seeds, matched one to one by cosine: the quarter "
        "that is active most, and the quarter that is least (arXiv 2504.11695)",
        { { "steps", 400, 1, 3000 }, { "atoms", 128, 2, 1024 }, { "active", 8, 1, 64 },
            { "atom_steps", 1000, 1, 5000 } },
        { "frequent", "rare", "random", "alive_share" }, &compareAtoms };
}

} // namespace contrastlab
