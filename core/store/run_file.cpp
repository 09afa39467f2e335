// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Nothing in the file is believed: the tables must have the shape that the writer gives them, every
// row must match its digest, and no row may be missing between others.
#include "store/run_file.h"

#include "base/problem.h"
#include "run/foreign_run.h"
#include "store/checkpoint_pieces.h"
#include "store/foreign_tables.h"
#include "store/run_header.h"
#include "store/table_rows.h"
#include "store/view_tables.h"

#include <algorithm>

namespace contrastlab {

namespace {

// One that a newer version knows is a note to this one, which no digest counts.
RunEvent::Kind eventKindOf(const std::string& name)
{
    return eventKindNamed(name).value_or(RunEvent::Kind::note);
}

bool isTower(std::int64_t tower)
{
    return tower >= 0 && tower < mostModalities;
}

// Empty for all: a damaged number then stays in sight.
std::string after(const char* column, std::size_t first)
{
    return first > 0 ? column + (" > " + std::to_string(first)) : std::string();
}

// Goes through two tables side by side, behind the first so many evaluations.
class EvaluationCursor {
public:
    explicit EvaluationCursor(Database& database, std::size_t first = 0,
        const char* table = "evaluations", const char* recalls = "recalls")
        : m_rows(database, table, after("id", first))
        , m_recalls(database, recalls, after("evaluation", first))
        , m_more(m_recalls.next())
        , m_id(static_cast<std::int64_t>(first))
        , m_recallId(first > 0 && m_more ? m_recalls.id() - 1 : 0)
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
            m_recalls.require(metrics.pairs.size() < PairRecalls::most);
            ++m_recallId;
            metrics.pairs.push_back({ static_cast<int>(row.a), static_cast<int>(row.b),
                row.trained != 0, row.aToB, row.bToA, row.chanceAToB, row.chanceBToA });
        }
        return metrics;
    }
    [[nodiscard]] std::int64_t count() const { return m_id; }
    [[nodiscard]] bool isAtEnd() const { return !m_more; }

private:
    RowReader<EvaluationRow> m_rows;
    RowReader<RecallRow> m_recalls;
    bool m_more;
    std::int64_t m_id, m_recallId;
};

} // namespace

RunFile::RunFile(const std::string& path, Look look)
    : m_database((requireRunFile(path), path))
    , m_look(look)
{
    m_database.execute("BEGIN"); // one moment of a file that may still grow
    requireTable("run");
    readRunRow();
    requireSound();
    readEnding();
    readTest();
    readCheckpointRows();
    if (isForeign()) readItems();
    if (const char* table = isForeign() ? embeddingsTable : framesTable; hasTable(table))
        m_frames = stepsIn(m_database, table);
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

// No table may hold what is computed when it is read; one of this generation has its columns, so
// that a damaged name is not taken for one that a file of another has not got.
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
    const auto requireColumns = [&](const std::string& table, const auto& row) {
        if (table == name)
            require(columns == columnsOf<std::remove_cvref_t<decltype(row)>>(), place);
    };
    if (numberOf("PRAGMA user_version") == runFileGeneration) {
        visitTables(requireColumns);
        visitForeignTables(requireColumns);
    }
    require(m_database.textOf(
                "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = '" + name + "'")
            == createTable(name, columns),
        place);
    if (isForeignTable(name) || m_look == Look::again)
        return; // long, and each row is looked at when it is read
    require(m_database.textOf("PRAGMA quick_check('" + name + "')") == "ok", place);
}

bool RunFile::hasTable(const std::string& name)
{
    return numberOf("SELECT count(*) FROM sqlite_schema WHERE name = '" + name + "'") > 0;
}

void RunFile::requireSound()
{
    visitTables([&](const std::string& name, const auto&) {
        if (name != "run" && (isInEveryFile(name) || hasTable(name))) requireTable(name);
    });
    if (isForeign())
        visitForeignTables([&](const std::string& name, const auto&) { requireTable(name); });
}

