// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The little of SQLite that run files need: a connection, statements, transactions, and failures as
// one clear line. A connection and its statements belong to one thread at a time.
#pragma once

#include "base/problem.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace contrastlab {

/// Another program has the file for itself.
class BusyError : public InputError {
public:
    using InputError::InputError;
};

enum class ValueType { null, integer, real, text, bytes };

/// A value of a row; what it points to is valid until the next row.
struct Cell {
    ValueType type = ValueType::null;
    std::int64_t integer = 0;
    double real = 0;
    std::string_view text;
    std::span<const std::byte> bytes;
};

class Database {
public:
    /// Opens a file that is there and may be empty; messages call it `name`, or else by its path.
    /// Throws InputError.
    explicit Database(const std::string& path, const std::string& name = {});
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] sqlite3* handle() const { return m_handle; }
    /// Throws InputError, as all below do.
    void execute(const std::string& sql);
    /// The first column of the first row; empty where there is none.
    [[nodiscard]] std::string textOf(const std::string& sql);
    /// Closing leaves the write-ahead log as it is: it must not be folded into a file that is no
    /// longer this one.
    void keepLogOnClose();
    /// From now on nothing folds the write-ahead log by itself, and logPages() tells how long it
    /// was after the last transaction.
    void keepLogOnCommit();
    [[nodiscard]] int logPages() const { return m_logPages; }
    /// The beginning of the file as it lies on the disk, without what stands in its log. (Opening
    /// it beside would drop the locks.)
    [[nodiscard]] std::string firstBytes(std::size_t most) const;
    [[nodiscard]] std::int64_t fileSize() const;
    /// Copies all of another into this one, which is empty.
    void copyFrom(Database& other);
    /// Throws what the last call failed of: file, place where it is known, and the reason in plain
    /// words.
    [[noreturn]] void fail(const std::string& place = {}) const;

private:
    std::string m_name;
    sqlite3* m_handle = nullptr;
    int m_logPages = 0;
};

/// Undone where it is not committed.
class Transaction {
public:
    explicit Transaction(Database& database);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

private:
    Database& m_database;
    bool m_open = true;
};

/// Places and columns count from 0. Texts and bytes that are bound must live until the next run().
class Statement {
public:
    Statement(Database& database, const std::string& sql);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    void bind(int place, std::int64_t value);
    void bind(int place, double value); ///< NaN is bound as NULL
    void bind(int place, std::string_view text);
    void bind(int place, std::span<const std::byte> bytes);
    /// To the next row; false after the last.
    bool next();
    /// To the end, and ready to be bound again.
    void run();

    [[nodiscard]] int columns() const;
    [[nodiscard]] std::string_view nameOf(int column) const;
    void read(int column, Cell& cell) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    /// Valid until the next row.
    [[nodiscard]] std::string_view text(int column) const;

private:
    void check(int code) const;

    Database& m_database;
    sqlite3_stmt* m_handle = nullptr;
};

} // namespace contrastlab
