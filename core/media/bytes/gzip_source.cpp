// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread: readers that meet take an inflater of their own.
#include "media/bytes/gzip_source.h"

#include "media/bytes/limits.h"
#include "media/bytes/media_message.h"

#include <zlib.h>

#include <algorithm>
#include <mutex>

namespace contrastlab {

namespace {

constexpr std::size_t windowSize = 32768;
constexpr std::int64_t entrySpacing = 2 * limits::mebibyte;
constexpr std::int64_t ratioFreeBytes = 64 * limits::mebibyte;
constexpr int gzipWindowBits = 15 + 16;
constexpr int rawWindowBits = -15;

} // namespace

/// A z_stream fed from the packed source. Members of a gzip file that follow each other are one
/// stream.
class GzipSource::Inflater {
public:
    Inflater(const GzipSource& source) : m_source(source)
    {
        if (inflateInit2(&m_stream, gzipWindowBits) != Z_OK) throw std::bad_alloc();
    }
    ~Inflater() { inflateEnd(&m_stream); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    void startAt(const Entry& entry)
    {
        m_in = entry.in;
        m_out = entry.out;
        m_stream.avail_in = 0;
        m_raw = entry.out > 0;
        m_ended = false;
        inflateReset2(&m_stream, m_raw ? rawWindowBits : gzipWindowBits);
        if (!m_raw) return;
        if (entry.bits > 0) {
            char byte = 0;
            m_source.m_packed->readAt(entry.in - 1, { &byte, 1 });
            inflatePrime(
                &m_stream, entry.bits, static_cast<unsigned char>(byte) >> (8 - entry.bits));
        }
        inflateSetDictionary(&m_stream, reinterpret_cast<const Bytef*>(entry.window.data()),
            static_cast<uInt>(entry.window.size()));
    }

    /// Unpacks into `bytes` until it is full, the file ends, or (if asked) a block ends.
    std::size_t unpack(std::span<char> bytes, bool stopAtBlocks = false)
    {
        std::size_t filled = 0;
        while (filled < bytes.size() && !m_ended) {
            m_stream.next_out = reinterpret_cast<Bytef*>(bytes.data() + filled);
            m_stream.avail_out =
                static_cast<uInt>(std::min<std::size_t>(bytes.size() - filled, 1u << 30));
            const auto room = m_stream.avail_out;
            const int status = step(stopAtBlocks);
            filled += room - m_stream.avail_out;
            m_out += room - m_stream.avail_out;
            if (status == Z_STREAM_END) nextMember();
            if (stopAtBlocks && atBlockEnd()) break;
        }
        return filled;
    }
    [[nodiscard]] bool atBlockEnd() const
    {
        return (m_stream.data_type & 128) != 0 && (m_stream.data_type & 64) == 0;
    }
    [[nodiscard]] bool ended() const { return m_ended; }
    [[nodiscard]] std::int64_t place() const { return m_out; }
    [[nodiscard]] std::int64_t packedPlace() const { return m_in - m_stream.avail_in; }
    [[nodiscard]] int spareBits() const { return m_stream.data_type & 7; }

private:
    int step(bool stopAtBlocks)
    {
        if (m_stream.avail_in == 0) refill();
        if (m_stream.avail_in == 0) fail("it ends too early");
        const int status = inflate(&m_stream, stopAtBlocks ? Z_BLOCK : Z_NO_FLUSH);
        if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
            fail(m_stream.msg ? m_stream.msg : QT_TRANSLATE_NOOP("Message", "not a gzip stream"));
        return status;
    }
    void refill()
    {
        m_stream.next_in = reinterpret_cast<Bytef*>(m_input);
        m_stream.avail_in =
            static_cast<uInt>(m_source.m_packed->readAt(m_in, { m_input, sizeof m_input }));
        m_in += m_stream.avail_in;
    }
    /// After a member's end: its trailer, when it was read as raw deflate, then the next member or
    /// the end.
    void nextMember()
    {
        std::int64_t place = packedPlace() + (m_raw ? 8 : 0);
        char magic[2] = {};
        const bool more = m_source.m_packed->readAt(place, magic) == 2 && magic[0] == '\x1f'
            && magic[1] == '\x8b';
        m_in = place;
        m_stream.avail_in = 0;
        m_raw = false;
        m_ended = !more;
        inflateReset2(&m_stream, gzipWindowBits);
    }
    [[noreturn]] void fail(const char* why) const
    {
        throw MediaError(
            m_source.m_shown, bytePlace(packedPlace()), { sentences::archiveDamaged, { why } });
    }

    const GzipSource& m_source;
    z_stream m_stream {};
    std::int64_t m_in = 0; ///< packed bytes handed to zlib
    std::int64_t m_out = 0; ///< unpacked bytes so far
    bool m_raw = false;
    bool m_ended = false;
    char m_input[16384];
};

struct GzipSource::Cursor {
    explicit Cursor(const GzipSource& source) : inflater(source) { }
    std::mutex mutex;
    Inflater inflater;
};

GzipSource::GzipSource(std::shared_ptr<const ByteSource> packed, std::string shown)
    : m_packed(std::move(packed))
    , m_shown(std::move(shown))
{
    m_entries.push_back({ 0, 0, 0, {} });
    buildIndex();
    m_cursor = std::make_unique<Cursor>(*this);
    m_cursor->inflater.startAt(m_entries.front());
}

GzipSource::~GzipSource() = default;

void GzipSource::buildIndex()
{
    Inflater inflater(*this);
    std::string ring(windowSize, '\0');
    std::size_t at = 0;
    while (!inflater.ended()) {
        if (at == windowSize) at = 0;
        at += inflater.unpack({ ring.data() + at, windowSize - at }, true);
        const std::int64_t out = inflater.place();
        if (out > limits::gzipBytes)
            throw MediaError(m_shown, "",
                { sentences::archiveTooLarge, { std::to_string(limits::gzipBytes >> 30) } });
        if (out > ratioFreeBytes && out / limits::gzipRatio > inflater.packedPlace())
            throw MediaError(
                m_shown, "", { sentences::archiveExpands, { std::to_string(limits::gzipRatio) } });
        if (inflater.ended() || !inflater.atBlockEnd()) continue;
        if (out - m_entries.back().out < entrySpacing) continue;
        m_entries.push_back({ out, inflater.packedPlace(), inflater.spareBits(),
            ring.substr(at) + ring.substr(0, at) });
    }
    m_size = inflater.place();
}

const GzipSource::Entry& GzipSource::entryBefore(std::int64_t offset) const
{
    const auto after = std::upper_bound(m_entries.begin(), m_entries.end(), offset,
        [](std::int64_t place, const Entry& entry) { return place < entry.out; });
    return *std::prev(after);
}

std::size_t GzipSource::readAt(std::int64_t offset, std::span<char> bytes) const
{
    if (offset < 0 || offset >= m_size) return 0;
    const auto readWith = [&](Inflater& inflater) {
        const Entry& entry = entryBefore(offset);
        if (inflater.place() > offset || inflater.place() < entry.out) inflater.startAt(entry);
        char skipped[16384];
        while (inflater.place() < offset && !inflater.ended()) {
            const auto left = static_cast<std::size_t>(offset - inflater.place());
            inflater.unpack({ skipped, std::min(left, sizeof skipped) });
        }
        return inflater.unpack(bytes);
    };
    if (const std::unique_lock lock(m_cursor->mutex, std::try_to_lock); lock)
        return readWith(m_cursor->inflater);
    Inflater own(*this);
    own.startAt(entryBefore(offset));
    return readWith(own);
}

} // namespace contrastlab
