// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A few items as the decoders of the task tell them at the playhead, made in the background while
// someone looks: pinned and chosen items first, then others of the held out or the trained on.
// Window thread.
#pragma once

#include "analysis/reconstructions.h"
#include "run/checkpoint_task.h"
#include "run/item_focus.h"

namespace contrastlab {

class LiveReconstructions : public QObject {
    Q_OBJECT

public:
    /// How many are made at once; how many are shown, the room decides.
    static constexpr std::size_t made = 16;
    enum class Source { heldOut, training };

    LiveReconstructions(RunMoment& moment, ItemFocus& focus, QObject* parent = nullptr);

    /// Null until there are some, and where the task has no decoders.
    [[nodiscard]] std::shared_ptr<const Reconstructions> reconstructions() const { return m_made; }
    /// Why they could not be made; empty where nothing went wrong.
    [[nodiscard]] const QString& failure() const { return m_failure; }
    /// The run's task tells items again.
    [[nodiscard]] bool isPossible() const { return m_possible; }
    /// They are of the checkpoint at the playhead.
    [[nodiscard]] bool isUpToDate() const;

    void setSource(Source source);
    [[nodiscard]] Source source() const { return m_source; }
    /// Others of the source, `count` further on; from its end to its beginning.
    void turnPage(std::size_t count);
    /// Works only while someone looks.
    void setActive(bool active);

signals:
    void changed();

private:
    void follow(const MomentChange& change);
    void takeData();
    [[nodiscard]] bool isWanted() const;
    void chooseItems();
    void askSoon();
    void ask();
    [[nodiscard]] CheckpointTask::Work work(const std::shared_ptr<const Checkpoint>& checkpoint);

    RunMoment& m_moment;
    ItemFocus& m_focus;
    Source m_source = Source::heldOut;
    bool m_active = false, m_possible = false;
    std::size_t m_first = 0; ///< place in the source
    std::vector<Index> m_items;
    std::shared_ptr<const Reconstructions> m_made;
    QString m_failure;
    QTimer m_soon;
    QElapsedTimer m_sinceAsked;

    CheckpointTask m_task; ///< last: ends before what it uses goes
};

} // namespace contrastlab
