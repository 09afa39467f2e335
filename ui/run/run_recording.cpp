// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A tape waits, is opened, runs, is closed; one at a time is opened or closed on the worker, and
// what the worker wrote into it is read once the worker rests. A run that goes on from one that has
// a file takes its file over, when it has gone past it: the new file then replaces the old as a
// whole.
#include "run/run_recording.h"

#include "base/problem.h"
#include "run/message_text.h"
#include "store/atomic_file.h"
#include "store/run_store.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <utility>

namespace contrastlab {

namespace {

constexpr int lookMs = 250, watchMs = 2000, mostInName = 40;
constexpr std::chrono::seconds retryAfter(3);
constexpr std::uintmax_t megabyte = 1000000;

using Clock = std::chrono::steady_clock;

// Seconds that it has trained by itself; below 0 where it has done no step of its own.
double secondsOfItsOwn(const Run& run)
{
    return run.steps.with([&](std::span<const StepMetrics> steps) {
        const auto own = std::ranges::upper_bound(steps, run.continuedAt(), {}, &StepMetrics::step);
        if (own == steps.end()) return -1.0;
        return steps.back().seconds - (own == steps.begin() ? 0 : (own - 1)->seconds);
    });
}

bool isOver(const Run& run)
{
    return run.outcome().kind != RunOutcome::Kind::running;
}

std::int64_t lastStepOf(const Run& run)
{
    const auto last = run.steps.last();
    return last ? last->step : 0;
}

// As much of a name as every file system takes.
QString namePart(const QString& name)
{
    QString part;
    for (const QChar letter : name.left(mostInName))
        part += letter.isLetterOrNumber() ? letter : QChar(u'-');
    return part.isEmpty() ? QStringLiteral("run") : part;
}

} // namespace

struct RunRecording::Tape {
    enum class State { waiting, opening, running, closing, closed };

    std::shared_ptr<const Run> run; ///< null once it is closed
    std::shared_ptr<const RunSetup> setup;
    std::string id, path;
    State state = State::waiting;
    Clock::time_point notBefore; ///< it is tried again
    std::weak_ptr<const Run> was; ///< the run
    std::int64_t lastStep = 0; ///< that the closed file has
    QString trouble; ///< why it cannot be written just now
    // Of the worker, while the tape is opened or closed.
    std::unique_ptr<RunStore> store;
    std::optional<QString> failure;

