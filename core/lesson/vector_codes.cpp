// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lesson/vector_codes.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

namespace contrastlab {

namespace {

constexpr Index bitsAWord = 64;

// The candidates of least distance to a query.
std::vector<Index> leastDistant(
    const BitRows& queries, Index q, const BitRows& candidates, Index count)
{
    std::vector<int> distances;
    for (Index c = 0; c < candidates.rows(); ++c)
        distances.push_back(queries.distance(q, candidates, c));
    std::vector<Index> order(distances.size());
    std::iota(order.begin(), order.end(), Index(0));
    std::ranges::stable_sort(
        order, {}, [&](Index c) { return distances[static_cast<std::size_t>(c)]; });
    order.resize(std::min(order.size(), static_cast<std::size_t>(count)));
    return order;
}

bool holdsAmongFirst(const std::vector<Index>& order, Index wanted, Index count)
{
    const auto end = order.begin() + std::min<Index>(count, Index(order.size()));
    return std::find(order.begin(), end, wanted) != end;
}

} // namespace

Matrix<float> throughBytes(const Matrix<float>& rows, const Matrix<float>& calibration)
{
    constexpr float steps = 255;
    Matrix<float> result(rows.rows(), rows.cols());
    for (Index j = 0; j < rows.cols(); ++j) {
        const float least = calibration.col(j).minCoeff(),
                    step = (calibration.col(j).maxCoeff() - least) / steps;
        if (!(step > 0)) {
            result.col(j).setConstant(least);
            continue;
        }
        for (Index i = 0; i < rows.rows(); ++i)
            result(i, j) =
                least + step * std::clamp(std::round((rows(i, j) - least) / step), 0.0f, steps);
    }
    return result;
}

BitRows::BitRows(const Matrix<float>& rows)
    : m_rows(rows.rows())
    , m_words((rows.cols() + bitsAWord - 1) / bitsAWord)
    , m_bits(static_cast<std::size_t>(m_rows * m_words))
{
    for (Index i = 0; i < m_rows; ++i)
        for (Index j = 0; j < rows.cols(); ++j)
            if (rows(i, j) > 0)
                m_bits[static_cast<std::size_t>(i * m_words + j / bitsAWord)] |= std::uint64_t(1)
                    << (j % bitsAWord);
}

int BitRows::distance(Index i, const BitRows& other, Index j) const
{
    int count = 0;
    for (Index w = 0; w < m_words; ++w)
        count += std::popcount(m_bits[static_cast<std::size_t>(i * m_words + w)]
            ^ other.m_bits[static_cast<std::size_t>(j * m_words + w)]);
    return count;
}

double bitRecall(const BitRows& queries, const BitRows& candidates, Index count)
{
    Index found = 0;
    for (Index q = 0; q < queries.rows(); ++q)
        found += holdsAmongFirst(leastDistant(queries, q, candidates, count), q, count);
    return double(found) / double(queries.rows());
}

double rescoredRecall(
    const Matrix<float>& queries, const Matrix<float>& candidates, Index count, Index offered)
{
    const BitRows asked(queries), kept(candidates);
    const Matrix<float> signs =
        candidates.unaryExpr([](float value) { return value > 0 ? 1.0f : -1.0f; });
    Index found = 0;
    for (Index q = 0; q < queries.rows(); ++q) {
        std::vector<Index> order = leastDistant(asked, q, kept, offered);
        std::ranges::stable_sort(
            order, std::greater<>(), [&](Index c) { return queries.row(q).dot(signs.row(c)); });
        found += holdsAmongFirst(order, q, count);
    }
    return double(found) / double(queries.rows());
}

} // namespace contrastlab
