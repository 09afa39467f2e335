// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Names of items, groups and modalities for people, in their language. Window thread.
#pragma once

#include "data/dataset.h"

#include <QString>

namespace contrastlab {

/// Chinese where the program speaks Chinese and there is such a name.
QString displayName(const DisplayName& name);
/// The item's name, else "item 17".
QString itemName(const Dataset& dataset, Index item);
/// The name of the item's group; empty where it has none.
QString groupName(const Dataset& dataset, Index item);
QString labelName(const Dataset& dataset, int label);
/// "image", "text", "sound" translated; other names as they are.
QString modalityName(std::string_view name);

} // namespace contrastlab
