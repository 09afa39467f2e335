// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A square matrix too large to be held, as a map: it is asked for means of blocks as large as the
// zoom wants, at least two pixels each, down to single cells. Over them the blocks of
// the diagonal have the colour of its own mean, with the least of it as their core, and the largest
// cell of each other block is a dot, because a block's mean hides all three. All texts come from
// the caller, already translated. Window thread.
#pragma once

#include "plot/axes_canvas.h"
#include "plot/heat_map_model.h"

#include <functional>
#include <optional>
#include <vector>

namespace contrastlab {

/// A cell with its value.
struct MatrixPeak {
    int row = 0, column = 0;
    float value = 0;
};

/// What is drawn. A block of level l is 2^l rows and as many columns, the last what is left.
struct MatrixSource {
    int side = 0; ///< rows, and columns
    /// Of blocks (x counts columns of blocks, y rows), row by row; NaN: no number.
    std::function<std::vector<float>(int level, const QRect& blocks)> means;
    /// Over the cells of the diagonal in a block that is on it: their mean and the least of them.
    std::function<float(int level, int block)> diagonalMean, diagonalLeast;
    /// The largest cell of each block, row by row; empty where they are not known. May be missing.
    std::function<std::vector<MatrixPeak>(int level, const QRect& blocks)> peaks;
};

/// At level 0 a cell.
struct MatrixBlock {
    int level = 0, row = 0, column = 0;
    friend bool operator==(const MatrixBlock&, const MatrixBlock&) = default;
};

class MatrixMap : public AxesCanvas {
    Q_OBJECT

public:
    explicit MatrixMap(QWidget* parent = nullptr);

    /// One of another side is shown whole.
    void setSource(MatrixSource source);
    const MatrixSource& source() const { return m_source; }
    int side() const { return m_source.side; }

    /// The values at the two ends of the colours, or as the blocks in sight need them.
    void setRange(ColorRange range);
    void setRangeAutomatic();
    ColorRange range() const { return { m_model.lower, m_model.upper }; }
    /// Pictures and words along the edges, where cells are HeatMapLayout::leastLabelled large.
    void setEdges(HeatMapEdge rows, HeatMapEdge columns);
    void refreshEdges() { refresh(); }
    /// Separators, bars and names along both axes.
    void setGroups(const std::vector<AxisGroup>& groups);
    void setAxisTitles(const QString& rows, const QString& columns);
    void setColorBarTitle(const QString& title);
    void setColorMap(ColorMap map);
    /// Printed below blocks; %1 stands for their side, %2 for that of those on the diagonal.
    void setBlockCaption(const QString& pattern);
    /// Dots where the largest cells of blocks are; at first they are shown.
    void setPeaksShown(bool shown);
    /// Frames a whole row and a whole column: what is selected.
    void setOutlined(std::optional<QPoint> columnRow);
    std::optional<QPoint> outlined() const;
    /// Frames the block that has the cell, as hovering does: for linked views.
    void highlightCell(std::optional<QPoint> columnRow);
    const std::optional<MatrixBlock>& highlighted() const { return m_highlighted; }

    /// The level of what is drawn, and that of the diagonal's blocks.
    int level() const { return levelFor(plotRect(), leastBlock); }
    int diagonalLevel() const { return levelFor(plotRect(), leastOnDiagonal); }
    /// Columns and rows in sight, in blocks of a level.
    QRect blocksInSight(int level) const;
    /// What is drawn at a position in the widget.
    std::optional<MatrixBlock> blockAt(QPointF position) const;
    /// The columns and rows of a block.
    QRect cellsOf(const MatrixBlock& block) const;

    void resetView() override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void blockHovered(const contrastlab::MatrixBlock& block, const QPoint& globalPosition);
    void blockLeft();
    /// A click on a larger block shows what is in it.
    void cellClicked(int row, int column);

protected:
    bool isEmpty() const override { return side() == 0; }
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
    static constexpr double leastBlock = 2, leastOnDiagonal = 7; // pixels

    AxesRanges whole() const;
    QSizeF seen() const;
    int levelFor(const QRectF& plot, double leastPixels) const;
    MatrixBlock blockOf(QPoint columnRow) const;
    QRectF placeOf(const MatrixBlock& block, const AxesFrame& frame) const;
    QRgb colorOf(float value, const PlotTheme& theme) const;
    QImage colored(const PlotTheme& theme) const;
    void drawLabels(QPainter& painter, const AxesFrame& frame);
    void drawMatrix(QPainter& painter, const AxesFrame& frame);
    void drawPeaks(QPainter& painter, const AxesFrame& frame) const;
    void drawOwnDiagonal(QPainter& painter, const AxesFrame& frame);
    void drawBorders(QPainter& painter, const AxesFrame& frame) const;
    void highlight(std::optional<MatrixBlock> block);
    void hover(std::optional<MatrixBlock> block, QPointF at);
    void followZoom();
    void forget();

    MatrixSource m_source;
    HeatMapModel m_model; ///< without values
    bool m_automatic = false;
    bool m_showsPeaks = true;
    int m_cellLayer;
    std::optional<MatrixBlock> m_highlighted;

    /// What was read of the source, and what for.
    struct Sight {
        AxesRanges ranges;
        QSizeF plot;
        int level = 0, diagonalLevel = 0;
        QRect blocks;
        std::vector<float> means;
        std::vector<MatrixPeak> peaks; ///< of the diagonal's level
    };
    Sight m_sight;
    QImage m_image; ///< one pixel a block in sight; null: to be coloured
};

} // namespace contrastlab
