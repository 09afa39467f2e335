// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// sweep.json comes first: a folder without it that has other files is somebody else's.
#include "store/sweep_folder.h"

#include "base/joined.h"
#include "base/translation_marks.h"
#include "run/checkpoint_fit.h"
#include "store/atomic_file.h"
#include "store/csv.h"
#include "store/run_file.h"
#include "store/run_store.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace contrastlab {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* description = "sweep.json";
constexpr const char* tableOfEachRun = "runs.csv";
constexpr const char* tableOfEachSetting = "sweep.csv";
constexpr const char* leftMark = ".left"; // beside it: the sweep is not to go on

std::string describe(const SweepSpec& sweep)
{
    Json json;
    json["program"] = programName();
    for (const SweepAxis& axis : sweep.axes)
        json["sweep"].push_back({ { "key", axis.key }, { "values", axis.values } });
    json["repeats"] = sweep.repeats;
    json["chosen"] = sweep.chosen;
    json["spec"] = Json::parse(toJson(sweep.base));
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string textIn(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return { std::istreambuf_iterator<char>(file), {} };
}

// Throws what the JSON library throws, and what reading a spec does.
SweepSpec readDescription(const std::string& path)
{
    const Json json = Json::parse(textIn(path));
    SweepSpec sweep;
    for (const Json& axis : json.at("sweep"))
        sweep.axes.push_back({ axis.at("key").get<std::string>(),
            axis.at("values").get<std::vector<std::string>>() });
    sweep.repeats = json.at("repeats").get<std::int64_t>();
    if (json.contains("chosen")) sweep.chosen = json["chosen"].get<std::set<std::string>>();
    sweep.base = specFromJson(json.at("spec").dump(), path);
    return sweep;
}

// "temperature (9) x batch_size (6)"
std::string shapeOf(const SweepSpec& sweep)
{
    const auto one = [](const SweepAxis& axis) {
        return axis.key + " (" + std::to_string(axis.values.size()) + ")";
    };
    return printable(joined(sweep.axes, one, " x "));
}

// The first parameter in which two specs differ.
std::optional<Message> difference(const RunSpec& there, const RunSpec& here)
{
    const auto told = [](const std::string& key, const std::string& a, const std::string& b) {
        return Message { QT_TRANSLATE_NOOP("Message",
                             "holds a sweep whose runs have %1 = %2 instead of %3: expected an "
                             "empty folder, or one of this sweep"),
            { key, printable(a), printable(b) } };
    };
    for (const Parameter& parameter : parameterTable())
        if (there.value(parameter.key) != here.value(parameter.key))
            return told(std::string(parameter.key), toText(there.value(parameter.key)),
                toText(here.value(parameter.key)));
    if (there.data() != here.data()) return told("data.*", "...", "...");
    return std::nullopt;
}

// Hidden files are left by file managers, and by writers that were killed.
bool isEmpty(const std::string& folder)
{
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (!entry.path().filename().string().starts_with('.')) return false;
    return !error;
}

// What every file system takes in a name, and a shell without quotation marks.
std::string asName(const std::string& text)
{
    constexpr std::size_t most = 40;
    std::string name = text.substr(0, most);
    std::ranges::replace_if(
        name,
        [](unsigned char c) {
            const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == '+' || c == '_';
            return !plain;
        },
        '-');
    return name;
}

std::string inFolder(const std::string& folder, const std::string& name)
{
    return (fs::path(folder) / name).string();
}

// Run files that have their names from a sweep: "00001_temperature=0.1_seed=0.clab".
std::size_t runsIn(const std::string& folder)
{
    std::size_t runs = 0;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        runs += name.ends_with(".clab") && name.find("_seed=") != std::string::npos;
    }
    return runs;
}

// The description last: a sweep that was removed in part is still one.
std::vector<fs::path> filesOfSweep(const std::string& folder)
{
    std::vector<fs::path> files;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        const bool isRun = name.find("_seed=") != std::string::npos
            && (name.ends_with(".clab") || name.ends_with(".clab-wal")
                || name.ends_with(".clab-shm"));
        if (isRun || name == tableOfEachRun || name == tableOfEachSetting || name == leftMark)
            files.push_back(entry.path());
    }
    files.push_back(inFolder(folder, description));
    return files;
}

