// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The synthetic world of the lessons: latent classes seen through two or three modalities with
// noise.
#pragma once

#include "data/dataset.h"

#include <cstdint>
#include <functional>

namespace contrastlab {

/// z is one of `classes` centres plus N(0, spread²); a modality is tanh(A z) + nuisance B u +
/// noise, with a latent u that it shares with no other (Ji et al. 2023). Wang & Isola 2020's
/// setting of several views of one latent, with exact control of noise and mismatch.
struct SyntheticWorld {
    Index items = 2304;
    Index heldOut = 256; ///< the last items, never mismatched
    int modalities = 2; ///< 2 or 3: "a", "b" and "c"
    Index latentWidth = 8;
    int classes = 16;
    double spread = 1.0;
    double noise = 0.3; ///< standard deviation added to every modality
    double nuisance = 0.0; ///< how strongly each modality shows its own latent
    double mismatched = 0.0; ///< share of the training items whose b and c belong to another item
    Index widths[3] = { 32, 24, 20 };
};

/// The most that making it takes, an estimate.
double bytesOf(const SyntheticWorld& world);

/// Labels are the latent classes. The same seed gives the same world on every machine with the same
/// libm. `onProgress` is called every some thousand numbers, and may throw to give up.
Dataset makeSyntheticWorld(
    const SyntheticWorld& world, std::uint64_t seed,
    const std::function<void()>& onProgress = [] {});

} // namespace contrastlab
