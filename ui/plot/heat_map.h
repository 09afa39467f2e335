// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A matrix of numbers as crisp coloured cells on a fixed range: cosines of probe pairs, for one.
// All texts come from the caller, already translated. Window thread.
#pragma once

#include "plot/axes_canvas.h"
#include "plot/heat_map_model.h"

#include <optional>
#include <vector>

namespace contrastlab {

class HeatMap : public AxesCanvas {
    Q_OBJECT

public:
    explicit HeatMap(QWidget* parent = nullptr);

    /// rows x columns values in row-major order; NaN cells are drawn grey. A matrix of another
    /// shape is shown whole.
    void setMatrix(std::vector<float> values, int rows, int columns);
    int rows() const { return m_model.rows; }
    int columns() const { return m_model.columns; }
    float value(int row, int column) const { return m_model.value(row, column); }

    /// The values at the two ends of the colours; never adapted to the data.
    void setRange(float lower, float upper);
    float lower() const { return m_model.lower; }
    float upper() const { return m_model.upper; }
    /// The column that each row is marked in, -1 for none: a ring where it is boxed or on the
    /// diagonal, a cross elsewhere.
    void setWinners(std::vector<int> winners);
    /// Cells beside the diagonal that are as right: x is the column, y the row.
    void setBoxed(std::vector<QPoint> cells);
    const std::vector<QPoint>& boxed() const { return m_model.boxed; }
    const std::vector<int>& winners() const { return m_model.winners; }
    /// Pictures and words along the edges, where cells are HeatMapLayout::leastLabelled large.
    void setEdges(HeatMapEdge rows, HeatMapEdge columns);
    /// What stands along the edges is another now.
    void refreshEdges() { refresh(); }
    /// Drawn over each cell in sight, where cells are drawn one by one.
    using CellDrawing = std::function<void(
        QPainter& painter, const AxesFrame& frame, QPoint columnRow, const QRectF& place)>;
    void setCellDrawing(CellDrawing drawing);
    /// What is drawn over cells is another now.
    void refreshCells() { refreshLayer(m_cellLayer); }
    void setColorMap(ColorMap map);
    /// Cells are of kinds, whose names stand in place of the range of colours; none: numbers.
    void setKinds(std::vector<HeatMapKind> kinds);
    const std::vector<HeatMapKind>& kinds() const { return m_model.kinds; }
    void setDiagonalOutlined(bool outlined);
    /// Separators, bars and names along both axes.
    void setGroups(std::vector<AxisGroup> rows, std::vector<AxisGroup> columns);
    void setAxisTitles(const QString& rows, const QString& columns);
    /// Names of groups and the bar of colours, which one of several in a row has for all.
    void setNamesShown(bool shown);
    void setBarShown(bool shown);
    /// Edges, groups and titles of another.
    void takeLabels(const HeatMap& other);
    void setColorBarTitle(const QString& title);
    const QString& colorBarTitle() const { return m_model.barTitle; }
    /// Printed when blocks are averaged; %1 stands for the side of a block.
    void setReductionCaption(const QString& pattern);
    /// Frames one cell, as hovering does: for linked views.
    void setHighlightedCell(std::optional<QPoint> columnRow);
    const std::optional<QPoint>& highlightedCell() const { return m_highlighted; }

    /// Frames whole rows and columns: what is selected.
    void setOutlined(std::vector<int> rows, std::vector<int> columns);
    const std::vector<int>& outlinedRows() const { return m_model.outlinedRows; }
    const std::vector<int>& outlinedColumns() const { return m_model.outlinedColumns; }

    /// Side of the blocks that one drawn cell averages; 1 up to HeatMapModel::largestSide in sight.
    int blockSide() const;
    /// The cell at a position in the widget: x is the column, y the row of the matrix.
    std::optional<QPoint> cellAt(QPointF position) const;

    void resetView() override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void cellHovered(int row, int column, const QPoint& globalPosition);
    void cellLeft();
    void cellClicked(int row, int column);

protected:
    bool isEmpty() const override { return m_model.values.empty(); }
    void fitRanges(const QRectF& plot) override;
    std::optional<QRectF> plotIn(QSize size, double legendHeight) const override;
    void drawOverlay(QPainter& painter, const AxesFrame& frame) override;
    void takePointer(std::optional<QPointF> at) override;
    void takeClick(QPointF at, Qt::KeyboardModifiers modifiers) override;
    void takeNavigation() override;
    bool moveCursor(QPoint direction) override;
    std::optional<QPointF> cursorPosition() const override;
    void themeChanged() override;

private:
    AxesRanges whole() const;
    QSizeF seen() const;
    void recolor();
    void drawLabels(QPainter& painter, const AxesFrame& frame);
    void drawMatrix(QPainter& painter, const AxesFrame& frame);
    void drawOverCells(QPainter& painter, const AxesFrame& frame) const;
    void hover(std::optional<QPoint> cell, QPointF at);

    HeatMapModel m_model;
    CellDrawing m_cellDrawing;
    int m_cellLayer;
    std::optional<QPoint> m_highlighted;
    QImage m_image; ///< one pixel a block in sight; null: to be coloured
    QRect m_blocks; ///< that it shows
};

} // namespace contrastlab
