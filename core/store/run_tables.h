// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run's logs as CSV text: numbers with all their digits, empty where there is none. Any thread.
#pragma once

#include "run/run.h"

#include <string>

namespace contrastlab {

/// A row a step, with every column of StepMetrics.
std::string stepsTable(const Run& run);
/// A row an evaluation: loss, chance, and the recall of every pair of towers in both directions.
std::string evaluationsTable(const Run& run);
/// A row a step; columns of the evaluation after it are empty where there was none.
std::string metricsTable(const Run& run);

} // namespace contrastlab
