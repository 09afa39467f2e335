// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The weights of a checkpoint as a .safetensors file that other programs read. Any thread.
#pragma once

#include "run/checkpoint.h"
#include "run/run_setup.h"

#include <map>
#include <string>

namespace contrastlab {

/// What files of this run say of themselves: program, step, spec (JSON), data set.
std::map<std::string, std::string> metadataOf(const RunSetup& setup, const Checkpoint& checkpoint);

/// A tensor a block, named as in the engine ("image.convolution1.weight", "log_scale"). A weight
/// has the shape input x output (y = x W + b); vectors have one dimension. Beside them is what
/// comes before the towers: mean and deviation of each channel ("image.input.mean"), and in the
/// metadata the vocabulary, in the order of the ids ("text.vocabulary", a JSON list, of which the
/// first "text.words" are words). Throws InputError.
void writeWeights(const std::string& path, const RunSetup& setup, const Checkpoint& checkpoint);

} // namespace contrastlab