void RunFile::readItems()
{
    m_items = itemsIn(m_database);
    if (m_items.empty())
        throw InputError(m_database.name(), itemsTable,
            "expected the items that the other program judges, found none");
    m_probes = probesOf(m_items);
}

bool RunFile::isForeign() const
{
    return contrastlab::isForeign(m_record.spec);
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
    m_record.began = row.began;
    m_record.identity = { row.runId, row.name, row.parentId, row.branchedAt };
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

void RunFile::readTest()
{
    if (!hasTable("test")) return;
    require(hasTable("test_recalls"), "test");
    EvaluationCursor cursor(m_database, 0, "test", "test_recalls");
    m_record.test = cursor.next();
    require(cursor.isAtEnd(), "test");
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
            placeOfCheckpoint(row.step));
        pieces += row.pieces;
        m_steps.push_back(row.step);
        m_ids.push_back(rows.id());
        m_record.checkpointSpacing = row.spacing;
    }
    require(pieces == numberOf("SELECT count(*) FROM pieces"), "pieces");
    require(m_record.checkpointSpacing > 0 && (!isForeign() || m_steps.empty()), "checkpoints");
}

std::shared_ptr<const Checkpoint> RunFile::checkpoint(std::size_t place)
{
    const std::scoped_lock lock(m_mutex);
    const std::int64_t id = m_ids.at(place);
    RowReader<CheckpointRow> rows(m_database, "checkpoints", "id = " + std::to_string(id));
    require(rows.next(), "checkpoints");
    const CheckpointRow row = rows.read();
    return std::make_shared<Checkpoint>(
        checkpointOf(m_database, id, row, specOf(row.spec, placeOfCheckpoint(row.step))));
}

std::shared_ptr<const Checkpoint> RunFile::checkpointAtOrBefore(std::int64_t step)
{
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < m_steps.size(); ++i)
        if (m_steps[i] <= step && (!found || m_steps[i] >= m_steps[*found])) found = i;
    return found ? checkpoint(*found) : nullptr;
}

std::int64_t RunFile::numberOfSteps()
{
    return numberOf("SELECT max(id) FROM steps");
}

std::int64_t RunFile::lastStep()
{
    return numberOf("SELECT step FROM steps ORDER BY id DESC LIMIT 1");
}

std::vector<std::int64_t> RunFile::frameSteps() const
{
    std::vector<std::int64_t> steps;
    for (const auto& [step, id] : m_frames)
        steps.push_back(step);
    return steps;
}

std::shared_ptr<const ProbeFrame> RunFile::frame(std::int64_t step)
{
    const std::scoped_lock lock(m_mutex);
    const auto found =
        std::ranges::find(m_frames, step, [](const auto& frame) { return frame.first; });
    if (found == m_frames.end()) return nullptr;
    if (!isForeign()) return readFrame(m_database, found->second, step);
    return frameOfEmbeddings(m_database, found->second, step, m_probes, std::ssize(m_items));
}

LogCursor<TrainingDiagnostics> RunFile::diagnostics()
{
    if (hasTable(diagnosticsTable)) return diagnosticsIn(m_database);
    return [] { return std::optional<TrainingDiagnostics>(); };
}

RunLogs RunFile::logs()
{
    return { m_record.began, [this] { return steps(); }, [this] { return evaluations(); } };
}

LogCursor<StepMetrics> RunFile::steps(std::size_t first)
{
    return [this,
               rows = std::make_shared<RowReader<StepMetrics>>(
                   m_database, "steps", "id > " + std::to_string(first)),
               id = static_cast<std::int64_t>(first)]() mutable -> std::optional<StepMetrics> {
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

LogCursor<EvaluationMetrics> RunFile::evaluations(std::size_t first)
{
    return [this, cursor = std::make_shared<EvaluationCursor>(m_database, first)]() {
        auto metrics = cursor->next();
        if (!metrics)
            require(cursor->isAtEnd() && (!m_ending || m_ending->evaluations == cursor->count()),
                "the last evaluations");
        return metrics;
    };
}

} // namespace contrastlab
