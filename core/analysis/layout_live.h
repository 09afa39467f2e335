// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the makers of layouts share.
#pragma once

#include "analysis/projection.h"

#include <optional>

namespace contrastlab {

/// Points with nothing to do, of too few rows.
std::unique_ptr<LiveLayout> stillLayout(Matrix<float> points);

/// A pool that may be interrupted by `stop` while this lives; one that never can be stops nothing,
/// and leaves what the caller may have set.
class MaybeInterruptedBy {
public:
    MaybeInterruptedBy(ThreadPool& pool, std::stop_token stop)
    {
        if (stop.stop_possible()) m_interrupted.emplace(pool, std::move(stop));
    }

private:
    std::optional<InterruptedBy> m_interrupted;
};

} // namespace contrastlab
