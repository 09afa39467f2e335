// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/view_glide.h"

#include "theme/theme.h"

#include <cmath>

namespace contrastlab {

namespace {

constexpr double glideTime = 130; // ms to cover 63 % of the way

}

void ViewGlide::jump(const CloudView& view)
{
    m_view = m_target = view;
    m_moving = false;
}

void ViewGlide::aim(const QRectF& bounds, const QRectF& plot)
{
    // A goal that hardly moved and still shows everything well is kept: the picture does not
    // breathe.
    const CloudView target = CloudView::fitting(bounds, plot);
    const double ratio = target.unitsPerPixel / m_target.unitsPerPixel;
    const bool kept = m_moving || CloudView::alike(m_view, m_target, plot);
    if (kept && m_target.visible(plot).contains(bounds) && ratio > 0.85 && ratio < 1.04) return;
    aimAnew(bounds, plot);
}

void ViewGlide::aimAnew(const QRectF& bounds, const QRectF& plot)
{
    m_target = CloudView::fitting(bounds, plot);
    if (m_moving || CloudView::alike(m_view, m_target, plot)) return;
    if (!animates()) return jump(m_target);
    m_clock.start();
    m_moving = true;
}

void ViewGlide::advance(const QRectF& plot)
{
    if (!animates()) return finish();
    const double elapsed = static_cast<double>(m_clock.restart());
    m_view = CloudView::between(m_view, m_target, 1 - std::exp(-elapsed / glideTime));
    if (CloudView::alike(m_view, m_target, plot)) finish();
}

void ViewGlide::finish()
{
    if (m_moving) jump(m_target);
}

} // namespace contrastlab
