// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A file begins under another name without a journal, and gets a write-ahead log when it stands in
// its place: its log files are named after it, so it must not be renamed with one.
#include "store/run_writer.h"

#include "base/engine_level.h"
#include "store/run_header.h"
#include "store/run_store.h"
#include "store/table_rows.h"

#include <algorithm>
#include <exception>
#include <limits>
#include <span>
#include <sys/stat.h>
#include <type_traits>
#include <utility>

namespace contrastlab {

namespace {

constexpr std::size_t mostPieceBytes = std::size_t(4) << 20;
constexpr int pageSize = 16384; // arrays are long
constexpr std::size_t mostStepsAtOnce = 2048; // in one transaction

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
    cutter.add("key_parameters", checkpoint.keyParameters);
    for (std::size_t i = 0; i < checkpoint.queues.size(); ++i)
        cutter.add("queue" + std::to_string(i), checkpoint.queues[i]);
    return cutter.pieces();
}

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
    }
    void writeSteps(const std::vector<StepMetrics>& steps)
    {
        RowWriter<StepMetrics> rows(database, "steps");
        for (const StepMetrics& m : steps)
            rows.write(++progress.steps, m);
    }
    void writeEvaluations(std::span<const EvaluationMetrics> evaluations)
    {
        RowWriter<EvaluationRow> rows(database, "evaluations");
        RowWriter<RecallRow> recalls(database, "recalls");
        for (const EvaluationMetrics& m : evaluations) {
            rows.write(++progress.evaluations, { m });
            for (const PairRecall& pair : m.pairs)
                recalls.write(++progress.recalls,
                    { progress.evaluations, pair.a, pair.b, pair.trained, pair.aToB, pair.bToA });
        }
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

    Progress progress;
    Database& database;

private:
    RunFileWriter& m_writer;
    Transaction m_transaction;
};

RunFileWriter::RunFileWriter(const Run& run, std::string path, const DataRecord& data)
    : m_path(std::move(path))
    , m_id(run.identity().id)
{
    requireReplaceable(m_path);
    m_lock = std::make_unique<PathLock>(m_path);
    requireReplaceable(m_path); // again: the lock was somebody else's until now
    openTemporary();
    begin(run, data);
}

RunFileWriter::~RunFileWriter() = default;

// Until it is in its place, a file that is not whole is no file.
void RunFileWriter::openTemporary()
{
    m_temporary = std::make_unique<TemporaryFile>(withLinksFollowed(m_path), m_path);
    m_database = std::make_unique<Database>(m_temporary->path(), m_path);
    for (const std::string& pragma : { "page_size = " + std::to_string(pageSize),
             std::string("journal_mode = MEMORY"), std::string("synchronous = OFF") })
        m_database->execute("PRAGMA " + pragma);
}

void RunFileWriter::begin(const Run& run, const DataRecord& data)
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
            { programName(), toJson(run.spec()), run.branchedAt(), run.began(), data.digest,
                identity.id, identity.name, identity.parentId, std::string(engineLevel()),
                minimumReader, data.facts });
    transaction.commit();
}

void RunFileWriter::moveIntoPlace()
{
    m_database = nullptr;
    requireReplaceable(m_path); // again: writing took its time
    removeLogsOf(m_path);
    struct stat status { };
    ::fstat(m_temporary->descriptor(), &status);
    m_device = status.st_dev;
    m_inode = status.st_ino;
    m_temporary->moveIntoPlace();
    m_temporary = nullptr;
}

void RunFileWriter::reopen()
{
    m_database = std::make_unique<Database>(m_path);
    m_database->keepLogOnClose();
    // Where the file system has no shared memory, the journal stays the usual one.
    (void)m_database->textOf("PRAGMA journal_mode = WAL");
    m_database->execute("PRAGMA synchronous = NORMAL");
    // The first look opens the log: from now on nobody takes the file for one that is left.
    const std::string id = m_database->textOf("SELECT run_id FROM run");
    if (id != m_id || !isInPlace())
        throw BusyError(m_path, "", "another program has put its own file there");
}

bool RunFileWriter::isInPlace() const
{
    struct stat status { };
    return ::stat(m_path.c_str(), &status) == 0 && status.st_dev == m_device
        && status.st_ino == m_inode;
}

