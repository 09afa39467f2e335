// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run on a background thread. The owner posts commands and reads the run and the mailbox.
// requestStop() lets the step at work and its evaluation come to their end; destroying it gives
// them up, as large batches take seconds, and waits for the thread.
//
//   owner                                   training thread
//   commands().post(...)  ----------------> taken between steps
//   run().steps.since(n)  <---------------- appended after each step
//   checkpoints().request(), latest() <---> published when asked, and at each pause
#pragma once

#include "run/run_recorder.h"

#include <atomic>
#include <functional>
#include <memory>
#include <thread>

namespace contrastlab {

class TrainingThread {
public:
    struct Start {
        /// Called on the thread; what it throws becomes the outcome Failed.
        std::function<std::shared_ptr<const RunSetup>()> prepare;
        std::shared_ptr<Run> run;
        std::shared_ptr<const Checkpoint> from; ///< null: from the first step
        Evaluator evaluator;
        int threads = 0; ///< of the engine; 0: one a processor
        bool paused = false;
    };

    explicit TrainingThread(Start start);
    ~TrainingThread();
    TrainingThread(const TrainingThread&) = delete;
    TrainingThread& operator=(const TrainingThread&) = delete;

    [[nodiscard]] CommandQueue& commands() { return m_commands; }
    [[nodiscard]] LatestValue<Checkpoint>& checkpoints() { return m_checkpoints; }
    [[nodiscard]] const Run& run() const { return *m_start.run; }
    [[nodiscard]] std::shared_ptr<Run> sharedRun() const { return m_start.run; }
    /// Null until the data and the model are there.
    [[nodiscard]] std::shared_ptr<const RunSetup> setup() const { return m_setup.latest(); }
    [[nodiscard]] bool paused() const { return m_paused.load(std::memory_order_relaxed); }
    /// Of a step that takes long, how much is done, in [0, 1); 0 between steps.
    [[nodiscard]] double stepShare() const { return m_stepShare.load(std::memory_order_relaxed); }
    /// Changes that were refused since the last call.
    [[nodiscard]] std::vector<Problem> takeRefusals();
    void requestStop() { m_thread.request_stop(); }

private:
    class Observer;
    void work(std::stop_token stop);

    Start m_start;
    CommandQueue m_commands;
    LatestValue<Checkpoint> m_checkpoints;
    LatestValue<RunSetup> m_setup;
    std::atomic<bool> m_paused { false };
    std::atomic<double> m_stepShare { 0 };
    std::mutex m_refusalMutex;
    std::vector<Problem> m_refusals;
    std::stop_source m_abandon; ///< the step at work, and its evaluation
    std::jthread m_thread; ///< last: destroyed first, so that it has ended before the rest goes
};

} // namespace contrastlab
