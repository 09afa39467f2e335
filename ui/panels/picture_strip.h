// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The drawings of an item side by side, each with the name of its style. Window thread.
#pragma once

#include "base/matrix.h"

#include <QWidget>

namespace contrastlab {

class ItemPictures;

class PictureStrip : public QWidget {
    Q_OBJECT

public:
    PictureStrip(ItemPictures& pictures, QWidget* parent = nullptr);

    /// Hidden where the item has no picture.
    void show(Index item);

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] int columns(int width) const;
    [[nodiscard]] int cellHeight() const;

    ItemPictures& m_pictures;
    Index m_item = -1;
    int m_count = 0;
    bool m_named = false;
};

} // namespace contrastlab
