// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// contrastlab-cli: the engine with no window.
#include "project_command.h"
#include "score_command.h"

#include "base/problem.h"
#include "commands.h"

#include <cstdio>
#include <iostream>

using namespace contrastlab;

namespace {

// One line a problem on standard error, and exit status 2.
int badInput(const std::string& text)
{
    std::fprintf(stderr, "contrastlab-cli: %s\n", text.c_str());
    return exitBadInput;
}

int run(int argc, char** argv)
{
    CLI::App program(
        "ContrastLab: multimodal contrastive learning without a window", "contrastlab-cli");
    program.require_subcommand(1);
    program.set_version_flag("--version", CONTRASTLAB_VERSION);
    CommandAction action;
    addTrainCommand(program, action);
    addScoreCommand(program, action);
    addProjectCommand(program, action);
    addExportCommand(program, action);
    addBenchCommand(program, action);
    addDatasetsCommand(program, action);
    addListCommands(program, action);
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return program.exit(error); // --help, --version
        return badInput(error.what());
    }
    return action();
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run(argc, argv);
    } catch (const SpecError& error) {
        for (const Problem& problem : error.problems())
            badInput(describe(problem));
        return exitBadInput;
    } catch (const InputError& error) {
        return badInput(error.what());
    } catch (const std::exception& error) {
        std::fprintf(stderr, "contrastlab-cli: %s\n", error.what());
        return exitFailed;
    }
}
