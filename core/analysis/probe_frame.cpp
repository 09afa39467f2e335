// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Probe frames: embeddings of the held-out items, their cosines and their projection.
#include "analysis/probe_frame.h"

#include "analysis/projection.h"
#include "analysis/retrieval.h"
#include "base/decomposition.h"
#include "base/eigen_product.h"
#include "objective/unit_rows.h"
#include "run/spec_settings.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

namespace contrastlab {

namespace {

constexpr std::size_t mostHeatmapItems = 64;
constexpr std::size_t mostProjectionItems = 1000;
constexpr std::size_t mostJudgedItems = 2048;
constexpr int mostJudgedCaptions = 16; // an item

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

} // namespace

ProbeSet chooseProbes(const RunSetup& setup)
{
    ProbeSet probes;
    probes.projectionItems = spread(setup.complete(setup.split().heldOut), mostProjectionItems);
    probes.heatmapItems = spread(probes.projectionItems, mostHeatmapItems);
    sortByLabel(probes.heatmapItems, setup.dataset().labels);
    sortByLabel(probes.projectionItems, setup.dataset().labels);
    probes.trainingItems = spread(setup.complete(setup.split().training), mostHeatmapItems);
    sortByLabel(probes.trainingItems, setup.dataset().labels);
    return probes;
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
    return are(frame.similarities, pairs, heatmap, heatmap)
        && (frame.trainingSimilarities.empty()
            || are(frame.trainingSimilarities, pairs, training, training))
        && are(frame.embeddings, towers, projection, setup.embeddingWidth())
        && are(frame.points, towers, projection, 2);
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
std::vector<Matrix<float>> cosines(const RunSetup& setup, const std::vector<Matrix<float>>& rows)
{
    std::vector<Matrix<float>> result;
    for (const TrainedPair& pair : setup.everyPair()) {
        const Matrix<float>& a = rows[static_cast<std::size_t>(pair.a)];
        const Matrix<float>& b = rows[static_cast<std::size_t>(pair.b)];
        result.emplace_back(a.rows(), b.rows());
        eigenProductTransposedRight<float>(view(a), view(b), view(result.back()));
    }
    return result;
}

void computeSimilarities(const RunSetup& setup, const ProbeSet& probes, ProbeFrame& frame)
{
    const std::vector<Index> shown = heatmapRows(probes);
    std::vector<Matrix<float>> rows;
    for (const Matrix<float>& embeddings : frame.embeddings)
        rows.emplace_back(embeddings(shown, Eigen::all));
    frame.similarities = cosines(setup, rows);
}

void computeTrainingSimilarities(ThreadPool& pool, const RunSetup& setup, const ProbeSet& probes,
    const Checkpoint& checkpoint, ProbeFrame& frame)
{
    std::vector<Matrix<float>> rows;
    for (int t = 0; t < setup.towers(); ++t)
        toUnitRows(
            rows.emplace_back(setup.embed(pool, checkpoint.judged(), t, probes.trainingItems, 0)));
    frame.trainingSimilarities = cosines(setup, rows);
}

// Where the axes of a frame lie among the principal ones (2 x 2, orthogonal): the rotation or
// reflection that brings them nearest to those of the frame before (orthogonal Procrustes).
Eigen::Matrix2f alignment(const Matrix<float>& axes, const ProbeFrame* previous)
{
    if (!previous || previous->basis.rows() != axes.rows()) return Eigen::Matrix2f::Identity();
    const Matrix<float> overlap = axes.transpose() * previous->basis;
    return nearestOrthogonal(overlap.cast<double>()).cast<float>();
}

// All towers are projected together, onto one pair of axes.
void computeProjection(ThreadPool& pool, ProbeFrame& frame, const ProbeFrame* previous)
{
    const Index items = frame.embeddings.front().rows();
    const auto towers = static_cast<Index>(frame.embeddings.size());
    Matrix<float> stacked(items * towers, frame.embeddings.front().cols());
    for (Index t = 0; t < towers; ++t)
        stacked.middleRows(t * items, items) = frame.embeddings[static_cast<std::size_t>(t)];
    const PcaBasis pca = fitPca<float>(pool, view(std::as_const(stacked)), 2);
    const Matrix<float> axes = pca.axes.cast<float>();
    const Eigen::Matrix2f turn = alignment(axes, previous);
    frame.centre = pca.mean.cast<float>();
    frame.basis = axes * turn;
    for (Index axis = 0; axis < 2; ++axis) {
        frame.explained[axis] = 0;
        for (Index from = 0; from < 2; ++from)
            frame.explained[axis] += static_cast<double>(turn(from, axis) * turn(from, axis))
                * pca.explained[static_cast<std::size_t>(from)];
    }
    const Matrix<float> points = (stacked.rowwise() - frame.centre.transpose()) * frame.basis;
    for (Index t = 0; t < towers; ++t)
        frame.points.emplace_back(points.middleRows(t * items, items));
}

} // namespace

ProbeFrame analyseProbes(ThreadPool& pool, const RunSetup& setup, const ProbeSet& probes,
    const Checkpoint& checkpoint, const ProbeFrame* previous)
{
    ProbeFrame frame;
    frame.step = checkpoint.step;
    frame.temperature = std::exp(-static_cast<double>(checkpoint.parameters[setup.scaleOffset(0)]));
    for (int t = 0; t < setup.towers(); ++t)
        toUnitRows(frame.embeddings.emplace_back(
            setup.embed(pool, checkpoint.judged(), t, probes.projectionItems, 0)));
    computeSimilarities(setup, probes, frame);
    computeTrainingSimilarities(pool, setup, probes, checkpoint, frame);
    computeProjection(pool, frame, previous);
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
    return info->judged.empty() ? info->name : info->judged;
}

/// Unit rows that are looked for, and the place of the item that each belongs to.
struct JudgedRows {
    Matrix<float> rows;
    std::vector<int> groups;
};

/// Held-out items through every tower and every variant, each once; raw rows. Captions beyond an
/// item's first are rows of their own, since any of them is a hit.
class HeldOutRows {
public:
    HeldOutRows(ThreadPool& pool, const RunSetup& setup, const Vector<float>& parameters,
        const std::vector<Index>& items)
    {
        for (int t = 0; t < setup.towers(); ++t) {
            std::vector<Matrix<float>>& rows = m_rows.emplace_back();
            for (int variant = 0; variant < setup.batches().variants(t); ++variant)
                rows.push_back(setup.embed(pool, parameters, t, items, variant));
            embedMoreCaptions(pool, setup, parameters, t, items);
        }
    }
    /// A pair has as many variants as that of its towers which has more.
    [[nodiscard]] int variants(const TrainedPair& pair) const
    {
        return static_cast<int>(std::max(of(pair.a).size(), of(pair.b).size()));
    }
    [[nodiscard]] const Matrix<float>& at(int tower, int variant) const
    {
        return of(tower)[static_cast<std::size_t>(variant) % of(tower).size()];
    }
    [[nodiscard]] JudgedRows judged(int tower, int variant) const
    {
        const Matrix<float>& first = at(tower, variant);
        const JudgedRows& more = m_more[static_cast<std::size_t>(tower)];
        JudgedRows all { Matrix<float>(first.rows() + more.rows.rows(), first.cols()), {} };
        all.rows << first, more.rows;
        toUnitRows(all.rows);
        for (Index place = 0; place < first.rows(); ++place)
            all.groups.push_back(static_cast<int>(place));
        all.groups.insert(all.groups.end(), more.groups.begin(), more.groups.end());
        return all;
    }

private:
    /// Caption by caption, so that items with as many are embedded together.
    void embedMoreCaptions(ThreadPool& pool, const RunSetup& setup, const Vector<float>& parameters,
        int tower, const std::vector<Index>& items)
    {
        JudgedRows& more = m_more.emplace_back();
        more.rows.resize(0, setup.embeddingWidth());
        for (int caption = 1; caption < mostJudgedCaptions; ++caption) {
            std::vector<Index> having;
            for (std::size_t i = 0; i < items.size(); ++i) {
                if (setup.batches().captions(tower, items[i]) <= caption) continue;
                having.push_back(items[i]);
                more.groups.push_back(static_cast<int>(i));
            }
            if (having.empty()) return;
            const Index before = more.rows.rows();
            more.rows.conservativeResize(
                before + static_cast<Index>(having.size()), Eigen::NoChange);
            more.rows.bottomRows(static_cast<Index>(having.size())) =
                setup.embed(pool, parameters, tower, having, caption);
        }
    }
    [[nodiscard]] const std::vector<Matrix<float>>& of(int tower) const
    {
        return m_rows[static_cast<std::size_t>(tower)];
    }

