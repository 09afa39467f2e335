// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The groups of parameters by their English names, in the context ParameterText. Plain values.
#pragma once

#include "run/parameters.h"

namespace contrastlab {

const char* sectionName(Section section);

} // namespace contrastlab
