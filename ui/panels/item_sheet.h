// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// All that there is to know of one item: drawings, sounds, every caption and tag, group, origin,
// and whether it trains. Window thread.
#pragma once

#include "run/item_focus.h"

#include <QWidget>

class QLabel;

namespace contrastlab {

class ItemPictures;
class ItemSounds;
class PictureStrip;
class SoundStrip;

class ItemSheet : public QWidget {
    Q_OBJECT

public:
    ItemSheet(
        RunMoment& moment, ItemPictures& pictures, ItemSounds& sounds, QWidget* parent = nullptr);

    void show(const FocusedItem& focused);

    [[nodiscard]] SoundStrip& sounds() { return *m_sounds; }
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString text() const; ///< captions, tags and facts, as they stand

private:
    [[nodiscard]] QString captionsHtml(Index item) const;
    [[nodiscard]] QString factsHtml(const FocusedItem& focused) const;

    RunMoment& m_moment;
    QLabel* m_title;
    QLabel* m_captions;
    QLabel* m_facts;
    PictureStrip* m_pictures;
    SoundStrip* m_sounds;
};

} // namespace contrastlab
