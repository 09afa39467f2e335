// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is written, in which order; where the file stands is run_writer_place.cpp's.
#include "store/run_writer.h"

#include "base/engine_level.h"
#include "store/checkpoint_pieces.h"
#include "store/run_header.h"
#include "store/run_store.h"
#include "store/table_rows.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <limits>
#include <span>
#include <type_traits>
#include <utility>

namespace contrastlab {

namespace {

constexpr std::size_t mostStepsAtOnce = 2048; // in one transaction

// What the part of a log up to a step ends with.
template <class Entry> std::size_t countUpTo(const std::vector<Entry>& entries, std::int64_t step)
{
    const auto later =
        std::find_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.step > step; });
    return static_cast<std::size_t>(later - entries.begin());
}

template <class Entry> void dropFirst(std::vector<Entry>& entries, std::size_t count)
{
    entries.erase(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(count));
}

std::size_t bytesOf(const std::vector<PieceRow>& pieces)
{
    std::size_t bytes = 0;
    for (const PieceRow& piece : pieces)
        bytes += piece.data.size();
    return bytes;
}

using CheckpointRows = std::vector<WrittenLog<KeptCheckpoint>::Row>;

// The one whose loss leaves the smallest gap for the root of its distance from the end, of the
// places of rows that are there, by rising steps: neither the first nor the last, nor the best.
std::size_t leastMissed(
    const CheckpointRows& rows, const std::vector<std::size_t>& there, std::int64_t bestStep)
{
    const auto stepAt = [&](std::size_t i) { return rows[there[i]].entry->step(); };
    const auto end = static_cast<double>(stepAt(there.size() - 1) + 1);
    std::size_t least = 1;
    double smallest = std::numeric_limits<double>::infinity();
    for (std::size_t i = 1; i + 1 < there.size(); ++i) {
        const double gap = static_cast<double>(stepAt(i + 1) - stepAt(i - 1))
            / std::sqrt(end - static_cast<double>(stepAt(i)));
        if (stepAt(i) == bestStep || gap >= smallest) continue;
        smallest = gap;
        least = i;
    }
    return there[least];
}

} // namespace

// Commits together with the progress that it makes.
class RunFileWriter::Appending {
public:
    explicit Appending(RunFileWriter& writer)
        : progress(writer.m_progress)
        , database(*writer.m_database)
        , m_writer(writer)
        , m_transaction(database)
    {
    }
    void commit()
    {
        m_transaction.commit();
        m_writer.m_progress = std::move(progress);
        m_writer.foldLongLog();
    }
    void writeSteps(const std::vector<StepMetrics>& steps)
    {
        RowWriter<StepMetrics> rows(database, "steps");
        for (const StepMetrics& m : steps)
            rows.write(++progress.steps, m);
    }
    void writeEvaluations(std::span<const EvaluationMetrics> evaluations)
    {
        writeJudged("evaluations", "recalls", evaluations, progress.evaluations, progress.recalls);
    }
    void writeTest(const EvaluationMetrics& test)
    {
        std::int64_t row = 0, recall = 0;
        writeJudged("test", "test_recalls", { &test, 1 }, row, recall);
    }
    void writeEvents(std::span<const RunEvent> events)
    {
        RowWriter<EventRow> rows(database, "events");
        for (const RunEvent& event : events)
            rows.write(++progress.events,
                { nameOf(event.kind), event.step, event.key, event.before, event.after });
    }
    void removeCheckpoint(std::int64_t id)
    {
        const std::string number = std::to_string(id);
        database.execute("DELETE FROM pieces WHERE checkpoint = " + number);
        database.execute("DELETE FROM checkpoints WHERE id = " + number);
    }
    // So that one more of so many bytes finds room.
    void thinCheckpoints(std::size_t bytes, std::int64_t bestStep)
    {
        CheckpointRows& rows = progress.checkpoints.rows;
        std::vector<std::size_t> there;
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (rows[i].id > 0) there.push_back(i);
        std::ranges::sort(there, {}, [&](std::size_t i) { return rows[i].entry->step(); });
        while (there.size() > 2 && (there.size() + 1) * bytes > mostCheckpointBytes) {
            const std::size_t place = leastMissed(rows, there, bestStep);
            removeCheckpoint(std::exchange(rows[place].id, 0));
            std::erase(there, place);
        }
    }

