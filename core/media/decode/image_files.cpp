// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread reads.
#include "media/bytes/limits.h"
#include "media/decode/media_sources.h"
#include "media/decode/source_parts.h"

#include <algorithm>

namespace contrastlab {

namespace {

std::size_t pixelBytes(const ImageLook& look)
{
    return static_cast<std::size_t>(look.side) * static_cast<std::size_t>(look.side) * 3;
}

} // namespace

ImageFiles::ImageFiles(std::shared_ptr<const FileSet> files, ImageLook look, std::size_t cacheBytes,
    std::shared_ptr<LateProblems> late)
    : m_files(std::move(files))
    , m_look(look)
    , m_cache(pixelBytes(look), cacheBytes)
    , m_late(std::move(late))
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
    bePolite();
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

} // namespace contrastlab
