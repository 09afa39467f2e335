// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the model guesses at the playhead's step: for a few held-out items, and how often it is
// right over all of them. Computed in the background from each frame, at most a few times a second,
// so that names can be read. Window thread.
#pragma once

#include "analysis/guesses.h"
#include "base/newest_task.h"
#include "run/item_focus.h"
#include "run/pair_choice.h"

#include <QElapsedTimer>
#include <QTimer>

namespace contrastlab {

class LiveGuesses : public QObject {
    Q_OBJECT

public:
    LiveGuesses(RunMoment& moment, ItemFocus& focus, PairChoice& choice, QObject* parent = nullptr);

    /// How many items are asked for: the pinned one first, then always the same ones, spread over
    /// the held-out items.
    static constexpr std::size_t shown = 6;

    /// Null until there is a frame. Its places are those of the moment's probes.
    [[nodiscard]] std::shared_ptr<const GuessBoard> board() const { return m_board; }

signals:
    void changed();

private:
    void follow(const MomentChange& change);
    void forget();
    void askSoon();
    void ask();
    void keep(const std::shared_ptr<const GuessBoard>& board);
    [[nodiscard]] std::vector<Index> places() const;

    RunMoment& m_moment;
    ItemFocus& m_focus;
    PairChoice& m_choice;
    std::shared_ptr<const GuessBoard> m_board;
    int m_generation = 0; ///< of the data: what was asked of others is of no use
    QElapsedTimer m_sinceAsked;
    QTimer m_soon;

    NewestTask m_task { NewestTask::Urgency::background }; ///< last: ends before what it uses goes
};

} // namespace contrastlab
