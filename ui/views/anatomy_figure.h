// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A stage of a step, large: what it does, its numbers, and its formula with those of one pair,
// which a click chooses. Window thread.
#pragma once

#include "plot/figure.h"
#include "views/anatomy_painter.h"

namespace contrastlab {

class AnatomyFigure : public Figure {
    Q_OBJECT

public:
    explicit AnatomyFigure(QWidget* parent = nullptr);

    void show(AnatomyScene scene);
    [[nodiscard]] const AnatomyScene& scene() const { return m_scene; }
    /// Where the pair of two shown items is drawn; empty where it is not.
    [[nodiscard]] QRectF placeOf(int row, int column) const;

    /// How many of the anatomy's items can be read in this size.
    [[nodiscard]] int rowsWithRoom(const AnatomyScene& scene) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void pairClicked(int row, int column);

protected:
    void drawFigure(QPainter& painter, QSize size) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    struct Layout {
        QRectF sentence, body;
        std::vector<QRectF> lines; ///< of the formula, those that have room
    };
    [[nodiscard]] Layout layOut(const AnatomyScene& scene, QSize size) const;
    [[nodiscard]] QFont lineFont(qsizetype line) const;

    AnatomyScene m_scene;
    std::vector<AnatomyPlace> m_places; ///< on the screen
};

} // namespace contrastlab
