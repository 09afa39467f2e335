// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// train --sweep: many runs and one table of what they come to. On the main thread, with the runs on
// threads of their own.
#pragma once

#include "problem_log.h"
#include "spec_options.h"
#include "team.h"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace contrastlab {

/// What the flags said, as text, before it is judged.
struct SweepOptions {
    std::vector<std::string> axes; ///< of --sweep, "key=values"; empty: one run
    std::vector<std::string> measures;
    std::string repeats, jobs;
    bool json = false;

    /// Flags beside --sweep that mean nothing without it.
    [[nodiscard]] std::vector<std::string> needingSweep() const;
};

void addSweepOptions(CLI::App& command, SweepOptions& options);

/// `folder` keeps the runs, and those that are there are not trained again; empty: none is kept.
/// The processes of a team share the runs. The exit status.
int trainSweep(const SweepOptions& options, const SpecOptions& spec, const std::string& folder,
    Team& team, ProblemLog& log);

} // namespace contrastlab
