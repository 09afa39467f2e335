// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the three products of tiled similarities read where factors are rounded to bfloat16: unit
// rows in the orders in which they are needed, and a block of slopes both ways. Owned by one
// TiledSimilarity. Gradients are sums of slopes times rows whose slopes nearly cancel, so what all
// rows have in common is taken off before they are rounded, and comes back exact.
#pragma once

#include "base/bfloat16.h"

#include <vector>

namespace contrastlab {

/// Which products of tiled similarities have factors rounded to bfloat16.
struct Rounding {
    bool logits = false;
    bool gradients = false; ///< slopes times unit rows
};
/// Logits too where that leaves their errors at half a percent of a nat, RMS: at high scales, or in
/// few dimensions, rounding would be off by more than a percent in every exponential.
Rounding roundingFor(Precision precision, double scale, Index width);

/// The unit rows of one side.
class RoundedRows {
public:
    /// For `count` rows; for logits too where `rounding` says so, as a right side where `isRight`.
    void reserve(Index count, Index width, Rounding rounding, bool isRight);
    /// Rows [first, first + count), `stride` numbers apart, and what they have in common; first is
    /// a multiple of kernelColumns.
    void load(const float* rows, Index stride, const float* common, Index first, Index count);

    /// Lanes of a row.
    [[nodiscard]] Index depth() const { return (m_width + 1) / 2; }
    /// Rows from `first` on, pairs along the width.
    [[nodiscard]] LeftPairs along(Index first) const;
    /// kernelColumns rows as columns, pairs along the width.
    [[nodiscard]] RightPairs panel(Index first) const;
    /// Pairs of neighbouring rows without what is common, from row `first` on and from number
    /// `column` on; first is even.
    [[nodiscard]] RightPairs below(Index first, Index column) const;

private:
    void packPanel(Index first, Index count);

    Index m_width = 0;
    Index m_alongStride = 0, m_belowStride = 0;
    bool m_forLogits = false, m_isRight = false;
    std::vector<Bfloat16Pair> m_along, m_panels, m_below;
};

/// A block of slopes, rows x columns.
class RoundedSlopes {
public:
    void round(const float* slopes, Index stride, Index rows, Index columns);

    /// Rows, pairs along the columns.
    [[nodiscard]] LeftPairs rows() const;
    /// Columns, pairs along the rows.
    [[nodiscard]] LeftPairs columns() const;

private:
    std::vector<Bfloat16Pair> m_along, m_below;
};

} // namespace contrastlab
