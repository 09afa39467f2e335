// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What every data set of arrays ends with: digest, first rows to look at, counts. One thread.
#pragma once

#include "media/listing/listing.h"

namespace contrastlab {

/// One caption an item; of an empty text none.
ModalityData textModality(const std::vector<std::string>& texts);

/// Named, counted and with a digest: that of at most 4,096 evenly spaced rows, so that large files
/// open at once.
Dataset finished(Dataset dataset, ReadingContext& context);

} // namespace contrastlab
