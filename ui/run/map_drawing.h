// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a map that takes no iterations draws of embeddings. Pure functions of the request, any
// thread.
#pragma once

#include "analysis/projection.h"
#include "run/checkpoint.h"
#include "run/item_focus.h"

#include <QString>

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace contrastlab {

/// Unit rows of a map's items, one matrix (items x d) a tower.
using MapRows = std::shared_ptr<const std::vector<Matrix<float>>>;

/// All towers' rows, one below the other, and back.
Matrix<float> stacked(const std::vector<Matrix<float>>& parts);
std::vector<Matrix<float>> parted(const Matrix<float>& points, std::size_t towers);

/// What rows can be drawn at all.
struct RowsHealth {
    Index rows = 0;
    Index notNumbers = 0; ///< rows that hold an infinity or none
    bool allSame = false; ///< those that are numbers, where they are several
};
RowsHealth healthOf(const std::vector<Matrix<float>>& rows);

/// Where a chosen axis begins or ends: a text for the text tower, or an item as one tower sees it.
struct AxisEnd {
    QString words; ///< of an item its name
    std::optional<FocusedItem> item;

    [[nodiscard]] bool isSet() const { return item || !words.isEmpty(); }
    friend bool operator==(const AxisEnd&, const AxisEnd&) = default;
};
struct ChosenAxis {
    AxisEnd from, to;

    [[nodiscard]] bool isSet() const { return from.isSet() && to.isSet(); }
    friend bool operator==(const ChosenAxis&, const ChosenAxis&) = default;
};
/// To the right, and up.
using ChosenAxes = std::array<ChosenAxis, 2>;

/// Why there is nothing to draw.
struct MapLack {
    enum class Kind {
        none,
        numbers, ///< no row holds numbers: the model has diverged
        axis, ///< the first has an end that nothing was chosen for
        textTower, ///< to embed a text with
        words, ///< the vocabulary knows nothing of them
        length, ///< both ends are the same
        angle, ///< the second axis runs as the first does
    };
    Kind kind = Kind::none;
    QString words {};
};

struct MapDrawing {
    Matrix<float> points; ///< all towers' x dims, stacked
    /// Shares of the variance along each axis (of the ratio of variances, between classes).
    std::vector<double> explained;
    PcaBasis basis {}; ///< of principal axes
    MapLack lack {};
};

/// Principal axes, turned to lie nearest to those before (d x dims; empty: none).
MapDrawing drawPrincipal(
    ThreadPool& pool, const Matrix<float>& rows, Index dims, const Matrix<double>& before);
/// The axes as they are held, whatever the rows do.
MapDrawing drawHeld(ThreadPool& pool, const Matrix<float>& rows, const PcaBasis& held);
/// Axes that part labels, one an item of each tower's, laid on the picture before (stacked; empty:
/// none).
MapDrawing drawClasses(ThreadPool& pool, const Matrix<float>& rows, const std::vector<int>& labels,
    Index dims, const Matrix<float>& before);
/// Along one chosen axis and another; where the second is not chosen, along the most of what is
/// left.
MapDrawing drawChosen(ThreadPool& pool, const Matrix<float>& rows, const ChosenAxes& axes,
    const RunSetup& setup, const Checkpoint& checkpoint);

} // namespace contrastlab
