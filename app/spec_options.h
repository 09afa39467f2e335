// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Command-line flags from the parameter table, for both programs.
#pragma once

#include "run/run_spec.h"

#include <CLI/CLI.hpp>

#include <map>
#include <string>
#include <vector>

namespace contrastlab {

/// What the flags said, as text, before it is judged.
struct SpecOptions {
    std::string specFile;
    std::map<std::string, std::string> values; ///< by parameter key
    std::vector<std::string> assignments; ///< of --set, "key=value"
};

/// Adds --spec, --set, and a flag a parameter ("learning_rate" is --learning-rate).
void addSpecOptions(CLI::App& command, SpecOptions& options);

/// The file's spec, then flags, then --set. Throws SpecError with all problems, InputError for the
/// file.
RunSpec specFrom(const SpecOptions& options);

} // namespace contrastlab
