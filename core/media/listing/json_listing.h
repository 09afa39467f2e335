// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What kind of captions a JSON file holds, and where its pictures are. Pure.
#pragma once

#include "media/listing/listing.h"

namespace contrastlab {

enum class JsonKind { other, coco, karpathy };

/// By the field names in a stretch of the file.
JsonKind jsonKind(const std::string& head);

/// spec.root; else the folder that was opened (COCO keeps annotations/ beside the pictures); else
/// the manifest's own.
std::filesystem::path jsonRoot(const std::filesystem::path& manifest, const DatasetSpec& spec);

} // namespace contrastlab
