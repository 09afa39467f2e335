// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a crosshair says: a hair, a dot on each curve, and a box of numbers beside the cursor.
// Window thread.
#pragma once

#include "plot/axes_frame.h"

#include <QPen>
#include <QString>

#include <vector>

class QPainter;

namespace contrastlab {

struct ReadoutRow {
    QPen mark; ///< the stroke before the label, and the colour of the dot
    QString label, value;
    QString aside; ///< a second, muted number; may be empty
    QPointF dot; ///< not drawn outside the plot, or at not-a-number
    bool bold = false;
};

struct Readout {
    double x = 0; ///< of the hair, in pixels
    QString header;
    std::vector<ReadoutRow> rows;
};

/// For people who hear it.
QString textOf(const Readout& readout);

/// Of more rows than fit into the plot those go that are not bold and whose dots are farthest from
/// the cursor; a last row tells how many.
void drawReadout(QPainter& painter, const AxesFrame& frame, Readout readout, QPointF cursor);

} // namespace contrastlab
