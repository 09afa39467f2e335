// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// contrastlab-cli export: what a run file holds, in the formats of other programs.
#include "commands.h"

#include "base/problem.h"
#include "flags.h"
#include "media/open_run_data.h"
#include "media/run_export.h"
#include "store/run_file.h"
#include "store/run_store.h"
#include "summary.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <iostream>
#include <limits>

namespace contrastlab {

namespace {

struct ExportOptions {
    std::string file;
    std::int64_t step = std::numeric_limits<std::int64_t>::max();
    std::string format;
    std::string items = "held-out";
    std::string folder;
    std::string dataset; ///< empty: where the run had it
    int threads = 0;
};

std::shared_ptr<const Checkpoint> checkpointOf(const ExportOptions& options, RunFile& file)
{
    if (const auto checkpoint = file.checkpointAtOrBefore(options.step)) return checkpoint;
    if (file.checkpointSteps().empty())
        throw InputError(options.file, "", "expected a checkpoint, found none");
    throw InputError(options.file, "step " + std::to_string(options.step),
        "expected a checkpoint at or before it; the first is at step "
            + std::to_string(file.checkpointSteps().front()));
}

void openRunData(const ExportOptions& options, RunFile& file, ExportSource& source)
{
    requireWeights(options.file, file);
    const RunSpec spec = specOfRecorded(file, options.dataset);
    source.checkpoint = checkpointOf(options, file);
    OpenedData data = openRunData(options.file, file, spec);
    source.setup = setupOf(options.file, spec, data.dataset);
    source.media = data.media;
}

// A file that has no end is told from one that is whole.
void tellIfCutOff(const ExportOptions& options, RunFile& file)
{
    if (file.record().outcome.kind != RunOutcome::Kind::running) return;
    std::fprintf(stderr, "contrastlab-cli: %s: %s at step %lld\n",
        withoutControls(options.file).c_str(),
        isBeingWritten(options.file) ? "is still being written; this is the run as it stood"
                                     : "the run was cut off",
        static_cast<long long>(file.lastStep()));
}

ItemChoice itemsOf(const std::string& name)
{
    if (name == "training") return ItemChoice::training;
    return name == "all" ? ItemChoice::all : ItemChoice::heldOut;
}

// What is wrong with a checkpoint is wrong with the file.
std::vector<std::string> filesOf(const ExportOptions& options, ThreadPool& pool,
    const ExportSource& source, const ExportChoice& choice)
{
    try {
        return exportRun(pool, source, choice);
    } catch (const SpecError& error) {
        std::vector<Problem> problems = error.problems();
        for (Problem& problem : problems)
            problem.file = options.file;
        throw SpecError(std::move(problems));
    }
}

int exportFrom(const ExportOptions& options)
{
    RunFile file(options.file);
    tellIfCutOff(options, file);
    const ExportChoice choice { *exportFormatNamed(options.format), itemsOf(options.items),
        options.folder };
    ExportSource source { file.logs(), nullptr, nullptr, nullptr };
    if (needsData(choice.format)) openRunData(options, file, source);
    ThreadPool pool(options.threads);
    nlohmann::ordered_json json;
    json["format"] = options.format;
    if (source.checkpoint) json["step"] = source.checkpoint->step;
    json["files"] = filesOf(options, pool, source, choice);
    std::cout << lineOf(json) << std::endl;
    return exitDone;
}

} // namespace

void addExportCommand(CLI::App& program, CommandAction& action)
{
    auto options = std::make_shared<ExportOptions>();
    CLI::App* command = program.add_subcommand(
        "export", "Write what a run file holds in the formats of other programs");
    command->add_option("run", options->file, "A run file, written by train --output")->required();
    command
        ->add_option("--step", options->step,
            "At the newest checkpoint at or before this step; default: the last")
        ->check(wholeNumber(0));
    command->add_option("--format", options->format, "Format to write")
        ->required()
        ->check(oneOf(exportFormatNames()));
    command->add_option("--to", options->folder, "Folder to write to")->required();
    command
        ->add_option(
            "--items", options->items, "Whose embeddings: held-out (default), training, all")
        ->check(oneOf({ "held-out", "training", "all" }));
    command->add_option(
        "--dataset", options->dataset, "Where the data are now, if they have moved since the run");
    command->add_option("--threads", options->threads, "Threads of the engine; 0: one a processor")
        ->check(wholeNumber(0, 1024));
    command->callback(
        [options, &action] { action = unlessWrong([options] { return exportFrom(*options); }); });
}

} // namespace contrastlab
