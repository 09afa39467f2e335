// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the playhead is parked, computes in the background the very state there and what the views
// show of it, unless the run keeps both; until then they show the nearest record before. Window
// thread, but for the work.
#pragma once

#include "base/newest_task.h"
#include "run/run_moment.h"

#include <QObject>

namespace contrastlab {

class MomentSeeker : public QObject {
    Q_OBJECT

public:
    explicit MomentSeeker(RunMoment& moment, QObject* parent = nullptr);
    ~MomentSeeker() override;

    /// The state at the playhead is on its way.
    [[nodiscard]] bool isAtWork() const { return m_asked.step >= 0; }

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

    void look();
    [[nodiscard]] Wanted wanted() const;
    void seek(const Wanted& wanted);

    RunMoment& m_moment;
    Wanted m_asked;
    Wanted m_missed; ///< that cannot be had
    std::shared_ptr<const Checkpoint> m_last; ///< what was computed last, of m_lastRun
    std::shared_ptr<const Run> m_lastRun;
    NewestTask m_task; ///< last: ends before what it uses goes
};

} // namespace contrastlab
