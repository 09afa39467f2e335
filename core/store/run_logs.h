// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The logs of a run, entry by entry, from memory or from a file: tables of millions of steps are
// written without holding them. Each cursor is of one thread at a time.
#pragma once

#include "run/run.h"

#include <functional>
#include <memory>
#include <optional>

namespace contrastlab {

/// The next entry at each call, nothing after the last.
template <class Entry> using LogCursor = std::function<std::optional<Entry>()>;

struct RunLogs {
    double began = 0; ///< seconds since 1970
    /// A cursor at the first entry that is there.
    std::function<LogCursor<StepMetrics>()> steps;
    std::function<LogCursor<EvaluationMetrics>()> evaluations;
};

/// What the run holds when a cursor comes there. `run` may be null where nobody asks.
RunLogs logsOf(std::shared_ptr<const Run> run);

} // namespace contrastlab
