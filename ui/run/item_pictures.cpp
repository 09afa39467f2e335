// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread, but for what submit() hands over.
#include "run/item_pictures.h"

#include "run/item_names.h"

namespace contrastlab {

namespace {

constexpr std::size_t mostKept = 400; // 15 MB and more of drawings

} // namespace

ItemPictures::ItemPictures(RunController& controller, QObject* parent)
    : QObject(parent)
    , m_controller(controller)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &ItemPictures::submit);
    connect(&controller, &RunController::runChanged, this, &ItemPictures::forget);
}

void ItemPictures::forget()
{
    m_known.clear();
    m_missing.clear();
}

std::string ItemPictures::modality() const
{
    if (const auto setup = m_controller.setup())
        for (const ModalityData& modality : setup->dataset().modalities)
            if (modality.kind == ModalityKind::image) return modality.name;
    return {};
}

int ItemPictures::count(Index item) const
{
    const auto media = m_controller.media();
    const std::string images = modality();
    return media && !images.empty() ? media->variants(images, item) : 0;
}

QString ItemPictures::name(int drawing) const
{
    const auto media = m_controller.media();
    return media ? displayName(media->variantName(modality(), drawing)) : QString();
}

QImage ItemPictures::picture(Index item, int drawing)
{
    const Key key { item, drawing };
    if (const auto known = m_known.find(key); known != m_known.end()) return known->second;
    if (drawing >= count(item)) return {};
    m_missing.insert(key);
    if (!m_soon.isActive()) m_soon.start();
    return {};
}

void ItemPictures::submit()
{
    const auto media = m_controller.media();
    if (!media || m_missing.empty()) return;
    m_decoder.submit([this, media, images = modality(), wanted = m_missing] {
        std::map<Key, QImage> pictures;
        for (const Key& key : wanted)
            pictures[key] = media->picture(images, key.first, key.second, side);
        QMetaObject::invokeMethod(
            this, [this, media, pictures] { keep(media, pictures); }, Qt::QueuedConnection);
    });
}

void ItemPictures::keep(
    const std::shared_ptr<const ItemMedia>& media, const std::map<Key, QImage>& pictures)
{
    if (media != m_controller.media()) return;
    if (m_known.size() + pictures.size() > mostKept) m_known.clear();
    for (const auto& [key, picture] : pictures) {
        m_known[key] = picture;
        m_missing.erase(key);
    }
    emit loaded();
}

} // namespace contrastlab
