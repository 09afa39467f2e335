// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The way of a cloud's view after its points: it glides to where they are, and rests while they
// hardly move. No timer of its own. Window thread.
#pragma once

#include "plot/cloud_view.h"

#include <QElapsedTimer>

namespace contrastlab {

class ViewGlide {
public:
    const CloudView& view() const { return m_view; }
    bool isMoving() const { return m_moving; }

    /// Shows `view` at once.
    void jump(const CloudView& view);
    /// Wants to see `bounds` in `plot`: sets out unless the goal so far shows them well.
    void aim(const QRectF& bounds, const QRectF& plot);
    /// The same, wherever the goal so far was.
    void aimAnew(const QRectF& bounds, const QRectF& plot);
    /// On by the time that has passed.
    void advance(const QRectF& plot);
    /// Ends at the goal.
    void finish();

private:
    CloudView m_view, m_target;
    bool m_moving = false;
    QElapsedTimer m_clock;
};

} // namespace contrastlab
