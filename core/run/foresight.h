// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The steps to come of a run, for some values of one live parameter: each value is tried from one
// and the same state, on the same batches. A run that makes the change there goes on like that, bit
// for bit. Any thread.
#pragma once

#include "run/metrics.h"
#include "run/run_setup.h"
#include "run/trainer.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace contrastlab {

/// What is tried, and how far.
struct ForesightPlan {
    std::string key; ///< of a live parameter
    std::vector<ParameterValue> values;
    std::int64_t steps = 200; ///< at most so many each
    double seconds = 2; ///< no further steps after so long; one is always made
};

/// How the run would go on with one value.
struct Ghost {
    ParameterValue value;
    std::vector<StepMetrics> steps; ///< those after the state that it starts from
    bool diverged = false; ///< in the last of them
    std::optional<Problem> refusal; ///< why the value cannot be taken; then there are no steps
};

struct Foresight {
    std::string key;
    std::int64_t from = 0; ///< steps done before
    std::vector<Ghost> ghosts; ///< one a value
    bool ended = false; ///< nothing more is to come
    bool cutShort = false; ///< because the time was over
};

/// Told what is known so far, on the caller's thread.
using ForesightReport = std::function<void(const Foresight&)>;

/// The ghosts advance together, shared among the pool's threads, so that all that go on are equally
/// long wherever the time is over. Throws Interrupted where `stop` is requested meanwhile,
/// SpecError where the checkpoint is not of this setup.
Foresight foresee(std::shared_ptr<const RunSetup> setup, const Checkpoint& from,
    const ForesightPlan& plan, ThreadPool& pool, const std::stop_token& stop = {},
    const ForesightReport& report = {});

} // namespace contrastlab
