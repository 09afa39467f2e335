// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the loss of the run would do to one item, were the frame's held-out items a batch: which
// others draw it towards them, which drive it away, worked out in the background from each frame.
// Window thread.
#pragma once

#include "analysis/pair_forces.h"
#include "run/frame_analysis.h"
#include "run/item_focus.h"

#include <optional>

namespace contrastlab {

struct ItemForces {
    std::int64_t step = 0;
    FocusedItem item; ///< that the forces act on, and as which tower sees it
    int otherTower = 0; ///< of the pair that the loss compares
    Index batch = 0; ///< items that were taken for one
    RowForces forces; ///< rows are places in the probe's projectionItems
    /// Pull and push, drawn in the frame's plane.
    std::array<Vector<float>, 2> inPlane;
};

class LiveForces : public FrameAnalysis {
    Q_OBJECT

public:
    LiveForces(RunMoment& moment, ItemFocus& focus, PairChoice& choice, QObject* parent = nullptr);

    /// The item that forces are wanted of: one that is pinned, else the one under the pointer.
    [[nodiscard]] std::optional<FocusedItem> item() const;
    /// Null while there are none of that item.
    [[nodiscard]] std::shared_ptr<const ItemForces> forces() const;
    /// The objective that held-out items are judged by.
    [[nodiscard]] const ObjectiveInfo& objective() const;

protected:
    [[nodiscard]] Work work(
        std::shared_ptr<const ProbeFrame> frame, std::shared_ptr<const RunSetup> setup) override;
    bool forget() override;

private:
    void takeFocus();
    [[nodiscard]] int trainedPairOf(const RunSetup& setup, int tower) const;

    ItemFocus& m_focus;
    std::shared_ptr<const ItemForces> m_forces;
};

} // namespace contrastlab
