// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The one table of parameters. Constant, so any thread may read it.
#pragma once

#include "base/parameter.h"

namespace contrastlab {

const std::vector<Parameter>& parameterTable();
const Parameter* findParameter(std::string_view key);

} // namespace contrastlab
