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
#include "store/view_tables.h"

#include <memory>
#include <string>
#include <sys/types.h>
#include <vector>

namespace contrastlab {

/// That the checkpoints of a run file take. Frames take up to 64 MB beside them.
constexpr std::size_t mostCheckpointBytes = std::size_t(52) * 1000 * 1000;

class RunFileWriter {
public:
    /// A new file beside `path`, which stays as it was until moveIntoPlace(); nobody else may write
    /// it while this lives. Throws InputError, as all below do, where `path` must not be replaced.
    RunFileWriter(const Run& run, std::string path, DataRecord data);
    ~RunFileWriter();

    /// In small transactions: the logs first, then checkpoint by checkpoint, then frames and
    /// diagnostics, then the outcome of a run that has one; `extra` may be null. What fails may be
    /// tried again, and keeps nothing back that does not need it: without room for a checkpoint the
    /// logs go on. Of checkpoints the file keeps as many as fit into mostCheckpointBytes: the
    /// first, the newest, the best, and of the others the more the nearer to the end; but always
    /// three.
    void append(const Run& run, const std::shared_ptr<const Checkpoint>& extra = nullptr);
    /// Replaces `path` and closes the file.
    void moveIntoPlace();
    /// After moveIntoPlace(): opens it again, for transactions that readers need not wait for.
    void reopen();
    /// Removes all checkpoints and frames but the newest. False where there is nothing to remove.
    bool makeRoom();
    /// Writes the log into the file itself as far as readers allow, so that it is whole without.
    void fold();
    /// Leaves one plain file.
    void close();

    /// What somebody else has done to the file since this last wrote to it: `gone` is removed,
    /// renamed or replaced by another file, `overwritten` is the same file with another's content.
    enum class Fate { none, gone, overwritten };
    [[nodiscard]] Fate fate();
    /// Goes on in a new file at `path`, which may be the one that it had. All that is committed is
    /// copied there; a file that was overwritten is written from the start.
    void moveTo(const std::string& path, const Run& run);

    [[nodiscard]] const std::string& path() const { return m_path; }
    /// Of the run's log: places up to here are committed.
    [[nodiscard]] std::size_t stepsDone() const;

private:
    /// What the file has; a value, so that a transaction that fails changes nothing.
    struct Progress {
        std::int64_t steps = 0, evaluations = 0, recalls = 0, events = 0; ///< rows
        std::int64_t pieces = 0; ///< ids used
        WrittenLog<KeptCheckpoint> checkpoints;
        WrittenLog<ProbeFrame> frames;
        WrittenLog<TrainingDiagnostics> diagnostics;
        bool ended = false;
    };
    class Appending; ///< one transaction
    /// What tells the file's content from another's.
    struct Stamp {
        std::int64_t size = 0;
        std::uint64_t digest = 0; ///< of its first pages
        bool hasId = false; ///< of the run, in these
        friend bool operator==(const Stamp&, const Stamp&) = default;
    };
    class Stamping; ///< takes a new stamp at the end of what writes

    void begin(const Run& run);
    void openTemporary();
    void foldLongLog();
    [[nodiscard]] bool isInPlace() const;
    [[nodiscard]] Stamp stamp() const;
    [[nodiscard]] bool isOurs() const;
    void appendLogs(const Run& run);
    template <class Entry>
    void appendThinned(const ThinnedLog<Entry>& log, WrittenLog<Entry> Progress::*written);
    void appendCheckpoints(const RunRecord& record, std::int64_t bestStep);
    void appendCheckpoint(const std::shared_ptr<const KeptCheckpoint>& checkpoint,
        std::int64_t spacing, std::int64_t bestStep);
    void appendEnding(const RunRecord& record);

    std::string m_path;
    std::string m_id; ///< of the run
    DataRecord m_data;
    std::unique_ptr<PathLock> m_lock;
    std::unique_ptr<TemporaryFile> m_temporary; ///< null once it is in its place
    std::unique_ptr<Database> m_database;
    Progress m_progress;
    dev_t m_device = 0;
    ino_t m_inode = 0; ///< of the file in its place
    Stamp m_stamp; ///< when this last wrote to it
};

class RunFileWriter::Stamping {
public:
    explicit Stamping(RunFileWriter& writer) : m_writer(writer) { }
    ~Stamping()
    {
        if (!m_writer.m_temporary) m_writer.m_stamp = m_writer.stamp();
    }
    Stamping(const Stamping&) = delete;
    Stamping& operator=(const Stamping&) = delete;

private:
    RunFileWriter& m_writer;
};

} // namespace contrastlab
