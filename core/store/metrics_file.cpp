// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rows that wait are written in one go; where the disk takes a part of them, the file is cut
// back to whole rows.
#include "store/metrics_file.h"

#include "base/problem.h"
#include "store/atomic_file.h"
#include "store/file_messages.h"
#include "store/run_tables.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace contrastlab {

namespace {

constexpr std::chrono::milliseconds flushEvery(500);
constexpr std::size_t mostPending = 1 << 16; ///< bytes

} // namespace

MetricsFile::MetricsFile(const std::string& path, std::size_t mostWaiting)
    : m_path(path)
    , m_mostWaiting(mostWaiting)
    , m_direct(isWrittenDirectly(path))
{
    const std::string header = metricsHeader() + '\n';
    if (!m_direct) writeAtomically(path, header);
    m_descriptor = ::open(path.c_str(), (m_direct ? O_WRONLY : O_RDWR | O_APPEND) | O_CLOEXEC);
    if (m_descriptor < 0) fail(sentences::cannotWrite);
    if (m_direct) m_pending = header;
}

MetricsFile::~MetricsFile()
{
    flush();
    ::close(m_descriptor);
}

void MetricsFile::add(const StepMetrics& step, const EvaluationMetrics* judged)
{
    m_pending += metricsRow(step, judged) + '\n';
    const auto now = std::chrono::steady_clock::now();
    const bool isFull = m_pending.size() >= mostPending && m_reason == 0;
    if (!isFull && now - m_flushed < flushEvery) return;
    m_flushed = now;
    if (flush() || m_pending.size() <= m_mostWaiting) return;
    throw InputError(m_path, "",
        { "cannot be written: %1; %2 rows wait, and more would take all memory",
            { systemReason(m_reason), std::to_string(std::ranges::count(m_pending, '\n')) } });
}

std::optional<std::string> MetricsFile::trouble() const
{
    if (m_reason == 0) return {};
    return failure(sentences::cannotWrite, m_reason).what();
}

// False where something is left.
bool MetricsFile::flush()
{
    const off_t before = m_direct ? 0 : ::lseek(m_descriptor, 0, SEEK_END);
    std::size_t done = 0;
    while (done < m_pending.size()) {
        const ssize_t written =
            ::write(m_descriptor, m_pending.data() + done, m_pending.size() - done);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) break;
        done += static_cast<std::size_t>(written);
    }
    m_reason = done < m_pending.size() ? errno : 0;
    if (m_reason != 0 && !m_direct && ::ftruncate(m_descriptor, before) == 0) done = 0;
    m_pending.erase(0, done);
    return m_reason == 0;
}

void MetricsFile::finish()
{
    if (!flush()) throw failure(sentences::cannotWrite, m_reason);
    if (m_direct || isInPlace()) return;
    std::error_code error;
    if (std::filesystem::exists(m_path, error))
        throw InputError(m_path, "", "was replaced while it was written");
    makeAgain();
}

bool MetricsFile::isInPlace() const
{
    struct stat named {
    }, open {};
    return ::stat(m_path.c_str(), &named) == 0 && ::fstat(m_descriptor, &open) == 0
        && named.st_dev == open.st_dev && named.st_ino == open.st_ino;
}

// The file is there as long as it is open.
void MetricsFile::makeAgain() const
{
    AtomicFile file(m_path);
    std::array<char, 1 << 16> block {};
    off_t place = 0;
    for (ssize_t size = 1; size > 0; place += size) {
        size = ::pread(m_descriptor, block.data(), block.size(), place);
        if (size < 0) fail(sentences::cannotRead);
        file.write({ block.data(), static_cast<std::size_t>(size) });
    }
    file.commit();
}

void MetricsFile::fail(const char* sentence) const
{
    throw failure(sentence, errno);
}

InputError MetricsFile::failure(const char* sentence, int reason) const
{
    return InputError(m_path, "", { sentence, { systemReason(reason) } });
}

} // namespace contrastlab
