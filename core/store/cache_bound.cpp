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

std::int64_t bytesOf(const fs::path& path)
{
    const auto sizeOf = [](const fs::path& file) {
        std::error_code gone;
        const auto size = fs::file_size(file, gone);
        return gone ? 0 : static_cast<std::int64_t>(size);
    };
    std::error_code error;
    if (!fs::is_directory(path, error)) return sizeOf(path);
    std::int64_t bytes = 0;
    for (fs::recursive_directory_iterator inside(path, error), end; !error && inside != end;
         inside.increment(error))
        if (inside->is_regular_file(error)) bytes += sizeOf(inside->path());
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
