// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Learning-rate schedules: pure functions of the step.
#pragma once

#include "base/matrix.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace contrastlab {

enum class ScheduleKind { constant, cosine, linear, constantCooldown };

struct Schedule {
    ScheduleKind kind = ScheduleKind::constant;
    std::int64_t warmupSteps = 0; ///< W: linear rise, base (t + 1) / W for t < W
    std::int64_t totalSteps = 0; ///< T: where the schedule ends; 0 for constant
    std::int64_t cooldownSteps = 0; ///< constantCooldown: the last steps fall linearly to 0

    /// The factor on the base learning rate at step t (0-based), in [0, 1].
    [[nodiscard]] double factor(std::int64_t t) const;
};

} // namespace contrastlab
