// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a view takes, and all that it takes: a run at a step. Whether the run trains in this window,
// was read from a file, or is another program's, only who fills the moment knows. Window thread.
#pragma once

#include "media/decode/item_media.h"
#include "run/playhead.h"
#include "run/run.h"
#include "run/run_setup.h"

#include <QObject>

#include <memory>
#include <optional>

namespace contrastlab {

/// Entries of a log that have come: places from..to.
struct LogGrowth {
    std::size_t from = 0, to = 0;
    explicit operator bool() const { return to > from; }
};

/// What is new, told in one signal. Where the run or the data are others, all else may be too.
struct MomentChange {
    /// `continued`: from a checkpoint of the run before, on the same data, so that what a view was
    /// turned to stays; its logs may come anew from the first entry on.
    enum class Run { same, continued, other };
    Run run = Run::same;
    bool data = false; ///< setup, media, probes, or what is to be said while there are none
    LogGrowth steps, evaluations, events;
    bool diagnosticsLog = false; ///< entries have come
    bool outcome = false; ///< the run has ended
    bool playhead = false; ///< it was parked, follows again, or begins or ceases to move
    bool frame = false; ///< of the playhead's step
    bool diagnostics = false; ///< of the playhead's step
};

/// What a run learns from, as the views take it.
struct MomentData {
    std::shared_ptr<const RunSetup> setup;
    std::shared_ptr<const ItemMedia> media; ///< null where there is nothing to see
    ProbeSet probes;
};

class RunMoment : public QObject {
    Q_OBJECT

public:
    /// Why there is no setup yet.
    enum class Lack { none, preparing, failed, noData };

    using QObject::QObject;

    [[nodiscard]] std::shared_ptr<const Run> run() const { return m_run; }
    /// Null until the data are there.
    [[nodiscard]] std::shared_ptr<const RunSetup> setup() const { return m_data.setup; }
    [[nodiscard]] std::shared_ptr<const ItemMedia> media() const { return m_data.media; }
    [[nodiscard]] const ProbeSet& probes() const { return m_data.probes; }
    [[nodiscard]] Lack lack() const { return m_data.setup ? Lack::none : m_lack; }

    [[nodiscard]] const Playhead& playhead() const { return m_playhead; }
    /// The last step that the run has done.
    [[nodiscard]] std::int64_t newestStep() const { return m_newestStep; }
    /// The run goes on just now, wherever the playhead is.
    [[nodiscard]] bool isAdvancing() const { return m_advancing; }
    /// The playhead follows a run that goes on just now.
    [[nodiscard]] bool isMoving() const { return m_advancing && m_playhead.following; }

    /// What was recorded at the playhead's step, or nearest before it; null where nothing was.
    [[nodiscard]] std::shared_ptr<const ProbeFrame> frame() const { return m_frame; }
    [[nodiscard]] std::shared_ptr<const TrainingDiagnostics> diagnostics() const
    {
        return m_diagnostics;
    }
    /// Kept by the run, or the newest of all where the playhead is past it.
    [[nodiscard]] std::shared_ptr<const Checkpoint> checkpoint() const;
    [[nodiscard]] std::optional<StepMetrics> step() const;
    /// What the run recorded of this very step; nothing where it has not done it.
    [[nodiscard]] std::optional<StepMetrics> recordOf(std::int64_t step) const;
    [[nodiscard]] std::optional<EvaluationMetrics> evaluation() const;
    /// Every parameter as it stood there, by the recorded events.
    [[nodiscard]] const RunSpec& spec() const { return m_spec; }
    /// The same at the newest step.
    [[nodiscard]] const RunSpec& newestSpec() const { return m_newestSpec; }

    /// The playhead stays at this step, or at the end that is nearer, while the run goes on.
    void park(std::int64_t step);
    /// So many recorded steps on, or back; past the newest it follows again.
    void parkBy(std::int64_t recorded);
    /// It goes with the newest step again.
    void follow();

    /// Another run, on data that setData() may bring later.
    void show(std::shared_ptr<const Run> run, MomentData data = {});
    /// One that goes on from a checkpoint of the run shown, on the same data.
    void showContinued(std::shared_ptr<const Run> run);
    void setData(MomentData data);
    void setLack(Lack lack);
    /// The run goes on just now: its newest step will not stay the newest.
    void setAdvancing(bool advancing);
    /// The state at the playhead's very step, computed again, and what the views show of it; of no
    /// use once the playhead has moved.
    void takeExact(std::shared_ptr<const Checkpoint> checkpoint,
        std::shared_ptr<const ProbeFrame> frame,
        std::shared_ptr<const TrainingDiagnostics> diagnostics);
    /// The newest checkpoint of the run, which the run itself need not keep.
    void setNewest(std::shared_ptr<const Checkpoint> checkpoint);
    /// Looks whether the logs have grown.
    void catchUp();

signals:
    void changed(const contrastlab::MomentChange& what);

private:
    void begin(std::shared_ptr<const Run> run);
    void readLogs(MomentChange& change);
    void readEvents(MomentChange& change);
    void readMoment(MomentChange& change);
    void restoreSpec();
    void movePlayhead(const Playhead& playhead);
    [[nodiscard]] RunSpec beginning() const;
    [[nodiscard]] RunSpec specAt(std::int64_t step) const;

    std::shared_ptr<const Run> m_run;
    MomentData m_data;
    Lack m_lack = Lack::noData;
    Playhead m_playhead;
    std::int64_t m_newestStep = 0;
    bool m_advancing = false;
    bool m_ended = false;
    RunSpec m_spec, m_newestSpec;
    std::size_t m_stepsSeen = 0, m_evaluationsSeen = 0, m_eventsSeen = 0;
    std::shared_ptr<const Checkpoint> m_newest;
    std::shared_ptr<const Checkpoint>
        m_exact; ///< null where the run keeps one, or none was asked for
    std::shared_ptr<const ProbeFrame> m_frame;
    std::shared_ptr<const TrainingDiagnostics> m_diagnostics, m_newestDiagnostics;
};

} // namespace contrastlab
