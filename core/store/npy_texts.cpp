// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Arrays of texts, as NumPy holds labels and captions. Any thread.
#include "store/npy_header.h"

#include "base/problem.h"

#include <charconv>

namespace contrastlab {

namespace {

constexpr std::size_t longestText = 65536;

/// UTF-8 of one code point; U+FFFD for what is none.
void appendUtf8(std::string& text, std::uint32_t code)
{
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) code = 0xfffd;
    const auto tail = [&](int shift) { text += static_cast<char>(0x80 | (code >> shift & 0x3f)); };
    if (code < 0x80) {
        text += static_cast<char>(code);
    } else if (code < 0x800) {
        text += static_cast<char>(0xc0 | code >> 6);
        tail(0);
    } else if (code < 0x10000) {
        text += static_cast<char>(0xe0 | code >> 12);
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xf0 | code >> 18);
        tail(12);
        tail(6);
        tail(0);
    }
}

/// One text of an array, without the zeros that fill it up: bytes, or code points of 32 bits.
std::string textAt(std::span<const std::byte> bytes, bool wide, bool bigEndian)
{
    std::string text;
    const std::size_t unit = wide ? 4 : 1;
    for (std::size_t i = 0; i + unit <= bytes.size(); i += unit) {
        std::uint32_t code = 0;
        for (std::size_t k = 0; k < unit; ++k) {
            const std::size_t at = bigEndian ? k : unit - 1 - k;
            code = code << 8 | std::to_integer<std::uint32_t>(bytes[i + at]);
        }
        if (wide)
            appendUtf8(text, code);
        else
            text += static_cast<char>(code);
    }
    text.resize(text.find_last_not_of('\0') + 1);
    return text;
}

} // namespace

std::vector<std::string> npyTexts(
    std::span<const std::byte> bytes, std::string file, std::string name)
{
    const ArrayView array { .file = std::move(file), .array = std::move(name) };
    const NpyHeader header = readNpyHeader(bytes, array);
    const std::size_t kind = header.dtype.find_first_of("US");
    std::size_t length = 0; // of a text, in characters
    if (kind != std::string::npos)
        std::from_chars(
            header.dtype.data() + kind + 1, header.dtype.data() + header.dtype.size(), length);
    if (kind == std::string::npos || header.extents.size() != 1 || length > longestText)
        throw InputError(array.file, placeIn(array, "dtype '" + printable(header.dtype) + "'"),
            "expected a one-dimensional array of texts of at most 65,536 characters");
    const bool wide = header.dtype[kind] == 'U';
    const std::span<const std::byte> data = bytes.subspan(header.dataBegin);
    const std::size_t size = length * (wide ? 4 : 1);
    const auto count = static_cast<std::size_t>(header.extents[0]);
    if (size > 0 && data.size() / size < count)
        throw InputError(array.file, placeIn(array, "data"),
            "expected " + std::to_string(count) + " texts of " + std::to_string(size)
                + " bytes, found " + std::to_string(data.size()) + " bytes");
    std::vector<std::string> texts(size > 0 ? count : 0);
    for (std::size_t i = 0; i < texts.size(); ++i)
        texts[i] = textAt(data.subspan(i * size, size), wide, header.dtype[0] == '>');
    return texts;
}

} // namespace contrastlab
