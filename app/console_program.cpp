// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Streams and signals before anything else, what was printed after everything.
#include "console_program.h"

#include "built_commit.h"
#include "flags.h"
#include "interruption.h"
#include "printed_pages.h"

#include "base/joined.h"
#include "store/program_version.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <iostream>
#include <unistd.h>

namespace contrastlab {

CommandAction unlessWrong(std::function<int()> act)
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

int actOn(CLI::App& program, int argc, char** argv, const ManualNotes& notes,
    const CommandAction& action, ProblemLog& log)
{
    program.require_subcommand(0, 1);
    program.set_version_flag("--version", versionText());
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
        std::cout << printedPage(page, program, notes);
        return exitDone;
    }
    judgeArguments(program, log);
    return action ? action(log) : int(exitBadInput);
}

int runConsoleProgram(const char* name, const std::function<int(ProblemLog&)>& run)
{
    openClosedStreams();
    setProgramCommit(std::string(builtCommit()));
    exitOnInterrupt();
    std::signal(SIGXFSZ, SIG_IGN); // a limit on file sizes is an error of the write
    ProblemLog log(name);
    int status = exitBadInput;
    log.attempt([&] { status = run(log); });
    if (isPipeBroken()) return exitInterrupted;
    if (!isPrinted(log) && status == exitDone) status = exitBadInput;
    return status;
}

} // namespace contrastlab
