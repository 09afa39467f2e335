// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Embeddings in fewer bits. Pure functions; any thread.
#pragma once

#include "base/matrix.h"
#include "base/thread_pool.h"

#include <cstdint>
#include <vector>

namespace contrastlab {

/// What is left of rows stored as one byte a number: each column in 255 equal steps between its
/// least and largest value in `calibration`, values beyond cut off.
Matrix<float> throughBytes(const Matrix<float>& rows, const Matrix<float>& calibration);

/// One bit a number: whether it is above 0. Rows in words of 64.
class BitRows {
public:
    explicit BitRows(const Matrix<float>& rows);
    [[nodiscard]] Index rows() const { return m_rows; }
    /// How many bits differ: between row i here and row j there, of equal width.
    [[nodiscard]] int distance(Index i, const BitRows& other, Index j) const;

private:
    Index m_rows = 0;
    Index m_words = 0;
    std::vector<std::uint64_t> m_bits;
};

/// Share of the rows of `queries` whose own row of `candidates` is among the `count` of least
/// distance; of equal ones the earlier comes first.
double bitRecall(const BitRows& queries, const BitRows& candidates, Index count);
/// The same where the first `offered` by distance are put in order by the dot product of the whole
/// query with the candidate's signs.
double rescoredRecall(
    const Matrix<float>& queries, const Matrix<float>& candidates, Index count, Index offered);

} // namespace contrastlab
