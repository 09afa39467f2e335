// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One cell of a phase diagram, over its colour: hatched while it has no run, else its number, and
// in large cells the runs' losses and the map of the first, each in its own scale. Pure; window
// thread (fonts).
#pragma once

#include "plot/axes_frame.h"
#include "run/swept_run.h"

#include <QString>

#include <vector>

class QPainter;

namespace contrastlab {

struct SweepCellContent {
    std::vector<const SweptRun*> runs; ///< that have ended, by their seeds
    QString number; ///< empty: there is none
    QColor color; ///< of the cell
    bool chosen = false;
};

void drawSweepCell(QPainter& painter, const AxesFrame& frame, const QRectF& place,
    const SweepCellContent& content);

} // namespace contrastlab
