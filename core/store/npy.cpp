// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "store/npy.h"

#include "base/problem.h"
#include "store/atomic_file.h"
#include "store/mapped_file.h"
#include "store/npy_header.h"

#include <array>
#include <cstring>
#include <optional>
#include <string_view>

namespace contrastlab {

namespace {

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

void applyShape(ArrayView& array, const std::vector<Index>& shape, std::size_t mostDimensions)
{
    if (shape.empty() || shape.size() > mostDimensions)
        throw InputError(array.file, placeIn(array, "shape"),
            "expected 1 " + std::string(mostDimensions == 2 ? "or " : "to ")
                + std::to_string(mostDimensions) + " dimensions, found "
                + std::to_string(shape.size()));
    array.extents = shape;
    array.rows = shape[0];
    array.columns = 1;
    for (std::size_t i = 1; i < shape.size(); ++i)
        if (__builtin_mul_overflow(array.columns, shape[i], &array.columns))
            throw InputError(
                array.file, placeIn(array, "shape"), "expected a shape that fits in memory");
}

/// Where the header's text lies.
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

ArrayView parseNpy(std::span<const std::byte> bytes, std::string file, std::string name,
    std::size_t mostDimensions)
{
    ArrayView array { .file = std::move(file), .array = std::move(name) };
    const NpyHeader header = readNpyHeader(bytes, array);
    applyDescr(array, header.dtype);
    applyShape(array, header.extents, mostDimensions);
    array.columnMajor = header.columnMajor;
    const std::size_t need = byteCount(array);
    const std::size_t have = bytes.size() - header.dataBegin;
    if (have < need)
        throw InputError(array.file, placeIn(array, "data"),
            "expected " + std::to_string(need) + " bytes for shape (" + std::to_string(array.rows)
                + ", " + std::to_string(array.columns) + "), found " + std::to_string(have));
    array.data = bytes.data() + header.dataBegin;
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
