// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Computes in the background the very state at the playhead and what the views show of it, unless
// the run keeps both; until then they show the nearest record before. Where the playhead follows a
// run that trains here there is nothing to do: its frames come by themselves. While nobody waits
// for a state of a recorded run, those around the playhead are computed at what the processors have
// left, so that the next place is near one. Window thread, but for the work.
#pragma once

#include "base/newest_task.h"
#include "run/run_loader.h"
#include "run/run_moment.h"
#include "run/state_cache.h"

#include <QObject>

#include <optional>
#include <set>

namespace contrastlab {

class MomentSeeker : public QObject {
    Q_OBJECT

public:
    explicit MomentSeeker(RunMoment& moment, QObject* parent = nullptr);
    ~MomentSeeker() override;

    /// The data of the run in the moment; null: there is nothing to compute with. `recorded`: it
    /// was read from a file, whose newest step may have no frame either.
    void begin(std::shared_ptr<const PreparedRun> data, bool recorded);
    /// The state at the playhead is on its way.
    [[nodiscard]] bool isAtWork() const { return m_asked.step >= 0; }
    /// Nor are any computed that may be wanted next.
    [[nodiscard]] bool isAtRest() const { return !isAtWork() && !m_onTheWay; }
    /// How many steps have to be done again to show the state after so many.
    [[nodiscard]] std::int64_t stepsAgainTo(std::int64_t step) const;

signals:
    /// It has come, or cannot be had: the nearest before it is all there is.
    void settled();

private:
    /// What is being computed.
    struct Wanted {
        std::shared_ptr<const Run> run;
        std::int64_t step = -1; ///< -1: nothing
        friend bool operator==(const Wanted&, const Wanted&) = default;
    };

    struct Sought {
        StateCache passed; ///< on the way, as far as there is room
        std::shared_ptr<const Checkpoint> state; ///< null where it cannot be had
        std::shared_ptr<const ProbeFrame> frame;
        std::shared_ptr<const TrainingDiagnostics> diagnostics;
        double stepSeconds = 0; ///< of the way, where states were put along it
    };

    /// From a state that is there to a step after it.
    struct Way {
        std::int64_t from = 0, to = 0;
        friend auto operator<=>(const Way&, const Way&) = default;
    };

    void look();
    void shorten();
    [[nodiscard]] StepFocus focus() const;
    [[nodiscard]] std::int64_t spacing(double stepSeconds) const;
    [[nodiscard]] std::optional<Way> longWay() const;
    void goOn(const Way& way);
    void arrive(const std::shared_ptr<const Run>& run, const Sought& sought,
        const std::optional<Way>& gone);
    [[nodiscard]] Wanted wanted() const;
    void seek(const Wanted& wanted);
    /// On another thread.
    static void sight(Sought& sought, const Wanted& wanted, const PreparedRun& data,
        const std::shared_ptr<const Checkpoint>& near, ThreadPool& pool,
        const std::stop_token& stop);
    void take(const Wanted& wanted, const Sought& sought);
    void collect();
    void keep(
        const std::shared_ptr<const Run>& run, const std::shared_ptr<const Checkpoint>& state);

    RunMoment& m_moment;
    std::shared_ptr<const PreparedRun> m_data;
    bool m_recorded = false;
    Wanted m_asked;
    Wanted m_missed; ///< that cannot be had
    StateCache m_states; ///< that were computed or came by, of m_statesOf
    std::shared_ptr<const Run> m_statesOf;
    std::optional<Way> m_onTheWay;
    std::set<Way> m_gone; ///< around a step of a run: what lies between is as near as it gets
    std::shared_ptr<const Run> m_goneOf;
    std::int64_t m_goneAround = 0;
    double m_stepSeconds = 0.01; ///< as last measured
    NewestTask m_task, m_between { NewestTask::Urgency::background }; ///< last: end before the rest
};

} // namespace contrastlab
