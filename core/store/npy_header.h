// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The beginning of a .npy file: magic, version and what its header says. Pure; any thread.
#pragma once

#include "store/array_view.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace contrastlab {

constexpr std::string_view npyMagic = "\x93NUMPY";
constexpr std::size_t mostNpyHeaderBytes = 65536;

struct NpyHeader {
    std::string dtype; ///< "<f4"
    bool columnMajor = false;
    std::vector<Index> extents;
    std::size_t dataBegin = 0; ///< where the elements begin

    /// 'U' or 'S': an array of texts.
    [[nodiscard]] bool isText() const { return dtype.find_first_of("US") != std::string::npos; }
    /// Whole numbers of any size.
    [[nodiscard]] bool isWhole() const { return dtype.find_first_of("iu") != std::string::npos; }
};

/// Of bytes that may end after the header. Throws InputError, which `array` names.
NpyHeader readNpyHeader(std::span<const std::byte> bytes, const ArrayView& array);

/// A one-dimensional array of texts (U or S) as UTF-8. Throws InputError.
std::vector<std::string> npyTexts(
    std::span<const std::byte> bytes, std::string file, std::string array = {});

} // namespace contrastlab
