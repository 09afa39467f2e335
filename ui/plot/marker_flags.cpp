// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "plot/marker_flags.h"

#include <algorithm>

namespace contrastlab {

std::vector<MarkerFlag> layoutFlags(
    std::span<const double> anchors, double right, double gap, const FlagWidth& width)
{
    std::vector<MarkerFlag> flags;
    for (std::size_t i = 0; i < anchors.size(); ++i) {
        MarkerFlag flag { i, i, 0, 0 };
        for (;;) {
            flag.width = width(flag.first, flag.last);
            flag.left = std::min(anchors[flag.first], right - flag.width);
            if (flags.empty() || flags.back().left + flags.back().width + gap <= flag.left) break;
            flag.first = flags.back().first;
            flags.pop_back();
        }
        flags.push_back(flag);
    }
    return flags;
}

} // namespace contrastlab
