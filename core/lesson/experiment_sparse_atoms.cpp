// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is left of gap and retrieval where atoms that one side alone uses are taken away.
#include "analysis/geometry.h"
#include "lesson/experiment_embeddings.h"
#include "lesson/retrieval_experiments.h"
#include "lesson/sparse_atoms.h"

namespace contrastlab {

namespace {

constexpr double leastShare = 0.05;

std::map<std::string, double> deleteAtoms(
    ThreadPool& pool, const std::map<std::string, double>& settings, std::uint64_t seed)
{
    constexpr Index width = 32;
    RunSpec spec = experimentSpec(width, std::int64_t(settings.at("steps")), seed);
    SyntheticWorld world;
    world.mismatched = settings.at("mismatched");
    spec.set("temperature", settings.at("temperature"));
    const TrainedSides sides = trainedSides(pool, world, seed, spec);
    const Matrix<double> a = sides.trainingA.cast<double>(), b = sides.trainingB.cast<double>();
    Matrix<double> both(a.rows() + b.rows(), width);
    both << a, b;
    const SparseAtoms atoms = learnAtoms(both, Index(settings.at("atoms")),
        Index(settings.at("active")), int(settings.at("atom_steps")), seed);
    const Vector<double> shares = shareOfA(atoms, a, b);
    const auto cleaned = [&](const Matrix<float>& rows) {
        return unitRowsOf(
            withoutUnimodal(atoms, shares, leastShare, rows.cast<double>()).cast<float>());
    };
    const Matrix<float> cleanA = cleaned(sides.heldOutA), cleanB = cleaned(sides.heldOutB);
    const auto centred = [](const Matrix<float>& rows, const Matrix<float>& training) {
        return unitRowsOf(rows.rowwise() - training.colwise().mean());
    };
    const Matrix<float> centredA = centred(sides.heldOutA, sides.trainingA),
                        centredB = centred(sides.heldOutB, sides.trainingB);
    Index alive = 0, unimodal = 0;
    for (const double share : shares) {
        alive += share >= 0; // NaN is not
        unimodal += share < leastShare || share > 1 - leastShare;
    }
    const double spread = (both.rowwise() - atoms.mean.transpose()).squaredNorm();
    return { { "gap", modalityGap<float>(view(sides.heldOutA), view(sides.heldOutB)) },
        { "gap_without", modalityGap<float>(view(cleanA), view(cleanB)) },
        { "recall", recallAtTen(pool, sides.heldOutA, sides.heldOutB) },
        { "recall_without", recallAtTen(pool, cleanA, cleanB) },
        { "gap_centred", modalityGap<float>(view(centredA), view(centredB)) },
        { "recall_centred", recallAtTen(pool, centredA, centredB) },
        { "explained", 1 - (both - atoms.rebuilt(both)).squaredNorm() / spread },
        { "unimodal_share", double(unimodal) / double(std::max<Index>(1, alive)) } };
}

} // namespace

Experiment sparseAtomsExperiment()
{
    return { "sparse-atoms",
        "Trained embeddings without the atoms of a sparse autoencoder that one side alone uses "
        "(arXiv 2602.06218)",
        { { "steps", 400, 1, 3000 }, { "temperature", 0.1, 0.01, 10 }, { "mismatched", 0, 0, 1 },
            { "atoms", 128, 2, 1024 }, { "active", 8, 1, 64 }, { "atom_steps", 1000, 1, 5000 } },
        { "gap", "gap_without", "recall", "recall_without", "gap_centred", "recall_centred",
            "explained", "unimodal_share" },
        &deleteAtoms };
}

} // namespace contrastlab
