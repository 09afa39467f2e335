// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Problems as text.
#include "base/problem.h"

namespace contrastlab {

std::string describe(const Problem& problem)
{
    return problem.field + " = " + problem.value + ": expected " + problem.limit;
}

std::string describe(const std::vector<Problem>& problems)
{
    std::string text;
    for (const Problem& problem : problems)
        text += (text.empty() ? "" : "\n") + describe(problem);
    return text;
}

} // namespace contrastlab
