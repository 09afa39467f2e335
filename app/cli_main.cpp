// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// contrastlab-cli: the engine with no window.
#include "console_program.h"
#include "project_command.h"
#include "score_command.h"

using namespace contrastlab;

namespace {

ManualNotes manualNotes()
{
    return { .description = { "Everything of ContrastLab that needs no window: trains towers that "
                              "learn which pictures, texts, sounds or vectors belong together, "
                              "judges embeddings that others have made, and writes what a run "
                              "holds for other programs.",
                 "Results go to standard output, as JSON where one line or --json is spoken of; "
                 "progress and problems go to standard error, a line each." },
        .exitStatus = { { "0", "Done." },
            { "2", "Something of the input is wrong; what, and what was expected, is told." },
            { "3", "The run diverged." }, { "130", "Interrupted; files are whole." } },
        .files = { { "RUN.clab", "A run: SQLite, whole after a kill; see train --output." } },
        .examples = { { "contrastlab-cli train --steps 500 --output run.clab",
                          "Trains on the embedded data and records it." },
            { "contrastlab-cli datasets photos/", "Tells what is understood of a folder." },
            { "contrastlab-cli export run.clab --format npy --to embeddings",
                "Writes embeddings as NumPy arrays." } },
        .seeAlso = "contrastlab(1)" };
}

int run(int argc, char** argv, ProblemLog& log)
{
    CLI::App program(
        "ContrastLab: multimodal contrastive learning without a window", "contrastlab-cli");
    CommandAction action;
    addTrainCommand(program, action);
    addScoreCommand(program, action);
    addProjectCommand(program, action);
    addExportCommand(program, action);
    addReportCommand(program, action);
    addBenchCommand(program, action);
    addClaimsCommand(program, action);
    addDatasetsCommand(program, action);
    addEncodeCommand(program, action);
    addListCommands(program, action);
    return actOn(program, argc, argv, manualNotes(), action, log);
}

} // namespace

int main(int argc, char** argv)
{
    return runConsoleProgram(
        "contrastlab-cli", [&](ProblemLog& log) { return run(argc, argv, log); });
}
