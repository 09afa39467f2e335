// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which small plots the diagnostics have: title, what it means, its value and what to compare it
// with. Window thread.
#pragma once

#include "analysis/training_diagnostics.h"
#include "plot/sparkline.h"

#include <QString>

#include <functional>
#include <vector>

namespace contrastlab {

struct DiagnosticTile {
    enum class Group { retrieval, classes, similarity, geometry, training, labels };
    Group group = Group::retrieval;
    QString title;
    QString tip; ///< definition, range, source
    int color = 0;
    std::function<double(const TrainingDiagnostics&)> value;
    /// May be null.
    std::function<std::vector<Sparkline::Reference>(const TrainingDiagnostics&)> references;
};

QString groupTitle(DiagnosticTile::Group group);

/// In the reader's language, for the modalities of the setup; without labels or classes their group
/// is left out, and of more than mostClassTiles classes those with the fewest held-out items.
constexpr std::size_t mostClassTiles = 40;
std::vector<DiagnosticTile> diagnosticTiles(const RunSetup& setup);

} // namespace contrastlab
