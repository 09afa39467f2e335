// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What of its axes a picture shows. A plain value.
#pragma once

#include <QString>

namespace contrastlab {

struct AxesLook {
    bool visible = true; ///< false: none at all, the content brings its own labels
    bool leftLine = true, topLine = true;
    bool rightLine = false; ///< without a right axis
    bool keyGrid =
        true; ///< lines at the ticks of the x axis; those of the left axis are always there
    bool keyTicks = true, valueTicks = true; ///< marks beside the labels
    bool minorTicks = true;
    bool keyLabels = true; ///< numbers and title of the x axis
    int linesForTitles = 9; ///< a lower figure has better use for their room
    bool numbersGiveWay = false; ///< with the titles
    QString leftSuffix; ///< behind the numbers of the left axis
    double keySpacing = 6, valueSpacing = 3; ///< line heights that a tick should have for itself
    int mostKeyTicks = 12, mostValueTicks = 8;
};

} // namespace contrastlab
