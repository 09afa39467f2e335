// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which item a row of features is of, for other programs. Pure; any thread.
#pragma once

#include "encoder/python_recipe.h"
#include "media/open_data.h"

#include <span>
#include <string>

namespace contrastlab {

/// CSV with a header: row, item (both from 0), origin (of a picture or a sound its file), text (as
/// an encoder of texts has it; else the item's name). An item that comes again is its next variant.
std::string itemList(
    const OpenedData& data, const ModalityData& modality, std::span<const Index> items);

/// The items that have a modality, in the order of the data.
std::vector<Index> itemsWith(const ModalityData& modality, Index items);

/// What a script of python_recipe.h is about: MODALITY.items.csv and MODALITY.npy in a folder.
PythonRecipe recipeIn(const std::string& folder, const std::string& encoderFile,
    const std::string& dataset, const std::string& modality);

/// The folder that the pictures of a data set are named from: itself, or that of its manifest.
std::string folderOfPictures(const std::string& dataset);
/// What shows through transparent pixels of these data.
std::string groundOf(const RunSpec& spec);

} // namespace contrastlab
