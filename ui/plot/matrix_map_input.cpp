// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The mouse and the keys of a matrix map. Window thread.
#include "plot/matrix_map.h"

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

constexpr int fewestCells = 12; // that a click on a block zooms to

} // namespace

void MatrixMap::hover(std::optional<MatrixBlock> block, QPointF at)
{
    if (block == m_highlighted) return;
    highlight(block);
    if (block)
        emit blockHovered(*block, mapToGlobal(at).toPoint());
    else
        emit blockLeft();
}

// What was framed has blocks of another level now: that under the pointer, or the middle one.
void MatrixMap::followZoom()
{
    if (!m_highlighted) return;
    const QRectF place = placeOf(*m_highlighted, frame());
    const QPointF at = pointer() && place.contains(*pointer()) ? *pointer() : place.center();
    hover(blockAt(at), at);
}

void MatrixMap::takePointer(std::optional<QPointF> at)
{
    hover(at ? blockAt(*at) : std::nullopt, at.value_or(QPointF()));
}

void MatrixMap::takeClick(QPointF at, Qt::KeyboardModifiers)
{
    const auto block = blockAt(at);
    if (!block) return;
    if (block->level == 0) {
        emit cellClicked(block->row, block->column);
        return;
    }
    const QRectF cells = cellsOf(*block);
    const double half = 0.5 * std::max<double>(fewestCells, 1 << block->level);
    const auto around = [half](double middle) {
        return AxisRange { middle - half, middle + half };
    };
    setFollowing(false, false);
    setRanges({ around(cells.center().x()), around(cells.center().y()), {} });
    takeNavigation();
    refresh();
}

// By blocks of what is in sight, from the middle of the one that is framed.
bool MatrixMap::moveCursor(QPoint direction)
{
    if (isEmpty()) return false;
    const QPointF middle = cursorPosition().value_or(plotRect().center());
    const auto at = blockAt(middle);
    if (!at) return true;
    const QRect cells = cellsOf(*at);
    QPoint cell = cells.center();
    if (m_highlighted) {
        const int step = 1 << level();
        cell += QPoint(direction.x() * std::max(step, cells.width()),
            direction.y() * std::max(step, cells.height()));
    }
    const MatrixBlock block =
        blockOf({ std::clamp(cell.x(), 0, side() - 1), std::clamp(cell.y(), 0, side() - 1) });
    const QPointF place = placeOf(block, frame()).center();
    if (plotRect().contains(place)) hover(block, place);
    return true;
}

std::optional<QPointF> MatrixMap::cursorPosition() const
{
    if (!m_highlighted) return {};
    const QPointF place = placeOf(*m_highlighted, frame()).center();
    return plotRect().contains(place) ? std::optional(place) : std::nullopt;
}

} // namespace contrastlab
