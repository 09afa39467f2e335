// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A read() cannot be ended from outside, so it is only begun where there is something.
#include "line_reader.h"

#include <array>
#include <poll.h>
#include <unistd.h>
#include <utility>

namespace contrastlab {

LineReader::LineReader() : m_reader([this](const std::stop_token& stop) { read(stop); }) { }

std::vector<std::string> LineReader::take()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_lines, {});
}

void LineReader::read(const std::stop_token& stop)
{
    constexpr int milliseconds = 50; // how long its own end may take
    std::string line;
    while (!stop.stop_requested()) {
        pollfd input { STDIN_FILENO, POLLIN, 0 };
        if (::poll(&input, 1, milliseconds) <= 0) continue;
        std::array<char, 512> bytes {};
        const ssize_t count = ::read(STDIN_FILENO, bytes.data(), bytes.size());
        if (count <= 0) return;
        for (const char byte : std::string(bytes.data(), static_cast<std::size_t>(count))) {
            if (byte != '\n') {
                line += byte;
                continue;
            }
            const std::scoped_lock lock(m_mutex);
            m_lines.push_back(std::exchange(line, {}));
        }
    }
}

} // namespace contrastlab
