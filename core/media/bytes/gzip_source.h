// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Random access to gzip, after the method of zlib's example zran.c (Mark Adler): the inflater's
// state at a block's border is its position and the last 32 KiB that it wrote. Any thread may read.
#pragma once

#include "media/bytes/byte_source.h"

#include <vector>

namespace contrastlab {

class GzipSource final : public ByteSource {
public:
    GzipSource(std::shared_ptr<const ByteSource> packed, std::string shown);
    ~GzipSource() override;
    GzipSource(const GzipSource&) = delete;
    GzipSource& operator=(const GzipSource&) = delete;

    std::int64_t size() const override { return m_size; }
    std::size_t readAt(std::int64_t offset, std::span<char> bytes) const override;

private:
    class Inflater;
    struct Entry {
        std::int64_t out; ///< unpacked offset
        std::int64_t in; ///< packed offset of the next whole byte
        int bits; ///< bits of the byte before that still belong to the stream
        std::string window;
    };
    void buildIndex();
    [[nodiscard]] const Entry& entryBefore(std::int64_t offset) const;

    std::shared_ptr<const ByteSource> m_packed;
    std::string m_shown;
    std::int64_t m_size = 0;
    std::vector<Entry> m_entries;
    struct Cursor;
    std::unique_ptr<Cursor>
        m_cursor; ///< where the last read ended: reads in order go on from there
};

} // namespace contrastlab
