// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The named markers of a loss curve, from a run's events. Pure functions.
#pragma once

#include "run/run.h"

#include <QString>

#include <vector>

namespace contrastlab {

/// A mark in the time of a run: after how many steps, and what happened.
struct EventMarker {
    std::int64_t step = 0;
    RunEvent event;
    std::int64_t first = 0; ///< step of the first change of those that became this one
};

/// The last step that has nothing of it: where one goes back to from just before a change; -1 where
/// it is none, or was made before the first step.
std::int64_t stepBefore(const EventMarker& marker);

/// One marker an event; changes of one parameter that follow each other within `seconds` (a slider
/// being dragged) become one, from the first value to the last, where the last took effect.
std::vector<EventMarker> changeMarkers(const Run& run, double seconds = 1);

/// The text beside the marker.
QString markerText(const EventMarker& marker);

} // namespace contrastlab
