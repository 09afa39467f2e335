// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files come from anywhere, so nothing that stands in a schema is trusted, and every cell is
// checked before it is read.
#include "store/database.h"

#include "store/array_view.h"
#include "store/file_messages.h"

#include <algorithm>
#include <sqlite3.h>

namespace contrastlab {

namespace {

constexpr int busyMs = 2000; ///< how long another program's transaction is waited for
constexpr int mostValueBytes = 256 << 20; ///< of a text or an array's piece

Message reasonOf(sqlite3* handle)
{
    switch (sqlite3_errcode(handle) & 0xff) {
    case SQLITE_NOTADB:
        return sentences::noRunFile;
    case SQLITE_CORRUPT:
        return sentences::damagedRunFile;
    case SQLITE_FULL:
        return { sentences::cannotWrite, { sentences::diskFull } };
    case SQLITE_READONLY:
        return { sentences::cannotWrite, { sentences::readOnly } };
    case SQLITE_IOERR: // SQLite keeps the reason, such as a limit on file sizes
        if (const int reason = sqlite3_system_errno(handle))
            return { sentences::cannotAccess, { systemReason(reason) } };
        [[fallthrough]];
    default:
        return { sentences::cannotAccess, { printable(sqlite3_errmsg(handle)) } };
    }
}

} // namespace

Database::Database(const std::string& path, const std::string& name)
    : m_name(name.empty() ? path : name)
{
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    // "./" keeps names such as ":memory:" and "file:x" what they are: names of files.
    const std::string file = path.starts_with('/') ? path : "./" + path;
    if (sqlite3_open_v2(file.c_str(), &m_handle, flags, nullptr) != SQLITE_OK) {
        const Message reason =
            m_handle ? reasonOf(m_handle) : QT_TRANSLATE_NOOP("Message", "cannot be opened");
        sqlite3_close(m_handle);
        throw InputError(m_name, "", reason);
    }
    sqlite3_busy_timeout(m_handle, busyMs);
    sqlite3_extended_result_codes(m_handle, 0);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_limit(m_handle, SQLITE_LIMIT_LENGTH, mostValueBytes);
    sqlite3_exec(m_handle, "PRAGMA cell_size_check = ON", nullptr, nullptr, nullptr);
}

Database::~Database()
{
    sqlite3_close(m_handle);
}

void Database::fail(const std::string& place) const
{
    const int code = sqlite3_errcode(m_handle) & 0xff;
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
        throw BusyError(m_name, place, sentences::busyFile);
    throw InputError(m_name, place, reasonOf(m_handle));
}

void Database::execute(const std::string& sql)
{
    if (sqlite3_exec(m_handle, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail();
}

std::string Database::textOf(const std::string& sql)
{
    Statement statement(*this, sql);
    return statement.next() ? std::string(statement.text(0)) : std::string();
}

void Database::keepLogOnClose()
{
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

void Database::keepLogOnCommit()
{
    const auto count = [](void* counted, sqlite3*, const char*, int pages) {
        *static_cast<int*>(counted) = pages;
        return SQLITE_OK;
    };
    sqlite3_wal_hook(m_handle, count, &m_logPages);
}

std::string Database::firstBytes(std::size_t most) const
{
    sqlite3_file* file = nullptr;
    std::string bytes(std::min(most, static_cast<std::size_t>(fileSize())), '\0');
    if (sqlite3_file_control(m_handle, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK
        || file->pMethods->xRead(file, bytes.data(), static_cast<int>(bytes.size()), 0)
            != SQLITE_OK)
        bytes.clear();
    return bytes;
}

std::int64_t Database::fileSize() const
{
    sqlite3_file* file = nullptr;
    sqlite3_int64 size = 0;
    if (sqlite3_file_control(m_handle, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK
        || file->pMethods->xFileSize(file, &size) != SQLITE_OK)
        return 0;
    return size;
}

void Database::copyFrom(Database& other)
{
    sqlite3_backup* copy = sqlite3_backup_init(m_handle, "main", other.m_handle, "main");
    if (!copy) fail();
    const int code = sqlite3_backup_step(copy, -1);
    const bool busy = code == SQLITE_BUSY || code == SQLITE_LOCKED;
    if (sqlite3_backup_finish(copy) != SQLITE_OK) fail();
    if (busy) throw BusyError(other.m_name, "", sentences::busyFile);
}

Transaction::Transaction(Database& database) : m_database(database)
{
    m_database.execute("BEGIN");
}

Transaction::~Transaction()
{
    if (m_open) sqlite3_exec(m_database.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit()
{
    m_database.execute("COMMIT");
    m_open = false;
}

Statement::Statement(Database& database, const std::string& sql) : m_database(database)
{
    check(sqlite3_prepare_v2(database.handle(), sql.c_str(), -1, &m_handle, nullptr));
}

Statement::~Statement()
{
    sqlite3_finalize(m_handle);
}

void Statement::check(int code) const
{
    if (code != SQLITE_OK) m_database.fail();
}

void Statement::bind(int place, std::int64_t value)
{
    check(sqlite3_bind_int64(m_handle, place + 1, value));
}

void Statement::bind(int place, double value)
{
    check(sqlite3_bind_double(m_handle, place + 1, value));
}

void Statement::bind(int place, std::string_view text)
{
    const char* data = text.empty() ? "" : text.data();
    check(sqlite3_bind_text64(m_handle, place + 1, data, text.size(), SQLITE_STATIC, SQLITE_UTF8));
}

void Statement::bind(int place, std::span<const std::byte> bytes)
{
    const void* data = bytes.empty() ? static_cast<const void*>("") : bytes.data();
    check(sqlite3_bind_blob64(m_handle, place + 1, data, bytes.size(), SQLITE_STATIC));
}

bool Statement::next()
{
    const int code = sqlite3_step(m_handle);
    if (code != SQLITE_ROW && code != SQLITE_DONE) m_database.fail();
    return code == SQLITE_ROW;
}

void Statement::run()
{
    const int code = sqlite3_step(m_handle);
    const int reset = sqlite3_reset(m_handle);
    if (code != SQLITE_DONE || reset != SQLITE_OK) m_database.fail();
}

int Statement::columns() const
{
    return sqlite3_column_count(m_handle);
}

std::string_view Statement::nameOf(int column) const
{
    const char* name = sqlite3_column_name(m_handle, column);
    return name ? name : "";
}

// The value is asked for once: a log has millions of them. It may be looked into, since a
// connection is one thread's.
void Statement::read(int column, Cell& cell) const
{
    sqlite3_value* value = sqlite3_column_value(m_handle, column);
    const auto size = [&] { return static_cast<std::size_t>(sqlite3_value_bytes(value)); };
    switch (sqlite3_value_type(value)) {
    case SQLITE_FLOAT:
        cell.type = ValueType::real;
        cell.real = sqlite3_value_double(value);
        break;
    case SQLITE_INTEGER:
        cell.type = ValueType::integer;
        cell.integer = sqlite3_value_int64(value);
        break;
    case SQLITE_TEXT: {
        cell.type = ValueType::text;
        const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
        cell.text = { text ? text : "", text ? size() : 0 };
        break;
    }
    case SQLITE_BLOB: {
        cell.type = ValueType::bytes;
        const auto* bytes = static_cast<const std::byte*>(sqlite3_value_blob(value));
        cell.bytes = { bytes, size() };
        break;
    }
    default:
        cell.type = ValueType::null;
        break;
    }
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(m_handle, column);
}

std::string_view Statement::text(int column) const
{
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(m_handle, column));
    return { text ? text : "", static_cast<std::size_t>(sqlite3_column_bytes(m_handle, column)) };
}

} // namespace contrastlab
