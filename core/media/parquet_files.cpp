// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows one after the other, each as soon as it is read.
#include "media/parquet_files.h"

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
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>

namespace contrastlab {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t longestEnding = 6;

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

} // namespace

void writeTables(const std::vector<fs::path>& tables, const std::vector<ParquetColumn>& columns,
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
