// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread, but for what submit() hands over.
#include "run/item_pictures.h"

#include "run/item_names.h"
#include "run/picture_modality.h"

#include <utility>

namespace contrastlab {

namespace {

constexpr std::size_t mostKept = 400; // 15 MB and more of drawings

} // namespace

ItemPictures::ItemPictures(RunMoment& moment, QObject* parent) : QObject(parent), m_moment(moment)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &ItemPictures::submit);
    connect(&moment, &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.run == MomentChange::Run::other) forget();
    });
}

void ItemPictures::forget()
{
    m_known.clear();
    m_missing.clear();
}

std::string ItemPictures::modality() const
{
    if (const auto setup = m_moment.setup())
        for (const ModalityData& modality : setup->dataset().modalities)
            if (isOfPictures(modality)) return modality.name;
    return {};
}

int ItemPictures::count(Index item) const
{
    const auto media = m_moment.media();
    const std::string images = modality();
    return media && !images.empty() ? media->variants(images, item) : 0;
}

QString ItemPictures::name(int drawing) const
{
    const auto media = m_moment.media();
    return media ? displayName(media->variantName(modality(), drawing)) : QString();
}

QImage ItemPictures::picture(Index item, int drawing)
{
    const Key key { item, drawing };
    if (const auto known = m_known.find(key); known != m_known.end()) return known->second;
    if (drawing >= count(item)) return {};
    // What was asked for last is looked at now, so it is decoded first.
    std::erase(m_missing, key);
    m_missing.push_back(key);
    if (!m_soon.isActive()) m_soon.start();
    return {};
}

// One at a time: so a wish that comes later does not wait for all that came before.
void ItemPictures::submit()
{
    const auto media = m_moment.media();
    if (!media || m_missing.empty() || std::exchange(m_decoding, true)) return;
    m_decoder.submit([this, media, images = modality(), key = m_missing.back()] {
        QImage picture; // stays empty where the file is no longer there
        try {
            picture = media->picture(images, key.first, key.second, side);
        } catch (const std::exception&) {
        }
        QMetaObject::invokeMethod(
            this, [=, this] { keep(media, key, picture); }, Qt::QueuedConnection);
    });
}

void ItemPictures::keep(
    const std::shared_ptr<const ItemMedia>& media, const Key& key, const QImage& picture)
{
    m_decoding = false;
    if (media == m_moment.media()) {
        if (m_known.size() >= mostKept) m_known.clear();
        m_known[key] = picture;
        std::erase(m_missing, key);
        emit loaded();
    }
    submit();
}

} // namespace contrastlab
