// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A matrix of numbers as crisp coloured cells on a fixed range: cosines of probe pairs, for one.
// All texts come from the caller, already translated. Window thread.
#pragma once

#include "plot/color_map.h"
#include "plot/figure.h"

#include <QPainterPath>

#include <optional>
#include <vector>

namespace contrastlab {

/// Consecutive rows or columns that belong together.
struct AxisGroup {
    int first = 0;
    int count = 0;
    QString label;
    friend bool operator==(const AxisGroup&, const AxisGroup&) = default;
};

class HeatMap : public Figure {
    Q_OBJECT

public:
    /// More rows or columns than this are shown as means over blocks.
    static constexpr int largestSide = 256;

    explicit HeatMap(QWidget* parent = nullptr);

    /// rows x columns values in row-major order; NaN cells are drawn grey.
    void setMatrix(std::vector<float> values, int rows, int columns);
    int rows() const { return m_rows; }
    int columns() const { return m_columns; }
    float value(int row, int column) const;

    /// The values at the two ends of the colours; never adapted to the data.
    void setRange(float lower, float upper);
    void setColorMap(ColorMap map);
    void setDiagonalOutlined(bool outlined);
    /// Separators and labels along both axes.
    void setGroups(std::vector<AxisGroup> rows, std::vector<AxisGroup> columns);
    void setAxisTitles(const QString& rows, const QString& columns);
    void setColorBarTitle(const QString& title);
    /// Printed when blocks are averaged; %1 stands for the side of a block.
    void setReductionCaption(const QString& pattern);
    /// Frames one cell, as hovering does: for linked views.
    void setHighlightedCell(std::optional<QPoint> columnRow);

    /// Frames whole rows and columns: what is selected.
    void setOutlined(std::vector<int> rows, std::vector<int> columns);
    const std::vector<int>& outlinedRows() const { return m_outlinedRows; }
    const std::vector<int>& outlinedColumns() const { return m_outlinedColumns; }

    /// Side of the blocks that one drawn cell averages; 1 up to largestSide.
    int blockSide() const;
    /// The cell at a position in the widget: x is the column, y the row of the matrix.
    std::optional<QPoint> cellAt(QPointF position) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void cellHovered(int row, int column, const QPoint& globalPosition);
    void cellLeft();
    void cellClicked(int row, int column);

protected:
    void drawFigure(QPainter& painter, QSize size) override;
    void themeChanged() override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    struct Places {
        QRectF cells, bar;
        QRectF rowLabels, columnLabels, rowTitle, columnTitle, caption, barTitle;
        bool verticalColumnLabels = false;
        bool showsColumnLabels = true;
    };

    Places places(QSize size) const;
    double labelWidth(const std::vector<AxisGroup>& groups) const;
    void renderCells();
    float blockMean(int row, int column) const;
    QRectF cellRect(const QRectF& cells, int row, int column) const;
    void drawCells(QPainter& painter, const QRectF& cells);
    void drawDiagonal(QPainter& painter, const QRectF& cells) const;
    QPainterPath diagonalStairs(const QRectF& cells) const;
    void drawOutlined(QPainter& painter, const QRectF& cells) const;
    void drawGroups(QPainter& painter, const Places& places) const;
    void drawColorBar(QPainter& painter, const Places& places) const;

    std::vector<float> m_values;
    int m_rows = 0, m_columns = 0;
    float m_lower = -1, m_upper = 1;
    ColorMap m_colorMap = ColorMap::Diverging;
    bool m_diagonalOutlined = false;
    std::vector<AxisGroup> m_rowGroups, m_columnGroups;
    QString m_rowTitle, m_columnTitle, m_barTitle, m_reductionCaption;
    std::optional<QPoint> m_highlighted;
    std::vector<int> m_outlinedRows, m_outlinedColumns;
    QImage m_image; ///< one pixel a drawn cell; null: to be rendered
};

} // namespace contrastlab
