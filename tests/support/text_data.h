// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Items of random features with a text each.
#pragma once

#include "data/dataset.h"
#include "support/random_rows.h"

#include <functional>
#include <memory>

namespace contrastlab {

inline std::shared_ptr<Dataset> rowsAndTexts(
    Index items, Index width, const std::function<Captions(Index)>& textOf)
{
    auto data = std::make_shared<Dataset>();
    data->items = items;
    data->modalities.resize(2);
    data->modalities[0].name = "rows";
    data->modalities[0].features = featuresInMemory(test::normalRows<float>(items, width, 4));
    data->modalities[1].name = "text";
    data->modalities[1].kind = ModalityKind::text;
    for (Index i = 0; i < items; ++i)
        data->modalities[1].texts.push_back(textOf(i));
    return data;
}

} // namespace contrastlab
