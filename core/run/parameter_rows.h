// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rows of the table by section, for parameters.cpp alone. Labels and help are marked for
// translation; the window looks them up in context "Parameter".
#pragma once

#include "base/parameter.h"

namespace contrastlab {

std::vector<Parameter> dataRows();
std::vector<Parameter> modelRows();
std::vector<Parameter> objectiveRows();
std::vector<Parameter> optimizerRows();
std::vector<Parameter> batchRows();
std::vector<Parameter> damageRows();
std::vector<Parameter> runRows();

} // namespace contrastlab
