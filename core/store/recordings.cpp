// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/recordings.h"

#include "base/problem.h"
#include "store/atomic_file.h"
#include "store/path_lock.h"
#include "store/run_file.h"
#include "store/run_header.h"
#include "store/sweep_folder.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <utility>

namespace contrastlab {

namespace {

namespace fs = std::filesystem;

using Marks = std::map<std::string, std::set<RecordingMark>>;

constexpr std::pair<RecordingMark, const char*> markNames[] = {
    { RecordingMark::kept, "kept " },
    { RecordingMark::left, "left " },
};

std::string marksFileOf(const std::string& folder)
{
    return (fs::path(folder) / "marks.txt").string();
}

// What no line says is not so; lines of others are passed over.
Marks marksIn(const std::string& folder)
{
    Marks marks;
    std::ifstream file(marksFileOf(folder));
    for (std::string line; std::getline(file, line);)
        for (const auto& [value, name] : markNames)
            if (line.starts_with(name))
                marks[line.substr(std::string_view(name).size())].insert(value);
    return marks;
}

std::uintmax_t sizeWithLogs(const std::string& path)
{
    std::uintmax_t bytes = 0;
    for (const char* suffix : { "", "-wal", "-shm", "-journal" }) {
        std::error_code error;
        const auto size = fs::file_size(path + suffix, error);
        if (!error) bytes += size;
    }
    return bytes;
}

std::set<RecordingMark> marksOf(const fs::path& path, const Marks& marks)
{
    const auto said = marks.find(path.filename().string());
    return said == marks.end() ? std::set<RecordingMark>() : said->second;
}

Recording sweepAt(const std::string& folder, const Marks& marks)
{
    Recording sweep { folder, 0, {}, marksOf(folder, marks) };
    std::error_code error;
    for (fs::directory_iterator file(folder, error), end; !error && file != end;
         file.increment(error)) {
        std::error_code gone;
        const auto size = file->file_size(gone);
        const auto changed = file->last_write_time(gone);
        if (gone) continue;
        sweep.bytes += size;
        sweep.changed = sweep.bytes == size ? changed : std::max(sweep.changed, changed);
    }
    return sweep;
}

// What else lies there is nobody's to remove.
bool isRunFileAt(const std::string& path)
{
    try {
        requireRunFile(path);
        return true;
    } catch (const InputError&) {
        return false;
    }
}

// As its events changed them.
std::int64_t stepsAsked(RunFile& file)
{
    RunSpec spec = file.record().spec;
    const auto next = file.events();
    while (const auto event = next())
        if (event->kind == RunEvent::Kind::change && event->key == "steps")
            (void)assign(spec, event->key, event->after);
    return spec.integer("steps");
}

std::optional<CutOffRun> cutOffIn(const std::string& path)
{
    if (PathLock::isHeld(path)) return std::nullopt;
    try {
        RunFile file(path);
        const std::int64_t last = file.lastStep();
        if (file.record().outcome.kind != RunOutcome::Kind::running || last == 0)
            return std::nullopt;
        return CutOffRun { path, last, stepsAsked(file) };
    } catch (const InputError&) {
        return std::nullopt;
    }
}

} // namespace

std::string sweepsBeside(const std::string& folder)
{
    return (fs::path(folder) / "sweeps").string();
}

std::vector<Recording> recordingsIn(const std::string& folder)
{
    std::vector<Recording> found;
    const std::string sweeps = sweepsBeside(folder);
    const Marks marks = marksIn(folder), marksOfSweeps = marksIn(sweeps);
    std::error_code error;
    for (fs::directory_iterator sweep(sweeps, error), end; !error && sweep != end;
         sweep.increment(error))
        if (const std::string path = sweep->path().string(); isSweep(path))
            found.push_back(sweepAt(path, marksOfSweeps));
    for (fs::directory_iterator file(folder, error), end; !error && file != end;
         file.increment(error)) {
        std::error_code gone;
        const fs::path& path = file->path();
        if (path.extension() != ".clab" || !file->is_regular_file(gone)) continue;
        const auto changed = file->last_write_time(gone);
        if (gone || !isRunFileAt(path.string())) continue;
        found.push_back(
            { path.string(), sizeWithLogs(path.string()), changed, marksOf(path, marks) });
    }
    std::ranges::sort(found, {}, [](const Recording& r) { return std::pair(r.changed, r.path); });
    return found;
}

std::vector<Recording> overLimit(const std::vector<Recording>& recordings, std::uintmax_t bytes,
    const std::set<std::string>& spared)
{
    std::uintmax_t all = 0;
    for (const Recording& recording : recordings)
        if (!recording.marks.contains(RecordingMark::kept)) all += recording.bytes;
    std::vector<Recording> over;
    for (const Recording& recording : recordings) {
        if (all <= bytes) break;
        if (recording.marks.contains(RecordingMark::kept) || spared.contains(recording.path))
            continue;
        all -= recording.bytes;
        over.push_back(recording);
    }
    return over;
}

std::vector<CutOffRun> cutOffRuns(const std::vector<Recording>& recordings)
{
    std::vector<CutOffRun> found;
    for (auto recording = recordings.rbegin(); recording != recordings.rend(); ++recording)
        if (!recording->marks.contains(RecordingMark::left) && !isSweep(recording->path))
            if (auto cutOff = cutOffIn(recording->path)) found.push_back(std::move(*cutOff));
    return found;
}

std::vector<std::string> filesBeingWritten(const std::string& folder)
{
    std::vector<std::string> found;
    std::error_code error;
    for (fs::directory_iterator file(folder, error), end; !error && file != end;
         file.increment(error))
        if (file->path().extension() == ".clab" && PathLock::isHeld(file->path().string()))
            found.push_back(file->path().string());
    std::ranges::sort(found);
    return found;
}

void mark(const std::string& folder, const MarkChanges& changes)
{
    Marks marks = marksIn(folder);
    for (const auto& [of, isSet] : changes)
        if (isSet)
            marks[of.first].insert(of.second);
        else
            marks[of.first].erase(of.second);
    std::string text;
    for (const auto& [name, values] : marks)
        for (const auto& [value, word] : markNames)
            if (values.contains(value) && fs::exists(fs::path(folder) / name))
                text += word + name + '\n';
    writeAtomically(marksFileOf(folder), text);
}

bool removeRecording(const std::string& path)
{
    if (isSweep(path)) return removeSweep(path);
    try {
        const PathLock lock(path);
        std::error_code error;
        if (!fs::remove(path, error)) return false;
        removeLogsOf(path);
        return true;
    } catch (const InputError&) {
        return false;
    }
}

} // namespace contrastlab
