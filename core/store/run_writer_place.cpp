// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the file of a RunFileWriter stands. It begins under another name without a journal, and
// gets a write-ahead log when it stands in its place: its log files are named after it, so it must
// not be renamed with one.
#include "base/digest.h"
#include "store/run_header.h"
#include "store/run_writer.h"

#include <sys/stat.h>
#include <utility>

namespace contrastlab {

namespace {

constexpr int pageSize = 16384; // arrays are long
// A little disk must hold the log beside the file, and could not fold one that has filled it.
constexpr int mostLogPages = (1 << 20) / pageSize;
constexpr std::size_t stampedBytes = 4 * pageSize; // with the row that names the run

} // namespace

// Until it is in its place, a file that is not whole is no file.
void RunFileWriter::openTemporary()
{
    m_temporary = std::make_unique<TemporaryFile>(withLinksFollowed(m_path), m_path);
    m_database = std::make_unique<Database>(m_temporary->path(), m_path);
    for (const std::string& pragma : { "page_size = " + std::to_string(pageSize),
             std::string("journal_mode = MEMORY"), std::string("synchronous = OFF") })
        m_database->execute("PRAGMA " + pragma);
}

void RunFileWriter::moveIntoPlace()
{
    m_database = nullptr;
    requireReplaceable(m_path); // again: writing took its time
    removeLogsOf(m_path);
    struct stat status { };
    ::fstat(m_temporary->descriptor(), &status);
    m_device = status.st_dev;
    m_inode = status.st_ino;
    m_temporary->moveIntoPlace();
    m_temporary = nullptr;
}

void RunFileWriter::reopen()
{
    m_database = std::make_unique<Database>(m_path);
    m_database->keepLogOnClose();
    // Where the file system has no shared memory, the journal stays the usual one.
    (void)m_database->textOf("PRAGMA journal_mode = WAL");
    m_database->execute("PRAGMA synchronous = NORMAL");
    m_database->keepLogOnCommit();
    // The first look opens the log: from now on nobody takes the file for one that is left.
    const std::string id = m_database->textOf("SELECT run_id FROM run");
    if (id != m_id || !isInPlace())
        throw BusyError(m_path, "", "another program has put its own file there");
    m_stamp = stamp();
}

bool RunFileWriter::isInPlace() const
{
    struct stat status { };
    return ::stat(m_path.c_str(), &status) == 0 && status.st_dev == m_device
        && status.st_ino == m_inode;
}

RunFileWriter::Stamp RunFileWriter::stamp() const
{
    const std::string first = m_database->firstBytes(stampedBytes);
    Digest digest;
    digest.add(std::string_view(first));
    return { m_database->fileSize(), digest.value(), first.find(m_id) != std::string::npos };
}

// Who overwrites a file while this writes to it may come before the stamp, but has not the run's
// id.
bool RunFileWriter::isOurs() const
{
    const Stamp now = stamp();
    return now == m_stamp && now.hasId;
}

RunFileWriter::Fate RunFileWriter::fate()
{
    if (!m_database) reopen(); // that failed when it was moved
    if (!isInPlace()) return Fate::gone;
    return isOurs() ? Fate::none : Fate::overwritten;
}

// The logs beside the old name go: they would be taken for those of what stands there now.
void RunFileWriter::moveTo(const std::string& path, const Run& run)
{
    const bool copies = fate() != Fate::overwritten;
    auto lock = path == m_path ? nullptr : std::make_unique<PathLock>(path);
    std::unique_ptr<Database> old = std::move(m_database);
    const std::string before = std::exchange(m_path, path);
    const Progress progress = m_progress;
    try {
        openTemporary();
        if (copies) {
            m_database->copyFrom(*old);
        } else {
            m_progress = {};
            begin(run);
            append(run);
        }
        moveIntoPlace();
    } catch (...) {
        m_temporary = nullptr;
        m_database = std::move(old);
        m_path = before;
        m_progress = progress;
        throw;
    }
    old = nullptr;
    if (lock) {
        removeLogsOf(before);
        m_lock = std::move(lock);
    }
    reopen();
}

// Only here the file itself is written to: not where it has become another's in the meantime, which
// the next look tells.
void RunFileWriter::fold()
{
    if (!isOurs()) return;
    const Stamping stamping(*this);
    m_database->execute("PRAGMA wal_checkpoint(PASSIVE)");
}

void RunFileWriter::foldLongLog()
{
    if (m_database->logPages() < mostLogPages) return;
    try {
        fold();
    } catch (const InputError&) {
        // What cannot be folded stands in the log.
    }
}

// The log must not be folded into what is another's.
void RunFileWriter::close()
{
    const bool isFolded = m_database && isOurs();
    try {
        if (isFolded) m_database->execute("PRAGMA journal_mode = DELETE");
    } catch (const InputError&) {
        // Someone reads it just now: the log stays beside the file, which is whole with it.
    }
    const bool isOverwritten = m_database && !isFolded;
    m_database = nullptr;
    if (isOverwritten) removeLogsOf(m_path);
    m_lock = nullptr;
}

} // namespace contrastlab
