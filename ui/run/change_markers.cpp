// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pure functions.
#include "run/change_markers.h"

#include "run/table_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace contrastlab {

namespace {

// Seconds at which a step was done; steps count from 1 and none is left out.
double secondsAt(std::span<const StepMetrics> steps, std::int64_t step)
{
    if (steps.empty() || step < steps.front().step) return 0;
    const auto place = std::min<std::int64_t>(step - steps.front().step, std::ssize(steps) - 1);
    return steps[static_cast<std::size_t>(place)].seconds;
}

} // namespace

std::vector<EventMarker> changeMarkers(const Run& run, double seconds)
{
    const auto events = run.events.all();
    std::vector<EventMarker> markers;
    run.steps.with([&](std::span<const StepMetrics> steps) {
        for (const RunEvent& event : events) {
            EventMarker* last = markers.empty() ? nullptr : &markers.back();
            const bool same = last && event.kind == RunEvent::Kind::change
                && last->event.kind == event.kind && last->event.key == event.key
                && secondsAt(steps, event.step) - secondsAt(steps, last->event.step) < seconds;
            if (!same) {
                markers.push_back({ event.step, event, event.step });
            } else {
                last->event.after = event.after;
                last->event.step = last->step = event.step;
            }
        }
    });
    std::erase_if(markers, [](const EventMarker& m) {
        return m.event.kind == RunEvent::Kind::change && m.event.before == m.event.after;
    });
    return markers;
}

std::int64_t stepBefore(const EventMarker& marker)
{
    return marker.event.kind == RunEvent::Kind::change ? marker.first - 1 : -1;
}

QString markerText(const EventMarker& marker)
{
    switch (marker.event.kind) {
    case RunEvent::Kind::change:
        return changeText(marker.event);
    case RunEvent::Kind::diverged:
        return QCoreApplication::translate("EventMarker", "diverged");
    case RunEvent::Kind::note:
        if (marker.event.key == lineSearchNote)
            return QCoreApplication::translate("EventMarker", "line search: no step");
        if (const Parameter* parameter = findParameter(marker.event.key))
            return QCoreApplication::translate("EventMarker", "the end, by %1")
                .arg(shortLabel(*parameter));
        return QString::fromStdString(marker.event.after);
    }
    return {};
}

} // namespace contrastlab
