// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// open, fstat, mmap, close.
#include "store/mapped_file.h"

#include "base/memory_left.h"
#include "base/problem.h"

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

struct Descriptor {
    int value;
    ~Descriptor()
    {
        if (value >= 0) ::close(value);
    }
};

} // namespace

MappedFile::MappedFile(const std::string& path)
{
    // Without O_NONBLOCK, opening a pipe would wait for its writer.
    const Descriptor file { ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK) };
    if (file.value < 0)
        throw InputError(path, "", std::string("cannot be read: ") + std::strerror(errno));
    struct stat status { };
    if (::fstat(file.value, &status) != 0 || !S_ISREG(status.st_mode))
        throw InputError(path, "", "expected a regular file");
    m_size = static_cast<std::size_t>(status.st_size);
    if (m_size == 0) return;
    void* data = ::mmap(nullptr, m_size, PROT_READ, MAP_PRIVATE, file.value, 0);
    if (data == MAP_FAILED)
        throw InputError(path, "", std::string("cannot be read: ") + std::strerror(errno));
    m_data = static_cast<const std::byte*>(data);
    // Rows are read in random order. Reading ahead fills the page cache early where there is room;
    // where there is none it throws out what is still needed, for pages that are not.
    const auto left = memoryLeft();
    if (left && static_cast<std::int64_t>(m_size) > *left / fewestThatFit)
        ::madvise(data, m_size, MADV_RANDOM);
}

MappedFile::~MappedFile()
{
    if (m_data) ::munmap(const_cast<std::byte*>(m_data), m_size);
}

} // namespace contrastlab
