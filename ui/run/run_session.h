// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The run in front, as its controls take it: transport, changes, speed, outcome, branches. It
// trains in this window, or was read from a file and goes on when somebody asks for it. Owns the
// training thread and keeps a RunMoment up to date, 21 times a second; nothing is signalled per
// step. Window thread.
#pragma once

#include "base/newest_task.h"
#include "run/analyst.h"
#include "run/foreign_analyst.h"
#include "run/moment_seeker.h"
#include "run/run_library.h"
#include "run/run_loader.h"
#include "run/run_moment.h"
#include "run/suspects.h"
#include "run/training_thread.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <deque>
#include <memory>
#include <vector>

namespace contrastlab {

class RunSession : public QObject {
    Q_OBJECT

public:
    enum class State { idle, preparing, running, paused, ended };

    /// `threads` of the engine; 0: one a processor.
    explicit RunSession(int threads = 0, QObject* parent = nullptr);
    ~RunSession() override;

    /// What the views take of it.
    [[nodiscard]] RunMoment& moment() { return m_moment; }
    [[nodiscard]] const RunMoment& moment() const { return m_moment; }
    /// What computes it where it is not kept.
    [[nodiscard]] const MomentSeeker& seeker() const { return m_seeker; }

    /// The run in front and those that it took the place of.
    [[nodiscard]] RunLibrary& library() { return m_library; }
    [[nodiscard]] const RunLibrary& library() const { return m_library; }
    /// Another run of the library: one that was trained here stands paused at its last checkpoint,
    /// one of a file as it was recorded. False while it has not come to its end yet.
    bool bringForward(const std::string& id);
    /// A run that was read from the file `path`; its data are opened where they are now, `dataset`,
    /// or, where that is empty, where the run had them.
    void open(const StoredRun& stored, const QString& path, const std::string& dataset = {});
    /// A recorded run in front may have grown, in its file as it is now; `goesOn`: another program
    /// trains it just now.
    void lookAgain(std::shared_ptr<RunFile> file, bool goesOn);
    /// The data of the run in front; null until they are there.
    [[nodiscard]] std::shared_ptr<const PreparedRun> prepared() const { return m_loader.ready(); }
    /// Threads of the engine; 0: one a processor.
    [[nodiscard]] int threads() const { return m_threads; }
    /// The run in front, which goes on or is paused, leads another step by step from now on.
    void keepPace(const std::shared_ptr<Pace>& side);
    /// The run in front was read from a file, and nothing has been added to it.
    [[nodiscard]] bool isRecorded() const { return m_state != State::idle && !m_thread; }
    /// Another program trained and recorded it: there are no weights to go on from.
    [[nodiscard]] bool isOfAnotherProgram() const;
    /// A recorded run in front that broke off is trained on from this state of it, as the same run.
    void goOnFrom(const std::shared_ptr<const Checkpoint>& state);
    /// It has ended or broke off, and can be trained further.
    [[nodiscard]] bool canGoOn() const;

    /// Begins a run from its first step; one that goes on is stopped and kept in the library.
    void start(const RunSpec& spec, bool paused = false);
    /// A new run that goes on from this one's newest healthy checkpoint at or before a step; paused
    /// where it is paused or has ended. False where there is none.
    bool goBackTo(std::int64_t step);
    /// A new run from the very moment of the playhead, as soon as its state is computed.
    void branchHere();
    /// The same from after a step, which the views then follow.
    void branchFrom(std::int64_t step);
    /// To the lowest held-out loss; false where the run stands there, or knows of none.
    bool goBackToBest();
    /// Changes that a run that diverged is blamed on, the likeliest first.
    [[nodiscard]] std::vector<Suspect> suspects() const;
    /// The step that a run that diverged should go back to: before the likeliest change, or its
    /// last healthy one; -1 for nowhere.
    [[nodiscard]] std::int64_t lastHealthyStep() const;
    /// After the last step: goes on for as many steps again.
    void continueFurther();
    /// While data are prepared, and after that failed: back to the run that went on before, at its
    /// last step, or to no run where there was none. At once; what was begun ends by itself.
    void cancelLoading();
    /// cancelLoading() has a run to go back to.
    [[nodiscard]] bool hasRunBefore() const { return m_loader.before() != nullptr; }

