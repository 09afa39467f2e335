// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where all items of the run lie: embedded in the background from the checkpoint at the playhead,
// as CheckpointTask has it. Window thread.
#pragma once

#include "analysis/item_embeddings.h"
#include "run/checkpoint_task.h"

namespace contrastlab {

class LiveItems : public QObject {
    Q_OBJECT

public:
    explicit LiveItems(RunMoment& moment, QObject* parent = nullptr);

    /// While they are not wanted, nothing is held and nothing computed.
    void setWanted(bool wanted);
    /// What there is stays, but is not made anew, while nobody looks.
    void setInSight(bool inSight);

    /// Null until the first are made.
    [[nodiscard]] std::shared_ptr<const ItemEmbeddings> items() const { return m_items; }
    /// How far the work at hand is; none where none is.
    struct Progress {
        Index done = 0, all = 0;
    };
    [[nodiscard]] std::optional<Progress> progress() const { return m_progress; }
    /// Why there are none; empty where nothing went wrong.
    [[nodiscard]] QString failure() const { return m_failure; }

signals:
    void changed(); ///< other items, or none
    void progressed();

private:
    void follow(const MomentChange& change);
    void forget();
    void askSoon();
    [[nodiscard]] CheckpointTask::Work work(const std::shared_ptr<const Checkpoint>& checkpoint);

    RunMoment& m_moment;
    bool m_wanted = false, m_inSight = true;
    std::shared_ptr<const ItemEmbeddings> m_items;
    std::optional<Progress> m_progress;
    QString m_failure;
    CheckpointTask m_task; ///< last: ends before what it uses goes
};

} // namespace contrastlab
