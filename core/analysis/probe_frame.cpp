// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Probe frames: embeddings of the held-out items, their cosines and their projection.
#include "analysis/probe_frame.h"

#include "analysis/retrieval.h"
#include "base/product.h"

#include <Eigen/Eigenvalues>
#include <Eigen/SVD>
#include <algorithm>
#include <cmath>
#include <utility>

namespace contrastlab {

namespace {

constexpr std::size_t mostHeatmapItems = 64;
constexpr std::size_t mostProjectionItems = 1000;
constexpr std::size_t mostJudgedItems = 2048;

// `most` of the items, evenly spaced.
std::vector<Index> spread(const std::vector<Index>& items, std::size_t most)
{
    if (items.size() <= most) return items;
    std::vector<Index> chosen;
    for (std::size_t i = 0; i < most; ++i)
        chosen.push_back(items[i * items.size() / most]);
    return chosen;
}

void sortByLabel(std::vector<Index>& items, const std::vector<int>& labels)
{
    if (labels.empty()) return;
    std::stable_sort(items.begin(), items.end(), [&](Index a, Index b) {
        return labels[static_cast<std::size_t>(a)] < labels[static_cast<std::size_t>(b)];
    });
}

void toUnitRows(Matrix<float>& rows)
{
    for (Index i = 0; i < rows.rows(); ++i)
        if (const float norm = rows.row(i).norm(); norm > 0) rows.row(i) /= norm;
}

// Held-out items that have every trained modality.
std::vector<Index> completeItems(const RunSetup& setup)
{
    std::vector<Index> items;
    for (const Index item : setup.split().heldOut) {
        bool complete = true;
        for (int t = 0; t < setup.towers(); ++t)
            complete &= setup.modality(t).has(item);
        if (complete) items.push_back(item);
    }
    return items;
}

} // namespace

ProbeSet chooseProbes(const RunSetup& setup)
{
    const std::vector<Index> items = completeItems(setup);
    ProbeSet probes { spread(items, mostHeatmapItems), spread(items, mostProjectionItems) };
    sortByLabel(probes.heatmapItems, setup.dataset().labels);
    sortByLabel(probes.projectionItems, setup.dataset().labels);
    return probes;
}

namespace {

void computeSimilarities(ThreadPool& pool, const RunSetup& setup, const ProbeSet& probes,
    const Checkpoint& checkpoint, ProbeFrame& frame)
{
    std::vector<Matrix<float>> rows;
    for (int t = 0; t < setup.towers(); ++t)
        toUnitRows(
            rows.emplace_back(setup.embed(pool, checkpoint.parameters, t, probes.heatmapItems, 0)));
    for (const TrainedPair& pair : setup.pairs()) {
        const Matrix<float>& a = rows[static_cast<std::size_t>(pair.a)];
        const Matrix<float>& b = rows[static_cast<std::size_t>(pair.b)];
        frame.similarities.push_back(a * b.transpose());
    }
}

// Eigenvectors have no sign of their own. Each axis takes the one in which its largest entry is
// positive, or, after a first frame, both axes take the rotation or reflection nearest to the frame
// before (orthogonal Procrustes).
void alignBasis(Matrix<float>& basis, const ProbeFrame* previous)
{
    if (!previous || previous->basis.rows() != basis.rows()) {
        for (Index axis = 0; axis < basis.cols(); ++axis) {
            Index largest = 0;
            basis.col(axis).cwiseAbs().maxCoeff(&largest);
            if (basis(largest, axis) < 0) basis.col(axis) *= -1;
        }
        return;
    }
    const Eigen::Matrix2f overlap = basis.transpose() * previous->basis;
    const Eigen::JacobiSVD<Eigen::Matrix2f> svd(overlap, Eigen::ComputeFullU | Eigen::ComputeFullV);
    basis = (basis * (svd.matrixU() * svd.matrixV().transpose())).eval();
}

// All towers are projected together, onto one pair of axes.
void computeProjection(ProbeFrame& frame, const ProbeFrame* previous)
{
    const Index items = frame.embeddings.front().rows();
    const auto towers = static_cast<Index>(frame.embeddings.size());
    Matrix<float> stacked(items * towers, frame.embeddings.front().cols());
    for (Index t = 0; t < towers; ++t)
        stacked.middleRows(t * items, items) = frame.embeddings[static_cast<std::size_t>(t)];
    frame.centre = stacked.colwise().mean().transpose();
    stacked.rowwise() -= frame.centre.transpose();
    const Matrix<float> covariance =
        stacked.transpose() * stacked / static_cast<float>(stacked.rows());
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(covariance.cast<double>());
    frame.basis = eigen.eigenvectors().rightCols(2).rowwise().reverse().cast<float>();
    const double total = std::max(1e-30, eigen.eigenvalues().sum());
    alignBasis(frame.basis, previous);
    for (Index axis = 0; axis < 2; ++axis) {
        const Eigen::VectorXd direction = frame.basis.col(axis).cast<double>();
        frame.explained[axis] = direction.dot(covariance.cast<double>() * direction) / total;
    }
    const Matrix<float> points = stacked * frame.basis;
    for (Index t = 0; t < towers; ++t)
        frame.points.push_back(points.middleRows(t * items, items));
}

} // namespace

ProbeFrame analyseProbes(ThreadPool& pool, const RunSetup& setup, const ProbeSet& probes,
    const Checkpoint& checkpoint, const ProbeFrame* previous)
{
    ProbeFrame frame;
    frame.step = checkpoint.step;
    frame.temperature = std::exp(-static_cast<double>(checkpoint.parameters[setup.scaleOffset(0)]));
    computeSimilarities(pool, setup, probes, checkpoint, frame);
    for (int t = 0; t < setup.towers(); ++t)
        toUnitRows(frame.embeddings.emplace_back(
            setup.embed(pool, checkpoint.parameters, t, probes.projectionItems, 0)));
    computeProjection(frame, previous);
    return frame;
}

namespace {

void add(RecallMetrics& sum, const Retrieval& one, double weight)
{
    sum.recallAt1 += weight * one.recallAt1;
    sum.recallAt5 += weight * one.recallAt5;
    sum.recallAt10 += weight * one.recallAt10;
    sum.medianRank += weight * one.medianRank;
}

// An objective with a queue is judged by what it approximates: InfoNCE over the held-out items.
std::string_view judgedObjective(const RunSpec& spec)
{
    const ObjectiveInfo* info = findObjective(spec.text("objective"));
    return info->usesQueue ? std::string_view("clip") : info->name;
}

} // namespace

EvaluationMetrics evaluateHeldOut(
    ThreadPool& pool, const RunSetup& setup, const RunSpec& spec, const Vector<float>& parameters)
{
    const std::vector<Index> items = spread(completeItems(setup), mostJudgedItems);
    const TrainedPair pair = setup.pairs().front();
    const int variants =
        std::max(setup.batches().variants(pair.a), setup.batches().variants(pair.b));
    const std::string_view name = judgedObjective(spec);
    const auto objective = makeObjective<float>(name);
    std::vector<int> labels;
    for (const Index item : items)
        if (!setup.dataset().labels.empty())
            labels.push_back(setup.dataset().labels[static_cast<std::size_t>(item)]);
    EvaluationMetrics metrics;
    metrics.items = static_cast<std::int64_t>(items.size());
    PairInput<float> input;
    input.logScale = static_cast<double>(parameters[setup.scaleOffset(0)]);
    input.bias = static_cast<double>(parameters[setup.biasOffset()]);
    input.labels = labels;
    Matrix<float> rows[2];
    for (int variant = 0; variant < variants; ++variant) {
        for (const int side : { 0, 1 }) {
            const int tower = side == 0 ? pair.a : pair.b;
            // What has one variant only need not be embedded again.
            if (variant == 0 || setup.batches().variants(tower) > 1)
                rows[side] = setup.embed(pool, parameters, tower, items, variant);
        }
        pointAt(input.a, rows[0]);
        pointAt(input.b, rows[1]);
        PairResult<float> result;
        objective->evaluate(pool, input, objectiveSettingsOf(spec), Want::loss, result);
        const double weight = 1.0 / variants;
        metrics.loss += weight * result.loss;
        Matrix<float> unit[2] = { rows[0], rows[1] };
        toUnitRows(unit[0]);
        toUnitRows(unit[1]);
        const TwoWayRetrieval found = summary(retrievalRanks<float>(
            pool, view(std::as_const(unit[0])), view(std::as_const(unit[1]))));
        add(metrics.aToB, found.aToB, weight);
        add(metrics.bToA, found.bToA, weight);
    }
    metrics.chance = chanceLoss(
        name, metrics.items, std::exp(-input.logScale), input.bias, objectiveSettingsOf(spec));
    return metrics;
}

EvaluationMetrics evaluateTrainer(Trainer& trainer)
{
    return evaluateHeldOut(trainer.pool(), trainer.setup(), trainer.spec(), trainer.parameters());
}

} // namespace contrastlab
