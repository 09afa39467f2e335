// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One run, several loops: before each step process 0 says whether all go on, stop, wait or change a
// parameter, so that the loops stay one. Parts of one loop's thread; lines are read by another.
#pragma once

#include "line_reader.h"
#include "team.h"

#include <optional>

namespace contrastlab {

class TeamSteering final : public Steering, private RunObserver {
public:
    TeamSteering(Exchange& exchange, RunObserver& observer, const StopOnInterrupt& interrupt,
        bool readsCommands);

    RunObserver& observer() override { return *this; }
    CommandQueue* commands() override { return &m_commands; }
    std::stop_token stop() override { return m_stop.get_token(); }

private:
    void onStart(const Trainer& trainer) override;
    void onStep(const StepMetrics& metrics, Trainer& trainer) override;
    void onEvent(const RunEvent& event, const Trainer& trainer) override;
    void onRefused(const Problem& problem) override;
    void onPauseChanged(bool paused, const Trainer& trainer) override;
    [[nodiscard]] std::optional<RunEvent> wantsEnd(const Trainer& trainer) const override;
    void onFinish(const RunOutcome& outcome, Trainer& trainer) override;

    void agree();
    std::string takeLines();
    void post(const std::string& changes);

    Exchange& m_exchange;
    RunObserver& m_inner;
    std::stop_token m_asked; ///< of process 0
    std::optional<LineReader> m_lines;
    bool m_paused = false;
    CommandQueue m_commands;
    std::stop_source m_stop;
};

} // namespace contrastlab
