// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A child of the window above all others: what it frames may scroll, and knows nothing of it.
#include "theme/flash.h"

#include "theme/colors.h"
#include "theme/theme.h"

#include <QPainter>

#include <cmath>
#include <numbers>

namespace contrastlab {

namespace {

constexpr int margin = 4, lineWidth = 3, tickMs = 33;
constexpr double pulses = 3;

/// What of it is in sight, in the coordinates of its window; null where nothing is.
QRect inSight(const QWidget& target)
{
    if (!target.isVisible()) return {};
    const QWidget* window = target.window();
    QRect seen(target.mapTo(window, QPoint()), target.size());
    seen.adjust(-margin, -margin, margin, margin);
    for (const QWidget* around = target.parentWidget(); around && around != window;
         around = around->parentWidget())
        seen &= QRect(around->mapTo(window, QPoint()), around->size());
    return seen & window->rect();
}

} // namespace

void Flash::at(QWidget& target)
{
    delete target.window()->findChild<Flash*>(QString(), Qt::FindDirectChildrenOnly);
    new Flash(target);
}

Flash::Flash(QWidget& target) : QWidget(target.window()), m_target(&target)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    m_clock.start();
    startTimer(tickMs);
}

// Docks that come forward and forms that scroll are laid out after the event that did it.
void Flash::follow()
{
    const QRect place = m_target ? inSight(*m_target) : QRect();
    setVisible(!place.isEmpty());
    if (place.isEmpty()) return;
    setGeometry(place);
    raise();
    update();
}

void Flash::timerEvent(QTimerEvent* /*event*/)
{
    if (!m_target || m_clock.elapsed() > durationMs) return deleteLater();
    follow();
}

// 0 to 1.
double Flash::strength() const
{
    if (!animates()) return 1;
    const double t = double(m_clock.elapsed()) / durationMs;
    const double wave = 0.6 + 0.4 * std::cos(2 * std::numbers::pi * pulses * t);
    return wave * std::min(1.0, 3 * (1 - t));
}

void Flash::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(std::max(0.0, strength()));
    const QColor color = legibleOn(palette().color(QPalette::Window),
        palette().color(QPalette::Highlight), palette().color(QPalette::WindowText));
    QColor fill = color;
    fill.setAlphaF(0.12f);
    constexpr double half = lineWidth / 2.0;
    painter.setPen(QPen(color, lineWidth));
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(rect()).adjusted(half, half, -half, -half), 5, 5);
}

} // namespace contrastlab
