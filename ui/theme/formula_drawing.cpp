// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "theme/formula_drawing.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

#include <algorithm>

namespace contrastlab {

std::optional<FormulaDrawing> FormulaDrawing::named(const QString& name)
{
    QFile file(QStringLiteral(":/formulas/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly)) return {};
    FormulaDrawing formula;
    formula.m_drawing = file.readAll();
    formula.m_size = QSvgRenderer(formula.m_drawing).defaultSize();
    return formula;
}

void FormulaDrawing::draw(
    QPainter& painter, const QRectF& rect, const QColor& color, qreal most) const
{
    const QByteArray colored =
        QByteArray(m_drawing).replace("currentColor", color.name().toLatin1());
    QSvgRenderer drawing(colored);
    const qreal scale =
        std::min({ most, rect.width() / m_size.width(), rect.height() / m_size.height() });
    const QSizeF size = m_size * scale;
    drawing.render(
        &painter, QRectF(QPointF(rect.left(), rect.center().y() - size.height() / 2), size));
}

} // namespace contrastlab
