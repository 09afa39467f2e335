// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Warm-up, then one of four shapes.
#include "optimizer/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace contrastlab {

double Schedule::factor(std::int64_t t) const
{
    if (t < warmupSteps) return static_cast<double>(t + 1) / static_cast<double>(warmupSteps);
    if (kind == ScheduleKind::constant || totalSteps <= 0) return 1;
    if (t >= totalSteps) return 0;
    const double left = static_cast<double>(totalSteps - t);
    const double length = static_cast<double>(totalSteps - warmupSteps);
    switch (kind) {
    case ScheduleKind::cosine:
        return 0.5 * (1 + std::cos(std::numbers::pi * (1 - left / length)));
    case ScheduleKind::linear:
        return left / length;
    case ScheduleKind::constantCooldown:
        return cooldownSteps > 0 ? std::min(1.0, left / static_cast<double>(cooldownSteps)) : 1;
    case ScheduleKind::constant:
        break;
    }
    return 1;
}

} // namespace contrastlab
