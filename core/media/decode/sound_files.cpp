// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread reads.
#include "media/bytes/limits.h"
#include "media/decode/log_mel.h"
#include "media/decode/media_sources.h"
#include "media/decode/sound_decoder.h"
#include "media/decode/source_parts.h"

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

/// The length of sound behind so many frames.
double secondsOf(int frames)
{
    return double(LogMel::window + (frames - 1) * LogMel::hop) / LogMel::rate;
}

} // namespace

SoundFiles::SoundFiles(std::shared_ptr<const FileSet> files, int frames, std::size_t cacheBytes,
    std::shared_ptr<LateProblems> late)
    : m_files(std::move(files))
    , m_frames(frames)
    , m_cache(static_cast<std::size_t>(frames) * LogMel::bands, cacheBytes)
    , m_late(std::move(late))
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

std::uint64_t SoundFiles::check(std::size_t item) const
{
    const std::string& name = m_entries[item].name;
    const FileEdges edges =
        m_files->edges(name, soundHeadBytes, soundTailBytes, limits::soundBytes);
    checkSound(*m_files, name, edges);
    return contentOf(edges);
}

void SoundFiles::keep(const std::vector<std::size_t>& items)
{
    m_entries = chosenOf(m_entries, items);
    standardise();
}

void SoundFiles::standardise()
{
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

void SoundFiles::decodeAhead()
{
    standardise();
    m_checkedOnly = true;
    m_ahead = std::jthread([this](const std::stop_token& stop) { runAhead(stop); });
}

void SoundFiles::runAhead(const std::stop_token& stop) const
{
    bePolite();
    std::vector<float> values(static_cast<std::size_t>(m_frames) * LogMel::bands);
    for (const Entry& entry : m_entries) {
        if (stop.stop_requested() || m_cache.full()) return;
        if (entry.name.empty() || kept(entry).load(std::memory_order_acquire)) continue;
        try {
            decodeLate(entry, values);
        } catch (const std::exception&) { // told to whoever needs the item
        }
    }
}

int SoundFiles::decodeLate(const Entry& entry, std::span<float> values) const
{
    if (m_late->contains(entry.name)) return 0;
    const QByteArray bytes = m_files->read(entry.name, limits::soundBytes);
    int frames = 0;
    try {
        frames = spectrogram(bytes, entry.name, values);
    } catch (const MediaError& error) {
        m_late->add(entry.name, error.message());
        return 0;
    }
    if (m_cache.full()) return frames;
    std::fill(values.begin() + std::ptrdiff_t(frames) * LogMel::bands, values.end(), 0.f);
    framesOf(entry).store(frames, std::memory_order_relaxed);
    kept(entry).store(m_cache.put(contentOf(bytes), values), std::memory_order_release);
    return frames;
}

/// The item's own frames, not standardised, and how many they are.
int SoundFiles::fill(const Entry& entry, std::span<float> values) const
{
    const float* ready = kept(entry).load(std::memory_order_acquire);
    if (!ready && entry.name.empty()) return 0;
    if (!ready && m_checkedOnly) return decodeLate(entry, values);
    const int frames = framesOf(entry).load(std::memory_order_relaxed);
    if (ready)
        std::copy_n(ready, std::size_t(frames) * LogMel::bands, values.begin());
    else
        spectrogram(m_files->read(entry.name, limits::soundBytes), entry.name, values);
    return frames;
}

void SoundFiles::read(Index item, int, std::span<float> values) const
{
    const auto own =
        static_cast<std::size_t>(fill(m_entries[static_cast<std::size_t>(item)], values))
        * LogMel::bands;
    for (std::size_t i = 0; i < own; ++i)
        values[i] = (values[i] - m_mean) / m_deviation;
    std::fill(values.begin() + static_cast<std::ptrdiff_t>(own), values.end(), 0.f);
}

} // namespace contrastlab
