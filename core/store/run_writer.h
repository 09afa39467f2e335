// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Appends to a run file what a run has that the file has not. Inside of core/store; one thread at a
// time.
#pragma once

#include "run/run.h"
#include "store/data_record.h"
#include "store/database.h"
#include "store/path_lock.h"
#include "store/run_format.h"
#include "store/temporary_file.h"

#include <memory>
#include <string>
#include <sys/types.h>
#include <vector>

namespace contrastlab {

class RunFileWriter {
public:
    /// A new file beside `path`, which stays as it was until moveIntoPlace(); nobody else may write
    /// it while this lives. Throws InputError, as all below do, where `path` must not be replaced.
    RunFileWriter(const Run& run, std::string path, const DataRecord& data);
    ~RunFileWriter();

    /// In small transactions: the logs first, then checkpoint by checkpoint, then the outcome of a
    /// run that has one; `extra` may be null. What fails may be tried again, and keeps nothing back
    /// that does not need it: without room for a checkpoint the logs go on.
    void append(const Run& run, const std::shared_ptr<const Checkpoint>& extra = nullptr);
    /// Replaces `path` and closes the file.
    void moveIntoPlace();
    /// After moveIntoPlace(): opens it again, for transactions that readers need not wait for.
    void reopen();
    /// To make room: removes all checkpoints but the newest. False where there is nothing to
    /// remove.
    bool shedCheckpoints();
    /// Writes the log into the file itself as far as readers allow, so that it is whole without.
    void fold();
    /// Leaves one plain file.
    void close();

    /// False where the file was removed, renamed or replaced since it was opened.
    [[nodiscard]] bool isInPlace() const;
    /// Copies all that is committed to a new file at `path`, which may be the one that it had, and
    /// goes on there.
    void moveTo(const std::string& path);

    [[nodiscard]] const std::string& path() const { return m_path; }
    [[nodiscard]] std::int64_t steps() const { return m_progress.steps; } ///< committed

private:
    struct Written {
        std::shared_ptr<const Checkpoint> checkpoint;
        std::int64_t id = 0; ///< 0 once it was removed to make room
    };
    /// What the file has; a value, so that a transaction that fails changes nothing.
    struct Progress {
        std::int64_t steps = 0, evaluations = 0, recalls = 0, events = 0; ///< rows
        std::int64_t checkpoints = 0, pieces = 0; ///< ids used
        std::vector<Written> kept;
        bool ended = false;
    };
    class Appending; ///< one transaction

    void begin(const Run& run, const DataRecord& data);
    void openTemporary();
    void appendLogs(const Run& run);
    void appendCheckpoints(const RunRecord& record);
    void appendCheckpoint(
        const std::shared_ptr<const Checkpoint>& checkpoint, std::int64_t spacing);
    void appendEnding(const RunOutcome& outcome);

    std::string m_path;
    std::string m_id; ///< of the run
    std::unique_ptr<PathLock> m_lock;
    std::unique_ptr<TemporaryFile> m_temporary; ///< null once it is in its place
    std::unique_ptr<Database> m_database;
    Progress m_progress;
    dev_t m_device = 0;
    ino_t m_inode = 0; ///< of the file in its place
};

} // namespace contrastlab
