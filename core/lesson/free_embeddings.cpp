// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One flat vector: rows of a, rows of b, ln(1 / temperature), bias.
#include "lesson/free_embeddings.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace contrastlab {

double descend(ThreadPool& pool, Vector<float>& parameters,
    const std::vector<ParameterBlock>& blocks, int steps, double learningRate,
    const LossFunction& loss)
{
    const auto optimizer = makeOptimizer("adam");
    OptimizerSettings settings;
    double last = 0;
    for (int step = 0; step < steps; ++step) {
        optimizer->batchChanged();
        settings.learningRate =
            learningRate * std::cos(std::numbers::pi / 2 * double(step) / double(steps));
        last = optimizer->step(pool, parameters, blocks, settings, loss).loss;
    }
    return last;
}

std::string objectiveWith(PairTerm term, bool labels)
{
    const auto found = std::ranges::find_if(objectiveTable(),
        [&](const ObjectiveInfo& info) { return info.term == term && info.needsLabels == labels; });
    return std::string(found->name);
}

FreeEmbeddings trainFree(ThreadPool& pool, const FreePairs& setting, std::uint64_t seed)
{
    const Index rows = setting.pairs, width = setting.width, side = rows * width;
    Vector<float> parameters(2 * side + 2);
    RandomStream stream(seed, Purpose::initialWeights);
    for (Index i = 0; i < 2 * side; ++i)
        parameters[i] = float(stream.normal() / std::sqrt(double(width)));
    for (Index i = 0; i < rows; ++i) {
        parameters[i * width] += float(setting.apart / 2);
        parameters[side + i * width] -= float(setting.apart / 2);
    }
    parameters[2 * side] = float(-std::log(setting.temperature));
    parameters[2 * side + 1] = float(setting.bias);
    const std::vector<ParameterBlock> blocks { { .name = "a", .rows = rows, .columns = width },
        { .name = "b", .offset = side, .rows = rows, .columns = width, .frozen = setting.freezeB },
        { .name = "scale and bias",
            .offset = 2 * side,
            .rows = 1,
            .columns = 2,
            .frozen = !setting.learnScale } };
    const auto objective = makeObjective<float>(setting.objective);
    PairResult<float> result;
    const auto evaluate = [&](const Vector<float>& at, Vector<float>& gradient) {
        PairInput<float> input;
        pointAt(input.a, viewOf(at.data(), rows, width));
        pointAt(input.b, viewOf(at.data() + side, rows, width));
        input.logScale = double(at[2 * side]);
        input.bias = double(at[2 * side + 1]);
        input.labels = setting.labels;
        objective->evaluate(pool, input, {}, Want::gradients, result);
        viewOf(gradient.data(), rows, width) = result.gradA;
        viewOf(gradient.data() + side, rows, width) = result.gradB;
        gradient[2 * side] = float(result.gradLogScale);
        gradient[2 * side + 1] = float(result.gradBias);
        return result.loss;
    };
    FreeEmbeddings free;
    free.loss = descend(pool, parameters, blocks, setting.steps, setting.learningRate, evaluate);
    const auto unit = [&](Index offset) -> Matrix<double> {
        return viewOf(std::as_const(parameters).data() + offset, rows, width)
            .cast<double>()
            .rowwise()
            .normalized();
    };
    free.a = unit(0);
    free.b = unit(side);
    free.temperature = std::exp(-double(parameters[2 * side]));
    free.bias = double(parameters[2 * side + 1]);
    return free;
}

} // namespace contrastlab
