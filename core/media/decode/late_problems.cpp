// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Locked; any thread.
#include "media/decode/late_problems.h"

#include <algorithm>

namespace contrastlab {

std::vector<DataProblem> LateProblems::list() const
{
    const std::scoped_lock lock(m_mutex);
    std::vector<DataProblem> problems = m_problems;
    std::sort(problems.begin(), problems.end(), [](const DataProblem& a, const DataProblem& b) {
        return a.file.sentence < b.file.sentence;
    });
    return problems;
}

} // namespace contrastlab
