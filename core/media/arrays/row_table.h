// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands beside matrices, one a row: labels, names, captions and parts, from a file of their
// own or from columns of a table of numbers. One thread.
#pragma once

#include "media/bytes/delimited.h"
#include "media/listing/listing.h"

#include <filesystem>

namespace contrastlab {

/// What stands beside the matrices, one a row where it is there.
struct RowTable {
    std::string file;
    std::vector<std::string> labels;
    std::vector<std::string> names;
    std::vector<std::string> captions;
    std::vector<std::optional<Part>> parts;

    [[nodiscard]] bool empty() const
    {
        return labels.empty() && names.empty() && captions.empty() && parts.empty();
    }
};

/// What the columns of a table of numbers or of rows are for.
struct RowColumns {
    int label = -1;
    int split = -1;
    int name = -1;
    int caption = -1;
    std::vector<std::size_t> numbers; ///< the others that hold a number in `first`

    RowColumns(const TableRow& header, const TableRow& first, const DatasetSpec& spec);
};

/// Adds labels, names, captions and parts of one row.
void addRow(
    RowTable& table, const RowColumns& columns, const TableRow& row, ReadingContext& context);

/// labels.npy, a text of one label a line, or a table with label, id, split and caption columns.
RowTable readRows(const std::filesystem::path& path, ReadingContext& context);

/// A field as a number; `tooLarge` tells of one that single precision has no room for.
std::optional<float> numberOf(std::string_view field, bool* tooLarge = nullptr);

/// "label", "labels", "y" ...
bool isLabelName(const std::string& name);
/// "caption", "text" ...
bool isCaptionName(const std::string& name);

} // namespace contrastlab
