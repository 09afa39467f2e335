// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lines, and what has been told.
#include "problem_log.h"

#include <algorithm>
#include <cstdio>
#include <new>

namespace contrastlab {

namespace {

constexpr std::size_t mostLineBytes =
    6000; ///< of a line: the longest name of a file, and what is said

bool continuesCharacter(char c)
{
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

// Its beginning names the file, its end says what was expected.
std::string cut(const std::string& line)
{
    if (line.size() <= mostLineBytes) return line;
    std::size_t head = mostLineBytes / 2, tail = line.size() - mostLineBytes / 2;
    while (continuesCharacter(line[head]))
        --head;
    while (tail < line.size() && continuesCharacter(line[tail]))
        ++tail;
    return line.substr(0, head) + "..." + line.substr(tail);
}

} // namespace

void ProblemLog::add(const std::string& given)
{
    const std::string line = cut(given);
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
