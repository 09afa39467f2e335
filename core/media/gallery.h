// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Data sets that come with the program or with a Debian package: what they are, and how to install
// those that are not there. Any thread.
#pragma once

#include "media/decode/item_media.h"
#include "run/run_spec.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace contrastlab {

/// What its run with seed 0 has come to after some steps; measured, and none where there are no
/// steps.
struct GalleryResult {
    int steps = 0;
    double recallAt10 = 0; ///< of held-out items, the mean of both ways
    double chance = 0; ///< the same of a guess
    double seconds = 0; ///< of one core
};

struct GalleryEntry {
    std::string id; ///< what `dataset` of a run takes ("emoji", "fashion-mnist"), or of a preset
    const char* name; ///< English, translated in the context "Gallery"
    const char* summary; ///< likewise, one sentence
    std::string license; ///< SPDX name, and who holds it
    Index items = 0;
    std::int64_t bytes = 0; ///< on disk
    std::string path; ///< of the files; empty for what is built in, and for what is not installed
    std::string install; ///< the command that brings it; empty for what is built in
    /// Of a preset: parameters and their values, the data set among them.
    std::vector<std::pair<std::string, std::string>> settings {};
    GalleryResult result {};

    [[nodiscard]] bool available() const { return install.empty() || !path.empty(); }
};

/// The emoji first. Looks for installed files each time.
std::vector<GalleryEntry> gallery();

/// The spec on that entry, all that it does not set as it was.
RunSpec onEntry(RunSpec spec, const GalleryEntry& entry);
/// Values that a preset of the gallery has set, back to their defaults.
void putBackPresets(RunSpec& spec);

/// The files of an installed entry; empty where `id` names none, or one that is built in or not
/// installed.
std::string galleryPath(const std::string& id);

/// Evenly spaced items of a data set side by side: columns x rows pictures of `side` pixels.
QImage mosaic(const ItemMedia& media, Index items, int columns, int rows, int side);

} // namespace contrastlab
