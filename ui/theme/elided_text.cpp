// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "theme/elided_text.h"

#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace contrastlab {

bool drawElided(QPainter& painter, const QRect& rect, const QString& text)
{
    const QFontMetrics metrics = painter.fontMetrics();
    const int lines = std::max(1, rect.height() / metrics.lineSpacing());
    QTextLayout layout(text, painter.font(), painter.device());
    layout.beginLayout();
    bool cut = false;
    for (int i = 0; i < lines; ++i) {
        QTextLine line = layout.createLine();
        if (!line.isValid()) break;
        line.setLineWidth(rect.width());
        const QPoint start(rect.left(), rect.top() + i * metrics.lineSpacing());
        const int end = line.textStart() + line.textLength();
        cut = i + 1 == lines && end < text.size();
        const QString rest = cut
            ? metrics.elidedText(text.mid(line.textStart()), Qt::ElideRight, rect.width())
            : metrics.elidedText(
                text.mid(line.textStart(), line.textLength()), Qt::ElideRight, rect.width() + 2);
        painter.drawText(start + QPoint(0, metrics.ascent()), rest.trimmed());
    }
    layout.endLayout();
    return cut;
}

ElidedText::ElidedText(QWidget* parent) : QFrame(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void ElidedText::setText(const QString& text, const QString& tip)
{
    if (text == m_text && tip == m_tip) return;
    m_text = text;
    m_tip = tip;
    setAccessibleName(text);
    setToolTip(tip);
    update();
}

QSize ElidedText::sizeHint() const
{
    return { fontMetrics().averageCharWidth() * 40, fontMetrics().lineSpacing() };
}

QSize ElidedText::minimumSizeHint() const
{
    return { fontMetrics().averageCharWidth() * 8, fontMetrics().lineSpacing() };
}

void ElidedText::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    if (drawElided(painter, contentsRect(), m_text) && m_tip.isEmpty()) setToolTip(m_text);
}

} // namespace contrastlab