    void open()
    {
        attempt([this] {
            makeFolder(std::filesystem::path(path).parent_path().string());
            store =
                std::make_unique<RunStore>(*run, path, recordOf(setup->dataset(), setup->spec()));
        });
    }
    void close()
    {
        attempt([this] {
            const auto ending = std::move(store);
            ending->finish();
        });
    }

private:
    template <class Act> void attempt(const Act& act)
    {
        failure.reset();
        try {
            act();
        } catch (const InputError& error) {
            failure = messageText(error.file(), error.placeMessage(), error.message());
        } catch (const std::exception& error) {
            failure = QString::fromUtf8(error.what());
        }
    }
};

struct RunRecording::Seen {
    std::vector<Recording> found;
    std::vector<CutOffRun> cutOffs;
};

RunRecording::RunRecording() : m_looker(NewestTask::Urgency::background)
{
    m_timer.setInterval(lookMs);
    connect(&m_timer, &QTimer::timeout, this, &RunRecording::look);
    m_watch.setInterval(watchMs);
    connect(&m_watch, &QTimer::timeout, this, &RunRecording::lookElsewhere);
}

// What the runs did last is written here: until now they trained.
RunRecording::~RunRecording()
{
    blockSignals(true);
    m_looker.cancel();
    m_watcher.cancel();
    m_worker.waitUntilIdle(std::chrono::hours(1));
    readTapes();
    for (const auto& tape : m_tapes) {
        if (tape->state == Tape::State::waiting && m_choice.on) tape->open();
        if (tape->store) tape->close();
        if (tape->failure) std::cerr << "contrastlab: " << tape->failure->toStdString() << '\n';
    }
    std::set<std::string> ours;
    for (const auto& tape : m_tapes)
        ours.insert(tape->path);
    for (const Recording& recording : m_leaving)
        if (!ours.contains(recording.path)) removeRecording(recording.path);
    m_marker.waitUntilIdle(std::chrono::hours(1));
}

void RunRecording::follow(RunLibrary& library)
{
    m_library = &library;
    connect(&library, &RunLibrary::changed, this, &RunRecording::readStars);
    connect(&library, &QObject::destroyed, this, [this] {
        m_timer.stop();
        m_library = nullptr;
    });
    m_timer.start();
}

void RunRecording::setChoice(const Choice& choice)
{
    if (std::exchange(m_choice, choice) == choice) return;
    m_found.clear();
    m_leaving.clear();
    m_marks.clear();
    m_cutOffs.clear();
    lookAtFolder();
}

void RunRecording::look()
{
    if (m_choice.on) collect();
    readTapes();
    beginNext();
}

// A run that goes on from one that has a file has it already.
bool RunRecording::isWorthAFile(const LibraryRun& run) const
{
    if (run.file || !run.ready) return false;
    const auto isThis = [&](const auto& tape) { return tape->was.lock() == run.run; };
    if (std::ranges::any_of(m_tapes, isThis)) return false;
    const double seconds = secondsOfItsOwn(*run.run);
    return seconds >= (isOurs(run.path) ? 0 : m_patience);
}

void RunRecording::collect()
{
    for (const LibraryRun& run : m_library->runs())
        if (isWorthAFile(run)) addTape(run);
}

void RunRecording::addTape(const LibraryRun& run)
{
    auto tape = std::make_unique<Tape>();
    tape->run = run.run;
    tape->was = run.run;
    tape->setup = run.ready->setup;
    tape->id = run.run->identity().id;
    tape->path = fileFor(run);
    m_tapes.push_back(std::move(tape));
}

bool RunRecording::isOurs(const QString& path) const
{
    return !path.isEmpty()
        && QFileInfo(path).absolutePath() == QDir(m_choice.folder).absolutePath();
}

std::string RunRecording::fileFor(const LibraryRun& run) const
{
    if (isOurs(run.path)) return run.path.toStdString();
    const QString id = QString::fromStdString(run.run->identity().id).left(8);
    const QString data = namePart(QString::fromStdString(run.ready->setup->dataset().name));
    const QString now = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HHmmss"));
    return QDir(m_choice.folder)
        .absoluteFilePath(QStringLiteral("%1 %2 %3.clab").arg(now, data, id))
        .toStdString();
}

void RunRecording::readTapes()
{
    if (m_atWork && m_worker.idle()) takeWork(*std::exchange(m_atWork, nullptr));
    QString trouble;
    for (const auto& tape : m_tapes) {
        if (tape.get() != m_atWork) readTape(*tape);
        if (!tape->trouble.isEmpty()) trouble = tape->trouble;
    }
    const bool was = !std::exchange(m_trouble, trouble).isEmpty();
    if (!was && !trouble.isEmpty()) emit paused();
    if (was && trouble.isEmpty()) emit resumed();
}

void RunRecording::takeWork(Tape& tape)
{
    const bool opened = tape.state == Tape::State::opening;
    if (tape.failure) {
        tape.state = Tape::State::waiting;
        tape.notBefore = Clock::now() + retryAfter;
        return;
    }
    tape.state = opened ? Tape::State::running : Tape::State::closed;
    if (!opened) {
        tape.lastStep = lastStepOf(*tape.run);
        tape.run = nullptr;
        tape.setup = nullptr;
        return;
    }
    const auto before = std::ranges::find(m_found, tape.path, &Recording::path);
    if (before != m_found.end() && before->marks.contains(RecordingMark::left))
        setMark(tape.path, RecordingMark::left, false); // where it breaks off again, it is asked of
    const QString path = QString::fromStdString(tape.path);
    if (m_library) m_library->setPath(tape.id, path);
    emit began(path);
}

void RunRecording::readTape(Tape& tape)
{
    const auto why = tape.store ? tape.store->trouble() : std::nullopt;
    tape.trouble = tape.failure ? *tape.failure : why ? messageText(*why) : QString();
    if (!tape.store) return;
    for (const Message& notice : tape.store->takeNotices())
        emit noticed(messageText(notice));
}

// One that takes over the file of another waits until that is closed.
void RunRecording::beginNext()
{
    using enum Tape::State;
    if (m_atWork) return;
    const auto isFree = [this](const Tape& wanted) {
        return std::ranges::none_of(m_tapes, [&](const auto& tape) {
            return tape->path == wanted.path && (tape->state == running || tape->state == closing);
        });
    };
    for (const auto& tape : m_tapes) {
        const bool opens = tape->state == waiting && m_choice.on && isFree(*tape)
            && Clock::now() >= tape->notBefore;
        const bool closes = tape->state == running && isOver(*tape->run);
        if (opens || closes) return workOn(*tape);
    }
}

void RunRecording::workOn(Tape& tape)
{
    const bool opens = tape.state == Tape::State::waiting;
    tape.state = opens ? Tape::State::opening : Tape::State::closing;
    m_atWork = &tape;
    m_worker.submit([&tape, opens] { opens ? tape.open() : tape.close(); });
}

bool RunRecording::holds(const Run& run) const
{
    const std::int64_t last = lastStepOf(run);
    const std::string id = run.identity().id;
    return m_trouble.isEmpty() && std::ranges::any_of(m_tapes, [&](const auto& tape) {
        if (tape->state == Tape::State::closed) return tape->id == id && tape->lastStep >= last;
        return tape->run.get() == &run && tape->state != Tape::State::waiting;
    });
}

QStringList RunRecording::files() const
{
    QStringList files;
    for (const auto& tape : m_tapes) {
        const QString path = QString::fromStdString(tape->path);
        const bool isThere =
            tape->state != Tape::State::waiting && tape->state != Tape::State::opening;
        if (isThere && !files.contains(path)) files.prepend(path);
    }
    return files;
}

void RunRecording::lookAtFolder()
{
    if (!m_choice.on) return;
    m_looker.submit([this, folder = m_choice.folder.toStdString()] {
        Seen seen { recordingsIn(folder), {} };
        seen.cutOffs = cutOffRuns(seen.found);
        QMetaObject::invokeMethod(
            this, [this, seen] { take(seen); }, Qt::QueuedConnection);
    });
}

void RunRecording::take(const Seen& seen)
{
    m_found = seen.found;
    m_cutOffs = seen.cutOffs;
    std::set<std::string> ours;
    for (const auto& tape : m_tapes)
        ours.insert(tape->path);
    for (const CutOffRun& run : m_cutOffs)
        ours.insert(run.path); // nobody has said yet what is to become of it
    m_leaving = overLimit(m_found, std::uintmax_t(m_choice.megabytes) * megabyte, ours);
    readStars();
    emit looked();
}

void RunRecording::settleCutOff(bool forGood)
{
    if (m_cutOffs.empty()) return;
    if (forGood) setMark(m_cutOffs.front().path, RecordingMark::left, true);
    m_cutOffs.erase(m_cutOffs.begin());
}

void RunRecording::setWatching(bool watches)
{
    if (watches == m_watch.isActive()) return;
    if (!watches) return m_watch.stop();
    m_watch.start();
    lookElsewhere();
}

// A file that this window writes is not another program's.
void RunRecording::lookElsewhere()
{
    if (!m_choice.on) return;
    m_watcher.submit([this, folder = m_choice.folder.toStdString()] {
        const auto take = [this, files = filesBeingWritten(folder)] {
            QStringList elsewhere;
            for (const std::string& file : files)
                if (std::ranges::none_of(
                        m_tapes, [&](const auto& tape) { return tape->path == file; }))
                    elsewhere << QString::fromStdString(file);
            if (std::exchange(m_elsewhere, elsewhere) != elsewhere) emit elsewhereChanged();
        };
        QMetaObject::invokeMethod(this, take, Qt::QueuedConnection);
    });
}

void RunRecording::keepLeaving()
{
    for (const Recording& recording : std::exchange(m_leaving, {}))
        setMark(recording.path, RecordingMark::kept, true);
}

// A star of the library is the mark of its file, both ways; what is open here stays.
void RunRecording::readStars()
{
    if (!m_library) return;
    std::vector<std::string> kept;
    for (const LibraryRun& run : m_library->runs()) {
        const std::string id = run.run->identity().id, path = run.path.toStdString();
        if (!isOurs(run.path)) continue;
        std::erase_if(m_leaving, [&](const Recording& r) { return r.path == path; });
        const auto file = std::ranges::find(m_found, path, &Recording::path);
        const bool isNew = m_opened.insert(id).second;
        if (isNew && file != m_found.end() && file->marks.contains(RecordingMark::kept)) {
            m_starred.insert(id);
            if (!run.starred) kept.push_back(id);
            continue;
        }
        const bool was = m_starred.contains(id);
        if (run.starred == was) continue;
        if (run.starred)
            m_starred.insert(id);
        else
            m_starred.erase(id);
        setMark(path, RecordingMark::kept, run.starred);
    }
    for (const std::string& id : kept)
        m_library->setStarred(id, true);
}

// All that this session has said, each time: the newest task replaces one that waits.
void RunRecording::setMark(const std::string& path, RecordingMark mark, bool isSet)
{
    const std::filesystem::path file(path);
    m_marks[file.parent_path().string()][{ file.filename().string(), mark }] = isSet;
    if (mark == RecordingMark::kept && isSet)
        std::erase_if(m_leaving, [&](const Recording& r) { return r.path == path; });
    m_marker.submit([marks = m_marks] {
        for (const auto& [folder, changes] : marks)
            try {
                contrastlab::mark(folder, changes);
            } catch (const InputError&) {
                // A folder that cannot be written is told of where a run is written.
            }
    });
}

} // namespace contrastlab
