// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The lessons that are linked into the program. Any thread.
#pragma once

#include <string>
#include <vector>

namespace contrastlab {

struct LessonFile {
    std::string name; ///< as messages have it: "claims/temperature-recall.json"
    std::string text;
};

/// All claims, by name.
std::vector<LessonFile> claimFiles();
/// All lessons, by number.
std::vector<LessonFile> lessonFiles();
/// The terms that lessons use.
LessonFile glossaryFile();

} // namespace contrastlab
