// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One query a table: rows as JSON, bytes as they are. A cache of folders, named by what was read.
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
#include "store/atomic_file.h"
#include "store/file_messages.h"
#include "store/npy.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <map>
#include <unistd.h>

namespace contrastlab {

namespace fs = std::filesystem;

namespace {

constexpr int unpackingGeneration = 1; ///< another where the same tables give other files
constexpr int parquetDepth = 2;
constexpr std::chrono::hours unpackedInUse { 1 };
constexpr std::size_t longestEnding = 6;

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

/// "train" of train-00000-of-00002.parquet or train/0000.parquet; empty where it names no part.
std::string partWord(const fs::path& table)
{
    const std::string name = table.stem().string();
    const std::string own = name.substr(0, name.find_first_of("-_."));
    const std::string folder = table.parent_path().filename().string();
    return partNamed(own) ? own : partNamed(folder) ? folder : "";
}

/// The names of parts, where every table has one and there are several; else empty names.
std::vector<std::string> partFolders(const std::vector<fs::path>& tables)
{
    std::vector<std::string> words;
    for (const fs::path& table : tables)
        words.push_back(partWord(table));
    const bool areAllNamed = std::ranges::none_of(words, &std::string::empty);
    const bool differ =
        std::ranges::any_of(words, [&](auto& word) { return word != words.front(); });
    if (!areAllNamed || !differ) std::ranges::fill(words, "");
    return words;
}

/// read_parquet takes patterns, so that a sign of these stands for itself only in brackets.
std::string tableOf(const fs::path& file)
{
    std::string pattern;
    for (const char sign : file.string()) {
        const bool isPattern = sign == '*' || sign == '?' || sign == '[';
        pattern += isPattern ? std::string("[") + sign + "]" : std::string(1, sign);
    }
    return "read_parquet(" + sqlText(pattern) + ")";
}

enum class ColumnKind { value, bytes, innerBytes, namedBytes, numbers };

struct ParquetColumn {
    std::string name;
    ColumnKind kind = ColumnKind::value;
    std::vector<std::string> classes; ///< names of a label's values
};

bool holdsFiles(const ParquetColumn& column)
{
    return column.kind != ColumnKind::value && column.kind != ColumnKind::numbers;
}

/// Of a struct of Hugging Face's: the bytes, and mostly a path.
ColumnKind kindOfColumn(const std::string& type)
{
    if (type == "BLOB") return ColumnKind::bytes;
    if (type.starts_with("STRUCT(") && type.ends_with(")")
        && type.find("bytes BLOB") != std::string::npos)
        return type.find("path ") != std::string::npos ? ColumnKind::namedBytes
                                                       : ColumnKind::innerBytes;
    const auto bracket = type.find('[');
    const std::string element = type.substr(0, bracket);
    const bool isOneList =
        bracket != std::string::npos && type.find('[', bracket + 1) == std::string::npos;
    return isOneList && (element == "FLOAT" || element == "DOUBLE") ? ColumnKind::numbers
                                                                    : ColumnKind::value;
}

/// Names of classes, as Hugging Face's datasets write them into the file.
void addClassNames(std::string_view features, std::vector<ParquetColumn>& columns)
{
    const auto json = nlohmann::json::parse(features, nullptr, false);
    if (!json.is_object()) return;
    for (ParquetColumn& column : columns) {
        nlohmann::json feature;
        try {
            feature = json.at("info").at("features").at(column.name);
            if (feature.at("_type") != "ClassLabel") continue;
            column.classes = feature.at("names").get<std::vector<std::string>>();
        } catch (const nlohmann::json::exception&) { // of another program, or no label
        }
    }
}

std::vector<ParquetColumn> columnsOf(const fs::path& table, DuckDb& reader)
{
    std::vector<ParquetColumn> columns;
    const std::string file = table.string();
    reader.query(file,
        "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM " + tableOf(table) + ")",
        [&](const DuckDbRow& row) {
            columns.push_back({ std::string(row.text(0).value_or("")),
                kindOfColumn(std::string(row.text(1).value_or(""))), {} });
        });
    reader.query(file,
        "SELECT value FROM parquet_kv_metadata(" + sqlText(file)
            + ") WHERE decode(key) = 'huggingface'",
        [&](const DuckDbRow& row) { addClassNames(row.text(0).value_or(""), columns); });
    return columns;
}

/// The expressions of a column; those of bytes with a name are two.
std::string selected(const ParquetColumn& column)
{
    const std::string name = sqlName(column.name);
    switch (column.kind) {
    case ColumnKind::bytes:
        return name;
    case ColumnKind::namedBytes:
        return name + ".bytes, CAST(" + name + ".path AS VARCHAR)";
    case ColumnKind::innerBytes:
        return name + ".bytes";
    case ColumnKind::numbers:
        return "CAST(" + name + " AS FLOAT[])";
    case ColumnKind::value:
        break;
    }
    return "CAST(to_json(" + name + ") AS VARCHAR)";
}

std::string queryOf(const fs::path& table, const std::vector<ParquetColumn>& columns)
{
    std::string sql = "SELECT ";
    for (std::size_t i = 0; i < columns.size(); ++i)
        sql += (i == 0 ? "" : ", ") + selected(columns[i]);
    return sql + " FROM " + tableOf(table);
}

Index rowsOf(const fs::path& table, DuckDb& reader)
{
    Index rows = 0;
    reader.query(table.string(), "SELECT CAST(count(*) AS VARCHAR) FROM " + tableOf(table),
        [&](const DuckDbRow& row) { rows = std::atoll(std::string(*row.text(0)).c_str()); });
    return rows;
}

/// As a name of a folder or file.
std::string fileWord(std::string name)
{
    for (char& sign : name)
        if (sign == '/' || sign == '\0' || sign == '.') sign = '_';
    return name.empty() ? "_" : name;
}

std::string endingOfName(std::string_view path)
{
    const std::string ending = lowered(fs::path(path).extension().string());
    const bool isWord = ending.size() > 1 && ending.size() <= longestEnding
        && std::ranges::all_of(
            ending.substr(1), [](unsigned char sign) { return std::isalnum(sign); });
    return isWord ? ending : "";
}

/// The value of a label by its name, where it has one.
std::string namedValue(const ParquetColumn& column, std::string_view json)
{
    const long long place = std::atoll(std::string(json).c_str());
    if (column.classes.empty() || place < 0 || place >= std::ssize(column.classes))
        return std::string(json);
    return nlohmann::json(column.classes[static_cast<std::size_t>(place)]).dump();
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

void writePlain(const fs::path& path, std::string_view bytes)
{
    // The folder is renamed when all is there: no file of it needs a name of its own before.
    std::FILE* file = std::fopen(path.c_str(), "wb");
    const bool isWritten = file && std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
    if (const bool isClosed = file && std::fclose(file) == 0; !isWritten || !isClosed)
        throw MediaError(path.string(), "", { sentences::cannotWrite, { systemReason(errno) } });
}

/// Rows of one table after the other, as objects a line.
class RowFiles {
public:
    RowFiles(fs::path folder, ProgressMeter& progress)
        : m_folder(std::move(folder))
        , m_progress(progress)
    {
        makeFolder(m_folder.string());
        m_rows.emplace((m_folder / "metadata.jsonl").string());
    }

    void add(const fs::path& table, const std::vector<ParquetColumn>& columns, DuckDb& reader)
    {
        for (const ParquetColumn& column : columns)
            if (holdsFiles(column)) makeFolder((m_folder / fileWord(column.name)).string());
        std::vector<ParquetColumn> taken = columns;
        std::erase_if(taken, [](auto& column) { return column.kind == ColumnKind::numbers; });
        reader.query(table.string(), queryOf(table, taken), [&](const DuckDbRow& row) {
            m_progress.advance();
            std::string line;
            std::size_t place = 0;
            for (const ParquetColumn& column : taken) {
                const std::string value = valueOf(column, row, place);
                if (!value.empty())
                    line += (line.empty() ? "" : ", ") + nlohmann::json(column.name).dump() + ": "
                        + value;
            }
            m_rows->write("{" + line + "}\n");
            ++m_count;
        });
    }
    void end() { m_rows->commit(); }

private:
    /// As JSON; empty where there is none.
    std::string valueOf(const ParquetColumn& column, const DuckDbRow& row, std::size_t& place)
    {
        const auto value = row.text(place++);
        const std::string_view path =
            column.kind == ColumnKind::namedBytes ? row.text(place++).value_or("") : "";
        if (column.kind == ColumnKind::value)
            return value ? namedValue(column, *value) : std::string();
        // A name alone means a file elsewhere.
        if (!value) return path.empty() ? std::string() : nlohmann::json(std::string(path)).dump();
        const std::string ending = endingOfName(path);
        char number[32];
        std::snprintf(number, sizeof number, "%07lld", m_count);
        const std::string name =
            fileWord(column.name) + "/" + number + (ending.empty() ? endingOf(*value) : ending);
        writePlain(m_folder / name, *value);
        return nlohmann::json(name).dump();
    }

    fs::path m_folder;
    ProgressMeter& m_progress;
    std::optional<AtomicFile> m_rows;
    long long m_count = 0;
};

/// Columns of vectors, each an array; of all tables one after the other.
class VectorFiles {
public:
    VectorFiles(
        fs::path folder, Index rows, std::vector<ParquetColumn> columns, ProgressMeter& progress)
        : m_folder(std::move(folder))
        , m_rows(rows)
        , m_columns(std::move(columns))
        , m_progress(progress)
        , m_table((m_folder / "rows.csv").string())
    {
        std::string header;
        for (const ParquetColumn& column : m_columns)
            if (column.kind == ColumnKind::value) header += quotedCell(column.name) + ",";
        m_table.write(header + "split\n");
    }

    void add(const fs::path& table, const std::string& part, DuckDb& reader)
    {
        reader.query(table.string(), queryOf(table, m_columns), [&](const DuckDbRow& row) {
            m_progress.advance();
            std::string cells;
            for (std::size_t i = 0; i < m_columns.size(); ++i) {
                if (m_columns[i].kind == ColumnKind::numbers)
                    addVector(table, m_columns[i].name, row.numbers(i));
                else
                    cells += quotedCell(cellOf(m_columns[i], row.text(i))) + ",";
            }
            m_table.write(cells + part + "\n");
            ++m_written;
        });
    }
    void end()
    {
        for (auto& [name, array] : m_arrays)
            array.file->commit();
        m_table.commit();
    }

private:
    struct Array {
        std::unique_ptr<AtomicFile> file;
        std::size_t width = 0;
    };

    static std::string quotedCell(const std::string& text) { return sqlName(text); }

    static std::string cellOf(const ParquetColumn& column, std::optional<std::string_view> json)
    {
        if (!json) return "";
        const auto value = nlohmann::json::parse(namedValue(column, *json), nullptr, false);
        return value.is_string() ? value.get<std::string>() : std::string(*json);
    }

    void addVector(const fs::path& table, const std::string& column, std::span<const float> values)
    {
        Array& array = m_arrays[column];
        if (!array.file) {
            array.width = values.size();
            array.file =
                std::make_unique<AtomicFile>((m_folder / (fileWord(column) + ".npy")).string());
            const Index shape[] = { m_rows, std::ssize(values) };
            array.file->write(npyHeader<float>(shape));
        }
        if (values.size() != array.width || values.empty())
            throw MediaError(table.string(), rowPlace(m_written + 1),
                { sentences::vectorLength,
                    { std::to_string(array.width), column, std::to_string(values.size()) } });
        array.file->write(values.data(), values.size_bytes());
    }

    fs::path m_folder;
    Index m_rows;
    std::vector<ParquetColumn> m_columns;
    ProgressMeter& m_progress;
    AtomicFile m_table;
    std::map<std::string, Array> m_arrays;
    Index m_written = 0;
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

std::int64_t bytesIn(const fs::path& folder)
{
    std::int64_t bytes = 0;
    std::error_code error;
    for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        std::error_code unknown;
        const auto size = entry->file_size(unknown);
        if (!unknown) bytes += static_cast<std::int64_t>(size);
    }
    return bytes;
}

/// Folders that nobody has used for an hour go, those unused longest first, while the cache is over
/// its bound.
void boundUnpacked(const fs::path& cache, const fs::path& kept)
{
    std::vector<std::pair<fs::file_time_type, fs::path>> others;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(cache, error))
        if (entry.path() != kept) others.emplace_back(entry.last_write_time(error), entry.path());
    std::ranges::sort(others);
    std::int64_t all = bytesIn(cache);
    for (const auto& [used, folder] : others) {
        if (all <= featureCacheBytes() || fs::file_time_type::clock::now() - used < unpackedInUse)
            return;
        all -= bytesIn(folder);
        fs::remove_all(folder, error);
    }
}

std::vector<std::string> vectorsAmong(const std::vector<ParquetColumn>& columns)
{
    std::vector<std::string> names;
    for (const ParquetColumn& column : columns)
        if (column.kind == ColumnKind::numbers) names.push_back(column.name);
    return names;
}

/// `columns` are those of the first table.
void unpack(const std::vector<fs::path>& tables, const std::vector<ParquetColumn>& columns,
    const fs::path& folder, DuckDb& reader, ProgressMeter& progress)
{
    Index rows = 0;
    for (const fs::path& table : tables)
        rows += rowsOf(table, reader);
    progress.start(LoadPhase::listing, rows);
    const std::vector<std::string> parts = partFolders(tables);
    if (!vectorsAmong(columns).empty() && std::ranges::none_of(columns, holdsFiles)) {
        VectorFiles files(folder, rows, columns, progress);
        for (std::size_t i = 0; i < tables.size(); ++i)
            files.add(tables[i], parts[i], reader);
        files.end();
        return;
    }
    std::map<std::string, RowFiles> files;
    for (std::size_t i = 0; i < tables.size(); ++i)
        files.try_emplace(parts[i], folder / parts[i], progress)
            .first->second.add(tables[i], columnsOf(tables[i], reader), reader);
    for (auto& [part, rowFiles] : files)
        rowFiles.end();
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
        unpack(tables, columns, temporary.path() / name, reader, progress);
        temporary.becomes(made);
        boundUnpacked(cache, made);
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

std::string endingOf(std::string_view bytes)
{
    const auto at = [&](std::size_t place, std::string_view sign) {
        return bytes.size() >= place && bytes.substr(place).starts_with(sign);
    };
    if (at(0, "\x89PNG")) return ".png";
    if (at(0, "\xff\xd8\xff")) return ".jpg";
    if (at(0, "GIF8")) return ".gif";
    if (at(0, "BM")) return ".bmp";
    if (at(0, "RIFF") && at(8, "WEBP")) return ".webp";
    if (at(0, "RIFF") && at(8, "WAVE")) return ".wav";
    if (at(0, "fLaC")) return ".flac";
    if (at(0, "OggS")) return ".ogg";
    if (at(0, "ID3") || at(0, "\xff\xfb")) return ".mp3";
    if (at(0, "II*") || at(0, "MM")) return ".tif";
    return ".bin";
}

} // namespace contrastlab
