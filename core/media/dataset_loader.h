// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From the files that people have to a Dataset. Both calls are long and belong off the GUI thread;
// they run on their own threads and may be stopped.
#pragma once

#include "data/dataset.h"
#include "media/decode/item_media.h"
#include "media/decode/late_problems.h"
#include "media/listing/dataset_report.h"
#include "media/listing/dataset_spec.h"
#include "media/listing/load_progress.h"

#include <memory>

namespace contrastlab {

struct LoadedDataset {
    Dataset dataset;
    std::shared_ptr<const ItemMedia> media;
    DatasetReport report;
    /// Files that turn out damaged when they are decoded while training goes on, and read as
    /// ground; null where nothing is.
    std::shared_ptr<const LateProblems> late;
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
/// decoded again on demand. Of more pictures than limits::imagesDecodedFirst, or more bytes of them
/// than limits::imageBytesDecodedFirst, only headers and ends are looked at, and they are decoded
/// on demand and by a thread of the data set's own, unless `when` wants all at once. Items that
/// cannot be read are listed and left out. Throws MediaError where nothing can be read,
/// LoadCancelled when stopped.
LoadedDataset load(const DatasetSpec& spec, const ProgressCallback& progress = {},
    std::stop_token stop = {}, DecodeWhen when = DecodeWhen::asNeeded);

} // namespace contrastlab
