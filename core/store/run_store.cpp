// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The run is read through its own locks, so the follower needs nothing from the training thread.
#include "store/run_store.h"

#include "base/translation_marks.h"
#include "store/database.h"
#include "store/path_lock.h"
#include "store/program_version.h"
#include "store/run_file.h"
#include "store/run_writer.h"
#include "store/step_reading.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <utility>

namespace contrastlab {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds appendEvery(500);
constexpr int foldEvery = 5; ///< appends

// What the log has already is passed over.
void readRest(const LogCursor<RunEvent>& next, AppendLog<RunEvent>& log)
{
    std::size_t there = log.size();
    while (auto entry = next())
        if (there > 0)
            --there;
        else
            log.append(std::move(*entry));
}

void readRest(const LogCursor<TrainingDiagnostics>& next, ThinnedLog<TrainingDiagnostics>& log)
{
    const auto newest = log.newest();
    while (auto entry = next())
        if (!newest || entry->step > newest->step) log.append(std::move(*entry));
}

// A frame that is damaged is as if none had been recorded.
ThinnedLog<ProbeFrame>::Read framesOf(std::shared_ptr<RunFile> file)
{
    return [file = std::move(file)](std::int64_t step) -> std::shared_ptr<const ProbeFrame> {
        try {
            return file->frame(step);
        } catch (const InputError&) {
            return nullptr;
        }
    };
}

KeptCheckpoints checkpointsOf(const std::shared_ptr<RunFile>& file)
{
    KeptCheckpoints kept;
    for (std::size_t place = 0; place < file->checkpointSteps().size(); ++place)
        kept.push_back(std::make_shared<KeptCheckpoint>(
            file->checkpointSteps()[place], [file, place]() -> std::shared_ptr<const Checkpoint> {
                try {
                    return file->checkpoint(place);
                } catch (const InputError&) {
                    return nullptr;
                }
            }));
    return kept;
}

// The lowest of the held-out losses, with its checkpoint where the file has it.
Run::Best bestOf(const Run& run)
{
    const auto lowest = run.evaluations.with([](std::span<const EvaluationMetrics> all) {
        const auto found = std::ranges::min_element(
            all, [](double a, double b) { return a < b; }, &EvaluationMetrics::loss);
        return found == all.end() ? std::nullopt : std::optional(*found);
    });
    Run::Best best;
    if (!lowest || !(lowest->loss < best.loss)) return best;
    best.loss = lowest->loss;
    for (const auto& kept : run.keptCheckpoints())
        if (kept->step() == lowest->step) best.checkpoint = kept->get();
    return best;
}

void takeOver(const StoredRun& stored, const StepsLeft& appended = {})
{
    Run& run = *stored.run;
    readSteps(*stored.file, run.steps, appended);
    const auto evaluations = stored.file->evaluations(run.evaluations.size());
    while (auto evaluation = evaluations())
        run.evaluations.append(*evaluation);
    readRest(stored.file->events(), run.events);
    readRest(stored.file->diagnostics(), run.diagnostics);
    run.takeKept(checkpointsOf(stored.file));
    run.frames.recall(stored.file->frameSteps(), framesOf(stored.file));
    run.keepBest(bestOf(run));
}

Message troubleOf(const InputError& error)
{
    return { "%1: %2", { joinedPlace(error.file(), error.placeMessage()), error.message() } };
}

// "run.rescue.clab" beside "run.clab", with a number where that is taken.
std::string rescueFileOf(const std::string& path)
{
    const fs::path asked(path);
    const std::string stem = (asked.parent_path() / asked.stem()).string() + ".rescue";
    const std::string end = asked.extension().string();
    std::error_code error;
    std::string free = stem + end;
    for (int number = 2; fs::exists(fs::symlink_status(free, error)); ++number)
        free = stem + "-" + std::to_string(number) + end;
    return free;
}

} // namespace

std::string programName()
{
    return "ContrastLab " + versionText();
}

StoredRun readRun(const std::string& path)
{
    StoredRun stored;
    stored.file = std::make_shared<RunFile>(path);
    stored.run = std::make_shared<Run>(stored.file->record());
    takeOver(stored);
    return stored;
}

bool readMore(StoredRun& stored, const std::string& path, const StepsLeft& appended)
{
    auto file = std::make_shared<RunFile>(path, RunFile::Look::again);
    if (file->record().identity.id != stored.run->identity().id) return false;
    stored.file = std::move(file);
    takeOver(stored, appended);
    const RunRecord& record = stored.file->record();
    if (record.test) stored.run->keepTest(*record.test);
    if (record.outcome.kind != RunOutcome::Kind::running) stored.run->finish(record.outcome);
    return true;
}

bool isBeingWritten(const std::string& path)
{
    return PathLock::isHeld(path);
}

void saveRun(const Run& run, const std::string& path, const DataRecord& data,
    std::shared_ptr<const Checkpoint> newest)
{
    RunFileWriter writer(run, path, data);
    writer.append(run, newest);
    writer.moveIntoPlace();
}

RunStore::RunStore(const Run& run, const std::string& path, const DataRecord& data)
    : m_run(run)
    , m_path(path)
    , m_writer(std::make_unique<RunFileWriter>(run, path, data))
{
    m_writer->append(m_run);
    m_writer->moveIntoPlace();
    m_writer->reopen();
    countWritten();
    m_thread = std::jthread([this](std::stop_token token) { follow(token); });
}

