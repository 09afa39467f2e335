// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rank, loss and cosine of every held-out item at the playhead's step. Window thread.
#pragma once

#include "analysis/item_scores.h"
#include "run/frame_analysis.h"

namespace contrastlab {

class LiveScores : public FrameAnalysis {
    Q_OBJECT

public:
    LiveScores(RunMoment& moment, PairChoice& choice, QObject* parent = nullptr);

    /// Null until there is a frame. In the order of the moment's projectionItems.
    [[nodiscard]] std::shared_ptr<const ItemScores> scores() const { return m_scores; }
    /// The pair that they are of.
    [[nodiscard]] TrainedPair pair() const { return m_pair; }

protected:
    [[nodiscard]] Work work(
        std::shared_ptr<const ProbeFrame> frame, std::shared_ptr<const RunSetup> setup) override;
    bool forget() override;

private:
    std::shared_ptr<const ItemScores> m_scores;
    TrainedPair m_pair;
};

} // namespace contrastlab
