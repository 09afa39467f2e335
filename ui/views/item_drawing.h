// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An item drawn in little room as one of the run's towers sees it: its picture, or its words.
// Window thread.
#pragma once

#include "run/item_focus.h"
#include "run/item_pictures.h"

#include <QPalette>

class QPainter;
class QRect;

namespace contrastlab {

class ItemDrawing {
public:
    ItemDrawing(const RunMoment& moment, ItemPictures& pictures)
        : m_moment(moment)
        , m_pictures(pictures)
    {
    }

    /// The item is shown as a picture; else as a text.
    [[nodiscard]] bool isPicture(const FocusedItem& item) const;
    /// Its name, its caption or its number; a note before what is heard.
    [[nodiscard]] QString text(const FocusedItem& item) const;
    /// The picture on a tile; others follow with ItemPictures::loaded().
    void drawPicture(QPainter& painter, const QRect& rect, const FocusedItem& item,
        const QPalette& palette) const;

private:
    const RunMoment& m_moment;
    ItemPictures& m_pictures;
};

} // namespace contrastlab
