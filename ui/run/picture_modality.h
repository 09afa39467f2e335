// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which modality people see pictures of, and which they hear. Pure.
#pragma once

#include "data/dataset.h"

namespace contrastlab {

/// Pictures themselves, or what an encoder has made of them: it keeps their name.
inline bool isOfPictures(const ModalityData& modality)
{
    return modality.kind == ModalityKind::image
        || (modality.kind == ModalityKind::features && modality.name == "image");
}

/// Sounds themselves, or what an encoder has made of them.
inline bool isOfSounds(const ModalityData& modality)
{
    return modality.kind == ModalityKind::sound
        || (modality.kind == ModalityKind::features && modality.name == "sound");
}

} // namespace contrastlab
