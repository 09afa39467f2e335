// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Items of a data set that has no files of its own, for people: pictures from its pixels, its
// texts, row numbers. Immutable; any thread.
#pragma once

#include "data/dataset.h"
#include "media/decode/item_media.h"

#include <memory>

namespace contrastlab {

/// Shares the sources of `dataset`.
std::shared_ptr<const ItemMedia> makeRowMedia(const Dataset& dataset);

} // namespace contrastlab
