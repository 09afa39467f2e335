// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Items are decoded in any order; what is reported is gathered in theirs.
#include "media/decode/listing_decoder.h"

#include "base/thread_pool.h"
#include "media/bytes/limits.h"
#include "media/decode/log_mel.h"
#include "media/decode/sound_decoder.h"
#include "media/listing/labels_and_parts.h"

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

constexpr int defaultImageSide = 64;
constexpr double longestDefaultSound = 10;
constexpr std::size_t soundsMeasured = 256;

} // namespace

ListingDecoder::ListingDecoder(const Listing& listing, ReadingContext& context, DecodeWhen when)
    : m_items(listing.items)
    , m_context(context)
    , m_files(listing.files)
{
    const DatasetSpec& spec = context.spec;
    const bool hasImages = any(&ListedItem::image), hasSounds = any(&ListedItem::sound);
    const auto memory = static_cast<std::size_t>(spec.memory) * limits::mebibyte;
    const std::size_t share = hasImages && hasSounds ? memory / 2 : memory;
    if (hasImages) {
        const int side = spec.imageSize > 0 ? spec.imageSize : defaultImageSide;
        const ImageLook look { side, spec.imageFit, QColor(QString::fromStdString(spec.ground)) };
        images = std::make_shared<ImageFiles>(listing.files, look, share, late);
        images->setNames(names(&ListedItem::image));
        m_imagesAhead = when == DecodeWhen::asNeeded
            && hasMany(
                &ListedItem::image, limits::imagesDecodedFirst, limits::imageBytesDecodedFirst);
    }
    if (hasSounds) {
        sounds = std::make_shared<SoundFiles>(listing.files, soundFrames(), share, late);
        sounds->setNames(names(&ListedItem::sound));
        m_soundsAhead = when == DecodeWhen::asNeeded
            && hasMany(
                &ListedItem::sound, limits::soundsDecodedFirst, limits::soundBytesDecodedFirst);
    }
}

template <class Decode> ListingDecoder::Outcome ListingDecoder::attempt(Decode decode)
{
    try {
        return { decode(), std::nullopt };
    } catch (const MediaError& error) {
        return { 0, error.message() };
    } catch (const std::bad_alloc&) {
        return { 0,
            Message { sentences::fileUnreadable,
                { QT_TRANSLATE_NOOP("Message", "not enough memory") } } };
    }
}

void ListingDecoder::run()
{
    m_results.resize(m_items.size());
    ThreadPool pool(0);
    const bool looks = (m_imagesAhead || !images) && (m_soundsAhead || !sounds);
    const auto phase = looks ? LoadPhase::checking : LoadPhase::decoding;
    m_context.progress.start(phase, static_cast<Index>(m_items.size()));
    pool.run(static_cast<Index>(m_items.size()), [this](Index tile) {
        const auto item = static_cast<std::size_t>(tile);
        Result& result = m_results[item];
        if (!m_items[item].image.empty())
            result.image =
                attempt([&] { return m_imagesAhead ? images->check(item) : images->decode(item); });
        if (!m_items[item].sound.empty())
            result.sound =
                attempt([&] { return m_soundsAhead ? sounds->check(item) : sounds->decode(item); });
        m_context.progress.advance();
    });
}

std::vector<std::uint64_t> ListingDecoder::imageContents() const
{
    std::vector<std::uint64_t> contents;
    for (const Result& result : m_results)
        contents.push_back(result.image.content);
    return contents;
}

std::vector<std::uint64_t> ListingDecoder::soundContents() const
{
    std::vector<std::uint64_t> contents;
    for (const Result& result : m_results)
        contents.push_back(result.sound.content);
    return contents;
}

void ListingDecoder::decodeAhead()
{
    if (!m_imagesAhead && !m_soundsAhead) return;
    m_context.report.reasons.emplace_back(sentences::decodedAhead);
    if (m_soundsAhead) measureSounds();
    if (m_imagesAhead) images->decodeAhead();
    if (m_soundsAhead) sounds->decodeAhead();
}

/// Mean and deviation come from evenly chosen ones.
void ListingDecoder::measureSounds()
{
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < m_items.size(); ++i)
        if (!m_items[i].sound.empty()) places.push_back(i);
    const auto measured = evenlySpaced(places.size(), soundsMeasured);
    ThreadPool pool(0);
    m_context.progress.start(LoadPhase::decoding, static_cast<Index>(measured.size()));
    pool.run(static_cast<Index>(measured.size()), [&](Index tile) {
        const std::size_t item = places[measured[static_cast<std::size_t>(tile)]];
        (void)attempt([&] { return sounds->decode(item); }); // told when the item is read
        m_context.progress.advance();
    });
}

/// By number, else by bytes, which the first ones' sizes are enough to tell.
bool ListingDecoder::hasMany(
    std::string ListedItem::*part, std::int64_t count, std::int64_t bytes) const
{
    for (const ListedItem& item : m_items)
        count -= !(item.*part).empty();
    if (count < 0) return true;
    for (const ListedItem& item : m_items) {
        if ((item.*part).empty()) continue;
        m_context.progress.check();
        try {
            bytes -= m_files->edges(item.*part, 0, 0, limits::soundBytes).size;
        } catch (const MediaError&) { // reported when it is decoded
        }
        if (bytes < 0) return true;
    }
    return false;
}

void ListingDecoder::settle(std::vector<ListedItem>& items, Digest& digest)
{
    std::unordered_set<std::uint64_t> seen;
    for (std::size_t i = 0; i < items.size(); ++i) {
        settlePart(items[i].image, items[i], m_results[i].image, seen, digest);
        settlePart(items[i].sound, items[i], m_results[i].sound, seen, digest);
    }
}

void ListingDecoder::settlePart(std::string& name, const ListedItem& item, const Outcome& outcome,
    std::unordered_set<std::uint64_t>& seen, Digest& digest)
{
    if (name.empty()) return;
    if (outcome.problem) {
        reportUnusable(name, item.place == name ? Message() : placeOf(item), *outcome.problem,
            m_context.report);
        name.clear();
        return;
    }
    digest.add(outcome.content);
    m_context.report.repeatedFiles += !seen.insert(outcome.content).second;
}

bool ListingDecoder::any(std::string ListedItem::*part) const
{
    return std::any_of(
        m_items.begin(), m_items.end(), [&](const auto& item) { return !(item.*part).empty(); });
}

std::vector<std::string> ListingDecoder::names(std::string ListedItem::*part) const
{
    std::vector<std::string> all;
    all.reserve(m_items.size());
    for (const ListedItem& item : m_items)
        all.push_back(item.*part);
    return all;
}

/// The frames of spec.soundSeconds; else of the longest among evenly chosen sounds, at most 10
/// s.
int ListingDecoder::soundFrames() const
{
    double seconds = m_context.spec.soundSeconds;
    if (seconds <= 0) {
        std::vector<std::string> all = names(&ListedItem::sound);
        std::erase(all, "");
        for (const std::size_t i : evenlySpaced(all.size(), soundsMeasured))
            seconds = std::max(seconds, lengthOf(all[i]));
        seconds = std::min(seconds, longestDefaultSound);
    }
    const double samples = std::ceil(seconds * LogMel::rate);
    return static_cast<int>(LogMel::frames(static_cast<std::size_t>(samples)));
}

double ListingDecoder::lengthOf(const std::string& name) const
{
    try {
        m_context.progress.check();
        return soundLength(m_files->read(name, limits::soundBytes), name);
    } catch (const MediaError&) {
        return 0; // reported when it is decoded
    }
}

} // namespace contrastlab
