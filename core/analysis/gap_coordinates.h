// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How few of the embedding's coordinates carry the modality gap. A pure function.
#pragma once

#include "base/matrix.h"

namespace contrastlab {

/// Of paired unit rows: the modality gap, and the share of it that is left where the coordinates in
/// which the modalities' means differ most are taken out of all rows, which are then put back on
/// the sphere (Schrodi et al. 2025, arXiv 2404.07983). NaN where there is no gap, or no coordinate
/// left.
struct GapCoordinates {
    double gap = 0;
    double leftWithout1 = 0;
    double leftWithout3 = 0;
};
GapCoordinates gapCoordinates(ConstMatrixView<float> a, ConstMatrixView<float> b);

template <class Visit> void visitColumns(const GapCoordinates& g, const Visit& visit)
{
    visit("whole", g.gap);
    visit("left_without_1", g.leftWithout1);
    visit("left_without_3", g.leftWithout3);
}

} // namespace contrastlab
