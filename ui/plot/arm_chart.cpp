// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/arm_chart.h"

#include "plot/axes_navigation.h"
#include "plot/axis_scale.h"
#include "plot/axis_ticks.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace contrastlab {

namespace {

constexpr qsizetype manyArms = 12;
constexpr double rounding = 1e-6; // relative; what differs by less is drawn as equal

struct MeanAndDeviation {
    double mean = 0;
    double deviation = 0;
};

/// Of those that are numbers; nothing where none is.
std::optional<MeanAndDeviation> summaryOf(const std::vector<double>& values)
{
    double sum = 0, squares = 0;
    int count = 0;
    for (const double value : values)
        if (std::isfinite(value)) {
            sum += value;
            ++count;
        }
    if (count == 0) return {};
    const double mean = sum / count;
    for (const double value : values)
        if (std::isfinite(value)) squares += (value - mean) * (value - mean);
    return MeanAndDeviation { mean, count > 1 ? std::sqrt(squares / (count - 1)) : 0 };
}

} // namespace

struct ArmChart::Layout {
    QRectF plot;
    double lower = 0, upper = 1;
    int arms = 1;
    AxisTicks ticks;

    double x(int arm) const { return plot.left() + (arm + 0.5) * plot.width() / arms; }
    double y(double value) const
    {
        return AxisScale { lower, upper, plot.bottom(), plot.top() }.toPixel(value);
    }
};

ArmChart::ArmChart(QWidget* parent) : Figure(parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setSizePolicy(policy);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
}

void ArmChart::setArms(const QStringList& names, const QString& title)
{
    m_arms = names;
    m_title = title;
    update();
}

void ArmChart::setSeries(std::vector<Series> series)
{
    m_series = std::move(series);
    updateGeometry();
    update();
}

void ArmChart::setReference(std::optional<Reference> reference)
{
    m_reference = std::move(reference);
    update();
}

void ArmChart::setSketch(Sketch sketch)
{
    m_sketch = std::move(sketch);
    update();
}

std::optional<int> ArmChart::armAt(QPointF position) const
{
    const auto arms = int(m_arms.size());
    if (m_series.empty() || arms == 0 || position.x() < m_plot.left()
        || position.x() >= m_plot.right() || position.y() < m_plot.top() || position.y() > height())
        return std::nullopt;
    return std::min(arms - 1, int((position.x() - m_plot.left()) * arms / m_plot.width()));
}

void ArmChart::setMarked(std::optional<int> arm)
{
    if (std::exchange(m_marked, arm) != arm) update();
}

void ArmChart::hover(std::optional<int> arm, const QPoint& globalPosition)
{
    if (std::exchange(m_hovered, arm) != arm) emit armHovered(arm, globalPosition);
}

void ArmChart::mouseMoveEvent(QMouseEvent* event)
{
    hover(armAt(event->position()), event->globalPosition().toPoint());
}

void ArmChart::mouseReleaseEvent(QMouseEvent* event)
{
    const auto arm = armAt(event->position());
    if (arm && event->button() == Qt::LeftButton) emit armClicked(*arm);
}

void ArmChart::leaveEvent(QEvent*)
{
    hover(std::nullopt, {});
}

std::optional<int> ArmChart::cursor() const
{
    return m_cursor >= 0 && m_cursor < m_arms.size() ? std::optional(m_cursor) : std::nullopt;
}

QString ArmChart::reading() const
{
    const QString told = Figure::reading();
    if (!told.isEmpty() || !cursor()) return told;
    const auto arm = std::size_t(m_cursor);
    QStringList parts { (m_title + QChar(u' ') + m_arms[m_cursor]).trimmed() };
    for (const Series& series : m_series) {
        const auto summary =
            arm < series.values.size() ? summaryOf(series.values[arm]) : std::nullopt;
        if (!summary) continue;
        QString number = shortNumber(summary->mean, locale());
        if (summary->deviation > 0)
            number += QStringLiteral(" ± ") + shortNumber(summary->deviation, locale());
        parts << series.name + QChar(u' ') + number;
    }
    return parts.join(QStringLiteral("; "));
}

void ArmChart::keyPressEvent(QKeyEvent* event)
{
    const auto direction = arrowDirection(event->key());
    const bool clicks = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (clicks && cursor()) emit armClicked(m_cursor);
    if (!direction || direction->x() == 0 || isEmpty()) {
        if (!clicks) Figure::keyPressEvent(event);
        return;
    }
    m_cursor = cursor()      ? std::clamp(m_cursor + direction->x(), 0, int(m_arms.size()) - 1)
        : direction->x() > 0 ? 0
                             : int(m_arms.size()) - 1;
    update();
    tellReading(*this);
}

// Left and right are the cursor's while the focus is here, whatever they are in the window.
bool ArmChart::event(QEvent* event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
    if (event->type() == QEvent::ShortcutOverride && !isEmpty()) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const auto direction = arrowDirection(key->key());
        if (direction && direction->x() != 0 && key->modifiers() == Qt::NoModifier) event->accept();
    }
    return Figure::event(event);
}

