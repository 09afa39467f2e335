// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "panels/picture_strip.h"

#include "run/item_pictures.h"
#include "theme/colors.h"
#include "theme/fonts.h"

#include <QPainter>

#include <algorithm>

namespace contrastlab {

namespace {

constexpr int cellWidth = 76, pictureSide = 64;

} // namespace

PictureStrip::PictureStrip(ItemPictures& pictures, QWidget* parent)
    : QWidget(parent)
    , m_pictures(pictures)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&pictures, &ItemPictures::loaded, this, QOverload<>::of(&QWidget::update));
}

void PictureStrip::show(Index item)
{
    m_item = item;
    m_count = item < 0 ? 0 : m_pictures.count(item);
    m_named = m_count > 1 && !m_pictures.name(0).isEmpty();
    setVisible(m_count > 0);
    updateGeometry();
    update();
}

int PictureStrip::columns(int width) const
{
    return std::clamp(width / cellWidth, 1, std::max(1, m_count));
}

int PictureStrip::cellHeight() const
{
    return pictureSide + 8 + (m_named ? fontMetrics().height() + 2 : 0);
}

int PictureStrip::heightForWidth(int width) const
{
    const int perRow = columns(width);
    return (m_count + perRow - 1) / perRow * cellHeight();
}

QSize PictureStrip::sizeHint() const
{
    return { 4 * cellWidth, heightForWidth(4 * cellWidth) };
}

void PictureStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setPen(palette().color(QPalette::PlaceholderText));
    const QFont small = scaledFont(font(), 0.86);
    painter.setFont(small);
    const QFontMetrics metrics(small);
    const int perRow = columns(width());
    for (int i = 0; i < m_count; ++i) {
        const QRect cell(
            i % perRow * cellWidth, i / perRow * cellHeight(), cellWidth - 4, cellHeight());
        const QImage picture = m_pictures.picture(m_item, i);
        QRect frame(0, 0, pictureSide + 6, pictureSide + 6);
        frame.moveCenter(QPoint(cell.center().x(), cell.top() + frame.height() / 2));
        painter.fillRect(frame, pictureGround(palette())); // as the towers see it
        if (!picture.isNull()) {
            QSize size = picture.size();
            size.scale(pictureSide, pictureSide, Qt::KeepAspectRatio);
            QRect place(QPoint(), size);
            place.moveCenter(frame.center());
            painter.drawImage(place, picture);
        }
        if (m_named)
            painter.drawText(
                QRect(cell.left(), frame.bottom() + 2, cell.width(), fontMetrics().height()),
                Qt::AlignCenter,
                metrics.elidedText(m_pictures.name(i), Qt::ElideRight, cell.width()));
    }
}

} // namespace contrastlab
