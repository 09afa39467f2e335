// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "lesson/prediction_pad.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace contrastlab {

namespace {

constexpr double keyStep = 0.1, firstValue = 0.5;
constexpr double unknownValue = std::numeric_limits<double>::quiet_NaN();

bool isArrow(const QKeyEvent& key)
{
    if (key.modifiers() & ~Qt::KeypadModifier) return false;
    return key.key() >= Qt::Key_Left && key.key() <= Qt::Key_Down;
}

} // namespace

PredictionPad::PredictionPad(QWidget* parent) : Figure(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setCursor(Qt::CrossCursor);
}

void PredictionPad::setArms(const QStringList& names, const QString& title)
{
    m_arms = names;
    m_title = title;
    m_values.resize(std::size_t(names.size()), unknownValue);
    update();
}

QString PredictionPad::reading() const
{
    if (m_arms.isEmpty()) return {};
    const double value = m_values[std::size_t(m_arm)];
    const QString height = std::isfinite(value) ? tr("%1 % of the height").arg(qRound(100 * value))
                                                : tr("not drawn yet");
    return m_title + QChar(u' ') + m_arms[m_arm] + QStringLiteral("; ") + height;
}

bool PredictionPad::isComplete() const
{
    return std::ranges::all_of(m_values, [](double value) { return std::isfinite(value); });
}

void PredictionPad::clear()
{
    std::ranges::fill(m_values, unknownValue);
    m_arm = 0;
    update();
}

QSize PredictionPad::sizeHint() const
{
    return QSize(20, 8) * fontMetrics().height();
}

QSize PredictionPad::minimumSizeHint() const
{
    return QSize(12, 7) * fontMetrics().height();
}

QRectF PredictionPad::plot(QSize size) const
{
    const double em = fontMetrics().height();
    return QRectF(QPointF(), size).adjusted(0.6 * em, 0.6 * em, -0.6 * em, -2.4 * em);
}

double PredictionPad::xOf(const QRectF& plot, int arm) const
{
    return plot.left() + (arm + 0.5) * plot.width() / double(m_arms.size());
}

QPointF PredictionPad::placeOf(int arm, double value) const
{
    const QRectF rect = plot(size());
    return { xOf(rect, arm), rect.bottom() - value * rect.height() };
}

void PredictionPad::drawFigure(QPainter& painter, QSize size)
{
    const QRectF rect = plot(size);
    painter.setPen(theme().grid);
    painter.drawRect(rect);
    painter.setPen(theme().axis);
    painter.drawLine(rect.bottomLeft(), rect.bottomRight());
    painter.setFont(scaledFont(0.85));
    const QFontMetricsF metrics(painter.font());
    const double share = rect.width() / double(m_arms.size());
    QPolygonF line;
    for (int arm = 0; arm < m_arms.size(); ++arm) {
        const double x = xOf(rect, arm), value = m_values[std::size_t(arm)];
        painter.setPen(hasFocus() && arm == m_arm ? theme().highlight : theme().grid);
        painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()));
        painter.setPen(theme().text);
        painter.drawText(QRectF(x - share / 2, rect.bottom() + 2, share, metrics.height()),
            Qt::AlignHCenter, metrics.elidedText(m_arms[arm], Qt::ElideMiddle, share - 2));
        if (std::isfinite(value)) line << QPointF(x, rect.bottom() - value * rect.height());
    }
    painter.setPen(theme().mutedText);
    painter.drawText(QRectF(rect.left(), rect.bottom() + 2 + metrics.height(), rect.width(),
                         metrics.height() + 2),
        Qt::AlignHCenter, metrics.elidedText(m_title, Qt::ElideRight, rect.width()));
    if (line.isEmpty()) return drawEmptyText(painter, rect);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = theme().seriesColor(0);
    painter.setPen(QPen(color, 2 * theme().weight));
    painter.drawPolyline(line);
    painter.setBrush(color);
    for (const QPointF& point : line)
        painter.drawEllipse(point, 3.2 * theme().weight, 3.2 * theme().weight);
}

// Things that the stroke passed are where it passed them, however fast it was.
void PredictionPad::strokeTo(QPointF at)
{
    const QRectF rect = plot(size());
    const QPointF from = m_last.value_or(at);
    const double share = rect.width() / double(m_arms.size());
    const auto valueAt = [&](double y) {
        return std::clamp((rect.bottom() - y) / rect.height(), 0.0, 1.0);
    };
    for (int arm = 0; arm < m_arms.size(); ++arm) {
        const double x = xOf(rect, arm);
        const double low = std::min(from.x(), at.x()), high = std::max(from.x(), at.x());
        if (x >= low && x <= high && high > low)
            m_values[std::size_t(arm)] =
                valueAt(from.y() + (at.y() - from.y()) * (x - from.x()) / (at.x() - from.x()));
        else if (std::abs(x - at.x()) <= 0.3 * share)
            m_values[std::size_t(arm)] = valueAt(at.y());
        else
            continue;
        m_arm = arm;
    }
    m_last = at;
    update();
}

void PredictionPad::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) return Figure::mousePressEvent(event);
    m_last.reset();
    strokeTo(event->position());
}

void PredictionPad::mouseMoveEvent(QMouseEvent* event)
{
    if (m_last) strokeTo(event->position());
}

void PredictionPad::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_last) return;
    m_last.reset();
    emit changed();
}

// Those to the left that were never drawn are as high.
void PredictionPad::moveValue(double by)
{
    double& value = m_values[std::size_t(m_arm)];
    const double before = m_arm > 0 ? m_values[std::size_t(m_arm) - 1] : unknownValue;
    if (!std::isfinite(value)) value = std::isfinite(before) ? before : firstValue;
    value = std::clamp(value + by, 0.0, 1.0);
    for (int arm = 0; arm < m_arm; ++arm)
        if (!std::isfinite(m_values[std::size_t(arm)]))
            m_values[std::size_t(arm)] = arm > 0 ? m_values[std::size_t(arm) - 1] : firstValue;
    update();
    emit changed();
}

// The arrows are the curve's while the focus is here, not the window's.
bool PredictionPad::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (isArrow(*key)) key->accept();
    }
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
    return Figure::event(event);
}

void PredictionPad::keyPressEvent(QKeyEvent* event)
{
    if (!isArrow(*event) || m_arms.isEmpty()) return Figure::keyPressEvent(event);
    const int last = int(m_arms.size()) - 1;
    if (event->key() == Qt::Key_Up) moveValue(keyStep);
    if (event->key() == Qt::Key_Down) moveValue(-keyStep);
    if (event->key() == Qt::Key_Left) m_arm = std::max(0, m_arm - 1);
    if (event->key() == Qt::Key_Right) {
        m_arm = std::min(last, m_arm + 1);
        if (!std::isfinite(m_values[std::size_t(m_arm)])) moveValue(0); // as high as before
    }
    update();
    tellReading(*this);
}

} // namespace contrastlab
