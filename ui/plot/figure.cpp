// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/figure.h"

#include "plot/plot_export.h"
#include "plot/plot_text.h"

#include <QEvent>
#include <QPainter>
#include <QScopedValueRollback>

#include <utility>

namespace contrastlab {

Figure::Figure(QWidget* parent) : QWidget(parent), m_theme(PlotTheme::fromPalette(palette()))
{
    setAttribute(Qt::WA_OpaquePaintEvent);
}

void Figure::setEmptyText(const QString& text)
{
    m_emptyText = text;
    update();
}

void Figure::setCaption(const QString& caption)
{
    m_caption = caption;
}

QString Figure::spokenText() const
{
    return isEmpty() ? m_emptyText : reading();
}

QString Figure::reading() const
{
    return m_reading ? m_reading() : QString();
}

QImage Figure::toImage(QSize wanted, qreal scale)
{
    const QSize figure = wanted.isEmpty() ? size() : wanted;
    const auto painter = exportPainter();
    return drawnImage(
        *painter, figure, scale, m_theme.background, [&] { drawWithCaption(*painter, figure); });
}

bool Figure::saveAs(const QString& path, QSize wanted)
{
    const QSize figure = wanted.isEmpty() ? size() : wanted;
    const auto painter = exportPainter();
    return saveDrawing(
        *painter, path, figure, m_theme.background, [&] { drawWithCaption(*painter, figure); });
}

std::function<QByteArray()> Figure::drawnAs(const QString& suffix, QSize wanted, qreal scale)
{
    const QSize figure = wanted.isEmpty() ? size() : wanted;
    const auto painter = exportPainter();
    return contrastlab::drawnAs(
        *painter, suffix, figure, m_theme.background, [&] { drawWithCaption(*painter, figure); },
        scale);
}

std::shared_ptr<QPainter> Figure::exportPainter() const
{
    return std::make_shared<QPainter>();
}

void Figure::drawPart(QPainter& painter, QSize size)
{
    const QScopedValueRollback exporting(m_exporting, true);
    painter.setFont(font());
    drawFigure(painter, size);
}

void Figure::drawWithCaption(QPainter& painter, QSize figure)
{
    const QScopedValueRollback exporting(m_exporting, true);
    painter.setFont(font());
    if (m_caption.isEmpty()) return drawFigure(painter, figure);
    const int margin = fontMetrics().height() / 2;
    const QFont small = scaledFont(0.9);
    const QFontMetrics metrics(small);
    const QRect room(0, 0, figure.width() - 2 * margin, figure.height() / 3);
    const int height = metrics.boundingRect(room, Qt::TextWordWrap, m_caption).height() + margin;
    drawFigure(painter, figure - QSize(0, height));
    painter.setFont(small);
    painter.setPen(m_theme.mutedText);
    painter.drawText(QRect(margin, figure.height() - height, room.width(), height),
        Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop, m_caption);
}

void Figure::themeChanged()
{
    update();
}

void Figure::drawEmptyText(QPainter& painter, const QRectF& rect) const
{
    painter.setPen(m_theme.mutedText);
    painter.drawText(rect, Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
}

QFont Figure::scaledFont(double factor) const
{
    return contrastlab::scaledFont(font(), factor);
}

void Figure::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange
        && event->type() != QEvent::LocaleChange && event->type() != QEvent::StyleChange)
        return;
    readTheme();
}

void Figure::readTheme()
{
    m_theme = PlotTheme::fromPalette(palette());
    m_theme.weight = m_weight;
    themeChanged();
}

void Figure::setWeight(double weight)
{
    if (std::exchange(m_weight, weight) != weight) readTheme();
}

void Figure::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.background);
    drawFigure(painter, size());
}

} // namespace contrastlab
