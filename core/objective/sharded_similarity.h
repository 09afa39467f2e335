// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Scaled similarities of a batch that is divided into shards: stripes of own rows against all
// columns, a block in cache at a time. What belongs to rows stays with their shard, what belongs to
// columns is brought together in the order of shards. Owned by one objective.
#pragma once

#include "base/shard_sum.h"
#include "objective/log_sums.h"

namespace contrastlab {

/// Rows of length one, and what they were divided by.
template <class S> struct NormalizedRows {
    Matrix<S> unit;
    Vector<double> inverseNorms; ///< 0 for a zero row
};

/// Rows of the logits are those of a, or of [a; b], and so are their vectors, of which a member
/// fills in what belongs to its own stripes. Unlike TiledSimilarity it visits each ordered pair of
/// a stacked or within pairing, so that no gradient of a column is left over for another member.
template <class S> class ShardedSimilarity {
public:
    using Visit = FunctionRef<void(LogitBlock<S>&)>;

    /// N x d each, raw; b unused where Pairing::within.
    void load(ThreadPool& pool, const Shards& shards, Pairing pairing, ConstMatrixView<S> a,
        ConstMatrixView<S> b, double scale);

    /// Rows [first, first + count) of the logits, of one shard. Their blocks count rows from 0.
    struct Stripe {
        Index first = 0;
        Index count = 0;
        Index inBatch = 0; ///< of the first, in a or b
        Index place = 0; ///< of the first, among own rows
    };
    /// Of own shards, in their order.
    [[nodiscard]] const std::vector<Stripe>& stripes() const { return m_stripes; }

    /// Visits every block of a stripe, and fills in its positives(). Blocks that run at the same
    /// time share no row and no column.
    void visit(ThreadPool& pool, const Stripe& stripe, Visit visit);
    /// The same; the visit turns logits into slopes, and these are summed up as gradients: of the
    /// stripe's rows and, for a cross pairing, of all columns.
    void differentiate(ThreadPool& pool, const Stripe& stripe, Visit slopes);
    /// Before and after the stripes are differentiated.
    void beginGradients(const Shards& shards);
    void finishGradients(ThreadPool& pool, const Shards& shards);

    /// Fills in the others' part of a vector over the rows of the logits.
    void gather(const Shards& shards, Vector<double>& ofRows) const;

    /// The logits of the positives, N numbers, of which those of own pairs are filled in.
    [[nodiscard]] Vector<double>& positives() { return m_positives; }
    [[nodiscard]] bool hasPositives() const { return m_pairing != Pairing::within; }
    [[nodiscard]] bool isCross() const { return m_pairing == Pairing::cross; }
    [[nodiscard]] Index rows() const
    {
        return m_pairing == Pairing::stacked ? 2 * m_pairs : m_pairs;
    }
    [[nodiscard]] Index width() const { return m_columns.unit.cols(); }
    /// Of all columns.
    [[nodiscard]] const NormalizedRows<S>& columns() const { return m_columns; }
    /// Of the own pairs.
    [[nodiscard]] ConstMatrixView<S> unitRows(Side side) const;
    /// Of one number an own pair: the same sum at every member.
    [[nodiscard]] double sumOver(const Shards& shards, const Vector<double>& ofOwnPairs) const;

    /// As TiledSimilarity::writeGradients(), of own pairs.
    void writeGradients(ThreadPool& pool, const Shards& shards,
        const Vector<double>& positiveSlopes, double share, PairResult<S>& result);
    /// As TiledSimilarity::writeGradient(), of own pairs: w = factor grad(i) + slopeFactor
    /// slopes(i) partners(i), with a slope a pair of the batch and a partner an own pair.
    double writeGradient(ThreadPool& pool, const Shards& shards, Side side, double factor,
        const Vector<double>& slopes, double slopeFactor, ConstMatrixView<S> partners,
        Matrix<S>& target);

private:
    struct Block {
        Index row, column;
    };
    void inRounds(
        ThreadPool& pool, const Stripe& stripe, FunctionRef<void(LogitBlock<S>&)> visitBlock);
    void fill(const Stripe& stripe, LogitBlock<S>& block);
    [[nodiscard]] ConstMatrixView<S> unitRows(const Stripe& stripe) const;
    [[nodiscard]] const double* inverseNorms(Side side) const;

    Pairing m_pairing = Pairing::cross;
    Index m_pairs = 0;
    double m_scale = 1;
    Index m_firstOwn = 0, m_own = 0; ///< of the pairs
    std::vector<Stripe> m_stripes;
    NormalizedRows<S> m_rows; ///< Pairing::cross: own rows of a
    NormalizedRows<S> m_columns; ///< b, or a, or [a; b]
    Matrix<S> m_stacked;
    Matrix<S> m_gradRows; ///< of own stripes, one after the other
    Matrix<S> m_gradColumns; ///< Pairing::cross: of own shards
    ShardSum<S> m_columnSum;
    Vector<double> m_positives;
    Vector<double> m_radial; ///< <u, w> of each own pair
    Vector<S> m_scratch; ///< a block a thread
};

/// LogSums over a ShardedSimilarity.
template <class S> class ShardedLogSums {
    struct Nothing {
        void operator()(const typename ShardedSimilarity<S>::Stripe&, LogitBlock<S>&) const { }
    };

public:
    using Adjust = FunctionRef<void(const typename ShardedSimilarity<S>::Stripe&, LogitBlock<S>&)>;

    /// Sums over rows and, for a cross pairing, over columns; |logit| <= bound. `adjust` sees each
    /// block of logits first.
    void sum(ThreadPool& pool, const Shards& shards, ShardedSimilarity<S>& similarity, double bound,
        Adjust adjust = Nothing {});
    /// ln of the sums, of all rows and all columns.
    [[nodiscard]] const Vector<double>& rows() const { return m_rows; }
    [[nodiscard]] const Vector<double>& columns() const { return m_columns; }

    /// Gradients for the slopes of LogSums::setSoftmax(); the vectors are those of all rows and all
    /// columns.
    void differentiate(ThreadPool& pool, const Shards& shards, ShardedSimilarity<S>& similarity,
        const Vector<double>& rowLogs, const Vector<double>& rowFactors,
        const Vector<double>& columnLogs, const Vector<double>& columnFactors,
        Adjust adjust = Nothing {});

private:
    double m_bound = 0;
    LogSums<S> m_sums; ///< of a stripe
    Vector<double> m_rows, m_columns;
    ShardSum<double> m_columnSum { &addLogsTo };
};

} // namespace contrastlab
