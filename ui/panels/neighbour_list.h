// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The nearest items of another modality, a line each: place, picture, name, cosine. The true
// partner is marked, and told of where it is not among them. Window thread.
#pragma once

#include "analysis/probe_neighbours.h"
#include "run/run_moment.h"

#include <QWidget>

namespace contrastlab {

class ItemPictures;

class NeighbourList : public QWidget {
    Q_OBJECT

public:
    NeighbourList(RunMoment& moment, ItemPictures& pictures, QWidget* parent = nullptr);

    /// Lines shown.
    static constexpr std::size_t length = 5;

    /// `place` in ProbeSet::projectionItems is the item asked about.
    void show(CrossNeighbours neighbours, int place);
    [[nodiscard]] const CrossNeighbours& neighbours() const { return m_neighbours; }
    /// "its partner comes first of 150, cosine 0.62"
    [[nodiscard]] QString verdict() const;

    [[nodiscard]] QSize sizeHint() const override;

signals:
    void clicked(int place);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    [[nodiscard]] int lineHeight() const;
    void drawLine(QPainter& painter, const QRect& rect, const RankedItem& found);
    void drawRing(QPainter& painter, const QRect& rect) const;
    void drawMark(QPainter& painter, const QRect& rect, bool right) const;

    RunMoment& m_moment;
    ItemPictures& m_pictures;
    CrossNeighbours m_neighbours;
    int m_place = -1;
};

} // namespace contrastlab
