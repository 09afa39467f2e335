// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// NumPy's .npy files, format versions 1 to 3. Any thread.
// Limits: 1 or 2 dimensions where nobody asks for more, at least one element, a header of at most
// 65,536 bytes.
#pragma once

#include "base/matrix.h"
#include "store/array_view.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace contrastlab {

/// The array in the bytes of a .npy file: b1, i1 .. i8, u1 .. u8, f2, f4, f8 of either byte order,
/// C or Fortran order. Bytes after the array are ignored, as NumPy does. Of more than two
/// dimensions, all behind the first are columns. Throws InputError; `file` and `array` name it.
ArrayView parseNpy(std::span<const std::byte> bytes, std::string file, std::string array = {},
    std::size_t mostDimensions = 2);

/// N x d; a one-dimensional array is N x 1. Throws InputError with file and place: what the header
/// should have said, where the file ends too early, or the first value that is NaN, infinite or out
/// of range.
template <class S> Matrix<S> readNpy(const std::string& path);
std::vector<int> readNpyLabels(const std::string& path);

/// Written whole or not at all, C order, little endian, version 1. Throws InputError.
template <class S> void writeNpy(const std::string& path, ConstMatrixView<S> matrix);
/// One-dimensional.
template <class S> void writeNpy(const std::string& path, std::span<const S> values);

/// Magic, version and header of a file that holds elements of type S, for shapes of 1 or 2 extents.
template <class S> std::string npyHeader(std::span<const Index> shape);

} // namespace contrastlab
