// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the programs without a window share: their main(), and how a command line is acted upon.
#pragma once

#include "commands.h"
#include "manual.h"

namespace contrastlab {

/// Flags that every program has are added; then the command line is read, and `action` called,
/// which the program's subcommands have set by then. The exit status.
int actOn(CLI::App& program, int argc, char** argv, const ManualNotes& notes,
    const CommandAction& action, ProblemLog& log);

/// `run` with streams that are open and signals that end the program. The exit status.
int runConsoleProgram(const char* name, const std::function<int(ProblemLog&)>& run);

} // namespace contrastlab
