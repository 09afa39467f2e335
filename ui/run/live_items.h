// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where all items of the run lie: embedded in the background from the checkpoint at the playhead,
// again once that has moved on and the work has rested six times as long as it took, so that it
// takes about a seventh of one core. Window thread.
#pragma once

#include "analysis/item_embeddings.h"
#include "base/newest_task.h"
#include "run/run_moment.h"

#include <QElapsedTimer>
#include <QTimer>

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
    void ask(const std::shared_ptr<const Checkpoint>& checkpoint);

    RunMoment& m_moment;
    bool m_wanted = false, m_inSight = true;
    std::shared_ptr<const ItemEmbeddings> m_items;
    std::shared_ptr<const Checkpoint> m_asked; ///< the last that was taken up
    std::optional<Progress> m_progress;
    QString m_failure;
    int m_generation = 0; ///< of what was asked: what was asked before is of no use
    double m_seconds = 0; ///< that the last one took
    QElapsedTimer m_sinceMade;
    QTimer m_soon;

    NewestTask m_task { NewestTask::Urgency::background }; ///< last: ends before what it uses goes
};

} // namespace contrastlab
