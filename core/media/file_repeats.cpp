// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An item with a picture and a sound repeats another where both are the same.
#include "media/file_repeats.h"

#include <algorithm>
#include <map>

namespace contrastlab {

namespace {

void takeCaptions(ListedItem& first, const ListedItem& other)
{
    for (const std::string& caption : other.captions)
        if (std::ranges::find(first.captions, caption) == first.captions.end())
            first.captions.push_back(caption);
}

} // namespace

std::vector<std::size_t> withoutRepeats(std::vector<ListedItem>& items,
    std::vector<std::size_t> kept, const FileContents& contents, ReadingContext& context)
{
    const DuplicateUse use = context.spec.duplicates;
    if (use == DuplicateUse::keep) return kept;
    std::map<std::pair<std::uint64_t, std::uint64_t>, std::size_t> firsts;
    std::vector<std::size_t> left;
    for (const std::size_t item : kept) {
        const std::pair files(items[item].image.empty() ? 0 : contents.images[item],
            items[item].sound.empty() ? 0 : contents.sounds[item]);
        const auto [first, isNew] = firsts.try_emplace(files, item);
        if (isNew)
            left.push_back(item);
        else if (use == DuplicateUse::merge)
            takeCaptions(items[first->second], items[item]);
    }
    const std::size_t gone = kept.size() - left.size();
    if (gone > 0)
        context.report.reasons.emplace_back(
            use == DuplicateUse::merge ? sentences::repeatsMerged : sentences::repeatsDropped,
            std::vector<Message> { std::to_string(gone) });
    return left;
}

} // namespace contrastlab
