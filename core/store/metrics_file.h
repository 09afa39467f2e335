// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of writeMetricsTable() while it grows: a run that is killed leaves its rows. One thread
// at a time.
#pragma once

#include "base/problem.h"
#include "run/metrics.h"

#include <chrono>
#include <optional>
#include <string>

namespace contrastlab {

class MetricsFile {
public:
    /// Replaces what is at `path` by the header. Throws InputError.
    explicit MetricsFile(const std::string& path, std::size_t mostWaiting = std::size_t(64) << 20);
    ~MetricsFile();
    MetricsFile(const MetricsFile&) = delete;
    MetricsFile& operator=(const MetricsFile&) = delete;

    /// A row, written within a second or so together with others, whole rows at a time. `judged` is
    /// null where there was no evaluation after the step. What cannot be written is tried again;
    /// throws InputError where more than `mostWaiting` bytes wait.
    void add(const StepMetrics& step, const EvaluationMetrics* judged);
    /// Why rows wait.
    [[nodiscard]] std::optional<std::string> trouble() const;
    /// Writes the rest. A file that was removed meanwhile is made again. Throws InputError.
    void finish();

private:
    bool flush();
    [[nodiscard]] InputError failure(const char* sentence, int reason) const;
    [[nodiscard]] bool isInPlace() const;
    void makeAgain() const;
    [[noreturn]] void fail(const char* sentence) const;

    std::string m_path;
    std::size_t m_mostWaiting; ///< bytes
    int m_reason = 0; ///< errno of the last attempt to write
    int m_descriptor = -1;
    bool m_direct = false; ///< a pipe or device
    std::string m_pending;
    std::chrono::steady_clock::time_point m_flushed = std::chrono::steady_clock::now();
};

} // namespace contrastlab
