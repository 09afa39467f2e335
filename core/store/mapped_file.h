// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A file's bytes in the address space, read only. Any thread once it is open.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace contrastlab {

/// Opening costs the same for every size; pages are read when they are touched and given back under
/// pressure. The file must not be cut shorter by someone else while it is open.
class MappedFile {
public:
    /// Throws InputError where `path` is missing, not readable or no regular file.
    explicit MappedFile(const std::string& path);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    [[nodiscard]] std::span<const std::byte> bytes() const { return { m_data, m_size }; }

private:
    const std::byte* m_data = nullptr;
    std::size_t m_size = 0;
};

} // namespace contrastlab
