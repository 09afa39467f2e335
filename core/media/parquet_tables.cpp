// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A cache of folders, named by what was read.
#include "media/parquet_tables.h"

#include "base/digest.h"
#include "base/joined.h"
#include "encoder/feature_cache.h"
#include "media/arrays/matrix_files.h"
#include "media/bytes/data_path.h"
#include "media/bytes/media_message.h"
#include "media/bytes/text_file.h"
#include "media/listing/listing.h"
#include "media/listing/records.h"
#include "media/parquet_files.h"
#include "store/atomic_file.h"
#include "store/cache_bound.h"
#include "store/file_messages.h"

#include <algorithm>
#include <fstream>
#include <unistd.h>

namespace contrastlab {

namespace fs = std::filesystem;

namespace {

constexpr int unpackingGeneration = 1; ///< another where the same tables give other files
constexpr int parquetDepth = 2;

bool isParquet(const fs::path& path)
{
    char magic[4] = {};
    std::ifstream(path, std::ios::binary).read(magic, sizeof magic);
    return std::string_view(magic, sizeof magic) == "PAR1";
}

/// What a reader would take by itself.
bool isOtherData(const std::string& name)
{
    static constexpr const char* endings[] = { ".tar", ".tar.gz", ".tgz", ".csv", ".tsv" };
    return isMatrixName(name) || isJsonLinesName(name)
        || std::ranges::any_of(endings, [&](const char* ending) { return name.ends_with(ending); });
}

struct FoundTables {
    std::vector<fs::path> tables;
    bool hasMedia = false;
    bool hasOthers = false;
};

void lookIn(const fs::path& folder, int depth, FoundTables& found)
{
    for (const fs::path& file : dataFilesIn(folder)) {
        const std::string name = lowered(file.filename().string());
        found.hasOthers |= isOtherData(name);
        found.hasMedia |= isImageName(name) || isSoundName(name);
        if (name.ends_with(".parquet")) found.tables.push_back(file);
    }
    if (depth == 0) return;
    for (const fs::path& inside : dataFoldersIn(folder))
        lookIn(inside, depth - 1, found);
}

/// Removed with what is in it, unless it is kept.
class TemporaryFolder {
public:
    explicit TemporaryFolder(fs::path path) : m_path(std::move(path))
    {
        fs::remove_all(m_path);
        makeFolder(m_path.string());
    }
    ~TemporaryFolder()
    {
        std::error_code error;
        fs::remove_all(m_path, error);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] const fs::path& path() const { return m_path; }
    /// Whoever was first stays.
    void becomes(const fs::path& name)
    {
        std::error_code error;
        fs::rename(m_path, name, error);
        if (error && !fs::is_directory(name))
            throw MediaError(name.string(), "", { sentences::cannotWrite, { error.message() } });
    }

private:
    fs::path m_path;
};

/// By what was read, and when it was written.
std::string digestOfUnpacked(const std::vector<fs::path>& tables, const std::string& name)
{
    Digest digest;
    digest.add(unpackingGeneration);
    digest.add(std::string_view(name));
    for (const fs::path& table : tables) {
        digest.add(std::string_view(fs::canonical(table).string()));
        digest.add(static_cast<std::uint64_t>(fs::file_size(table)));
        digest.add(
            static_cast<std::int64_t>(fs::last_write_time(table).time_since_epoch().count()));
    }
    return digest.hex();
}

} // namespace

std::vector<fs::path> parquetTablesAt(const fs::path& path)
{
    std::error_code error;
    if (fs::is_regular_file(path, error))
        return isParquet(path) ? std::vector<fs::path> { path } : std::vector<fs::path> {};
    FoundTables found;
    if (fs::is_directory(path, error)) lookIn(path, parquetDepth, found);
    if (found.hasOthers) return {};
    if (found.hasMedia)
        std::erase_if(
            found.tables, [](const fs::path& table) { return table.stem() != "metadata"; });
    std::ranges::sort(found.tables);
    return found.tables;
}

UnpackedTables unpackedTables(const std::vector<fs::path>& tables, const std::string& name,
    DuckDb& reader, DatasetReport& report, ProgressMeter& progress)
{
    const fs::path cache = fs::path(featureCacheFolder()).parent_path() / "tables";
    const fs::path made = cache / digestOfUnpacked(tables, name), folder = made / name;
    const std::vector<ParquetColumn> columns = columnsOf(tables.front(), reader);
    if (!fs::is_directory(folder)) {
        TemporaryFolder temporary(made.string() + ".part-" + std::to_string(::getpid()));
        makeFolder((temporary.path() / name).string());
        writeTables(tables, columns, temporary.path() / name, reader, progress);
        temporary.becomes(made);
        (void)makeRoom({ .folder = cache, .kept = made, .most = featureCacheBytes() });
    }
    std::error_code error;
    fs::last_write_time(made, fs::file_time_type::clock::now(), error); // it is in use
    report.reasons.push_back({ sentences::parquetUnpacked,
        { std::to_string(tables.size()), reader.version(), folder.string() } });
    const bool areHeld = std::ranges::any_of(columns, holdsFiles);
    if (const auto left = vectorsAmong(columns); !left.empty() && areHeld)
        report.reasons.push_back({ sentences::parquetVectorsLeft, { joined(left) } });
    return { folder, areHeld };
}

} // namespace contrastlab
