// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// contrastlab-cli export: what a run file holds, in the formats of other programs.
#include "commands.h"

#include "base/problem.h"
#include "flags.h"
#include "media/open_data.h"
#include "media/run_export.h"
#include "store/run_store.h"
#include "summary.h"

#include <nlohmann/json.hpp>

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

std::shared_ptr<const Checkpoint> checkpointOf(const ExportOptions& options, const Run& run)
{
    if (const auto checkpoint = run.checkpointAtOrBefore(options.step)) return checkpoint;
    const auto checkpoints = run.checkpoints();
    if (checkpoints.empty())
        throw InputError(options.file, "", "expected a checkpoint, found none");
    throw InputError(options.file, "step " + std::to_string(options.step),
        "expected a checkpoint at or before it; the first is at step "
            + std::to_string(checkpoints.front()->step));
}

void openRunData(const ExportOptions& options, const StoredRun& stored, ExportSource& source)
{
    RunSpec spec = stored.run->spec();
    if (!options.dataset.empty()) spec.set("dataset", options.dataset);
    OpenedData data = openData(spec);
    if (data.dataset->digest != stored.dataDigest)
        throw InputError(options.file, "dataset " + spec.text("dataset"),
            "expected the data that the run was trained on; they have changed since");
    source.checkpoint = checkpointOf(options, *stored.run);
    source.setup = std::make_shared<RunSetup>(spec, data.dataset);
    source.media = data.media;
}

ItemChoice itemsOf(const std::string& name)
{
    if (name == "training") return ItemChoice::training;
    return name == "all" ? ItemChoice::all : ItemChoice::heldOut;
}

int exportFrom(const ExportOptions& options)
{
    const StoredRun stored = readRun(options.file);
    const ExportChoice choice { *exportFormatNamed(options.format), itemsOf(options.items),
        options.folder };
    ExportSource source { stored.run, nullptr, nullptr, nullptr };
    if (needsData(choice.format)) openRunData(options, stored, source);
    ThreadPool pool(options.threads);
    nlohmann::ordered_json json;
    json["format"] = options.format;
    if (source.checkpoint) json["step"] = source.checkpoint->step;
    json["files"] = exportRun(pool, source, choice);
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
        ->check(CLI::IsMember(exportFormatNames()));
    command->add_option("--to", options->folder, "Folder to write to")->required();
    command
        ->add_option(
            "--items", options->items, "Whose embeddings: held-out (default), training, all")
        ->check(CLI::IsMember({ "held-out", "training", "all" }));
    command->add_option(
        "--dataset", options->dataset, "Where the data are now, if they have moved since the run");
    command->add_option("--threads", options->threads, "Threads of the engine; 0: one a processor")
        ->check(wholeNumber(0, 1024));
    command->callback(
        [options, &action] { action = unlessWrong([options] { return exportFrom(*options); }); });
}

} // namespace contrastlab
