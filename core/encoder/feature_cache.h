// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Features that were computed once, in a file a kind of encoding: rows that are appended whole,
// each with its key and a digest. What a killed program leaves is a row less; what is damaged is as
// if it had never been computed. Several programs may append at once. One thread at a time an
// object; what features() gives is for any thread.
//
//     header: "CLABFEA1", the encoding's digest, the width          each 8 bytes
//     row:    key, digest of key and values, the values, padding to 8 bytes
#pragma once

#include "base/matrix.h"
#include "base/open_file.h"
#include "data/dataset.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace contrastlab {

class FeatureCache {
public:
    /// The file of that encoding in the folder, which is made. Throws InputError where neither can
    /// be.
    FeatureCache(const std::string& folder, std::uint64_t encoding, Index width);

    [[nodiscard]] bool contains(std::uint64_t key) const { return m_places.contains(key); }
    /// Makes room for so many rows: files that nobody has used for an hour go, those unused longest
    /// first, until the folder holds at most `mostBytes`. Throws InputError where that cannot be.
    void reserve(Index rows, std::int64_t mostBytes);
    /// Throws InputError where the disk is full; nothing of these rows is left then.
    void append(std::span<const std::uint64_t> keys, ConstMatrixView<float> rows);

    /// The rows of these keys, mapped: of item i the variants from begins[i] to begins[i + 1]. An
    /// item may have none, and is never read then. Throws InputError where one is missing.
    [[nodiscard]] std::shared_ptr<const FeatureSource> features(
        std::span<const std::uint64_t> keys, std::span<const std::size_t> begins) const;

private:
    std::string m_folder;
    std::string m_path;
    Index m_width;
    OpenFile m_file;
    std::unordered_map<std::uint64_t, std::size_t> m_places; ///< of whole rows, in bytes
};

/// Where caches are: CONTRASTLAB_CACHE, else contrastlab/features in XDG_CACHE_HOME or ~/.cache.
std::string featureCacheFolder();
/// 16 GB, or as many MB as CONTRASTLAB_CACHE_MB says.
std::int64_t featureCacheBytes();

} // namespace contrastlab
