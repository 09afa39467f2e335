// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Command-line flags from the parameter table, for both programs.
#pragma once

#include "problem_log.h"
#include "run/run_spec.h"

#include <CLI/CLI.hpp>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace contrastlab {

/// What the flags said, as text, before it is judged.
struct SpecOptions {
    std::string specFile;
    std::map<std::string, std::string> values; ///< by parameter key
    std::vector<std::string> assignments; ///< of --set, "key=value"
};

/// A spec, and where its values come from.
struct GivenSpec {
    RunSpec spec;
    std::set<std::string> keys; ///< that were given, as flags or in the file
    std::set<std::string> keysOfFile; ///< whose values stand in the file
    std::string file; ///< of --spec; empty: none

    /// The problems with the file's name at those whose values stand in it.
    [[nodiscard]] std::vector<Problem> located(std::vector<Problem> problems) const;
};

/// Adds --spec, --set, and a flag a parameter ("learning_rate" is --learning-rate).
void addSpecOptions(CLI::App& command, SpecOptions& options);

/// The file's values, then flags, then --set. Limits are judged on what comes out, and all problems
/// are told.
GivenSpec specFrom(const SpecOptions& options, ProblemLog& log);

} // namespace contrastlab
