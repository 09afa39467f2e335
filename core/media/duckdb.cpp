// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The few entries of DuckDB's C interface that are used, by name. Types that are only passed on are
// void pointers here.
#include "media/duckdb.h"

#include "base/package_folders.h"
#include "media/bytes/media_message.h"

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <filesystem>

namespace contrastlab {

namespace fs = std::filesystem;

namespace duckdb {

using Count = std::uint64_t;

/// duckdb_result, of which only the size counts here.
struct Result {
    std::uint64_t inside[6] = {};
};

/// duckdb_string_t: up to 12 bytes stand in it, more are pointed at.
struct ShortText {
    std::uint32_t length;
    char begin[4];
    union {
        char rest[8];
        const char* pointer;
    };
};

/// duckdb_list_entry
struct ListPlace {
    Count offset;
    Count length;
};

} // namespace duckdb

namespace {

constexpr const char* duckDbName = "libduckdb.so";
constexpr const char* duckDbVariable = "CONTRASTLAB_DUCKDB";
#if defined(__aarch64__)
constexpr const char* duckDbPackage = "node-bindings-linux-arm64";
#else
constexpr const char* duckDbPackage = "node-bindings-linux-x64";
#endif

std::string sqlQuoted(std::string_view text, char quote)
{
    std::string quoted(1, quote);
    for (const char sign : text)
        quoted.append(sign == quote ? 2 : 1, sign);
    return quoted + quote;
}

} // namespace

struct DuckDbApi {
    int (*open)(const char*, void**) = nullptr;
    void (*close)(void**) = nullptr;
    int (*connect)(void*, void**) = nullptr;
    void (*disconnect)(void**) = nullptr;
    const char* (*version)() = nullptr;
    int (*prepare)(void*, const char*, void**) = nullptr;
    const char* (*prepareError)(void*) = nullptr;
    void (*destroyPrepared)(void**) = nullptr;
    int (*executeStreaming)(void*, duckdb::Result*) = nullptr;
    const char* (*resultError)(duckdb::Result*) = nullptr;
    void (*destroyResult)(duckdb::Result*) = nullptr;
    void* (*fetchChunk)(duckdb::Result) = nullptr;
    duckdb::Count (*chunkSize)(void*) = nullptr;
    void (*destroyChunk)(void**) = nullptr;
    void* (*chunkVector)(void*, duckdb::Count) = nullptr;
    void* (*vectorData)(void*) = nullptr;
    std::uint64_t* (*vectorValidity)(void*) = nullptr;
    void* (*listChild)(void*) = nullptr;
};

namespace {

template <class Function> bool take(void* library, const char* name, Function*& function)
{
    function = reinterpret_cast<Function*>(::dlsym(library, name));
    return function != nullptr;
}

/// Null where it does not load, or has not all that is needed; `why` says which.
const DuckDbApi* loadedDuckDb(const std::string& path, std::string& why)
{
    void* library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!library) {
        why = ::dlerror();
        return nullptr;
    }
    static DuckDbApi api;
    const bool isWhole = take(library, "duckdb_open", api.open)
        && take(library, "duckdb_close", api.close) && take(library, "duckdb_connect", api.connect)
        && take(library, "duckdb_disconnect", api.disconnect)
        && take(library, "duckdb_library_version", api.version)
        && take(library, "duckdb_prepare", api.prepare)
        && take(library, "duckdb_prepare_error", api.prepareError)
        && take(library, "duckdb_destroy_prepare", api.destroyPrepared)
        && take(library, "duckdb_execute_prepared_streaming", api.executeStreaming)
        && take(library, "duckdb_result_error", api.resultError)
        && take(library, "duckdb_destroy_result", api.destroyResult)
        && take(library, "duckdb_fetch_chunk", api.fetchChunk)
        && take(library, "duckdb_data_chunk_get_size", api.chunkSize)
        && take(library, "duckdb_destroy_data_chunk", api.destroyChunk)
        && take(library, "duckdb_data_chunk_get_vector", api.chunkVector)
        && take(library, "duckdb_vector_get_data", api.vectorData)
        && take(library, "duckdb_vector_get_validity", api.vectorValidity)
        && take(library, "duckdb_list_vector_get_child", api.listChild);
    if (!isWhole) why = "duckdb_*";
    return isWhole ? &api : nullptr;
}

bool isNull(const DuckDbApi& api, void* vector, duckdb::Count row)
{
    const std::uint64_t* valid = api.vectorValidity(vector);
    return valid && !(valid[row / 64] >> (row % 64) & 1);
}

/// Closes what a query opens, however it ends.
struct OpenQuery {
    const DuckDbApi& api;
    void* prepared = nullptr;
    duckdb::Result result;
    void* chunk = nullptr;

