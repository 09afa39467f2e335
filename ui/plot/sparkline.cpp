// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/sparkline.h"

#include "plot/axis_ticks.h"
#include "plot/plot_text.h"
#include "plot/polyline.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace contrastlab {

Sparkline::Sparkline(QWidget* parent) : Figure(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void Sparkline::setTitle(const QString& title)
{
    m_title = title;
    update();
}

void Sparkline::setValueText(const QString& text)
{
    m_valueText = text;
    update();
}

void Sparkline::setColor(int seriesColor)
{
    m_color = seriesColor;
    update();
}

void Sparkline::setRange(std::optional<std::pair<double, double>> range)
{
    m_range = range;
    update();
}

void Sparkline::setReferences(std::vector<Reference> references)
{
    m_references = std::move(references);
    update();
}

void Sparkline::setBand(std::optional<std::pair<double, double>> band)
{
    m_band = band;
    update();
}

void Sparkline::append(double key, double value)
{
    m_data.append(std::span(&key, 1), std::span(&value, 1));
    update();
}

void Sparkline::setData(std::span<const double> keys, std::span<const double> values)
{
    m_data.clear();
    m_data.append(keys, values);
    update();
}

void Sparkline::clear()
{
    m_data.clear();
    update();
}

QSize Sparkline::sizeHint() const
{
    return { 12 * fontMetrics().height(), qRound(4.2 * fontMetrics().height()) };
}
QSize Sparkline::minimumSizeHint() const
{
    return { 8 * fontMetrics().height(), qRound(3.4 * fontMetrics().height()) };
}

std::pair<double, double> Sparkline::valueRange() const
{
    if (m_range) return *m_range;
    ValueBounds bounds = m_data.bounds(CurveData::Line::Raw, 0, m_data.size());
    for (const Reference& reference : m_references)
        bounds.include(reference.value);
    if (bounds.isEmpty()) return { 0, 1 };
    const double extent = bounds.max - bounds.min;
    const double pad = extent > 0 ? 0.08 * extent : std::max(0.1 * std::abs(bounds.max), 1e-6);
    return { bounds.min - pad, bounds.max + pad };
}

QString Sparkline::valueText() const
{
    if (!m_valueText.isEmpty() || m_data.size() == 0) return m_valueText;
    return shortNumber(m_data.values(CurveData::Line::Raw).back(), locale());
}

void Sparkline::drawFigure(QPainter& painter, QSize size)
{
    const double em = fontMetrics().height();
    const QRectF all = QRectF(QPointF(), size).adjusted(0.4 * em, 0.25 * em, -0.4 * em, -0.35 * em);
    drawHeader(painter, QRectF(all.left(), all.top(), all.width(), 1.25 * em));
    const QRectF plot = all.adjusted(0, 1.4 * em, 0, 0);
    if (plot.height() < 4) return;
    const auto [lower, upper] = valueRange();
    drawReferences(painter, plot, lower, upper);
    drawCurve(painter, plot, lower, upper);
}

void Sparkline::drawHeader(QPainter& painter, const QRectF& header) const
{
    QFont bold = font();
    bold.setBold(true);
    const QString value = valueText();
    const double valueWidth = QFontMetricsF(bold).horizontalAdvance(value);
    const bool broken =
        m_data.size() > 0 && !std::isfinite(m_data.values(CurveData::Line::Raw).back());
    painter.setFont(font());
    painter.setPen(theme().mutedText);
    drawElidedText(painter, header.adjusted(0, 0, -valueWidth - 0.5 * header.height(), 0),
        Qt::AlignLeft | Qt::AlignVCenter, m_title);
    painter.setFont(bold);
    painter.setPen(broken ? theme().error : theme().text);
    painter.drawText(header, Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip, value);
}

void Sparkline::drawReferences(
    QPainter& painter, const QRectF& plot, double lower, double upper) const
{
    const AxisScale scale { lower, upper, plot.bottom(), plot.top() };
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (m_band) {
        const double top = std::clamp(scale.toPixel(m_band->second), plot.top(), plot.bottom());
        const double bottom = std::clamp(scale.toPixel(m_band->first), plot.top(), plot.bottom());
        painter.fillRect(QRectF(plot.left(), top, plot.width(), bottom - top),
            theme().faint(theme().seriesColor(4), 0.16));
    }
    painter.setFont(scaledFont(0.8));
    const QFontMetricsF metrics(painter.font());
    for (const Reference& reference : m_references) {
        const double y = std::round(scale.toPixel(reference.value));
        if (y < plot.top() || y > plot.bottom()) continue;
        painter.setPen(QPen(theme().axis, 1, Qt::DashLine));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        const double above = y - metrics.height();
        painter.setPen(theme().mutedText);
        painter.drawText(QRectF(plot.left(), above >= plot.top() - 2 ? above : y, plot.width(),
                             metrics.height()),
            Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip, reference.label);
    }
}

void Sparkline::drawCurve(QPainter& painter, const QRectF& plot, double lower, double upper) const
{
    if (m_data.size() == 0) return;
    const auto keys = m_data.keys();
    const double first = keys.front();
    const double last = keys.back() > first ? keys.back() : first + 1;
    const auto columns = m_data.columns(CurveData::Line::Raw, first, last,
        std::max(1, static_cast<int>(plot.width() * deviceScale(painter))));
    const AxisScale x { first, last, plot.left(), plot.right() - 3 };
    const AxisScale y { lower, upper, plot.bottom(), plot.top() };
    const QColor color = theme().seriesColor(m_color);
    for (const QPolygonF& run : polylines(columns, x, y, false))
        for (const QPolygonF& part : clipped(run, plot))
            drawPolyline(
                painter, part, QPen(color, 1.4, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
    const double latest = m_data.values(CurveData::Line::Raw).back();
    const QPointF dot(x.toPixel(keys.back()), y.toPixel(latest));
    if (!std::isfinite(latest) || !plot.adjusted(-1, -1, 1, 1).contains(dot)) return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(dot, 2.6, 2.6);
}

void Sparkline::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        emit clicked();
}

} // namespace contrastlab
