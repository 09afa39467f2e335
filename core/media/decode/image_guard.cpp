// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "media/decode/image_guard.h"

#include "media/bytes/limits.h"
#include "media/bytes/media_message.h"
#include "media/decode/image_edges.h"

#include <QImageReader>
#include <QLoggingCategory>
#include <QtEndian>

#include <cctype>
#include <mutex>

namespace contrastlab {

namespace {

constexpr int decoderMegabytes = 4 * static_cast<int>(limits::imagePixels / 1'000'000) + 64;

[[noreturn]] void refuse(const std::string& name, const char* why)
{
    throw MediaError(name, "", { sentences::imageRefused, { why } });
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

/// Data inside the drawing that are no drawing themselves: Qt would read that one unguarded.
bool isPlainData(const QByteArray& value)
{
    if (!value.startsWith("data:")) return false;
    const qsizetype begin = value.indexOf("base64,");
    if (begin < 0) return false;
    const QByteArray head = QByteArray::fromBase64(value.mid(begin + 7, 4096));
    return !looksLikeSvg(head) && !head.startsWith("\x1f\x8b");
}

/// What stands from `at` on, after blanks and quotes.
QByteArray valueFrom(const QByteArray& svg, qsizetype at)
{
    while (at < svg.size() && QByteArrayView(" \t\r\n=\"'").contains(svg[at]))
        ++at;
    return svg.mid(at, 8192);
}

bool staysInside(const QByteArray& value)
{
    return value.startsWith('#') || isPlainData(value);
}

/// Whether the tag that `at` lies in is a link, which nothing follows while drawing.
bool isInLink(const QByteArray& svg, qsizetype at)
{
    return svg.mid(svg.lastIndexOf('<', at), 3).trimmed() == "<a";
}

/// Whether it is a picture, whose "#a" Qt takes for the name of a file.
bool isInPicture(const QByteArray& svg, qsizetype at)
{
    const QByteArray tag = svg.mid(svg.lastIndexOf('<', at) + 1, 256);
    const QByteArray name = tag.left(tag.indexOf(' ')).simplified();
    return name.contains("image");
}

/// Whether the value of the href at `at` names nothing outside of the drawing.
bool isOwnHref(const QByteArray& svg, qsizetype at)
{
    const QByteArray value = valueFrom(svg, at + 4);
    if (isInLink(svg, at)) return true;
    return isInPicture(svg, at) ? isPlainData(value) : staysInside(value);
}

/// Makes of every href, in any namespace, and of every url( and @import of a style that names
/// anything but a part of the drawing or pixels inside it, a word that nobody knows: the drawing is
/// read without them, and nothing else is.
QByteArray withoutOtherFiles(const QByteArray& svg)
{
    const QByteArray low = svg.toLower();
    QByteArray alone = svg;
    const auto cross = [&](qsizetype at, qsizetype letters) {
        for (qsizetype i = 0; i < letters; ++i)
            alone[at + i] = 'x';
    };
    for (qsizetype at = low.indexOf("href"); at >= 0; at = low.indexOf("href", at + 4))
        if (!isOwnHref(svg, at)) cross(at, 4);
    for (qsizetype at = low.indexOf("url("); at >= 0; at = low.indexOf("url(", at + 4))
        if (!staysInside(valueFrom(svg, at + 4))) cross(at, 3);
    for (qsizetype at = low.indexOf("@import"); at >= 0; at = low.indexOf("@import", at + 7))
        cross(at + 1, 6);
    return alone;
}

/// Elements of that name, with a prefix or without.
bool hasElement(const QByteArray& svg, QByteArrayView name)
{
    for (qsizetype at = svg.indexOf(name); at > 0; at = svg.indexOf(name, at + 1)) {
        const qsizetype open = svg.lastIndexOf('<', at);
        const QByteArrayView before = QByteArrayView(svg).sliced(open + 1, at - open - 1);
        const bool isName = open >= 0 && (before.isEmpty() || before.endsWith(':'))
            && before.indexOf(' ') < 0 && before.indexOf('>') < 0;
        const qsizetype end = at + name.size();
        if (isName && (end >= svg.size() || !std::isalnum(byteAt(svg, end)))) return true;
    }
    return false;
}

/// True where the bytes may be read in an encoding in which the words above look otherwise.
bool isEncodedOtherwise(const QByteArray& svg)
{
    const QByteArray declaration = svg.left(svg.indexOf('>') + 1).toLower();
    const qsizetype at = declaration.indexOf("encoding");
    if (!declaration.contains("<?xml") || at < 0) return false;
    const QByteArray name = valueFrom(declaration, at + 8);
    return !name.startsWith("utf-8") && !name.startsWith("us-ascii")
        && !name.startsWith("iso-8859-1");
}

void guardSvg(const QByteArray& svg, const std::string& name)
{
    if (svg.size() > limits::svgBytes)
        refuse(name, QT_TRANSLATE_NOOP("Message", "an SVG of more than 4 MiB"));
    if (svg.toUpper().contains("<!ENTITY"))
        refuse(name, QT_TRANSLATE_NOOP("Message", "an SVG with entities of its own"));
    if (svg.count("<use") + svg.count(":use") > limits::svgReuses)
        refuse(name, QT_TRANSLATE_NOOP("Message", "an SVG with more than 32 <use> elements"));
    if (isEncodedOtherwise(svg))
        refuse(name, QT_TRANSLATE_NOOP("Message", "an SVG in another encoding than UTF-8"));
    // Letters would look different with the fonts of every machine, and of the window and without.
    for (const char* element : { "text", "textArea" })
        if (hasElement(svg, element))
            refuse(name,
                QT_TRANSLATE_NOOP("Message",
                    "an SVG with text, whose letters every machine draws with other fonts; "
                    "inkscape --export-text-to-path makes shapes of them"));
}

} // namespace

QByteArray guarded(const QByteArray& bytes, const std::string& name)
{
    static std::once_flag once;
    std::call_once(once, [] {
        QImageReader::setAllocationLimit(decoderMegabytes);
        // what they warn of is in our reports; on standard error it would drown them
        QLoggingCategory::setFilterRules(QStringLiteral("qt.gui.imageio*=false\nqt.svg*=false"));
    });
    if (bytes.isEmpty()) throw MediaError(name, "", { sentences::fileEmpty, {} });
    if (bytes.startsWith("\x1f\x8b")) refuse(name, QT_TRANSLATE_NOOP("Message", "a packed SVG"));
    if (endsTooEarly(bytes))
        throw MediaError(name, "",
            { sentences::imageUnreadable, { QT_TRANSLATE_NOOP("Message", "it ends too early") } });
    if (!looksLikeSvg(bytes)) return bytes;
    guardSvg(bytes, name);
    return withoutOtherFiles(bytes);
}

} // namespace contrastlab