    Progress progress;
    Database& database;

private:
    void writeJudged(const char* table, const char* recallTable,
        std::span<const EvaluationMetrics> evaluations, std::int64_t& row, std::int64_t& recall)
    {
        RowWriter<EvaluationRow> rows(database, table);
        RowWriter<RecallRow> recalls(database, recallTable);
        for (const EvaluationMetrics& m : evaluations) {
            rows.write(++row, { m });
            for (const PairRecall& pair : m.pairs)
                recalls.write(++recall,
                    { row, pair.a, pair.b, pair.trained, pair.aToB, pair.bToA, pair.chanceAToB,
                        pair.chanceBToA });
        }
    }

    RunFileWriter& m_writer;
    Transaction m_transaction;
};

RunFileWriter::RunFileWriter(const Run& run, std::string path, DataRecord data)
    : m_path(std::move(path))
    , m_id(run.identity().id)
    , m_data(std::move(data))
{
    requireReplaceable(m_path);
    m_lock = std::make_unique<PathLock>(m_path);
    requireReplaceable(m_path); // again: the lock was somebody else's until now
    openTemporary();
    begin(run);
}

RunFileWriter::~RunFileWriter() = default;

void RunFileWriter::begin(const Run& run)
{
    m_database->execute("PRAGMA application_id = " + std::to_string(runFileId));
    m_database->execute("PRAGMA user_version = " + std::to_string(runFileGeneration));
    Transaction transaction(*m_database);
    visitTables([&](const std::string& name, const auto& row) {
        using Row = std::remove_cvref_t<decltype(row)>;
        m_database->execute(createTable(name, columnsOf<Row>()));
    });
    const RunIdentity identity = run.identity();
    RowWriter<RunRow>(*m_database, "run")
        .write(1,
            { programName(), toJson(run.spec()), identity.branchedAt, run.began(), m_data.digest,
                identity.id, identity.name, identity.parentId, std::string(engineLevel()),
                minimumReader, m_data.facts });
    transaction.commit();
}

std::size_t RunFileWriter::stepsDone() const
{
    return static_cast<std::size_t>(m_progress.steps);
}

// Whether it has ended, its checkpoints, evaluations and events are read before the steps that they
// speak of.
void RunFileWriter::append(const Run& run, const std::shared_ptr<const Checkpoint>& extra)
{
    RunRecord record = run.record();
    std::int64_t last = -1;
    for (const auto& checkpoint : record.checkpoints)
        last = std::max(last, checkpoint->step());
    if (extra && extra->step > last)
        record.checkpoints.push_back(std::make_shared<KeptCheckpoint>(extra));
    const Stamping stamping(*this);
    appendLogs(run);
    std::exception_ptr trouble;
    try {
        const auto best = run.best().checkpoint;
        appendCheckpoints(record, best ? best->step : -1);
        appendThinned(run.frames, &Progress::frames);
        appendThinned(run.diagnostics, &Progress::diagnostics);
    } catch (const InputError&) {
        trouble = std::current_exception();
    }
    appendEnding(record);
    if (trouble) std::rethrow_exception(trouble);
}

// In slices of steps, each with the evaluations and events up to there: a file that is cut off
// after any of them is a run up to a step.
void RunFileWriter::appendLogs(const Run& run)
{
    auto events = run.events.since(static_cast<std::size_t>(m_progress.events));
    auto evaluations = run.evaluations.since(static_cast<std::size_t>(m_progress.evaluations));
    const std::size_t end = run.steps.size();
    do {
        const auto steps =
            run.steps.since(stepsDone(), std::min(mostStepsAtOnce, end - stepsDone()));
        const bool isLast = stepsDone() + steps.size() >= end;
        const std::int64_t upTo =
            isLast ? std::numeric_limits<std::int64_t>::max() : steps.back().step;
        const std::size_t judged = countUpTo(evaluations, upTo);
        const std::size_t told = countUpTo(events, upTo);
        if (steps.empty() && judged == 0 && told == 0) return;
        Appending appending(*this);
        appending.writeSteps(steps);
        appending.writeEvaluations({ evaluations.data(), judged });
        appending.writeEvents({ events.data(), told });
        appending.commit();
        dropFirst(evaluations, judged);
        dropFirst(events, told);
    } while (stepsDone() < end);
}

