// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What happens while the pointer rests on a picture of items: the focus learns of them, and a card
// opens, which goes on with sounds, and with pictures that are decoded meanwhile. Window thread.
#pragma once

#include "run/item_focus.h"
#include "run/item_pictures.h"
#include "sound/item_sounds.h"
#include "views/hover_card.h"

#include <QPointer>

#include <functional>

namespace contrastlab {

class ItemHover : public QObject {
    Q_OBJECT

public:
    using ItemsNow = std::function<ItemFocus::Items()>;
    using TextNow = std::function<QString()>;

    ItemHover(RunMoment& moment, ItemFocus& focus, ItemPictures& pictures, ItemSounds& sounds,
        QWidget& view);
    ~ItemHover() override;

    [[nodiscard]] HoverCard& card() const { return *m_card; }
    /// The pointer is over an item of this view.
    [[nodiscard]] bool isActive() const { return m_active; }

    /// The pointer rests on these items. Both are asked again whenever the card is drawn, because
    /// the run goes on; neither items nor a footer, no card.
    void enter(const QPoint& globalPosition, ItemsNow items, TextNow footer = {});
    void leave();
    /// The items are gone.
    void close();
    /// The footer says something else now.
    void refreshFooter();

private:
    [[nodiscard]] CardContent content();
    void showSound(CardContent& content);
    void showPictures(CardContent& content);

    RunMoment& m_moment;
    ItemFocus& m_focus;
    ItemPictures& m_pictures;
    ItemSounds& m_sounds;
    QPointer<HoverCard> m_card; ///< lies in the view's window, which may go before
    bool m_active = false;
    ItemsNow m_items;
    TextNow m_footer;
};

} // namespace contrastlab