std::size_t runsOf(const SweepSpec& sweep)
{
    auto runs = static_cast<std::size_t>(std::max<std::int64_t>(sweep.repeats, 1));
    for (const SweepAxis& axis : sweep.axes)
        runs *= axis.values.size();
    return runs;
}

} // namespace

SweepSpec sweepIn(const std::string& folder)
{
    const std::string file = inFolder(folder, description);
    try {
        return readDescription(file);
    } catch (const std::exception&) {
        throw InputError(file, "",
            QT_TRANSLATE_NOOP("Message", "expected the description of a sweep by this program"));
    }
}

bool isSweep(const std::string& path)
{
    std::error_code error;
    return fs::path(path).filename() == description
        || fs::exists(inFolder(path, description), error);
}

std::optional<UnfinishedSweep> newestUnfinishedSweep(const std::string& folder)
{
    std::vector<std::pair<fs::file_time_type, std::string>> folders;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (isSweep(entry.path().string()) && !fs::exists(entry.path() / leftMark, error))
            folders.emplace_back(entry.last_write_time(error), entry.path().string());
    std::ranges::sort(folders, std::greater());
    for (const auto& [time, path] : folders)
        try {
            UnfinishedSweep found { path, sweepIn(path), runsIn(path), 0 };
            found.runs = runsOf(found.spec);
            if (found.there < found.runs && !isSweptNow(path)) return found;
        } catch (const InputError&) {
            continue; // it cannot go on
        }
    return std::nullopt;
}

bool isSweptNow(const std::string& folder)
{
    return PathLock::isHeld(inFolder(folder, description));
}

void leaveSweep(const std::string& folder)
{
    writeAtomically(inFolder(folder, leftMark), "");
}

bool removeSweep(const std::string& folder)
{
    std::error_code error;
    try {
        const PathLock lock(inFolder(folder, description));
        for (const fs::path& file : filesOfSweep(folder))
            if (!fs::remove(file, error) && error) return false;
    } catch (const InputError&) {
        return false;
    }
    fs::remove(folder, error); // where it is empty
    return true;
}

std::string digestText(const SweepResult& result)
{
    if (result.outcome.kind == RunOutcome::Kind::failed) return {};
    char text[20];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(result.digest));
    return text;
}

SweepFolder::SweepFolder(std::string folder, const Sweep& sweep)
    : m_folder(std::move(folder))
    , m_sweep(sweep)
{
    makeFolder(m_folder);
    m_lock = std::make_unique<PathLock>(pathOf(description));
    std::error_code error;
    if (fs::exists(pathOf(description), error))
        requireThisSweep();
    else if (isEmpty(m_folder))
        writeAtomically(pathOf(description), describe(m_sweep.spec()));
    else
        throw InputError(m_folder, "",
            QT_TRANSLATE_NOOP(
                "Message", "holds other files: expected an empty folder, or one of this sweep"));
}

std::string SweepFolder::pathOf(const std::string& name) const
{
    return inFolder(m_folder, name);
}

void SweepFolder::requireThisSweep() const
{
    const SweepSpec& here = m_sweep.spec();
    const SweepSpec there = sweepIn(m_folder);
    if (there.axes != here.axes || there.repeats != here.repeats)
        throw InputError(m_folder, "",
            { QT_TRANSLATE_NOOP("Message",
                  "holds another sweep, over the values of %1 and %2 seeds: expected an empty "
                  "folder, or one of this sweep"),
                { shapeOf(there), std::to_string(there.repeats) } });
    if (const auto other = difference(there.base, here.base))
        throw InputError(m_folder, "", *other);
}

std::string SweepFolder::fileOf(std::size_t cell) const
{
    char number[16];
    std::snprintf(number, sizeof number, "%05zu", cell + 1);
    std::string name = number;
    for (std::size_t axis = 0; axis < m_sweep.spec().axes.size(); ++axis)
        if (const std::string& key = m_sweep.spec().axes[axis].key; key != "seed")
            name += "_" + asName(key) + "=" + asName(m_sweep.value(cell, axis));
    return name + "_seed=" + std::to_string(m_sweep.seed(cell)) + ".clab";
}

bool SweepFolder::isThere(std::size_t cell) const
{
    std::error_code error;
    return fs::exists(fs::symlink_status(pathOf(fileOf(cell)), error));
}

