// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the window measures of each run of a sweep, and what it shows of that. Window thread for
// the names.
#pragma once

#include <QString>

#include <span>
#include <string>
#include <vector>

namespace contrastlab {

/// What is measured, by the names of lesson/measures.h: the columns of the folder's tables.
const std::vector<std::string>& sweepMeasures();

/// A number of a run that can be shown.
struct SweepMetric {
    const char* key; ///< "recall_at_10"
    const char* name; ///< English, in the context SweepMetrics
    std::vector<std::size_t> plus,
        minus; ///< places among the measures: mean of these less of those
    bool percent = false;

    [[nodiscard]] double of(std::span<const double> values) const;
    [[nodiscard]] QString label() const;
    /// "41 %", "4.27"
    [[nodiscard]] QString text(double value) const;
};

const std::vector<SweepMetric>& sweepMetrics();

} // namespace contrastlab
