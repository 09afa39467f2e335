// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run that another program trained and recorded (app/python): there are its steps and the
// embeddings of some items, but neither weights nor the data that it trained on. A pure function.
#pragma once

#include "run/run_spec.h"

namespace contrastlab {

/// The name of its data: the items that it judges stand in the run file itself.
inline constexpr std::string_view recordedData = "recorded";

inline bool isForeign(const RunSpec& spec)
{
    return spec.text("dataset") == recordedData;
}

} // namespace contrastlab
