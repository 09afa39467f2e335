// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Probe frames: embeddings of the held-out items, their cosines and their projection.
#include "analysis/probe_frame.h"

#include "analysis/projection.h"
#include "base/eigen_product.h"
#include "objective/unit_rows.h"
#include "run/foreign_run.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

namespace contrastlab {

namespace {

constexpr std::size_t mostHeatmapItems = 64;
constexpr std::size_t mostProjectionItems = 1000;
constexpr std::size_t mostBatchItems = 128;

} // namespace

std::vector<Index> evenlySpread(const std::vector<Index>& items, std::size_t most)
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

ProbeSet chooseProbes(const std::vector<Index>& heldOut, const std::vector<Index>& training,
    const std::vector<int>& labels)
{
    ProbeSet probes;
    probes.projectionItems = evenlySpread(heldOut, mostProjectionItems);
    probes.heatmapItems = evenlySpread(probes.projectionItems, mostHeatmapItems);
    sortByLabel(probes.heatmapItems, labels);
    sortByLabel(probes.projectionItems, labels);
    probes.trainingItems = evenlySpread(training, mostHeatmapItems);
    sortByLabel(probes.trainingItems, labels);
    return probes;
}

ProbeSet chooseProbes(const RunSetup& setup)
{
    return chooseProbes(setup.complete(setup.split().heldOut),
        setup.complete(setup.split().training), setup.dataset().labels);
}

bool fits(const ProbeFrame& frame, const RunSetup& setup, const ProbeSet& probes)
{
    const auto are = [](const std::vector<Matrix<float>>& matrices, std::size_t count, Index rows,
                         Index columns) {
        return matrices.size() == count && std::ranges::all_of(matrices, [&](const auto& matrix) {
            return matrix.rows() == rows && matrix.cols() == columns;
        });
    };
    const auto towers = static_cast<std::size_t>(setup.towers());
    const Index heatmap = std::ssize(probes.heatmapItems);
    const Index projection = std::ssize(probes.projectionItems);
    const Index training = std::ssize(probes.trainingItems);
    const std::size_t pairs = setup.everyPair().size();
    const bool foreign = isForeign(setup.spec()); // whose towers nobody here knows
    const Index width = foreign && !frame.embeddings.empty() ? frame.embeddings.front().cols()
                                                             : setup.embeddingWidth();
    return are(frame.similarities, pairs, heatmap, heatmap)
        && (frame.trainingSimilarities.empty()
            || are(frame.trainingSimilarities, pairs, training, training))
        && (frame.trainingEmbeddings.empty()
            || are(frame.trainingEmbeddings, towers, training, width))
        && (frame.temperatures.size() == 0
            || frame.temperatures.size() == std::ssize(setup.pairs()))
        && are(frame.embeddings, towers, projection, width)
        && ((foreign && frame.points.empty()) || are(frame.points, towers, projection, 2));
}

namespace {

// The rows of the projection's items that the heat map shows.
std::vector<Index> heatmapRows(const ProbeSet& probes)
{
    std::unordered_map<Index, Index> places;
    for (std::size_t i = 0; i < probes.projectionItems.size(); ++i)
        places[probes.projectionItems[i]] = static_cast<Index>(i);
    std::vector<Index> rows;
    for (const Index item : probes.heatmapItems)
        rows.push_back(places.at(item));
    return rows;
}

// rows: unit rows of the same items, one matrix a tower.
std::vector<Matrix<float>> cosines(
    std::span<const TrainedPair> pairs, const std::vector<Matrix<float>>& rows)
{
    std::vector<Matrix<float>> result;
    for (const TrainedPair& pair : pairs) {
        const Matrix<float>& a = rows[static_cast<std::size_t>(pair.a)];
        const Matrix<float>& b = rows[static_cast<std::size_t>(pair.b)];
        result.emplace_back(a.rows(), b.rows());
        eigenProductTransposedRight<float>(view(a), view(b), view(result.back()));
    }
    return result;
}

void computeTrainingSimilarities(ThreadPool& pool, const RunSetup& setup, const ProbeSet& probes,
    const Checkpoint& checkpoint, ProbeFrame& frame)
{
    for (int t = 0; t < setup.towers(); ++t)
        toUnitRows(frame.trainingEmbeddings.emplace_back(
            setup.embed(pool, checkpoint.judged(), t, probes.trainingItems, 0)));
    frame.trainingSimilarities = cosines(setup.everyPair(), frame.trainingEmbeddings);
}

Vector<double> temperaturesOf(const RunSetup& setup, const Checkpoint& checkpoint)
{
    const auto pairs = static_cast<Index>(setup.pairs().size());
    return (-checkpoint.parameters.segment(setup.scaleOffset(0), pairs).cast<double>().array())
        .exp();
}

double biasOf(const RunSetup& setup, const Checkpoint& checkpoint)
{
    return static_cast<double>(checkpoint.parameters[setup.biasOffset()]);
}

} // namespace

std::vector<Matrix<float>> similaritiesOf(const ProbeSet& probes,
    const std::vector<Matrix<float>>& embeddings, std::span<const TrainedPair> pairs)
{
    const std::vector<Index> shown = heatmapRows(probes);
    std::vector<Matrix<float>> rows;
    for (const Matrix<float>& all : embeddings)
        rows.emplace_back(all(shown, Eigen::all));
    return cosines(pairs, rows);
}

// All towers are projected together, onto one pair of axes.
void projectFrame(ThreadPool& pool, ProbeFrame& frame, const ProbeFrame* previous)
{
    const Index items = frame.embeddings.front().rows();
    const auto towers = static_cast<Index>(frame.embeddings.size());
    Matrix<float> stacked(items * towers, frame.embeddings.front().cols());
    for (Index t = 0; t < towers; ++t)
        stacked.middleRows(t * items, items) = frame.embeddings[static_cast<std::size_t>(t)];
    PcaBasis pca = fitPca<float>(pool, view(std::as_const(stacked)), 2);
    if (previous) pca = turnedTo(previous->basis.cast<double>(), pca);
    frame.centre = pca.mean.cast<float>();
    frame.basis = pca.axes.cast<float>();
    std::ranges::copy(pca.explained, frame.explained);
    frame.points.clear();
    const Matrix<float> points = (stacked.rowwise() - frame.centre.transpose()) * frame.basis;
    for (Index t = 0; t < towers; ++t)
        frame.points.emplace_back(points.middleRows(t * items, items));
}

EmbeddedBatch embedBatch(ThreadPool& pool, const RunSetup& setup, const Checkpoint& checkpoint)
{
    EmbeddedBatch batch { .step = checkpoint.step,
        .items = evenlySpread(setup.complete(checkpoint.heldBatch), mostBatchItems),
        .temperatures = temperaturesOf(setup, checkpoint),
        .bias = biasOf(setup, checkpoint) };
    sortByLabel(batch.items, setup.dataset().labels);
    for (int t = 0; t < setup.towers() && !batch.items.empty(); ++t)
        toUnitRows(batch.embeddings.emplace_back(
            setup.embed(pool, checkpoint.judged(), t, batch.items, 0)));
    return batch;
}

ProbeFrame analyseProbes(ThreadPool& pool, const RunSetup& setup, const ProbeSet& probes,
    const Checkpoint& checkpoint, const ProbeFrame* previous)
{
    ProbeFrame frame;
    frame.step = checkpoint.step;
    frame.temperatures = temperaturesOf(setup, checkpoint);
    frame.temperature = frame.temperatures[0];
    frame.bias = biasOf(setup, checkpoint);
    for (int t = 0; t < setup.towers(); ++t)
        toUnitRows(frame.embeddings.emplace_back(
            setup.embed(pool, checkpoint.judged(), t, probes.projectionItems, 0)));
    frame.similarities = similaritiesOf(probes, frame.embeddings, setup.everyPair());
    computeTrainingSimilarities(pool, setup, probes, checkpoint, frame);
    projectFrame(pool, frame, previous);
    return frame;
}

} // namespace contrastlab
