// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The numbers of a run that claims are about, by name. Pure functions of a run that has ended.
#pragma once

#include "run/run.h"
#include "run/run_setup.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace contrastlab {

/// "SOURCE.COLUMN", and of which moment:
///   train.X      a column of steps (run/metric_columns.h); at the end: the mean of the last 16
///   held_out.X   a column of evaluations, recall included
///   training.X   the same of training items, as many as are held out; at the end alone
///   diagnostics.X   of the held-out items (run/diagnostic_columns.h); at the start or the end
///   few_labels.X   how far a few labels go (analysis/few_labels.h); at the end alone
///   gap.X        how few coordinates carry the modality gap (analysis/gap_coordinates.h), of the
///                held-out items; at the start or the end
///   analogies.X   a - b + c = d (analysis/concept_arithmetic.h); at the end alone
struct Measure {
    enum class Source {
        train,
        heldOut,
        training,
        diagnostics,
        fewLabels,
        gap,
        analogies,
        experiment
    };
    enum class Moment { end, start, lowest, highest };
    Source source = Source::train;
    std::string column;
    Moment moment = Moment::end;
};

/// Nothing where there is no such measure.
std::optional<Measure> measureNamed(std::string_view name);
std::optional<Measure::Moment> momentNamed(std::string_view name);
/// All names that measureNamed() knows, but for experiments'.
std::vector<std::string> measureNames();

/// What the run comes to, in the order of the measures; NaN where it has no such number. `last` is
/// the run's last checkpoint.
std::vector<double> measured(ThreadPool& pool, const RunSetup& setup, const Run& run,
    const Checkpoint& last, const std::vector<Measure>& measures);

} // namespace contrastlab
