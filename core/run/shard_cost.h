// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a step of several processes takes, foretold: what each computes, what all compute alike, and
// what they send each other. Of clip with two towers; pure functions.
#pragma once

namespace contrastlab {

/// One process, and the way to the others.
struct Machine {
    double flops = 1e11; ///< multiplications and additions a second, in products
    double memory = 1e10; ///< bytes a second that it reads or writes in long passes
    double latency = 2e-6; ///< seconds from one process to another
    double bandwidth = 1e10; ///< bytes a second that a process sends
};

struct ShardedStep {
    double rows = 32768; ///< N, of the batch
    double width = 64; ///< d, of the embeddings
    double parameters = 1e6; ///< of both towers
    double shards = 64; ///< a power of two; so is the number of processes
};

/// Seconds, and bytes that a process sends.
struct StepCost {
    double shared = 0; ///< towers over own rows, and own rows against all columns
    double alike = 0; ///< what every process does by itself: all columns, the optimiser
    double sending = 0;
    double waiting = 0; ///< latencies
    double bytes = 0;

    [[nodiscard]] double seconds() const { return shared + alike + sending + waiting; }
};

/// Bytes: with P processes, each sends (P - 1) / P of 4 N d for the embeddings of either tower, 8 N
/// for the row sums and as much for the positives, 16 N for the column sums, 4 N d for the gradient
/// of columns, 8 W for the towers' gradients and 16 S for the slope of the temperature; process 0
/// adds 8 (P - 1) of what is agreed before a step.
double bytesOf(const ShardedStep& step, double processes);

/// Products: 6 W a row in the towers (forward, and backward twice as much), 8 d a pair of row and
/// column (logits twice, and two gradients) and about 40 for its exponentials. A collective takes
/// ceil(log2 P) latencies, one in which everybody sends to everybody P - 1.
StepCost costOf(const ShardedStep& step, double processes, const Machine& machine);

/// Where sharing stops to gain, in powers of two and with a shard a process.
struct Scaling {
    double worthwhile = 1; ///< the most processes that each do at least half of one's work alone
    double fastest = 1; ///< with which a step is shortest
};
Scaling scalingOf(ShardedStep step, const Machine& machine);

} // namespace contrastlab
