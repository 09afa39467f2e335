// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// contrastlab-cli: the engine with no window.
#include "built_commit.h"
#include "commands.h"
#include "flags.h"
#include "interruption.h"
#include "printed_pages.h"
#include "problem_log.h"
#include "project_command.h"
#include "score_command.h"

#include "base/joined.h"
#include "store/program_version.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <iostream>
#include <unistd.h>

using namespace contrastlab;

CommandAction contrastlab::unlessWrong(std::function<int()> act)
{
    return
        [act = std::move(act)](ProblemLog& log) { return log.empty() ? act() : int(exitBadInput); };
}

namespace {

// A file that is opened where a standard stream was closed would get what is printed.
void openClosedStreams()
{
    for (const int stream : { STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO })
        if (::fcntl(stream, F_GETFD) < 0)
            // Standard output stays unwritable, and that is told in the end.
            (void)::open("/dev/null", stream == STDERR_FILENO ? O_WRONLY : O_RDONLY);
}

std::string namesOf(const CLI::App& program)
{
    return joined(program.get_subcommands({}), [](auto* command) { return command->get_name(); });
}

// Problems of the command line; what the values are worth is the commands' business.
void judgeArguments(const CLI::App& program, ProblemLog& log)
{
    const auto commands = program.get_subcommands();
    const auto extras = program.remaining();
    if (commands.empty())
        log.add((extras.empty() ? "command" : printable(extras.front())) + ": expected one of "
            + namesOf(program) + " (see --help)");
    else
        for (const std::string& line : unknownArguments(program))
            log.add(line);
    for (const CLI::App* command : commands)
        for (const std::string& line : unknownArguments(*command))
            log.add(line);
}

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
    program.require_subcommand(0, 1);
    program.set_version_flag("--version", versionText());
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
    std::string page;
    addPrintFlag(program, page);
    program.allow_extras(); // told with all other problems
    for (CLI::App* command : program.get_subcommands({}))
        command->allow_extras();
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return program.exit(error); // --help, --version
        log.add(error.what());
        return exitBadInput;
    }
    if (!page.empty()) {
        std::cout << printedPage(page, program, manualNotes());
        return exitDone;
    }
    judgeArguments(program, log);
    return action ? action(log) : int(exitBadInput);
}

// True where all that was printed has gone out.
bool isPrinted(ProblemLog& log)
{
    std::cout.flush();
    const bool flushed = std::fflush(stdout) == 0;
    const int reason = errno;
    if (flushed && std::cout && std::ferror(stdout) == 0) return true;
    log.add(std::string("standard output: cannot be written")
        + (flushed ? "" : std::string(": ") + std::strerror(reason)));
    return false;
}

} // namespace

int main(int argc, char** argv)
{
    openClosedStreams();
    setProgramCommit(std::string(builtCommit()));
    exitOnInterrupt();
    std::signal(SIGXFSZ, SIG_IGN); // a limit on file sizes is an error of the write
    ProblemLog log("contrastlab-cli");
    int status = exitBadInput;
    log.attempt([&] { status = run(argc, argv, log); });
    if (isPipeBroken()) return exitInterrupted;
    if (!isPrinted(log) && status == exitDone) status = exitBadInput;
    return status;
}
