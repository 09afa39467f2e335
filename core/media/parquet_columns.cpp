// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// DuckDB's names of types.
#include "media/parquet_columns.h"

#include <nlohmann/json.hpp>

#include <cstdlib>

namespace contrastlab {

namespace fs = std::filesystem;

namespace {

/// read_parquet takes patterns, so that a sign of these stands for itself only in brackets.
std::string tableOf(const fs::path& file)
{
    std::string pattern;
    for (const char sign : file.string()) {
        const bool isPattern = sign == '*' || sign == '?' || sign == '[';
        pattern += isPattern ? std::string("[") + sign + "]" : std::string(1, sign);
    }
    return "read_parquet(" + sqlText(pattern) + ")";
}

/// Of a struct of Hugging Face's: the bytes, and mostly a path.
ColumnKind kindOfColumn(const std::string& type)
{
    if (type == "BLOB") return ColumnKind::bytes;
    if (type.starts_with("STRUCT(") && type.ends_with(")")
        && type.find("bytes BLOB") != std::string::npos)
        return type.find("path ") != std::string::npos ? ColumnKind::namedBytes
                                                       : ColumnKind::innerBytes;
    const auto bracket = type.find('[');
    const std::string element = type.substr(0, bracket);
    const bool isOneList =
        bracket != std::string::npos && type.find('[', bracket + 1) == std::string::npos;
    return isOneList && (element == "FLOAT" || element == "DOUBLE") ? ColumnKind::numbers
                                                                    : ColumnKind::value;
}

/// Names of classes, as Hugging Face's datasets write them into the file.
void addClassNames(std::string_view features, std::vector<ParquetColumn>& columns)
{
    const auto json = nlohmann::json::parse(features, nullptr, false);
    if (!json.is_object()) return;
    for (ParquetColumn& column : columns) {
        nlohmann::json feature;
        try {
            feature = json.at("info").at("features").at(column.name);
            if (feature.at("_type") != "ClassLabel") continue;
            column.classes = feature.at("names").get<std::vector<std::string>>();
        } catch (const nlohmann::json::exception&) { // of another program, or no label
        }
    }
}

/// The expressions of a column; those of bytes with a name are two.
std::string selected(const ParquetColumn& column)
{
    const std::string name = sqlName(column.name);
    switch (column.kind) {
    case ColumnKind::bytes:
        return name;
    case ColumnKind::namedBytes:
        return name + ".bytes, CAST(" + name + ".path AS VARCHAR)";
    case ColumnKind::innerBytes:
        return name + ".bytes";
    case ColumnKind::numbers:
        return "CAST(" + name + " AS FLOAT[])";
    case ColumnKind::value:
        break;
    }
    return "CAST(to_json(" + name + ") AS VARCHAR)";
}

} // namespace

bool holdsFiles(const ParquetColumn& column)
{
    return column.kind != ColumnKind::value && column.kind != ColumnKind::numbers;
}

std::vector<std::string> vectorsAmong(const std::vector<ParquetColumn>& columns)
{
    std::vector<std::string> names;
    for (const ParquetColumn& column : columns)
        if (column.kind == ColumnKind::numbers) names.push_back(column.name);
    return names;
}

std::vector<ParquetColumn> columnsOf(const fs::path& table, DuckDb& reader)
{
    std::vector<ParquetColumn> columns;
    const std::string file = table.string();
    reader.query(file,
        "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM " + tableOf(table) + ")",
        [&](const DuckDbRow& row) {
            columns.push_back({ std::string(row.text(0).value_or("")),
                kindOfColumn(std::string(row.text(1).value_or(""))), {} });
        });
    reader.query(file,
        "SELECT value FROM parquet_kv_metadata(" + sqlText(file)
            + ") WHERE decode(key) = 'huggingface'",
        [&](const DuckDbRow& row) { addClassNames(row.text(0).value_or(""), columns); });
    return columns;
}

std::string queryOf(const fs::path& table, const std::vector<ParquetColumn>& columns)
{
    std::string sql = "SELECT ";
    for (std::size_t i = 0; i < columns.size(); ++i)
        sql += (i == 0 ? "" : ", ") + selected(columns[i]);
    return sql + " FROM " + tableOf(table);
}

Index rowsOf(const fs::path& table, DuckDb& reader)
{
    Index rows = 0;
    reader.query(table.string(), "SELECT CAST(count(*) AS VARCHAR) FROM " + tableOf(table),
        [&](const DuckDbRow& row) { rows = std::atoll(std::string(*row.text(0)).c_str()); });
    return rows;
}

std::string namedValue(const ParquetColumn& column, std::string_view json)
{
    const long long place = std::atoll(std::string(json).c_str());
    if (column.classes.empty() || place < 0 || place >= std::ssize(column.classes))
        return std::string(json);
    return nlohmann::json(column.classes[static_cast<std::size_t>(place)]).dump();
}

} // namespace contrastlab
