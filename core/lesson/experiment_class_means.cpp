// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the supervised contrastive loss puts the classes of free embeddings: at the corners of a
// simplex, cosine -1 / (C - 1) from each other, where all are as large (Graf et al. 2021).
#include "lesson/experiment_list.h"

#include "lesson/free_embeddings.h"

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

using ClassNumbers = std::map<std::string, double>;

// The first half of the classes has `ratio` times as many items as the second.
std::vector<int> labelsOfClasses(int classes, int items, int ratio)
{
    std::vector<int> labels;
    for (int c = 0; c < classes; ++c)
        labels.insert(labels.end(), std::size_t(2 * c < classes ? items * ratio : items), c);
    return labels;
}

ClassNumbers geometryOfClasses(
    const FreeEmbeddings& free, const std::vector<int>& labels, int classes)
{
    Matrix<double> means = Matrix<double>::Zero(classes, free.a.cols());
    Vector<double> counts = Vector<double>::Zero(classes);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        means.row(labels[i]) += free.a.row(Index(i)) + free.b.row(Index(i));
        counts[labels[i]] += 2;
    }
    means.array().colwise() /= counts.array();
    double within = 0;
    for (std::size_t i = 0; i < labels.size(); ++i)
        for (const auto* rows : { &free.a, &free.b })
            within += (rows->row(Index(i)) - means.row(labels[i])).squaredNorm();
    within /= counts.sum();
    const double between =
        (means.rowwise() - means.colwise().mean()).rowwise().squaredNorm().mean();
    const Matrix<double> unit = means.rowwise().normalized(), cosines = unit * unit.transpose();
    const double simplex = -1 / double(classes - 1);
    double farthest = 0, sum = 0, rare = 0, rarePairs = 0;
    for (int i = 0; i < classes; ++i)
        for (int j = 0; j < i; ++j) {
            farthest = std::max(farthest, std::abs(cosines(i, j) - simplex));
            sum += cosines(i, j);
            if (2 * j < classes) continue;
            rare += cosines(i, j);
            ++rarePairs;
        }
    return { { "loss", free.loss }, { "within_over_between", within / between },
        { "mean_cosine", sum / (classes * (classes - 1) / 2) }, { "simplex_cosine", simplex },
        { "farthest_from_simplex", farthest }, { "cosine_of_rare", rare / rarePairs } };
}

ClassNumbers trainClasses(ThreadPool& pool, const ClassNumbers& settings, std::uint64_t seed)
{
    const int classes = int(settings.at("classes"));
    const std::vector<int> labels =
        labelsOfClasses(classes, int(settings.at("items")), int(settings.at("ratio")));
    const FreeEmbeddings free = trainFree(pool,
        { .pairs = Index(labels.size()),
            .width = Index(settings.at("width")),
            .objective = objectiveWith(PairTerm::stackedSoftmax, true),
            .temperature = settings.at("temperature"),
            .labels = labels,
            .steps = int(settings.at("steps")) },
        seed);
    return geometryOfClasses(free, labels, classes);
}

} // namespace

Experiment classMeans()
{
    return { "class-means",
        "Free embeddings of classes under the supervised contrastive loss (Graf et al. 2021)",
        { { "classes", 8, 4, 32 }, { "items", 4, 1, 64 }, { "ratio", 1, 1, 16 },
            { "width", 16, 2, 128 }, { "temperature", 0.5, 0.01, 10 },
            { "steps", 1000, 1, 20000 } },
        { "loss", "within_over_between", "mean_cosine", "simplex_cosine", "farthest_from_simplex",
            "cosine_of_rare" },
        &trainClasses };
}

} // namespace contrastlab
