// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/cloud_raster.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace contrastlab {

namespace {

constexpr int mostInks = 1024; // colours beyond look like those before, as series colours do
constexpr double wholePixel = 1e-3;
constexpr double sameDirection = 1e-9; // of what rounding makes of one scale when it is moved

int levelsOf(const CloudModel& model)
{
    return model.isSpatial() ? PointSprites::levelCount : 1;
}

} // namespace

void CloudRaster::readInks(const CloudModel& model, const PlotTheme& theme)
{
    const auto shadesOf = [&](const QColor& color) {
        Shades shades {};
        for (int level = 0; level < levelsOf(model); ++level)
            shades[static_cast<std::size_t>(level)] =
                theme.faint(color, lookAt(level).shade).rgb() | 0xff000000;
        return shades;
    };
    const int inks = std::min(model.colorCount(), mostInks) + 1;
    m_inks.clear();
    for (int color = -1; color + 1 < inks; ++color)
        m_inks.push_back(
            { shadesOf(pointColor(theme, model.inkOf(color))), model.isColorShown(color) });
    m_mutedShades = shadesOf(theme.unselected);
    for (int shape = 0; shape < PointSprites::shapeCount; ++shape)
        m_shapeShown[static_cast<std::size_t>(shape)] = model.isShapeShown(shape);
}

// Circle, square and triangle of so many pixels across.
void CloudRaster::shapeMarks(const CloudModel& model, double ratio)
{
    m_reach = 0;
    for (int level = 0; level < levelsOf(model); ++level) {
        const double diameter = model.diameter() * ratio * lookAt(level).size;
        const int side = std::max(1, static_cast<int>(std::lround(diameter)));
        const int first = -(side / 2);
        m_reach = std::max(m_reach, side / 2 + 1);
        auto& [circle, square, triangle] = m_marks[static_cast<std::size_t>(level)];
        circle.clear();
        square.clear();
        triangle.clear();
        for (int row = 0; row < side; ++row) {
            square.push_back({ first + row, first, first + side - 1 });
            const double away = row + 0.5 - 0.5 * side;
            const double half = std::sqrt(std::max(0.0, 0.25 * side * side - away * away));
            const int wide = std::clamp(static_cast<int>(std::lround(2 * half)), 1, side);
            const int inset = (side - wide) / 2;
            circle.push_back({ first + row, first + inset, first + side - 1 - inset });
            const int narrow = (side - 1 - row) / 2;
            triangle.push_back({ first + row, first + narrow, first + side - 1 - narrow });
        }
    }
    m_pad = 2 * m_reach;
}

CloudRaster::Target CloudRaster::targetFor(QSize size, QPointF origin, bool spatial) const
{
    Target target { QImage(size + 2 * QSize(m_pad, m_pad), QImage::Format_ARGB32_Premultiplied), {},
        origin - QPointF(m_pad, m_pad) };
    target.image.fill(Qt::transparent);
    if (spatial)
        target.nearness.assign(
            static_cast<std::size_t>(target.image.width() * target.image.height()), 0);
    return target;
}

template <bool spatial>
void CloudRaster::splatPass(Target& target, const CloudModel& model, const CloudPlaces& places,
    const Some& some, bool muted)
{
    const auto ratio = m_key.ratio;
    const auto scaled = [&](const CloudPlaces::Row& row, double origin) {
        return CloudPlaces::Row { ratio * row.x, ratio * row.y, ratio * row.z,
            ratio * row.base - origin };
    };
    const auto across = scaled(places.across(), target.origin.x());
    const auto down = scaled(places.down(), target.origin.y());
    const auto axis = model.planeAxis(2);
    const QVector3D towards = axis.first;
    const float offset = axis.second;
    const float reach = model.reach();
    const double low = m_reach;
    const double right = target.image.width() - m_reach;
    const double bottom = target.image.height() - m_reach;
    auto* pixels = reinterpret_cast<QRgb*>(target.image.bits());
    const auto stride = target.image.bytesPerLine() / static_cast<qsizetype>(sizeof(QRgb));
    const bool chosen = model.selectedCount() > 0;
    const CloudPoint* points = model.points().data();
    const auto splatOne = [&](std::size_t i) {
        const CloudPoint& point = points[i];
        // Double, so that a picture that was shifted is to the pixel the one drawn anew.
        const double x = across(point), y = down(point);
        if (!(x >= low && x < right && y >= low && y < bottom)) return;
        const Ink& ink =
            m_inks[std::min(static_cast<std::size_t>(point.color + 1), m_inks.size() - 1)];
        const auto shape = static_cast<std::size_t>(point.shape % PointSprites::shapeCount);
        const bool filtered = !ink.shown || !m_shapeShown[shape];
        const bool selected = chosen && !filtered && model.isSelected(i);
        if (selected && !m_drawsSelected) return;
        if ((filtered || (chosen && !selected)) != muted) return;
        std::size_t level = PointSprites::inPlane;
        std::uint8_t nearness = 0;
        if constexpr (spatial) {
            const float depth =
                towards.x() * point.x + towards.y() * point.y + towards.z() * point.z + offset;
            const float share = std::clamp(0.5f + 0.5f * depth / reach, 0.f, 1.f);
            level = static_cast<std::size_t>(PointSprites::levelAt(share));
            nearness = static_cast<std::uint8_t>(1 + share * 254);
        }
        const QRgb color = muted ? m_mutedShades[level] : ink.shades[level];
        const qsizetype center = static_cast<qsizetype>(y) * stride + static_cast<qsizetype>(x);
        for (const Run& run : m_marks[level][shape]) {
            const qsizetype first = center + run.row * stride + run.first;
            const qsizetype end = center + run.row * stride + run.last;
            for (qsizetype pixel = first; pixel <= end; ++pixel) {
                if constexpr (spatial) {
                    auto& there = target.nearness[static_cast<std::size_t>(pixel)];
                    if (there > nearness) continue;
                    there = nearness;
                }
                pixels[pixel] = color;
            }
        }
        ++m_drawnLast;
    };
    if (some)
        for (const std::uint32_t i : *some)
            splatOne(i);
    else
        for (std::size_t i = 0; i < model.points().size(); ++i)
            splatOne(i);
    if constexpr (spatial)
        std::ranges::fill(target.nearness, std::uint8_t(0)); // what is greyed hides nothing
}

