// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The header: SQLite's magic, the page size at byte 16, user_version at byte 60, application_id at
// byte 68, big endian.
// https://www.sqlite.org/fileformat.html, section 1.3
#include "store/run_header.h"

#include "store/database.h"
#include "store/file_messages.h"
#include "store/run_format.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>

namespace contrastlab {

namespace {

namespace fs = std::filesystem;

std::int32_t numberAt(const std::array<char, 100>& header, std::size_t place)
{
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i)
        number = number << 8 | static_cast<unsigned char>(header[place + i]);
    return static_cast<std::int32_t>(number);
}

struct Header {
    std::int32_t generation = 0;
    std::int32_t pageSize = 0; ///< bytes
};

// Nothing where the file is no run file of any generation.
std::optional<Header> headerOf(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file) throw InputError(path, "", { sentences::cannotRead, { systemReason(errno) } });
    std::array<char, 100> header {};
    file.read(header.data(), static_cast<std::streamsize>(header.size()));
    if (file.gcount() < static_cast<std::streamsize>(header.size())) return {};
    if (std::memcmp(header.data(), "SQLite format 3", 16) != 0) return {};
    if (numberAt(header, 68) != runFileId) return {};
    return Header { numberAt(header, 60), numberAt(header, 16) >> 16 };
}

// Where the disk was full, the last page may not be whole in the file: it stands in the log.
bool hasLog(const std::string& path)
{
    std::error_code error;
    const fs::path file = fs::weakly_canonical(path, error);
    const auto size = fs::file_size(file.string() + "-wal", error);
    return !error && size > 0;
}

// A write-ahead log can be ended only by who has the file alone.
void requireAlone(const std::string& path)
{
    try {
        Database database(path);
        database.execute("PRAGMA busy_timeout = 0");
        database.execute("PRAGMA journal_mode = DELETE");
    } catch (const BusyError&) {
        throw;
    } catch (const InputError&) {
        // One that is damaged may go.
    }
}

} // namespace

void requireRunFile(const std::string& path)
{
    std::error_code error;
    if (fs::is_directory(path, error))
        throw InputError(path, "", "expected a run file of ContrastLab, found a folder");
    const auto header = headerOf(path);
    if (!header)
        throw InputError(path, "", "expected a run file of ContrastLab (written by --output)");
    if (header->generation < 1)
        throw InputError(path, "format generation " + std::to_string(header->generation),
            "expected one from 1 on; the file is damaged");
    const bool hasWholePages =
        header->pageSize >= 512 && fs::file_size(path, error) % header->pageSize == 0;
    if (header->pageSize < 512 || (!hasWholePages && !hasLog(path)))
        throw InputError(path, "", sentences::damagedRunFile);
}

void requireReplaceable(const std::string& path)
{
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) return;
    if (fs::is_directory(status))
        throw InputError(path, "", { sentences::cannotWrite, { sentences::isFolder } });
    if (!fs::is_regular_file(status) || !headerOf(path))
        throw InputError(path, "", sentences::notOverwritten);
    requireAlone(path);
}

void removeLogsOf(const std::string& path)
{
    std::error_code error;
    const std::string target = fs::weakly_canonical(path, error).string();
    for (const char* suffix : { "-wal", "-shm", "-journal" })
        fs::remove(target + suffix, error);
}

} // namespace contrastlab
