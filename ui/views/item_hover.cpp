// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/item_hover.h"

#include "views/item_card.h"

#include <algorithm>

namespace contrastlab {

ItemHover::ItemHover(
    RunMoment& moment, ItemFocus& focus, ItemPictures& pictures, ItemSounds& sounds, QWidget& view)
    : QObject(&view)
    , m_moment(moment)
    , m_focus(focus)
    , m_pictures(pictures)
    , m_sounds(sounds)
    , m_card(new HoverCard(&view))
{
    const auto refresh = [this] { m_card->change([this](CardContent& c) { showSound(c); }); };
    connect(&sounds, &ItemSounds::loaded, m_card, refresh);
    connect(&sounds, &ItemSounds::changed, m_card, refresh);
    connect(&sounds, &ItemSounds::failed, m_card, refresh);
    connect(&pictures, &ItemPictures::loaded, m_card,
        [this] { m_card->change([this](CardContent& c) { showPictures(c); }); });
}

ItemHover::~ItemHover()
{
    delete m_card;
}

void ItemHover::enter(const QPoint& globalPosition, ItemsNow items, TextNow footer)
{
    m_active = true;
    m_items = std::move(items);
    m_footer = std::move(footer);
    m_focus.hover(m_items());
    m_card->showSoon(globalPosition, [this] { return content(); });
}

void ItemHover::leave()
{
    if (m_card) m_card->hideSoon();
    m_focus.hover({});
    m_active = false;
}

void ItemHover::close()
{
    if (m_card) m_card->hide();
}

CardContent ItemHover::content()
{
    CardContent content;
    for (const FocusedItem& focused : m_items())
        content.items.push_back(cardItem(m_moment, m_pictures, focused.item, focused.tower));
    if (m_footer) content.footer = m_footer();
    showSound(content);
    return content;
}

void ItemHover::refreshFooter()
{
    m_card->change([this](CardContent& content) {
        const QString text = m_footer ? m_footer() : QString();
        if (!text.isEmpty()) content.footer = text;
    });
}

// On the tile of the item that the key plays.
void ItemHover::showSound(CardContent& content)
{
    const ItemFocus::Items& items = m_focus.hovered();
    const Index heard = m_focus.heardOf(items);
    for (std::size_t i = std::min(content.items.size(), items.size()); i-- > 0;) {
        if (items[i].item != heard) continue;
        content.items[i].sound = cardSound(m_sounds, heard);
        return;
    }
}

// Those that were decoded since the card opened.
void ItemHover::showPictures(CardContent& content)
{
    const ItemFocus::Items items = m_items();
    for (std::size_t i = 0; i < std::min(items.size(), content.items.size()); ++i)
        content.items[i].picture = m_pictures.picture(items[i].item);
}

} // namespace contrastlab
