// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// --print, by which a program writes its own manual page and completions: what is installed beside
// it knows the same flags as it does.
#pragma once

#include "manual.h"

namespace contrastlab {

void addPrintFlag(CLI::App& program, std::string& page);
/// The text that --print asked for.
std::string printedPage(const std::string& page, const CLI::App& program, const ManualNotes& notes);

} // namespace contrastlab
