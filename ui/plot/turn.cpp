// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "plot/turn.h"

#include <QtMath>

namespace contrastlab {

Turn::Turn()
    : Turn(QQuaternion::fromAxisAndAngle(1, 0, 0, 20) * QQuaternion::fromAxisAndAngle(0, 1, 0, -28))
{
}

Turn::Turn(const QQuaternion& rotation) : m_rotation(rotation.normalized())
{
    const QQuaternion back = m_rotation.conjugated();
    m_rows = { back.rotatedVector({ 1, 0, 0 }), back.rotatedVector({ 0, 1, 0 }),
        back.rotatedVector({ 0, 0, 1 }) };
}

Turn Turn::by(QPointF radians) const
{
    const auto right = float(qRadiansToDegrees(radians.x()));
    const auto down = float(qRadiansToDegrees(radians.y()));
    return Turn(QQuaternion::fromAxisAndAngle(0, 1, 0, right)
        * QQuaternion::fromAxisAndAngle(1, 0, 0, down) * m_rotation);
}

} // namespace contrastlab
