// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Items told again by the decoders of a task, beside what they are. Pure functions of setup,
// checkpoint and items; the result is the same on any number of threads.
#pragma once

#include "run/checkpoint.h"
#include "run/run_setup.h"

#include <vector>

namespace contrastlab {

/// A word of a text that a decoder was asked for.
struct ToldWord {
    int token = 0;
    double share = 0; ///< of the bag, by the decoder; words and letter-grams sum to 1
    bool there = false; ///< it is in the text
};

/// One modality of the items, decoded from the codes of one tower.
struct Retold {
    int from = 0; ///< the tower whose codes are decoded; the modality's own, or a partner's
    Matrix<float> rows; ///< N x size, standardised as the inputs are; empty of texts
    /// Of a text, the words that the decoder ranks highest, one list an item; else empty.
    std::vector<std::vector<ToldWord>> words;
    /// One an item, as the task's loss counts it: squared error a value, of texts cross entropy in
    /// nats; NaN where the item lacks either modality.
    std::vector<double> errors;
};

struct ReconstructedTower {
    int tower = 0;
    ModalityBatch<float> original; ///< N samples, as the tower takes them, not augmented
    std::vector<Retold> retold; ///< one a tower that the task decodes it from, its own first
};

struct Reconstructions {
    std::int64_t step = 0;
    std::vector<Index> items;
    std::vector<ReconstructedTower> towers; ///< empty where the task has no decoders
};

/// Words of a text that are listed: as many as it has, and at least so many.
constexpr std::size_t fewestToldWords = 8;

/// The task tells items again: there is something to show.
bool hasDecoders(const RunSpec& spec);

/// By the weights that are judged, each item in its first variant (style, voice, caption).
Reconstructions reconstruct(ThreadPool& pool, const RunSetup& setup, const Checkpoint& checkpoint,
    const std::vector<Index>& items);

} // namespace contrastlab
