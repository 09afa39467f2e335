// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/point_sprites.h"

#include <QPainter>

#include <cmath>

namespace contrastlab {

namespace {

constexpr int stateCount = 3;
constexpr double farthestSize = 0.6, nearestSize = 1.3; // times the diameter, in space
constexpr double farthestShade = 0.35; // how much of its colour is left of what is farthest

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

int PointSprites::levelAt(float nearness)
{
    return 1 + std::clamp(static_cast<int>(nearness * (levelCount - 1)), 0, levelCount - 2);
}

LevelLook lookAt(int level)
{
    if (level == PointSprites::inPlane) return {};
    const double nearness = static_cast<double>(level - 1) / (PointSprites::levelCount - 2);
    return { std::lerp(farthestSize, nearestSize, nearness),
        std::lerp(farthestShade, 1.0, nearness) };
}

void drawPoint(QPainter& painter, const PlotTheme& theme, QPointF center, double diameter,
    const PointLook& look)
{
    const auto [size, shade] = lookAt(look.level);
    diameter *= size;
    const bool selected = look.state == PointState::Selected;
    const LegendMark mark = pointShape(look.shape);
    // A rim keeps neighbours of one colour apart and marks what is selected.
    if (selected)
        drawLegendMark(painter, mark, center, diameter + 3.2, theme.faint(theme.text, shade));
    else if (diameter >= 5)
        drawLegendMark(painter, mark, center, diameter + 1.4, theme.background);
    const QColor fill =
        look.state == PointState::Muted ? theme.unselected : pointColor(theme, look.color);
    drawLegendMark(
        painter, mark, center, selected ? diameter + 0.4 : diameter, theme.faint(fill, shade));
}

void PointSprites::prepare(const PlotTheme& theme, double diameter, double devicePixelRatio)
{
    if (diameter == m_diameter && devicePixelRatio == m_ratio
        && theme.background == m_theme.background && theme.series == m_theme.series)
        return;
    m_diameter = diameter;
    m_ratio = devicePixelRatio;
    m_theme = theme;
    m_sprites.assign(static_cast<std::size_t>(
                         levelCount * (PlotTheme::seriesCount + 1) * shapeCount * stateCount)
            * phases * phases,
        {});
}

const QImage& PointSprites::sprite(const PointLook& look, int phaseX, int phaseY)
{
    const int color = look.color < 0 ? PlotTheme::seriesCount : look.color % PlotTheme::seriesCount;
    const int shape = std::abs(look.shape) % shapeCount;
    int index = look.level * (PlotTheme::seriesCount + 1) + color;
    index = (index * shapeCount + shape) * stateCount + static_cast<int>(look.state);
    QImage& sprite =
        m_sprites[static_cast<std::size_t>((index * phases + phaseX) * phases + phaseY)];
    if (!sprite.isNull()) return sprite;
    const double diameter = lookAt(look.level).size * m_diameter;
    const int side = 2 * static_cast<int>(std::ceil((0.7 * diameter + 2.6) * m_ratio)) + 2;
    sprite = QImage(side, side, QImage::Format_ARGB32_Premultiplied);
    sprite.fill(Qt::transparent);
    QPainter painter(&sprite);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(side / 2 + 0.5 * phaseX, side / 2 + 0.5 * phaseY);
    painter.scale(m_ratio, m_ratio);
    drawPoint(painter, m_theme, {}, m_diameter, look);
    return sprite;
}

void PointSprites::stamp(QImage& canvas, QPointF center, const PointLook& look)
{
    const int halfX = static_cast<int>(std::floor(2 * center.x() + 0.5));
    const int halfY = static_cast<int>(std::floor(2 * center.y() + 0.5));
    const QImage& drawn = sprite(look, halfX & 1, halfY & 1);
    const int side = drawn.width();
    const int left = (halfX >> 1) - side / 2;
    const int top = (halfY >> 1) - side / 2;
    const int firstColumn = std::max(0, -left);
    const int lastColumn = std::min(side, canvas.width() - left);
    for (int row = std::max(0, -top); row < std::min(side, canvas.height() - top); ++row) {
        const auto* source = reinterpret_cast<const QRgb*>(drawn.constScanLine(row));
        auto* target = reinterpret_cast<QRgb*>(canvas.scanLine(top + row)) + left;
        for (int column = firstColumn; column < lastColumn; ++column)
            if (source[column]) target[column] = blended(source[column], target[column]);
    }
}

} // namespace contrastlab
