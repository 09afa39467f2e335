// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "media/listing/load_progress.h"

namespace contrastlab {

void ProgressMeter::start(LoadPhase phase, Index total)
{
    check();
    m_phase = phase;
    m_total = total;
    m_done = 0;
    m_started = Clock::now();
    tell(0);
}

void ProgressMeter::advance()
{
    check();
    const Index done = ++m_done;
    if (!m_callback) return;
    const std::unique_lock lock(m_mutex, std::try_to_lock);
    if (!lock) return;
    if (Clock::now() - m_told < std::chrono::milliseconds(50) && done != m_total) return;
    tell(done);
}

void ProgressMeter::tell(Index done)
{
    if (!m_callback) return;
    m_told = Clock::now();
    const double seconds = std::chrono::duration<double>(m_told - m_started).count();
    m_callback({ m_phase, done, m_total, seconds > 0 ? static_cast<double>(done) / seconds : 0 });
}

} // namespace contrastlab
