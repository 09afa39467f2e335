// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What pretrained encoders gave of the embedded data, once and for all: such runs need neither the
// encoder nor its runtime. Immutable; any thread.
#pragma once

#include "data/dataset.h"

#include <QString>

#include <memory>
#include <span>

namespace contrastlab {

class Digest;

/// The features of resources/datasets/NAME.npy: rounded to 8 bits with a scale a column, a row for
/// each variant of each item, of which those in `chosen` are taken. Their bytes go into `digest`.
/// Throws InputError where the files are not what they should be.
std::shared_ptr<const FeatureSource> embeddedFeatures(
    const QString& name, Index items, int variants, std::span<const int> chosen, Digest& digest);

} // namespace contrastlab
