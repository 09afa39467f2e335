// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Orders of units and the rotation in turns until no order changes: each turn raises the inner
// product of the two weight vectors, so it ends.
#include "analysis/weight_matching.h"

#include "analysis/assignment.h"
#include "analysis/evaluation.h"
#include "base/decomposition.h"

#include <algorithm>

namespace contrastlab {

namespace {

constexpr int mostTurns = 100;

// x W + b, in double.
struct DenseWeights {
    Matrix<double> weight; ///< input x output
    Eigen::RowVectorXd bias;
};
using TowerWeights = std::vector<DenseWeights>;

std::vector<std::pair<TowerBlock, TowerBlock>> denseBlocks(const Tower<float>& tower)
{
    std::vector<std::pair<TowerBlock, TowerBlock>> layers;
    for (std::size_t i = 0; i + 1 < tower.blocks().size(); i += 2)
        layers.emplace_back(tower.blocks()[i], tower.blocks()[i + 1]);
    return layers;
}

TowerWeights weightsOf(const RunSetup& setup, int tower, const Vector<float>& parameters)
{
    TowerWeights layers;
    const float* begin = parameters.data() + setup.towerOffset(tower);
    for (const auto& [weight, bias] : denseBlocks(setup.tower(tower)))
        layers.push_back(
            { viewOf(begin + weight.offset, weight.rows, weight.columns).cast<double>(),
                viewOf(begin + bias.offset, 1, bias.columns).cast<double>() });
    return layers;
}

void writeLayers(
    const TowerWeights& layers, const RunSetup& setup, int tower, Vector<float>& parameters)
{
    float* begin = parameters.data() + setup.towerOffset(tower);
    const auto blocks = denseBlocks(setup.tower(tower));
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const auto& [weight, bias] = blocks[i];
        viewOf(begin + weight.offset, weight.rows, weight.columns) = layers[i].weight.cast<float>();
        viewOf(begin + bias.offset, 1, bias.columns) = layers[i].bias.cast<float>();
    }
}

void reorder(TowerWeights& layers, std::size_t layer, const std::vector<Index>& order)
{
    DenseWeights &in = layers[layer], &out = layers[layer + 1];
    in.weight = Matrix<double>(in.weight(Eigen::all, order));
    in.bias = Eigen::RowVectorXd(in.bias(order));
    out.weight = Matrix<double>(out.weight(order, Eigen::all));
}

// The units between two layers in the order that suits `to` best. True where it is a new one.
bool orderUnits(TowerWeights& layers, const TowerWeights& to, std::size_t layer, bool byInputAlone)
{
    const DenseWeights& in = layers[layer];
    Matrix<double> gains =
        to[layer].weight.transpose() * in.weight + to[layer].bias.transpose() * in.bias;
    if (!byInputAlone) gains += to[layer + 1].weight * layers[layer + 1].weight.transpose();
    const std::vector<Index> order = bestAssignment(gains);
    if (std::ranges::is_sorted(order)) return false;
    reorder(layers, layer, order);
    return true;
}

void rotate(std::vector<TowerWeights>& towers, const Matrix<double>& overlap)
{
    const Matrix<double> rotation = nearestOrthogonal(overlap);
    for (TowerWeights& layers : towers) {
        layers.back().weight *= rotation;
        layers.back().bias *= rotation;
    }
}

void rotate(std::vector<TowerWeights>& towers, const std::vector<TowerWeights>& to)
{
    const Index width = towers.front().back().weight.cols();
    Matrix<double> overlap = Matrix<double>::Zero(width, width);
    for (std::size_t t = 0; t < towers.size(); ++t) {
        overlap += towers[t].back().weight.transpose() * to[t].back().weight;
        overlap += towers[t].back().bias.transpose() * to[t].back().bias;
    }
    rotate(towers, overlap);
}

// What each hidden layer puts out on the items, then the embeddings; N rows each.
std::vector<Matrix<double>> activationsOf(ThreadPool& pool, const RunSetup& setup, int tower,
    const Vector<float>& parameters, std::span<const Index> items)
{
    ModalityBatch<float> batch;
    TowerTape<float> tape;
    setup.batches().makePlain(pool, items, tower, 0, batch);
    setup.tower(tower).forward(pool, parameters.data() + setup.towerOffset(tower), batch, tape);
    std::vector<Matrix<double>> activations;
    for (std::size_t layer = 1; layer < tape.outputs.size(); layer += 2) // after linear maps
        activations.push_back(tape.outputs[layer].cast<double>());
    activations.push_back(tape.outputs.back().cast<double>());
    return activations;
}

Vector<float> stored(
    const std::vector<TowerWeights>& towers, const RunSetup& setup, Vector<float> parameters)
{
    for (std::size_t t = 0; t < towers.size(); ++t)
        writeLayers(towers[t], setup, int(t), parameters);
    return parameters;
}

double recallAt1(const EvaluationMetrics& metrics)
{
    return (metrics.aToB.recallAt1 + metrics.bToA.recallAt1) / 2;
}

} // namespace

