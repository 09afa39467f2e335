// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Trains the runs of a sweep that are not in its folder yet, and keeps the folder's tables up to
// date: what the command line and the window do beside showing it. One thread at a time.
#pragma once

#include "store/sweep_folder.h"

#include <chrono>
#include <exception>

namespace contrastlab {

class SweepTraining {
public:
    /// `work` without cells, and `measures` its numbers' names; onResult hears of runs that were
    /// read, too. Without a folder no run is kept. Sweep and folder must outlive it.
    SweepTraining(
        const Sweep& sweep, SweepFolder* folder, SweepWork work, std::vector<std::string> measures);

    /// What is there; once, before the others are trained. Several are read at once.
    void read(const std::stop_token& stop = {});
    /// All others; where it was stopped, once more. Returns soon after a stop is requested, with
    /// the tables written.
    void train(const std::stop_token& stop = {});

    /// In the order in which they ended, without their runs: thousands would not fit.
    [[nodiscard]] const std::vector<SweepResult>& results() const { return m_results; }
    /// Files that were not whole or of other data; their runs are trained again.
    [[nodiscard]] std::size_t broken() const { return m_broken; }
    /// Why the tables could not be written the last time; null where they were.
    [[nodiscard]] std::exception_ptr tableTrouble() const { return m_tableTrouble; }

private:
    void take(const SweepResult& result);
    void writeTables();

    const Sweep& m_sweep;
    SweepFolder* m_folder;
    SweepWork m_work;
    std::vector<std::string> m_measures;
    std::function<void(const SweepResult&)> m_onResult;
    std::vector<SweepResult> m_results;
    std::chrono::steady_clock::time_point m_due {};
    std::size_t m_broken = 0;
    std::exception_ptr m_tableTrouble;
};

} // namespace contrastlab
