// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/item_drawing.h"

#include "run/picture_modality.h"
#include "theme/marks.h"
#include "views/item_card.h"

#include <QPainter>

namespace contrastlab {

bool ItemDrawing::isPicture(const FocusedItem& item) const
{
    const auto setup = m_moment.setup();
    return setup && setup->modality(item.tower).kind != ModalityKind::text
        && m_pictures.count(item.item) > 0;
}

QString ItemDrawing::text(const FocusedItem& item) const
{
    const auto setup = m_moment.setup();
    const bool isHeard = isOfSounds(setup->modality(item.tower));
    return (isHeard ? QStringLiteral("♪ ") : QString()) + itemTitle(m_moment, item.item);
}

void ItemDrawing::drawPicture(
    QPainter& painter, const QRect& rect, const FocusedItem& item, const QPalette& palette) const
{
    drawTile(painter, rect, palette);
    const QImage picture = m_pictures.picture(item.item);
    if (picture.isNull()) return;
    QRect place(
        QPoint(), picture.size().scaled(rect.adjusted(2, 2, -2, -2).size(), Qt::KeepAspectRatio));
    place.moveCenter(rect.center());
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(place, picture);
}

} // namespace contrastlab
