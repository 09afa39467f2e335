// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the program does, told by one item: each of its halves goes through its tower and becomes a
// point, drawn at the angle that lies between them now. Window thread.
#pragma once

#include "run/live_guesses.h"
#include "views/item_drawing.h"

#include <QWidget>

namespace contrastlab {

class PairStory : public QWidget {
    Q_OBJECT

public:
    PairStory(
        RunMoment& moment, LiveGuesses& guesses, ItemPictures& pictures, QWidget* parent = nullptr);

    /// As high as so many rows of cards.
    void setRows(int rows);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    /// A tower's colour, as in the projection's legend of modalities.
    [[nodiscard]] QColor colorOf(int half) const;
    [[nodiscard]] QString towerText(int tower) const;
    void drawHalf(QPainter& painter, const QRect& row, const FocusedItem& item, int half) const;
    void drawPoints(QPainter& painter, const QRect& rect, float cosine) const;

    RunMoment& m_moment;
    LiveGuesses& m_guesses;
    ItemDrawing m_drawing;
    int m_rows = 2;
};

} // namespace contrastlab
