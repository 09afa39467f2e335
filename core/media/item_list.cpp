// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// In the order of the data.
#include "media/item_list.h"

#include "encoder/feature_stage.h"
#include "store/csv.h"

#include <filesystem>

namespace contrastlab {

namespace {

std::string textOf(
    const Dataset& dataset, const ModalityData& modality, Index item, std::size_t variant)
{
    const auto i = static_cast<std::size_t>(item);
    if (modality.kind == ModalityKind::text) return encodedTexts(modality.texts[i]).at(variant);
    return dataset.itemNames.empty() ? std::string() : dataset.itemNames[i].en;
}

} // namespace

std::string itemList(
    const OpenedData& data, const ModalityData& modality, std::span<const Index> items)
{
    std::string list = "row,item,origin,text\n";
    std::size_t variant = 0;
    for (std::size_t row = 0; row < items.size(); ++row) {
        const Index item = items[row];
        variant = row > 0 && item == items[row - 1] ? variant + 1 : 0;
        const std::string origin =
            data.media ? english(data.media->originOf(modality.name, item)) : std::string();
        list += std::to_string(row) + ',' + std::to_string(item) + ',' + csvField(origin) + ','
            + csvField(textOf(*data.dataset, modality, item, variant)) + '\n';
    }
    return list;
}

std::vector<Index> itemsWith(const ModalityData& modality, Index items)
{
    std::vector<Index> having;
    for (Index item = 0; item < items; ++item)
        if (modality.has(item)) having.push_back(item);
    return having;
}

PythonRecipe recipeIn(const std::string& folder, const std::string& encoderFile,
    const std::string& dataset, const std::string& modality)
{
    const std::string begin = (std::filesystem::path(folder) / modality).string();
    return { encoderFile, folderOfPictures(dataset), begin + ".items.csv", begin + ".npy", {} };
}

std::string folderOfPictures(const std::string& dataset)
{
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::path path = fs::absolute(dataset, error);
    return (fs::is_directory(path, error) ? path : path.parent_path()).string();
}

std::string groundOf(const RunSpec& spec)
{
    DatasetSpec reading;
    assign(reading, spec.data()); // without problems: openData() looks for them
    return reading.ground;
}

} // namespace contrastlab
