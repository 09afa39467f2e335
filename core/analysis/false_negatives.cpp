// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pushes are those of the symmetric InfoNCE, whatever runs: N may be a thousand.
#include "analysis/false_negatives.h"

#include "analysis/matrix_faces.h"
#include "base/product.h"

#include <algorithm>
#include <optional>

namespace contrastlab {

namespace {

constexpr float leastLikeness = 0.95f;

/// What the tower is given of each item, a row each.
Matrix<float> inputsOf(
    ThreadPool& pool, const RunSetup& setup, int tower, std::span<const Index> items)
{
    ModalityBatch<float> batch;
    setup.batches().makePlain(pool, items, tower, 0, batch);
    if (batch.dense.rows() > 0) {
        const Matrix<float> mean = batch.dense.colwise().mean();
        return batch.dense.rowwise() - mean.row(0);
    }
    const TokenBag& tokens = batch.tokens; // of a vocabulary these items have a small part
    std::vector<Index> columns(std::size_t(setup.batches().shape(tower).vocabulary), -1);
    Index used = 0;
    for (const int id : tokens.ids)
        if (columns[std::size_t(id)] < 0) columns[std::size_t(id)] = used++;
    Matrix<float> rows = Matrix<float>::Zero(tokens.size(), used);
    for (Index i = 0; i < tokens.size(); ++i)
        for (auto k = std::size_t(tokens.offsets[std::size_t(i)]);
             k < std::size_t(tokens.offsets[std::size_t(i) + 1]); ++k)
            rows(i, columns[std::size_t(tokens.ids[k])]) += tokens.weights[k];
    return rows;
}

/// N times the gradient of the symmetric InfoNCE by each logit (Radford et al. 2021): half of both
/// softmaxes, less 1 on the diagonal.
Matrix<float> pushesOf(const Matrix<float>& cosines, double temperature)
{
    const PairMatrix matrix({ .cosines = cosines, .temperature = temperature });
    Matrix<float> pushes = 0.5f
        * (matrix.face(MatrixFace::rowSoftmax, PairBlock::across)
            + matrix.face(MatrixFace::columnSoftmax, PairBlock::across));
    pushes.diagonal().array() -= 1;
    return pushes;
}

std::optional<FalseNegative::Reason> reasonOf(Index i, Index j, const PartnerNumbers& partners,
    const std::vector<int>& labels, const NearContents& near)
{
    const auto a = std::size_t(i), b = std::size_t(j);
    if (partners.arePartners(a, b)) return FalseNegative::Reason::sameContent;
    if (near.areNear(i, j)) return FalseNegative::Reason::nearContent;
    if (!labels.empty() && labels[a] >= 0 && labels[a] == labels[b])
        return FalseNegative::Reason::sameLabel;
    return std::nullopt;
}

} // namespace

NearContents nearContents(
    ThreadPool& pool, const RunSetup& setup, const TrainedPair& pair, std::span<const Index> items)
{
    const Index count = std::ssize(items);
    NearContents near(count);
    for (const int tower : { pair.a, pair.b }) {
        const Matrix<float> rows = inputsOf(pool, setup, tower, items);
        Matrix<float> dots(count, count);
        productTransposedRight<float>(pool, view(rows), view(rows), view(dots));
        for (Index i = 0; i < count; ++i)
            for (Index j = 0; j < count; ++j) {
                const float squares = dots(i, i) + dots(j, j);
                if (i != j && squares > 0 && 2 * dots(i, j) >= leastLikeness * squares)
                    near.mark(i, j);
            }
    }
    return near;
}

FalseNegatives findFalseNegatives(const ProbeFrame& frame, const TrainedPair& pair,
    const PartnerNumbers& partners, const std::vector<int>& labels, const NearContents& near,
    std::size_t most)
{
    FalseNegatives found { frame.step, true, {}, 0, 0 };
    const Matrix<float> cosines =
        frame.embeddings[std::size_t(pair.a)] * frame.embeddings[std::size_t(pair.b)].transpose();
    found.isFinite = cosines.allFinite();
    if (!found.isFinite) return found;
    const Matrix<float> push = pushesOf(cosines, frame.temperature);
    double all = 0, wrong = 0;
    for (Index i = 0; i < push.rows(); ++i)
        for (Index j = 0; j < push.cols(); ++j) {
            if (i == j) continue;
            all += double(push(i, j));
            const auto reason = reasonOf(i, j, partners, labels, near);
            if (!reason) continue;
            wrong += double(push(i, j));
            found.worst.push_back({ i, j, *reason, cosines(i, j), push(i, j) });
        }
    found.cells = std::ssize(found.worst);
    if (all > 0) found.pushShare = wrong / all;
    const auto kept = std::ptrdiff_t(std::min(most, found.worst.size()));
    std::partial_sort(found.worst.begin(), found.worst.begin() + kept, found.worst.end(),
        [](const FalseNegative& x, const FalseNegative& y) {
            return x.pushShare > y.pushShare
                || (x.pushShare == y.pushShare && std::pair(x.a, x.b) < std::pair(y.a, y.b));
        });
    found.worst.resize(std::size_t(kept));
    for (FalseNegative& cell : found.worst)
        cell.pushShare = all > 0 ? float(double(cell.pushShare) / all) : 0;
    return found;
}

} // namespace contrastlab
