// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What sources of pictures and of sounds have in common. Pure, but for bePolite(); any thread.
#pragma once

#include "base/digest.h"
#include "media/bytes/file_set.h"

#include <cstdint>
#include <string>
#include <vector>

namespace contrastlab {

/// A fingerprint of every byte.
inline std::uint64_t contentOf(const QByteArray& bytes)
{
    Digest digest;
    digest.add(static_cast<std::int64_t>(bytes.size()));
    digest.addBytes(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    return digest.value();
}

/// Of size and ends: enough to tell one file of a set from the other, and a set from the same set
/// with a file changed, but for changes in the middle that keep its size.
inline std::uint64_t contentOf(const FileEdges& edges)
{
    constexpr qsizetype digested = 4096;
    const QByteArray& end = edges.whole() ? edges.head : edges.tail;
    Digest digest;
    digest.add(edges.size);
    for (const QByteArray& part : { edges.head.left(digested), end.right(digested) })
        digest.addBytes(part.constData(), static_cast<std::size_t>(part.size()));
    return digest.value();
}

template <class Entry> std::vector<Entry> entriesOf(std::vector<std::string> names)
{
    std::vector<Entry> entries(names.size());
    for (std::size_t i = 0; i < names.size(); ++i)
        entries[i].name = std::move(names[i]);
    return entries;
}

/// Those at some places, moved out of the list.
template <class Entry>
std::vector<Entry> chosenOf(std::vector<Entry>& entries, const std::vector<std::size_t>& items)
{
    std::vector<Entry> chosen;
    chosen.reserve(items.size());
    for (const std::size_t item : items)
        chosen.push_back(std::move(entries[item]));
    return chosen;
}

/// Of this thread alone: the step at work goes before what later ones need.
void bePolite();

} // namespace contrastlab
