// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// contrastlab-cli report: a run as a page for people, or as a text that does it again.
#include "commands.h"

#include "base/problem.h"
#include "flags.h"
#include "loading_line.h"
#include "media/open_run_data.h"
#include "media/run_report.h"
#include "report/run_texts.h"
#include "store/atomic_file.h"
#include "store/run_file.h"
#include "summary.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <iostream>

namespace contrastlab {

namespace {

struct ReportOptions {
    std::string file;
    std::string target;
    std::string dataset; ///< empty: where the run had it
    int threads = 0;
};

std::string endingOf(const std::string& path)
{
    std::string ending = std::filesystem::path(path).extension().string();
    std::ranges::transform(
        ending, ending.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c; });
    return ending == ".htm" ? ".html" : ending;
}

void writePage(const ReportOptions& options)
{
    ThreadPool pool(options.threads);
    ReportedRun run = openForReport(options.file, options.dataset, progressOnStandardError());
    if (!run.source.noData.empty())
        std::fprintf(stderr, "contrastlab-cli: %s: the page has no items: %s\n",
            withoutControls(options.file).c_str(), english(run.source.noData).c_str());
    writeRunReport(pool, std::move(run), options.target);
}

RunTextSource textSourceIn(RunFile& file)
{
    const RunRecord& record = file.record();
    RunTextSource source { record.spec, {}, record.identity.name, {} };
    const auto next = file.events();
    while (auto event = next())
        source.events.push_back(std::move(*event));
    for (const RecordedModality& modality : recordedModalities(record.spec, file.data().facts))
        source.kinds.push_back(modality.kind);
    return source;
}

std::string textOf(const ReportOptions& options, const std::string& ending)
{
    RunFile file(options.file);
    const RunTextSource source = textSourceIn(file);
    if (ending == ".json") return toJson(source.spec);
    requireWeights(options.file, file);
    if (ending == ".sh") return "#!/bin/sh\n" + asCommand(source);
    if (const Message obstacle = pythonObstacle(source.spec); !obstacle.empty())
        throw InputError(options.file, "spec", obstacle);
    return asPython(source);
}

int report(const ReportOptions& options)
{
    const auto began = std::chrono::steady_clock::now();
    const std::string ending = endingOf(options.target);
    if (ending == ".html")
        writePage(options);
    else if (ending == ".json" || ending == ".sh" || ending == ".py")
        writeAtomically(options.target, textOf(options, ending));
    else
        throw SpecError({ { "--to", options.target,
            "a name that ends in .html, or in .py, .json or .sh for the run as a text" } });
    std::error_code error;
    const nlohmann::ordered_json json { { "file", options.target },
        { "bytes", std::filesystem::file_size(options.target, error) },
        { "seconds",
            std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count() } };
    std::cout << lineOf(json) << std::endl;
    return exitDone;
}

} // namespace

void addReportCommand(CLI::App& program, CommandAction& action)
{
    auto options = std::make_shared<ReportOptions>();
    CLI::App* command = program.add_subcommand(
        "report", "Write a run as one HTML page that needs nothing else, or as a script");
    command->add_option("run", options->file, "A run file, written by train --output")->required();
    command
        ->add_option("--to", options->target,
            "F.html: curves, frames to scrub, items, parameters; F.py: the run in PyTorch; F.json: "
            "its spec; F.sh: its command")
        ->required();
    command->add_option(
        "--dataset", options->dataset, "Where the data are now, if they have moved since the run");
    command->add_option("--threads", options->threads, "Threads of the engine; 0: one a processor")
        ->check(wholeNumber(0, 1024));
    command->callback(
        [options, &action] { action = unlessWrong([options] { return report(*options); }); });
}

} // namespace contrastlab
