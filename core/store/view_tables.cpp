// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A blob is believed only where it has the size that the columns beside it say.
#include "store/view_tables.h"

#include "store/table_rows.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <string>
#include <unordered_set>

namespace contrastlab {

namespace {

constexpr std::size_t mostBytesAtOnce = std::size_t(8) << 20; // in one transaction

using Buffer = std::vector<std::byte>;

template <class T> Bytes bytesOfValues(const T* values, std::size_t count)
{
    return std::as_bytes(std::span<const T>(values, count));
}

template <class Values> Bytes blobOf(const Values& values)
{
    return bytesOfValues(values.data(), static_cast<std::size_t>(values.size()));
}

Buffer joined(const std::vector<Matrix<float>>& matrices)
{
    Buffer buffer;
    for (const Matrix<float>& matrix : matrices) {
        const Bytes bytes = blobOf(matrix);
        buffer.insert(buffer.end(), bytes.begin(), bytes.end());
    }
    return buffer;
}

Index rowsOf(const std::vector<Matrix<float>>& matrices)
{
    return matrices.empty() ? 0 : matrices.front().rows();
}

void writeRow(RowWriter<FrameRow>& rows, std::int64_t id, const ProbeFrame& frame)
{
    const Buffer similarities = joined(frame.similarities),
                 trainingSimilarities = joined(frame.trainingSimilarities),
                 embeddings = joined(frame.embeddings),
                 trainingEmbeddings = joined(frame.trainingEmbeddings),
                 points = joined(frame.points);
    rows.write(id,
        { frame.step, frame.temperature, frame.explained[0], frame.explained[1],
            std::ssize(frame.similarities), rowsOf(frame.similarities),
            std::ssize(frame.trainingSimilarities), rowsOf(frame.trainingSimilarities),
            std::ssize(frame.embeddings), rowsOf(frame.embeddings), frame.centre.size(),
            similarities, trainingSimilarities, embeddings, points, blobOf(frame.basis),
            blobOf(frame.centre), frame.bias, trainingEmbeddings, blobOf(frame.temperatures) });
}

ModalityBlobs blobsOf(const ModalityDiagnostics& modality)
{
    return { static_cast<std::int64_t>(modality.collapse), blobOf(modality.spectrum.singularValues),
        blobOf(modality.spectrum.variances) };
}

void writeRow(RowWriter<DiagnosticsRow>& rows, std::int64_t id, const TrainingDiagnostics& entry)
{
    const Diagnostics& heldOut = entry.heldOut;
    rows.write(id,
        { entry, static_cast<std::int64_t>(entry.clamp), blobOf(heldOut.similarity.positives),
            blobOf(heldOut.similarity.negatives), blobsOf(heldOut.a), blobsOf(heldOut.b),
            blobOf(entry.classAccuracies) });
}

void removeRow(Database& database, const char* table, std::int64_t id)
{
    database.execute(std::string("DELETE FROM ") + table + " WHERE id = " + std::to_string(id));
}

template <class Entry>
void removeThinned(
    Database& database, const char* table, const LogEntries<Entry>& log, WrittenLog<Entry>& written)
{
    std::unordered_set<const Entry*> held;
    for (const auto& entry : log)
        held.insert(entry.get());
    std::erase_if(written.rows, [&](const auto& row) {
        if (held.contains(row.entry.get())) return false;
        if (row.id > 0) removeRow(database, table, row.id);
        return true;
    });
}

template <class Row, class Entry>
bool write(
    Database& database, const char* table, const LogEntries<Entry>& log, WrittenLog<Entry>& written)
{
    removeThinned(database, table, log, written);
    std::unordered_set<const Entry*> there;
    for (const auto& row : written.rows)
        there.insert(row.entry.get());
    RowWriter<Row> rows(database, table);
    std::size_t bytes = 0;
    for (const auto& entry : log) {
        if (there.contains(entry.get())) continue;
        if (bytes > mostBytesAtOnce) return true;
        writeRow(rows, ++written.ids, *entry);
        written.rows.push_back({ entry, written.ids });
        bytes += bytesOf(*entry);
    }
    return false;
}

// Nothing where the blob is no `count` matrices of that shape.
std::optional<std::vector<Matrix<float>>> matricesIn(
    Bytes bytes, std::int64_t count, std::int64_t rows, std::int64_t columns)
{
    std::int64_t size = 0;
    const bool fits = count >= 0 && count <= mostModalities && rows >= 0 && columns >= 0
        && !__builtin_mul_overflow(rows, columns, &size)
        && !__builtin_mul_overflow(size, std::int64_t(sizeof(float)), &size)
        && size <= std::ssize(bytes) && count * size == std::ssize(bytes);
    if (!fits) return {};
    std::vector<Matrix<float>> matrices;
    for (const std::byte* from = bytes.data(); std::ssize(matrices) < count; from += size) {
        Matrix<float>& matrix = matrices.emplace_back(rows, columns);
        if (size > 0) std::memcpy(matrix.data(), from, static_cast<std::size_t>(size));
    }
    return matrices;
}

bool take(Bytes bytes, Vector<double>& values)
{
    if (bytes.size() % sizeof(double) != 0) return false;
    values.resize(static_cast<Index>(bytes.size() / sizeof(double)));
    if (!bytes.empty()) std::memcpy(values.data(), bytes.data(), bytes.size());
    return true;
}

std::optional<ProbeFrame> frameOf(const FrameRow& row)
{
    auto similarities = matricesIn(row.similarities, row.pairs, row.heatmapItems, row.heatmapItems);
    auto training = matricesIn(
        row.trainingSimilarities, row.trainingPairs, row.trainingItems, row.trainingItems);
    auto embeddings = matricesIn(row.embeddings, row.towers, row.projectionItems, row.width);
    auto trainingEmbeddings = matricesIn(row.trainingEmbeddings,
        row.trainingEmbeddings.empty() ? 0 : row.towers, row.trainingItems, row.width);
    auto points = matricesIn(row.points, row.towers, row.projectionItems, 2);
    const auto basis = matricesIn(row.basis, 1, row.basis.empty() ? 0 : row.width, 2);
    const auto centre = matricesIn(row.centre, 1, row.width, 1);
    Vector<double> temperatures;
    if (!similarities || !training || !embeddings || !trainingEmbeddings || !points || !basis
        || !centre || !take(row.temperatures, temperatures))
        return {};
    return ProbeFrame { row.step, row.temperature, std::move(temperatures), row.bias,
        std::move(*similarities), std::move(*training), std::move(*embeddings),
        std::move(*trainingEmbeddings), std::move(*points), { row.explained1, row.explained2 },
        basis->front(), centre->front().col(0) };
}

// False where the blob is neither whole nor missing.
template <class T, std::size_t Count> bool take(Bytes bytes, std::array<T, Count>& values)
{
    if (bytes.size() == sizeof values) std::memcpy(values.data(), bytes.data(), sizeof values);
    return bytes.empty() || bytes.size() == sizeof values;
}

template <class Enum> bool take(std::int64_t number, Enum last, Enum& value)
{
    value = static_cast<Enum>(std::clamp<std::int64_t>(number, 0, std::int64_t(last)));
    return std::int64_t(value) == number;
}

bool take(const ModalityBlobs& blobs, ModalityDiagnostics& modality)
{
    return take(blobs.singularValues, modality.spectrum.singularValues)
        && take(blobs.variances, modality.spectrum.variances)
        && take(blobs.collapse, Collapse::complete, modality.collapse);
}

// Puts what stands beside the entry into it.
bool complete(DiagnosticsRow& row)
{
    Diagnostics& heldOut = row.entry.heldOut;
    return take(row.clamp, Clamp::upper, row.entry.clamp)
        && take(row.positives, heldOut.similarity.positives)
        && take(row.negatives, heldOut.similarity.negatives) && take(row.a, heldOut.a)
        && take(row.b, heldOut.b) && take(row.classAccuracies, row.entry.classAccuracies);
}

} // namespace

bool writeSome(
    Database& database, const LogEntries<ProbeFrame>& log, WrittenLog<ProbeFrame>& written)
{
    return write<FrameRow>(database, framesTable, log, written);
}

bool writeSome(Database& database, const LogEntries<TrainingDiagnostics>& log,
    WrittenLog<TrainingDiagnostics>& written)
{
    return write<DiagnosticsRow>(database, diagnosticsTable, log, written);
}

bool shedFrames(Database& database, WrittenLog<ProbeFrame>& written)
{
    bool removed = false;
    for (auto& row : written.rows) {
        if (row.id == 0 || &row == &written.rows.back()) continue;
        removeRow(database, framesTable, std::exchange(row.id, 0));
        removed = true;
    }
    return removed;
}

std::vector<std::pair<std::int64_t, std::int64_t>> stepsIn(
    Database& database, const std::string& table)
{
    std::vector<std::pair<std::int64_t, std::int64_t>> rows;
    Statement statement(database, "SELECT step, id FROM " + table + " ORDER BY step, id");
    while (statement.next())
        rows.emplace_back(statement.integer(0), statement.integer(1));
    return rows;
}

std::shared_ptr<const ProbeFrame> readFrame(Database& database, std::int64_t id, std::int64_t step)
{
    RowReader<FrameRow> rows(database, framesTable, "id = " + std::to_string(id));
    if (!rows.next())
        throw InputError(database.name(), "frame of step " + std::to_string(step),
            "expected what was there when the file was opened");
    const FrameRow row = rows.read();
    auto frame = frameOf(row);
    rows.require(frame && row.step == step);
    return std::make_shared<const ProbeFrame>(std::move(*frame));
}

LogCursor<TrainingDiagnostics> diagnosticsIn(Database& database)
{
    return [rows = std::make_shared<RowReader<DiagnosticsRow>>(database, diagnosticsTable),
               last = std::int64_t(-1)]() mutable -> std::optional<TrainingDiagnostics> {
        if (!rows->next()) return std::nullopt;
        DiagnosticsRow row = rows->read();
        rows->require(row.entry.step > last && complete(row));
        last = row.entry.step;
        return std::move(row.entry);
    };
}

} // namespace contrastlab
