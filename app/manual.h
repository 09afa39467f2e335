// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The manual page of a program, made from the same flags as its help. A pure function.
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <utility>
#include <vector>

namespace contrastlab {

/// What a manual page tells beside the flags: of each row a name, and what is to be said of it.
struct ManualNotes {
    using Rows = std::vector<std::pair<std::string, std::string>>;
    std::vector<std::string> description; ///< paragraphs
    Rows exitStatus;
    Rows files;
    Rows examples; ///< a command, and what it does
    std::string seeAlso; ///< "contrastlab-cli(1)"
};

/// In roff, for section 1. A group of flags that has a name of its own, as "Parameters", is a
/// section at the end, written once where several commands share it.
std::string manualPage(const CLI::App& program, const ManualNotes& notes);

} // namespace contrastlab
