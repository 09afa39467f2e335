// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The emoji as a Dataset for the towers, and as pictures and names for people. Values and pure
// functions; any thread.
#pragma once

#include "data/dataset.h"
#include "media/decode/item_media.h"
#include "media/emoji/emoji_pack.h"

#include <QColor>

namespace contrastlab {

class EmojiSpeech;

enum class EmojiLanguage {
    english,
    chinese,
    both, ///< in one text
    each ///< in a text of its own
};
enum class EmojiLabels { group, subgroup };

/// How the towers see the emoji.
struct EmojiOptions {
    EmojiLanguage language = EmojiLanguage::english;
    EmojiLabels labels = EmojiLabels::group;
    int imageSize = 32; ///< side in pixels
    QColor ground = QColor(Qt::white); ///< what shows where a drawing is transparent
    bool sound = false; ///< spoken names too; about a second of work
    double soundSeconds = 1.6; ///< longer names are cut: 1 in 100, in Mandarin 1 in 25
};

/// Modalities "image" (imageSize x imageSize, one variant a style) and "text" (an item's label and
/// tags, or those of both languages), "chinese" where each language has a text of its own, and
/// "sound" where asked for (one variant a voice of the text's languages). Labels name the group or
/// the subgroup; item names are there in both languages whatever the text is in. Of people the
/// factors are there, and the split: a fifth of all combinations is held out, so that each value of
/// a factor, and each two of different factors, train with others.
Dataset makeEmojiDataset(const EmojiPack& pack, const EmojiOptions& options = {});

/// The voices of a language, in the order of a sound modality's variants.
std::vector<int> voicesOf(const EmojiSpeech& speech, EmojiLanguage language);

/// Drawings, captions, voices and code points of the same items.
std::shared_ptr<const ItemMedia> makeEmojiMedia(
    std::shared_ptr<const EmojiPack> pack, EmojiLanguage language = EmojiLanguage::english);

} // namespace contrastlab
