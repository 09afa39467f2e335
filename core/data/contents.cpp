// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Contents that a loader has found are taken; others are read.
#include "data/contents.h"

#include "base/digest.h"
#include "base/thread_pool.h"
#include "data/vocabulary.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace contrastlab {

namespace {

constexpr Index leastCopies = 5; // of a caption that names a class, on average
constexpr Index mostClasses = 1000;

std::uint64_t digestOf(const Captions& text)
{
    Digest digest;
    for (const auto* list : { &text.captions, &text.tags }) {
        digest.add(list->size());
        for (const std::string& caption : *list) {
            const std::vector<std::string> words = wordsOf(caption);
            digest.add(words.size());
            // Where there is not a word, as in "?", the text itself tells.
            if (words.empty()) digest.add(std::string_view(caption));
            for (const std::string& word : words) {
                digest.add(word.size());
                digest.add(std::string_view(word));
            }
        }
    }
    return digest.value();
}

template <class Value, class Read>
std::uint64_t digestOf(std::vector<Value>& row, Index size, const Read& read)
{
    row.resize(static_cast<std::size_t>(size));
    read(std::span<Value>(row));
    Digest digest;
    digest.add(std::span<const Value>(row));
    return digest.value();
}

/// Reads items of one modality, with room of its own.
struct ContentReader {
    const ModalityData& modality;
    std::vector<float> numbers {};
    std::vector<std::uint8_t> pixels {};

    std::uint64_t operator()(Index item)
    {
        if (const auto& images = modality.images)
            return digestOf(pixels, Index(images->height()) * images->width() * 3,
                [&](auto row) { images->read(item, 0, row); });
        if (const auto& sounds = modality.sounds)
            return digestOf(numbers, Index(sounds->frames()) * sounds->bands(),
                [&](auto row) { sounds->read(item, 0, row); });
        if (const auto& features = modality.features)
            return digestOf(
                numbers, features->width(), [&](auto row) { features->read(item, row); });
        return digestOf(modality.texts[static_cast<std::size_t>(item)]);
    }
};

/// Sets that are joined one after the other; each is named by its first item.
class JoinedSets {
public:
    explicit JoinedSets(Index items) : m_parent(static_cast<std::size_t>(items))
    {
        std::iota(m_parent.begin(), m_parent.end(), Index(0));
    }
    Index first(Index item)
    {
        Index& parent = m_parent[static_cast<std::size_t>(item)];
        while (parent != m_parent[static_cast<std::size_t>(parent)])
            parent = m_parent[static_cast<std::size_t>(parent)];
        return parent;
    }
    void join(Index a, Index b)
    {
        a = first(a), b = first(b);
        m_parent[static_cast<std::size_t>(std::max(a, b))] = std::min(a, b);
    }

private:
    std::vector<Index> m_parent;
};

} // namespace

std::vector<std::uint64_t> contentsOf(
    const ModalityData& modality, Index items, const std::stop_token& stop)
{
    if (!modality.contents.empty()) return modality.contents;
    std::vector<std::uint64_t> contents(static_cast<std::size_t>(items));
    ContentReader read { modality };
    for (Index item = 0; item < items; ++item) {
        if (stop.stop_requested()) throw Interrupted();
        if (modality.has(item)) contents[static_cast<std::size_t>(item)] = read(item);
    }
    return contents;
}

std::vector<int> contentGroups(
    const ModalityData& modality, Index items, const std::stop_token& stop)
{
    const std::vector<std::uint64_t> contents = contentsOf(modality, items, stop);
    std::unordered_map<std::uint64_t, int> numbers;
    std::vector<int> groups(contents.size(), -1);
    for (std::size_t i = 0; i < groups.size(); ++i)
        if (modality.has(static_cast<Index>(i)))
            groups[i] =
                numbers.try_emplace(contents[i], static_cast<int>(numbers.size())).first->second;
    return groups;
}

bool nameClasses(std::span<const int> groups)
{
    const Index having = std::ranges::count_if(groups, [](int group) { return group >= 0; });
    const Index kinds = having == 0 ? 0 : *std::ranges::max_element(groups) + 1;
    return kinds >= 2 && kinds <= mostClasses && having >= leastCopies * kinds;
}

std::vector<Index> inseparable(Index items, std::span<const std::vector<int>> lists)
{
    JoinedSets sets(items);
    for (const std::vector<int>& groups : lists) {
        std::vector<Index> firsts(groups.size(), -1);
        for (Index item = 0; item < items; ++item) {
            const int group = groups[static_cast<std::size_t>(item)];
            if (group < 0) continue;
            Index& first = firsts[static_cast<std::size_t>(group)];
            if (first < 0)
                first = item;
            else
                sets.join(first, item);
        }
    }
    std::vector<Index> names;
    names.reserve(static_cast<std::size_t>(items));
    for (Index item = 0; item < items; ++item)
        names.push_back(sets.first(item));
    return names;
}

} // namespace contrastlab
