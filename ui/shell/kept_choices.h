// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The choices of items that were kept by name, from one start of the program to the next: a file of
// JSON, { data: { name: [items] } }. Window thread.
#pragma once

#include "run/item_selection.h"

namespace contrastlab {

/// Of the data that `key` names; none where the file is missing or not one of these.
std::vector<ItemSelection::Kept> readKeptChoices(const QString& file, const QString& key);
/// In place of those of the same data; the others' stay. False where it cannot be written, or where
/// what stands there is not one of these: then it is left alone.
bool writeKeptChoices(
    const QString& file, const QString& key, const std::vector<ItemSelection::Kept>& kept);

/// Beside the settings; `settingsFile` empty: the usual place of the user's data.
QString keptChoicesFile(const QString& settingsFile);

} // namespace contrastlab
