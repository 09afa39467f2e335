// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An array of any number type inside someone else's bytes (a mapped .npy, a
// tensor of a .safetensors file), seen as rows, and its conversion to the engine's types. Read
// only; any thread.
#pragma once

#include "base/matrix.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace contrastlab {

enum class ElementType : std::uint8_t {
    boolean,
    int8,
    int16,
    int32,
    int64,
    uint8,
    uint16,
    uint32,
    uint64,
    float16,
    bfloat16,
    float32,
    float64,
};

/// Bytes of one element.
std::size_t sizeOf(ElementType type);

/// A view: the bytes must outlive it.
struct ArrayView {
    std::string file; ///< for messages
    std::string array; ///< the member or tensor inside the file, or empty
    ElementType type = ElementType::float32;
    bool bigEndian = false;
    bool columnMajor = false;
    Index rows = 0;
    Index columns =
        1; ///< a one-dimensional array is rows x 1; of more than two, all behind the first
    std::vector<Index> extents; ///< as the file has them
    const std::byte* data = nullptr;
};

/// Throws InputError with row and column at the first value that is not a finite number of type S.
template <class S> Matrix<S> toMatrix(const ArrayView& array);
/// Writes row `row` to `values` (as many as columns); throws as toMatrix does.
void readRow(const ArrayView& array, Index row, std::span<float> values);
/// The same of a row-major array whose row has been copied to `bytes`.
void readRow(
    const ArrayView& array, Index row, std::span<const std::byte> bytes, std::span<float> values);
/// One label a row of an array with one column: whole numbers of any type from -1 (none) to
/// 2147483647. Throws InputError otherwise.
std::vector<int> toLabels(const ArrayView& array);

/// rows * columns * size in bytes, or throws InputError: every extent at least 1 and no overflow.
std::size_t byteCount(const ArrayView& array);
/// The place for messages: `detail`, with the name of the array where there is one.
std::string placeIn(const ArrayView& array, const std::string& detail);

} // namespace contrastlab
