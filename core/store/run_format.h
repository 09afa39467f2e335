// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands in a run file: its tables as structs whose columns are visited by name, for SQL,
// writing and reading alike. Every row ends with a digest of itself, because SQLite does not notice
// a bit that fell over. Inside of core/store.
//
//   run (one row)   steps   evaluations <- recalls   events   checkpoints <- pieces   ending (0 or
//   1)
#pragma once

#include "base/digest.h"
#include "base/problem.h"
#include "run/metric_columns.h"
#include "store/database.h"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace contrastlab {

constexpr std::int32_t runFileId = 0x434c6162; ///< SQLite's application_id: "CLab"
constexpr std::int32_t runFileVersion = 1; ///< its user_version: raised when a column changes

using Bytes = std::span<const std::byte>;

struct RunRow {
    std::string program, spec;
    std::int64_t branchedAt = 0;
    double began = 0;
    std::string dataDigest;
};
template <MaybeConst<RunRow> R, class Visit> void visitColumns(R& r, Visit&& visit)
{
    visit("program", r.program);
    visit("spec", r.spec);
    visit("branched_at", r.branchedAt);
    visit("began", r.began);
    visit("data_digest", r.dataDigest);
}

/// The columns of a pair's recall: "a_to_b_recall_at_1", ...
template <MaybeConst<RecallMetrics> R, class Visit>
void visitBothWays(R& aToB, R& bToA, const Visit& visit)
{
    const auto prefixed = [&visit](const char* prefix) {
        return [&visit, prefix](
                   const char* name, auto& value) { visit(std::string(prefix) + name, value); };
    };
    visitColumns(aToB, prefixed("a_to_b_"));
    visitColumns(bToA, prefixed("b_to_a_"));
}

/// The recall of the first pair stands beside the loss, where people look for it.
struct EvaluationRow {
    EvaluationMetrics metrics;
};
template <MaybeConst<EvaluationRow> R, class Visit> void visitColumns(R& r, Visit&& visit)
{
    visitColumns(r.metrics, visit);
    visitBothWays(r.metrics.aToB, r.metrics.bToA, visit);
}

struct RecallRow {
    std::int64_t evaluation = 0, a = 0, b = 0, trained = 0;
    RecallMetrics aToB, bToA;
};
template <MaybeConst<RecallRow> R, class Visit> void visitColumns(R& r, Visit&& visit)
{
    visit("evaluation", r.evaluation);
    visit("tower_a", r.a);
    visit("tower_b", r.b);
    visit("trained", r.trained);
    visitBothWays(r.aToB, r.bToA, visit);
}

struct EventRow {
    std::string kind;
    std::int64_t step = 0;
    std::string key, before, after;
};
template <MaybeConst<EventRow> R, class Visit> void visitColumns(R& r, Visit&& visit)
{
    visit("kind", r.kind);
    visit("step", r.step);
    visit("key", r.key);
    visit("before", r.before);
    visit("after", r.after);
}

/// A checkpoint but for its arrays.
struct CheckpointRow {
    std::int64_t step = 0;
    std::string spec;
    std::int64_t evaluations = 0, batcherEpoch = 0, batcherPosition = 0, batcherAhead = 0;
    std::int64_t heldSince = 0, queueFilled = 0;
    std::int64_t pieces = 0; ///< rows that its arrays take
    std::int64_t spacing = 0; ///< of the run's checkpoints when this one was kept
};
template <MaybeConst<CheckpointRow> R, class Visit> void visitColumns(R& r, Visit&& visit)
{
    visit("step", r.step);
    visit("spec", r.spec);
    visit("evaluations", r.evaluations);
    visit("batcher_epoch", r.batcherEpoch);
    visit("batcher_position", r.batcherPosition);
    visit("batcher_ahead", r.batcherAhead);
    visit("held_since", r.heldSince);
    visit("queue_filled", r.queueFilled);
    visit("pieces", r.pieces);
    visit("spacing", r.spacing);
}

