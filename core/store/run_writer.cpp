// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A file begins under another name without a journal, and gets a write-ahead log when it stands in
// its place: its log files are named after it, so it must not be renamed with one.
#include "store/run_writer.h"

#include "store/atomic_file.h"
#include "store/run_header.h"
#include "store/run_store.h"

#include <algorithm>
#include <filesystem>

namespace contrastlab {

namespace {

constexpr std::size_t mostPieceBytes = std::size_t(4) << 20;
constexpr int pageSize = 16384; // arrays are long

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
    cutter.add("key_parameters", checkpoint.keyParameters);
    for (std::size_t i = 0; i < checkpoint.queues.size(); ++i)
        cutter.add("queue" + std::to_string(i), checkpoint.queues[i]);
    return cutter.pieces();
}

} // namespace

RunFileWriter::RunFileWriter(const Run& run, std::string path, const std::string& dataDigest)
    : m_path(std::move(path))
    , m_temporary(temporaryBeside(m_path))
{
    requireReplaceable(m_path);
    try {
        m_database = std::make_unique<Database>(m_temporary, Database::Open::create, m_path);
        // Until it is in its place, a file that is not whole is no file.
        for (const std::string& pragma :
            { "page_size = " + std::to_string(pageSize), std::string("journal_mode = OFF"),
                std::string("synchronous = OFF"), "application_id = " + std::to_string(runFileId),
                "user_version = " + std::to_string(runFileVersion) })
            m_database->execute("PRAGMA " + pragma);
        Transaction transaction(*m_database);
        for (const std::string& table : runFileTables())
            m_database->execute(table);
        RowWriter<RunRow>(*m_database, "run")
            .write(1,
                { programName(), toJson(run.spec()), run.branchedAt(), run.began(), dataDigest });
        transaction.commit();
    } catch (...) {
        m_database = nullptr;
        std::error_code error;
        std::filesystem::remove(m_temporary, error);
        throw;
    }
}

RunFileWriter::~RunFileWriter()
{
    m_database = nullptr;
    std::error_code error;
    if (!m_temporary.empty()) std::filesystem::remove(m_temporary, error);
}

void RunFileWriter::moveIntoPlace()
{
    m_database = nullptr;
    requireReplaceable(m_path); // again: writing took its time
    removeLogsOf(m_path);
    contrastlab::moveIntoPlace(m_temporary, m_path);
    m_temporary.clear();
}

void RunFileWriter::reopen()
{
    m_database = std::make_unique<Database>(m_path, Database::Open::existing);
    // Where the file system has no shared memory, the journal stays the usual one.
    (void)m_database->textOf("PRAGMA journal_mode = WAL");
    m_database->execute("PRAGMA synchronous = NORMAL");
    // The first look opens the log: from now on nobody takes the file for one that is left.
    (void)m_database->textOf("SELECT program FROM run");
}

void RunFileWriter::close()
{
    try {
        m_database->execute("PRAGMA journal_mode = DELETE");
    } catch (const InputError&) {
        // Someone reads it just now: the log stays beside the file, which is whole with it.
    }
    m_database = nullptr;
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
    Progress progress = m_progress;
    Transaction transaction(*m_database);
    appendLogs(run, progress);
    appendCheckpoints(record, progress);
    if (record.outcome.kind != RunOutcome::Kind::running && !progress.ended) {
        const RunOutcome& outcome = record.outcome;
        RowWriter<EndingRow>(*m_database, "ending")
            .write(1,
                { contrastlab::nameOf(outcome.kind), outcome.step, outcome.cause, outcome.message,
                    progress.steps, progress.evaluations, progress.events });
        progress.ended = true;
    }
    transaction.commit();
    m_progress = std::move(progress);
}

void RunFileWriter::appendLogs(const Run& run, Progress& progress)
{
    const auto events = run.events.since(static_cast<std::size_t>(progress.events));
    const auto evaluations = run.evaluations.since(static_cast<std::size_t>(progress.evaluations));
    const auto steps = run.steps.since(static_cast<std::size_t>(progress.steps));
    RowWriter<StepMetrics> stepRows(*m_database, "steps");
    for (const StepMetrics& m : steps)
        stepRows.write(++progress.steps, m);
    RowWriter<EvaluationRow> evaluationRows(*m_database, "evaluations");
    RowWriter<RecallRow> recallRows(*m_database, "recalls");
    for (const EvaluationMetrics& m : evaluations) {
        evaluationRows.write(++progress.evaluations, { m });
        for (const PairRecall& pair : m.pairs)
            recallRows.write(++progress.recalls,
                { progress.evaluations, pair.a, pair.b, pair.trained, pair.aToB, pair.bToA });
    }
    RowWriter<EventRow> eventRows(*m_database, "events");
    for (const RunEvent& event : events)
        eventRows.write(++progress.events,
            { nameOf(event.kind), event.step, event.key, event.before, event.after });
}

// Those that the run has thinned out go, and new ones come.
void RunFileWriter::appendCheckpoints(const RunRecord& record, Progress& progress)
{
    const auto isKept = [&](const std::shared_ptr<const Checkpoint>& checkpoint) {
        return std::find(record.checkpoints.begin(), record.checkpoints.end(), checkpoint)
            != record.checkpoints.end();
    };
    for (const Written& written : progress.kept)
        if (!isKept(written.checkpoint)) removeCheckpoint(written.id);
    std::erase_if(progress.kept, [&](const Written& w) { return !isKept(w.checkpoint); });
    for (const auto& checkpoint : record.checkpoints) {
        const auto same = [&](const Written& w) { return w.checkpoint == checkpoint; };
        if (std::none_of(progress.kept.begin(), progress.kept.end(), same))
            appendCheckpoint(checkpoint, record.checkpointSpacing, progress);
    }
}

void RunFileWriter::appendCheckpoint(
    const std::shared_ptr<const Checkpoint>& checkpoint, std::int64_t spacing, Progress& progress)
{
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
}

void RunFileWriter::removeCheckpoint(std::int64_t id)
{
    const std::string number = std::to_string(id);
    m_database->execute("DELETE FROM pieces WHERE checkpoint = " + number);
    m_database->execute("DELETE FROM checkpoints WHERE id = " + number);
}

} // namespace contrastlab
