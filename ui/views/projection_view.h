// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The embeddings of held-out items in the plane: shape tells the modality, colour the group, a line
// joins what belongs together. Hovering shows the item. Window thread.
#pragma once

#include "plot/point_cloud.h"
#include "run/run_controller.h"

namespace contrastlab {

class HoverCard;

class ProjectionView : public PointCloud {
    Q_OBJECT

public:
    explicit ProjectionView(RunController& controller, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void clear();
    void makePoints(const ProbeFrame& frame);
    void showFrame();
    void hover(int point, const QPoint& globalPosition);
    void retranslate();
    void nameColors();
    [[nodiscard]] int colorOf(Index item) const;

    RunController& m_controller;
    HoverCard* m_card;
    std::vector<int> m_shownLabels; ///< label of each colour
    bool m_others = false; ///< the last colour stands for all labels that have none
};

} // namespace contrastlab
