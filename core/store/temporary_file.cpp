// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A name that is in use: made with O_EXCL, then locked. The list for the signal handler is of fixed
// size and of nothing but atomics and bytes, which a handler may read.
#include "store/temporary_file.h"

#include "base/problem.h"
#include "store/file_messages.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace contrastlab {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view suffix = ".part";
constexpr int mostLinks = 40;

enum class SlotState { empty, filling, filled };
struct Slot {
    std::atomic<SlotState> state { SlotState::empty };
    std::array<char, 4096> path {};
};
std::array<Slot, 16> slots; ///< more files at once are not known to the handler

int note(const std::string& path)
{
    if (path.size() >= slots[0].path.size()) return -1;
    for (std::size_t i = 0; i < slots.size(); ++i) {
        SlotState expected = SlotState::empty;
        if (!slots[i].state.compare_exchange_strong(expected, SlotState::filling)) continue;
        std::memcpy(slots[i].path.data(), path.c_str(), path.size() + 1);
        slots[i].state = SlotState::filled;
        return static_cast<int>(i);
    }
    return -1;
}

void forget(int slot)
{
    if (slot >= 0) slots[static_cast<std::size_t>(slot)].state = SlotState::empty;
}

// The number in ".NAME.PID-N.part"; 0 where the name is another.
pid_t writerOf(const std::string& file, const std::string& prefix)
{
    if (!file.starts_with(prefix) || file.find(suffix) == std::string::npos) return 0;
    pid_t pid = 0;
    const char* end = file.data() + file.size();
    const auto [stop, error] = std::from_chars(file.data() + prefix.size(), end, pid);
    return error == std::errc() && stop != end && *stop == '-' ? pid : 0;
}

bool isAlive(pid_t pid)
{
    return pid > 0 && (::kill(pid, 0) == 0 || errno != ESRCH);
}

// Another machine or container has processes of its own, but the lock is seen there too.
bool isLeftOver(const std::string& path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0) return false;
    const bool free = ::flock(descriptor, LOCK_EX | LOCK_NB) == 0;
    ::close(descriptor);
    return free;
}

} // namespace

std::string withLinksFollowed(const std::string& path)
{
    std::error_code error;
    fs::path real = path;
    for (int link = 0; fs::is_symlink(fs::symlink_status(real, error)); ++link) {
        if (link == mostLinks)
            throw InputError(path, "", { sentences::cannotWrite, { sentences::circularLinks } });
        const fs::path to = fs::read_symlink(real, error);
        if (error) return path;
        real = to.is_absolute() ? to : real.parent_path() / to;
    }
    const fs::path canonical = fs::weakly_canonical(real, error);
    return error ? real.string() : canonical.string();
}

void syncFolderOf(const std::string& target)
{
    const std::string folder = fs::path(target).parent_path().string();
    const int descriptor =
        ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor);
    ::close(descriptor);
}

void sweepTemporaryFiles(const std::string& target)
{
    const fs::path path(target);
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    const std::string prefix = "." + path.filename().string() + ".";
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        const pid_t writer = writerOf(entry->path().filename().string(), prefix);
        if (writer > 0 && !isAlive(writer) && isLeftOver(entry->path().string()))
            ::unlink(entry->path().c_str());
    }
}

void removeTemporaryFiles() noexcept
{
    for (const Slot& slot : slots)
        if (slot.state == SlotState::filled) ::unlink(slot.path.data());
}

TemporaryFile::TemporaryFile(std::string target, std::string name)
    : m_target(std::move(target))
    , m_name(std::move(name))
{
    sweepTemporaryFiles(m_target);
    open();
}

TemporaryFile::~TemporaryFile()
{
    remove();
}

void TemporaryFile::open()
{
    static std::atomic<unsigned> serial { 0 };
    const fs::path target(m_target);
    struct stat status { };
    do { // again where a sweep came between the file and its lock
        if (m_descriptor >= 0) ::close(m_descriptor);
        const std::string name = "." + target.filename().string() + "." + std::to_string(::getpid())
            + "-" + std::to_string(serial++) + std::string(suffix);
        m_path = (target.parent_path() / name).string();
        m_descriptor = ::open(m_path.c_str(), O_RDWR | O_CLOEXEC | O_CREAT | O_EXCL, 0666);
        if (m_descriptor < 0) {
            m_path.clear();
            fail(sentences::cannotWrite);
        }
        (void)::flock(m_descriptor, LOCK_EX | LOCK_NB); // where there are no locks, none is needed
    } while (::fstat(m_descriptor, &status) == 0 && status.st_nlink == 0);
    m_slot = note(m_path);
}

void TemporaryFile::remove()
{
    if (m_descriptor >= 0) ::close(m_descriptor);
    m_descriptor = -1;
    if (!m_path.empty()) ::unlink(m_path.c_str());
    m_path.clear();
    forget(m_slot);
    m_slot = -1;
}

void TemporaryFile::fail(const char* sentence) const
{
    throw InputError(m_name, "", { sentence, { systemReason(errno) } });
}

void TemporaryFile::moveIntoPlace()
{
    if (::fsync(m_descriptor) != 0) fail(sentences::cannotWrite);
    if (::rename(m_path.c_str(), m_target.c_str()) != 0) fail(sentences::cannotReplace);
    m_path.clear();
    const int closed = ::close(m_descriptor);
    m_descriptor = -1;
    if (closed != 0) fail(sentences::cannotWrite);
    syncFolderOf(m_target);
    remove();
}

} // namespace contrastlab
