// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two languages that describe the same pictures, each learnt in a run of its own: a rotation
// between them from few words whose translation is known.
#include "base/decomposition.h"
#include "lesson/experiment_embeddings.h"
#include "lesson/retrieval_experiments.h"

namespace contrastlab {

namespace {

std::map<std::string, double> alignLanguages(
    ThreadPool& pool, const std::map<std::string, double>& settings, std::uint64_t seed)
{
    constexpr double found = 10; // recall at
    constexpr std::uint64_t otherSeed = 1000;
    const auto width = Index(settings.at("width"));
    SyntheticWorld world;
    world.modalities = 3; // pictures, and a text in either language
    world.widths[2] = world.widths[1];
    // other weights at the beginning, too: the same would leave the spaces alike
    const auto textsOf = [&](const char* modalities, std::uint64_t ofWeights) {
        RunSpec spec = experimentSpec(width, std::int64_t(settings.at("steps")), ofWeights);
        spec.set("modalities", std::string(modalities));
        return trainedSides(pool, world, seed, spec);
    };
    const TrainedSides first = textsOf("a,b", seed), second = textsOf("a,c", seed + otherSeed);
    const auto known = std::min(Index(settings.at("known")), first.trainingB.rows());
    const Matrix<double> overlap = first.trainingB.topRows(known).cast<double>().transpose()
        * second.trainingB.topRows(known).cast<double>();
    const Matrix<float> turn = nearestOrthogonal(overlap).cast<float>();
    return { { "recall", recallAtTen(pool, first.heldOutB * turn, second.heldOutB) },
        { "recall_before", recallAtTen(pool, first.heldOutB, second.heldOutB) },
        { "chance", found / double(first.heldOutB.rows()) } };
}

} // namespace

Experiment languagesExperiment()
{
    return { "languages",
        "Two texts trained apart against the same pictures, aligned by orthogonal Procrustes from "
        "few known pairs (Conneau et al. 2018)",
        { { "width", 16, 2, 256 }, { "known", 50, 1, 1000 }, { "steps", 400, 1, 3000 } },
        { "recall", "recall_before", "chance" }, &alignLanguages };
}

} // namespace contrastlab
