// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The subcommands of contrastlab-cli. Each adds itself to the program and returns its exit status
// when run.
#pragma once

#include "problem_log.h"

#include <CLI/CLI.hpp>

#include <functional>

namespace contrastlab {

class Team;

/// 0 done, 2 bad input, 3 diverged, 130 interrupted.
enum ExitStatus { exitDone = 0, exitBadInput = 2, exitDiverged = 3, exitInterrupted = 130 };

/// What a subcommand does; called after parsing, with the problems that were found until then.
using CommandAction = std::function<int(ProblemLog&)>;
/// For commands that have nothing to add to problems of the command line.
CommandAction unlessWrong(std::function<int()> act);

void addTrainCommand(CLI::App& program, CommandAction& action);
/// Of a team, whose processes all run it.
void addTrainCommand(CLI::App& program, Team& team, CommandAction& action);
void addExportCommand(CLI::App& program, CommandAction& action);
void addReportCommand(CLI::App& program, CommandAction& action);
void addBenchCommand(CLI::App& program, CommandAction& action);
void addClaimsCommand(CLI::App& program, CommandAction& action);
void addDatasetsCommand(CLI::App& program, CommandAction& action);
void addEncodeCommand(CLI::App& program, CommandAction& action);
/// objectives, optimizers, parameters.
void addListCommands(CLI::App& program, CommandAction& action);

} // namespace contrastlab
