// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run file opened for reading. Its logs are read row by row, its checkpoints and frames when they
// are asked for, so that opening a file of gigabytes takes no memory. What is seen is the moment at
// which it was opened, even where a writer goes on. One thread at a time; checkpoints and frames
// any.
#pragma once

#include "run/run.h"
#include "store/data_record.h"
#include "store/database.h"
#include "store/run_logs.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace contrastlab {

struct EndingRow;

/// What people see of an item of a run that another program recorded.
struct RecordedItem {
    std::string name; ///< may be empty
    std::vector<std::string> captions;
    int label = -1; ///< classes are numbered by first mention; -1 for none
    std::string labelName;
    std::string picture; ///< the bytes of a file; empty where there is none
};

class RunFile {
public:
    /// Throws InputError, as all below do: no run file, one that only a newer version can read, a
    /// damaged or truncated one.
    /// `again`: its tables were looked through when it was opened first, which takes a while of
    /// millions of steps; rows are judged all the same.
    enum class Look { first, again };
    explicit RunFile(const std::string& path, Look look = Look::first);
    ~RunFile();
    RunFile(const RunFile&) = delete;
    RunFile& operator=(const RunFile&) = delete;

    [[nodiscard]] const std::string& path() const { return m_database.name(); }
    /// Without checkpoints; the outcome is `running` where the writer goes on or was cut off.
    [[nodiscard]] const RunRecord& record() const { return m_record; }
    [[nodiscard]] const std::string& program() const { return m_program; } ///< that wrote it
    [[nodiscard]] const std::string& engineLevel() const { return m_engineLevel; } ///< may be empty
    [[nodiscard]] const DataRecord& data() const { return m_data; }
    /// Steps of the kept checkpoints, in the order of their keeping.
    [[nodiscard]] const std::vector<std::int64_t>& checkpointSteps() const { return m_steps; }
    /// Reads one of them, by its place there.
    [[nodiscard]] std::shared_ptr<const Checkpoint> checkpoint(std::size_t place);
    /// The newest at or before a step, or null.
    [[nodiscard]] std::shared_ptr<const Checkpoint> checkpointAtOrBefore(std::int64_t step);
    /// Another program trained and recorded it (run/foreign_run.h): there are no checkpoints, and
    /// what it judges stands in the file.
    [[nodiscard]] bool isForeign() const;
    /// Of such a run; none of others.
    [[nodiscard]] const std::vector<RecordedItem>& items() const { return m_items; }
    /// Rising; none in files that have no frames.
    [[nodiscard]] std::vector<std::int64_t> frameSteps() const;
    /// Reads that of one of those steps; null where there is none.
    [[nodiscard]] std::shared_ptr<const ProbeFrame> frame(std::int64_t step);
    /// Rows of the log of steps.
    [[nodiscard]] std::int64_t numberOfSteps();
    /// The last step that is recorded; 0 where there is none.
    [[nodiscard]] std::int64_t lastStep();
    /// Cursors that must not outlive this. At the end they look whether rows are missing.
    [[nodiscard]] RunLogs logs();
    [[nodiscard]] LogCursor<StepMetrics> steps(std::size_t first = 0);
    [[nodiscard]] LogCursor<EvaluationMetrics> evaluations(std::size_t first = 0);
    [[nodiscard]] LogCursor<RunEvent> events();
    [[nodiscard]] LogCursor<TrainingDiagnostics> diagnostics();

private:
    void require(bool whole, const std::string& place) const;
    void requireSound();
    void requireTable(const std::string& name);
    [[nodiscard]] bool hasTable(const std::string& name);
    [[nodiscard]] std::int64_t numberOf(const std::string& sql);
    [[nodiscard]] RunSpec specOf(const std::string& json, const std::string& place) const;
    void readRunRow();
    void readEnding();
    void readTest();
    void readCheckpointRows();
    void readItems();

    Database m_database;
    const Look m_look;
    RunRecord m_record;
    std::string m_program, m_engineLevel;
    DataRecord m_data;
    std::unique_ptr<EndingRow> m_ending; ///< null where there is none
    std::vector<std::int64_t> m_steps, m_ids; ///< of the checkpoints
    std::vector<std::pair<std::int64_t, std::int64_t>> m_frames; ///< step and id
    std::vector<RecordedItem> m_items; ///< of a foreign run
    ProbeSet m_probes; ///< likewise
    std::mutex m_mutex; ///< what is read when asked for, perhaps by another thread
};

} // namespace contrastlab