QSize ArmChart::sizeHint() const
{
    return QSize(20, 11) * fontMetrics().height();
}
QSize ArmChart::minimumSizeHint() const
{
    return QSize(12, 6) * fontMetrics().height();
}

std::pair<double, double> ArmChart::valueRange() const
{
    double lower = std::numeric_limits<double>::infinity(), upper = -lower, least = lower;
    const auto widen = [&](double value) {
        if (!std::isfinite(value)) return;
        lower = std::min(lower, value);
        upper = std::max(upper, value);
    };
    for (const Series& series : m_series)
        for (const auto& arm : series.values) {
            for (const double value : arm) {
                widen(value);
                if (std::isfinite(value)) least = std::min(least, value);
            }
            if (const auto summary = summaryOf(arm)) {
                widen(summary->mean - summary->deviation);
                widen(summary->mean + summary->deviation);
            }
        }
    if (!(lower <= upper)) return { 0, 1 };
    if (m_reference) {
        widen(m_reference->value);
        least = std::min(least, m_reference->value);
    }
    const double largest = std::max(std::abs(lower), std::abs(upper));
    if (upper - lower <= rounding * std::max(1e-3, largest)) {
        const double pad = std::max(0.1 * largest, 0.1);
        return { lower - pad, upper + pad };
    }
    if (least >= 0 && lower < 0.5 * upper) lower = 0; // lengths are then as numbers are
    const double pad = 0.08 * (upper - lower);
    return { lower == 0 ? 0 : lower - pad, upper + pad };
}

void ArmChart::drawFigure(QPainter& painter, QSize size)
{
    if (isEmpty()) return drawEmptyText(painter, QRectF({}, size));
    const double em = fontMetrics().height();
    const QRectF all = QRectF(QPointF(), size).adjusted(0.4 * em, 0.3 * em, -0.4 * em, -0.3 * em);
    const double legend = drawLegend(painter, all);
    const auto [lower, upper] = valueRange();
    Layout layout { {}, lower, upper, int(m_arms.size()), {} };
    layout.ticks = linearTicks(lower, upper, 4, locale());
    painter.setFont(scaledFont(0.85));
    double widest = 0;
    for (const QString& label : layout.ticks.labels)
        widest = std::max(widest, QFontMetricsF(painter.font()).horizontalAdvance(label));
    const double below = (m_title.isEmpty() ? 1.3 : 2.4) * em;
    layout.plot = all.adjusted(widest + 0.6 * em, legend + 0.5 * em, 0, -below);
    if (size == this->size()) m_plot = layout.plot;
    if (layout.plot.height() < em) return;
    drawMarked(painter, layout);
    if (hasFocus() && !isExporting()) drawFocus(painter, layout);
    drawAxes(painter, layout);
    if (m_reference) drawReference(painter, layout);
    drawSketch(painter, layout);
    for (std::size_t place = 0; place < m_series.size(); ++place)
        drawSeries(painter, layout, place);
}

double ArmChart::drawLegend(QPainter& painter, const QRectF& rect) const
{
    painter.setFont(font());
    const QFontMetricsF metrics(font());
    const double line = 1.2 * metrics.height(), radius = 0.28 * metrics.height();
    QPointF at = rect.topLeft();
    const auto entry = [&](const QString& name, const QColor& color, bool drawn) {
        const double width =
            std::min(rect.width(), metrics.horizontalAdvance(name) + 3 * radius + 2);
        if (at.x() > rect.left() && at.x() + width > rect.right())
            at = { rect.left(), at.y() + line };
        const QRectF part(at, QSizeF(width, line));
        painter.setRenderHint(QPainter::Antialiasing);
        const QPointF middle(part.left() + radius, part.center().y());
        painter.setPen(drawn ? QPen(color, 2) : QPen(Qt::NoPen));
        painter.setBrush(color);
        if (drawn)
            painter.drawLine(middle - QPointF(radius, 0), middle + QPointF(radius, 0));
        else
            painter.drawEllipse(middle, radius, radius);
        painter.setPen(theme().legible(color));
        const QRectF words = part.adjusted(3 * radius, 0, 2, 0);
        painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
            metrics.elidedText(name, Qt::ElideRight, words.width()));
        at.rx() += width + 4 * radius;
    };
    for (std::size_t i = 0; i < m_series.size(); ++i)
        entry(m_series[i].name, theme().seriesColor(int(i)), false);
    if (!m_sketch.heights.empty()) entry(m_sketch.name, theme().mutedText, true);
    return at.y() + line - rect.top();
}

void ArmChart::drawMarked(QPainter& painter, const Layout& layout) const
{
    if (!m_marked || *m_marked >= layout.arms) return;
    const double half = layout.plot.width() / layout.arms / 2, x = layout.x(*m_marked);
    painter.fillRect(QRectF(x - half, layout.plot.top(), 2 * half, layout.plot.height()),
        theme().faint(theme().highlight, 0.2));
}

