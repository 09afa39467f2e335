// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// open, fstat, mmap, close.
#include "store/mapped_file.h"

#include "base/memory_left.h"
#include "base/problem.h"
#include "base/translation_marks.h"
#include "store/file_messages.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace contrastlab {

namespace {

constexpr std::int64_t fewestThatFit =
    4; // files of this size: two or three are open, and others' needs

} // namespace

MappedFile::MappedFile(const std::string& path)
    : m_path(path)
    // Without O_NONBLOCK, opening a pipe would wait for its writer.
    , m_file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK))
{
    const auto cannotBeRead = [&] {
        return InputError(path, "", { sentences::cannotRead, { systemReason(errno) } });
    };
    if (m_file.value < 0) throw cannotBeRead();
    struct stat status { };
    if (::fstat(m_file.value, &status) != 0 || !S_ISREG(status.st_mode))
        throw InputError(path, "", QT_TRANSLATE_NOOP("Message", "expected a regular file"));
    m_size = static_cast<std::size_t>(status.st_size);
    if (m_size == 0) return;
    void* data = ::mmap(nullptr, m_size, PROT_READ, MAP_PRIVATE, m_file.value, 0);
    if (data == MAP_FAILED) throw cannotBeRead();
    m_data = static_cast<const std::byte*>(data);
    m_guard.emplace(data, m_size);
    // Rows are read in random order. Reading ahead fills the page cache early where there is room;
    // where there is none it throws out what is still needed, for pages that are not.
    const auto left = memoryLeft();
    if (left && static_cast<std::int64_t>(m_size) > *left / fewestThatFit)
        ::madvise(data, m_size, MADV_RANDOM);
}

MappedFile::~MappedFile()
{
    m_guard.reset();
    if (m_data) ::munmap(const_cast<std::byte*>(m_data), m_size);
}

void MappedFile::copy(const std::byte* from, std::span<std::byte> to) const
{
    std::size_t done = 0;
    while (m_size > mostMapped && done < to.size()) {
        const ssize_t count = ::pread(m_file.value, to.data() + done, to.size() - done,
            static_cast<off_t>(from - m_data) + static_cast<off_t>(done));
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) break; // the mapping knows what to do about it
        done += static_cast<std::size_t>(count);
    }
    if (done < to.size()) std::memcpy(to.data() + done, from + done, to.size() - done);
}

void MappedFile::requireWhole() const
{
    struct stat status { };
    const bool shorter =
        ::fstat(m_file.value, &status) == 0 && static_cast<std::size_t>(status.st_size) < m_size;
    if (shorter || isCut())
        throw InputError(m_path, "", { cutShorter, { std::to_string(m_size) } });
}

} // namespace contrastlab
