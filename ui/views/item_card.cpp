// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/item_card.h"

#include "run/item_names.h"

#include <QCoreApplication>

namespace contrastlab {

namespace {

struct CardTexts {
    Q_DECLARE_TR_FUNCTIONS(ItemCard)
};

QString captionOf(const ItemMedia& media, const ModalityData& modality, Index item)
{
    const auto captions = media.captions(modality.name, item);
    return captions.empty() ? QString() : QString::fromStdString(captions.front());
}

} // namespace

CardItem cardItem(const RunMoment& moment, ItemPictures& pictures, Index item, int tower)
{
    const auto setup = moment.setup();
    const ModalityData& modality = setup->modality(tower);
    const Dataset& dataset = setup->dataset();
    CardItem card;
    card.role = modalityName(modality.name);
    card.name = itemName(dataset, item);
    card.group = groupName(dataset, item);
    const auto media = moment.media();
    if (!media) return card;
    // Beside a word, too: one wants to see what is meant.
    card.hasPicture = pictures.count(item) > 0;
    card.picture = pictures.picture(item);
    if (dataset.itemNames.empty() && modality.kind == ModalityKind::text)
        card.name = captionOf(*media, modality, item);
    return card;
}

QString itemTitle(const RunMoment& moment, Index item)
{
    const Dataset& dataset = moment.setup()->dataset();
    const auto media = moment.media();
    if (!dataset.itemNames.empty() || !media) return itemName(dataset, item);
    for (const ModalityData& modality : dataset.modalities)
        if (const QString caption = captionOf(*media, modality, item); !caption.isEmpty())
            return caption;
    return itemName(dataset, item);
}

QString itemWords(const RunMoment& moment, const ItemFocus::Items& items)
{
    QStringList words;
    for (const FocusedItem& focused : items)
        words << modalityName(moment.setup()->modality(focused.tower).name) + QChar(u' ')
                + itemTitle(moment, focused.item);
    return words.join(QStringLiteral("; "));
}

std::optional<CardSound> cardSound(ItemSounds& sounds, Index item)
{
    if (!sounds.has(item)) return {};
    CardSound card;
    const auto list = sounds.of(item);
    std::size_t shown = 0;
    for (std::size_t i = 0; list && i < list->size(); ++i)
        if (sounds.isPlaying(item, int(i))) shown = i;
    if (list && !list->empty()) card.waveform = (*list)[shown].waveform;
    card.hint = sounds.problemText();
    if (!card.hint.isEmpty()) return card;
    const bool playing = sounds.playing() == item;
    card.played = playing ? sounds.progress() : 0;
    const QString voice =
        playing && list && !list->empty() ? displayName((*list)[shown].name) : QString();
    const bool several = list && list->size() > 1;
    card.hint = !voice.isEmpty() ? voice
        : several                ? CardTexts::tr("P plays its voices in turn")
                                 : CardTexts::tr("P plays its sound");
    return card;
}

} // namespace contrastlab