// Around the plot, and around the thing that the cursor is at.
void ArmChart::drawFocus(QPainter& painter, const Layout& layout) const
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme().highlight, 2));
    painter.drawRect(layout.plot.adjusted(-2, -2, 2, 2));
    if (!cursor()) return;
    const double half = layout.plot.width() / layout.arms / 2, x = layout.x(m_cursor);
    painter.drawRect(QRectF(x - half, layout.plot.top(), 2 * half, layout.plot.height()));
}

// As it was drawn: without a scale.
void ArmChart::drawSketch(QPainter& painter, const Layout& layout) const
{
    if (std::ssize(m_sketch.heights) != layout.arms) return;
    const QRectF& plot = layout.plot;
    QPolygonF line;
    for (int arm = 0; arm < layout.arms; ++arm)
        line.append(QPointF(
            layout.x(arm), plot.bottom() - m_sketch.heights[std::size_t(arm)] * plot.height()));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme().mutedText, 2 * theme().weight, Qt::DashLine));
    painter.drawPolyline(line);
}

void ArmChart::drawReference(QPainter& painter, const Layout& layout) const
{
    const double y = std::round(layout.y(m_reference->value));
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(theme().mutedText, theme().weight, Qt::DashLine));
    painter.drawLine(QPointF(layout.plot.left(), y), QPointF(layout.plot.right(), y));
    painter.setFont(scaledFont(0.85));
    const double height = QFontMetricsF(painter.font()).height();
    const bool above = y - height > layout.plot.top();
    painter.drawText(
        QRectF(layout.plot.left(), above ? y - height : y, layout.plot.width(), height),
        Qt::AlignRight | Qt::AlignVCenter, m_reference->name);
}

void ArmChart::drawAxes(QPainter& painter, const Layout& layout) const
{
    painter.setFont(scaledFont(0.85));
    const QFontMetricsF metrics(painter.font());
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QRectF& plot = layout.plot;
    for (std::size_t i = 0; i < layout.ticks.major.size(); ++i) {
        const double y = std::round(layout.y(layout.ticks.major[i]));
        painter.setPen(theme().grid);
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(theme().mutedText);
        painter.drawText(QRectF(0, y - metrics.height(), plot.left() - 0.4 * metrics.height(),
                             2 * metrics.height()),
            Qt::AlignRight | Qt::AlignVCenter, layout.ticks.labels[i]);
    }
    painter.setPen(theme().axis);
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());
    painter.setPen(theme().text);
    const double share = plot.width() / layout.arms;
    // Of very many things, which are values in their order, every so many have their name.
    constexpr double leastNamed = 3; // letters' heights
    const int every = m_arms.size() > manyArms
        ? std::max(1, int(std::ceil(leastNamed * metrics.height() / share)))
        : 1;
    for (int arm = 0; arm < layout.arms; arm += every) {
        const QRectF place(layout.x(arm) - every * share / 2,
            plot.bottom() + 0.15 * metrics.height(), every * share, 1.2 * metrics.height());
        painter.drawText(place, Qt::AlignHCenter | Qt::AlignTop,
            metrics.elidedText(m_arms[arm], Qt::ElideMiddle, every * share - 2));
    }
    painter.setPen(theme().mutedText);
    painter.drawText(QRectF(plot.left(), plot.bottom() + 1.35 * metrics.height(), plot.width(),
                         1.2 * metrics.height()),
        Qt::AlignHCenter | Qt::AlignTop, metrics.elidedText(m_title, Qt::ElideRight, plot.width()));
}

void ArmChart::drawSeries(QPainter& painter, const Layout& layout, std::size_t place) const
{
    const Series& series = m_series[place];
    const QColor color = theme().seriesColor(int(place));
    // Series stand beside each other where there are several.
    const double aside = (double(place) - 0.5 * double(m_series.size() - 1))
        * std::min(10.0, 0.12 * layout.plot.width() / layout.arms);
    painter.setRenderHint(QPainter::Antialiasing);
    QPolygonF line;
    for (int arm = 0; arm < std::min(layout.arms, int(series.values.size())); ++arm) {
        const double x = layout.x(arm) + aside;
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme().faint(color, 0.5));
        for (const double value : series.values[std::size_t(arm)])
            if (std::isfinite(value)) painter.drawEllipse(QPointF(x, layout.y(value)), 2.2, 2.2);
        const auto summary = summaryOf(series.values[std::size_t(arm)]);
        if (!summary) continue;
        painter.setPen(QPen(color, 1.6 * theme().weight));
        const double below = std::max(layout.lower, summary->mean - summary->deviation);
        painter.drawLine(
            QPointF(x, layout.y(below)), QPointF(x, layout.y(summary->mean + summary->deviation)));
        line.append(QPointF(x, layout.y(summary->mean)));
    }
    painter.setPen(QPen(color, 1.6 * theme().weight));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
    painter.setBrush(color);
    for (const QPointF& point : line)
        painter.drawEllipse(point, 3.6 * theme().weight, 3.6 * theme().weight);
}

} // namespace contrastlab
