// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes of a file at any offset, unpacked when the file is gzip. Any thread may read.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace contrastlab {

class ByteSource {
public:
    virtual ~ByteSource() = default;
    /// Bytes in all, unpacked.
    [[nodiscard]] virtual std::int64_t size() const = 0;
    /// Fills `bytes` from `offset` and returns how many there were. Throws MediaError.
    virtual std::size_t readAt(std::int64_t offset, std::span<char> bytes) const = 0;
};

/// Opens a file; gzip is known by its first bytes. A gzip file is unpacked once from end to end,
/// keeping what it takes to start again every 2 MiB (32 KiB each), so that later reads unpack at
/// most 2 MiB more than they need. Throws MediaError where the file is missing, damaged, or unpacks
/// beyond limits::gzipBytes or limits::gzipRatio.
std::shared_ptr<const ByteSource> openBytes(
    const std::filesystem::path& path, const std::string& shown);

/// The whole of a gzip or plain file. Throws MediaError past `limit`.
std::string unpackedFile(
    const std::filesystem::path& path, std::int64_t limit, const std::string& shown);

} // namespace contrastlab
