// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Everything is compared with the first.
#include "data/sameness.h"

#include <span>
#include <vector>

namespace contrastlab {

namespace {

// differs(item) of the present items but the first, of which start(item) is told.
template <class Start, class Differs>
bool areEqual(const ModalityData& modality, Index items, const Start& start, const Differs& differs)
{
    Index seen = 0;
    for (Index item = 0; item < items; ++item) {
        if (!modality.has(item)) continue;
        if (seen++ == 0)
            start(item);
        else if (differs(item))
            return false;
    }
    return seen > 1;
}

template <class Value, class Read>
bool areSameRows(const ModalityData& modality, Index items, Index size, const Read& read)
{
    std::vector<Value> first(static_cast<std::size_t>(size));
    std::vector<Value> other(first.size());
    return areEqual(
        modality, items, [&](Index item) { read(item, std::span<Value>(first)); },
        [&](Index item) {
            read(item, std::span<Value>(other));
            return first != other;
        });
}

bool areSameTexts(const ModalityData& modality, Index items)
{
    const Captions* first = nullptr;
    const auto textOf = [&](Index item) -> const Captions& {
        return modality.texts[static_cast<std::size_t>(item)];
    };
    return areEqual(
        modality, items, [&](Index item) { first = &textOf(item); },
        [&](Index item) {
            const Captions& other = textOf(item);
            return other.captions != first->captions || other.tags != first->tags;
        });
}

} // namespace

bool areAllSame(const ModalityData& modality, Index items)
{
    if (const auto& images = modality.images)
        return areSameRows<std::uint8_t>(modality, items,
            Index(images->height()) * images->width() * 3,
            [&](Index item, auto pixels) { images->read(item, 0, pixels); });
    if (const auto& sounds = modality.sounds)
        return areSameRows<float>(modality, items, Index(sounds->frames()) * sounds->bands(),
            [&](Index item, auto values) { sounds->read(item, 0, values); });
    if (const auto& features = modality.features)
        return areSameRows<float>(modality, items, features->width(),
            [&](Index item, auto values) { features->read(item, values); });
    return areSameTexts(modality, items);
}

} // namespace contrastlab
