// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How a cloud in space is turned before it is drawn: from data's axes to those of who looks, x to
// the right, y up, z towards the eye. Plain values, any thread.
#pragma once

#include <QPointF>
#include <QQuaternion>
#include <QVector3D>

#include <array>

namespace contrastlab {

class Turn {
public:
    /// As a cloud is first seen: a little from the right and from above, so that all three axes
    /// show.
    Turn();
    explicit Turn(const QQuaternion& rotation);

    QVector3D operator()(QVector3D point) const
    {
        return { QVector3D::dotProduct(m_rows[0], point), QVector3D::dotProduct(m_rows[1], point),
            QVector3D::dotProduct(m_rows[2], point) };
    }
    /// Of the matrix that it is: what it makes of x, y and z for one axis of who looks.
    const QVector3D& row(int axis) const { return m_rows[static_cast<std::size_t>(axis)]; }
    /// On by a drag to the right and down, in radians: what is near follows the mouse, about the
    /// screen's axes and not the data's, so that there is no pole where a drag does nothing.
    Turn by(QPointF radians) const;
    friend bool operator==(const Turn&, const Turn&) = default;

private:
    QQuaternion m_rotation;
    std::array<QVector3D, 3> m_rows;
};

} // namespace contrastlab
