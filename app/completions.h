// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Completions of a program's command line for shells, made from the same flags as its help. A pure
// function.
#pragma once

#include <CLI/CLI.hpp>

#include <string>

namespace contrastlab {

/// A script for "bash", "zsh" or "fish", which completes commands, flags, the words that a flag
/// takes, and names of files.
std::string completionsFor(const std::string& shell, const CLI::App& program);

} // namespace contrastlab
