// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run's logs as CSV: numbers with all their digits, empty where there is none. Written row by
// row. Any thread.
#pragma once

#include "store/run_logs.h"

#include <string>

namespace contrastlab {

/// All three write a file whole or not at all, and throw InputError.
/// A row a step, with every column of StepMetrics.
void writeStepsTable(const std::string& path, const RunLogs& logs);
/// A row an evaluation: loss, chance, and the recall of every pair of towers in both directions.
void writeEvaluationsTable(const std::string& path, const RunLogs& logs);
/// A row a step; columns of the evaluation after it are empty where there was none.
void writeMetricsTable(const std::string& path, const RunLogs& logs);

/// The lines of writeMetricsTable(), without their ends; `judged` is null where there was no
/// evaluation after the step.
std::string metricsHeader();
std::string metricsRow(const StepMetrics& step, const EvaluationMetrics* judged);

} // namespace contrastlab
