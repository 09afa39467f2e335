// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Drawn in a box of 100 x 50 that is scaled to the widget; words keep the widget's font.
#include "shell/start_picture.h"

#include "theme/plot_theme.h"

#include <QPainter>

#include <cmath>

namespace contrastlab {

namespace {

constexpr double boxWidth = 100, boxHeight = 50;

struct Drawing {
    QPainter& painter;
    const PlotTheme theme;
    double unit; ///< pixels
    QPointF origin;

    [[nodiscard]] QPointF at(double x, double y) const { return origin + unit * QPointF(x, y); }

    // Narrower towards the embedding.
    void tower(double y, const QColor& color, const QString& name, const QString& inside) const
    {
        const QPolygonF shape { at(20, y - 9), at(46, y - 4), at(46, y + 4), at(20, y + 9) };
        painter.setPen(QPen(color, 1.6));
        painter.setBrush(theme.faint(color, 0.2));
        painter.drawPolygon(shape);
        painter.setPen(theme.text);
        painter.drawText(QRectF(at(20, y - 5), at(46, y + 5)), Qt::AlignCenter, inside);
        painter.drawText(
            QRectF(at(-14, y - 5), at(18, y + 5)), Qt::AlignRight | Qt::AlignVCenter, name);
        arrow(at(47, y), at(58, 25 + 0.45 * (y - 25)), color);
    }

    void arrow(QPointF from, QPointF to, const QColor& color, bool both = false) const
    {
        painter.setPen(QPen(color, 1.8, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(from, to);
        head(from, to);
        if (both) head(to, from);
    }

    void head(QPointF from, QPointF to) const
    {
        const double angle = std::atan2(to.y() - from.y(), to.x() - from.x());
        for (const double turn : { 2.6, -2.6 })
            painter.drawLine(
                to, to + 1.8 * unit * QPointF(std::cos(angle + turn), std::sin(angle + turn)));
    }

    // A picture is round, its text square, as in the map.
    void item(QPointF place, int color, bool picture) const
    {
        painter.setPen(QPen(theme.background, 1));
        painter.setBrush(theme.seriesColor(color));
        const QRectF mark(place - QPointF(1.6, 1.6) * unit, QSizeF(3.2, 3.2) * unit);
        picture ? painter.drawEllipse(mark) : painter.drawRect(mark);
    }

    void word(QPointF middle, const QColor& color, const QString& text) const
    {
        painter.setPen(theme.legible(color));
        painter.drawText(
            QRectF(middle - QPointF(20, 4) * unit, QSizeF(40, 8) * unit), Qt::AlignCenter, text);
    }
};

} // namespace

QSize StartPicture::sizeHint() const
{
    return QSize(30, 14) * fontMetrics().height();
}

void StartPicture::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double unit = std::min(width() / (boxWidth + 14), height() / boxHeight);
    const QPointF origin(
        (width() - unit * boxWidth) / 2 + 7 * unit, (height() - unit * boxHeight) / 2);
    const Drawing draw { painter, PlotTheme::fromPalette(palette()), unit, origin };
    draw.tower(13, draw.theme.seriesColor(0), tr("pictures"), tr("tower"));
    draw.tower(37, draw.theme.seriesColor(1), tr("texts"), tr("tower"));
    painter.setPen(QPen(draw.theme.axis, 1.2));
    painter.setBrush(draw.theme.faint(draw.theme.axis, 0.06));
    painter.drawEllipse(draw.at(79, 25), 20 * unit, 20 * unit);
    const QPointF pictureOne = draw.at(70, 14), textOne = draw.at(85, 12),
                  pictureTwo = draw.at(73, 36), textTwo = draw.at(87, 34);
    const auto between = [](QPointF a, QPointF b, double share) { return a + share * (b - a); };
    const QColor good = draw.theme.good, bad = draw.theme.error;
    for (const auto& [a, b] : { std::pair(pictureOne, textOne), { pictureTwo, textTwo } }) {
        draw.arrow(between(a, b, 0.16), between(a, b, 0.44), good);
        draw.arrow(between(b, a, 0.16), between(b, a, 0.44), good);
    }
    draw.arrow(between(pictureOne, textTwo, 0.2), between(pictureOne, textTwo, 0.8), bad, true);
    draw.item(pictureOne, 0, true);
    draw.item(textOne, 0, false);
    draw.item(pictureTwo, 1, true);
    draw.item(textTwo, 1, false);
    draw.word(draw.at(78, 8), good, tr("pairs: pulled together"));
    draw.word(draw.at(79, 42), bad, tr("others: pushed apart"));
}

} // namespace contrastlab
