// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A digest is over all columns in the order of the file, so that rows with columns of another
// generation can be judged as well.
#include "store/table_rows.h"

#include <zlib.h>

namespace contrastlab {

std::int64_t checksumOf(Bytes bytes)
{
    return static_cast<std::int64_t>(
        ::crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

std::string createTable(const std::string& table, const std::vector<Column>& columns)
{
    std::string sql = "CREATE TABLE \"" + table + R"(" ("id" INTEGER PRIMARY KEY)";
    for (const Column& column : columns)
        sql += ", \"" + column.name + "\" " + column.type;
    return sql + ", \"digest\" INTEGER)";
}

void RowDigest::add(const Cell& cell)
{
    switch (cell.type) {
    case ValueType::integer:
        return add(cell.integer);
    case ValueType::real:
        return add(cell.real);
    case ValueType::text:
        return add(cell.text);
    case ValueType::bytes:
        return add(cell.bytes);
    case ValueType::null:
        return add(std::numeric_limits<double>::quiet_NaN());
    }
}

TableReader::TableReader(Database& database, std::string table, const std::string& where)
    : m_database(database)
    , m_table(std::move(table))
    , m_statement(database,
          "SELECT * FROM \"" + m_table + "\"" + (where.empty() ? "" : " WHERE " + where)
              + " ORDER BY id")
    , m_digest(place("digest"))
    , m_cells(static_cast<std::size_t>(m_statement.columns()))
{
}

int TableReader::place(const std::string& column) const
{
    for (int i = 0; i < m_statement.columns(); ++i)
        if (m_statement.nameOf(i) == column) return i;
    return -1;
}

void TableReader::require(bool whole) const
{
    if (!whole)
        throw InputError(m_database.name(), m_table + ", row " + std::to_string(id()),
            "expected what was written there; the file is damaged");
}

void TableReader::readRow()
{
    RowDigest digest(m_table, id());
    for (int column = 1; column < m_digest; ++column) {
        Cell& cell = m_cells[static_cast<std::size_t>(column)];
        m_statement.read(column, cell);
        digest.add(cell);
    }
    require(m_digest > 0);
    Cell written;
    m_statement.read(m_digest, written);
    require(written.type == ValueType::integer && written.integer == digest.value());
}

const Cell& TableReader::cell(int column, ValueType type) const
{
    const Cell& cell = m_cells[static_cast<std::size_t>(column)];
    require(cell.type == type);
    return cell;
}

void TableReader::take(int column, std::int64_t& value) const
{
    value = cell(column, ValueType::integer).integer;
}

void TableReader::take(int column, bool& value) const
{
    std::int64_t number = 0;
    take(column, number);
    require(number == 0 || number == 1);
    value = number == 1;
}

void TableReader::take(int column, double& value) const
{
    const bool isNone = m_cells[static_cast<std::size_t>(column)].type == ValueType::null;
    value = isNone ? std::numeric_limits<double>::quiet_NaN() : cell(column, ValueType::real).real;
}

void TableReader::take(int column, std::string& value) const
{
    value = cell(column, ValueType::text).text;
}

void TableReader::take(int column, Bytes& value) const
{
    value = cell(column, ValueType::bytes).bytes;
}

} // namespace contrastlab