bool canMatchWeights(const RunSetup& setup)
{
    for (int t = 0; t < setup.towers(); ++t)
        for (const TowerBlock& block : setup.tower(t).blocks())
            if (!block.name.starts_with("hidden") && !block.name.starts_with("head")) return false;
    return true;
}

Vector<float> matchedWeights(
    const RunSetup& setup, const Vector<float>& of, const Vector<float>& to)
{
    std::vector<TowerWeights> towers, targets;
    for (int t = 0; t < setup.towers(); ++t) {
        towers.push_back(weightsOf(setup, t, of));
        targets.push_back(weightsOf(setup, t, to));
    }
    const auto orderAll = [&](bool byInputAlone) {
        bool changed = false;
        for (std::size_t t = 0; t < towers.size(); ++t)
            for (std::size_t layer = 0; layer + 1 < towers[t].size(); ++layer)
                changed |= orderUnits(towers[t], targets[t], layer, byInputAlone);
        return changed;
    };
    orderAll(true); // the rotation behind them is not known yet
    rotate(towers, targets);
    for (int turn = 0; turn < mostTurns && orderAll(false); ++turn)
        rotate(towers, targets);
    return stored(towers, setup, of);
}

Vector<float> matchedActivations(ThreadPool& pool, const RunSetup& setup, const Vector<float>& of,
    const Vector<float>& to, std::span<const Index> items)
{
    std::vector<TowerWeights> towers;
    Matrix<double> overlap = Matrix<double>::Zero(setup.embeddingWidth(), setup.embeddingWidth());
    for (int t = 0; t < setup.towers(); ++t) {
        TowerWeights& layers = towers.emplace_back(weightsOf(setup, t, of));
        const auto ofUnits = activationsOf(pool, setup, t, of, items),
                   toUnits = activationsOf(pool, setup, t, to, items);
        for (std::size_t layer = 0; layer + 1 < layers.size(); ++layer)
            reorder(layers, layer, bestAssignment(toUnits[layer].transpose() * ofUnits[layer]));
        overlap += ofUnits.back().transpose() * toUnits.back();
    }
    rotate(towers, overlap);
    return stored(towers, setup, of);
}

Barrier barrierBetween(ThreadPool& pool, const RunSetup& setup, const Vector<float>& from,
    const Vector<float>& to, const std::vector<Index>& items, int points)
{
    const auto judge = [&](double share) {
        const Vector<float> between = float(1 - share) * from + float(share) * to;
        return evaluateItems(pool, setup, setup.spec(), between, items);
    };
    const EvaluationMetrics first = judge(0), last = judge(1), middle = judge(0.5);
    Barrier barrier { .lossOfMiddle = middle.loss,
        .lossOfEnds = (first.loss + last.loss) / 2,
        .recallOfMiddle = recallAt1(middle),
        .recallOfEnds = (recallAt1(first) + recallAt1(last)) / 2 };
    for (int i = 1; i + 1 < points; ++i) {
        const double share = double(i) / double(points - 1);
        const double straight = (1 - share) * first.loss + share * last.loss;
        barrier.height = std::max(barrier.height, judge(share).loss - straight);
    }
    return barrier;
}

} // namespace contrastlab
