// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/matrix_faces.h"

#include <cmath>
#include <limits>
#include <utility>

namespace contrastlab {

namespace {

constexpr double missingNumber = std::numeric_limits<double>::quiet_NaN();

// ln of the sum of e^logit, shifted by the largest, so that nothing overflows.
double logSumOf(const Vector<double>& logits)
{
    if (logits.size() == 0) return -std::numeric_limits<double>::infinity();
    const double most = logits.maxCoeff();
    return most + std::log((logits.array() - most).exp().sum());
}

template <class S> Vector<S> without(const Vector<S>& values, Index place)
{
    Vector<S> rest(values.size() - 1);
    rest << values.head(place), values.tail(values.size() - 1 - place);
    return rest;
}

// Each row to softmax(row / temperature); within a modality without the item itself.
Matrix<float> rowSoftmax(const Matrix<float>& cosines, double temperature, bool within)
{
    Matrix<float> shares(cosines.rows(), cosines.cols());
    for (Index row = 0; row < cosines.rows(); ++row) {
        const Vector<double> logits = cosines.row(row).transpose().cast<double>() / temperature;
        const double log = logSumOf(within ? without(logits, row) : logits);
        shares.row(row) = (logits.array() - log).exp().cast<float>().transpose();
        if (within) shares(row, row) = std::numeric_limits<float>::quiet_NaN();
    }
    return shares;
}

std::optional<CosineSlopes> objectiveSlopes(const MatrixItems& items)
{
    if (!items.objective || !isOfCosines(items.objective->term) || items.a.rows() == 0
        || items.a.rows() < items.objective->leastBatch || items.settings.nestedWidths > 1)
        return {};
    ThreadPool pool;
    const Matrix<double> a = items.a.cast<double>(), b = items.b.cast<double>();
    PairInput<double> input;
    pointAt(input.a, a);
    pointAt(input.b, b);
    input.logScale = -std::log(items.temperature);
    input.bias = items.bias;
    input.labels = items.labels;
    return cosineSlopes(pool, *makeObjective<double>(items.objective->name), input, items.settings);
}

} // namespace

PairMatrix::PairMatrix(MatrixItems items)
    : m_items(std::move(items))
    , m_slopes(objectiveSlopes(m_items))
{
}

FaceLack PairMatrix::lack(MatrixFace face, PairBlock block) const
{
    const ObjectiveInfo* objective = m_items.objective;
    const bool ofObjective = face == MatrixFace::gradient || face == MatrixFace::target;
    if (ofObjective && !objective) return FaceLack::untrained;
    if (face == MatrixFace::gradient && objective->term == PairTerm::none)
        return FaceLack::dimensions;
    if (face == MatrixFace::gradient && !isOfCosines(objective->term)) return FaceLack::products;
    if (face == MatrixFace::gradient && m_items.settings.nestedWidths > 1) return FaceLack::widths;
    if (m_items.a.rows() == 0 && (block != PairBlock::across || face == MatrixFace::gradient))
        return FaceLack::embeddings;
    return face == MatrixFace::gradient && !m_slopes ? FaceLack::items : FaceLack::none;
}

Matrix<float> PairMatrix::cosines(PairBlock block) const
{
    if (block == PairBlock::across) return m_items.cosines;
    const Matrix<float>& rows = block == PairBlock::first ? m_items.a : m_items.b;
    return rows * rows.transpose();
}

// As the face has them.
Matrix<double> PairMatrix::slopes(PairBlock block) const
{
    const double factor =
        double(size()) * (m_items.objective->usesScale ? m_items.temperature : 1.0);
    if (block == PairBlock::across) return factor * m_slopes->across;
    Matrix<double> within =
        factor * (block == PairBlock::first ? m_slopes->withinA : m_slopes->withinB);
    within.diagonal().setConstant(missingNumber);
    return within;
}

bool PairMatrix::haveOneLabel(Index i, Index j) const
{
    const std::vector<int>& labels = m_items.labels;
    return !labels.empty() && labels[std::size_t(i)] >= 0
        && labels[std::size_t(i)] == labels[std::size_t(j)];
}

PairTarget PairMatrix::target(PairBlock block, Index row, Index column) const
{
    if (!m_items.objective) return PairTarget::leftOut;
    const ObjectiveInfo& objective = *m_items.objective;
    const bool across = block == PairBlock::across;
    const bool compares = across ? comparesAcross(objective.term) : comparesWithin(objective.term);
    if (row == column) return across ? PairTarget::positive : PairTarget::leftOut;
    if (!compares) return PairTarget::leftOut;
    if (objective.needsLabels && haveOneLabel(row, column)) return PairTarget::positive;
    // A triplet that costs nothing, or that is not mined, is no part of the loss.
    const bool costs =
        objective.term != PairTerm::hinge || !m_slopes || m_slopes->across(row, column) != 0;
    if (!costs) return PairTarget::leftOut;
    return haveOneLabel(row, column)
            || m_items.partners.arePartners(std::size_t(row), std::size_t(column))
        ? PairTarget::falseNegative
        : PairTarget::negative;
}

Matrix<float> PairMatrix::face(MatrixFace face, PairBlock block) const
{
    if (lack(face, block) != FaceLack::none) return {};
    const bool within = block != PairBlock::across;
    switch (face) {
    case MatrixFace::cosine:
        break;
    case MatrixFace::logit:
        return cosines(block) / float(m_items.temperature);
    case MatrixFace::rowSoftmax:
        return rowSoftmax(cosines(block), m_items.temperature, within);
    case MatrixFace::columnSoftmax:
        return rowSoftmax(cosines(block).transpose(), m_items.temperature, within).transpose();
    case MatrixFace::gradient:
        return slopes(block).cast<float>();
    case MatrixFace::target: {
        Matrix<float> targets(size(), size());
        for (Index row = 0; row < size(); ++row)
            for (Index column = 0; column < size(); ++column)
                targets(row, column) = float(target(block, row, column));
        return targets;
    }
    }
    return cosines(block);
}

// Over what the objective's sums have: all of the other modality; or of both, but the item itself.
SoftmaxTerm PairMatrix::termOf(bool second, Index item, double logit) const
{
    const PairTerm kind = m_items.objective->term;
    const Matrix<float>& all = m_items.cosines;
    Vector<float> chosen = second ? Vector<float>(all.col(item)) : all.row(item).transpose();
    if (kind == PairTerm::stackedSoftmax) {
        const Matrix<float>& rows = second ? m_items.b : m_items.a;
        const Vector<float> own = without<float>(rows * rows.row(item).transpose(), item);
        chosen = (Vector<float>(chosen.size() + own.size()) << chosen, own).finished();
    }
    if (kind == PairTerm::decoupled) chosen = without<float>(chosen, item);
    const double log = logSumOf(chosen.cast<double>() / m_items.temperature);
    return { log, std::exp(logit - log), chosen.size() - 1 };
}

bool PairMatrix::isInSoftmax(PairBlock block, bool same) const
{
    if (!m_items.objective) return false;
    switch (m_items.objective->term) {
    case PairTerm::softmax:
    case PairTerm::rowSoftmax:
        return block == PairBlock::across;
    case PairTerm::decoupled:
        return block == PairBlock::across && !same;
    case PairTerm::stackedSoftmax:
        return m_items.a.rows() > 0 && (block == PairBlock::across || !same);
    default:
        return false;
    }
}

// The share of a positive in its row, twice, since it stands in two.
double PairMatrix::pullOf(Index row) const
{
    if (!m_items.objective->needsLabels) return 2;
    Index alike = 0;
    for (Index i = 0; i < size(); ++i)
        alike += i == row || haveOneLabel(row, i);
    return 2.0
        / double(m_items.objective->term == PairTerm::stackedSoftmax ? 2 * alike - 1 : alike);
}

CellNumbers PairMatrix::cell(PairBlock block, Index row, Index column) const
{
    const auto number = [&](MatrixFace face) {
        const Matrix<float> values = this->face(face, block);
        return values.size() > 0 ? double(values(row, column)) : missingNumber;
    };
    CellNumbers cell;
    cell.cosine = number(MatrixFace::cosine);
    cell.logit = cell.cosine / m_items.temperature;
    cell.rowShare = number(MatrixFace::rowSoftmax);
    cell.columnShare = number(MatrixFace::columnSoftmax);
    cell.gradient = lack(MatrixFace::gradient, block) == FaceLack::none ? slopes(block)(row, column)
                                                                        : missingNumber;
    cell.target = target(block, row, column);
    cell.isInSoftmax = isInSoftmax(block, row == column);
    if (!cell.isInSoftmax) return cell;
    cell.byRow = termOf(block == PairBlock::second, row, cell.logit);
    cell.byColumn = termOf(block != PairBlock::first, column, cell.logit);
    if (cell.target == PairTarget::positive) cell.pull = pullOf(row);
    if (m_items.objective->baseTemperature > 0)
        cell.factor = m_items.temperature / m_items.objective->baseTemperature;
    return cell;
}

} // namespace contrastlab
