// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows that one look of the file has seen never change, so that other connections see the same.
#include "store/step_reading.h"

#include "base/thread_pool.h"
#include "store/table_rows.h"

#include <algorithm>
#include <memory>
#include <vector>

namespace contrastlab {

namespace {

constexpr std::int64_t rowsAtOnce = 1 << 15; // of each connection

// Ends before a row that is missing.
std::vector<StepMetrics> stepsAfter(Database& database, std::int64_t first, std::int64_t count)
{
    RowReader<StepMetrics> rows(database, "steps",
        "id > " + std::to_string(first) + " AND id <= " + std::to_string(first + count));
    std::vector<StepMetrics> steps;
    steps.reserve(static_cast<std::size_t>(count));
    while (rows.next() && rows.id() == first + std::ssize(steps) + 1)
        steps.push_back(rows.read());
    return steps;
}

// Whether the file at the path is still that one.
bool isOf(Database& database, const RunFile& file)
{
    RowReader<RunRow> rows(database, "run");
    if (!rows.next()) return false;
    const RunRow row = rows.read();
    return row.runId == file.record().identity.id && row.began == file.record().began;
}

// Leaves the rest where a row is missing.
void readSideBySide(const RunFile& file, std::int64_t end, AppendLog<StepMetrics>& log)
{
    ThreadPool pool(0);
    std::vector<std::unique_ptr<Database>> databases(static_cast<std::size_t>(pool.threads()));
    for (auto& database : databases) {
        database = std::make_unique<Database>(file.path());
        if (!isOf(*database, file)) return;
    }
    std::vector<std::vector<StepMetrics>> parts(databases.size());
    auto done = static_cast<std::int64_t>(log.size());
    while (done < end) {
        pool.run(std::ssize(parts), [&](Index tile) {
            const auto i = static_cast<std::size_t>(tile);
            const std::int64_t first = std::min(end, done + tile * rowsAtOnce);
            parts[i] = stepsAfter(*databases[i], first, std::min(rowsAtOnce, end - first));
        });
        for (const auto& part : parts) {
            const std::int64_t due = std::min(rowsAtOnce, end - done);
            for (const StepMetrics& step : part)
                log.append(step);
            done += std::ssize(part);
            if (std::ssize(part) < due) return;
        }
    }
}

} // namespace

void readSteps(RunFile& file, AppendLog<StepMetrics>& log, const StepsLeft& appended)
{
    const std::int64_t end = file.numberOfSteps();
    if (end - static_cast<std::int64_t>(log.size()) > 2 * rowsAtOnce)
        readSideBySide(file, end, log);
    const auto next = file.steps(log.size()); // the rest, and whether any is missing
    while (const auto step = next()) {
        log.append(*step);
        if (appended) appended(static_cast<std::size_t>(end) - log.size());
    }
}

} // namespace contrastlab
