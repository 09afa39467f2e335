// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/item_sprites.h"

#include <QPainter>

#include <utility>

namespace contrastlab {

namespace {

constexpr std::size_t mostKept = 4000; // some megabytes
constexpr int pauseMs = 200;

QImage madeOf(const QImage& picture, int pixels, const QColor& ground)
{
    const QSize size = picture.size().scaled(pixels, pixels, Qt::KeepAspectRatio);
    QImage sprite(size, QImage::Format_ARGB32_Premultiplied);
    sprite.fill(ground);
    QPainter painter(&sprite);
    painter.drawImage(0, 0, picture.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    return sprite;
}

} // namespace

ItemSprites::ItemSprites(RunMoment& moment, ItemPictures& pictures, QObject* parent)
    : QObject(parent)
    , m_pictures(pictures)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(pauseMs);
    connect(&m_soon, &QTimer::timeout, this, &ItemSprites::changed);
    connect(&pictures, &ItemPictures::loaded, this, [this] {
        if (std::exchange(m_waiting, false)) m_soon.start();
    });
    connect(&moment, &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.data) m_sprites.clear();
    });
}

QImage ItemSprites::sprite(Index item, int side, qreal ratio, const QColor& ground)
{
    const int pixels = qRound(side * ratio);
    const Key key { item, pixels, ground.rgb() };
    if (const auto known = m_sprites.find(key); known != m_sprites.end()) return known->second;
    const QImage picture = m_pictures.picture(item);
    m_waiting |= picture.isNull();
    if (picture.isNull()) return {};
    if (m_sprites.size() >= mostKept) m_sprites.clear();
    QImage sprite = madeOf(picture, pixels, ground);
    sprite.setDevicePixelRatio(ratio);
    m_sprites[key] = sprite;
    return sprite;
}

} // namespace contrastlab