    explicit OpenQuery(const DuckDbApi& of) : api(of) { }
    ~OpenQuery()
    {
        if (chunk) api.destroyChunk(&chunk);
        api.destroyResult(&result);
        api.destroyPrepared(&prepared);
    }
    OpenQuery(const OpenQuery&) = delete;
    OpenQuery& operator=(const OpenQuery&) = delete;
};

[[noreturn]] void refuseTable(const std::string& file, const char* reason)
{
    const std::string why = reason ? reason : std::string();
    throw MediaError(file, "", { sentences::tableUnreadable, { why } });
}

} // namespace

std::optional<std::string_view> DuckDbRow::text(std::size_t column) const
{
    void* vector = m_api->chunkVector(m_chunk, column);
    if (isNull(*m_api, vector, m_row)) return {};
    const auto* text = static_cast<const duckdb::ShortText*>(m_api->vectorData(vector)) + m_row;
    return std::string_view(text->length <= 12 ? text->begin : text->pointer, text->length);
}

std::span<const float> DuckDbRow::numbers(std::size_t column) const
{
    void* vector = m_api->chunkVector(m_chunk, column);
    if (isNull(*m_api, vector, m_row)) return {};
    const duckdb::ListPlace place =
        static_cast<const duckdb::ListPlace*>(m_api->vectorData(vector))[m_row];
    const auto* all = static_cast<const float*>(m_api->vectorData(m_api->listChild(vector)));
    return { all + place.offset, static_cast<std::size_t>(place.length) };
}

std::unique_ptr<DuckDb> DuckDb::find()
{
    std::string why;
    if (const char* named = std::getenv(duckDbVariable); named && *named) {
        const DuckDbApi* api = loadedDuckDb(named, why);
        if (!api) throw MediaError(named, "", { sentences::duckDbUnusable, { why } });
        return std::make_unique<DuckDb>(*api);
    }
    for (const std::string& place : duckDbPlaces(packageFolders()))
        if (const DuckDbApi* api = loadedDuckDb(place, why)) return std::make_unique<DuckDb>(*api);
    return nullptr;
}

DuckDb::DuckDb(const DuckDbApi& api) : m_api(api)
{
    if (m_api.open(nullptr, &m_database) != 0 || m_api.connect(m_database, &m_connection) != 0)
        throw MediaError(
            duckDbName, "", { sentences::duckDbUnusable, { std::string("duckdb_open") } });
    // Nothing is fetched from anywhere.
    for (const char* setting : { "autoinstall_known_extensions", "autoload_known_extensions" })
        query("", std::string("SET ") + setting + " = false", [](const DuckDbRow&) {});
}

DuckDb::~DuckDb()
{
    m_api.disconnect(&m_connection);
    m_api.close(&m_database);
}

std::string DuckDb::version() const
{
    return m_api.version();
}

void DuckDb::query(const std::string& file, const std::string& sql,
    const std::function<void(const DuckDbRow&)>& take)
{
    OpenQuery open(m_api);
    if (m_api.prepare(m_connection, sql.c_str(), &open.prepared) != 0)
        refuseTable(file, m_api.prepareError(open.prepared));
    if (m_api.executeStreaming(open.prepared, &open.result) != 0)
        refuseTable(file, m_api.resultError(&open.result));
    DuckDbRow row;
    row.m_api = &m_api;
    while ((open.chunk = m_api.fetchChunk(open.result))) {
        row.m_chunk = open.chunk;
        const duckdb::Count rows = m_api.chunkSize(open.chunk);
        for (row.m_row = 0; row.m_row < rows; ++row.m_row)
            take(row);
        m_api.destroyChunk(&open.chunk);
        if (rows == 0) break;
    }
    if (const char* error = m_api.resultError(&open.result)) refuseTable(file, error);
}

std::vector<std::string> duckDbPlaces(const std::vector<std::string>& folders)
{
    std::vector<std::string> places { duckDbName };
    for (const fs::path folder : folders)
        for (const fs::path& modules : nodeModulesBelow(folder))
            places.push_back((modules / "@duckdb" / duckDbPackage / duckDbName).string());
    return places;
}

std::string sqlText(std::string_view text)
{
    return sqlQuoted(text, '\'');
}

std::string sqlName(std::string_view name)
{
    return sqlQuoted(name, '"');
}

} // namespace contrastlab
