// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The tables of a run file that another program recorded: the items that it judges, and their
// embeddings. Of these what the views show is made, as of a run of our own. Inside of core/store;
// one thread at a time.
#pragma once

#include "run/frame.h"
#include "store/database.h"
#include "store/run_file.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace contrastlab {

/// In the order of the file. Throws InputError, as all below do, where a row is damaged, missing or
/// beyond what a file may have.
std::vector<RecordedItem> itemsIn(Database& database);

/// Those that the views look at: all are held out.
ProbeSet probesOf(const std::vector<RecordedItem>& items);

/// What they show: every two towers are a pair. There are no points, since the axes take a moment:
/// who draws finds them.
std::shared_ptr<const ProbeFrame> frameOfEmbeddings(
    Database& database, std::int64_t id, std::int64_t step, const ProbeSet& probes, Index items);

} // namespace contrastlab
