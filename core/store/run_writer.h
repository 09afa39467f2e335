// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Appends to a run file what a run has that the file has not. Inside of core/store; one thread at a
// time.
#pragma once

#include "run/run.h"
#include "store/run_format.h"

#include <memory>
#include <string>
#include <vector>

namespace contrastlab {

class RunFileWriter {
public:
    /// A new file beside `path`, which stays as it was until moveIntoPlace(). Throws InputError, as
    /// all below do, where `path` must not be replaced.
    RunFileWriter(const Run& run, std::string path, const std::string& dataDigest);
    /// Of a file that was not moved into its place nothing is left.
    ~RunFileWriter();

    /// One transaction, with the outcome of a run that has one; `extra` may be null. What fails is
    /// undone and may be tried again.
    void append(const Run& run, const std::shared_ptr<const Checkpoint>& extra = nullptr);
    /// Replaces `path` and closes the file.
    void moveIntoPlace();
    /// After moveIntoPlace(): opens it again, for transactions that readers need not wait for.
    void reopen();
    /// Leaves one plain file.
    void close();

private:
    struct Written {
        std::shared_ptr<const Checkpoint> checkpoint;
        std::int64_t id = 0;
    };
    /// What the file has; a value, so that a transaction that fails changes nothing.
    struct Progress {
        std::int64_t steps = 0, evaluations = 0, recalls = 0, events = 0; ///< rows
        std::int64_t checkpoints = 0, pieces = 0; ///< ids used
        std::vector<Written> kept;
        bool ended = false;
    };

    void appendLogs(const Run& run, Progress& progress);
    void appendCheckpoints(const RunRecord& record, Progress& progress);
    void appendCheckpoint(const std::shared_ptr<const Checkpoint>& checkpoint, std::int64_t spacing,
        Progress& progress);
    void removeCheckpoint(std::int64_t id);

    std::string m_path;
    std::string m_temporary; ///< empty once it is in its place
    std::unique_ptr<Database> m_database;
    Progress m_progress;
};

} // namespace contrastlab
