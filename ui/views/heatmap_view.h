// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cosines of a fixed set of held-out pairs: the diagonal brightens as partners find each other.
// Hovering shows the two items. Window thread.
#pragma once

#include "plot/heat_map.h"
#include "run/run_controller.h"

namespace contrastlab {

class HoverCard;

class HeatmapView : public HeatMap {
    Q_OBJECT

public:
    explicit HeatmapView(RunController& controller, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void clear();
    void prepare();
    void showFrame();
    void hover(int row, int column, const QPoint& globalPosition);
    void retranslate();

    RunController& m_controller;
    HoverCard* m_card;
};

} // namespace contrastlab
