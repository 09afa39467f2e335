// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lines, and what has been told.
#include "problem_log.h"

#include <algorithm>
#include <cstdio>
#include <new>

namespace contrastlab {

void ProblemLog::add(const std::string& line)
{
    if (std::find(m_lines.begin(), m_lines.end(), line) != m_lines.end()) return;
    m_lines.push_back(line);
    std::fprintf(stderr, "%s: %s\n", m_program.c_str(), withoutControls(line).c_str());
}

void ProblemLog::add(const std::vector<Problem>& problems)
{
    for (const Problem& problem : problems)
        add(problem);
}

void ProblemLog::attempt(const std::function<void()>& step)
{
    try {
        step();
    } catch (const SpecError& error) {
        add(error.problems());
    } catch (const std::bad_alloc&) {
        add("there is not enough memory for this; a smaller batch, towers or data may fit");
    } catch (const std::exception& error) {
        add(error.what());
    }
}

} // namespace contrastlab
