// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/live_false_negatives.h"

#include "analysis/evaluation.h"

#include <utility>

namespace contrastlab {

namespace {

constexpr int readablePairsMs = 1000; ///< rows that move faster cannot be read

} // namespace

LiveFalseNegatives::LiveFalseNegatives(RunMoment& moment, PairChoice& choice, QObject* parent)
    : FrameAnalysis(moment, choice, readablePairsMs, parent)
{
}

bool LiveFalseNegatives::forget()
{
    m_near = nullptr;
    return std::exchange(m_found, nullptr) != nullptr;
}

FrameAnalysis::Work LiveFalseNegatives::work(
    std::shared_ptr<const ProbeFrame> frame, std::shared_ptr<const RunSetup> setup)
{
    const auto& items = moment().probes().projectionItems;
    const TrainedPair pair = choice().pair();
    std::vector<int> labels = labelsOf(setup->dataset(), items);
    return
        [this, frame = std::move(frame), setup, pair, items, near = m_near,
            partners = setup->partners(pair, items), labels = std::move(labels)]() mutable -> Keep {
            if (!near || near->pair != pair) {
                ThreadPool pool(1);
                near = std::make_shared<const Near>(
                    Near { pair, nearContents(pool, *setup, pair, items) });
            }
            auto found = std::make_shared<const FalseNegatives>(
                findFalseNegatives(*frame, pair, partners, labels, near->contents, mostShown));
            return [this, found = std::move(found), near, pair] {
                m_found = found;
                m_near = near;
                m_pair = pair;
            };
        };
}

} // namespace contrastlab
