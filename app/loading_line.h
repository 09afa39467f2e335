// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is told on standard error while data load: one line that rewrites itself on a terminal, a
// line every few seconds elsewhere. One thread at a time.
#pragma once

#include "media/listing/load_progress.h"

#include <chrono>
#include <string>

namespace contrastlab {

/// "2 h 5 min", "1 min 14 s", "9 s".
std::string duration(double seconds);

/// "decoding 1200 of 60000, 800 items/s, 1 min 14 s left"
std::string describe(const LoadProgress& progress);

class LoadingLine {
public:
    using Clock = std::chrono::steady_clock;

    LoadingLine(bool terminal, Clock::time_point begin) : m_terminal(terminal), m_shown(begin) { }

    /// What to write now; often nothing.
    [[nodiscard]] std::string at(Clock::time_point now, const LoadProgress& progress);

private:
    bool m_terminal;
    bool m_told = false;
    Clock::time_point m_shown;
};

/// On standard error; on a terminal, the line is gone when the callback and its copies are.
ProgressCallback progressOnStandardError();

} // namespace contrastlab