    std::vector<std::vector<Matrix<float>>> m_rows;
    std::vector<JudgedRows> m_more; ///< one a tower; not yet of unit length
};

RetrievalRanks ranksOf(ThreadPool& pool, const JudgedRows& a, const JudgedRows& b)
{
    const auto left = view(std::as_const(a.rows)), right = view(std::as_const(b.rows));
    // Without further captions row i belongs to row i, which is faster to rank.
    if (a.groups == b.groups && a.groups.back() + 1 == left.rows())
        return retrievalRanks<float>(pool, left, right);
    return retrievalRanks<float>(pool, left, right, a.groups, b.groups);
}

PairRecall recallOf(ThreadPool& pool, const HeldOutRows& rows, const TrainedPair& pair)
{
    PairRecall recall { pair.a, pair.b, true, {}, {} };
    const int variants = rows.variants(pair);
    for (int variant = 0; variant < variants; ++variant) {
        const TwoWayRetrieval found =
            summary(ranksOf(pool, rows.judged(pair.a, variant), rows.judged(pair.b, variant)));
        add(recall.aToB, found.aToB, 1.0 / variants);
        add(recall.bToA, found.bToA, 1.0 / variants);
    }
    return recall;
}

struct HeldOutLoss {
    double loss = 0;
    double chance = 0;
};

// Of one trained pair, averaged over its variants.
HeldOutLoss lossOf(ThreadPool& pool, const HeldOutRows& rows, const TrainedPair& pair,
    const RunSpec& spec, PairInput<float> input)
{
    const std::string_view name = judgedObjective(spec);
    const auto objective = makeObjective<float>(name);
    const int variants = rows.variants(pair);
    HeldOutLoss sum;
    for (int variant = 0; variant < variants; ++variant) {
        pointAt(input.a, rows.at(pair.a, variant));
        pointAt(input.b, rows.at(pair.b, variant));
        PairResult<float> result;
        objective->evaluate(pool, input, objectiveSettingsOf(spec), Want::loss, result);
        sum.loss += result.loss / variants;
    }
    sum.chance = chanceLoss(
        name, input.a.rows(), std::exp(-input.logScale), input.bias, objectiveSettingsOf(spec));
    return sum;
}

std::vector<int> labelsOf(const Dataset& dataset, const std::vector<Index>& items)
{
    std::vector<int> labels;
    for (const Index item : items)
        if (!dataset.labels.empty())
            labels.push_back(dataset.labels[static_cast<std::size_t>(item)]);
    return labels;
}

} // namespace

