// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// contrastlab-cli datasets: what can be trained on, or, given a path, what was understood of its
// files.
#include "assignments.h"
#include "commands.h"
#include "data_report.h"
#include "loading_line.h"

#include "media/dataset_loader.h"
#include "media/gallery.h"
#include "media/open_data.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <optional>

namespace contrastlab {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t builtInShown = 20;

struct DatasetsOptions {
    std::string path;
    std::vector<std::string> assignments;
    bool json = false;
    bool check = false;
};

Json jsonOf(const GalleryEntry& entry)
{
    return { { "name", entry.id }, { "summary", entry.summary }, { "license", entry.license },
        { "items", entry.items }, { "bytes", entry.bytes }, { "available", entry.available() },
        { "path", entry.path }, { "install", entry.install }, { "settings", entry.settings },
        { "steps", entry.result.steps }, { "recall_at_10", entry.result.recallAt10 },
        { "recall_at_10_chance", entry.result.chance }, { "seconds", entry.result.seconds } };
}

std::string settingsText(const GalleryEntry& entry)
{
    std::string text;
    for (const auto& [key, value] : entry.settings)
        text += " --set " + key + '=' + value;
    return text.empty() ? text : "; train" + text;
}

int listGallery(bool json)
{
    Json rows = Json::array();
    for (const GalleryEntry& entry : gallery()) {
        if (json)
            rows.push_back(jsonOf(entry));
        else
            std::printf("%-16s %7ld items  %s (%s)%s%s%s\n", entry.id.c_str(),
                static_cast<long>(entry.items), entry.summary, entry.license.c_str(),
                settingsText(entry).c_str(), entry.available() ? "" : "; to install: ",
                entry.available() ? "" : entry.install.c_str());
    }
    if (json) std::cout << rows.dump(2) << std::endl;
    return exitDone;
}

Json jsonOf(const DatasetReport& report)
{
    Json json { { "format", nameOf(report.format) }, { "listed", report.listed },
        { "items", report.items }, { "images", report.images }, { "sounds", report.sounds },
        { "captions", report.captions }, { "repeated_captions", report.repeatedCaptions },
        { "repeated_files", report.repeatedFiles }, { "without_partner", report.withoutPartner },
        { "unreadable", report.unreadable }, { "bad_rows", report.badRows },
        { "left_out", report.leftOut }, { "training", report.training },
        { "held_out", report.heldOut }, { "test", report.test },
        { "problem_count", report.problemCount } };
    json["reasons"] = Json::array();
    for (const Message& reason : report.reasons)
        json["reasons"].push_back(english(reason));
    json["hints"] = Json::array();
    for (const Message& hint : report.hints)
        json["hints"].push_back(english(hint));
    json["languages"] = report.languages;
    json["columns"] = Json::object();
    for (const ColumnUse& use : report.columns)
        json["columns"][use.column] = use.use;
    json["problems"] = Json::array();
    for (const DataProblem& problem : report.problems)
        json["problems"].push_back({ { "file", english(problem.file) },
            { "place", english(problem.place) }, { "message", english(problem.message) } });
    json["first_items"] = Json::array();
    for (const PreviewItem& item : report.preview)
        json["first_items"].push_back({ { "origin", english(item.origin) }, { "file", item.file },
            { "captions", item.captions }, { "sound", item.sound }, { "label", item.label },
            { "part", item.part }, { "values", item.values } });
    return json;
}

// Keys that do not begin with "data." are none of these.
void assignKeys(DatasetSpec& spec, const std::map<std::string, std::string>& values,
    std::vector<Problem>& problems)
{
    for (Problem& problem : assign(spec, values))
        problems.push_back(std::move(problem));
    for (const auto& [key, value] : values)
        if (!key.starts_with("data."))
            problems.push_back({ key, value, "a key under data. (see 'datasets --help')" });
}

// The entry of that name, as `train --dataset` takes it; a file of that name comes after.
std::optional<GalleryEntry> entryNamed(const std::string& name)
{
    for (GalleryEntry& entry : gallery())
        if (entry.id == name) return std::move(entry);
    return std::nullopt;
}

// What is built in has no files to tell of: its modalities and first items stand for them.
Json describeBuiltIn(const GalleryEntry& entry)
{
    const RunSpec spec = onEntry({}, entry);
    const OpenedData data = openData(spec);
    Json json = jsonOf(entry);
    json["format"] = "built in";
    json["items"] = data.dataset->items;
    json["modalities"] = knownModalities(spec);
    json["classes"] = data.dataset->labelNames.size();
    json["training"] = std::ranges::count(data.dataset->parts, Part::training);
    json["held_out"] = std::ranges::count(data.dataset->parts, Part::heldOut);
    json["first_items"] = Json::array();
    const auto shown = std::min<std::size_t>(data.dataset->itemNames.size(), builtInShown);
    for (std::size_t item = 0; item < shown; ++item)
        json["first_items"].push_back(data.dataset->itemNames[item].en);
    return json;
}

void print(const Json& json)
{
    for (const auto& [key, value] : json.items())
        if (value.is_primitive())
            std::cout << key << ": "
                      << (value.is_string() ? value.get<std::string>() : value.dump()) << '\n';
}

int showBuiltIn(const GalleryEntry& entry, const DatasetsOptions& options)
{
    if (!options.assignments.empty())
        throw SpecError({ { "--set", entry.id, "no keys, which say how files are read" } });
    const Json json = describeBuiltIn(entry);
    if (options.json) {
        std::cout << json.dump(2) << std::endl;
        return exitDone;
    }
    print(json);
    for (const char* list : { "modalities", "first_items" })
        for (const auto& value : json[list])
            std::cout << list << ": " << value.get<std::string>() << '\n';
    return exitDone;
}

DatasetSpec specOf(const DatasetsOptions& options)
{
    DatasetSpec spec;
    spec.path = options.path;
    std::vector<Problem> problems;
    std::map<std::string, std::string> values;
    for (const auto& [key, value] : splitAssignments(options.assignments, problems))
        values[key] = value;
    assignKeys(spec, values, problems);
    const bool reads = options.check || !options.assignments.empty();
    if (options.path.empty() && reads)
        problems.push_back({ "path", "", "a file or folder, which --set and --check are about" });
    if (!problems.empty()) throw SpecError(problems);
    return spec;
}

std::string keysHelp()
{
    std::string text = "Keys of --set, here and in train:\n";
    for (const DatasetKey& key : datasetKeys())
        text += "  " + key.key + "  " + key.help + " (" + key.limit + ")"
            + (key.standard.empty() ? "" : " [" + key.standard + "]") + "\n";
    return text;
}

int listDatasets(const DatasetsOptions& options)
{
    DatasetSpec spec = specOf(options);
    if (options.path.empty()) return listGallery(options.json);
    if (const auto entry = entryNamed(options.path)) {
        if (!entry->available())
            throw SpecError({ { "path", entry->id, "installed data: " + entry->install } });
        if (entry->path.empty()) return showBuiltIn(*entry, options);
        spec.path = entry->path;
    }
    const DatasetReport report = options.check
        ? load(spec, progressOnStandardError(), {}, DecodeWhen::first).report
        : inspect(spec, progressOnStandardError());
    const Json json = jsonOf(report);
    if (options.json) {
        std::cout << json.dump(2, ' ', false, Json::error_handler_t::replace) << std::endl;
        return exitDone;
    }
    print(json);
    for (const std::string& line : readingOf(report))
        if (!line.starts_with("format: ")) std::cout << line << '\n'; // is among the values above
    for (const auto& hint : json["hints"])
        std::cout << "hint: " << hint.get<std::string>() << '\n';
    for (const DataProblem& problem : report.problems)
        std::cout << describe(problem) << '\n';
    return exitDone;
}

} // namespace

void addDatasetsCommand(CLI::App& program, CommandAction& action)
{
    auto options = std::make_shared<DatasetsOptions>();
    CLI::App* command = program.add_subcommand(
        "datasets", "List the data sets, or say what was understood of a path");
    command->add_option(
        "path", options->path, "A file or folder, or the name of a data set: emoji, digits ...");
    command->add_option("--set", options->assignments, "How to read it: data.KEY=VALUE (below)")
        ->expected(1)
        ->take_all();
    command->add_flag("--json", options->json, "Print JSON");
    command->add_flag("--check", options->check,
        "Decode every file, as training does, and list those that cannot be read");
    command->footer(&keysHelp);
    command->callback(
        [options, &action] { action = unlessWrong([options] { return listDatasets(*options); }); });
}

} // namespace contrastlab
