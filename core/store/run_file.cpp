// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Nothing in the file is believed: the tables must have the shape that the writer gives them, every
// row must match its digest, no row may be missing between others, and arrays must have the size
// they claim.
#include "store/run_file.h"

#include "base/problem.h"
#include "store/run_header.h"
#include "store/table_rows.h"

#include <cstring>
#include <map>

namespace contrastlab {

namespace {

// One that a newer version knows is a note to this one, which no digest counts.
RunEvent::Kind eventKindOf(const std::string& name)
{
    return eventKindNamed(name).value_or(RunEvent::Kind::note);
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

Checkpoint checkpointOf(const CheckpointRow& row, RunSpec spec, ArrayStock& stock)
{
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
    checkpoint.averageParameters = stock.vector("average_parameters");
    checkpoint.keyParameters = stock.vector("key_parameters");
    for (int i = 0; stock.contains("queue" + std::to_string(i)); ++i)
        checkpoint.queues.push_back(stock.matrix("queue" + std::to_string(i)));
    checkpoint.queueFilled = row.queueFilled;
    return checkpoint;
}

bool isTower(std::int64_t tower)
{
    return tower >= 0 && tower < mostModalities;
}

// Goes through two tables side by side.
class EvaluationCursor {
public:
    explicit EvaluationCursor(Database& database)
        : m_rows(database, "evaluations")
        , m_recalls(database, "recalls")
        , m_more(m_recalls.next())
    {
    }
    std::optional<EvaluationMetrics> next()
    {
        if (!m_rows.next()) return std::nullopt;
        m_rows.require(m_rows.id() == ++m_id);
        EvaluationMetrics metrics = m_rows.read().metrics;
        for (; m_more; m_more = m_recalls.next()) {
            const RecallRow row = m_recalls.read();
            m_recalls.require(m_recalls.id() == m_recallId + 1 && row.evaluation >= m_id
                && isTower(row.a) && isTower(row.b));
            if (row.evaluation > m_id) break;
            ++m_recallId;
            metrics.pairs.push_back({ static_cast<int>(row.a), static_cast<int>(row.b),
                row.trained != 0, row.aToB, row.bToA });
        }
        return metrics;
    }
    [[nodiscard]] std::int64_t count() const { return m_id; }
    [[nodiscard]] bool isAtEnd() const { return !m_more; }

private:
    RowReader<EvaluationRow> m_rows;
    RowReader<RecallRow> m_recalls;
    bool m_more;
    std::int64_t m_id = 0, m_recallId = 0;
};

std::string placeOf(std::int64_t step)
{
    return "checkpoint at step " + std::to_string(step);
}

} // namespace

RunFile::RunFile(const std::string& path) : m_database((requireRunFile(path), path))
{
    m_database.execute("BEGIN"); // one moment of a file that may still grow
    requireTable("run");
    readRunRow();
    requireSound();
    readEnding();
    readCheckpointRows();
}

RunFile::~RunFile() = default;

void RunFile::require(bool whole, const std::string& place) const
{
    if (!whole)
        throw InputError(m_database.name(), place,
            "expected what the writer of a run file puts there; the file is damaged");
}

std::int64_t RunFile::numberOf(const std::string& sql)
{
    Statement statement(m_database, sql);
    return statement.next() ? statement.integer(0) : 0;
}

// No table may hold what is computed when it is read.
void RunFile::requireTable(const std::string& name)
{
    const std::string place = "table " + name;
    std::vector<Column> columns;
    Statement info(m_database, "SELECT name, type FROM pragma_table_info('" + name + "')");
    while (info.next())
        columns.push_back({ std::string(info.text(0)), std::string(info.text(1)) });
    require(columns.size() > 2 && columns.front().name == "id" && columns.back().name == "digest",
        place);
    columns.pop_back();
    columns.erase(columns.begin());
    require(m_database.textOf(
                "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = '" + name + "'")
            == createTable(name, columns),
        place);
    require(m_database.textOf("PRAGMA quick_check('" + name + "')") == "ok", place);
}

void RunFile::requireSound()
{
    visitTables([&](const std::string& name, const auto&) {
        if (name != "run") requireTable(name);
    });
}

RunSpec RunFile::specOf(const std::string& json, const std::string& place) const
{
    std::vector<Problem> problems;
    RunSpec spec;
    try {
        spec = specFromJson(json, m_database.name());
        problems = validate(spec);
    } catch (const SpecError& error) {
        problems = error.problems();
    }
    if (problems.empty()) return spec;
    Problem problem = problems.front();
    problem.file.clear(); // said before the place
    throw InputError(m_database.name(), place,
        "expected parameters that this version knows: " + describe(problem));
}

void RunFile::readRunRow()
{
    RowReader<RunRow> rows(m_database, "run");
    require(rows.next(), "run");
    const RunRow row = rows.read();
    if (row.minimumReader > runFileGeneration)
        throw InputError(m_database.name(),
            "format generation " + std::to_string(row.minimumReader),
            "expected at most " + std::to_string(runFileGeneration)
                + "; it was written by a newer version, " + printable(row.program));
    m_program = row.program;
    m_engineLevel = row.engineLevel;
    m_data = { row.dataDigest, row.dataFacts };
    m_record.spec = specOf(row.spec, "spec");
    m_record.branchedAt = row.branchedAt;
    m_record.began = row.began;
    m_record.identity = { row.runId, row.name, row.parentId };
}

void RunFile::readEnding()
{
    RowReader<EndingRow> rows(m_database, "ending");
    if (!rows.next()) return;
    m_ending = std::make_unique<EndingRow>(rows.read());
    RunOutcome& outcome = m_record.outcome;
    for (const auto kind : { RunOutcome::Kind::completed, RunOutcome::Kind::stopped,
             RunOutcome::Kind::diverged, RunOutcome::Kind::failed })
        if (m_ending->outcome == nameOf(kind)) outcome.kind = kind;
    rows.require(outcome.kind != RunOutcome::Kind::running);
    outcome.step = m_ending->step;
    outcome.cause = m_ending->cause;
    outcome.message = m_ending->message;
}

// Their pieces are counted, but not read.
void RunFile::readCheckpointRows()
{
    std::int64_t pieces = 0;
    RowReader<CheckpointRow> rows(m_database, "checkpoints");
    while (rows.next()) {
        const CheckpointRow row = rows.read();
        require(row.pieces
                == numberOf(
                    "SELECT count(*) FROM pieces WHERE checkpoint = " + std::to_string(rows.id())),
            placeOf(row.step));
        pieces += row.pieces;
        m_steps.push_back(row.step);
        m_ids.push_back(rows.id());
        m_record.checkpointSpacing = row.spacing;
    }
    require(pieces == numberOf("SELECT count(*) FROM pieces"), "pieces");
    require(m_record.checkpointSpacing > 0, "checkpoints");
}

std::shared_ptr<const Checkpoint> RunFile::checkpoint(std::size_t place)
{
    const std::string id = std::to_string(m_ids.at(place));
    RowReader<CheckpointRow> rows(m_database, "checkpoints", "id = " + id);
    require(rows.next(), "checkpoints");
    const CheckpointRow row = rows.read();
    ArrayStock stock(m_database, placeOf(row.step));
    RowReader<PieceRow> pieces(m_database, "pieces", "checkpoint = " + id);
    while (pieces.next())
        stock.add(pieces.read());
    return std::make_shared<Checkpoint>(
        checkpointOf(row, specOf(row.spec, placeOf(row.step)), stock));
}

std::shared_ptr<const Checkpoint> RunFile::checkpointAtOrBefore(std::int64_t step)
{
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < m_steps.size(); ++i)
        if (m_steps[i] <= step && (!found || m_steps[i] >= m_steps[*found])) found = i;
    return found ? checkpoint(*found) : nullptr;
}

std::int64_t RunFile::lastStep()
{
    return numberOf("SELECT step FROM steps ORDER BY id DESC LIMIT 1");
}

RunLogs RunFile::logs()
{
    return { m_record.began, [this] { return steps(); }, [this] { return evaluations(); } };
}

LogCursor<StepMetrics> RunFile::steps()
{
    return [this, rows = std::make_shared<RowReader<StepMetrics>>(m_database, "steps"),
               id = std::int64_t(0)]() mutable -> std::optional<StepMetrics> {
        if (rows->next()) {
            rows->require(rows->id() == ++id);
            return rows->read();
        }
        require(!m_ending || m_ending->steps == id, "the last steps");
        return std::nullopt;
    };
}

LogCursor<RunEvent> RunFile::events()
{
    return [this, rows = std::make_shared<RowReader<EventRow>>(m_database, "events"),
               id = std::int64_t(0)]() mutable -> std::optional<RunEvent> {
        if (rows->next()) {
            rows->require(rows->id() == ++id);
            const EventRow row = rows->read();
            return RunEvent { eventKindOf(row.kind), row.step, row.key, row.before, row.after };
        }
        require(!m_ending || m_ending->events == id, "the last events");
        return std::nullopt;
    };
}

LogCursor<EvaluationMetrics> RunFile::evaluations()
{
    return [this, cursor = std::make_shared<EvaluationCursor>(m_database)]() {
        auto metrics = cursor->next();
        if (!metrics)
            require(cursor->isAtEnd() && (!m_ending || m_ending->evaluations == cursor->count()),
                "the last evaluations");
        return metrics;
    };
}

} // namespace contrastlab