RunStore::~RunStore()
{
    try {
        finish();
    } catch (const std::exception&) {
        // Whoever wants to hear of it calls finish().
    }
}

void RunStore::follow(std::stop_token token)
{
    std::unique_lock lock(m_mutex);
    for (int appends = 1; !m_wake.wait_for(lock, token, appendEvery, [] { return false; })
         && !token.stop_requested();
         ++appends) {
        lock.unlock();
        std::optional<Message> trouble;
        try {
            putInPlace();
            append();
            if (appends % foldEvery == 0) m_writer->fold();
        } catch (const InputError& error) {
            trouble = troubleOf(error);
        } catch (const std::exception& error) {
            trouble = std::string(error.what());
        }
        lock.lock();
        m_trouble = std::move(trouble);
    }
}

// What does not fit may fit once the log beside the file is folded into it, and where even the logs
// do not, once older checkpoints are gone.
void RunStore::append()
{
    try {
        appendOnce();
        return;
    } catch (const BusyError&) {
        throw;
    } catch (const InputError&) {
        m_writer->fold();
    }
    try {
        appendOnce();
        return;
    } catch (const InputError&) {
        if (m_stepsWritten == m_run.steps.size() || !m_writer->makeRoom()) throw;
    }
    notice({ QT_TRANSLATE_NOOP("Message",
                 "%1: there is little room; of the checkpoints so far it keeps the newest alone"),
        { m_writer->path() } });
    m_writer->fold();
    appendOnce();
}

void RunStore::appendOnce()
{
    try {
        m_writer->append(m_run);
    } catch (...) {
        countWritten();
        throw;
    }
    countWritten();
}

void RunStore::countWritten()
{
    m_stepsWritten = m_writer->stepsDone();
}

// What somebody else has put in its place is theirs.
void RunStore::putInPlace()
{
    const auto fate = m_writer->fate();
    if (fate == RunFileWriter::Fate::none) return;
    const bool isOverwritten = fate == RunFileWriter::Fate::overwritten;
    if (isOverwritten) m_stepsWritten = 0;
    std::error_code error;
    const std::string path = m_writer->path();
    const bool isFree = fs::symlink_status(path, error).type() == fs::file_type::not_found;
    const std::string place = isFree ? path : rescueFileOf(m_path);
    m_writer->moveTo(place, m_run);
    countWritten();
    if (isFree)
        return notice({ QT_TRANSLATE_NOOP("Message",
                            "%1: was removed or renamed while the run was written to it; it is "
                            "written anew"),
            { path } });
    notice({ isOverwritten
            ? QT_TRANSLATE_NOOP("Message",
                "%1: was overwritten while the run was written to it; the run goes on in %2")
            : QT_TRANSLATE_NOOP("Message",
                "%1: was replaced while the run was written to it; the run goes on in %2"),
        { path, place } });
}

void RunStore::stop()
{
    m_thread.request_stop();
    if (m_thread.joinable()) m_thread.join();
}

void RunStore::finish()
{
    stop();
    if (!m_writer) return;
    try {
        putInPlace();
        append();
    } catch (const InputError& error) {
        rescue(error);
    }
    m_writer->close();
    m_writer = nullptr;
}

// The reason is told in any case.
void RunStore::rescue(const InputError& reason)
{
    const std::unique_ptr<RunFileWriter> writer = std::move(m_writer);
    const std::string place = rescueFileOf(m_path);
    bool isWhole = false;
    try {
        writer->moveTo(place, m_run);
        writer->append(m_run);
        isWhole = true;
    } catch (const std::exception&) {
        // Then what was written before is what is left.
    }
    const bool hasSteps = writer->stepsDone() == m_run.steps.size();
    const bool isLost = !isWhole && m_stepsWritten == 0 && !hasSteps;
    const std::string file = writer->path(), steps = std::to_string(writer->stepsDone());
    writer->close();
    const Message why = reason.message();
    Message end { QT_TRANSLATE_NOOP("Message", "%1; %2 ends after %3 steps"),
        { why, file, steps } };
    if (isWhole)
        end = { QT_TRANSLATE_NOOP("Message", "%1; the whole run stands in %2"), { why, file } };
    else if (isLost)
        end = { QT_TRANSLATE_NOOP("Message", "%1; no file has the run"), { why } };
    else if (hasSteps)
        end = { QT_TRANSLATE_NOOP("Message", "%1; %2 has all steps, but not all checkpoints"),
            { why, file } };
    throw InputError(reason.file(), reason.placeMessage(), end);
}

void RunStore::requireRoom(std::size_t most) const
{
    const std::size_t steps = m_run.steps.size() - m_stepsWritten;
    if (steps <= most) return;
    const auto reason = trouble();
    throw std::runtime_error(withoutControls(reason ? english(*reason) : m_path) + "; "
        + std::to_string(steps) + " steps wait to be written, and more would take all memory");
}

std::optional<Message> RunStore::trouble() const
{
    const std::scoped_lock lock(m_mutex);
    return m_trouble;
}

void RunStore::notice(Message message)
{
    const std::scoped_lock lock(m_mutex);
    m_notices.push_back(std::move(message));
}

std::vector<Message> RunStore::takeNotices()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_notices, {});
}

} // namespace contrastlab
