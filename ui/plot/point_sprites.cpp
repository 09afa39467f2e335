// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/point_sprites.h"

#include <QPainter>

#include <cmath>

namespace contrastlab {

namespace {

/// Source over destination, premultiplied, two channels at a time (exact division by 255).
inline QRgb blended(QRgb source, QRgb destination)
{
    const quint32 rest = 255 - qAlpha(source);
    quint32 redBlue = (destination & 0x00ff00ff) * rest + 0x00800080;
    redBlue = ((redBlue + ((redBlue >> 8) & 0x00ff00ff)) >> 8) & 0x00ff00ff;
    quint32 alphaGreen = ((destination >> 8) & 0x00ff00ff) * rest + 0x00800080;
    alphaGreen = (alphaGreen + ((alphaGreen >> 8) & 0x00ff00ff)) & 0xff00ff00;
    return source + (redBlue | alphaGreen);
}

} // namespace

LegendMark pointShape(int shape)
{
    constexpr LegendMark shapes[] { LegendMark::Circle, LegendMark::Square, LegendMark::Triangle };
    return shapes[std::abs(shape) % PointSprites::shapeCount];
}

QColor pointColor(const PlotTheme& theme, int color)
{
    return color < 0 ? theme.axis : theme.seriesColor(color);
}

void drawPoint(QPainter& painter, const PlotTheme& theme, QPointF center, double diameter,
    int color, int shape, PointState state)
{
    const LegendMark mark = pointShape(shape);
    // A rim keeps neighbours of one colour apart and marks what is selected.
    if (state == PointState::Selected)
        drawLegendMark(painter, mark, center, diameter + 3.2, theme.text);
    else if (diameter >= 5)
        drawLegendMark(painter, mark, center, diameter + 1.4, theme.background);
    const QColor fill = state == PointState::Muted ? theme.unselected : pointColor(theme, color);
    drawLegendMark(
        painter, mark, center, state == PointState::Selected ? diameter + 0.4 : diameter, fill);
}

std::size_t PointSprites::spriteIndex(
    int color, int shape, PointState state, int phaseX, int phaseY)
{
    const int c = color < 0 ? PlotTheme::seriesCount : color % PlotTheme::seriesCount;
    const int s = std::abs(shape) % shapeCount;
    return static_cast<std::size_t>(
        (((c * shapeCount + s) * 3 + static_cast<int>(state)) * phases + phaseX) * phases + phaseY);
}

void PointSprites::prepare(const PlotTheme& theme, double diameter, double devicePixelRatio)
{
    if (diameter == m_diameter && devicePixelRatio == m_ratio && theme.background == m_background
        && theme.series[0] == m_firstColor)
        return;
    m_diameter = diameter;
    m_ratio = devicePixelRatio;
    m_background = theme.background;
    m_firstColor = theme.series[0];
    m_side = 2 * static_cast<int>(std::ceil((0.7 * diameter + 2.6) * devicePixelRatio)) + 2;
    m_sprites.assign(
        spriteIndex(-1, shapeCount - 1, PointState::Selected, phases - 1, phases - 1) + 1, {});
    const int middle = m_side / 2;
    for (int color = -1; color < PlotTheme::seriesCount; ++color)
        for (int shape = 0; shape < shapeCount; ++shape)
            for (const PointState state :
                { PointState::Normal, PointState::Muted, PointState::Selected })
                for (int phase = 0; phase < phases * phases; ++phase) {
                    const int phaseX = phase / phases, phaseY = phase % phases;
                    QImage sprite(m_side, m_side, QImage::Format_ARGB32_Premultiplied);
                    sprite.fill(Qt::transparent);
                    QPainter painter(&sprite);
                    painter.setRenderHint(QPainter::Antialiasing);
                    painter.translate(middle + 0.5 * phaseX, middle + 0.5 * phaseY);
                    painter.scale(devicePixelRatio, devicePixelRatio);
                    drawPoint(painter, theme, {}, diameter, color, shape, state);
                    painter.end();
                    m_sprites[spriteIndex(color, shape, state, phaseX, phaseY)] = sprite;
                }
}

void PointSprites::stamp(
    QImage& canvas, QPointF center, int color, int shape, PointState state) const
{
    const int halfX = static_cast<int>(std::floor(2 * center.x() + 0.5));
    const int halfY = static_cast<int>(std::floor(2 * center.y() + 0.5));
    const QImage& sprite = m_sprites[spriteIndex(color, shape, state, halfX & 1, halfY & 1)];
    const int left = (halfX >> 1) - m_side / 2;
    const int top = (halfY >> 1) - m_side / 2;
    const int firstColumn = std::max(0, -left);
    const int lastColumn = std::min(m_side, canvas.width() - left);
    for (int row = std::max(0, -top); row < std::min(m_side, canvas.height() - top); ++row) {
        const auto* source = reinterpret_cast<const QRgb*>(sprite.constScanLine(row));
        auto* target = reinterpret_cast<QRgb*>(canvas.scanLine(top + row)) + left;
        for (int column = firstColumn; column < lastColumn; ++column)
            if (source[column]) target[column] = blended(source[column], target[column]);
    }
}

} // namespace contrastlab
