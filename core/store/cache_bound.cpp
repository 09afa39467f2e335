// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Another program may remove what is looked at: such entries count for nothing.
#include "store/cache_bound.h"

#include <algorithm>
#include <chrono>
#include <system_error>
#include <vector>

namespace contrastlab {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::hours inUse { 1 };

struct Entry {
    fs::path path;
    fs::file_time_type used;
    std::int64_t bytes = 0;
};

// Of what is no file, 0.
std::int64_t fileBytes(const fs::path& file)
{
    std::error_code none;
    const auto size = fs::file_size(file, none);
    return none ? 0 : static_cast<std::int64_t>(size);
}

std::int64_t bytesOf(const fs::path& path)
{
    std::int64_t bytes = fileBytes(path);
    std::error_code error;
    for (fs::recursive_directory_iterator inside(path, error), end; !error && inside != end;
         inside.increment(error))
        bytes += fileBytes(inside->path());
    return bytes;
}

} // namespace

std::int64_t makeRoom(const CacheRoom& room)
{
    std::int64_t all = room.more;
    std::vector<Entry> others;
    std::error_code error;
    for (fs::directory_iterator entry(room.folder, error), end; !error && entry != end;
         entry.increment(error)) {
        std::error_code gone;
        if (!room.ending.empty() && entry->path().extension() != room.ending) continue;
        Entry found { entry->path(), entry->last_write_time(gone), bytesOf(entry->path()) };
        if (gone) continue;
        all += found.bytes;
        if (found.path != room.kept) others.push_back(std::move(found));
    }
    std::ranges::sort(others, {}, &Entry::used);
    const auto now = fs::file_time_type::clock::now();
    for (const Entry& entry : others) {
        if (all <= room.most || now - entry.used < inUse) break;
        fs::remove_all(entry.path, error);
        if (!error) all -= entry.bytes;
    }
    return all;
}

} // namespace contrastlab
