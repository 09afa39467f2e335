// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/live_batch.h"

#include <utility>

namespace contrastlab {

namespace {

constexpr int readableBatchMs = 250; ///< other items each time

} // namespace

LiveBatch::LiveBatch(RunMoment& moment, PairChoice& choice, QObject* parent)
    : FrameAnalysis(moment, choice, readableBatchMs, parent)
{
}

bool LiveBatch::forget()
{
    return std::exchange(m_batch, nullptr) != nullptr;
}

FrameAnalysis::Work LiveBatch::work(
    std::shared_ptr<const ProbeFrame>, std::shared_ptr<const RunSetup> setup)
{
    const auto checkpoint = moment().checkpoint();
    if (!checkpoint) return {};
    return [this, setup = std::move(setup), checkpoint]() -> Keep {
        ThreadPool pool;
        auto batch = std::make_shared<const EmbeddedBatch>(embedBatch(pool, *setup, *checkpoint));
        return [this, batch = std::move(batch)] { m_batch = batch; };
    };
}

} // namespace contrastlab
