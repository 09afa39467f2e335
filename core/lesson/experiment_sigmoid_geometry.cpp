// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the sigmoid loss puts free embeddings, far more pairs than dimensions.
#include "lesson/experiment_list.h"

#include "lesson/free_embeddings.h"

#include <algorithm>
#include <limits>

namespace contrastlab {

namespace {

using SigmoidNumbers = std::map<std::string, double>;

SigmoidNumbers trainSigmoid(ThreadPool& pool, const SigmoidNumbers& settings, std::uint64_t seed)
{
    const FreeEmbeddings free = trainFree(pool,
        { .pairs = Index(settings.at("pairs")),
            .width = Index(settings.at("width")),
            .objective = objectiveWith(PairTerm::sigmoid, false),
            .temperature = settings.at("temperature"),
            .bias = settings.at("bias"),
            .learnScale = settings.at("learnt") > 0,
            .apart = settings.at("apart"),
            .freezeB = settings.at("frozen") > 0,
            .labels = {},
            .steps = int(settings.at("steps")) },
        seed);
    const Matrix<double> cosines = free.a * free.b.transpose();
    double right = 0, most = -1;
    for (Index i = 0; i < cosines.rows(); ++i)
        for (Index j = 0; j < cosines.cols(); ++j)
            if (i != j) most = std::max(most, cosines(i, j));
    for (Index i = 0; i < cosines.rows(); ++i)
        right += (cosines.row(i).array() >= cosines(i, i)).count() == 1;
    const double least = cosines.diagonal().minCoeff();
    return { { "loss", free.loss }, { "least_of_pairs", least }, { "most_of_others", most },
        { "margin", least - most }, { "recall", right / double(cosines.rows()) },
        { "gap", (free.a.colwise().mean() - free.b.colwise().mean()).norm() },
        { "temperature", free.temperature }, { "bias", free.bias } };
}

} // namespace

Experiment sigmoidGeometry()
{
    return { "sigmoid-geometry",
        "Free pairs under the sigmoid loss, more than dimensions (arXiv 2509.18552)",
        { { "pairs", 128, 2, 1024 }, { "width", 8, 2, 128 }, { "steps", 3000, 1, 20000 },
            { "temperature", 0.1, 0.001, 10 }, { "bias", -10, -100, 100 }, { "learnt", 1, 0, 1 },
            { "frozen", 0, 0, 1 }, { "apart", 0, 0, 10 } },
        { "loss", "least_of_pairs", "most_of_others", "margin", "recall", "gap", "temperature",
            "bias" },
        &trainSigmoid };
}

} // namespace contrastlab
