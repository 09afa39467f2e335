// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Originals and what decoders tell of them, as the figure draws them: a row an item, columns by
// modality. Plain values; the texts belong to the window thread.
#pragma once

#include "analysis/reconstructions.h"

#include <QImage>
#include <QStringList>

#include <limits>
#include <vector>

namespace contrastlab {

struct RetoldWord {
    QString text;
    bool right = false; ///< of a told word: it is in the text; of an original one: it was told
};

struct RetoldCell {
    QImage picture; ///< pixels, or the spectrogram of a sound
    std::vector<RetoldWord> words; ///< of a text
    std::vector<float> numbers; ///< of features
    double error = std::numeric_limits<double>::quiet_NaN(); ///< of what is told
    bool isThere = true; ///< the item has what the column shows, or is decoded from
};

struct RetoldColumn {
    QString modality; ///< that all columns of it stand under
    QString title; ///< "as it is", "from itself", "from image" ...
    bool original = false;
    bool words = false; ///< wants more room than a picture
    double error = std::numeric_limits<double>::quiet_NaN(); ///< mean over the items
    std::vector<RetoldCell> cells; ///< one an item
};

struct ReconstructionScene {
    std::vector<Index> items;
    QStringList names; ///< of the items
    std::vector<RetoldColumn> columns; ///< empty: nothing to show
    std::vector<double> largest; ///< of each item's numbers, for bars
};

/// `names`: one an item. Cells that cannot be had (an item lacks a modality) say so by `isThere`.
ReconstructionScene reconstructionScene(
    const RunSetup& setup, const Reconstructions& told, const QStringList& names);

/// Every cell as words and numbers: item, modality, from, error, original, told.
QList<QStringList> reconstructionTable(
    const RunSetup& setup, const Reconstructions& told, const QStringList& names);

} // namespace contrastlab
