// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Trains a branch of the run in front beside it, with one parameter of another value, both step by
// step together (run/pace.h): from the same weights, with the same batches. Whoever pauses, steps
// or slows the run in front does so with both. The branch is a run of the library like any other;
// when the run in front ends or makes way, or the branch itself is wanted in front, it stops where
// it is. Window thread.
#pragma once

#include "run/analyst.h"
#include "run/run_session.h"
#include "run/training_thread.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace contrastlab {

class Lockstep : public QObject {
    Q_OBJECT

public:
    explicit Lockstep(RunSession& session, QObject* parent = nullptr);
    ~Lockstep() override;

    /// The run in front goes on, or is paused, and takes changes.
    [[nodiscard]] bool canBegin() const;
    /// Why this value cannot be compared with, as a problem of the whole spec; nothing where it
    /// can.
    [[nodiscard]] std::optional<Problem> problemWith(const HyperparameterChange& change) const;
    /// Branches at the step that the run in front is at. A branch before that stops.
    void begin(const HyperparameterChange& change);
    /// The branch stops; the run in front goes on alone.
    void end();
    /// A branch trains, or will in a moment.
    [[nodiscard]] bool isOn() const { return m_beginning || m_thread; }
    /// The run of the library that trains; empty: none.
    [[nodiscard]] const std::string& id() const { return m_id; }

signals:
    void began(const std::string& id); ///< the branch is in the library
    void ended();

private:
    void tick();
    void branch(const std::shared_ptr<const Checkpoint>& from);
    void look();
    void retire();

    RunSession& m_session;
    HyperparameterChange m_change;
    std::shared_ptr<Pace> m_beginning; ///< the branch's side, until it is there
    std::shared_ptr<Run> m_parent; ///< that it branches off
    std::shared_ptr<Run> m_run;
    std::string m_id;
    std::int64_t m_looked = 0; ///< the step at which the run in front was looked at last
    QTimer m_timer;
    // Threads last: they end before what they use goes.
    Analyst m_analyst;
    std::vector<std::unique_ptr<TrainingThread>> m_retired;
    std::unique_ptr<TrainingThread> m_thread;
};

} // namespace contrastlab
