// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "media/decode/image_guard.h"

#include "media/bytes/limits.h"
#include "media/bytes/media_message.h"

#include <QGuiApplication>
#include <QImageReader>
#include <QLoggingCategory>
#include <QtEndian>

#include <mutex>

namespace contrastlab {

namespace {

constexpr int decoderMegabytes = 4 * static_cast<int>(limits::imagePixels / 1'000'000) + 64;

[[noreturn]] void refuse(const std::string& name, const char* why)
{
    throw MediaError(name, "", { MessageCode::imageRefused, { why } });
}

int byteAt(const QByteArray& bytes, qsizetype i)
{
    return static_cast<unsigned char>(bytes[i]);
}

/// Walks the markers of a JPEG: segments have a length; after a start of scan (DA) come coded
/// bytes, in which FF is followed by 00 or a restart (D0 .. D7). True when the end of image (D9) is
/// met.
bool reachesEndOfImage(const QByteArray& bytes)
{
    qsizetype at = 2;
    while ((at = bytes.indexOf('\xFF', at)) >= 0 && at + 1 < bytes.size()) {
        const int marker = byteAt(bytes, at + 1);
        if (marker == 0xD9) return true;
        const bool alone = marker == 0x00 || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
        if (marker == 0xFF) {
            ++at;
        } else if (alone) {
            at += 2;
        } else {
            if (at + 3 >= bytes.size()) return false;
            at += 2 + byteAt(bytes, at + 2) * 256 + byteAt(bytes, at + 3);
        }
    }
    return false;
}

/// Walks the chunks of a PNG: length, four letters, data, checksum. True when IEND is met.
bool reachesEndChunk(const QByteArray& bytes)
{
    for (qsizetype at = 8; at + 12 <= bytes.size();) {
        if (bytes.mid(at + 4, 4) == "IEND") return true;
        const qint64 length = qFromBigEndian<quint32>(bytes.constData() + at);
        at += length + 12;
    }
    return false;
}

bool endsTooEarly(const QByteArray& bytes)
{
    if (bytes.startsWith("\xFF\xD8")) return !reachesEndOfImage(bytes);
    return bytes.startsWith("\x89PNG") && !reachesEndChunk(bytes);
}

bool looksLikeSvg(const QByteArray& bytes)
{
    const QByteArray head = bytes.left(4096).trimmed();
    return head.startsWith("<?xml") || head.startsWith("<svg") || head.startsWith("<!")
        || head.startsWith("\xEF\xBB\xBF<") || head.contains("<svg");
}

/// True where an href or url( names anything but a part of the drawing or data inside it.
bool namesOtherFiles(const QByteArray& svg)
{
    for (qsizetype at = svg.indexOf("href"); at >= 0; at = svg.indexOf("href", at + 4)) {
        qsizetype value = at + 4;
        while (value < svg.size() && QByteArrayView(" \t\r\n=\"'").contains(svg[value]))
            ++value;
        const QByteArray start = svg.mid(value, 5).toLower();
        const bool link = svg.lastIndexOf("<a", at) > svg.lastIndexOf('<', at) - 1
            && svg.mid(svg.lastIndexOf('<', at), 3).trimmed() == "<a";
        if (!link && !start.startsWith('#') && start != "data:") return true;
    }
    return false;
}

void guardSvg(const QByteArray& svg, const std::string& name)
{
    if (svg.size() > limits::svgBytes) refuse(name, "an SVG of more than 4 MiB");
    if (svg.contains("<!ENTITY")) refuse(name, "an SVG with entities of its own");
    if (svg.count("<use") + svg.count(":use") > limits::svgReuses)
        refuse(name, "an SVG with more than 32 <use> elements");
    if (namesOtherFiles(svg)) refuse(name, "an SVG that names other files");
    const bool gui = qobject_cast<QGuiApplication*>(QCoreApplication::instance()) != nullptr;
    if (!gui && svg.contains("<text"))
        refuse(name, "an SVG with text, which needs the window's fonts");
}

} // namespace

void guardImage(const QByteArray& bytes, const std::string& name)
{
    static std::once_flag once;
    std::call_once(once, [] {
        QImageReader::setAllocationLimit(decoderMegabytes);
        // what they warn of is in our reports; on standard error it would drown them
        QLoggingCategory::setFilterRules(QStringLiteral("qt.gui.imageio*=false\nqt.svg*=false"));
    });
    if (bytes.isEmpty()) throw MediaError(name, "", { MessageCode::fileEmpty, {} });
    if (bytes.startsWith("\x1f\x8b")) refuse(name, "a packed SVG");
    if (endsTooEarly(bytes))
        throw MediaError(name, "", { MessageCode::imageUnreadable, { "it ends too early" } });
    if (looksLikeSvg(bytes)) guardSvg(bytes, name);
}

} // namespace contrastlab
