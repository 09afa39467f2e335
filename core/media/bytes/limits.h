// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every limit on files from outside, in one place; README states them. Constants.
#pragma once

#include <cstdint>

namespace contrastlab::limits {

constexpr std::int64_t mebibyte = 1024 * 1024;

constexpr std::int64_t manifestBytes = 1024 * mebibyte; ///< tables, JSON, captions
constexpr std::int64_t sniffedBytes = 1 << 18; ///< of a text, to see what it is
constexpr std::int64_t sniffedJsonBytes = 4 * mebibyte;
constexpr std::int64_t captionBytes = 1 * mebibyte; ///< a .txt beside an image
constexpr std::int64_t fieldBytes = 1 * mebibyte; ///< one field or line of a table
constexpr std::int64_t imageBytes = 256 * mebibyte;
/// Pictures or sounds beyond either number are decoded while training goes on, after a look at
/// each.
constexpr std::int64_t imagesDecodedFirst = 4096;
constexpr std::int64_t imageBytesDecodedFirst = 64 * mebibyte;
constexpr std::int64_t soundsDecodedFirst = 1024;
constexpr std::int64_t soundBytesDecodedFirst = 256 * mebibyte;
constexpr std::int64_t soundBytes = 512 * mebibyte;
constexpr std::int64_t rows = 20'000'000;
constexpr std::int64_t files = 5'000'000; ///< in a folder or an archive
constexpr int folderDepth = 32;

constexpr int imageSide = 32'768;
constexpr std::int64_t imagePixels = 100'000'000;
constexpr int svgBytes = 4 * 1024 * 1024;
constexpr int svgReuses = 32; ///< <use> elements: nested, their drawings multiply

constexpr int soundChannels = 64;
constexpr int soundSecondsShown = 30;

constexpr std::int64_t wordVectorBytes = 4096 * mebibyte; ///< what a file holds beyond stays unread
constexpr std::int64_t scannedBytes =
    512 * mebibyte; ///< matrices up to here are searched for NaN first
constexpr std::int64_t tableColumns = 65'536;

constexpr std::int64_t gzipBytes = 8 * 1024 * mebibyte; ///< one gzip file, unpacked
constexpr int gzipRatio = 200; ///< past the first 64 MiB

} // namespace contrastlab::limits
