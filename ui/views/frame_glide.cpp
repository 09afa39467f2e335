// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/frame_glide.h"

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

constexpr double longestMs = 800;
// The gaps vary: a glide that ended early would stand still until the next goal.
constexpr double slack = 1.6;

} // namespace

void FrameGlide::aim(std::vector<float> goal, bool smoothly)
{
    const double since = m_sinceAim.isValid() ? double(m_sinceAim.elapsed()) : 0;
    m_sinceAim.start();
    m_goal = std::move(goal);
    if (!smoothly || m_shown.size() != m_goal.size()) {
        finish();
        return;
    }
    m_from = m_shown;
    m_duration = std::min(slack * since, longestMs);
}

void FrameGlide::clear()
{
    *this = {};
}

const std::vector<float>& FrameGlide::advance()
{
    const double share = isMoving() ? double(m_sinceAim.elapsed()) / m_duration : 1;
    if (share >= 1) return finish();
    for (std::size_t i = 0; i < m_goal.size(); ++i)
        m_shown[i] =
            std::isfinite(m_from[i]) ? std::lerp(m_from[i], m_goal[i], float(share)) : m_goal[i];
    return m_shown;
}

const std::vector<float>& FrameGlide::finish()
{
    m_duration = 0;
    m_shown = m_goal;
    return m_shown;
}

} // namespace contrastlab
