// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which held-out pairs the loss pushes apart though they belong together, at the playhead's step.
// Window thread.
#pragma once

#include "analysis/false_negatives.h"
#include "run/frame_analysis.h"

namespace contrastlab {

class LiveFalseNegatives : public FrameAnalysis {
    Q_OBJECT

public:
    static constexpr std::size_t mostShown = 200;

    LiveFalseNegatives(RunMoment& moment, PairChoice& choice, QObject* parent = nullptr);

    /// Null until there is a frame. Places are those of the moment's projectionItems.
    [[nodiscard]] std::shared_ptr<const FalseNegatives> found() const { return m_found; }
    /// The pair that they are of.
    [[nodiscard]] TrainedPair pair() const { return m_pair; }

protected:
    [[nodiscard]] Work work(
        std::shared_ptr<const ProbeFrame> frame, std::shared_ptr<const RunSetup> setup) override;
    bool forget() override;

private:
    /// Of the data and the pair, not of the model: looked for once.
    struct Near {
        TrainedPair pair;
        NearContents contents;
    };

    std::shared_ptr<const FalseNegatives> m_found;
    std::shared_ptr<const Near> m_near;
    TrainedPair m_pair;
};

} // namespace contrastlab
