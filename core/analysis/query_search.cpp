// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/query_search.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace contrastlab {

namespace {

constexpr Index nearestCounted = 10;
constexpr int sinkhornRounds = 20;

double skewness(const std::vector<int>& values)
{
    const auto count = static_cast<double>(values.size());
    double mean = 0, squares = 0, cubes = 0;
    for (const int value : values)
        mean += value / count;
    for (const int value : values) {
        squares += std::pow(value - mean, 2) / count;
        cubes += std::pow(value - mean, 3) / count;
    }
    return squares > 0 ? cubes / std::pow(squares, 1.5) : 0;
}

/// Mean of the largest of each column.
Vector<float> meanOfLargest(const Matrix<float>& cosines)
{
    const Index kept = std::min(nearestCounted, cosines.rows());
    Vector<float> means(cosines.cols());
    std::vector<float> column(static_cast<std::size_t>(cosines.rows()));
    for (Index c = 0; c < cosines.cols(); ++c) {
        for (Index q = 0; q < cosines.rows(); ++q)
            column[static_cast<std::size_t>(q)] = cosines(q, c);
        std::nth_element(
            column.begin(), column.begin() + (kept - 1), column.end(), std::greater {});
        float sum = 0;
        for (Index i = 0; i < kept; ++i)
            sum += column[static_cast<std::size_t>(i)];
        means[c] = sum / static_cast<float>(kept);
    }
    return means;
}

std::vector<int> countOccurrences(const Matrix<float>& cosines)
{
    std::vector<int> occurrences(static_cast<std::size_t>(cosines.cols()), 0);
    std::vector<Index> order(static_cast<std::size_t>(cosines.cols()));
    const auto kept = std::min<std::size_t>(nearestCounted, order.size());
    for (Index q = 0; q < cosines.rows(); ++q) {
        for (std::size_t c = 0; c < order.size(); ++c)
            order[c] = static_cast<Index>(c);
        const auto nearer = [&](Index a, Index b) {
            return cosines(q, a) > cosines(q, b) || (cosines(q, a) == cosines(q, b) && a < b);
        };
        std::nth_element(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept - 1),
            order.end(), nearer);
        for (std::size_t i = 0; i < kept; ++i)
            ++occurrences[static_cast<std::size_t>(order[i])];
    }
    return occurrences;
}

// Rows and columns of e^(cos / tau) are scaled in turn until both sum to their fair share.
Vector<float> sinkhornWeights(const Matrix<float>& cosines, double temperature)
{
    const Matrix<double> kernel =
        ((cosines.cast<double>().array() - 1) / temperature).exp().matrix();
    Vector<double> rows = Vector<double>::Ones(kernel.rows());
    Vector<double> columns = Vector<double>::Ones(kernel.cols());
    const double share = static_cast<double>(kernel.rows()) / static_cast<double>(kernel.cols());
    constexpr double least = 1e-300;
    for (int round = 0; round < sinkhornRounds; ++round) {
        rows = (kernel * columns).cwiseMax(least).cwiseInverse();
        columns = share * (kernel.transpose() * rows).cwiseMax(least).cwiseInverse();
    }
    return (-temperature * columns.array().log()).cast<float>().matrix();
}

} // namespace

HubTable hubTable(
    ConstMatrixView<float> queries, ConstMatrixView<float> candidates, double temperature)
{
    HubTable table;
    if (queries.rows() == 0 || candidates.rows() == 0) return table;
    Matrix<float> cosines = queries * candidates.transpose();
    cosines =
        cosines.unaryExpr([](float cosine) { return std::isfinite(cosine) ? cosine : -1.0f; });
    table.meanNearest = meanOfLargest(cosines);
    table.logWeights = sinkhornWeights(cosines, temperature);
    table.occurrences = countOccurrences(cosines);
    table.hubness = skewness(table.occurrences);
    return table;
}

Vector<float> queryOf(const std::vector<QueryTerm>& terms)
{
    if (terms.empty()) return {};
    Vector<float> sum = Vector<float>::Zero(terms.front().direction.size());
    for (const QueryTerm& term : terms)
        sum += term.weight * term.direction;
    const float length = sum.norm();
    if (!(length > 1e-6f)) return Vector<float>::Zero(sum.size());
    return sum / length;
}

std::vector<FoundCandidate> nearestCandidates(const Vector<float>& query,
    ConstMatrixView<float> candidates, RankBy by, const HubTable& hubs, std::size_t count)
{
    const Vector<float> cosines = candidates * query;
    std::vector<FoundCandidate> found;
    found.reserve(static_cast<std::size_t>(cosines.size()));
    for (Index c = 0; c < cosines.size(); ++c) {
        float score = cosines[c];
        if (by == RankBy::csls && hubs.meanNearest.size() == cosines.size())
            score = 2 * cosines[c] - hubs.meanNearest[c];
        if (by == RankBy::sinkhorn && hubs.logWeights.size() == cosines.size())
            score = cosines[c] - hubs.logWeights[c];
        if (!std::isfinite(score)) score = -std::numeric_limits<float>::infinity();
        found.push_back({ c, cosines[c], score });
    }
    const auto kept = static_cast<std::ptrdiff_t>(std::min(count, found.size()));
    std::partial_sort(found.begin(), found.begin() + kept, found.end(),
        [](const FoundCandidate& a, const FoundCandidate& b) {
            return a.score > b.score || (a.score == b.score && a.place < b.place);
        });
    found.resize(static_cast<std::size_t>(kept));
    return found;
}

} // namespace contrastlab
