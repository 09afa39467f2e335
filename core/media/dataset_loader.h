// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From the files that people have to a Dataset. Both calls are long and belong off the GUI thread;
// they run on their own threads and may be stopped.
#pragma once

#include "data/dataset.h"
#include "media/decode/item_media.h"
#include "media/listing/dataset_report.h"
#include "media/listing/dataset_spec.h"
#include "media/listing/load_progress.h"

#include <memory>

namespace contrastlab {

struct LoadedDataset {
    Dataset dataset;
    std::shared_ptr<const ItemMedia> media;
    DatasetReport report;
};

/// Lists the items, checks that their files are there and shows the first ones; decodes no more
/// than those. Throws MediaError where nothing can be read, LoadCancelled when stopped.
DatasetReport inspect(
    const DatasetSpec& spec, const ProgressCallback& progress = {}, std::stop_token stop = {});
/// The same into `report`, which keeps what was understood before anything threw: format, columns,
/// problems.
void inspect(DatasetReport& report, const DatasetSpec& spec, const ProgressCallback& progress = {},
    std::stop_token stop = {});

/// Reads and decodes everything once, into a cache bounded by spec.memory; what does not fit is
/// decoded again on demand. Items that cannot be read are listed and left out. Throws MediaError
/// where nothing can be read, LoadCancelled when stopped.
LoadedDataset load(
    const DatasetSpec& spec, const ProgressCallback& progress = {}, std::stop_token stop = {});

} // namespace contrastlab
