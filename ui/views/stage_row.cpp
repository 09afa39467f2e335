// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/stage_row.h"

#include "theme/colors.h"
#include "theme/fonts.h"

#include <QHelpEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace contrastlab {

namespace {

constexpr int stageGap = 3;
constexpr double leastLetters = 0.72;

} // namespace

StageRow::StageRow(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
}

void StageRow::setNames(const QStringList& names)
{
    m_names = names;
    setCurrent(m_current);
    update();
}

void StageRow::setCurrent(int stage)
{
    m_current = stage;
    setAccessibleName(m_names.value(stage));
    update();
}

QSize StageRow::sizeHint() const
{
    return { 40 * fontMetrics().height(), fontMetrics().height() + 10 };
}

QSize StageRow::minimumSizeHint() const
{
    return { 12 * fontMetrics().height(), sizeHint().height() };
}

double StageRow::letterScale() const
{
    double wanted = 0;
    for (const QString& name : m_names)
        wanted += widthOf(name);
    return std::min(1.0, (width() - stageGap) / std::max(1.0, wanted));
}

// Bold, as the one that is shown.
double StageRow::widthOf(const QString& name) const
{
    QFont bold = font();
    bold.setBold(true);
    return QFontMetricsF(bold).horizontalAdvance(name) + 2.5 * stageGap;
}

// As wide as their names.
QRectF StageRow::placeOf(int stage) const
{
    double before = 0, all = 0;
    for (int i = 0; i < m_names.size(); ++i) {
        if (i < stage) before += widthOf(m_names[i]);
        all += widthOf(m_names[i]);
    }
    const double scale = (width() - stageGap) / std::max(1.0, all);
    return { stageGap + before * scale, 2, widthOf(m_names.value(stage)) * scale - stageGap,
        height() - 4.0 };
}

void StageRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ground = palette().color(QPalette::Window);
    const QColor done = mixed(ground, palette().color(QPalette::Highlight), 0.25);
    const double scale = letterScale();
    QFont font = scaledFont(this->font(), std::max(scale, leastLetters));
    for (int i = 0; i < m_names.size(); ++i) {
        const bool isNow = i == m_current;
        painter.setPen(i > m_current ? QPen(palette().color(QPalette::Mid)) : QPen(Qt::NoPen));
        painter.setBrush(isNow  ? palette().color(QPalette::Highlight)
                : i < m_current ? done
                                : ground);
        painter.drawRoundedRect(placeOf(i).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        font.setBold(isNow);
        painter.setFont(font);
        painter.setPen(palette().color(isNow ? QPalette::HighlightedText
                : i > m_current              ? QPalette::PlaceholderText
                                             : QPalette::WindowText));
        painter.drawText(placeOf(i), Qt::AlignCenter,
            scale < leastLetters ? QLocale().toString(i + 1) : m_names[i]);
    }
}

void StageRow::mousePressEvent(QMouseEvent* event)
{
    for (int i = 0; i < m_names.size(); ++i)
        if (event->button() == Qt::LeftButton && placeOf(i).contains(event->position()))
            emit clicked(i);
}

bool StageRow::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    for (int i = 0; i < m_names.size(); ++i)
        if (placeOf(i).contains(help->pos()))
            QToolTip::showText(help->globalPos(), m_names[i], this);
    return true;
}

} // namespace contrastlab
