// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Logs of sums of exponentials along the rows and columns of tiled logits, and the softmax slopes
// they give. Visitors of TiledSimilarity: blocks that run at the same time share no row and no
// column, so no locks.
#pragma once

#include "objective/tiled_similarity.h"

namespace contrastlab {

/// Range. With |x| <= bound and bound <= 64 in single precision, no shift is needed: exp(x) lies in
/// [1.6e-28, 6.3e27], all normal numbers, so every term keeps its relative precision; a sum of N
/// terms stays below 3e38 for N < 5e10; and exp(x) / sum, at most 1, underflows only below 1e-38.
/// One exponential then serves the row's and the column's sum, and both softmaxes. Above that
/// (temperature below 1/64) each row and column has its own running maximum, and its own
/// exponential. In double the limit is 600.
template <class S> class LogSums {
public:
    /// Sums over rows and columns of logits; |logit| <= bound. With `keeps`, add() leaves the
    /// exponentials in the block where no shift is needed.
    void reset(Index rows, Index columns, double bound, bool keeps);

    /// Adds exp(x) of a block's entries to the sums of its rows and columns.
    void add(LogitBlock<S>& block);

    /// After all blocks: ln of the sums, -infinity for an empty one.
    void finish();
    [[nodiscard]] const Vector<double>& rows() const { return m_rows.logs; }
    [[nodiscard]] const Vector<double>& columns() const { return m_columns.logs; }

    /// Sets g(i, j) = rowFactors(i) exp(x - rowLogs(i)) + columnFactors(j) exp(x - columnLogs(j))
    /// as what slopes() makes of logits. The logs must be at least those of the sums, up to
    /// rounding.
    void setSoftmax(const Vector<double>& rowLogs, const Vector<double>& rowFactors,
        const Vector<double>& columnLogs, const Vector<double>& columnFactors);
    void slopes(LogitBlock<S>& block) const;

private:
    /// One number a row, or one a column, each.
    struct Axis {
        Vector<double> sums; ///< of exp(x - maximum)
        Vector<double> maxima; ///< 0 where no shift is needed
        Vector<double> logs;
        Vector<S> weights; ///< factor exp(shift - log)
        Vector<S> shifts; ///< the log, rounded to S; 0 where no shift is needed

        void reset(Index size, double maximum);
        void merge(Index at, S maximum, S sum);
        void finish();
        void setSoftmax(
            const Vector<double>& softmaxLogs, const Vector<double>& factors, bool shifted);
    };

    void addUnshifted(LogitBlock<S>& block);
    void addShifted(const LogitBlock<S>& block);
    void slopesUnshifted(LogitBlock<S>& block) const;
    void slopesShifted(LogitBlock<S>& block) const;

    bool m_shifted = false;
    bool m_keeps = false;
    Axis m_rows;
    Axis m_columns;
};

/// sum(i) = ln(exp(a(i)) + exp(b(i))); for two -infinities a number near -1e300.
void addLogs(const Vector<double>& a, const Vector<double>& b, Vector<double>& sum);

/// sum(i) = ln(exp(sum(i)) + exp(other(i))) likewise.
void addLogsTo(double* sum, const double* other, Index count);

/// For each i: loss = ln(1 + exp(negatives(i) - positives(i))), the softmax loss with the positive
/// apart from the sum, exact also where it is tiny; miss = 1 - softmax of the positive; logs = ln
/// of the sum over all.
struct PositiveTerms {
    Vector<double> loss;
    Vector<double> miss;
    Vector<double> logs;
    void evaluate(const Vector<double>& negatives, const Vector<double>& positives);
};

} // namespace contrastlab
