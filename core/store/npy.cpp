// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The header is a Python dictionary literal with three known keys: read by a reader for just that.
#include "store/npy.h"

#include "base/problem.h"
#include "store/atomic_file.h"
#include "store/mapped_file.h"

#include <array>
#include <cstring>
#include <optional>
#include <string_view>

namespace contrastlab {

namespace {

constexpr std::string_view npyMagic = "\x93NUMPY";
constexpr std::size_t mostHeaderBytes = 65536;

struct NpyHeader {
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

    NpyHeader read()
    {
        NpyHeader header;
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

    void readEntry(NpyHeader& header)
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

const char* whyUnread(char kind)
{
    switch (kind) {
    case 'O':
        return " (Python objects)";
    case 'S':
    case 'a':
    case 'U':
        return " (text)";
    case 'c':
        return " (complex numbers)";
    case 'M':
    case 'm':
        return " (dates)";
    case 'V':
        return " (raw bytes or records)";
    default:
        return "";
    }
}

std::optional<ElementType> elementTypeOf(std::string_view name)
{
    constexpr std::pair<std::string_view, ElementType> known[] = {
        { "b1", ElementType::boolean },
        { "i1", ElementType::int8 },
        { "i2", ElementType::int16 },
        { "i4", ElementType::int32 },
        { "i8", ElementType::int64 },
        { "u1", ElementType::uint8 },
        { "u2", ElementType::uint16 },
        { "u4", ElementType::uint32 },
        { "u8", ElementType::uint64 },
        { "f2", ElementType::float16 },
        { "f4", ElementType::float32 },
        { "f8", ElementType::float64 },
    };
    for (const auto& [text, type] : known)
        if (text == name) return type;
    return std::nullopt;
}

void applyDescr(ArrayView& array, const std::string& descr)
{
    std::string_view name = descr;
    const bool ordered =
        !name.empty() && std::string_view("<>=|").find(name.front()) != std::string_view::npos;
    array.bigEndian = ordered && name.front() == '>';
    if (ordered) name.remove_prefix(1);
    const std::optional<ElementType> type = elementTypeOf(name);
    if (!type)
        throw InputError(array.file, placeIn(array, "dtype '" + printable(descr) + "'"),
            "expected b1, i1 .. i8, u1 .. u8, f2, f4 or f8" + std::string(", found another type")
                + whyUnread(name.empty() ? '\0' : name.front()));
    array.type = *type;
}

void applyShape(ArrayView& array, const std::vector<Index>& shape)
{
    if (shape.empty() || shape.size() > 2)
        throw InputError(array.file, placeIn(array, "shape"),
            "expected 1 or 2 dimensions, found " + std::to_string(shape.size()));
    array.rows = shape[0];
    array.columns = shape.size() == 2 ? shape[1] : 1;
}

/// Where the header's text lies.
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
    if (place.length > mostHeaderBytes)
        fail("byte 8",
            "expected a header of at most 65536 bytes, found " + std::to_string(place.length));
    if (bytes.size() < place.first + place.length)
        fail("header",
            "expected " + std::to_string(place.length) + " bytes, but the file ends before");
    return place;
}

/// "(3, 4)", or "(3,)" as Python writes a tuple of one.
std::string shapeText(std::span<const Index> shape)
{
    if (shape.size() == 1) return "(" + std::to_string(shape[0]) + ",)";
    return "(" + std::to_string(shape[0]) + ", " + std::to_string(shape[1]) + ")";
}

template <class S>
constexpr const char* descrOf = std::is_same_v<S, float> ? "<f4"
    : std::is_same_v<S, double>                          ? "<f8"
                                                         : "<i8";

template <class S>
void writeArray(const std::string& path, std::span<const Index> shape, ConstMatrixView<S> matrix)
{
    AtomicFile file(path);
    file.write(npyHeader<S>(shape));
    const bool onePiece = matrix.outerStride() == matrix.cols();
    const Index pieces = onePiece ? 1 : matrix.rows();
    const Index length = onePiece ? matrix.size() : matrix.cols();
    for (Index piece = 0; piece < pieces; ++piece)
        file.write(matrix.data() + piece * matrix.outerStride(),
            sizeof(S) * static_cast<std::size_t>(length));
    file.commit();
}

} // namespace

ArrayView parseNpy(std::span<const std::byte> bytes, std::string file, std::string name)
{
    ArrayView array { .file = std::move(file), .array = std::move(name) };
    const HeaderPlace place = findHeader(bytes, array);
    const std::string_view text(
        reinterpret_cast<const char*>(bytes.data()) + place.first, place.length);
    const NpyHeader header = HeaderReader(text, place.first, array).read();
    applyDescr(array, *header.descr);
    applyShape(array, *header.shape);
    array.columnMajor = *header.fortranOrder;
    const std::size_t need = byteCount(array);
    const std::size_t have = bytes.size() - place.first - place.length;
    if (have < need)
        throw InputError(array.file, placeIn(array, "data"),
            "expected " + std::to_string(need) + " bytes for shape (" + std::to_string(array.rows)
                + ", " + std::to_string(array.columns) + "), found " + std::to_string(have));
    array.data = bytes.data() + place.first + place.length;
    return array;
}

template <class S> Matrix<S> readNpy(const std::string& path)
{
    const MappedFile file(path);
    Matrix<S> matrix = toMatrix<S>(parseNpy(file.bytes(), path));
    file.requireWhole();
    return matrix;
}

std::vector<int> readNpyLabels(const std::string& path)
{
    const MappedFile file(path);
    std::vector<int> labels = toLabels(parseNpy(file.bytes(), path));
    file.requireWhole();
    return labels;
}

template <class S> std::string npyHeader(std::span<const Index> shape)
{
    std::string text = "{'descr': '" + std::string(descrOf<S>)
        + "', 'fortran_order': False, 'shape': " + shapeText(shape) + ", }";
    // The data begin at a multiple of 64: 10 bytes before the text, a newline after it.
    text.append((64 - (10 + text.size() + 1) % 64) % 64, ' ');
    text += '\n';
    std::string header(npyMagic);
    header +=
        { '\1', '\0', static_cast<char>(text.size() & 0xff), static_cast<char>(text.size() >> 8) };
    return header + text;
}

template <class S> void writeNpy(const std::string& path, ConstMatrixView<S> matrix)
{
    writeArray<S>(path, std::array { matrix.rows(), matrix.cols() }, matrix);
}

template <class S> void writeNpy(const std::string& path, std::span<const S> values)
{
    const Index count = static_cast<Index>(values.size());
    writeArray<S>(path, std::array { count }, viewOf(values.data(), 1, count));
}

template Matrix<float> readNpy<float>(const std::string&);
template Matrix<double> readNpy<double>(const std::string&);
template void writeNpy<float>(const std::string&, ConstMatrixView<float>);
template void writeNpy<double>(const std::string&, ConstMatrixView<double>);
template void writeNpy<float>(const std::string&, std::span<const float>);
template void writeNpy<double>(const std::string&, std::span<const double>);
template void writeNpy<std::int64_t>(const std::string&, std::span<const std::int64_t>);
template std::string npyHeader<float>(std::span<const Index>);
template std::string npyHeader<double>(std::span<const Index>);
template std::string npyHeader<std::int64_t>(std::span<const Index>);

} // namespace contrastlab
