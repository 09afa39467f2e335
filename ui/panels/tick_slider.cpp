// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Drawn from the palette, so that light and dark need nothing of their own.
#include "panels/tick_slider.h"

#include "theme/fonts.h"
#include "theme/wheel_focus.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace contrastlab {

namespace {

constexpr double margin = 9; ///< half a handle and the focus ring
constexpr double handleRadius = 6;

} // namespace

TickSlider::TickSlider(SliderScale scale, QWidget* parent)
    : QAbstractSlider(parent)
    , m_scale(std::move(scale))
{
    setRange(0, steps);
    setSingleStep(steps / 100);
    setPageStep(steps / 10);
    setOrientation(Qt::Horizontal);
    turnOnlyWithFocus(*this);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void TickSlider::showValue(double value)
{
    m_byProgram = true;
    m_exact = value;
    setValue(int(std::lround(steps * m_scale.positionOf(value))));
    m_byProgram = false;
}

QString TickSlider::spokenText() const
{
    const QString number = shortNumberText(m_exact, 4);
    return m_unit.isEmpty() ? number : number + QChar(u' ') + m_unit;
}

// The step is that of an arrow.
std::optional<Spoken::Number> TickSlider::spokenNumber() const
{
    const int there =
        value() + singleStep() > maximum() ? value() - singleStep() : value() + singleStep();
    const double step = std::abs(m_scale.valueAt(double(there) / steps) - scaleValue());
    return Number { m_exact, m_scale.valueAt(0), m_scale.upper(), step };
}

// As by hand.
void TickSlider::takeSpokenNumber(double value)
{
    setValue(int(std::lround(steps * m_scale.positionOf(value))));
}

void TickSlider::setStandard(double value)
{
    m_standard = value;
    update();
}

void TickSlider::setLandmarks(std::vector<Landmark> landmarks)
{
    m_landmarks = std::move(landmarks);
    updateGeometry();
    update();
}

QFont TickSlider::smallFont() const
{
    return scaledFont(font(), 0.82);
}

QSize TickSlider::sizeHint() const
{
    const int text = QFontMetrics(smallFont()).height();
    return { 200, 20 + text + (m_landmarks.empty() ? 0 : text + 2) };
}

QSize TickSlider::minimumSizeHint() const
{
    return { 120, sizeHint().height() };
}

QRectF TickSlider::groove() const
{
    const double top = m_landmarks.empty() ? 0 : QFontMetrics(smallFont()).height() + 2;
    return { margin, top + 6, width() - 2 * margin, 4 };
}

double TickSlider::xOf(double value) const
{
    return groove().left() + m_scale.positionOf(value) * groove().width();
}

void TickSlider::drawTicks(QPainter& painter) const
{
    const QRectF bar = groove();
    const QColor ink = palette().color(QPalette::PlaceholderText);
    painter.setFont(smallFont());
    const QFontMetricsF metrics(painter.font());
    double free = -1e9;
    for (const SliderTick& tick : m_scale.ticks()) {
        const double x = std::round(xOf(tick.value)) + 0.5;
        painter.setPen(ink);
        painter.drawLine(
            QPointF(x, bar.bottom() + 4), QPointF(x, bar.bottom() + (tick.major ? 8 : 6)));
        if (!tick.major) continue;
        const QString text = shortNumberText(tick.value);
        const double half = metrics.horizontalAdvance(text) / 2;
        const double left = std::clamp(x - half, 0.0, width() - 2 * half);
        if (left < free) continue;
        free = left + 2 * half + 4;
        painter.drawText(QPointF(left, bar.bottom() + 9 + metrics.ascent()), text);
    }
}

void TickSlider::drawLandmarks(QPainter& painter) const
{
    const QRectF bar = groove();
    const auto mark = [&](double value, const QColor& color) {
        const double x = xOf(value);
        QPainterPath path(QPointF(x, bar.top() - 1));
        path.lineTo(x - 3.5, bar.top() - 6);
        path.lineTo(x + 3.5, bar.top() - 6);
        path.closeSubpath();
        painter.fillPath(path, color);
    };
    mark(m_standard, palette().color(QPalette::Highlight));
    painter.setFont(smallFont());
    const QFontMetricsF metrics(painter.font());
    for (const Landmark& landmark : m_landmarks) {
        const QColor color = palette().color(QPalette::PlaceholderText);
        mark(landmark.value, color);
        painter.setPen(color);
        const double advance = metrics.horizontalAdvance(landmark.text);
        double left = xOf(landmark.value);
        if (landmark.side == Qt::AlignLeft) left -= 4;
        if (landmark.side == Qt::AlignHCenter) left -= advance / 2;
        if (landmark.side == Qt::AlignRight) left -= advance - 4;
        left = std::clamp(left, 0.0, width() - advance);
        painter.drawText(QPointF(left, bar.top() - 8), landmark.text);
    }
}

void TickSlider::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    drawTicks(painter);
    const QRectF bar = groove();
    const double x = bar.left() + bar.width() * value() / steps;
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().color(QPalette::Mid));
    painter.drawRoundedRect(bar, 2, 2);
    const auto group = isEnabled() ? QPalette::Active : QPalette::Disabled;
    painter.setBrush(palette().color(group, QPalette::Highlight));
    painter.drawRoundedRect(QRectF(bar.topLeft(), QPointF(x, bar.bottom())), 2, 2);
    drawLandmarks(painter);
    const QPointF centre(x, bar.center().y());
    if (hasFocus()) {
        QColor ring = palette().color(QPalette::Highlight);
        ring.setAlphaF(0.35f);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ring);
        painter.drawEllipse(centre, handleRadius + 3, handleRadius + 3);
    }
    painter.setPen(QPen(palette().color(group, QPalette::Highlight), 1.5));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawEllipse(centre, handleRadius, handleRadius);
}

void TickSlider::jumpTo(double x)
{
    const QRectF bar = groove();
    const double position = std::clamp((x - bar.left()) / bar.width(), 0.0, 1.0);
    setValue(int(std::lround(steps * position)));
}

void TickSlider::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) return event->ignore();
    setSliderDown(true);
    jumpTo(event->position().x());
}

void TickSlider::mouseMoveEvent(QMouseEvent* event)
{
    if (isSliderDown()) jumpTo(event->position().x());
}

void TickSlider::mouseReleaseEvent(QMouseEvent*)
{
    setSliderDown(false);
}

bool TickSlider::event(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FocusIn
        || event->type() == QEvent::FocusOut)
        update();
    return QAbstractSlider::event(event);
}

void TickSlider::sliderChange(SliderChange change)
{
    QAbstractSlider::sliderChange(change);
    update();
    if (change != SliderValueChange || m_byProgram) return;
    m_exact = scaleValue();
    emit moved(m_exact);
}

} // namespace contrastlab
