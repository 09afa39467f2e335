// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The views' mathematics, off the window's and the training thread. Requests are of several kinds;
// of each one runs, one comes next, and the newest wins. What comes out is appended to the run's
// logs. Window thread.
#pragma once

#include "base/newest_task.h"
#include "run/run_loader.h"

#include <QElapsedTimer>

#include <array>
#include <atomic>

namespace contrastlab {

class Analyst {
public:
    enum class Kind { frame, diagnostics };
    using Work = std::function<void(const std::stop_token&)>;

    Analyst() = default;
    /// Tells all that is at work to stop, and waits for no more than what is left of that.
    ~Analyst();
    Analyst(const Analyst&) = delete;
    Analyst& operator=(const Analyst&) = delete;

    /// Another run, or one whose data have come. What is at work for the one before stops.
    void begin(std::shared_ptr<Run> run, std::shared_ptr<const PreparedRun> data);
    /// There is nothing to look at any more.
    void end();
    /// Takes up a checkpoint where its turn has come, so that all of it takes about a seventh of
    /// one core; at once where the run rests and nothing newer is to come. True where a newer one
    /// is wanted.
    bool look(const std::shared_ptr<const Checkpoint>& newest, bool atRest);
    /// Nothing is at work, and of this checkpoint everything was looked at.
    [[nodiscard]] bool isDoneWith(const std::shared_ptr<const Checkpoint>& newest) const;

    /// Replaces the work of this kind that waits; what runs goes on.
    void submit(Kind kind, Work work) { task(kind).submit(std::move(work)); }
    [[nodiscard]] bool isIdle(Kind kind) const { return task(kind).idle(); }
    /// What went wrong since the last call, once: the views keep what they show.
    std::optional<std::string> takeFailure();

private:
    static constexpr std::size_t kinds = 2;

    [[nodiscard]] NewestTask& task(Kind kind) { return m_tasks[std::size_t(kind)]; }
    [[nodiscard]] const NewestTask& task(Kind kind) const { return m_tasks[std::size_t(kind)]; }
    void makeFrame(const std::shared_ptr<const Checkpoint>& checkpoint);
    void diagnose(const std::shared_ptr<const ProbeFrame>& frame);
    [[nodiscard]] bool frameIsDue(bool atRest) const;
    [[nodiscard]] bool diagnosticsAreDue(bool atRest) const;

    /// What the analysing threads leave behind.
    struct Pace {
        std::atomic<double> frameSeconds { 0 }, diagnosticsSeconds { 0 }; ///< of the last
    };

    std::shared_ptr<Run> m_run;
    std::shared_ptr<const PreparedRun> m_data;
    std::shared_ptr<Pace> m_pace;
    std::shared_ptr<const Checkpoint> m_framed, m_diagnosed; ///< the last that was taken up
    QElapsedTimer m_sinceFrame, m_sinceDiagnostics, m_sinceBegin;
    // Threads last: they end before what they use goes.
    std::array<NewestTask, kinds> m_tasks { NewestTask(NewestTask::Urgency::background),
        NewestTask(NewestTask::Urgency::background) };
};

} // namespace contrastlab
