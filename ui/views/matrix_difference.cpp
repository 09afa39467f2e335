// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/matrix_difference.h"

#include "views/item_hover.h"

#include <QEvent>

#include <cmath>

namespace contrastlab {

namespace {

constexpr float leastReach = 1.0f / 16; // less is not worth a colour

} // namespace

MatrixDifference::MatrixDifference(HeatmapView& a, HeatmapView& b, RunMoment& moment,
    ItemFocus& focus, ItemPictures& pictures, ItemSounds& sounds, QWidget* parent)
    : HeatMap(parent)
    , m_a(a)
    , m_b(b)
    , m_focus(focus)
    , m_hover(new ItemHover(moment, focus, pictures, sounds, *this))
{
    setRange(-leastReach, leastReach);
    for (const HeatmapView* one : { &a, &b }) {
        connect(one, &HeatmapView::glided, this, &MatrixDifference::subtract);
        connect(one, &HeatmapView::judged, this, &MatrixDifference::subtract);
    }
    connect(&a, &HeatmapView::labelled, this, [this] { takeLabels(m_a); });
    connect(this, &HeatMap::cellHovered, this, [this](int row, int column, const QPoint& at) {
        m_hover->enter(
            at, [this, row, column] { return m_a.itemsOf(row, column); },
            [this, row, column] { return m_a.footer(row, column); });
    });
    setReading([this] {
        const auto& cell = highlightedCell();
        return cell ? m_a.readingOf(cell->y(), cell->x()) : QString();
    });
    connect(this, &HeatMap::cellLeft, m_hover, &ItemHover::leave);
    connect(this, &HeatMap::cellClicked, this, [this](int row, int column) {
        const ItemFocus::Items items = m_a.itemsOf(row, column);
        m_focus.pin(items == m_focus.pinned() ? ItemFocus::Items {} : items);
    });
    connect(&focus, &ItemFocus::hoveredChanged, this, &MatrixDifference::showFocus);
    connect(&focus, &ItemFocus::pinnedChanged, this, &MatrixDifference::subtract);
    retranslate();
}

HoverCard& MatrixDifference::card()
{
    return m_hover->card();
}

void MatrixDifference::subtract()
{
    const bool kinds = !m_a.kinds().empty();
    if (kinds || !m_a.isComparable(m_b)) {
        if (rows() > 0) setMatrix({}, 0, 0);
        return setEmptyText(kinds
                ? tr("Kinds of pairs have no difference: compare the two pictures")
                : m_a.rows() == 0 ? m_a.emptyText()
                : m_b.rows() == 0 ? m_b.emptyText()
                                  : tr("The two runs show other pairs here"));
    }
    const int side = m_a.rows();
    std::vector<float> values;
    values.reserve(std::size_t(side) * std::size_t(side));
    for (int row = 0; row < side; ++row)
        for (int column = 0; column < side; ++column)
            values.push_back(m_b.value(row, column) - m_a.value(row, column));
    setMatrix(std::move(values), side, side);
    fitRange();
    setDiagonalOutlined(m_a.block() == PairBlock::across);
    setOutlined(m_a.outlinedRows(), m_a.outlinedColumns());
}

// A power of two that holds them all, and less only where they are far below: colours that change
// at every frame cannot be read.
void MatrixDifference::fitRange()
{
    float reach = leastReach;
    for (int row = 0; row < rows(); ++row)
        for (int column = 0; column < columns(); ++column)
            while (
                std::isfinite(value(row, column)) && std::abs(value(row, column)) > 1.01f * reach)
                reach *= 2;
    if (reach > upper() || 4 * reach <= upper()) setRange(-reach, reach);
}

void MatrixDifference::showFocus()
{
    if (m_hover->isActive() || rows() == 0) return;
    const ItemFocus::Items& hovered = m_focus.hovered();
    std::optional<QPoint> cell;
    const std::vector<Index> items = m_a.itemsInOrder();
    if (!hovered.empty() && m_a.itemsOf(0, 0).size() == 2) {
        const QPoint at(placeOf(items, hovered.back().item), placeOf(items, hovered.front().item));
        const ItemFocus::Items there =
            at.x() < 0 || at.y() < 0 ? ItemFocus::Items {} : m_a.itemsOf(at.y(), at.x());
        if (hovered.size() == 1 ? at.x() >= 0 : there == hovered) cell = at;
    }
    setHighlightedCell(cell);
}

QList<QStringList> MatrixDifference::table() const
{
    if (rows() == 0) return {};
    QList<QStringList> rowsOfText = m_a.table();
    for (int row = 0; row < rows(); ++row)
        for (int column = 0; column < columns(); ++column)
            rowsOfText[row + 1][column + 1] = QString::number(
                double(m_b.measured(row, column) - m_a.measured(row, column)), 'g', 6);
    return rowsOfText;
}

void MatrixDifference::retranslate()
{
    setAccessibleName(tr("Difference of the matrices, B − A"));
    setColorBarTitle(tr("B − A"));
    setReductionCaption(tr("each cell is the mean of %1 × %1 pairs"));
    subtract();
}

void MatrixDifference::changeEvent(QEvent* event)
{
    HeatMap::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace contrastlab
