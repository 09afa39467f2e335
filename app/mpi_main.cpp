// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// contrastlab-mpi: one run, or the runs of a sweep, by the processes of an mpirun.
#include "console_program.h"
#include "flags.h"
#include "mpi_exchange.h"
#include "mpi_plan.h"
#include "team.h"

#include <algorithm>
#include <cstdio>
#include <fcntl.h>
#include <iostream>
#include <optional>
#include <string_view>
#include <unistd.h>

using namespace contrastlab;

namespace {

ManualNotes manualNotes()
{
    return { .description = { "Trains one run with several processes, on one machine or many: each "
                              "has some of the shards of a batch, compares their rows with all "
                              "columns, and adds up in the order of shards. The run is to the bit "
                              "that of contrastlab-cli train with as many --shards.",
                 "Process 0 leads: it alone writes files and prints. Run files and data lie where "
                 "all processes find them." },
        .exitStatus = { { "0", "Done." },
            { "2", "Something of the input is wrong, or a process is gone; what is told." },
            { "3", "The run diverged." }, { "130", "Interrupted; files are whole." } },
        .files = { { "RUN.clab", "A run: SQLite, whole after a kill; see train --output." } },
        .examples = { { "mpirun -n 4 contrastlab-mpi train --shards 4 --output run.clab",
                          "Trains with four processes, and records it." },
            { "mpirun -n 2 contrastlab-mpi train --resume run.clab", "Goes on with two." } },
        .seeAlso = "contrastlab-cli(1), mpirun(1)" };
}

struct MpiOptions {
    int deadline = 300; ///< seconds
    bool counts = false;
    int mostBytes = 1 << 30;
    Machine machine;
    ShardedStep step;
};

// In the units that people know.
void addPlanCommand(CLI::App& program, MpiOptions& options, CommandAction& action)
{
    CLI::App* command = program.add_subcommand(
        "plan", "Print what a step would take on 8, 64 and 1,024 processes; needs no mpirun");
    const auto add = [&](const char* flag, double& value, double unit, const char* help) {
        const auto take = [&value, unit](double given) { value = given * unit; };
        command->add_option_function<double>(flag, take, help)->check(realNumber(1e-9, 1e12));
    };
    add("--gflops", options.machine.flops, 1e9, "Of a process, in products [100]");
    add("--memory", options.machine.memory, 1e9, "GB a second to and from memory [10]");
    add("--latency", options.machine.latency, 1e-6, "Microseconds to another process [2]");
    add("--bandwidth", options.machine.bandwidth, 1e9, "GB a second that a process sends [10]");
    add("--width", options.step.width, 1, "Of the embeddings [64]");
    add("--tower-parameters", options.step.parameters, 1, "Of both towers [1000000]");
    command->callback([&] {
        action = unlessWrong([&] {
            std::cout << planText(options.step, options.machine);
            return int(exitDone);
        });
    });
}

// What is asked of the program itself is answered without others.
bool needsOthers(int argc, char** argv)
{
    const auto isOfItself = [](std::string_view argument) {
        return argument == "--help" || argument == "-h" || argument == "--version"
            || argument == "plan" || argument.starts_with("--print");
    };
    return std::none_of(argv + 1, argv + argc, isOfItself);
}

// Who leads speaks for all.
void beSilent()
{
    const int nowhere = ::open("/dev/null", O_WRONLY);
    ::dup2(nowhere, STDOUT_FILENO);
    ::dup2(nowhere, STDERR_FILENO);
    ::close(nowhere);
}

void printCounts(const MpiExchange& exchange)
{
    std::fprintf(stderr, "contrastlab-mpi: process 0 has sent %zu bytes in %zu calls\n",
        exchange.bytesSent(), exchange.calls());
}

int run(int argc, char** argv, ProblemLog& log)
{
    LocalExchange here;
    std::unique_ptr<MpiExchange> others;
    if (needsOthers(argc, argv)) {
        holdInterrupts();
        others = std::make_unique<MpiExchange>(argc, argv);
    }
    if (others && others->member() > 0) beSilent();
    Team team(others ? static_cast<Exchange&>(*others) : here, others.get());
    CLI::App program("ContrastLab: training by several processes", "contrastlab-mpi");
    MpiOptions options;
    program.add_option("--deadline", options.deadline,
        "Seconds that a process waits for the others before the run ends [300]");
    program
        .add_option("--message-bytes", options.mostBytes,
            "What one message holds at most; more goes in several [1073741824]")
        ->check(wholeNumber(1, 2147483647));
    program.add_flag("--commands", team.readsCommands,
        "Take lines of standard input: pause, resume, stop, KEY=VALUE");
    program.add_flag("--count-bytes", options.counts, "Tell in the end what process 0 has sent");
    CommandAction action;
    addTrainCommand(program, team, action);
    addPlanCommand(program, options, action);
    const CommandAction act = [&](ProblemLog& problems) {
        if (others) {
            others->waitAtMost(std::chrono::seconds(std::max(1, options.deadline)));
            others->sendAtMost(static_cast<std::size_t>(options.mostBytes));
        }
        return action ? action(problems) : int(exitBadInput);
    };
    int status = exitBadInput;
    bool isOver = false;
    log.attempt([&] {
        status = actOn(program, argc, argv, manualNotes(), act, log);
        isOver = true;
    });
    if (options.counts && others && team.leads()) printCounts(*others);
    if (others && (!isOver || team.isBroken || others->isAnyoneGone())) others->leave(status);
    return status;
}

} // namespace

int main(int argc, char** argv)
{
    return runConsoleProgram(
        "contrastlab-mpi", [&](ProblemLog& log) { return run(argc, argv, log); });
}
