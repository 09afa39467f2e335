// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Logs that are thinned, to and from their tables in a run file: frames and diagnostics. Inside of
// core/store; one thread at a time.
#pragma once

#include "store/database.h"
#include "store/run_logs.h"

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace contrastlab {

constexpr const char* framesTable = "frames";
constexpr const char* diagnosticsTable = "diagnostics";

/// What a file has of a log; a value, so that a transaction that fails changes nothing.
template <class Entry> struct WrittenLog {
    struct Row {
        std::shared_ptr<const Entry> entry;
        std::int64_t id = 0; ///< 0 once it was removed to make room
    };
    std::vector<Row> rows;
    std::int64_t ids = 0; ///< used
};
template <class Entry> using LogEntries = std::vector<std::shared_ptr<const Entry>>;

/// Brings a table to what a log holds, within the caller's transaction: rows that the log has
/// thinned out go, and new ones come, up to some megabytes of them. True where more are to come.
/// Throws InputError.
bool writeSome(
    Database& database, const LogEntries<ProbeFrame>& log, WrittenLog<ProbeFrame>& written);
bool writeSome(Database& database, const LogEntries<TrainingDiagnostics>& log,
    WrittenLog<TrainingDiagnostics>& written);
/// To make room: removes all frames but the newest. False where there is nothing to remove.
bool shedFrames(Database& database, WrittenLog<ProbeFrame>& written);

/// Steps and ids of the rows of a table, by rising steps, without reading what else is there.
std::vector<std::pair<std::int64_t, std::int64_t>> stepsIn(
    Database& database, const std::string& table);
/// Throws InputError where it is damaged, or not of this step.
std::shared_ptr<const ProbeFrame> readFrame(Database& database, std::int64_t id, std::int64_t step);

/// Goes through the diagnostics of a file, which must outlive it. Throws InputError where a row is
/// damaged.
LogCursor<TrainingDiagnostics> diagnosticsIn(Database& database);

} // namespace contrastlab