void CloudRaster::splat(
    Target& target, const CloudModel& model, const CloudPlaces& places, const Some& some)
{
    const bool anyGrey = model.selectedCount() > 0 || !std::ranges::all_of(m_inks, &Ink::shown)
        || std::ranges::find(m_shapeShown, false) != m_shapeShown.end();
    for (const bool muted : { true, false }) {
        if (muted && !anyGrey) continue;
        if (model.isSpatial())
            splatPass<true>(target, model, places, some, muted);
        else
            splatPass<false>(target, model, places, some, muted);
    }
}

// The kept picture moved, and what its edges then lack.
void CloudRaster::shift(const CloudModel& model, const CloudPlaces& places, QPoint by,
    QPointF corner, const PointIndex* index)
{
    const Target before = std::move(m_kept);
    m_kept = targetFor(m_key.size, corner, false);
    const QRect inside(QPoint(m_pad, m_pad), m_key.size);
    const QRect stays = inside.translated(by) & inside;
    const auto copy = [](const QImage& from, QPoint at, QImage& to, const QRect& place) {
        for (int row = 0; row < place.height(); ++row)
            std::memcpy(to.scanLine(place.top() + row) + 4 * place.left(),
                from.constScanLine(at.y() + row) + 4 * at.x(),
                static_cast<std::size_t>(4 * place.width()));
    };
    copy(before.image, stays.topLeft() - by, m_kept.image, stays);
    const QRect rows = by.y() > 0 ? inside.adjusted(0, 0, 0, by.y() - inside.height())
                                  : inside.adjusted(0, inside.height() + by.y(), 0, 0);
    const QRect columns = by.x() > 0 ? inside.adjusted(0, 0, by.x() - inside.width(), 0)
                                     : inside.adjusted(inside.width() + by.x(), 0, 0, 0);
    for (const QRect& part : { rows, columns }) {
        if (part.isEmpty()) continue;
        Target target = targetFor(part.size(), m_kept.origin + QPointF(part.topLeft()), false);
        Some some;
        if (index) {
            const QRectF around =
                QRectF(part).adjusted(-m_reach, -m_reach, m_reach + 1, m_reach + 1);
            const auto toData = [&](QPointF pixel) {
                const QPointF at = (m_kept.origin + pixel) / m_key.ratio;
                return QPointF((at.x() - places.across().base) / places.across().x,
                    (at.y() - places.down().base) / places.down().y);
            };
            some = index->inside(QRectF(
                toData(around.topLeft()), toData(QPointF(around.bottomRight()) + QPointF(1, 1)))
                                     .normalized());
        }
        splat(target, model, places, some);
        copy(target.image, QPoint(m_pad, m_pad), m_kept.image, part);
    }
}

QImage CloudRaster::drawn(const CloudModel& model, const CloudPlaces& places,
    const AxesFrame& frame, double ratio, const PointIndex* index)
{
    m_drawnLast = 0;
    const CloudPlaces::Row &x = places.across(), &y = places.down();
    const Key key { model.revision(),
        (QSizeF(frame.plot.width() + 1, frame.plot.height() + 1) * ratio).toSize(), ratio,
        model.diameter(), frame.theme.background, frame.theme.series[0] };
    const std::array directions { x.x, x.y, x.z, y.x, y.y, y.z };
    const QPointF base = ratio * QPointF(x.base, y.base);
    // The image is drawn at the plot's corner; where the points lie in it is all that counts.
    const QPointF corner = ratio * QPointF(frame.plot.topLeft().toPoint());
    const QPointF way = (base - corner) - m_base;
    const QPoint by = way.toPoint();
    const bool whole = std::abs(way.x() - by.x()) < wholePixel
        && std::abs(way.y() - by.y()) < wholePixel && std::abs(by.x()) < key.size.width()
        && std::abs(by.y()) < key.size.height();
    const bool alike = std::ranges::equal(directions, m_directions,
        [](double a, double b) { return std::abs(a - b) <= sameDirection * std::abs(a); });
    const bool shifted =
        key == m_key && alike && whole && !model.isSpatial() && !m_kept.image.isNull();
    m_key = key;
    m_drawsSelected = model.selectedCount() > mostSelected;
    if (shifted) {
        m_base += by;
        if (!by.isNull()) shift(model, places, by, corner, index);
    } else {
        m_base = base - corner;
        m_directions = directions;
        readInks(model, frame.theme);
        shapeMarks(model, ratio);
        m_kept = targetFor(key.size, corner, model.isSpatial());
        splat(m_kept, model, places, {});
    }
    QImage image(m_kept.image.constScanLine(m_pad) + 4 * m_pad, key.size.width(), key.size.height(),
        m_kept.image.bytesPerLine(), m_kept.image.format());
    image.setDevicePixelRatio(ratio);
    return image;
}

} // namespace contrastlab
