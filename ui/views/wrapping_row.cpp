// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/wrapping_row.h"

#include <QWidget>

#include <algorithm>

namespace contrastlab {

WrappingRow::WrappingRow(QWidget* parent) : QLayout(parent) { }

WrappingRow::~WrappingRow() = default;

void WrappingRow::addItem(QLayoutItem* item)
{
    m_items.emplace_back(item);
}

QLayoutItem* WrappingRow::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[std::size_t(index)].get() : nullptr;
}

QLayoutItem* WrappingRow::takeAt(int index)
{
    if (index < 0 || index >= count()) return nullptr;
    QLayoutItem* item = m_items[std::size_t(index)].release();
    m_items.erase(m_items.begin() + index);
    return item;
}

int WrappingRow::heightForWidth(int width) const
{
    return arrange({ 0, 0, width, 0 }, false);
}

QSize WrappingRow::sizeHint() const
{
    const QMargins margins = contentsMargins();
    int width = margins.left() + margins.right() - spacing(), height = 0;
    for (const auto& item : m_items) {
        width += item->sizeHint().width() + spacing();
        height = std::max(height, item->sizeHint().height());
    }
    return { width, height + margins.top() + margins.bottom() };
}

QSize WrappingRow::minimumSize() const
{
    QSize size;
    for (const auto& item : m_items)
        size = size.expandedTo(item->minimumSize());
    return size.grownBy(contentsMargins());
}

void WrappingRow::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

int WrappingRow::arrange(const QRect& rect, bool placed) const
{
    const QMargins margins = contentsMargins();
    const QRect area = rect.marginsRemoved(margins);
    int line = 0; // all of one height, so that their middles lie in one line
    for (const auto& item : m_items)
        line = std::max(line, item->sizeHint().height());
    int left = area.left(), top = area.top();
    for (const auto& item : m_items) {
        const QSize size = item->sizeHint();
        if (left > area.left() && left + size.width() > area.right() + 1) {
            left = area.left();
            top += line + 2;
        }
        const QRect place(left, top, std::min(size.width(), std::max(0, area.width())), line);
        if (placed) item->setGeometry(place);
        left += size.width() + spacing();
    }
    return top + line + margins.bottom() - rect.top();
}

} // namespace contrastlab
