// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Nothing in the file is believed: the tables must be those that the writer makes, every row must
// match its digest, no row may be missing between others, and arrays must have the size they claim.
#include "store/array_view.h"
#include "store/run_format.h"
#include "store/run_header.h"
#include "store/run_store.h"

#include <cstring>
#include <map>

namespace contrastlab {

namespace {

RunEvent::Kind eventKindOf(const RowReader<EventRow>& rows, const std::string& name)
{
    const auto kind = eventKindNamed(name);
    rows.require(kind.has_value());
    return *kind;
}

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

class RunReader {
public:
    explicit RunReader(const std::string& path) : m_database(path, Database::Open::existing) { }

    StoredRun read()
    {
        m_database.execute("BEGIN"); // one moment of a file that may still grow
        requireSound();
        StoredRun stored;
        RunRecord record = readRecord(stored);
        readCheckpoints(record);
        const std::optional<EndingRow> ending = readEnding(record);
        stored.run = std::make_shared<Run>(std::move(record));
        readLogs(*stored.run);
        if (ending)
            require(ending->steps == std::ssize(stored.run->steps.all())
                    && ending->evaluations == std::ssize(stored.run->evaluations.all())
                    && ending->events == std::ssize(stored.run->events.all()),
                "the last rows");
        return stored;
    }

private:
    void require(bool whole, const std::string& place) const
    {
        if (!whole)
            throw InputError(m_database.name(), place,
                "expected what the writer of a run file puts there; the file is damaged");
    }

    void requireSound()
    {
        std::vector<std::string> tables;
        Statement schema(m_database, "SELECT sql FROM sqlite_schema ORDER BY rowid");
        while (schema.next() && tables.size() < 100)
            tables.emplace_back(schema.text(0));
        require(tables == runFileTables(), "tables");
        const std::string verdict = m_database.textOf("PRAGMA quick_check(1)");
        require(verdict == "ok", "page structure");
    }

    RunSpec specOf(const std::string& json, const std::string& place) const
    {
        try {
            return specFromJson(json, m_database.name());
        } catch (const SpecError& error) {
            Problem problem = error.problems().front();
            problem.file.clear(); // said before the place
            throw InputError(m_database.name(), place,
                "expected parameters that this version knows: " + describe(problem));
        }
    }

    RunRecord readRecord(StoredRun& stored)
    {
        RowReader<RunRow> rows(m_database, "run");
        require(rows.next(), "run");
        const RunRow row = rows.read();
        stored.program = row.program;
        stored.dataDigest = row.dataDigest;
        return { specOf(row.spec, "spec"), row.branchedAt, row.began, 50, {}, {} };
    }

    void readCheckpoints(RunRecord& record)
    {
        RowReader<CheckpointRow> rows(m_database, "checkpoints");
        RowReader<PieceRow> pieces(m_database, "pieces");
        while (rows.next()) {
            const CheckpointRow row = rows.read();
            const std::string place = "checkpoint at step " + std::to_string(row.step);
            ArrayStock stock(m_database, place);
            for (std::int64_t piece = 0; piece < row.pieces; ++piece) {
                require(pieces.next(), place);
                const PieceRow read = pieces.read();
                pieces.require(read.checkpoint == rows.id());
                stock.add(read);
            }
            record.checkpointSpacing = row.spacing;
            record.checkpoints.push_back(
                std::make_shared<Checkpoint>(checkpointOf(row, stock, place)));
        }
        require(!pieces.next(), "pieces");
        require(record.checkpointSpacing > 0, "checkpoints");
    }

    Checkpoint checkpointOf(const CheckpointRow& row, ArrayStock& stock, const std::string& place)
    {
        Checkpoint checkpoint;
        checkpoint.spec = specOf(row.spec, place);
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
        checkpoint.keyParameters = stock.vector("key_parameters");
        for (int i = 0; stock.contains("queue" + std::to_string(i)); ++i)
            checkpoint.queues.push_back(stock.matrix("queue" + std::to_string(i)));
        checkpoint.queueFilled = row.queueFilled;
        return checkpoint;
    }

    std::optional<EndingRow> readEnding(RunRecord& record)
    {
        RowReader<EndingRow> rows(m_database, "ending");
        if (!rows.next()) return std::nullopt;
        EndingRow row = rows.read();
        for (const auto kind : { RunOutcome::Kind::completed, RunOutcome::Kind::stopped,
                 RunOutcome::Kind::diverged, RunOutcome::Kind::failed })
            if (row.outcome == nameOf(kind)) record.outcome.kind = kind;
        rows.require(record.outcome.kind != RunOutcome::Kind::running);
        record.outcome.step = row.step;
        record.outcome.cause = row.cause;
        record.outcome.message = row.message;
        return row;
    }

    void readLogs(Run& run)
    {
        std::int64_t id = 0;
        RowReader<StepMetrics> steps(m_database, "steps");
        for (id = 0; steps.next();) {
            steps.require(steps.id() == ++id);
            run.steps.append(steps.read());
        }
        readEvaluations(run);
        RowReader<EventRow> events(m_database, "events");
        for (id = 0; events.next();) {
            events.require(events.id() == ++id);
            const EventRow row = events.read();
            run.events.append(
                { eventKindOf(events, row.kind), row.step, row.key, row.before, row.after });
        }
    }

    void readEvaluations(Run& run)
    {
        RowReader<EvaluationRow> rows(m_database, "evaluations");
        RowReader<RecallRow> recalls(m_database, "recalls");
        std::int64_t recallId = 0;
        bool more = recalls.next();
        for (std::int64_t id = 1; rows.next(); ++id) {
            rows.require(rows.id() == id);
            EvaluationMetrics metrics = rows.read().metrics;
            for (; more; more = recalls.next()) {
                const RecallRow row = recalls.read();
                recalls.require(recalls.id() == recallId + 1 && row.evaluation >= id
                    && isTower(row.a) && isTower(row.b));
                if (row.evaluation > id) break;
                ++recallId;
                metrics.pairs.push_back({ static_cast<int>(row.a), static_cast<int>(row.b),
                    row.trained != 0, row.aToB, row.bToA });
            }
            run.evaluations.append(std::move(metrics));
        }
        require(!more, "recalls");
    }
    static bool isTower(std::int64_t tower) { return tower >= 0 && tower < mostModalities; }

    Database m_database;
};

} // namespace

StoredRun readRun(const std::string& path)
{
    requireRunFile(path);
    return RunReader(path).read();
}

} // namespace contrastlab