    void setPaused(bool paused);
    /// While data are prepared: the run will begin with a pause.
    [[nodiscard]] bool beginsPaused() const { return m_beginsPaused; }
    /// It stands still until someone lets it go on; a run that takes its place should, too.
    [[nodiscard]] bool isPaused() const
    {
        return m_state == State::paused || (m_state == State::preparing && m_beginsPaused);
    }
    /// Pauses, or goes on; after the last step, goes on for as many again.
    void togglePaused();
    /// So many steps, then pauses; a run that stands still at its end goes on.
    void advance(std::int64_t steps);
    /// At most so many steps a second; 0: as fast as it goes. Kept for later runs.
    void setSpeedLimit(double stepsPerSecond);
    [[nodiscard]] double speedLimit() const { return m_speedLimit; }
    /// A live parameter, from the next step on. More steps open a completed run again.
    void request(const HyperparameterChange& change);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isLive() const;
    /// Takes changes of this live parameter; after the last step that is "steps" alone.
    [[nodiscard]] bool accepts(std::string_view key) const;
    [[nodiscard]] std::shared_ptr<const Run> run() const { return m_run; }
    [[nodiscard]] const RunOutcome& outcome() const { return m_outcome; }
    /// Null until the data are there.
    [[nodiscard]] std::shared_ptr<const RunSetup> setup() const { return m_moment.setup(); }
    /// Every parameter as it stands now, by the recorded events.
    [[nodiscard]] const RunSpec& spec() const { return m_moment.newestSpec(); }
    /// The same, but temperature and bias where training has brought them.
    [[nodiscard]] ParameterValue currentValue(std::string_view key) const;
    /// The state that was shown last, or a later one that the run keeps; null before the first.
    [[nodiscard]] std::shared_ptr<const Checkpoint> newestCheckpoint() const;

    [[nodiscard]] std::optional<LoadProgress> loadProgress() const { return m_loader.progress(); }
    /// Why the data of this run could not be opened; null where they were, or are still to come.
    [[nodiscard]] std::shared_ptr<const LoadFailure> loadFailure() const;
    /// What was understood of the run's files; null until the data are there.
    [[nodiscard]] const DatasetReport* dataReport() const;
    /// Files of the data that turned out damaged while training went on.
    [[nodiscard]] std::size_t lateProblems() const;
    /// The loading was cancelled with no run to go back to.
    [[nodiscard]] bool isEmpty() const;

    /// Of a step that takes over a second, how much is done, in [0, 1); 0 between steps.
    [[nodiscard]] double stepShare() const { return m_thread ? m_thread->stepShare() : 0; }
    /// Over the last two seconds; 0 while paused.
    [[nodiscard]] double stepsPerSecond() const;

signals:
    void stateChanged();
    void outcomeChanged();
    void refused(const contrastlab::Problem& problem);
    void analysisFailed(const QString& why); ///< the views keep what they show
    /// A run that still trains is wanted in front: who trains it may end that.
    void waitsFor(const std::string& id);
    void ticked(); ///< after the others, 21 times a second while a run is live

private:
    enum class Begins { anew, continued };

    /// Whose a run that goes on from a checkpoint is: the same, or a branch of it.
    enum class Identity { same, other };

    void retire();
    void leave();
    void forgetIfEmpty(const std::string& id);
    void present(const LibraryRun& run);
    [[nodiscard]] RunOutcome outcomeAsRecorded() const;
    void goOn(bool paused);
    void parkWhereLeft();
    void lookAtRecorded();
    void analyseForeign();
    void rememberRunBefore();
    /// True where the last step of the run before is known by now.
    bool returnToRunBefore();
    void launch(const TrainingThread::Start& start, Begins begins);
    /// A run that continues from a checkpoint of this one; `change` is what was changed in it.
    void branch(const std::shared_ptr<const Checkpoint>& from, bool paused, Identity identity,
        const std::optional<RunEvent>& change = {});
    void extendTo(std::int64_t steps);
    [[nodiscard]] std::shared_ptr<const Checkpoint> lastHealthy() const;

    void tick();
    void readData();
    void readRefusals();
    void readState(const RunOutcome& outcome);
    void setState(State state);
    void countSpeed();
    void lookAtNewest();

    int m_threads;
    double m_speedLimit = 0;
    State m_state = State::idle;
    bool m_beginsPaused = false;
    bool m_returning = false; ///< to the run before, once its last step is done
    std::int64_t m_parkAt = -1; ///< once the run has come so far
    bool m_branchesHere = false; ///< once the state at the playhead is computed
    std::int64_t m_branchFrom = -1; ///< what branchFrom() was asked for
    RunLibrary m_library;
    RunOutcome m_outcome;
    std::shared_ptr<Run> m_run;
    RunMoment m_moment;
    RunLoader m_loader;

    struct SpeedMark {
        qint64 milliseconds;
        std::int64_t step;
    };
    std::deque<SpeedMark> m_speedMarks;
    QElapsedTimer m_clock;
    QTimer m_timer;

    // Threads last: they end before what they use goes.
    NewestTask m_opener; ///< of the data of recorded runs
    MomentSeeker m_seeker { m_moment };
    ForeignAnalyst m_foreignAnalyst { m_moment };
    Analyst m_analyst;
    std::vector<std::unique_ptr<TrainingThread>> m_retired;
    std::unique_ptr<TrainingThread> m_thread;
};

} // namespace contrastlab
