// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From the files that people have to a Dataset. Both calls are long and belong off the GUI thread;
// they run on their own threads and may be stopped.
#pragma once

#include "data/dataset.h"
#include "media/dataset_report.h"
#include "media/dataset_spec.h"
#include "media/item_media.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace contrastlab {

enum class LoadPhase { listing, checking, decoding };

struct LoadProgress {
    LoadPhase phase = LoadPhase::listing;
    Index done = 0;
    Index total = 0; ///< 0 while it is not known
    double itemsPerSecond = 0;
};

/// Called at most about 20 times a second, by one thread at a time, though not always the same.
using ProgressCallback = std::function<void(const LoadProgress&)>;

/// The stop token was used: not an error.
class LoadCancelled : public std::exception {
public:
    [[nodiscard]] const char* what() const noexcept override { return "cancelled"; }
};

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
