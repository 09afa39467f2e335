// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Small files that people write: specs and claims.
#pragma once

#include <string>

namespace contrastlab {

/// `kind` names it in messages: "spec". Throws InputError where it is no regular file, cannot be
/// read or is larger than 16 MiB.
std::string readTextFile(const std::string& path, const std::string& kind);

} // namespace contrastlab
