// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/table_in_sight.h"

#include "plot/chart_stack.h"
#include "plot/heat_map.h"
#include "plot/point_cloud.h"

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

using Rows = QList<QStringList>;

bool contains(const AxisScale& axis, const QString& number)
{
    const double value = number.toDouble();
    return value >= axis.lower && value <= axis.upper;
}

Rows rowsWhere(const Rows& all, const std::function<bool(const QStringList&)>& isShown)
{
    Rows rows { all.value(0) };
    std::copy_if(all.begin() + std::min<qsizetype>(1, all.size()), all.end(),
        std::back_inserter(rows), isShown);
    return rows;
}

/// Cell i of an axis lies between i and i + 1.
Rows cellsWithin(const Rows& all, const AxesFrame& frame)
{
    const auto isShown = [](const AxisScale& axis, qsizetype cell) {
        return double(cell) + 1 > axis.lower && double(cell) < axis.upper;
    };
    Rows rows;
    for (qsizetype row = 0; row < all.size(); ++row) {
        if (row > 0 && !isShown(frame.left, row - 1)) continue;
        QStringList cells;
        for (qsizetype column = 0; column < all[row].size(); ++column)
            if (column == 0 || isShown(frame.x, column - 1)) cells << all[row][column];
        rows << cells;
    }
    return rows;
}

} // namespace

std::optional<Rows> withinAxes(
    const std::function<Rows()>& table, const QWidget& view, const QWidget& picture)
{
    const auto* canvas = qobject_cast<const AxesCanvas*>(&view);
    if (!canvas || canvas->isFollowing()) return std::nullopt;
    const AxesFrame frame = canvas->frame();
    const Rows all = table();
    if (all.isEmpty()) return std::nullopt;
    if (qobject_cast<const HeatMap*>(canvas)) return cellsWithin(all, frame);
    if (qobject_cast<const ChartStack*>(&picture))
        return rowsWhere(
            all, [&](const QStringList& row) { return contains(frame.x, row.value(1)); });
    const qsizetype x = all.front().indexOf(u"x"), y = all.front().indexOf(u"y");
    const bool flat = x >= 0 && y >= 0 && !all.front().contains(u"z");
    if (!qobject_cast<const PointCloud*>(canvas) || !flat) return std::nullopt;
    return rowsWhere(all, [&](const QStringList& row) {
        return contains(frame.x, row.value(x)) && contains(frame.left, row.value(y));
    });
}

} // namespace contrastlab
