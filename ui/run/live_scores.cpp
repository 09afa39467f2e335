// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/live_scores.h"

#include "analysis/evaluation.h"

#include <utility>

namespace contrastlab {

namespace {

constexpr int readableTableMs = 500; ///< rows that move faster cannot be read

} // namespace

LiveScores::LiveScores(RunMoment& moment, PairChoice& choice, QObject* parent)
    : FrameAnalysis(moment, choice, readableTableMs, parent)
{
}

bool LiveScores::forget()
{
    return std::exchange(m_scores, nullptr) != nullptr;
}

FrameAnalysis::Work LiveScores::work(
    std::shared_ptr<const ProbeFrame> frame, std::shared_ptr<const RunSetup> setup)
{
    const auto& items = moment().probes().projectionItems;
    const TrainedPair pair = choice().pair();
    std::vector<int> labels = labelsOf(setup->dataset(), items);
    return [this, frame = std::move(frame), pair, partners = setup->partners(pair, items),
               labels = std::move(labels)]() -> Keep {
        auto scores =
            std::make_shared<const ItemScores>(scoreItems(*frame, partners, pair, labels));
        return [this, scores = std::move(scores), pair] {
            m_scores = scores;
            m_pair = pair;
        };
    };
}

} // namespace contrastlab
