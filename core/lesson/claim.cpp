// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Names of verdicts, and texts by language.
#include "lesson/claim.h"

namespace contrastlab {

const std::string& LessonText::in(const std::string& language) const
{
    static const std::string none;
    auto found = byLanguage.find(language);
    if (found == byLanguage.end()) found = byLanguage.find("en");
    return found == byLanguage.end() ? none : found->second;
}

const char* nameOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::holds:
        return "holds";
    case Verdict::fails:
        return "fails";
    case Verdict::undecided:
        break;
    }
    return "undecided";
}

} // namespace contrastlab
