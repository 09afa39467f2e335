// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "plot/readout.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

constexpr int oneLine = Qt::AlignVCenter | Qt::TextDontClip;

QFont boldOf(QFont font)
{
    font.setBold(true);
    return font;
}

/// Beside the hair, on the side with room, inside the plot.
QRectF boxPlace(const AxesFrame& frame, QPointF cursor, double hair, QSizeF size)
{
    const double distance = 14;
    double left = hair + distance;
    if (left + size.width() > frame.plot.right()) left = hair - distance - size.width();
    left = std::max(left, frame.plot.left() + 2);
    const double highest = std::max(frame.plot.top() + 2, frame.plot.bottom() - size.height() - 2);
    const double top = std::clamp(cursor.y() - size.height() / 2, frame.plot.top() + 2, highest);
    return { QPointF(left, top), size };
}

/// The widest text of each column.
struct Widths {
    double label = 0, value = 0, aside = 0;

    Widths(const std::vector<ReadoutRow>& rows, const QFont& font)
    {
        const QFontMetricsF metrics(font), bold(boldOf(font));
        for (const ReadoutRow& row : rows) {
            label = std::max(label, (row.bold ? bold : metrics).horizontalAdvance(row.label));
            value = std::max(value, metrics.horizontalAdvance(row.value));
            aside = std::max(aside, metrics.horizontalAdvance(row.aside));
        }
        if (aside > 0) aside += 0.8 * metrics.height();
    }
};

void dropWhatDoesNotFit(std::vector<ReadoutRow>& rows, std::size_t most, QPointF cursor)
{
    if (rows.size() <= most) return;
    const std::size_t before = rows.size();
    const auto distance = [&](const ReadoutRow& row) {
        if (row.bold) return -1.0;
        return std::isnan(row.dot.y()) ? double(INFINITY) : std::abs(row.dot.y() - cursor.y());
    };
    while (rows.size() > std::max<std::size_t>(most, 2) - 1)
        rows.erase(std::ranges::max_element(rows, {}, distance));
    rows.push_back({ QPen(Qt::NoPen), QStringLiteral("… +%1").arg(before - rows.size()), {}, {},
        QPointF(0, std::nan("")) });
}

void drawHair(QPainter& painter, const AxesFrame& frame, const Readout& readout)
{
    const double x = std::round(readout.x) + 0.5;
    painter.setPen(QPen(frame.theme.mutedText, 1));
    painter.drawLine(QPointF(x, frame.plot.top()), QPointF(x, frame.plot.bottom()));
    painter.setRenderHint(QPainter::Antialiasing);
    for (const ReadoutRow& row : readout.rows) {
        if (std::isnan(row.dot.y()) || !frame.plot.contains(row.dot)) continue;
        painter.setPen(QPen(frame.theme.background, 1.5));
        painter.setBrush(row.mark.color());
        painter.drawEllipse(row.dot, 4, 4);
    }
}

void drawBox(QPainter& painter, const PlotTheme& theme, const QRectF& box)
{
    QColor fill = theme.background;
    fill.setAlphaF(0.93f);
    painter.setPen(QPen(theme.axis, 1));
    painter.setBrush(fill);
    painter.drawRoundedRect(box, 5, 5);
}

void drawRow(QPainter& painter, const PlotTheme& theme, const QRectF& line, const ReadoutRow& row,
    double asideWidth)
{
    const double em = QFontMetricsF(painter.font()).height();
    painter.setPen(row.mark);
    painter.drawLine(
        QPointF(line.left(), line.center().y()), QPointF(line.left() + em, line.center().y()));
    painter.setPen(theme.text);
    painter.drawText(line.adjusted(1.3 * em, 0, 0, 0), Qt::AlignLeft | oneLine, row.label);
    painter.drawText(line.adjusted(0, 0, -asideWidth, 0), Qt::AlignRight | oneLine, row.value);
    painter.setPen(theme.mutedText);
    painter.drawText(line, Qt::AlignRight | oneLine, row.aside);
}

} // namespace

QString textOf(const Readout& readout)
{
    QStringList parts { readout.header };
    for (const ReadoutRow& row : readout.rows)
        parts << row.label + QChar(u' ') + row.value;
    return parts.join(QStringLiteral("; "));
}

void drawReadout(QPainter& painter, const AxesFrame& frame, Readout readout, QPointF cursor)
{
    painter.save();
    drawHair(painter, frame, readout);
    const QFontMetricsF metrics(frame.font);
    const QFont bold = boldOf(frame.font);
    const double em = metrics.height(), row = 1.2 * em;
    const double room = (frame.plot.height() - 4 - 0.7 * em) / row - 1;
    dropWhatDoesNotFit(readout.rows, std::size_t(std::max(0.0, room)), cursor);
    const Widths widths(readout.rows, frame.font);
    const double contents = 1.3 * em + widths.label + 1.2 * em + widths.value + widths.aside;
    const double header = QFontMetricsF(bold).horizontalAdvance(readout.header);
    const QSizeF size(std::max(contents, header) + em,
        row * static_cast<double>(readout.rows.size() + 1) + 0.7 * em);
    const QRectF box = boxPlace(frame, cursor, readout.x, size);
    drawBox(painter, frame.theme, box);

    QRectF line = box.adjusted(0.5 * em, 0.35 * em, -0.5 * em, 0);
    line.setHeight(row);
    painter.setFont(bold);
    painter.setPen(frame.theme.text);
    painter.drawText(line, Qt::AlignLeft | oneLine, readout.header);
    painter.setFont(frame.font);
    for (const ReadoutRow& each : readout.rows) {
        line.translate(0, row);
        painter.setFont(each.bold ? bold : frame.font);
        drawRow(painter, frame.theme, line, each, widths.aside);
    }
    painter.restore();
}

} // namespace contrastlab
