// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Arrays are cut, so that no row is larger than a piece; what is put together must have the size
// that it claims.
#include "store/checkpoint_pieces.h"

#include "base/problem.h"
#include "store/table_rows.h"

#include <algorithm>
#include <cstring>
#include <map>

namespace contrastlab {

namespace {

constexpr std::size_t mostPieceBytes = std::size_t(4) << 20;

// Cuts the arrays of a checkpoint into rows.
class PieceCutter {
public:
    explicit PieceCutter(std::int64_t checkpoint) : m_checkpoint(checkpoint) { }

    void add(const std::string& name, const Vector<float>& values)
    {
        cut(name, "float32", values.size(), 1, values.data(), sizeof(float));
    }
    void add(const std::string& name, const Matrix<float>& values)
    {
        cut(name, "float32", values.rows(), values.cols(), values.data(), sizeof(float));
    }
    void add(const std::string& name, const std::vector<double>& values)
    {
        cut(name, "float64", std::ssize(values), 1, values.data(), sizeof(double));
    }
    void add(const std::string& name, const std::vector<Index>& values)
    {
        static_assert(sizeof(Index) == 8);
        cut(name, "int64", std::ssize(values), 1, values.data(), sizeof(Index));
    }
    [[nodiscard]] const std::vector<PieceRow>& pieces() const { return m_pieces; }

private:
    void cut(const std::string& name, const char* type, Index rows, Index columns, const void* data,
        std::size_t elementBytes)
    {
        const auto size = static_cast<std::size_t>(rows * columns) * elementBytes;
        Bytes rest(static_cast<const std::byte*>(data), size);
        do {
            const Bytes piece = rest.first(std::min(rest.size(), mostPieceBytes));
            m_pieces.push_back({ m_checkpoint, name, type, rows, columns, piece });
            rest = rest.subspan(piece.size());
        } while (!rest.empty());
    }

    std::int64_t m_checkpoint;
    std::vector<PieceRow> m_pieces;
};

// The arrays of one checkpoint, put together from their pieces.
class ArrayStock {
public:
    ArrayStock(const Database& database, std::string place)
        : m_database(database)
        , m_place(std::move(place))
    {
    }
    void add(const PieceRow& piece)
    {
        Array& array = m_arrays[piece.array];
        if (array.type.empty()) array = { piece.type, piece.rows, piece.columns, {} };
        require(
            array.type == piece.type && array.rows == piece.rows && array.columns == piece.columns);
        array.bytes.insert(array.bytes.end(), piece.data.begin(), piece.data.end());
    }
    Vector<float> vector(const std::string& name)
    {
        const Array& array = take(name, "float32", sizeof(float));
        Vector<float> values(array.rows * array.columns);
        copy(array, values.data());
        return values;
    }
    Matrix<float> matrix(const std::string& name)
    {
        const Array& array = take(name, "float32", sizeof(float));
        Matrix<float> values(array.rows, array.columns);
        copy(array, values.data());
        return values;
    }
    std::vector<double> numbers(const std::string& name)
    {
        const Array& array = take(name, "float64", sizeof(double));
        std::vector<double> values(static_cast<std::size_t>(array.rows * array.columns));
        copy(array, values.data());
        return values;
    }
    std::vector<Index> indices(const std::string& name)
    {
        const Array& array = take(name, "int64", sizeof(Index));
        std::vector<Index> values(static_cast<std::size_t>(array.rows * array.columns));
        copy(array, values.data());
        return values;
    }
    [[nodiscard]] bool contains(const std::string& name) const { return m_arrays.contains(name); }

private:
    struct Array {
        std::string type;
        Index rows = 0, columns = 0;
        std::vector<std::byte> bytes;
    };

    void require(bool whole) const
    {
        if (!whole)
            throw InputError(m_database.name(), m_place, "expected whole arrays; it is damaged");
    }
    const Array& take(const std::string& name, const char* type, std::size_t elementBytes) const
    {
        const auto found = m_arrays.find(name);
        require(found != m_arrays.end() && found->second.type == type);
        const Array& array = found->second;
        Index bytes = 0;
        require(array.rows >= 0 && array.columns >= 0
            && !__builtin_mul_overflow(array.rows, array.columns, &bytes)
            && !__builtin_mul_overflow(bytes, static_cast<Index>(elementBytes), &bytes)
            && bytes == std::ssize(array.bytes));
        return array;
    }
    static void copy(const Array& array, void* to)
    {
        if (!array.bytes.empty()) std::memcpy(to, array.bytes.data(), array.bytes.size());
    }

    const Database& m_database;
    std::string m_place;
    std::map<std::string, Array> m_arrays;
};

} // namespace

std::vector<PieceRow> piecesOf(std::int64_t id, const Checkpoint& checkpoint)
{
    PieceCutter cutter(id);
    cutter.add("parameters", checkpoint.parameters);
    for (std::size_t i = 0; i < checkpoint.optimizer.vectors.size(); ++i)
        cutter.add("optimizer" + std::to_string(i), checkpoint.optimizer.vectors[i]);
    cutter.add("optimizer_scalars", checkpoint.optimizer.scalars);
    cutter.add("postponed", checkpoint.batcher.postponed);
    cutter.add("held_batch", checkpoint.heldBatch);
    cutter.add("average_parameters", checkpoint.averageParameters);
    cutter.add("key_parameters", checkpoint.keys.parameters);
    for (std::size_t i = 0; i < checkpoint.keys.queues.size(); ++i)
        cutter.add("queue" + std::to_string(i), checkpoint.keys.queues[i]);
    return cutter.pieces();
}

std::string placeOfCheckpoint(std::int64_t step)
{
    return "checkpoint at step " + std::to_string(step);
}

Checkpoint checkpointOf(Database& database, std::int64_t id, const CheckpointRow& row, RunSpec spec)
{
    ArrayStock stock(database, placeOfCheckpoint(row.step));
    RowReader<PieceRow> pieces(database, "pieces", "checkpoint = " + std::to_string(id));
    while (pieces.next())
        stock.add(pieces.read());
    Checkpoint checkpoint;
    checkpoint.spec = std::move(spec);
    checkpoint.step = row.step;
    checkpoint.evaluations = row.evaluations;
    checkpoint.parameters = stock.vector("parameters");
    for (int i = 0; stock.contains("optimizer" + std::to_string(i)); ++i)
        checkpoint.optimizer.vectors.push_back(stock.vector("optimizer" + std::to_string(i)));
    checkpoint.optimizer.scalars = stock.numbers("optimizer_scalars");
    checkpoint.batcher = { row.batcherEpoch, row.batcherPosition, stock.indices("postponed"),
        row.batcherAhead };
    checkpoint.heldBatch = stock.indices("held_batch");
    checkpoint.heldSince = row.heldSince;
    if (stock.contains("average_parameters"))
        checkpoint.averageParameters = stock.vector("average_parameters");
    checkpoint.keys.parameters = stock.vector("key_parameters");
    for (int i = 0; stock.contains("queue" + std::to_string(i)); ++i)
        checkpoint.keys.queues.push_back(stock.matrix("queue" + std::to_string(i)));
    checkpoint.keys.filled = row.queueFilled;
    return checkpoint;
}

} // namespace contrastlab
