// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The first numbers of embeddings, trained to be cut or not, against as many of their principal
// components.
#include "analysis/projection.h"
#include "lesson/experiment_embeddings.h"
#include "lesson/retrieval_experiments.h"
#include "objective/nested_widths.h"

namespace contrastlab {

namespace {

// Axes of both sides together, about no mean, so that cosines of all of them stay what they are.
Matrix<float> principalAxes(ThreadPool& pool, const TrainedSides& sides, Index kept)
{
    Matrix<float> both(4 * sides.trainingA.rows(), sides.trainingA.cols());
    both << sides.trainingA, sides.trainingB, -sides.trainingA, -sides.trainingB;
    return fitPca<float>(pool, view(std::as_const(both)), kept).axes.cast<float>();
}

std::map<std::string, double> cutPrefixes(
    ThreadPool& pool, const std::map<std::string, double>& settings, std::uint64_t seed)
{
    const auto width = Index(settings.at("width")),
               kept = std::min(width, Index(settings.at("kept")));
    RunSpec spec = experimentSpec(width, std::int64_t(settings.at("steps")), seed);
    const int nested = nestedCount(width, int(settings.at("nested")));
    spec.set("matryoshka", std::int64_t(nested));
    const TrainedSides sides = trainedSides(pool, {}, seed, spec);
    const Matrix<float> axes = principalAxes(pool, sides, kept);
    const auto along = [&](const Matrix<float>& rows) { return unitRowsOf(rows * axes); };
    const auto prefix = [&](const Matrix<float>& rows) { return unitRowsOf(rows.leftCols(kept)); };
    const double whole = recallAtTen(pool, sides.heldOutA, sides.heldOutB),
                 cut = recallAtTen(pool, prefix(sides.heldOutA), prefix(sides.heldOutB)),
                 turned = recallAtTen(pool, along(sides.heldOutA), along(sides.heldOutB));
    return { { "whole", whole }, { "prefix", cut }, { "components", turned },
        { "prefix_share", cut / whole }, { "components_share", turned / whole } };
}

} // namespace

Experiment prefixExperiment()
{
    return { "prefixes",
        "Recall with the first numbers of trained embeddings, and with their principal components "
        "(Kusupati et al. 2022)",
        { { "width", 64, 1, 256 }, { "kept", 8, 1, 256 }, { "nested", 1, 1, 8 },
            { "steps", 400, 1, 3000 } },
        { "whole", "prefix", "components", "prefix_share", "components_share" }, &cutPrefixes };
}

} // namespace contrastlab
