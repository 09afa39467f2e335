// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/item_card.h"

#include "run/item_names.h"

namespace contrastlab {

namespace {

QString captionOf(const ItemMedia& media, const ModalityData& modality, Index item)
{
    const auto captions = media.captions(modality.name, item);
    return captions.empty() ? QString() : QString::fromStdString(captions.front());
}

} // namespace

CardItem cardItem(const RunController& controller, Index item, int tower)
{
    const auto setup = controller.setup();
    const ModalityData& modality = setup->modality(tower);
    const Dataset& dataset = setup->dataset();
    CardItem card;
    card.role = modalityName(modality.name);
    card.name = itemName(dataset, item);
    card.group = groupName(dataset, item);
    const auto media = controller.media();
    if (!media) return card;
    // Beside a word, too: one wants to see what is meant.
    for (const ModalityData& seen : dataset.modalities)
        if (seen.kind == ModalityKind::image && card.picture.isNull())
            card.picture = media->picture(seen.name, item, 0, 2 * HoverCard::pictureSide);
    if (dataset.itemNames.empty() && modality.kind == ModalityKind::text)
        card.name = captionOf(*media, modality, item);
    return card;
}

} // namespace contrastlab
