// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the model guesses at the playhead's step: for a few held-out items, and how often it is
// right over all of them. Computed in the background from each frame, at most a few times a second,
// so that names can be read. Window thread.
#pragma once

#include "analysis/guesses.h"
#include "run/frame_analysis.h"
#include "run/item_focus.h"

namespace contrastlab {

class LiveGuesses : public FrameAnalysis {
    Q_OBJECT

public:
    LiveGuesses(RunMoment& moment, ItemFocus& focus, PairChoice& choice, QObject* parent = nullptr);

    /// How many items are asked for: the pinned one first, then always the same ones, spread over
    /// the held-out items.
    static constexpr std::size_t shown = 6;

    /// Null until there is a frame. Its places are those of the moment's probes.
    [[nodiscard]] std::shared_ptr<const GuessBoard> board() const { return m_board; }

protected:
    [[nodiscard]] Work work(
        std::shared_ptr<const ProbeFrame> frame, std::shared_ptr<const RunSetup> setup) override;
    bool forget() override;

private:
    [[nodiscard]] std::vector<Index> places() const;

    ItemFocus& m_focus;
    std::shared_ptr<const GuessBoard> m_board;
};

} // namespace contrastlab
