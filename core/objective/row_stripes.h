// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Similarities of all rows with all rows, a stripe of rows at a time, for the objectives that need
// whole rows (labels, mining, queues). Stripes depend on the shapes alone and own their rows, so
// results do not depend on threads.
#pragma once

#include "base/eigen_product.h"
#include "base/thread_pool.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace contrastlab {

/// Scratch memory for stripes, reused from step to step: one stripe a thread.
template <class S> class RowStripes {
public:
    /// For stripes of rows of u (N x d): task(first, x) with x = scale u vᵀ, count x M, which it
    /// may overwrite.
    template <class Task>
    void run(ThreadPool& pool, ConstMatrixView<S> u, ConstMatrixView<S> v, double scale,
        const Task& task)
    {
        if (std::ssize(m_logits) < pool.threads())
            m_logits.resize(static_cast<std::size_t>(pool.threads()));
        const Index height =
            std::clamp<Index>((Index(1) << 18) / std::max<Index>(1, v.rows()), 8, 128);
        pool.run((u.rows() + height - 1) / height, [&](Index stripe, int thread) {
            const Index first = stripe * height;
            const ConstMatrixView<S> rows = rowsOf(u, first, std::min(height, u.rows() - first));
            Matrix<S>& logits = m_logits[static_cast<std::size_t>(thread)];
            logits.resize(rows.rows(), v.rows());
            if (v.rows() > 0)
                eigenProductTransposedRight<S>(
                    rows, v, view(logits), Write::replace, static_cast<S>(scale));
            task(first, logits);
        });
    }

private:
    std::vector<Matrix<S>> m_logits;
};

/// The sum of an array expression, in double over short stretches in its own precision.
template <class Row> double longSum(const Row& row)
{
    constexpr Index stretch = 256;
    double sum = 0;
    for (Index at = 0; at < row.size(); at += stretch)
        sum += static_cast<double>(row.segment(at, std::min(stretch, row.size() - at)).sum());
    return sum;
}

/// ln sum exp(x) of a row of logits; -infinity where all are. Overwrites the row.
template <class Row> double logSumExp(Row&& row)
{
    if (row.size() == 0) return -std::numeric_limits<double>::infinity();
    const auto most = row.maxCoeff();
    if (!std::isfinite(most)) return static_cast<double>(most);
    row.array() = (row.array() - most).exp();
    return static_cast<double>(most) + std::log(longSum(row.array()));
}

/// ln(1 + exp(x)) and its derivative, without overflow.
inline double softplus(double x)
{
    return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x)));
}
inline double sigmoid(double x)
{
    return x >= 0 ? 1 / (1 + std::exp(-x)) : std::exp(x) / (1 + std::exp(x));
}

/// The dot product of two rows, products and sum in double.
template <class A, class B> double rowDot(const A& a, const B& b)
{
    return a.template cast<double>().dot(b.template cast<double>());
}

} // namespace contrastlab
