// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Python that makes the same features with the library that an encoder comes from. Pure; any
// thread.
#pragma once

#include "encoder/encoder_plan.h"

#include <string>
#include <string_view>
#include <vector>

namespace contrastlab {

/// What the script is about.
struct PythonRecipe {
    std::string encoderFile;
    std::string data; ///< the folder that pictures are named from
    std::string itemList; ///< the .csv with the columns origin and text
    std::string features; ///< the .npy that it writes
    std::string settings {}; ///< that were changed by hand; empty: none
};

/// open_clip, timm, transformers, sentence-transformers.
const std::vector<std::string>& pythonLibraries();

/// Whether the library has encoders of that kind; of sounds transformers alone, where torchaudio
/// reads them.
bool knows(std::string_view library, EncoderKind kind);

/// A script for one of pythonLibraries(); the model is read from the folder of the encoder's file,
/// or named in its config.json. An empty text where the library does not know the encoder's kind.
std::string pythonScript(
    std::string_view library, const PythonRecipe& recipe, const EncoderPlan& plan);

} // namespace contrastlab
