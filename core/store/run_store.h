// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Run files (RUN.clab): a run in SQLite, with its spec, all steps, evaluations and events, its
// checkpoints (complete: a run resumed from one continues bit by bit), what the views showed of it
// (frames, diagnostics) and its outcome. A file only grows, but for what the run thins out. The
// tables stand in run_format.h.
#pragma once

#include "base/problem.h"
#include "run/run.h"
#include "store/data_record.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace contrastlab {

class RunFile;
class RunFileWriter;

/// "ContrastLab 0.1.0 (commit 9156be1b7b8a)": what writes into its files who wrote them.
std::string programName();

struct StoredRun {
    std::shared_ptr<Run> run; ///< checkpoints and frames are read when asked for
    std::shared_ptr<RunFile> file; ///< that has these, and says who wrote it of which data
};

/// Reads the logs of a file; one that is still being written is read up to its last commit. Throws
/// InputError: no run file, one of a newer version, a damaged or truncated one. Any thread.
StoredRun readRun(const std::string& path);

/// Of a file that another program goes on writing: appends what has come since to the run's logs,
/// and takes over which checkpoints and frames the file has now. False where it is another run's by
/// now. Throws InputError, and the run is then as far as it was read. One thread at a time, which
/// need not be that of the run's readers.
/// `appended` hears after a step how many are still to come, before anything else is taken over.
using StepsLeft = std::function<void(std::size_t)>;
bool readMore(StoredRun& stored, const std::string& path, const StepsLeft& appended = {});

/// True while a program writes the run file at `path`.
bool isBeingWritten(const std::string& path);

/// Writes a run as it stands, whole or not at all; `newest`, where it is later than those that the
/// run keeps, is written as well. Throws InputError where `path` is there and no run file, another
/// program is writing it, or it cannot be written. Any thread.
void saveRun(const Run& run, const std::string& path, const DataRecord& data,
    std::shared_ptr<const Checkpoint> newest = nullptr);

/// Follows a run into a file while it goes on: a thread of its own appends what is new twice a
/// second, in small transactions, so that training does not wait for the disk and a kill at any
/// moment leaves a readable file. Every few seconds all is in the one file, whoever copies it. A
/// file that is removed, renamed, replaced or overwritten meanwhile is written anew.
class RunStore {
public:
    /// Begins the file; one that is there is replaced whole, as by saveRun(). The run must outlive
    /// the store. Throws InputError.
    RunStore(const Run& run, const std::string& path, const DataRecord& data);
    /// Without finish(): a last attempt to append, of which nobody hears.
    ~RunStore();
    RunStore(const RunStore&) = delete;
    RunStore& operator=(const RunStore&) = delete;

    /// Appends the rest and closes the file; a second call does nothing. Throws InputError where
    /// that fails: the run is then in a file beside it that the message names, if that can be
    /// written.
    void finish();
    /// What went wrong at the last attempt to append; the next one appends it all.
    [[nodiscard]] std::optional<Message> trouble() const;
    /// Throws where more steps than this wait for a file that cannot be written: the run has to end
    /// before they take all memory.
    void requireRoom(std::size_t most = std::size_t(1) << 18) const;
    /// What happened to the file and was mended, since the last call.
    [[nodiscard]] std::vector<Message> takeNotices();
    /// Steps that are in the file.
    [[nodiscard]] std::size_t stepsWritten() const { return m_stepsWritten; }

private:
    void follow(std::stop_token stop);
    void append();
    void appendOnce();
    void putInPlace();
    void countWritten();
    void rescue(const InputError& reason);
    void stop();
    void notice(Message message);

    const Run& m_run;
    const std::string m_path; ///< that was asked for
    std::unique_ptr<RunFileWriter> m_writer; ///< of the thread, until it has ended
    std::atomic<std::size_t> m_stepsWritten { 0 };
    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<Message> m_trouble;
    std::vector<Message> m_notices;
    std::jthread m_thread; ///< last: ends before the rest goes
};

} // namespace contrastlab
