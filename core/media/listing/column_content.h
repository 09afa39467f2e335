// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the cells of a column hold, from some of its rows. One thread.
#pragma once

#include "media/listing/file_finder.h"

#include <string>
#include <vector>

namespace contrastlab {

/// The first rows of a table.
struct TableSample {
    std::vector<std::string> header; ///< "column 1" ... where the table has none
    std::vector<std::vector<std::string>> rows; ///< each as long as the header
};

/// Shares are of the cells that are not empty.
struct ColumnContent {
    int filled = 0;
    double images = 0; ///< name a picture that is here
    double sounds = 0;
    double imageNames = 0; ///< end as pictures do, here or not
    double soundNames = 0;
    double addresses = 0; ///< http:// and the like
    double numbers = 0;
    double parts = 0; ///< train, val, test
    double objects = 0; ///< JSON that stands for neither a file nor a text
    double length = 0; ///< mean, in bytes
    int distinct = 0;

    /// Words that may describe something: no names of files, addresses, numbers, parts or JSON.
    /// "dog" beside dog.png is one.
    [[nodiscard]] bool isText() const;
    /// Whole numbers that come again and again: classes or amounts, and no names of files.
    [[nodiscard]] bool isCount() const;
    /// Values that come again and again.
    [[nodiscard]] bool isFew() const;
};

ColumnContent contentOfColumn(const TableSample& sample, std::size_t column, FileFinder& finder);

/// Whether a first row is one of items, and not of names: a cell of it names a file.
bool isFirstItem(const std::vector<std::string>& row, FileFinder& finder);

} // namespace contrastlab
