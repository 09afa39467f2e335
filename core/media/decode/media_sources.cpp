// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread reads.
#include "media/decode/media_sources.h"

#include "base/digest.h"
#include "media/bytes/limits.h"
#include "media/decode/log_mel.h"
#include "media/decode/sound_decoder.h"

#include <algorithm>
#include <cmath>
#include <sys/resource.h>
#include <unistd.h>

namespace contrastlab {

namespace {

constexpr int politeness = 10; ///< of the thread that decodes ahead

std::uint64_t contentOf(const QByteArray& bytes)
{
    Digest digest;
    digest.add(static_cast<std::int64_t>(bytes.size()));
    digest.addBytes(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    return digest.value();
}

/// Of size and ends: enough to tell one file of a set from the other, and a set from the same set
/// with a file changed, but for changes in the middle that keep its size.
std::uint64_t contentOf(const FileEdges& edges)
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

template <class Entry>
std::vector<Entry> chosenOf(std::vector<Entry>& entries, const std::vector<std::size_t>& items)
{
    std::vector<Entry> chosen;
    chosen.reserve(items.size());
    for (const std::size_t item : items)
        chosen.push_back(std::move(entries[item]));
    return chosen;
}

std::size_t pixelBytes(const ImageLook& look)
{
    return static_cast<std::size_t>(look.side) * static_cast<std::size_t>(look.side) * 3;
}

/// The length of sound behind so many frames.
double secondsOf(int frames)
{
    return double(LogMel::window + (frames - 1) * LogMel::hop) / LogMel::rate;
}

} // namespace

ImageFiles::ImageFiles(std::shared_ptr<const FileSet> files, ImageLook look, std::size_t cacheBytes)
    : m_files(std::move(files))
    , m_look(look)
    , m_cache(pixelBytes(look), cacheBytes)
{
}

void ImageFiles::setNames(std::vector<std::string> names)
{
    m_entries = entriesOf<Entry>(std::move(names));
}

std::uint64_t ImageFiles::decode(std::size_t item)
{
    Entry& entry = m_entries[item];
    const QByteArray bytes = m_files->read(entry.name, limits::imageBytes);
    std::vector<std::uint8_t> pixels(pixelBytes(m_look));
    decodeImage(bytes, m_look, pixels, entry.name);
    const std::uint64_t content = contentOf(bytes);
    entry.pixels = m_cache.put(content, pixels);
    return content;
}

void ImageFiles::keep(const std::vector<std::size_t>& items)
{
    m_entries = chosenOf(m_entries, items);
}

std::uint64_t ImageFiles::check(std::size_t item) const
{
    const std::string& name = m_entries[item].name;
    const FileEdges edges =
        m_files->edges(name, imageHeadBytes, imageTailBytes, limits::imageBytes);
    checkImage(*m_files, name, edges);
    return contentOf(edges);
}

void ImageFiles::decodeAhead()
{
    m_checkedOnly = true;
    m_ahead = std::jthread([this](const std::stop_token& stop) { runAhead(stop); });
}

void ImageFiles::runAhead(const std::stop_token& stop) const
{
    // On Linux of this thread alone: the step at work goes before what later ones need.
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), politeness);
    std::vector<std::uint8_t> pixels(pixelBytes(m_look));
    for (const Entry& entry : m_entries) {
        if (stop.stop_requested() || m_cache.full()) return;
        if (entry.name.empty() || kept(entry).load(std::memory_order_acquire)) continue;
        try {
            decodeLate(entry, pixels);
        } catch (const std::exception&) { // told to whoever needs the item
        }
    }
}

void ImageFiles::decodeLate(const Entry& entry, std::span<std::uint8_t> pixels) const
{
    if (m_late->contains(entry.name)) return fillGround(pixels);
    const QByteArray bytes = m_files->read(entry.name, limits::imageBytes);
    try {
        decodeImage(bytes, m_look, pixels, entry.name);
    } catch (const MediaError& error) {
        if (!m_checkedOnly) throw;
        m_late->add(entry.name, error.message());
        fillGround(pixels);
        return;
    }
    if (!m_checkedOnly || m_cache.full()) return;
    kept(entry).store(m_cache.put(contentOf(bytes), pixels), std::memory_order_release);
}

