// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The columns of a Parquet table, and the query that gives its rows: bytes as they are, lists of
// numbers as such, all else as JSON. One thread.
#pragma once

#include "media/duckdb.h"

#include "base/matrix.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace contrastlab {

enum class ColumnKind {
    value,
    bytes,
    innerBytes, ///< of a struct
    namedBytes, ///< of a struct with a path
    numbers ///< a list
};

struct ParquetColumn {
    std::string name;
    ColumnKind kind = ColumnKind::value;
    std::vector<std::string> classes {}; ///< names of a label's values
};

/// Pictures or sounds.
bool holdsFiles(const ParquetColumn& column);
/// Names of the columns of vectors.
std::vector<std::string> vectorsAmong(const std::vector<ParquetColumn>& columns);

/// Those of a table, with the names of classes that Hugging Face's datasets write into it. Throws
/// MediaError, as the next.
std::vector<ParquetColumn> columnsOf(const std::filesystem::path& table, DuckDb& reader);
Index rowsOf(const std::filesystem::path& table, DuckDb& reader);

/// A column of the result for each of these; for namedBytes two, the second the path.
std::string queryOf(const std::filesystem::path& table, const std::vector<ParquetColumn>& columns);

/// The value of a label by its name, where it has one; as JSON.
std::string namedValue(const ParquetColumn& column, std::string_view json);

} // namespace contrastlab
