// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The whole state of a run between two steps, as a value: resumed from it, a run continues bit by
// bit.
#pragma once

#include "base/matrix.h"
#include "data/batcher.h"
#include "optimizer/optimizer.h"
#include "run/run_spec.h"
#include "task/moving_average_towers.h"

#include <array>
#include <cstdint>
#include <vector>

namespace contrastlab {

struct Checkpoint {
    RunSpec spec; ///< as it stands now, with all changes so far
    std::int64_t step = 0;
    std::int64_t evaluations = 0;
    Vector<float> parameters; ///< towers one after another, then scales and bias
    OptimizerState optimizer;
    Batcher::State batcher;
    std::vector<Index> heldBatch; ///< the batch in hand, where it is held for several steps
    std::int64_t heldSince = 0; ///< step at which it was drawn
    Vector<float> averageParameters; ///< the weights averaged over steps; empty where they are not
    KeyState<float> keys; ///< moving-average towers, where the objective has them

    /// What held-out items and pictures are judged with: the average where there is one.
    [[nodiscard]] const Vector<float>& judged() const
    {
        return averageParameters.size() > 0 ? averageParameters : parameters;
    }
    [[nodiscard]] std::uint64_t digest() const;
};

} // namespace contrastlab
