// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What train --sweep says: a line of progress on a terminal, and a table or JSON on standard
// output. One thread at a time.
#pragma once

#include "run/sweep_table.h"

#include <chrono>
#include <span>
#include <string>
#include <vector>

namespace contrastlab {

/// A row a setting: means over the seeds, with deviations where there are several.
void printSweepTable(const Sweep& sweep, std::span<const SweepResult> results,
    const std::vector<std::string>& measures);
/// The same and each run's numbers, as one line of JSON.
void printSweepJson(const Sweep& sweep, std::span<const SweepResult> results,
    const std::vector<std::string>& measures);

/// On standard error; silent where that is no terminal.
class SweepProgressLine {
public:
    /// Of `total` runs, `before` have ended already.
    SweepProgressLine(std::size_t total, std::size_t before);
    ~SweepProgressLine();
    SweepProgressLine(const SweepProgressLine&) = delete;
    SweepProgressLine& operator=(const SweepProgressLine&) = delete;

    void count(const SweepResult& result);
    /// A line of its own, whether on a terminal or not.
    void tell(const std::string& text) const;

private:
    using Clock = std::chrono::steady_clock;
    void show() const;

    bool m_terminal;
    std::size_t m_total, m_before, m_ended = 0, m_diverged = 0;
    Clock::time_point m_began = Clock::now(), m_shown = m_began;
};

} // namespace contrastlab