EvaluationMetrics evaluateHeldOut(
    ThreadPool& pool, const RunSetup& setup, const RunSpec& spec, const Vector<float>& parameters)
{
    const std::vector<Index> items = spread(setup.complete(setup.split().heldOut), mostJudgedItems);
    const std::vector<int> labels = labelsOf(setup.dataset(), items);
    const HeldOutRows rows(pool, setup, parameters, items);
    EvaluationMetrics metrics;
    metrics.items = static_cast<std::int64_t>(items.size());
    const int trained = static_cast<int>(setup.pairs().size());
    for (int i = 0; const TrainedPair& pair : setup.everyPair()) {
        PairRecall recall = recallOf(pool, rows, pair);
        recall.trained = i < trained;
        metrics.pairs.push_back(recall);
        if (i < trained) {
            PairInput<float> input;
            input.logScale = static_cast<double>(parameters[setup.scaleOffset(i)]);
            input.bias = static_cast<double>(parameters[setup.biasOffset()]);
            input.labels = labels;
            const HeldOutLoss judged = lossOf(pool, rows, pair, spec, input);
            metrics.loss += judged.loss / trained;
            metrics.chance += judged.chance / trained;
        }
        ++i;
    }
    metrics.aToB = metrics.pairs[0].aToB;
    metrics.bToA = metrics.pairs[0].bToA;
    return metrics;
}

EvaluationMetrics evaluateTrainer(Trainer& trainer)
{
    return evaluateHeldOut(trainer.pool(), trainer.setup(), trainer.spec(), trainer.judged());
}

} // namespace contrastlab
