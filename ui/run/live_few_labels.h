// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How far a few labels go with the embeddings at the playhead and with what the tower is given,
// in the background while someone looks; and curves of other runs on the same data, which were
// kept to be compared with. Window thread.
#pragma once

#include "analysis/few_labels.h"
#include "run/checkpoint_task.h"

namespace contrastlab {

class LiveFewLabels : public QObject {
    Q_OBJECT

public:
    /// Of a run at a step, or of the inputs.
    struct Curve {
        QString name; ///< of the run's task; empty of the inputs
        std::int64_t step = 0;
        int tower = 0;
        FewLabelCurve accuracies;
    };
    static constexpr std::size_t mostKept = 4;

    explicit LiveFewLabels(RunMoment& moment, QObject* parent = nullptr);

    /// Null until it is worked out.
    [[nodiscard]] std::shared_ptr<const Curve> now() const { return m_now; }
    [[nodiscard]] std::shared_ptr<const Curve> inputs() const { return m_inputs; }
    /// The oldest first, of any tower. A run that another takes the place of leaves its last one.
    [[nodiscard]] const std::vector<std::shared_ptr<const Curve>>& kept() const { return m_kept; }
    /// That of now; one of the same name and tower is replaced.
    void keep();
    void forgetKept();
    /// Why it could not be worked out; empty where it could, or has not been tried.
    [[nodiscard]] const QString& failure() const { return m_failure; }
    [[nodiscard]] bool isUpToDate() const;

    void setTower(int tower);
    [[nodiscard]] int tower() const { return m_tower; }
    /// Works only while someone looks.
    void setActive(bool active);

signals:
    void changed();

private:
    void follow(const MomentChange& change);
    void forget();
    void askInputs();
    void ask();
    [[nodiscard]] CheckpointTask::Work work(const std::shared_ptr<const Checkpoint>& checkpoint);

    RunMoment& m_moment;
    int m_tower = 0;
    bool m_active = false;
    std::shared_ptr<const RunSetup> m_setup; ///< that the curves are of
    std::shared_ptr<const Curve> m_now, m_inputs;
    std::vector<std::shared_ptr<const Curve>> m_kept;
    QString m_failure;
    bool m_inputsAsked = false;
    int m_generation = 0; ///< of data and tower: what was asked of others is of no use

    CheckpointTask m_task; ///< last: they end before what they use goes
    NewestTask m_inputsTask { NewestTask::Urgency::background };
};

} // namespace contrastlab
