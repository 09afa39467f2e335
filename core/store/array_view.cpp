// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Loads go through memcpy, as nothing in a file is aligned for sure.
#include "store/array_view.h"

#include "base/problem.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <sstream>
#include <type_traits>

namespace contrastlab {

static_assert(std::endian::native == std::endian::little);

namespace {

enum class Bool8 : std::uint8_t {};

/// Calls visit with a value of the C++ type that `type` names.
template <class Visit> decltype(auto) withElementType(ElementType type, const Visit& visit)
{
    switch (type) {
    case ElementType::boolean:
        return visit(Bool8 {});
    case ElementType::int8:
        return visit(std::int8_t {});
    case ElementType::int16:
        return visit(std::int16_t {});
    case ElementType::int32:
        return visit(std::int32_t {});
    case ElementType::int64:
        return visit(std::int64_t {});
    case ElementType::uint8:
        return visit(std::uint8_t {});
    case ElementType::uint16:
        return visit(std::uint16_t {});
    case ElementType::uint32:
        return visit(std::uint32_t {});
    case ElementType::uint64:
        return visit(std::uint64_t {});
    case ElementType::float16:
        return visit(Eigen::half {});
    case ElementType::bfloat16:
        return visit(Eigen::bfloat16 {});
    case ElementType::float32:
        return visit(float {});
    case ElementType::float64:
        break;
    }
    return visit(double {});
}

template <class T, bool swapped> T load(const std::byte* from)
{
    std::array<std::byte, sizeof(T)> bytes;
    std::memcpy(bytes.data(), from, sizeof(T));
    if constexpr (swapped) std::reverse(bytes.begin(), bytes.end());
    T value;
    std::memcpy(static_cast<void*>(&value), bytes.data(), sizeof(T));
    return value;
}

template <class S, class T> S converted(T value)
{
    if constexpr (std::is_same_v<T, Bool8>)
        return static_cast<S>(value != Bool8 {});
    else
        return static_cast<S>(value);
}

/// `count` elements from `from` on, to every `stride`-th place of `to`.
template <class T, class S>
void convertRun(const std::byte* from, Index count, bool bigEndian, S* to, Index stride)
{
    if (bigEndian)
        for (Index i = 0; i < count; ++i)
            to[i * stride] = converted<S>(load<T, true>(from + i * static_cast<Index>(sizeof(T))));
    else
        for (Index i = 0; i < count; ++i)
            to[i * stride] = converted<S>(load<T, false>(from + i * static_cast<Index>(sizeof(T))));
}

/// Where a column lies among those of a column-major array: of more than two dimensions, a row
/// comes out with its last dimension running fastest, as of a row-major array.
Index placeOfColumn(const ArrayView& array, Index column)
{
    if (array.extents.size() <= 2) return column;
    Index place = 0, stride = array.columns;
    for (std::size_t i = array.extents.size() - 1; i >= 1; --i) {
        stride /= array.extents[i];
        place += column % array.extents[i] * stride;
        column /= array.extents[i];
    }
    return place;
}

/// Rows [first, first + count) to `to`, row-major.
template <class S> void convertRows(const ArrayView& array, Index first, Index count, S* to)
{
    withElementType(array.type, [&](auto sample) {
        using T = decltype(sample);
        const auto at = [&](Index element) {
            return array.data + element * static_cast<Index>(sizeof(T));
        };
        if (!array.columnMajor) {
            convertRun<T>(at(first * array.columns), count * array.columns, array.bigEndian, to, 1);
            return;
        }
        for (Index column = 0; column < array.columns; ++column)
            convertRun<T>(at(placeOfColumn(array, column) * array.rows + first), count,
                array.bigEndian, to + column, array.columns);
    });
}

template <class S> [[noreturn]] void refuseValue(const ArrayView& array, Index row, Index column)
{
    ArrayView one = array;
    double found = 0;
    withElementType(array.type, [&](auto sample) {
        using T = decltype(sample);
        const Index element = array.columnMajor ? placeOfColumn(array, column) * array.rows + row
                                                : row * array.columns + column;
        convertRun<T>(
            array.data + element * static_cast<Index>(sizeof(T)), 1, array.bigEndian, &found, 1);
    });
    std::ostringstream text;
    if (std::isfinite(found))
        text << "expected a number of at most 3.4e+38 in size, the limit of single precision";
    else
        text << "expected a finite number";
    text << ", found " << found;
    throw InputError(array.file,
        placeIn(array,
            "row " + std::to_string(row + 1) + ", column " + std::to_string(column + 1)
                + " (from 1)"),
        text.str());
}

template <class S>
void requireFinite(const ArrayView& array, Index firstRow, const S* values, Index count)
{
    const S* bad = std::find_if(values, values + count, [](S v) { return !std::isfinite(v); });
    if (bad == values + count) return;
    const Index element = bad - values;
    refuseValue<S>(array, firstRow + element / array.columns, element % array.columns);
}

int labelFrom(const ArrayView& array, Index row, double value)
{
    if (value >= -1 && value <= std::numeric_limits<int>::max() && value == std::floor(value))
        return static_cast<int>(value);
    std::ostringstream text;
    text.precision(17);
    text << "expected a label, a whole number from -1 (none) to 2147483647, found " << value;
    throw InputError(
        array.file, placeIn(array, "row " + std::to_string(row + 1) + " (from 1)"), text.str());
}

} // namespace

std::size_t sizeOf(ElementType type)
{
    return withElementType(type, [](auto sample) { return sizeof sample; });
}

std::string placeIn(const ArrayView& array, const std::string& detail)
{
    if (array.array.empty()) return detail;
    return "array '" + printable(array.array) + "'" + (detail.empty() ? "" : ", " + detail);
}

std::size_t byteCount(const ArrayView& array)
{
    const std::string shape =
        "shape (" + std::to_string(array.rows) + ", " + std::to_string(array.columns) + ")";
    if (array.rows < 1 || array.columns < 1)
        throw InputError(
            array.file, placeIn(array, shape), "expected at least one row and one column");
    Index count = 0;
    if (__builtin_mul_overflow(array.rows, array.columns, &count)
        || __builtin_mul_overflow(count, static_cast<Index>(sizeOf(array.type)), &count))
        throw InputError(array.file, placeIn(array, shape), "expected a shape that fits in memory");
    return static_cast<std::size_t>(count);
}

template <class S> Matrix<S> toMatrix(const ArrayView& array)
{
    constexpr Index blockRows =
        256; // a block stays in cache while the columns of a column-major array pass
    Matrix<S> matrix(array.rows, array.columns);
    for (Index first = 0; first < array.rows; first += blockRows) {
        const Index count = std::min(blockRows, array.rows - first);
        convertRows(array, first, count, matrix.row(first).data());
        requireFinite(array, first, matrix.row(first).data(), count * array.columns);
    }
    return matrix;
}

void readRow(const ArrayView& array, Index row, std::span<float> values)
{
    convertRows(array, row, 1, values.data());
    requireFinite(array, row, values.data(), array.columns);
}

void readRow(
    const ArrayView& array, Index row, std::span<const std::byte> bytes, std::span<float> values)
{
    withElementType(array.type, [&](auto sample) {
        convertRun<decltype(sample)>(
            bytes.data(), array.columns, array.bigEndian, values.data(), 1);
    });
    requireFinite(array, row, values.data(), array.columns);
}

std::vector<int> toLabels(const ArrayView& array)
{
    if (array.columns != 1)
        throw InputError(array.file, placeIn(array, "shape"),
            "expected one label a row, found " + std::to_string(array.columns) + " columns");
    std::vector<int> labels(static_cast<std::size_t>(array.rows));
    for (Index row = 0; row < array.rows; ++row) {
        double value = 0;
        convertRows(array, row, 1, &value);
        labels[static_cast<std::size_t>(row)] = labelFrom(array, row, value);
    }
    return labels;
}

template Matrix<float> toMatrix<float>(const ArrayView&);
template Matrix<double> toMatrix<double>(const ArrayView&);

} // namespace contrastlab
