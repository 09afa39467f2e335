// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The moment that the views show: the newest step, or one that stays put. A plain value.
#pragma once

#include <cstdint>

namespace contrastlab {

struct Playhead {
    std::int64_t step = 0;
    bool following = true; ///< moves with the newest step

    friend bool operator==(const Playhead&, const Playhead&) = default;
};

} // namespace contrastlab
