// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// In slices, so that the one who writes the log waits for no copy of it all.
#include "store/run_logs.h"

#include <vector>

namespace contrastlab {

namespace {

constexpr std::size_t sliceSize = 1024;

template <class Entry>
LogCursor<Entry> cursorOf(std::shared_ptr<const Run> run, AppendLog<Entry> Run::*log)
{
    return [run = std::move(run), log, slice = std::vector<Entry>(), place = std::size_t(0),
               taken = std::size_t(0)]() mutable -> std::optional<Entry> {
        if (taken == slice.size()) {
            slice = ((*run).*log).since(place, sliceSize);
            place += slice.size();
            taken = 0;
        }
        if (slice.empty()) return std::nullopt;
        return slice[taken++];
    };
}

} // namespace

RunLogs logsOf(std::shared_ptr<const Run> run)
{
    RunLogs logs;
    logs.began = run ? run->began() : 0;
    logs.steps = [run] { return cursorOf(run, &Run::steps); };
    logs.evaluations = [run] { return cursorOf(run, &Run::evaluations); };
    return logs;
}

} // namespace contrastlab
