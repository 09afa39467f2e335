// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Originals and what decoders tell of them side by side, a row an item, as many rows as have room.
// Window thread.
#pragma once

#include "plot/figure.h"
#include "views/reconstruction_scene.h"

namespace contrastlab {

class ReconstructionFigure : public Figure {
    Q_OBJECT

public:
    explicit ReconstructionFigure(QWidget* parent = nullptr);

    void show(ReconstructionScene scene);
    [[nodiscard]] const ReconstructionScene& scene() const { return m_scene; }
    /// Rows that have room now; 0 where there is nothing to show.
    [[nodiscard]] int rows() const;
    /// Where a cell is drawn.
    [[nodiscard]] QRectF placeOf(int row, int column) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void itemClicked(contrastlab::Index item);
    void itemHovered(contrastlab::Index item); ///< -1: none

protected:
    void drawFigure(QPainter& painter, QSize size) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    struct Layout {
        int rows = 0;
        double top = 0, row = 0; ///< of the first row; height of each
        std::vector<double> edges; ///< left of each column, and right of the last
    };
    [[nodiscard]] Layout layOut(QSize size) const;
    [[nodiscard]] Index itemAt(QPointF at) const;
    void drawHeadings(QPainter& painter, const Layout& layout) const;
    void drawCell(
        QPainter& painter, const QRectF& rect, const RetoldColumn& column, std::size_t item) const;
    void drawWords(QPainter& painter, const QRectF& rect, const RetoldColumn& column,
        const RetoldCell& cell) const;
    void drawBars(QPainter& painter, const QRectF& rect, const RetoldColumn& column,
        const RetoldCell& cell, double most) const;

    ReconstructionScene m_scene;
};

} // namespace contrastlab
