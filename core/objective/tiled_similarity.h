// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// All scaled similarities s <u_i, v_j> of unit rows, one block in cache at a time, and the
// gradients that flow back through them. Owned by one objective; its calls share the pool's threads
// inside.
#pragma once

#include "base/function_ref.h"
#include "base/matrix.h"
#include "base/simd.h"
#include "base/thread_pool.h"
#include "objective/objective.h"
#include "objective/rounded_rows.h"

#include <vector>

namespace contrastlab {

/// A block of logits in cache: x(i, j) = s <u, v> for rows [firstRow, firstRow + rows) of U and
/// columns [firstColumn, firstColumn + columns) of V. Entries that do not count hold `excluded`,
/// and so do those that fill the last vector of a row.
template <class S> struct LogitBlock {
    static constexpr Index most = 128;
    /// One cache line more than a full row, so that a column does not fall on few sets of the
    /// cache.
    static constexpr Index stride = most + 64 / static_cast<Index>(sizeof(S));
    static constexpr S excluded = S(-1e30);

    S* values = nullptr;
    Index firstRow = 0;
    Index firstColumn = 0;
    Index rows = 0;
    Index columns = 0;
    bool visited = false; ///< kept since forward(): holds what that visit left

    S* row(Index i) const { return values + i * stride; }
};

/// Unit rows of one side, padded to whole vectors, with what the products need packed beside them.
template <class S> struct UnitRows {
    Index count = 0;
    Index width = 0;
    Index stride = 0;
    Vector<S> rows; ///< count x stride
    Vector<S> scaledPanels; ///< for the kernel's right side, times the scale; of unrounded logits
    RoundedRows rounded; ///< the rows again, where products are rounded
    Vector<double> inverseNorms; ///< 1 / |raw row|, 0 for a zero row
    Vector<S> grad; ///< count x stride: sum over the other side of slope times row
    Vector<S> common; ///< mean of rows, stride numbers; where products are rounded
    Vector<S> slopes; ///< sum of a row's slopes, to be multiplied by what the others have in common

    const S* row(Index i) const { return rows.data() + i * stride; }
};

/// Which pairs (i, j) there are.
enum class Pairing {
    cross, ///< rows of a with rows of b; the N positives (i, i) are excluded from the blocks
    stacked, ///< the 2N rows of [a; b], each unordered pair once; the N positives (i, N + i) are
             ///< excluded
    within ///< the N rows of a, each unordered pair once
};

enum class Side { a, b };

/// Sequence: loadRows, forward, backward, writeGradients; backward alone where slopes need nothing
/// of other logits. Logits are computed twice, or kept in between where all blocks together take at
/// most 20 MB (N = 2048 in single precision). Blocks that run at the same time share no row and no
/// column, and the order in which a row or column meets its blocks depends on N alone: results do
/// not depend on the number of threads, and visitors need no locks for what belongs to a row or
/// column.
template <class S> class TiledSimilarity {
public:
    using Visit = FunctionRef<void(LogitBlock<S>&)>;

    /// Normalises rows (N x d, raw; b unused where Pairing::within) and packs them. `visitsTwice`
    /// says that forward() and backward() will follow, so that blocks are kept in between where
    /// they are few. In double nothing is rounded.
    void loadRows(ThreadPool& pool, Pairing pairing, ConstMatrixView<S> a, ConstMatrixView<S> b,
        double scale, bool visitsTwice, Rounding rounding);

    /// Visits every block once, and fills positives().
    void forward(ThreadPool& pool, Visit visit);

    /// Visits every block, once more where forward() has. The visit turns logits x(i, j) into
    /// slopes g(i, j); these times the other side's rows are summed up as the gradients of rows and
    /// columns.
    void backward(ThreadPool& pool, Visit slopes);

    /// The logits of the positives, N numbers.
    [[nodiscard]] const Vector<double>& positives() const { return m_positives; }
    /// Rows of the logits: a, or [a; b].
    [[nodiscard]] Index rows() const { return m_left.count; }
    /// Columns of the logits: b, or [a; b] again.
    [[nodiscard]] Index columns() const { return right().count; }
    /// Of the embeddings.
    [[nodiscard]] Index width() const { return m_left.width; }
    /// Whether backward() finds what forward()'s visit left.
    [[nodiscard]] bool keepsBlocks() const { return m_keepsBlocks; }

    /// Fills gradA, gradB, gradLogScale of result and sets gradBias to 0, for a loss whose
    /// derivative is share g(i, j) with respect to logits and share positiveSlopes(i) with respect
    /// to positives. Cross and stacked pairings.
    void writeGradients(ThreadPool& pool, const Vector<double>& positiveSlopes, double share,
        PairResult<S>& result);

    /// What the positive pairs add to a gradient: factor slopes(i) times the partner of row i.
    struct Positives {
        const Vector<double>& slopes;
        double factor;
    };
    /// The derivative with respect to the raw rows of one side: with w = factor grad(i) +
    /// positives, target(i) = (w - u <u, w>) / |raw(i)|. Partners are the rows of the other side,
    /// or side a of `partner` where Pairing::within. Returns the sum of <u, w>.
    double writeGradient(ThreadPool& pool, Side side, double factor, Positives positives,
        MatrixView<S> target, const TiledSimilarity* partner = nullptr);

    /// Unit row i of a side.
    [[nodiscard]] const S* unitRow(Side side, Index i) const;
    /// 1 / |raw row| of the rows of the logits and perhaps more, 0 for a zero row.
    [[nodiscard]] const Vector<double>& inverseNorms() const { return m_left.inverseNorms; }

private:
    struct Block {
        Index row, column;
    };

    UnitRows<S>& right() { return m_pairing == Pairing::cross ? m_right : m_left; }
    const UnitRows<S>& right() const { return m_pairing == Pairing::cross ? m_right : m_left; }

    /// Where in a step a pass begins and ends, as a share of its work.
    struct Stretch {
        double from, to;
    };

    void inRounds(
        ThreadPool& pool, Stretch stretch, FunctionRef<void(Block, int thread)> visitBlock);
    LogitBlock<S> blockAt(Block block, int thread);
    void multiply(LogitBlock<S>& block) const;
    void exclude(LogitBlock<S>& block);
    void findCommon(ThreadPool& pool, UnitRows<S>& side);
    void addGradients(const LogitBlock<S>& block, int thread);
    void addSlopes(const LogitBlock<S>& block);
    void addCommon(S* grad, Index i, bool ownsRight) const;
    void multiplyRounded(LogitBlock<float>& block) const;
    void addRoundedGradients(
        const LogitBlock<float>& block, int thread, float* ofRows, float* ofColumns);
    void weighRow(S* grad, const S* asColumn, double factor, const S* partner, double slope) const;

    Pairing m_pairing = Pairing::cross;
    Index m_pairs = 0;
    double m_scale = 1;
    Index m_blocks = 0; ///< along one side
    bool m_keepsBlocks = false;
    bool m_visited = false; ///< kept blocks hold what forward() left
    Rounding m_rounding;
    bool m_forwarded = false;
    UnitRows<S> m_left;
    UnitRows<S> m_right; ///< Pairing::cross: b; otherwise only its grad is used
    Vector<double> m_positives;
    Vector<double> m_radial;
    Vector<S> m_kept;
    Vector<S> m_scratch; ///< a block a thread
    Vector<S> m_sums; ///< of the rows of each block
    std::vector<RoundedSlopes> m_slopes; ///< one a thread
};

} // namespace contrastlab
