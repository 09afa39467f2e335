// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From values to pixels along one axis, and how a range is zoomed and moved. Plain values, any
// thread.
#pragma once

namespace contrastlab {

struct AxisRange {
    double lower = 0;
    double upper = 1;

    double extent() const { return upper - lower; }
    friend bool operator==(const AxisRange&, const AxisRange&) = default;
};

/// Maps values to pixels along one axis, linearly or by their logarithm.
struct AxisScale {
    double lower = 0, upper = 1; ///< values at the ends; both positive if logarithmic
    double pixelLower = 0, pixelUpper = 1;
    bool logarithmic = false;

    /// On a logarithmic axis values of zero and below lie far off the lower end.
    double toPixel(double value) const;
    double toValue(double pixel) const;

    /// Shown between two pixels, in either order.
    AxisRange between(double pixelA, double pixelB) const;
    /// Scaled by `factor` so that what is under `pixel` stays there.
    AxisRange zoomed(double pixel, double factor) const;
    /// With what is shown moved by so many pixels.
    AxisRange moved(double pixels) const;
};

/// `range` moved, and where it must be narrowed, into `whole`.
AxisRange inside(AxisRange range, AxisRange whole);

} // namespace contrastlab
