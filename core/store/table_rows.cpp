// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A digest is over all columns in the order of the file, so that rows with columns of another
// generation can be judged as well.
#include "store/table_rows.h"

namespace contrastlab {

std::string createTable(const std::string& table, const std::vector<Column>& columns)
{
    std::string sql = "CREATE TABLE \"" + table + R"(" ("id" INTEGER PRIMARY KEY)";
    for (const Column& column : columns)
        sql += ", \"" + column.name + "\" " + column.type;
    return sql + ", \"digest\" INTEGER)";
}

void RowDigest::add(const Statement& statement, int column)
{
    switch (statement.typeOf(column)) {
    case ValueType::integer:
        return add(statement.integer(column));
    case ValueType::real:
        return add(statement.real(column));
    case ValueType::text:
        return add(statement.text(column));
    case ValueType::bytes:
        return add(statement.bytes(column));
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

void TableReader::requireWhole() const
{
    RowDigest digest(m_table, id());
    for (int column = 1; column < m_digest; ++column)
        digest.add(m_statement, column);
    require(m_digest > 0 && m_statement.typeOf(m_digest) == ValueType::integer
        && m_statement.integer(m_digest) == digest.value());
}

void TableReader::take(int column, std::int64_t& value) const
{
    require(m_statement.typeOf(column) == ValueType::integer);
    value = m_statement.integer(column);
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
    const ValueType type = m_statement.typeOf(column);
    require(type == ValueType::real || type == ValueType::null);
    value = type == ValueType::null ? std::numeric_limits<double>::quiet_NaN()
                                    : m_statement.real(column);
}

void TableReader::take(int column, std::string& value) const
{
    require(m_statement.typeOf(column) == ValueType::text);
    value = m_statement.text(column);
}

void TableReader::take(int column, Bytes& value) const
{
    require(m_statement.typeOf(column) == ValueType::bytes);
    value = m_statement.bytes(column);
}

} // namespace contrastlab
