// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Caches on disk are bounded: what nobody has used for an hour goes, unused longest first. When an
// entry was used is its time of writing. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>

namespace contrastlab {

struct CacheRoom {
    std::filesystem::path folder; ///< whose entries are files, or folders with all that is in them
    std::filesystem::path kept; ///< the entry that stays
    std::filesystem::path ending {}; ///< of the names that count; empty: every entry
    std::int64_t more = 0; ///< bytes that are about to be written
    std::int64_t most = 0; ///< bytes of all
};

/// Removes entries until all that is there and what is to come are within the bound, or nothing
/// else may go. How many bytes that is then.
std::int64_t makeRoom(const CacheRoom& room);

} // namespace contrastlab
