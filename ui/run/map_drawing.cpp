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
    return { alignedTo(before, projectOn<float>(basis, view(rows))), basis.explained, {} };
}

} // namespace contrastlab
