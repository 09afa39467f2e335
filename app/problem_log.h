// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tells what is wrong with the input on standard error, one line each, as it is found: nothing that
// is looked at later can hide it. Plain value; any one thread.
#pragma once

#include "base/problem.h"

#include <functional>
#include <string>
#include <vector>

namespace contrastlab {

class ProblemLog {
public:
    /// `program` stands before every line.
    explicit ProblemLog(std::string program) : m_program(std::move(program)) { }

    /// A line that was told before is not told again; of one of thousands of characters the middle
    /// is left out.
    void add(const std::string& line);
    void add(const Problem& problem) { add(describe(problem)); }
    void add(const std::vector<Problem>& problems);
    /// Runs `step` and adds what it throws, whatever that is.
    void attempt(const std::function<void()>& step);

    [[nodiscard]] bool empty() const { return m_lines.empty(); }
    [[nodiscard]] const std::vector<std::string>& lines() const { return m_lines; }

private:
    std::string m_program;
    std::vector<std::string> m_lines;
};

} // namespace contrastlab
