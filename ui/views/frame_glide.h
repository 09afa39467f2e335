// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Numbers that go smoothly from one analysed frame to the next, for as long as the frames have come
// apart: analyses are few, so that they do not slow training. Window thread.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <vector>

namespace contrastlab {

class FrameGlide : public QObject {
    Q_OBJECT

public:
    explicit FrameGlide(QObject* parent = nullptr);

    /// Goes to `goal` from where the numbers are now; at once if not `smoothly`, for the first
    /// goal, and for another count of numbers.
    void aim(std::vector<float> goal, bool smoothly);
    void clear();

    /// To the goal at once.
    void finish();

    [[nodiscard]] bool isMoving() const { return m_timer.isActive(); }
    [[nodiscard]] const std::vector<float>& goal() const { return m_goal; }
    /// The numbers at this moment.
    [[nodiscard]] const std::vector<float>& shown() const { return m_shown; }

signals:
    void moved(); ///< other numbers are shown

private:
    void advance();
    void arrive();

    std::vector<float> m_from, m_goal, m_shown;
    double m_duration = 0; ///< ms
    QElapsedTimer m_sinceAim;
    QTimer m_timer;
};

} // namespace contrastlab
