// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run's embeddings, weights and numbers in the formats of other programs: what `contrastlab-cli
// export` and the window's File menu do. Long for large data; belongs off the GUI thread.
#pragma once

#include "media/decode/item_media.h"
#include "store/embedding_table.h"
#include "store/run_logs.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace contrastlab {

enum class ExportFormat { npy, npz, csv, safetensors, tensorboard, projector };

/// "npy", "npz" ... in the order of the formats.
const std::vector<std::string>& exportFormatNames();
std::optional<ExportFormat> exportFormatNamed(std::string_view name);
/// False where the run alone is enough, without its data set and a checkpoint.
bool needsData(ExportFormat format);

/// What is exported. Without data, checkpoint, setup and media may be null.
struct ExportSource {
    RunLogs logs;
    std::shared_ptr<const Checkpoint> checkpoint;
    std::shared_ptr<const RunSetup> setup;
    std::shared_ptr<const ItemMedia> media; ///< null where there is nothing to see
};

struct ExportChoice {
    ExportFormat format = ExportFormat::npy;
    ItemChoice items = ItemChoice::heldOut;
    std::string folder; ///< made where it is missing
};

/// Writes each file whole or not at all; files of the same names are replaced. Returns their paths.
/// Throws InputError: `folder` is a file or not writable, the checkpoint is of other data.
std::vector<std::string> exportRun(
    ThreadPool& pool, const ExportSource& source, const ExportChoice& choice);

} // namespace contrastlab
