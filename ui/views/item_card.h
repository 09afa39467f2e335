// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a hover card says of an item of the open run. Window thread.
#pragma once

#include "run/item_focus.h"
#include "run/item_pictures.h"
#include "run/run_moment.h"
#include "sound/item_sounds.h"
#include "views/hover_card.h"

namespace contrastlab {

/// The item as one of the run's towers sees it, with its picture where it has one that is decoded;
/// others follow with ItemPictures::loaded().
CardItem cardItem(const RunMoment& moment, ItemPictures& pictures, Index item, int tower);

/// The item's name, its first caption, or its number.
QString itemTitle(const RunMoment& moment, Index item);

/// The items as their towers see them, for people who hear it: "image panda; text a panda".
QString itemWords(const RunMoment& moment, const ItemFocus::Items& items);

/// The item's sound as it stands now; nothing where it has none.
std::optional<CardSound> cardSound(ItemSounds& sounds, Index item);

} // namespace contrastlab
