// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The formats themselves are written in core/store and projector_files.h.
#include "media/run_export.h"

#include "base/problem.h"
#include "media/projector_files.h"
#include "run/checkpoint_fit.h"
#include "store/atomic_file.h"
#include "store/run_tables.h"
#include "store/tensorboard.h"
#include "store/weights_file.h"

#include <algorithm>
#include <cassert>

namespace contrastlab {

namespace {

std::vector<std::string> writeRunTables(const std::string& folder, const RunLogs& logs)
{
    writeStepsTable(folder + "/steps.csv", logs);
    writeEvaluationsTable(folder + "/evaluations.csv", logs);
    return { folder + "/steps.csv", folder + "/evaluations.csv" };
}

std::vector<std::string> writeTensorFiles(
    const std::string& folder, const EmbeddingTable& table, const Checkpoint& checkpoint)
{
    const std::string weights = folder + "/weights.safetensors";
    writeWeights(weights, *table.setup, checkpoint);
    std::vector<std::string> files =
        writeSafetensorsFile(folder, table, metadataOf(*table.setup, checkpoint));
    files.insert(files.begin(), weights);
    return files;
}

} // namespace

const std::vector<std::string>& exportFormatNames()
{
    static const std::vector<std::string> names { "npy", "npz", "csv", "safetensors", "tensorboard",
        "projector" };
    return names;
}

std::optional<ExportFormat> exportFormatNamed(std::string_view name)
{
    const auto& names = exportFormatNames();
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<ExportFormat>(found - names.begin());
}

bool needsData(ExportFormat format)
{
    return format != ExportFormat::tensorboard;
}

std::vector<std::string> exportRun(
    ThreadPool& pool, const ExportSource& source, const ExportChoice& choice)
{
    makeFolder(choice.folder);
    if (!needsData(choice.format)) return { writeTensorBoardEvents(choice.folder, source.logs) };
    assert(source.checkpoint && source.setup);
    requireFits(*source.checkpoint, *source.setup);
    const EmbeddingTable table =
        embedItems(pool, *source.setup, source.checkpoint->judged(), choice.items);
    switch (choice.format) {
    case ExportFormat::npy:
        return writeNpyFiles(choice.folder, table);
    case ExportFormat::npz:
        return writeNpzFiles(choice.folder, table);
    case ExportFormat::safetensors:
        return writeTensorFiles(choice.folder, table, *source.checkpoint);
    case ExportFormat::projector:
        return writeProjectorFiles(
            choice.folder, table, source.media.get(), source.checkpoint->step);
    case ExportFormat::csv: {
        std::vector<std::string> files = writeCsvFile(choice.folder, table);
        for (const std::string& file : writeRunTables(choice.folder, source.logs))
            files.push_back(file);
        return files;
    }
    case ExportFormat::tensorboard:
        break;
    }
    return {};
}

} // namespace contrastlab
