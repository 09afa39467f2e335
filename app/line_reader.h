// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lines of standard input as they come, for a loop that cannot wait for them.
#pragma once

#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace contrastlab {

/// One a program. Any one thread takes.
class LineReader {
public:
    LineReader();
    /// Whole lines since the last time, without their ends.
    std::vector<std::string> take();

private:
    void read(const std::stop_token& stop);

    std::mutex m_mutex;
    std::vector<std::string> m_lines;
    std::jthread m_reader;
};

} // namespace contrastlab
