// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One process stands beside the others, for what sharing gains.
#include "mpi_plan.h"

#include <array>
#include <cstdio>

namespace contrastlab {

namespace {

constexpr double batches[] = { 32768, 262144, 1048576, 4194304 };
constexpr double processCounts[] = { 1, 8, 64, 1024 };

template <class... Values> std::string formatted(const char* format, Values... values)
{
    std::array<char, 200> text {};
    std::snprintf(text.data(), text.size(), format, values...);
    return text.data();
}

// What most of what is not shared goes into.
const char* whatStops(const StepCost& cost)
{
    if (cost.waiting > cost.sending && cost.waiting > cost.alike) return "latency";
    return cost.sending > cost.alike ? "bandwidth" : "what every process does by itself";
}

} // namespace

std::string planText(const ShardedStep& step, const Machine& machine)
{
    std::string text = formatted(
        "clip, d = %.0f, %.3g parameters; a process: %.3g GFLOP/s, %.3g GB/s of memory, %.3g us "
        "and %.3g GB/s to others\n",
        step.width, step.parameters, machine.flops / 1e9, machine.memory / 1e9,
        machine.latency * 1e6, machine.bandwidth / 1e9);
    for (const double rows : batches) {
        text +=
            formatted("\nN = %.0f\n processes  seconds a step  shared  alike  sending  waiting  "
                      "MB sent  gain\n",
                rows);
        ShardedStep part = step;
        part.rows = rows;
        part.shards = 1;
        const double alone = costOf(part, 1, machine).seconds();
        for (const double processes : processCounts) {
            part.shards = processes;
            const StepCost cost = costOf(part, processes, machine);
            const double all = cost.seconds() / 100;
            text += formatted(" %9.0f  %14.4g  %5.1f%%  %4.1f%%  %6.1f%%  %6.1f%%  %7.1f  %4.0f\n",
                processes, cost.seconds(), cost.shared / all, cost.alike / all, cost.sending / all,
                cost.waiting / all, cost.bytes / 1e6, alone / cost.seconds());
        }
        const Scaling scaling = scalingOf(part, machine);
        part.shards = scaling.fastest;
        const StepCost best = costOf(part, scaling.fastest, machine);
        text += formatted(" up to %.0f processes each adds at least half of what one does alone; "
                          "shortest with %.0f (%.4g s), beyond it the limit is %s\n",
            scaling.worthwhile, scaling.fastest, best.seconds(), whatStops(best));
    }
    return text;
}

} // namespace contrastlab
