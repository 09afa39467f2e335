// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a folder of pictures and sounds is where no manifest lies in it. One thread.
#pragma once

#include "media/bytes/media_message.h"
#include "media/format_detection.h"

#include <optional>

namespace contrastlab {

/// Pictures and sounds with texts or with each other, else in folders that are classes, else with
/// names that say what they are. Where it is none of these, a `failure` to read a table in it is
/// what is told. Throws MediaError.
Detected detectMedia(const std::filesystem::path& folder, DatasetReport& report,
    const std::optional<MediaError>& failure);

} // namespace contrastlab