void ImageFiles::fillGround(std::span<std::uint8_t> pixels) const
{
    const int ground[] = { m_look.ground.red(), m_look.ground.green(), m_look.ground.blue() };
    for (std::size_t i = 0; i < pixels.size(); ++i)
        pixels[i] = static_cast<std::uint8_t>(ground[i % 3]);
}

void ImageFiles::read(Index item, int, std::span<std::uint8_t> pixels) const
{
    const Entry& entry = m_entries[static_cast<std::size_t>(item)];
    if (const std::uint8_t* ready = kept(entry).load(std::memory_order_acquire))
        std::copy_n(ready, pixels.size(), pixels.begin());
    else if (entry.name.empty())
        fillGround(pixels);
    else
        decodeLate(entry, pixels);
}

SoundFiles::SoundFiles(std::shared_ptr<const FileSet> files, int frames, std::size_t cacheBytes)
    : m_files(std::move(files))
    , m_frames(frames)
    , m_cache(static_cast<std::size_t>(frames) * LogMel::bands, cacheBytes)
{
}

int SoundFiles::bands() const
{
    return LogMel::bands;
}

void SoundFiles::setNames(std::vector<std::string> names)
{
    m_entries = entriesOf<Entry>(std::move(names));
}

/// Fills the item's own frames, and gives how many they are.
int SoundFiles::spectrogram(
    const QByteArray& bytes, const std::string& name, std::span<float> values) const
{
    thread_local LogMel logMel;
    const auto samples = resampledTo16k(decodeSound(bytes, secondsOf(m_frames), name));
    const Matrix<float> mel = logMel(samples);
    const auto frames = static_cast<int>(std::min<Index>(mel.rows(), m_frames));
    std::copy_n(mel.data(), frames * LogMel::bands, values.begin());
    return frames;
}

std::uint64_t SoundFiles::decode(std::size_t item)
{
    Entry& entry = m_entries[item];
    const QByteArray bytes = m_files->read(entry.name, limits::soundBytes);
    std::vector<float> values(static_cast<std::size_t>(m_frames) * LogMel::bands);
    entry.frames = spectrogram(bytes, entry.name, values);
    for (std::size_t i = 0; i < static_cast<std::size_t>(entry.frames) * LogMel::bands; ++i) {
        entry.sum += values[i];
        entry.squares += double(values[i]) * values[i];
    }
    const std::uint64_t content = contentOf(bytes);
    entry.values = m_cache.put(content, values);
    return content;
}

void SoundFiles::keep(const std::vector<std::size_t>& items)
{
    m_entries = chosenOf(m_entries, items);
    double sum = 0, squares = 0, count = 0;
    for (const Entry& entry : m_entries) {
        sum += entry.sum;
        squares += entry.squares;
        count += double(entry.frames) * LogMel::bands;
    }
    if (count == 0) return;
    const double mean = sum / count;
    const double variance = squares / count - mean * mean;
    m_mean = static_cast<float>(mean);
    m_deviation = static_cast<float>(std::sqrt(std::max(variance, 1e-6)));
}

void SoundFiles::read(Index item, int, std::span<float> values) const
{
    const Entry& entry = m_entries[static_cast<std::size_t>(item)];
    const auto own = static_cast<std::size_t>(entry.frames) * LogMel::bands;
    if (entry.values)
        std::copy_n(entry.values, own, values.begin());
    else if (own > 0)
        spectrogram(m_files->read(entry.name, limits::soundBytes), entry.name, values);
    for (std::size_t i = 0; i < own; ++i)
        values[i] = (values[i] - m_mean) / m_deviation;
    std::fill(values.begin() + static_cast<std::ptrdiff_t>(own), values.end(), 0.f);
}

} // namespace contrastlab
