// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The items of a run that another program recorded, from its run file: what people see of them, and
// a data set that nothing trains on. A pure function of the file; any thread.
#pragma once

#include "media/open_data.h"
#include "store/run_file.h"

#include <string>

namespace contrastlab {

/// A modality of pictures or captions is one where every item has them; else it is a name alone,
/// and its numbers mean nothing. Throws InputError that names `path` where the file does not say
/// which modalities there are.
OpenedData openRecordedItems(const std::string& path, const RunFile& file);

} // namespace contrastlab
