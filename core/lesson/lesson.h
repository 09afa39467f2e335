// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A lesson: two minutes of text, claims to predict and to try, a run to play with, a question to
// think about. Plain values; any thread.
#pragma once

#include "lesson/claim.h"

#include <functional>

namespace contrastlab {

/// A run that a lesson offers beside the one to play with, to compare it with.
struct LessonRun {
    LessonText title;
    RunSpec spec;
};

struct Lesson {
    std::string name; ///< "temperature"
    std::string number; ///< "L2", the place in the order of lessons
    LessonText title;
    LessonText text; ///< Markdown
    std::vector<Claim> claims;
    RunSpec run; ///< to try by oneself
    bool hasRun = false;
    LessonText runTitle; ///< may be empty
    std::vector<LessonRun> otherRuns;
    std::vector<std::string> controls; ///< keys of the parameters that matter in it
    /// While `run` trains: keys that nobody changes in the form, and those that are not in it.
    std::vector<std::string> locked, hidden;
    LessonText question; ///< Markdown; may be empty, as its answer
    LessonText answer;
};

/// A lesson from its file (the README says how to write one). Claims are whole, or named:
/// `claimNamed` gives those of the program, null where there is none of that name. Throws
/// InputError with file, line and what was expected.
Lesson readLesson(std::string_view json, const std::string& file,
    const std::function<const Claim*(const std::string&)>& claimNamed);

} // namespace contrastlab