// Those that the run has thinned out go, and new ones come.
void RunFileWriter::appendCheckpoints(const RunRecord& record, std::int64_t bestStep)
{
    const auto isThinnedOut = [&](const WrittenLog<KeptCheckpoint>::Row& row) {
        return std::ranges::find(record.checkpoints, row.entry) == record.checkpoints.end();
    };
    if (std::ranges::any_of(m_progress.checkpoints.rows, isThinnedOut)) {
        Appending appending(*this);
        for (const auto& row : m_progress.checkpoints.rows)
            if (isThinnedOut(row) && row.id > 0) appending.removeCheckpoint(row.id);
        std::erase_if(appending.progress.checkpoints.rows, isThinnedOut);
        appending.commit();
    }
    for (const auto& checkpoint : record.checkpoints) {
        const auto& rows = m_progress.checkpoints.rows;
        if (std::ranges::find(rows, checkpoint, &WrittenLog<KeptCheckpoint>::Row::entry)
            == rows.end())
            appendCheckpoint(checkpoint, record.checkpointSpacing, bestStep);
    }
}

template <class Entry>
void RunFileWriter::appendThinned(
    const ThinnedLog<Entry>& log, WrittenLog<Entry> Progress::*written)
{
    const LogEntries<Entry> entries = log.all();
    bool more = !entries.empty() || !(m_progress.*written).rows.empty();
    while (more) {
        Appending appending(*this);
        more = writeSome(appending.database, entries, appending.progress.*written);
        appending.commit();
    }
}

// One that cannot be read from the file where it stands is left out, and not asked for again. What
// goes for it goes with it, so that its pages are used again.
void RunFileWriter::appendCheckpoint(
    const std::shared_ptr<const KeptCheckpoint>& kept, std::int64_t spacing, std::int64_t bestStep)
{
    const auto checkpoint = kept->get();
    if (!checkpoint) return m_progress.checkpoints.rows.push_back({ kept, 0 });
    Appending appending(*this);
    Progress& progress = appending.progress;
    const Checkpoint& c = *checkpoint;
    const std::int64_t id = ++progress.checkpoints.ids;
    const std::vector<PieceRow> pieces = piecesOf(id, c);
    appending.thinCheckpoints(bytesOf(pieces), bestStep);
    RowWriter<CheckpointRow>(*m_database, "checkpoints")
        .write(id,
            { c.step, toJson(c.spec), c.evaluations, c.batcher.epoch, c.batcher.position,
                c.batcher.ahead, c.heldSince, c.keys.filled, std::ssize(pieces), spacing });
    RowWriter<PieceRow> rows(*m_database, "pieces");
    for (const PieceRow& piece : pieces)
        rows.write(++progress.pieces, piece);
    progress.checkpoints.rows.push_back({ kept, id });
    appending.commit();
}

bool RunFileWriter::makeRoom()
{
    const Stamping stamping(*this);
    Appending appending(*this);
    bool removed = shedFrames(*m_database, appending.progress.frames);
    auto& rows = appending.progress.checkpoints.rows;
    for (auto& row : rows) {
        if (row.id == 0 || &row == &rows.back()) continue;
        appending.removeCheckpoint(std::exchange(row.id, 0));
        removed = true;
    }
    appending.commit();
    return removed;
}

void RunFileWriter::appendEnding(const RunRecord& record)
{
    const RunOutcome& outcome = record.outcome;
    if (outcome.kind == RunOutcome::Kind::running || m_progress.ended) return;
    Appending appending(*this);
    Progress& progress = appending.progress;
    if (record.test) appending.writeTest(*record.test);
    RowWriter<EndingRow>(*m_database, "ending")
        .write(1,
            { contrastlab::nameOf(outcome.kind), outcome.step, outcome.cause, outcome.message,
                progress.steps, progress.evaluations, progress.events });
    progress.ended = true;
    appending.commit();
}

} // namespace contrastlab
