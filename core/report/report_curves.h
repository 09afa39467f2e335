// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The numbers of a run's logs, thinned to what a page can show. Pure functions, any thread.
#pragma once

#include "store/run_logs.h"

#include <nlohmann/json.hpp>

namespace contrastlab {

/// "loss", "chance", "temperature", "learning_rate", "gradient_norm": each { x: last steps, y:
/// means, lo, hi } of at most 1,000 stretches of as many steps each; lo and hi where these are
/// longer than a step. null stands for what is no number.
nlohmann::ordered_json stepCurves(const RunLogs& logs);
/// At most 500 evaluations, evenly spread, the last among them: steps x, and lists of as many.
nlohmann::ordered_json judgedCurves(const RunLogs& logs);
/// At most 300 entries of the diagnostics' log, in the same form; null where there are none.
nlohmann::ordered_json diagnosticCurves(const Run& run);

} // namespace contrastlab
