// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The calls that are counted are those of ShardedGradient and ShardedSimilarity.
#include "run/shard_cost.h"

#include <cmath>

namespace contrastlab {

namespace {

constexpr double single = 4, full = 8; // bytes of a number
constexpr double oneToAll =
    8; // embeddings of two towers, rows, positives, columns, 2 slopes, order
constexpr double allToAll = 3; // column sums, gradient of columns, gradients of towers
constexpr double lastGather = 1; // of the towers' gradients
constexpr double exponentials = 40; // a pair, in multiplications and additions
// Passes over columns and parameters: as they come and go, and for each shard a gradient of both.
constexpr double passesOfColumns = 8, passesOfParameters = 12;
constexpr double passesAShard = 4;

} // namespace

double bytesOf(const ShardedStep& step, double processes)
{
    const double n = step.rows, nd = step.rows * step.width;
    const double stretches = 2 * single * nd + 4 * full * n + single * nd
        + 2 * single * step.parameters + 2 * full * step.shards;
    return (processes - 1) / processes * stretches + 8 * (processes - 1);
}

StepCost costOf(const ShardedStep& step, double processes, const Machine& machine)
{
    const double n = step.rows;
    const double products = 6 * step.parameters * n + (8 * step.width + exponentials) * n * n;
    const double ofShards = passesAShard * step.shards / processes;
    StepCost cost;
    cost.shared = products / processes / machine.flops;
    cost.alike = single
        * ((passesOfColumns + ofShards) * n * step.width
            + (passesOfParameters + ofShards) * step.parameters)
        / machine.memory;
    cost.bytes = bytesOf(step, processes);
    cost.sending = cost.bytes / machine.bandwidth;
    if (processes > 1)
        cost.waiting = machine.latency
            * ((oneToAll + lastGather) * std::ceil(std::log2(processes))
                + allToAll * (processes - 1));
    return cost;
}

Scaling scalingOf(ShardedStep step, const Machine& machine)
{
    step.shards = 1;
    const double alone = costOf(step, 1, machine).seconds();
    double shortest = alone;
    Scaling scaling;
    for (step.shards = 2; step.shards <= step.rows; step.shards *= 2) {
        const double seconds = costOf(step, step.shards, machine).seconds();
        if (alone / seconds >= 0.5 * step.shards) scaling.worthwhile = step.shards;
        if (seconds >= shortest) continue;
        shortest = seconds;
        scaling.fastest = step.shards;
    }
    return scaling;
}

} // namespace contrastlab
