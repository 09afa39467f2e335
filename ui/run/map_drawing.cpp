// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/map_drawing.h"

#include <utility>

namespace contrastlab {

Matrix<float> stacked(const std::vector<Matrix<float>>& parts)
{
    Index rows = 0;
    for (const Matrix<float>& part : parts)
        rows += part.rows();
    Matrix<float> all(rows, parts.empty() ? 0 : parts.front().cols());
    Index row = 0;
    for (const Matrix<float>& part : parts) {
        all.middleRows(row, part.rows()) = part;
        row += part.rows();
    }
    return all;
}

std::vector<Matrix<float>> parted(const Matrix<float>& points, std::size_t towers)
{
    std::vector<Matrix<float>> parts;
    const Index rows = towers == 0 ? 0 : points.rows() / Index(towers);
    for (std::size_t tower = 0; tower < towers; ++tower)
        parts.emplace_back(points.middleRows(Index(tower) * rows, rows));
    return parts;
}

RowsHealth healthOf(const std::vector<Matrix<float>>& rows)
{
    constexpr float sameCoordinate = 1e-6f; // of unit rows
    RowsHealth health;
    std::optional<Eigen::RowVectorXf> first;
    bool same = true;
    for (const Matrix<float>& part : rows)
        for (Index i = 0; i < part.rows(); ++i, ++health.rows) {
            if (!part.row(i).allFinite()) {
                ++health.notNumbers;
                continue;
            }
            if (!first)
                first = part.row(i);
            else if (same)
                same = (part.row(i) - *first).cwiseAbs().maxCoeff() <= sameCoordinate;
        }
    health.allSame = same && health.rows - health.notNumbers > 1;
    return health;
}

MapDrawing drawPrincipal(
    ThreadPool& pool, const Matrix<float>& rows, Index dims, const Matrix<double>& before)
{
    PcaBasis basis = turnedTo(before, fitPca<float>(pool, view(rows), dims));
    Matrix<float> points = projectOn<float>(basis, view(rows));
    std::vector<double> explained = basis.explained;
    return { std::move(points), std::move(explained), std::move(basis) };
}

MapDrawing drawHeld(ThreadPool& pool, const Matrix<float>& rows, const PcaBasis& held)
{
    return { projectOn<float>(held, view(rows)), refitted(pool, held, view(rows)).explained, held };
}

MapDrawing drawClasses(ThreadPool& pool, const Matrix<float>& rows, const std::vector<int>& labels,
    Index dims, const Matrix<float>& before)
{
    std::vector<int> all; // of each tower's rows
    while (!labels.empty() && std::ssize(all) < rows.rows())
        all.insert(all.end(), labels.begin(), labels.end());
    const PcaBasis basis = fitLda(pool, view(rows), all, dims);
    return { alignedTo(before, projectOn<float>(basis, view(rows))), basis.explained };
}

namespace {

int textTower(const RunSetup& setup)
{
    for (int tower = 0; tower < setup.towers(); ++tower)
        if (setup.modality(tower).kind == ModalityKind::text) return tower;
    return -1;
}

/// Its unit row, or what it lacks.
std::optional<Vector<float>> rowOf(ThreadPool& pool, const AxisEnd& end, const RunSetup& setup,
    const Checkpoint& checkpoint, MapLack& lack)
{
    std::optional<Matrix<float>> row;
    if (end.item)
        row = setup.embed(
            pool, checkpoint.judged(), end.item->tower, std::array { end.item->item }, 0);
    else if (const int tower = textTower(setup); tower >= 0)
        row = setup.embedText(pool, checkpoint.judged(), tower, end.words.toStdString());
    else
        lack = { MapLack::Kind::textTower };
    if (row) return Vector<float>(row->row(0).transpose().stableNormalized());
    if (lack.kind == MapLack::Kind::none) lack = { MapLack::Kind::words, end.words };
    return std::nullopt;
}

/// Of length 1; empty where it lacks something.
Vector<double> axisOf(ThreadPool& pool, const ChosenAxis& axis, const RunSetup& setup,
    const Checkpoint& checkpoint, MapLack& lack)
{
    const auto from = rowOf(pool, axis.from, setup, checkpoint, lack);
    const auto to = from ? rowOf(pool, axis.to, setup, checkpoint, lack) : std::nullopt;
    if (!to) return {};
    const Vector<double> direction = axisBetween(*from, *to);
    if (direction.norm() > 0.5) return direction;
    lack = { MapLack::Kind::length, axis.from.words };
    return {};
}

Vector<double> mostOfTheRest(
    ThreadPool& pool, const Matrix<float>& rows, const Vector<double>& axis)
{
    const Vector<float> along = axis.cast<float>();
    const Matrix<float> rest = rows - (rows * along) * along.transpose();
    return fitPca<float>(pool, view(rest), 1).axes.col(0);
}

} // namespace

MapDrawing drawChosen(ThreadPool& pool, const Matrix<float>& rows, const ChosenAxes& axes,
    const RunSetup& setup, const Checkpoint& checkpoint)
{
    MapDrawing drawing;
    if (!axes[0].isSet()) drawing.lack = { MapLack::Kind::axis };
    Vector<double> first, second;
    if (drawing.lack.kind == MapLack::Kind::none)
        first = axisOf(pool, axes[0], setup, checkpoint, drawing.lack);
    if (drawing.lack.kind == MapLack::Kind::none)
        second = axes[1].isSet() ? axisOf(pool, axes[1], setup, checkpoint, drawing.lack)
                                 : mostOfTheRest(pool, rows, first);
    if (drawing.lack.kind != MapLack::Kind::none) return drawing;
    const PcaBasis basis = basisAlong(pool, view(rows), first, second);
    if (axes[1].isSet() && !(basis.axes.col(1).norm() > 0.5)) {
        drawing.lack = { MapLack::Kind::angle };
        return drawing;
    }
    drawing.points = projectOn<float>(basis, view(rows));
    drawing.explained = basis.explained;
    return drawing;
}

} // namespace contrastlab
