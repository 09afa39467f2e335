// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Numbers that go smoothly from one analysed frame to the next, for as long as the frames have come
// apart: analyses are few, so that they do not slow training. Window thread.
#pragma once

#include <QElapsedTimer>

#include <vector>

namespace contrastlab {

class FrameGlide {
public:
    /// Goes to `goal` from where the numbers are now; at once if not `smoothly`, for the first
    /// goal, and for another count of numbers.
    void aim(std::vector<float> goal, bool smoothly);
    void clear();

    [[nodiscard]] bool isMoving() const { return m_duration > 0; }
    [[nodiscard]] const std::vector<float>& goal() const { return m_goal; }
    /// The numbers at this moment; the last of a glide ends it.
    const std::vector<float>& advance();
    /// The goal itself.
    const std::vector<float>& finish();

private:
    std::vector<float> m_from, m_goal, m_shown;
    double m_duration = 0; ///< ms; 0 at rest
    QElapsedTimer m_sinceAim;
};

} // namespace contrastlab
