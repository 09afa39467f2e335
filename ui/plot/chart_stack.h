// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two line charts over one x axis, one above the other; side by side where the height would not
// leave each curve its least. Exported as one picture. Window thread.
#pragma once

#include "plot/line_chart.h"

#include <utility>

namespace contrastlab {

class ChartStack : public Figure {
    Q_OBJECT

public:
    explicit ChartStack(QWidget* parent = nullptr);

    /// Least height of a curve, in device-independent pixels.
    static constexpr int leastPlot = 120;

    [[nodiscard]] LineChart& upper() const { return *m_upper; }
    [[nodiscard]] LineChart& lower() const { return *m_lower; }
    [[nodiscard]] bool isSideBySide() const { return m_arrangement.sideBySide; }
    /// Legends, flags or names have come or gone: each chart gets its place anew.
    void arrange();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    std::shared_ptr<QPainter> exportPainter() const override;

protected:
    void drawFigure(QPainter& painter, QSize size) override;
    void resizeEvent(QResizeEvent* event) override;
    void themeChanged() override;

private:
    struct Arrangement {
        bool sideBySide = false;
        bool legends = true;
        QRect upper, lower;
    };

    [[nodiscard]] Arrangement arrangementIn(QSize size) const;
    [[nodiscard]] std::pair<int, int> heightsBesidePlots(int width, bool legends) const;
    void apply(const Arrangement& arrangement);

    LineChart* m_upper;
    LineChart* m_lower;
    Arrangement m_arrangement;
};

} // namespace contrastlab
