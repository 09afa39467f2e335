// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows of the tables of a run file, to and from SQL. Every row ends with a digest of itself,
// because SQLite does not notice a bit that fell over. Columns are found by their names. Inside of
// core/store.
#pragma once

#include "base/digest.h"
#include "store/database.h"
#include "store/run_format.h"

#include <cmath>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

namespace contrastlab {

inline const char* sqlTypeOf(std::int64_t)
{
    return "INTEGER";
}
inline const char* sqlTypeOf(bool)
{
    return "INTEGER";
}
inline const char* sqlTypeOf(double)
{
    return "REAL";
}
inline const char* sqlTypeOf(const std::string&)
{
    return "TEXT";
}
inline const char* sqlTypeOf(Bytes)
{
    return "BLOB";
}

/// A column between "id" and "digest", with its type in SQL.
struct Column {
    std::string name, type;
    friend bool operator==(const Column&, const Column&) = default;
};

/// The statement as SQLite keeps it in the schema. No table of a run file has another shape, in any
/// generation.
std::string createTable(const std::string& table, const std::vector<Column>& columns);

template <class Row> std::vector<Column> columnsOf()
{
    std::vector<Column> columns;
    const Row row {};
    visitColumns(row, [&](const std::string& name, const auto& value) {
        columns.push_back({ name, sqlTypeOf(value) });
    });
    return columns;
}

/// CRC-32 as zlib, gzip and PNG have it.
std::int64_t checksumOf(Bytes bytes);

/// Of a row with its table and id.
class RowDigest {
public:
    RowDigest(std::string_view table, std::int64_t id) : m_byChecksum(isForeignTable(table))
    {
        m_digest.add(table);
        m_digest.add(id);
    }
    void add(std::int64_t value) { m_digest.add(value); }
    void add(bool value) { add(std::int64_t(value)); } // as SQL keeps it
    void add(double value) // likewise
    {
        m_digest.add(std::isnan(value) ? std::numeric_limits<double>::quiet_NaN() : value + 0.0);
    }
    void add(std::string_view text) { m_digest.add(text); }
    void add(const std::string& text) { add(std::string_view(text)); }
    void add(Bytes bytes)
    {
        if (m_byChecksum)
            add(checksumOf(bytes));
        else
            m_digest.add(bytes);
    }
    /// A value as SQL keeps it, of a column that may be unknown.
    void add(const Cell& cell);
    [[nodiscard]] std::int64_t value() const { return static_cast<std::int64_t>(m_digest.value()); }

private:
    bool m_byChecksum;
    Digest m_digest;
};

/// Appends rows to a table.
template <class Row> class RowWriter {
public:
    RowWriter(Database& database, std::string table)
        : m_table(std::move(table))
        , m_statement(database, insertInto(m_table))
    {
    }
    void write(std::int64_t id, const Row& row)
    {
        RowDigest digest(m_table, id);
        int place = 0;
        m_statement.bind(place++, id);
        visitColumns(row, [&](const auto&, const auto& value) {
            digest.add(value);
            bind(place++, value);
        });
        m_statement.bind(place, digest.value());
        m_statement.run();
    }

private:
    static std::string insertInto(const std::string& table)
    {
        std::string values = "?";
        const Row row {};
        visitColumns(row, [&](const auto&, const auto&) { values += ",?"; });
        return "INSERT INTO \"" + table + "\" VALUES (" + values + ",?)";
    }
    void bind(int place, const std::string& text)
    {
        m_statement.bind(place, std::string_view(text));
    }
    void bind(int place, bool value) { m_statement.bind(place, std::int64_t(value)); }
    template <class T> void bind(int place, const T& value) { m_statement.bind(place, value); }

    std::string m_table;
    Statement m_statement;
};

/// Goes through the rows of a table by rising ids, whatever columns it has. Throws InputError where
/// a row is not what was written.
class TableReader {
public:
    /// `where` is an expression of SQL, or empty.
    TableReader(Database& database, std::string table, const std::string& where);
    [[nodiscard]] bool next() { return m_statement.next(); }
    [[nodiscard]] std::int64_t id() const { return m_statement.integer(0); }
    void require(bool whole) const;

protected:
    /// -1 where the table has no such column.
    [[nodiscard]] int place(const std::string& column) const;
    /// Reads the row, and looks whether it is as its digest says.
    void readRow();

    /// Of the row that was read.
    void take(int column, std::int64_t& value) const;
    void take(int column, bool& value) const;
    void take(int column, double& value) const;
    void take(int column, std::string& value) const;
    void take(int column, Bytes& value) const;

private:
    [[nodiscard]] const Cell& cell(int column, ValueType type) const;

    Database& m_database;
    std::string m_table;
    Statement m_statement;
    int m_digest = -1;
    std::vector<Cell> m_cells; ///< of the row that was read, by columns; the id's is empty
};

/// The same as structs.
template <class Row> class RowReader : public TableReader {
public:
    RowReader(Database& database, std::string table, const std::string& where = {})
        : TableReader(database, std::move(table), where)
    {
        const Row row {};
        visitColumns(row, [&](const auto& name, const auto&) { m_places.push_back(place(name)); });
    }
    /// The row where next() stands; its bytes are valid until the next.
    [[nodiscard]] Row read()
    {
        readRow();
        Row row {};
        std::size_t column = 0;
        visitColumns(row, [&](const auto&, auto& value) {
            const int from = m_places[column++];
            if (from >= 0)
                take(from, value);
            else if constexpr (std::is_same_v<std::remove_cvref_t<decltype(value)>, double>)
                value = std::numeric_limits<double>::quiet_NaN();
        });
        return row;
    }

private:
    std::vector<int> m_places; ///< of the struct's columns
};

} // namespace contrastlab
