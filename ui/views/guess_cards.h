// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the model guesses now, drawn: held-out items with the three best guesses for each, the right
// one ticked; and the first of them the other way round. A click pins an item. Window thread.
#pragma once

#include "run/live_guesses.h"
#include "views/item_drawing.h"

#include <QWidget>

namespace contrastlab {

class GuessCards : public QWidget {
    Q_OBJECT

public:
    GuessCards(RunMoment& moment, ItemFocus& focus, LiveGuesses& guesses, ItemPictures& pictures,
        QWidget* parent = nullptr);

    /// Of cards: 2, or 1 where height is scarce.
    void setRows(int rows);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    /// How many of the items have a card at this width.
    [[nodiscard]] int cards() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    /// A card, and what stands on it.
    struct Card {
        QRect rect;
        std::size_t asked = 0; ///< which of the board's items
        bool back = false; ///< asked for by its other half
    };
    [[nodiscard]] std::vector<Card> layOut() const;
    [[nodiscard]] int columns() const;
    [[nodiscard]] int lineHeight() const;
    [[nodiscard]] FocusedItem itemAt(Index place, int tower) const;
    void drawCard(QPainter& painter, const Card& card) const;
    void drawQuery(QPainter& painter, const QRect& rect, const FocusedItem& item) const;
    void drawNames(
        QPainter& painter, const QRect& rect, const std::vector<Guess>& guesses, int tower) const;
    void drawPictures(
        QPainter& painter, const QRect& rect, const std::vector<Guess>& guesses, int tower) const;
    [[nodiscard]] QString tipOf(const Card& card) const;

    RunMoment& m_moment;
    ItemFocus& m_focus;
    LiveGuesses& m_guesses;
    ItemDrawing m_drawing;
    int m_rows = 2;
};

} // namespace contrastlab
