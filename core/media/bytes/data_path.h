// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files and folders of data, wherever they lie: on disk, or inside a zip archive that the path
// leads through. Any thread.
#pragma once

#include "media/bytes/file_set.h"

#include <memory>

namespace contrastlab {

/// A folder, or a zip archive or a folder in one. A path through a link ends where the link does.
bool isDataFolder(const std::filesystem::path& path);
/// A folder's regular files, links left out, sorted: those directly in it.
std::vector<std::filesystem::path> dataFilesIn(const std::filesystem::path& folder);
/// The folders directly in it, links left out, sorted.
std::vector<std::filesystem::path> dataFoldersIn(const std::filesystem::path& folder);
/// The files of a folder by name. Throws MediaError.
std::shared_ptr<const FileSet> filesAt(const std::filesystem::path& folder);

/// The first bytes of a file, at most `count`, unpacked where it is gzip; empty where it cannot be
/// read.
QByteArray headOf(const std::filesystem::path& path, std::int64_t count);
/// A whole file of at most `limit` bytes, unpacked where it is gzip. Throws MediaError.
QByteArray contentOf(
    const std::filesystem::path& path, std::int64_t limit, const std::string& shown);

} // namespace contrastlab
