// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A folder of run files that are written as runs go on, and of sweeps: which there are, which broke
// off, which are too many. What a person says of one (kept, left) stands in a text beside them,
// marks.txt, a line a mark: "kept NAME". Plain functions, any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace contrastlab {

enum class RecordingMark : std::uint8_t {
    kept, ///< never removed to make room
    left, ///< broke off, and is not to go on
};

struct Recording {
    std::string path; ///< of a sweep its folder
    std::uintmax_t bytes = 0; ///< with the logs beside it; of a sweep all that lies in its folder
    std::filesystem::file_time_type changed;
    std::set<RecordingMark> marks;
};

/// Where the sweeps of a folder of recordings stand, a folder each.
std::string sweepsBeside(const std::string& folder);

/// Run files and sweeps, the oldest first; none where there is no such folder. What is no whole run
/// file is none.
std::vector<Recording> recordingsIn(const std::string& folder);

/// Those that have to go, the oldest first, so that all that are not kept take at most so many
/// bytes. `spared` paths stay, and count.
std::vector<Recording> overLimit(const std::vector<Recording>& recordings, std::uintmax_t bytes,
    const std::set<std::string>& spared = {});

/// A run that was killed: its file has no ending, and nobody writes it.
struct CutOffRun {
    std::string path;
    std::int64_t step = 0; ///< the last that is recorded
    std::int64_t steps = 0; ///< that it was to do
};

/// Those that were not left, the newest first; files that cannot be read, and sweeps, are passed
/// over.
std::vector<CutOffRun> cutOffRuns(const std::vector<Recording>& recordings);

/// Files in a folder that somebody, this program too, is writing just now, by name; none where
/// there is no such folder.
std::vector<std::string> filesBeingWritten(const std::string& folder);

using MarkChanges = std::map<std::pair<std::string, RecordingMark>, bool>; ///< by name of the file

/// Sets and takes away marks, beside those that others have set. Throws InputError.
void mark(const std::string& folder, const MarkChanges& changes);

/// With its logs, a sweep with its runs; false where somebody writes it, or it cannot be removed.
bool removeRecording(const std::string& path);

} // namespace contrastlab
