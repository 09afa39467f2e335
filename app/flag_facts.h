// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What help, manual and completions tell of a program's commands and flags. Pure functions.
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace contrastlab {

struct FlagFacts {
    enum class Value { none, choice, number, text }; ///< text may be the name of a file
    std::vector<std::string> names; ///< "-h", "--help"; of a positional its name
    std::string group; ///< "Options", "Parameters"
    std::string help;
    std::string limit; ///< that the help does not tell: "a whole number of at least 0"; or empty
    std::vector<std::string> choices; ///< of Value::choice
    Value value = Value::none;
    bool isPositional = false;
    bool isRequired = false;
    bool isRepeated = false; ///< it may be given several times
};

/// In the order of the help.
std::vector<FlagFacts> flagsOf(const CLI::App& command);

/// The program itself and its subcommands, in the order of the help.
std::vector<const CLI::App*> commandsOf(const CLI::App& program);

} // namespace contrastlab
