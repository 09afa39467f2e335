// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// DuckDB, found and loaded while the program runs, for the tables that it reads: nobody needs it to
// build or to start. Once loaded it stays. Each object is one thread's.
#pragma once

#include "base/matrix.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace contrastlab {

struct DuckDbApi;

/// A row of a result: texts, bytes and lists of numbers by their place among the columns.
class DuckDbRow {
public:
    /// Of a VARCHAR or BLOB column; nothing where it is NULL.
    [[nodiscard]] std::optional<std::string_view> text(std::size_t column) const;
    /// Of a FLOAT[] column; empty where it is NULL.
    [[nodiscard]] std::span<const float> numbers(std::size_t column) const;

private:
    friend class DuckDb;
    const DuckDbApi* m_api = nullptr;
    void* m_chunk = nullptr;
    std::uint64_t m_row = 0;
};

/// A database in memory, which reads files.
class DuckDb {
public:
    /// The library that the variable CONTRASTLAB_DUCKDB names, else the first that loads of
    /// duckDbPlaces(); null where there is none. Throws MediaError where the named one is unusable.
    static std::unique_ptr<DuckDb> find();

    explicit DuckDb(const DuckDbApi& api);
    ~DuckDb();
    DuckDb(const DuckDb&) = delete;
    DuckDb& operator=(const DuckDb&) = delete;

    [[nodiscard]] std::string version() const;
    /// Rows one by one, in the order of the query; its columns are VARCHAR, BLOB or FLOAT[]. What
    /// DuckDB refuses is a MediaError of `file`.
    void query(const std::string& file, const std::string& sql,
        const std::function<void(const DuckDbRow&)>& take);

private:
    const DuckDbApi& m_api;
    void* m_database = nullptr;
    void* m_connection = nullptr;
};

/// Where the library may be, in the order of trying: what the dynamic loader finds, then those of
/// npm's @duckdb/node-bindings below these folders.
std::vector<std::string> duckDbPlaces(const std::vector<std::string>& folders);

/// As SQL writes a text: 'it''s'.
std::string sqlText(std::string_view text);
/// As SQL writes a name: "a ""b""".
std::string sqlName(std::string_view name);

} // namespace contrastlab
