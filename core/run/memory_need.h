// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a run will take of memory beside its data: asked before it is allocated, because a system
// that runs out ends the process without a word. Pure functions but for requireMemory().
#pragma once

#include "run/run_setup.h"

#include <optional>

namespace contrastlab {

/// Bytes, by what takes them. Estimates.
struct MemoryNeed {
    double parameters = 0; ///< with gradient, optimiser and moving-average towers
    double checkpoints = 0; ///< those that a run keeps
    double batch = 0; ///< inputs and activations
    double queues = 0;

    [[nodiscard]] double total() const { return parameters + checkpoints + batch + queues; }
};

MemoryNeed memoryNeedOf(const RunSetup& setup);

/// A problem with the parameter that takes most where the run needs more than is left.
std::optional<Problem> memoryProblem(const RunSetup& setup, std::optional<std::int64_t> left);

/// Throws SpecError where the run needs more than memoryLeft().
void requireMemory(const RunSetup& setup);

} // namespace contrastlab
