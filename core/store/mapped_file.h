// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A file's bytes in the address space, read only. Any thread once it is open.
#pragma once

#include "base/open_file.h"
#include "base/translation_marks.h"
#include "store/mapping_guard.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>

namespace contrastlab {

/// Opening costs the same for every size; pages are read when they are touched and given back under
/// pressure. Where someone else cuts the file shorter while it is open, zeros are read.
class MappedFile {
public:
    /// Throws InputError where `path` is missing, not readable or no regular file.
    explicit MappedFile(const std::string& path);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    [[nodiscard]] std::span<const std::byte> bytes() const { return { m_data, m_size }; }
    /// Copies what stands at `from`, one of bytes(). Of a file larger than `mostMapped` it goes
    /// around the mapping: its pages would count as memory of this program, and to bring one in
    /// costs four times as long where they are wanted in random order.
    void copy(const std::byte* from, std::span<std::byte> to) const;
    static constexpr std::size_t mostMapped = std::size_t(256) << 20;
    /// After reading: whether bytes were missing that the file had when it was opened.
    [[nodiscard]] bool isCut() const { return m_guard && m_guard->isHit(); }
    /// Throws InputError where isCut(), or where the file's size says that it has been cut: the
    /// rest of its last page reads as zeros without a fault.
    void requireWhole() const;
    /// What that says.
    static constexpr const char* cutShorter = QT_TRANSLATE_NOOP(
        "Message", "expected the %1 bytes that it had when it was opened; it has been cut shorter");

private:
    std::string m_path;
    OpenFile m_file;
    const std::byte* m_data = nullptr;
    std::size_t m_size = 0;
    std::optional<MappingGuard> m_guard;
};

} // namespace contrastlab