/// A stretch of an array of a checkpoint: little endian, row-major, in the order of the ids.
struct PieceRow {
    std::int64_t checkpoint = 0;
    std::string array, type; ///< type: "float32", "float64" or "int64"
    std::int64_t rows = 0, columns = 0; ///< of the whole array
    Bytes data;
};
template <MaybeConst<PieceRow> R, class Visit> void visitColumns(R& r, Visit&& visit)
{
    visit("checkpoint", r.checkpoint);
    visit("array", r.array);
    visit("type", r.type);
    visit("rows", r.rows);
    visit("columns", r.columns);
    visit("data", r.data);
}

struct EndingRow {
    std::string outcome;
    std::int64_t step = 0;
    std::string cause, message;
    std::int64_t steps = 0, evaluations = 0, events = 0; ///< rows: none of the last is lost
};
template <MaybeConst<EndingRow> R, class Visit> void visitColumns(R& r, Visit&& visit)
{
    visit("outcome", r.outcome);
    visit("step", r.step);
    visit("cause", r.cause);
    visit("message", r.message);
    visit("steps", r.steps);
    visit("evaluations", r.evaluations);
    visit("events", r.events);
}

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

/// The statement as SQLite keeps it in the schema, by which a file is recognised.
template <class Row> std::string createTable(const std::string& table)
{
    std::string sql = "CREATE TABLE \"" + table + "\" (\"id\" INTEGER PRIMARY KEY";
    const Row row {};
    visitColumns(row, [&](const std::string& name, const auto& value) {
        sql += ", \"" + name + "\" " + sqlTypeOf(value);
    });
    return sql + ", \"digest\" INTEGER)";
}

/// All tables in the order of their making.
std::vector<std::string> runFileTables();

/// Of a row with its table and id.
class RowDigest {
public:
    RowDigest(std::string_view table, std::int64_t id)
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
    void add(const std::string& text) { m_digest.add(std::string_view(text)); }
    void add(Bytes bytes) { m_digest.add(bytes); }
    [[nodiscard]] std::int64_t value() const { return static_cast<std::int64_t>(m_digest.value()); }

private:
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

/// Goes through a table by rising ids. Throws InputError where a row is not what was written.
template <class Row> class RowReader {
public:
    RowReader(Database& database, std::string table)
        : m_database(database)
        , m_table(std::move(table))
        , m_statement(database, "SELECT * FROM \"" + m_table + "\" ORDER BY id")
    {
    }
    [[nodiscard]] bool next() { return m_statement.next(); }
    [[nodiscard]] std::int64_t id() const { return m_statement.integer(0); }
    /// The row where next() stands; its bytes are valid until the next.
    [[nodiscard]] Row read()
    {
        Row row {};
        RowDigest digest(m_table, id());
        int column = 1;
        visitColumns(row, [&](const auto&, auto& value) {
            take(column++, value);
            digest.add(value);
        });
        require(m_statement.integer(column) == digest.value());
        return row;
    }
    void require(bool whole) const
    {
        if (!whole)
            throw InputError(m_database.name(), m_table + ", row " + std::to_string(id()),
                "expected what was written there; the file is damaged");
    }

private:
    void take(int column, std::int64_t& value)
    {
        require(m_statement.typeOf(column) == ValueType::integer);
        value = m_statement.integer(column);
    }
    void take(int column, bool& value)
    {
        std::int64_t number = 0;
        take(column, number);
        require(number == 0 || number == 1);
        value = number == 1;
    }
    void take(int column, double& value)
    {
        const ValueType type = m_statement.typeOf(column);
        require(type == ValueType::real || type == ValueType::null);
        value = type == ValueType::null ? std::numeric_limits<double>::quiet_NaN()
                                        : m_statement.real(column);
    }
    void take(int column, std::string& value)
    {
        require(m_statement.typeOf(column) == ValueType::text);
        value = m_statement.text(column);
    }
    void take(int column, Bytes& value)
    {
        require(m_statement.typeOf(column) == ValueType::bytes);
        value = m_statement.bytes(column);
    }

    Database& m_database;
    std::string m_table;
    Statement m_statement;
};

} // namespace contrastlab
