// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Data whose captions are names of classes.
#pragma once

#include "data/dataset.h"
#include "support/random_rows.h"

#include <memory>
#include <utility>

namespace contrastlab::test {

inline constexpr const char* classes[] = { "shirt", "shoe", "bag", "coat", "dress" };

/// Items of five classes with a name each: what the other modality holds is the class, and noise.
inline std::shared_ptr<Dataset> classData(Index items)
{
    auto data = std::make_shared<Dataset>();
    data->name = "classes";
    data->items = items;
    Matrix<float> rows = unitNormalRows<float>(items, 8, 3) * 0.3f;
    ModalityData a, text;
    a.name = "a";
    text.name = "text";
    text.kind = ModalityKind::text;
    for (Index i = 0; i < items; ++i) {
        rows(i, i % 5) += 1;
        text.texts.push_back({ { classes[i % 5] }, {} });
    }
    a.features = featuresInMemory(std::move(rows));
    data->modalities = { a, text };
    return data;
}

} // namespace contrastlab::test