void RunFileWriter::moveTo(const std::string& path)
{
    auto lock = path == m_path ? nullptr : std::make_unique<PathLock>(path);
    std::unique_ptr<Database> old = std::move(m_database);
    const std::string before = std::exchange(m_path, path);
    try {
        openTemporary();
        m_database->copyFrom(*old);
        moveIntoPlace();
    } catch (...) {
        m_temporary = nullptr;
        m_database = std::move(old);
        m_path = before;
        throw;
    }
    if (lock) m_lock = std::move(lock);
    old = nullptr;
    reopen();
}

void RunFileWriter::fold()
{
    m_database->execute("PRAGMA wal_checkpoint(PASSIVE)");
}

void RunFileWriter::close()
{
    try {
        m_database->execute("PRAGMA journal_mode = DELETE");
    } catch (const InputError&) {
        // Someone reads it just now: the log stays beside the file, which is whole with it.
    }
    m_database = nullptr;
    m_lock = nullptr;
}

// Whether it has ended, its checkpoints, evaluations and events are read before the steps that they
// speak of.
void RunFileWriter::append(const Run& run, const std::shared_ptr<const Checkpoint>& extra)
{
    RunRecord record = run.record();
    std::int64_t last = -1;
    for (const auto& checkpoint : record.checkpoints)
        last = std::max(last, checkpoint->step);
    if (extra && extra->step > last) record.checkpoints.push_back(extra);
    appendLogs(run);
    std::exception_ptr trouble;
    try {
        appendCheckpoints(record);
    } catch (const InputError&) {
        trouble = std::current_exception();
    }
    appendEnding(record.outcome);
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
        const auto first = static_cast<std::size_t>(m_progress.steps);
        const auto steps =
            run.steps.since(first, std::min(mostStepsAtOnce, end - std::min(first, end)));
        const bool isLast = first + steps.size() >= end;
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
    } while (static_cast<std::size_t>(m_progress.steps) < end);
}

// Those that the run has thinned out go, and new ones come.
void RunFileWriter::appendCheckpoints(const RunRecord& record)
{
    const auto isKept = [&](const Written& written) {
        return std::find(record.checkpoints.begin(), record.checkpoints.end(), written.checkpoint)
            != record.checkpoints.end();
    };
    if (!std::all_of(m_progress.kept.begin(), m_progress.kept.end(), isKept)) {
        Appending appending(*this);
        for (const Written& written : m_progress.kept)
            if (!isKept(written)) appending.removeCheckpoint(written.id);
        std::erase_if(appending.progress.kept, [&](const Written& w) { return !isKept(w); });
        appending.commit();
    }
    for (const auto& checkpoint : record.checkpoints) {
        const auto same = [&](const Written& w) { return w.checkpoint == checkpoint; };
        if (std::none_of(m_progress.kept.begin(), m_progress.kept.end(), same))
            appendCheckpoint(checkpoint, record.checkpointSpacing);
    }
}

void RunFileWriter::appendCheckpoint(
    const std::shared_ptr<const Checkpoint>& checkpoint, std::int64_t spacing)
{
    Appending appending(*this);
    Progress& progress = appending.progress;
    const Checkpoint& c = *checkpoint;
    const std::int64_t id = ++progress.checkpoints;
    const std::vector<PieceRow> pieces = piecesOf(id, c);
    RowWriter<CheckpointRow>(*m_database, "checkpoints")
        .write(id,
            { c.step, toJson(c.spec), c.evaluations, c.batcher.epoch, c.batcher.position,
                c.batcher.ahead, c.heldSince, c.queueFilled, std::ssize(pieces), spacing });
    RowWriter<PieceRow> rows(*m_database, "pieces");
    for (const PieceRow& piece : pieces)
        rows.write(++progress.pieces, piece);
    progress.kept.push_back({ checkpoint, id });
    appending.commit();
}

bool RunFileWriter::shedCheckpoints()
{
    Appending appending(*this);
    bool removed = false;
    for (Written& written : appending.progress.kept) {
        if (written.id == 0 || &written == &appending.progress.kept.back()) continue;
        appending.removeCheckpoint(std::exchange(written.id, 0));
        removed = true;
    }
    appending.commit();
    return removed;
}

void RunFileWriter::appendEnding(const RunOutcome& outcome)
{
    if (outcome.kind == RunOutcome::Kind::running || m_progress.ended) return;
    Appending appending(*this);
    Progress& progress = appending.progress;
    RowWriter<EndingRow>(*m_database, "ending")
        .write(1,
            { contrastlab::nameOf(outcome.kind), outcome.step, outcome.cause, outcome.message,
                progress.steps, progress.evaluations, progress.events });
    progress.ended = true;
    appending.commit();
}

} // namespace contrastlab
