// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands behind the points of a cloud for orientation: the axes of space, the unit circle or
// sphere. Window thread.
#pragma once

#include "plot/axes_frame.h"
#include "plot/cloud_model.h"

#include <array>

class QPainter;

namespace contrastlab {

/// Lines along the three axes of space, through the middle of the points.
void drawSpaceAxes(QPainter& painter, const CloudModel& model, const AxesFrame& frame);
/// The titles at their positive ends.
void drawSpaceTitles(QPainter& painter, const CloudModel& model, const AxesFrame& frame,
    const std::array<QString, 3>& titles);

/// A point of the unit sphere at a longitude about the y axis and a latitude, in degrees.
QVector3D onUnitSphere(double longitude, double latitude);
/// In the plane the unit circle; in space the outline of the unit sphere with meridians and
/// parallels every 30 degrees, those of the far side paler.
void drawUnitSphere(QPainter& painter, const CloudModel& model, const AxesFrame& frame);

} // namespace contrastlab
