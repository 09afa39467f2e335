// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One thread.
#include "media/arrays/matrix_files.h"

#include "media/arrays/archive_arrays.h"
#include "media/arrays/number_table.h"
#include "media/bytes/text_file.h"
#include "store/mapped_matrix.h"

#include <algorithm>

namespace fs = std::filesystem;

namespace contrastlab {

namespace {

constexpr std::size_t mostDimensions = 4; ///< pictures with channels

std::string extensionOf(const fs::path& path)
{
    return lowered(path.extension().string());
}

bool isTableName(const fs::path& path)
{
    const std::string extension = extensionOf(path);
    return extension == ".csv" || extension == ".tsv" || extension == ".txt";
}

void openTable(const fs::path& path, MatrixSet& set, ReadingContext& context)
{
    const std::string shown = path.filename().string();
    NumberTable table = readNumberTable(path, context);
    const Index rows = table.values.rows();
    set.matrices.push_back(
        { stemOf(shown), shown, rows, featuresInMemory(std::move(table.values)), {} });
    if (!table.rows.empty()) set.table = std::move(table.rows);
}

void openFile(const fs::path& path, MatrixSet& set, ReadingContext& context)
{
    const std::string extension = extensionOf(path);
    const std::string shown = path.filename().string();
    if (extension == ".npy") {
        auto matrix = std::make_shared<MappedMatrix>(path.string(), mostDimensions);
        set.matrices.push_back({ stemOf(shown), shown, matrix->rows(), matrix, matrix->extents() });
    } else if (extension == ".npz" || extension == ".safetensors") {
        takeArrays(path, set, context);
    } else {
        openTable(path, set, context);
    }
}

void openFolder(const fs::path& folder, MatrixSet& set, ReadingContext& context)
{
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.is_regular_file() && !entry.is_symlink()) paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    for (const fs::path& path : paths) {
        const std::string stem = lowered(path.stem().string());
        const bool labels = isLabelName(stem) && (extensionOf(path) == ".npy" || isTableName(path));
        const bool rows =
            isTableName(path) && (stem == "items" || stem == "metadata" || stem == "ids");
        if (labels || rows) {
            if (set.table.names.empty()) {
                RowTable table = readRows(path, context);
                if (table.labels.empty()) table.labels = std::move(set.table.labels);
                set.table = std::move(table);
            }
        } else if (isMatrixName(path.filename().string())) {
            openFile(path, set, context);
        }
    }
}

} // namespace

std::string MatrixFile::shape() const
{
    if (extents.size() <= 2)
        return std::to_string(rows) + " x " + std::to_string(features->width());
    std::string text;
    for (const Index extent : extents)
        text += (text.empty() ? "" : " x ") + std::to_string(extent);
    return text;
}

bool isMatrixName(const std::string& name)
{
    const std::string extension = extensionOf(name);
    return extension == ".npy" || extension == ".npz" || extension == ".safetensors";
}

MatrixSet openMatrices(ReadingContext& context)
{
    const DatasetSpec& spec = context.spec;
    MatrixSet set;
    if (fs::is_directory(spec.path))
        openFolder(spec.path, set, context);
    else
        openFile(spec.path, set, context);
    if (!spec.second.empty()) openFile(spec.second, set, context);
    if (!spec.labels.empty()) set.table = readRows(spec.labels, context);
    return set;
}

} // namespace contrastlab
