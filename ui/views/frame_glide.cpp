// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/frame_glide.h"

#include "theme/theme.h"

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

constexpr int tickMs = 47; // as often as a run is looked at
constexpr double longestMs = 800;
// The gaps vary: a glide that ended early would stand still until the next goal.
constexpr double slack = 1.6;

} // namespace

FrameGlide::FrameGlide(QObject* parent) : QObject(parent)
{
    m_timer.setInterval(tickMs);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &FrameGlide::advance);
}

void FrameGlide::aim(std::vector<float> goal, bool smoothly)
{
    const double since = m_sinceAim.isValid() ? double(m_sinceAim.elapsed()) : 0;
    m_sinceAim.start();
    m_goal = std::move(goal);
    m_duration = std::min(slack * since, longestMs);
    if (!smoothly || !animates() || m_shown.size() != m_goal.size() || m_duration <= 0) {
        arrive();
        return;
    }
    m_from = m_shown;
    if (!m_timer.isActive()) m_timer.start();
}

void FrameGlide::clear()
{
    m_timer.stop();
    m_sinceAim.invalidate();
    m_from.clear();
    m_goal.clear();
    m_shown.clear();
}

void FrameGlide::advance()
{
    const double share = double(m_sinceAim.elapsed()) / m_duration;
    if (share >= 1 || !animates()) return arrive();
    for (std::size_t i = 0; i < m_goal.size(); ++i)
        m_shown[i] =
            std::isfinite(m_from[i]) ? std::lerp(m_from[i], m_goal[i], float(share)) : m_goal[i];
    emit moved();
}

void FrameGlide::finish()
{
    if (isMoving()) arrive();
}

void FrameGlide::arrive()
{
    m_timer.stop();
    m_shown = m_goal;
    emit moved();
}

} // namespace contrastlab
