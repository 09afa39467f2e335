// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A folder with the runs of a sweep: sweep.json says which sweep it is, every run that has ended is
// a run file, runs.csv and sweep.csv are their numbers. A file is there whole or not at all, so
// that whatever ended the program, the sweep goes on from what is there.
#pragma once

#include "run/sweep_table.h"
#include "store/data_record.h"
#include "store/path_lock.h"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace contrastlab {

/// The sweep that a folder is of. Throws InputError where it is of none.
SweepSpec sweepIn(const std::string& folder);
/// Of sweep.json, and of a folder that has one.
bool isSweep(const std::string& path);

/// A sweep of which runs are missing; a guess by the names of files.
struct UnfinishedSweep {
    std::string folder;
    SweepSpec spec;
    std::size_t there = 0, runs = 0;
};
/// The newest of the folders in `folder` that nobody writes, nor has left.
std::optional<UnfinishedSweep> newestUnfinishedSweep(const std::string& folder);
/// Somebody trains its runs.
bool isSweptNow(const std::string& folder);
/// It is not to go on. Throws InputError.
void leaveSweep(const std::string& folder);
/// All that a sweep has written there, and the folder where nothing else is in it; false where
/// somebody writes it, or it cannot be removed.
bool removeSweep(const std::string& folder);

/// Sixteen hexadecimal digits; none of a run that failed.
std::string digestText(const SweepResult& result);

class SweepFolder {
public:
    /// Makes the folder, or goes on in one of this very sweep, for one writer at a time. Throws
    /// InputError where it holds something else or cannot be written. The sweep must outlive it.
    SweepFolder(std::string folder, const Sweep& sweep);

    /// Of a cell's run, without the folder.
    [[nodiscard]] std::string fileOf(std::size_t cell) const;
    /// Something stands in the place of the cell's run.
    [[nodiscard]] bool isThere(std::size_t cell) const;
    /// The cell's run, where it is there, whole, and has ended on these data by itself.
    [[nodiscard]] std::optional<EndedRun> read(std::size_t cell) const;
    /// What stands in its place keeps its content under the name with ".broken". Throws InputError.
    /// Several threads at once.
    void write(const EndedRun& ended);
    /// The same, of a run that was written elsewhere: the content of its file.
    void write(std::size_t cell, std::string_view content);
    /// runs.csv, a row a run in the order of training, and sweep.csv, a row a setting; `measures`
    /// names the values. Throws InputError.
    void writeTables(std::span<const SweepResult> results, std::span<const std::string> measures);

private:
    [[nodiscard]] std::string pathOf(const std::string& name) const;
    [[nodiscard]] std::string clearedPlaceOf(std::size_t cell) const;
    void requireThisSweep() const;
    [[nodiscard]] std::string tableOfRuns(
        std::span<const SweepResult> results, std::span<const std::string> measures) const;
    [[nodiscard]] std::string tableOfSettings(
        std::span<const SweepResult> results, std::span<const std::string> measures) const;
    [[nodiscard]] DataRecord recordOfData(const RunSetup& setup);

    std::string m_folder;
    const Sweep& m_sweep;
    std::unique_ptr<PathLock> m_lock;
    std::mutex m_mutex;
    std::map<std::string, DataRecord> m_records; ///< by digest: looking at files takes its time
};

} // namespace contrastlab
