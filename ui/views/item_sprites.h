// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Small pictures of items, made once for each size and then copied to wherever views draw them:
// along the edges of the matrix and in the place of points. Window thread.
#pragma once

#include "run/item_pictures.h"

#include <QColor>
#include <QTimer>

#include <map>
#include <tuple>

namespace contrastlab {

class ItemSprites : public QObject {
    Q_OBJECT

public:
    ItemSprites(RunMoment& moment, ItemPictures& pictures, QObject* parent);

    /// On a ground of this colour; the longer side is `side` device-independent pixels. Null while
    /// the picture is decoded (then changed() follows), and where there is none.
    QImage sprite(Index item, int side, qreal ratio, const QColor& ground);
    [[nodiscard]] bool has(Index item) const { return m_pictures.count(item) > 0; }

signals:
    void changed(); ///< more can be had; at most five times a second

private:
    using Key = std::tuple<Index, int, QRgb>;

    ItemPictures& m_pictures;
    std::map<Key, QImage> m_sprites;
    bool m_waiting = false; ///< some that was asked for was not there
    QTimer m_soon;
};

} // namespace contrastlab
