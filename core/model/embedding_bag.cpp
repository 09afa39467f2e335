// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The gradient is cut by columns: each thread adds its own columns of every row, in one fixed
// order.
#include "model/embedding_bag.h"

#include <algorithm>

namespace contrastlab {

namespace {

constexpr Index bagColumnsATile = 32;
constexpr Index bagRowsATile = 32;

} // namespace

template <class S>
void bagForward(
    ThreadPool& pool, const TokenBag& tokens, ConstMatrixView<S> table, MatrixView<S> bag)
{
    const Index count = tokens.size();
    pool.run((count + bagRowsATile - 1) / bagRowsATile, [&](Index tile) {
        for (Index i = tile * bagRowsATile; i < std::min(count, (tile + 1) * bagRowsATile); ++i) {
            bag.row(i).setZero();
            const auto ids = tokens.tokens(i);
            const float* weight =
                tokens.weights.data() + tokens.offsets[static_cast<std::size_t>(i)];
            for (const int id : ids)
                bag.row(i) += static_cast<S>(*weight++) * table.row(id);
        }
    });
}

template <class S>
void bagBackward(
    ThreadPool& pool, const TokenBag& tokens, ConstMatrixView<S> gradBag, MatrixView<S> gradTable)
{
    const Index width = gradTable.cols();
    pool.run((width + bagColumnsATile - 1) / bagColumnsATile, [&](Index tile) {
        const Index first = tile * bagColumnsATile;
        auto target = gradTable.middleCols(first, std::min(bagColumnsATile, width - first));
        target.setZero();
        for (Index i = 0; i < tokens.size(); ++i) {
            const auto ids = tokens.tokens(i);
            const float* weight =
                tokens.weights.data() + tokens.offsets[static_cast<std::size_t>(i)];
            for (const int id : ids)
                target.row(id) +=
                    static_cast<S>(*weight++) * gradBag.row(i).segment(first, target.cols());
        }
    });
}

template void bagForward(ThreadPool&, const TokenBag&, ConstMatrixView<float>, MatrixView<float>);
template void bagForward(ThreadPool&, const TokenBag&, ConstMatrixView<double>, MatrixView<double>);
template void bagBackward(ThreadPool&, const TokenBag&, ConstMatrixView<float>, MatrixView<float>);
template void bagBackward(
    ThreadPool&, const TokenBag&, ConstMatrixView<double>, MatrixView<double>);

} // namespace contrastlab
