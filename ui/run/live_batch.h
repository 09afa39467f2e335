// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The batch of the last step before the playhead's checkpoint, which no frame keeps: most of the
// time nobody looks. Window thread.
#pragma once

#include "analysis/probe_frame.h"
#include "run/frame_analysis.h"

namespace contrastlab {

class LiveBatch : public FrameAnalysis {
    Q_OBJECT

public:
    LiveBatch(RunMoment& moment, PairChoice& choice, QObject* parent = nullptr);

    /// Null until there is one.
    [[nodiscard]] std::shared_ptr<const EmbeddedBatch> batch() const { return m_batch; }

protected:
    [[nodiscard]] Work work(
        std::shared_ptr<const ProbeFrame> frame, std::shared_ptr<const RunSetup> setup) override;
    bool forget() override;

private:
    std::shared_ptr<const EmbeddedBatch> m_batch;
};

} // namespace contrastlab
