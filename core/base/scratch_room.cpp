// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The file has no name from its first moment on, so nothing is left of it when the program ends in
// whatever way. Its blocks are asked for before they are written to: a full disk is told here, and
// not by SIGBUS.
#include "base/scratch_room.h"

#include "base/open_file.h"

#include <array>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <new>
#include <string>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

namespace contrastlab {

struct ScratchRoom::File : OpenFile {
    using OpenFile::OpenFile;

    // Beyond a limit of file sizes the system would send a signal.
    [[nodiscard]] bool extend(std::size_t size) const
    {
        rlimit limit {};
        if (::getrlimit(RLIMIT_FSIZE, &limit) != 0) return false;
        return (limit.rlim_cur == RLIM_INFINITY || size <= limit.rlim_cur)
            && ::posix_fallocate(value, 0, static_cast<off_t>(size)) == 0;
    }
    // /tmp may be memory, which is what this is to save: it comes last.
    static std::shared_ptr<File> open()
    {
        for (const char* folder :
            std::array<const char*, 3> { ::getenv("TMPDIR"), "/var/tmp", "/tmp" }) {
            if (!folder) continue;
            std::string path = std::string(folder) + "/contrastlab.XXXXXX";
            const int descriptor = ::mkostemp(path.data(), O_CLOEXEC);
            if (descriptor < 0) continue;
            ::unlink(path.c_str());
            return std::make_shared<File>(descriptor);
        }
        return nullptr;
    }
};

ScratchRoom::~ScratchRoom()
{
    if (m_file)
        ::munmap(m_data, m_size);
    else
        ::operator delete(m_data);
}

void ScratchRoom::swap(ScratchRoom& other) noexcept
{
    std::swap(m_file, other.m_file);
    std::swap(m_data, other.m_data);
    std::swap(m_size, other.m_size);
}

ScratchRoom ScratchRoom::grown(std::size_t used, std::size_t size) const
{
    ScratchRoom room;
    if (size > mostInMemory) {
        const auto file = m_file ? m_file : File::open();
        void* data = file && file->extend(size)
            ? ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, file->value, 0)
            : MAP_FAILED;
        if (data != MAP_FAILED) {
            room.m_file = file;
            room.m_data = static_cast<std::byte*>(data);
        }
    }
    if (!room.m_data) room.m_data = static_cast<std::byte*>(::operator new(size));
    room.m_size = size;
    if (used > 0 && (!m_file || m_file != room.m_file)) std::memcpy(room.m_data, m_data, used);
    return room;
}

void ScratchRoom::rest(std::size_t bytes) const noexcept
{
    if (!m_file) return;
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    // What was written stands in the file: it is mapped again when it is read.
    ::madvise(m_data, bytes / page * page, MADV_DONTNEED);
}

} // namespace contrastlab
