// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One matrix of pairs as the loss that runs sees it: cosines, what they become by the temperature,
// how each row and each column chooses, what the loss wants of each cell, and which way it moves
// it. Any thread.
#pragma once

#include "objective/cosine_slopes.h"
#include "run/run_setup.h"

#include <optional>

namespace contrastlab {

enum class MatrixFace {
    cosine,
    logit, ///< cosine / temperature
    rowSoftmax, ///< the probability with which a row's item chooses the column's
    columnSoftmax, ///< the other way round
    /// N times the derivative of the objective by the cell's logit, by its cosine where it has no
    /// temperature. Above 0 two items are pushed apart, below 0 pulled together.
    gradient,
    target ///< a PairTarget as a number
};

/// Rows and columns: both modalities of a pair, or one of them with itself.
enum class PairBlock { across, first, second };

/// What an objective takes two items for.
enum class PairTarget {
    leftOut, ///< neither: it does not look at them, or not at this moment
    negative,
    falseNegative, ///< for a negative, though they share a label or what they hold
    positive
};

/// What a matrix is of: N pairs.
struct MatrixItems {
    Matrix<float> cosines; ///< N x N: rows of the first modality, columns of the second
    Matrix<float> a, b; ///< N x d, unit rows; or none, where the cosines are all that was kept
    double temperature = 1; ///< above 0
    double bias = 0;
    std::vector<int> labels; ///< one an item, -1 for none; or empty
    PartnerNumbers partners;
    const ObjectiveInfo* objective = nullptr; ///< null: none sees the pair
    ObjectiveSettings settings;
};

/// Why a face has no numbers.
enum class FaceLack {
    none,
    untrained, ///< no objective sees these two modalities
    dimensions, ///< the objective compares dimensions, not items
    products, ///< it takes rows of any length
    widths, ///< it is a mean over several widths of the embeddings
    embeddings, ///< they were not kept
    items ///< it needs more items
};

/// Of an item with others, as a softmax has it.
struct SoftmaxTerm {
    double log = 0; ///< ln of the sum of e^logit over the candidates
    double share = 0; ///< of the cell
    Index others = 0; ///< candidates beside the cell's
};

/// Everything there is to say of one cell. What has no number is NaN.
struct CellNumbers {
    double cosine = 0, logit = 0, rowShare = 0, columnShare = 0, gradient = 0;
    PairTarget target = PairTarget::leftOut;
    /// Of an objective that is a softmax, with candidates as its sums have them: the gradient is
    /// factor / 2 (byRow.share + byColumn.share - pull); byRow.share - pull / 2 where it is one of
    /// rows alone.
    bool isInSoftmax = false;
    SoftmaxTerm byRow, byColumn;
    double factor = 1, pull = 0;
};

class PairMatrix {
public:
    explicit PairMatrix(MatrixItems items);

    [[nodiscard]] Index size() const { return m_items.cosines.rows(); }
    [[nodiscard]] const MatrixItems& items() const { return m_items; }
    [[nodiscard]] FaceLack lack(MatrixFace face, PairBlock block) const;
    /// N x N; empty where something is lacking. Cosines that are no numbers stay so, and take their
    /// row's and column's softmax with them. Within one modality an item has no softmax and no
    /// gradient with itself: NaN.
    [[nodiscard]] Matrix<float> face(MatrixFace face, PairBlock block) const;
    /// Where the block's cosines are there.
    [[nodiscard]] CellNumbers cell(PairBlock block, Index row, Index column) const;

private:
    [[nodiscard]] Matrix<float> cosines(PairBlock block) const;
    [[nodiscard]] Matrix<double> slopes(PairBlock block) const;
    [[nodiscard]] PairTarget target(PairBlock block, Index row, Index column) const;
    [[nodiscard]] bool haveOneLabel(Index i, Index j) const;
    [[nodiscard]] SoftmaxTerm termOf(bool second, Index item, double logit) const;
    [[nodiscard]] bool isInSoftmax(PairBlock block, bool same) const;
    [[nodiscard]] double pullOf(Index row) const;

    MatrixItems m_items;
    std::optional<CosineSlopes> m_slopes;
};

} // namespace contrastlab
