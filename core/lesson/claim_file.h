// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A claim from its file (resources/lessons/claims; the README says how to write one). A file names
// parameters of the lab and nothing else: no path, no address. Any thread.
#pragma once

#include "lesson/claim.h"

namespace contrastlab {

/// Throws InputError with file, line and what was expected.
Claim readClaim(std::string_view json, const std::string& file);

} // namespace contrastlab
