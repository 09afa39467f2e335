// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The header is a Python dictionary literal with three known keys: read by a reader for just that.
#include "store/npy_header.h"

#include "base/problem.h"

#include <cstring>
#include <optional>

namespace contrastlab {

namespace {

struct Entries {
    std::optional<std::string> descr;
    std::optional<bool> fortranOrder;
    std::optional<std::vector<Index>> shape;
};

class HeaderReader {
public:
    HeaderReader(std::string_view text, std::size_t offset, const ArrayView& array)
        : m_text(text)
        , m_offset(offset)
        , m_array(array)
    {
    }

    Entries read()
    {
        Entries header;
        require('{', "a dictionary");
        while (!accept('}')) {
            readEntry(header);
            if (!accept(',') && peek() != '}') fail("',' or '}'");
        }
        if (skipBlanks(); m_position != m_text.size()) fail("the end of the header");
        if (!header.descr || !header.fortranOrder || !header.shape)
            fail("the keys 'descr', 'fortran_order' and 'shape'");
        return header;
    }

private:
    [[noreturn]] void fail(const std::string& expected) const
    {
        throw InputError(m_array.file,
            placeIn(m_array, "header byte " + std::to_string(m_offset + m_position)),
            "expected " + expected);
    }
    void skipBlanks()
    {
        while (m_position < m_text.size() && std::strchr(" \t\r\n", m_text[m_position])
            && m_text[m_position] != '\0')
            ++m_position;
    }
    char peek()
    {
        skipBlanks();
        return m_position < m_text.size() ? m_text[m_position] : '\0';
    }
    bool accept(char c)
    {
        if (peek() != c) return false;
        ++m_position;
        return true;
    }
    void require(char c, const char* expected)
    {
        if (!accept(c)) fail(expected);
    }
    bool acceptWord(std::string_view word)
    {
        skipBlanks();
        if (m_text.substr(m_position, word.size()) != word) return false;
        m_position += word.size();
        return true;
    }

    void readEntry(Entries& header)
    {
        const std::string key = readString("a key in quotes");
        require(':', "':'");
        if (key == "descr" && !header.descr)
            header.descr = readDescr();
        else if (key == "fortran_order" && !header.fortranOrder)
            header.fortranOrder = readBoolean();
        else if (key == "shape" && !header.shape)
            header.shape = readShape();
        else
            fail("each of the keys 'descr', 'fortran_order' and 'shape' once, found '"
                + printable(key) + "'");
    }
    std::string readString(const char* expected)
    {
        const char quote = peek();
        if (quote != '\'' && quote != '"') fail(expected);
        const std::size_t end = m_text.find(quote, m_position + 1);
        if (end == std::string_view::npos) fail("a closing quote");
        const std::string text(m_text.substr(m_position + 1, end - m_position - 1));
        m_position = end + 1;
        return text;
    }
    std::string readDescr()
    {
        if (peek() == '[')
            fail("a plain number type, found a structured dtype (an array of records)");
        return readString("a dtype in quotes");
    }
    bool readBoolean()
    {
        if (acceptWord("True")) return true;
        if (acceptWord("False")) return false;
        fail("True or False");
    }
    std::vector<Index> readShape()
    {
        require('(', "a shape such as (100, 64)");
        std::vector<Index> shape;
        while (!accept(')')) {
            shape.push_back(readExtent());
            if (shape.size() > 32) fail("at most 32 extents");
            if (!accept(',') && peek() != ')') fail("',' or ')'");
        }
        return shape;
    }
    Index readExtent()
    {
        constexpr Index most = Index(1) << 48;
        if (peek() < '0' || peek() > '9') fail("a whole number of at least 0");
        Index value = 0;
        while (
            m_position < m_text.size() && m_text[m_position] >= '0' && m_text[m_position] <= '9') {
            value = 10 * value + (m_text[m_position++] - '0');
            if (value > most) fail("an extent of at most 281474976710656");
        }
        accept('L'); // Python 2 wrote long integers so
        return value;
    }

    std::string_view m_text;
    std::size_t m_offset;
    const ArrayView& m_array;
    std::size_t m_position = 0;
};

struct HeaderPlace {
    std::size_t first = 0;
    std::size_t length = 0;
};

HeaderPlace findHeader(std::span<const std::byte> bytes, const ArrayView& array)
{
    const auto byteAt = [&](std::size_t i) { return std::to_integer<std::size_t>(bytes[i]); };
    const auto fail = [&](const char* place, const std::string& expectation) {
        throw InputError(array.file, placeIn(array, place), expectation);
    };
    if (bytes.size() < 10 || std::memcmp(bytes.data(), npyMagic.data(), npyMagic.size()) != 0)
        fail("byte 0", "expected a .npy file, which begins with \\x93NUMPY");
    const std::size_t version = byteAt(6);
    if (version < 1 || version > 3)
        fail("byte 6", "expected format version 1, 2 or 3, found " + std::to_string(version));
    HeaderPlace place { version == 1 ? 10u : 12u, byteAt(8) | byteAt(9) << 8 };
    if (version > 1 && bytes.size() >= 12) place.length |= byteAt(10) << 16 | byteAt(11) << 24;
    if (place.length > mostNpyHeaderBytes)
        fail("byte 8",
            "expected a header of at most 65536 bytes, found " + std::to_string(place.length));
    if (bytes.size() < place.first + place.length)
        fail("header",
            "expected " + std::to_string(place.length) + " bytes, but the file ends before");
    return place;
}

} // namespace

NpyHeader readNpyHeader(std::span<const std::byte> bytes, const ArrayView& array)
{
    const HeaderPlace place = findHeader(bytes, array);
    const std::string_view text(
        reinterpret_cast<const char*>(bytes.data()) + place.first, place.length);
    const Entries entries = HeaderReader(text, place.first, array).read();
    return { *entries.descr, *entries.fortranOrder, *entries.shape, place.first + place.length };
}

} // namespace contrastlab
