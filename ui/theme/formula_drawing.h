// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The typeset formulas of resources/formulas in the palette's colours. Window thread.
#pragma once

#include <QByteArray>
#include <QColor>
#include <QRectF>
#include <QSizeF>

#include <optional>

class QPainter;

namespace contrastlab {

class FormulaDrawing {
public:
    /// Nothing where there is no formula of this name.
    static std::optional<FormulaDrawing> named(const QString& name);

    /// As it was typeset, in device-independent pixels.
    [[nodiscard]] QSizeF size() const { return m_size; }
    /// Left in the rectangle and in its middle, as large as it fits, but no more than `most` times
    /// its own size.
    void draw(QPainter& painter, const QRectF& rect, const QColor& color, qreal most = 1) const;

private:
    QByteArray m_drawing;
    QSizeF m_size;
};

} // namespace contrastlab
