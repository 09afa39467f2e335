// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pure; any thread.
#include "media/decode/image_edges.h"

#include <QtEndian>

namespace contrastlab {

namespace {

int wordAt(const QByteArray& bytes, qsizetype i)
{
    return byteAt(bytes, i) << 8 | byteAt(bytes, i + 1);
}

/// C0 .. CF but for tables and reserved ones: where a frame, and with it the size, begins.
bool beginsFrame(int marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/// Walks the segments of a JPEG to the one with the size.
std::optional<QSize> sizeOfJpeg(const QByteArray& head)
{
    for (qsizetype at = 2; at + 9 <= head.size();) {
        if (byteAt(head, at) != 0xFF) return std::nullopt;
        const int marker = byteAt(head, at + 1);
        if (marker == 0xFF) {
            ++at;
        } else if (beginsFrame(marker)) {
            const QSize size(wordAt(head, at + 7), wordAt(head, at + 5));
            return size.isEmpty() ? std::nullopt : std::optional(size);
        } else if (marker == 0xDA || marker < 0xC0) {
            return std::nullopt;
        } else {
            at += 2 + wordAt(head, at + 2);
        }
    }
    return std::nullopt;
}

std::optional<QSize> sizeOfPng(const QByteArray& head)
{
    if (head.size() < 33 || head.mid(12, 4) != "IHDR") return std::nullopt;
    const auto width = qFromBigEndian<quint32>(head.constData() + 16);
    const auto height = qFromBigEndian<quint32>(head.constData() + 20);
    constexpr quint32 most = 1U << 30;
    if (width < 1 || height < 1 || width > most || height > most) return std::nullopt;
    return QSize(static_cast<int>(width), static_cast<int>(height));
}

} // namespace

std::optional<QSize> sizeByEdges(const FileEdges& edges)
{
    constexpr qsizetype endLookedAt = 4096;
    const auto ends = [&](const char* mark) {
        return (edges.whole() ? edges.head : edges.tail).right(endLookedAt).lastIndexOf(mark) >= 0;
    };
    if (edges.head.startsWith("\xFF\xD8"))
        return ends("\xFF\xD9") ? sizeOfJpeg(edges.head) : std::nullopt;
    if (edges.head.startsWith("\x89PNG\r\n\x1a\n"))
        return ends("IEND") ? sizeOfPng(edges.head) : std::nullopt;
    return std::nullopt;
}

} // namespace contrastlab
