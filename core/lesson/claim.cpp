// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Names of verdicts, and texts by language.
#include "lesson/claim.h"

#include <set>

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

const std::string& Claim::labelOf(const std::string& of, const std::string& language) const
{
    const auto found = labels.find(of);
    return found == labels.end() ? of : found->second.in(language);
}

std::string Claim::varied() const
{
    std::set<std::string> keys;
    for (const ClaimArm& arm : arms) {
        for (const Parameter& parameter : parameterTable())
            if (arm.spec.value(parameter.key) != arms.front().spec.value(parameter.key))
                keys.insert(std::string(parameter.key));
        for (const auto& [key, number] : arm.numbers)
            if (number != arms.front().numbers.at(key)) keys.insert(key);
    }
    return keys.size() == 1 ? *keys.begin() : std::string();
}

} // namespace contrastlab
