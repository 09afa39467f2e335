// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cosines of a fixed set of held-out pairs: the diagonal brightens as partners find each other.
// Between two measured frames the colours glide, so that the eye can follow. Hovering shows the two
// items with the cosine as measured. Window thread.
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
    void glide();
    void glideToEnd();
    void hover(int row, int column, const QPoint& globalPosition);
    void retranslate();

    RunController& m_controller;
    HoverCard* m_card;
    std::vector<float> m_from, m_measured; ///< where the glide began, and where it leads
    int m_rows = 0, m_columns = 0;
    double m_glideMs = 0;
    QElapsedTimer m_sinceFrame;
};

} // namespace contrastlab
