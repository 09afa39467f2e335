// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tables are written while runs end, on the thread of the run that ended last.
#include "store/sweep_training.h"

#include <algorithm>

namespace contrastlab {

SweepTraining::SweepTraining(
    const Sweep& sweep, SweepFolder* folder, SweepWork work, std::vector<std::string> measures)
    : m_sweep(sweep)
    , m_folder(folder)
    , m_work(std::move(work))
    , m_measures(std::move(measures))
    , m_onResult(m_work.onResult)
{
    m_work.measures = m_measures.size();
    if (m_folder) m_work.keep = [this](const EndedRun& ended) { m_folder->write(ended); };
}

void SweepTraining::take(const SweepResult& result)
{
    m_onResult(result);
    m_results.push_back(result);
    m_results.back().run = nullptr;
}

void SweepTraining::read(const std::stop_token& stop)
{
    std::mutex oneAtATime;
    ThreadPool jobs(m_folder ? m_sweep.jobs() : 1);
    jobs.run(static_cast<Index>(m_sweep.cells().size()), [&](Index place) {
        if (stop.stop_requested()) return;
        const auto cell = static_cast<std::size_t>(place);
        ThreadPool alone(1);
        const auto ended = m_folder ? m_folder->read(cell) : std::nullopt;
        const auto result = ended ? std::optional(resultOf(alone, m_work, *ended)) : std::nullopt;
        const std::scoped_lock lock(oneAtATime);
        if (result) return take(*result);
        m_broken += m_folder && m_folder->isThere(cell);
    });
}

void SweepTraining::train(const std::stop_token& stop)
{
    std::vector<bool> ended(m_sweep.cells().size());
    for (const SweepResult& result : m_results)
        ended[result.cell] = true;
    m_work.cells.clear();
    for (std::size_t cell = 0; cell < ended.size(); ++cell)
        if (!ended[cell]) m_work.cells.push_back(cell);
    m_work.onResult = [this](const SweepResult& result) {
        take(result);
        if (std::chrono::steady_clock::now() > m_due) writeTables();
    };
    m_work.runner(m_sweep, m_work, stop);
    writeTables();
}

// Once a second, or so often that long tables take a twentieth of the time.
void SweepTraining::writeTables()
{
    using Clock = std::chrono::steady_clock;
    if (!m_folder) return;
    const auto began = Clock::now();
    try {
        m_folder->writeTables(m_results, m_measures);
        m_tableTrouble = nullptr;
    } catch (const std::exception&) {
        m_tableTrouble = std::current_exception();
    }
    const auto ended = Clock::now();
    m_due = ended + std::max<Clock::duration>(std::chrono::seconds(1), 20 * (ended - began));
}

} // namespace contrastlab
