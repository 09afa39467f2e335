// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the subcommands' flags share: numbers with limits, threads, and arguments that nobody knows.
#pragma once

#include "problem_log.h"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace contrastlab {

/// For flags that are read as numbers by CLI11: "expected a whole number from 0 to 1024, found x".
CLI::Validator wholeNumber(std::int64_t least, std::int64_t most);
/// "expected a whole number of at least 0, found -1"
CLI::Validator wholeNumber(std::int64_t least);
/// Finite.
CLI::Validator realNumber(double least, double most);

/// "expected one of pca, tsne, umap, found x"
CLI::Validator oneOf(const std::vector<std::string>& names);
/// Some of them, with commas between.
CLI::Validator someOf(const std::vector<std::string>& names);

/// --threads as text, which threadsFrom() judges together with everything else.
void addThreadsFlag(CLI::App& command, std::string& text);
/// 0, one a processor, where the text is no number of threads.
int threadsFrom(const std::string& text, ProblemLog& log);

/// Of a command that allows extras: what it does not know, with the nearest flag that it does.
std::vector<std::string> unknownArguments(const CLI::App& command);

} // namespace contrastlab
