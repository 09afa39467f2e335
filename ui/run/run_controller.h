// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The open run, seen from the window: owns its training thread, hands commands over, and tells 21
// times a second what is new. Nothing is signalled per step. Window thread; the views' mathematics
// runs on a thread of its own, spaced so that it takes little from training.
#pragma once

#include "analysis/training_diagnostics.h"
#include "base/newest_task.h"
#include "media/load_failure.h"
#include "media/open_data.h"
#include "run/playhead.h"
#include "run/training_thread.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <deque>
#include <memory>
#include <stop_token>
#include <vector>

namespace contrastlab {

class RunController : public QObject {
    Q_OBJECT

public:
    enum class State { idle, preparing, running, paused, ended };

    /// `threads` of the engine; 0: one a processor.
    explicit RunController(int threads = 0, QObject* parent = nullptr);
    ~RunController() override;

    /// Begins a run from its first step; one that goes on is stopped.
    void start(const RunSpec& spec, bool paused = false);
    /// Paused at the newest healthy checkpoint of a run that diverged, with the value of the likely
    /// cause as it was before its last change. False where there is none.
    bool goBackToLastHealthy();
    /// Where goBackToLastHealthy() would go; -1 for nowhere.
    [[nodiscard]] std::int64_t lastHealthyStep() const;
    /// After the last step: goes on for as many steps again.
    void continueFurther();
    /// While data are prepared, and after that failed: back to the run that went on before, at its
    /// last step, or to no run where there was none. At once; what was begun ends by itself.
    void cancelLoading();
    /// cancelLoading() has a run to go back to.
    [[nodiscard]] bool hasRunBefore() const { return m_before != nullptr; }

    void setPaused(bool paused);
    /// While data are prepared: the run will begin with a pause.
    [[nodiscard]] bool beginsPaused() const { return m_beginsPaused; }
    /// Pauses, or goes on; after the last step, goes on for as many again.
    void togglePaused();
    /// So many steps, then pauses.
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
    /// Every parameter as it stands now, by the recorded events.
    [[nodiscard]] const RunSpec& spec() const { return m_spec; }
    /// The same, but temperature and bias where training has brought them.
    [[nodiscard]] ParameterValue currentValue(std::string_view key) const;
    [[nodiscard]] Playhead playhead() const { return m_playhead; }

    /// Null until the data are there.
    [[nodiscard]] std::shared_ptr<const RunSetup> setup() const;
    /// The state that was shown last, or a later one that the run keeps; null before the first.
    [[nodiscard]] std::shared_ptr<const Checkpoint> newestCheckpoint() const;
    [[nodiscard]] std::shared_ptr<const ItemMedia> media() const;
    [[nodiscard]] const ProbeSet& probes() const;
    [[nodiscard]] std::shared_ptr<const ProbeFrame> frame() const { return m_frame; }
    /// One entry a diagnosed checkpoint, as often as training can spare.
    [[nodiscard]] const AppendLog<TrainingDiagnostics>& diagnostics() const
    {
        return *m_diagnostics;
    }
    [[nodiscard]] std::optional<LoadProgress> loadProgress() const;
    /// Why the data of this run could not be opened; null where they were, or are still to come.
    [[nodiscard]] std::shared_ptr<const LoadFailure> loadFailure() const;
    /// What was understood of the run's files; null until the data are there.
    [[nodiscard]] const DatasetReport* dataReport() const;
    /// The loading was cancelled with no run to go back to.
    [[nodiscard]] bool isEmpty() const;

    /// Over the last two seconds; 0 while paused.
    [[nodiscard]] double stepsPerSecond() const;

signals:
    void runChanged(); ///< another run: what was shown is void
    void setupReady();
    void stepsAppended(qsizetype from, qsizetype to);
    void evaluationsAppended(qsizetype from, qsizetype to);
    void eventsAppended(qsizetype from, qsizetype to);
    void diagnosticsAppended(qsizetype from, qsizetype to);
    void frameChanged(const std::shared_ptr<const contrastlab::ProbeFrame>& frame);
    void stateChanged();
    void outcomeChanged();
    void refused(const contrastlab::Problem& problem);
    void analysisFailed(const QString& why); ///< the views keep what they show
    void ticked(); ///< after the others, 21 times a second while a run is live

private:
    struct Prepared {
        std::shared_ptr<const RunSetup> setup;
        OpenedData data;
        ProbeSet probes;
    };
    struct Analysis; ///< what the analysing thread leaves behind
    /// A run that made way for one whose data are not there yet.
    struct Before {
        std::shared_ptr<Run> run;
        std::shared_ptr<const Prepared> ready;
        std::shared_ptr<AppendLog<TrainingDiagnostics>> diagnostics;
        std::shared_ptr<const ProbeFrame> frame;
        bool paused = false;
    };

    void retire();
    void rememberRunBefore();
    /// True where the last step of the run before is known by now.
    bool returnToRunBefore();
    void launch(const TrainingThread::Start& start);
    /// A run that continues from a checkpoint of this one; `change` is what was changed in it.
    void branch(const std::shared_ptr<const Checkpoint>& from, bool paused,
        const std::optional<RunEvent>& change = {});
    void extendTo(std::int64_t steps);
    [[nodiscard]] std::shared_ptr<const Checkpoint> lastHealthy() const;

    void tick();
    void readSetup();
    void readLogs();
    void readEvents();
    void readRefusals();
    void readState(const RunOutcome& outcome);
    void countSpeed();
    void readFrame();
    void readDiagnostics();
    void askForFrame();
    void analyse(const std::shared_ptr<const Checkpoint>& checkpoint, bool diagnosed);
    [[nodiscard]] bool frameIsDue() const;
    [[nodiscard]] bool diagnosticsAreDue() const;
    void setState(State state);

    int m_threads;
    double m_speedLimit = 0;
    State m_state = State::idle;
    bool m_beginsPaused = false;
    RunSpec m_spec;
    Playhead m_playhead;
    RunOutcome m_outcome;
    std::shared_ptr<Run> m_run;
    std::size_t m_stepsSeen = 0, m_evaluationsSeen = 0, m_eventsSeen = 0;

    std::shared_ptr<LatestValue<Prepared>> m_prepared;
    std::shared_ptr<LatestValue<LoadProgress>> m_progress;
    std::shared_ptr<LatestValue<LoadFailure>> m_failure;
    std::shared_ptr<const Prepared> m_ready;
    std::stop_source m_loading;
    std::unique_ptr<Before> m_before;
    bool m_returning = false; ///< to the run before, once its last step is done

    std::shared_ptr<Analysis> m_analysis;
    std::shared_ptr<const Checkpoint> m_analysed, m_diagnosed;
    std::shared_ptr<const ProbeFrame> m_frame;
    std::shared_ptr<AppendLog<TrainingDiagnostics>> m_diagnostics =
        std::make_shared<AppendLog<TrainingDiagnostics>>();
    std::size_t m_diagnosticsSeen = 0;
    QElapsedTimer m_sinceAnalysis, m_sinceDiagnostics, m_sinceLaunch;

    struct SpeedMark {
        qint64 milliseconds;
        std::int64_t step;
    };
    std::deque<SpeedMark> m_speedMarks;
    QElapsedTimer m_clock;
    QTimer m_timer;

    // Threads last: they end before what they use goes.
    NewestTask m_analyser { NewestTask::Urgency::background };
    std::vector<std::unique_ptr<TrainingThread>> m_retired;
    std::unique_ptr<TrainingThread> m_thread;
};

} // namespace contrastlab
