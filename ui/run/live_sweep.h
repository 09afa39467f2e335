// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One sweep of the window: judged, read as far as its folder has it, and trained in the background,
// with what the run in front leaves of the processors. What has ended is handed out at most 21
// times a second. Window thread, but for the work.
#pragma once

#include "base/newest_task.h"
#include "run/run_loader.h"
#include "run/sweep.h"
#include "run/swept_run.h"
#include "store/sweep_folder.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace contrastlab {

class LiveSweep : public QObject {
    Q_OBJECT

public:
    enum class State {
        none, ///< no sweep was asked for
        preparing, ///< data are opened, all runs judged, what is there is read
        training,
        paused, ///< its runs stand still between two steps
        stopping, ///< the steps at work come to their end
        stopped, ///< runs are missing, and none is trained
        complete,
        refused, ///< there are problems(), and no runs
    };

    explicit LiveSweep(QObject* parent = nullptr);
    ~LiveSweep() override;

    /// A new sweep, whose runs go into this folder, which is made. Data that are open, as those of
    /// the run in front, are taken where they serve; null: none are.
    void start(
        const SweepSpec& spec, const QString& folder, std::shared_ptr<const PreparedRun> open);
    /// The sweep of a folder, or of a sweep.json: what it has is shown, and goOn() trains the rest,
    /// or at once.
    void open(const QString& path, std::shared_ptr<const PreparedRun> open, bool goesOn = false);
    /// After stop() or open(), where runs are missing.
    void goOn();
    void setPaused(bool paused);
    /// What is at work is given up; what has ended stays in the folder.
    void stop();
    /// No sweep is looked at any more.
    void close();

    /// Those in this folder, in the background: was one of them broken off?
    void lookForUnfinished(const QString& folder);
    /// What was found; nothing once it was opened or left.
    [[nodiscard]] const std::optional<UnfinishedSweep>& unfinished() const { return m_unfinished; }
    /// Nobody is asked about it again.
    void leaveUnfinished();

    [[nodiscard]] State state() const { return m_state; }
    /// It can be stopped.
    [[nodiscard]] bool isBusy() const
    {
        return m_state == State::preparing || m_state == State::training
            || m_state == State::paused;
    }
    /// As it was asked for; nothing before. With a folder that cannot be read, empty.
    [[nodiscard]] const SweepSpec& spec() const { return m_spec; }
    [[nodiscard]] const QString& folder() const { return m_folder; }
    /// Why it cannot be trained, in the reader's language, one a line.
    [[nodiscard]] QString problems() const;
    /// What a person should know though all goes on: files that were broken, runs that could not be
    /// kept, a parameter that changes nothing.
    [[nodiscard]] QString notes() const;

    /// Of all settings and seeds; 0 while that is not known.
    [[nodiscard]] std::size_t runs() const { return m_sweep ? m_sweep->cells().size() : 0; }
    [[nodiscard]] std::size_t ended() const { return m_ended; }
    /// Of them, those that diverged or failed.
    [[nodiscard]] std::size_t diverged() const { return m_diverged; }
    /// Until all have ended, by the pace so far; nothing before that is known.
    [[nodiscard]] std::optional<double> secondsLeft() const;

    /// Null before it is known.
    [[nodiscard]] const Sweep* sweep() const { return m_sweep.get(); }
    /// Of a cell; null while it has not ended.
    [[nodiscard]] const SweptRun* run(std::size_t cell) const;
    using Place = std::array<std::size_t, 2>;
    /// Those that have ended at a place of the axes, by their seeds.
    [[nodiscard]] std::vector<const SweptRun*> runsAt(const Place& place) const;

signals:
    void stateChanged();
    /// Those of these cells; none: all are others.
    void runsEnded(const std::vector<std::size_t>& cells);
    void unfinishedChanged();

private:
    struct Work; ///< what both threads know

    void begin(const QString& path, std::optional<SweepSpec> spec, bool trains);
    void submit(bool trains);
    void take();
    void takeSweep(std::shared_ptr<const Sweep> sweep);
    void setState(State state);
    void forget();

    State m_state = State::none;
    SweepSpec m_spec;
    QString m_folder;
    std::shared_ptr<const PreparedRun> m_open;
    std::shared_ptr<Work> m_work;
    std::shared_ptr<const Sweep> m_sweep;
    std::vector<std::optional<SweptRun>> m_runs; ///< by cell
    std::map<Place, std::vector<std::size_t>> m_cells; ///< of a place, by seed
    std::size_t m_ended = 0, m_diverged = 0;
    bool m_trains = false; ///< what is at work, once it has read what is there
    double m_seconds = 0; ///< of training, without pauses
    QElapsedTimer m_clock; ///< since the last look
    QTimer m_timer;
    std::optional<UnfinishedSweep> m_unfinished;
    NewestTask m_looker { NewestTask::Urgency::background };
    NewestTask m_task; ///< last: ends before what it uses goes
};

} // namespace contrastlab
