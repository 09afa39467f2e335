// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Decodes every picture and sound of a listing on all processors. One thread calls.
#pragma once

#include "base/digest.h"
#include "media/decode/media_sources.h"
#include "media/listing/listing.h"

#include <unordered_set>

namespace contrastlab {

class ListingDecoder {
public:
    /// `listing` and `context` must outlive it. Makes a source for each kind of file that there is,
    /// and shares spec.memory between them.
    ListingDecoder(const Listing& listing, ReadingContext& context, DecodeWhen when);

    /// Decodes all, or of many files looks at their headers. Throws LoadCancelled when stopped.
    void run();
    /// After settle() and the sources' keep(): begins to decode what was only looked at.
    void decodeAhead();
    /// After run(): what the files hold, a number an item; 0 where there is none.
    [[nodiscard]] std::vector<std::uint64_t> imageContents() const;
    [[nodiscard]] std::vector<std::uint64_t> soundContents() const;
    /// After run(): removes the parts that failed from `items`, reports them and the copies of
    /// files, and adds what was read to the digest.
    void settle(std::vector<ListedItem>& items, Digest& digest);

    std::shared_ptr<ImageFiles> images; ///< null where no item has a picture
    std::shared_ptr<SoundFiles> sounds;
    std::shared_ptr<LateProblems> late = std::make_shared<LateProblems>();

private:
    struct Outcome {
        std::uint64_t content = 0;
        std::optional<Message> problem;
    };
    struct Result {
        Outcome image;
        Outcome sound;
    };
    template <class Decode> static Outcome attempt(Decode decode);
    void settlePart(std::string& name, const ListedItem& item, const Outcome& outcome,
        std::unordered_set<std::uint64_t>& seen, Digest& digest);
    [[nodiscard]] bool any(std::string ListedItem::*part) const;
    [[nodiscard]] std::vector<std::string> names(std::string ListedItem::*part) const;
    [[nodiscard]] bool hasMany(
        std::string ListedItem::*part, std::int64_t count, std::int64_t bytes) const;
    void measureSounds();
    [[nodiscard]] int soundFrames() const;
    [[nodiscard]] double lengthOf(const std::string& name) const;

    const std::vector<ListedItem>& m_items;
    ReadingContext& m_context;
    std::shared_ptr<const FileSet> m_files;
    std::vector<Result> m_results;
    bool m_imagesAhead = false; ///< they are decoded while training goes on
    bool m_soundsAhead = false;
};

} // namespace contrastlab
