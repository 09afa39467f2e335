// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a plan does as names and values that a person reads and changes, and what was changed as one
// line: "size=224; mean=0.5,0.5,0.5". Pure; any thread.
#pragma once

#include "encoder/encoder_plan.h"

#include <string>
#include <utility>
#include <vector>

namespace contrastlab {

/// Names with their values, those that the kind of encoder has.
///
///     pictures: layout (planes, interleaved), fit (shorter, stretched, none), size (256, or height
///               x width), filter, cut (height x width, none), scale, mean, deviation
///     texts:    tokens, tokenizer (a file; empty: what stands beside the encoder)
///     sounds:   rate, seconds, least, fill (none, zeros, repeated), level (same, unit), gain; of
///               log-mel frames bands, low, high, window, hop, frames (0: all), offset, divisor too
///     all:      output, pooling (none, first, mean, max, last), unit (true, false)
using EncoderSettings = std::vector<std::pair<std::string, std::string>>;

EncoderSettings settingsOf(const EncoderPlan& plan);

/// The settings of `wanted` that differ from those of `read`; empty where none does.
std::string settingsLine(const EncoderPlan& read, const EncoderPlan& wanted);

/// The plan with a line of settings. Throws InputError with the encoder's file and the setting's
/// name where one is unknown or has a value that cannot be; fitToModel() looks for what does not
/// fit the model. Where another output is chosen and no pooling, that is for fitToModel() to say.
EncoderPlan withSettings(EncoderPlan plan, const std::string& line, const std::string& file);

} // namespace contrastlab