std::optional<EndedRun> SweepFolder::read(std::size_t cell) const
{
    if (!isThere(cell)) return std::nullopt;
    try {
        const StoredRun stored = readRun(pathOf(fileOf(cell)));
        const RunOutcome outcome = stored.run->outcome();
        const auto setup = m_sweep.setupOf(cell);
        const bool ended = outcome.kind == RunOutcome::Kind::completed
            || outcome.kind == RunOutcome::Kind::diverged;
        if (!ended || stored.run->spec() != setup->spec()
            || stored.file->data().digest != setup->dataset().digest)
            return std::nullopt;
        const auto last = stored.file->checkpointAtOrBefore(outcome.step);
        if (last) requireFits(*last, *setup);
        if (outcome.kind == RunOutcome::Kind::completed && (!last || last->step != outcome.step))
            return std::nullopt; // its numbers are those of its end
        return EndedRun { cell, setup, stored.run, last };
    } catch (const std::exception&) {
        return std::nullopt; // damaged: it is trained again
    }
}

DataRecord SweepFolder::recordOfData(const RunSetup& setup)
{
    const std::scoped_lock lock(m_mutex);
    const auto known = m_records.find(setup.dataset().digest);
    if (known != m_records.end()) return known->second;
    return m_records[setup.dataset().digest] = recordOf(setup.dataset(), setup.spec());
}

std::string SweepFolder::clearedPlaceOf(std::size_t cell) const
{
    const std::string path = pathOf(fileOf(cell));
    if (isThere(cell)) fs::rename(path, path + ".broken");
    return path;
}

void SweepFolder::write(const EndedRun& ended)
{
    saveRun(*ended.run, clearedPlaceOf(ended.cell), recordOfData(*ended.setup));
}

void SweepFolder::write(std::size_t cell, std::string_view content)
{
    writeAtomically(clearedPlaceOf(cell), content);
}

void SweepFolder::writeTables(
    std::span<const SweepResult> results, std::span<const std::string> measures)
{
    writeAtomically(pathOf(tableOfEachRun), tableOfRuns(results, measures));
    writeAtomically(pathOf(tableOfEachSetting), tableOfSettings(results, measures));
}

std::string SweepFolder::tableOfRuns(
    std::span<const SweepResult> results, std::span<const std::string> measures) const
{
    const std::vector<SweepAxis>& axes = m_sweep.spec().axes;
    const bool seedVaries = std::ranges::find(axes, "seed", &SweepAxis::key) != axes.end();
    std::map<std::size_t, const SweepResult*> inOrder;
    for (const SweepResult& result : results)
        inOrder[result.cell] = &result;
    std::string text;
    for (const SweepAxis& axis : axes)
        text += axis.key + ",";
    text += seedVaries ? "" : "seed,";
    text += "outcome,step,digest,";
    for (const std::string& measure : measures)
        text += measure + ",";
    text += "seconds,file\n";
    for (const auto& [cell, result] : inOrder) {
        for (std::size_t axis = 0; axis < axes.size(); ++axis)
            text += csvField(m_sweep.value(cell, axis)) + ",";
        if (!seedVaries) text += std::to_string(m_sweep.seed(cell)) + ",";
        text += std::string(nameOf(result->outcome.kind)) + ","
            + std::to_string(result->outcome.step) + "," + digestText(*result) + ",";
        for (const double value : result->values)
            text += csvNumber(value) + ",";
        const bool kept =
            result->outcome.kind != RunOutcome::Kind::failed && result->unkept.empty();
        text += csvNumber(result->seconds) + "," + (kept ? fileOf(cell) : "") + "\n";
    }
    return text;
}

std::string SweepFolder::tableOfSettings(
    std::span<const SweepResult> results, std::span<const std::string> measures) const
{
    const std::vector<SweepAxis>& axes = m_sweep.spec().axes;
    std::string text;
    for (const SweepAxis& axis : axes)
        text += axis.key + ",";
    text += "runs,diverged";
    for (const std::string& measure : measures)
        text += "," + measure + "_mean," + measure + "_deviation";
    text += "\n";
    for (const SweepRow& row : rowsOf(m_sweep, results, measures.size())) {
        for (std::size_t axis = 0; axis < axes.size(); ++axis)
            text += csvField(axes[axis].values[row.place[axis]]) + ",";
        text += std::to_string(row.runs) + "," + std::to_string(row.diverged);
        for (const Spread& value : row.values)
            text += "," + csvNumber(value.mean) + "," + csvNumber(value.deviation);
        text += "\n";
    }
    return text;
}

} // namespace contrastlab
