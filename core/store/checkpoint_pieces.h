// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The arrays of a checkpoint as rows of a run file, and back. Inside of core/store; one thread at a
// time.
#pragma once

#include "run/checkpoint.h"
#include "store/database.h"
#include "store/run_format.h"

#include <cstdint>
#include <string>
#include <vector>

namespace contrastlab {

/// Rows of the table `pieces`, over memory of the checkpoint, which must outlive them.
std::vector<PieceRow> piecesOf(std::int64_t id, const Checkpoint& checkpoint);

/// The checkpoint of that row and id, with the arrays that the file has of it. Throws InputError
/// where one is missing or not whole.
Checkpoint checkpointOf(
    Database& database, std::int64_t id, const CheckpointRow& row, RunSpec spec);

/// In messages.
std::string placeOfCheckpoint(std::int64_t step);

} // namespace contrastlab
