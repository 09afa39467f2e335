// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A follower rests six times as long as it reads, and never less than a quarter of a second. What
// it read is shown in that time, a part at each tick of the window: curves then move as those of a
// run that trains here.
#include "run/run_opener.h"

#include "base/problem.h"
#include "run/message_text.h"

#include <QElapsedTimer>
#include <QFileInfo>

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>

namespace contrastlab {

namespace {

constexpr int leastRestMs = 250, restsAsLongAs = 6;
constexpr int silenceMs = 2000; ///< between looks at a file that nobody writes just now

constexpr int beatMs = 45, beatsOfARest = 5;
constexpr std::size_t mostSpread = 4096; ///< steps; of more, the window lags behind and hurries

bool hasEnded(const StoredRun& stored)
{
    return stored.run->outcome().kind != RunOutcome::Kind::running;
}

/// Lets so many steps as are read at once come in parts.
class SpreadSteps {
public:
    SpreadSteps(std::stop_token stop, std::function<void()> show)
        : m_stop(std::move(stop))
        , m_show(std::move(show))
    {
    }
    /// After each step; `left` are still to come.
    void appended(std::size_t left)
    {
        if (m_all == 0) m_all = left + 1;
        if (left == 0 || m_all > mostSpread || m_stop.stop_requested()) return;
        if ((m_all - left) * (beatsOfARest + 1) / m_all <= std::size_t(m_beats)) return;
        ++m_beats;
        m_show();
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, m_stop, std::chrono::milliseconds(beatMs), [] { return false; });
    }
    [[nodiscard]] int waitedMs() const { return m_beats * beatMs; }

private:
    std::stop_token m_stop;
    std::function<void()> m_show;
    std::size_t m_all = 0;
    int m_beats = 0;
    std::mutex m_mutex;
    std::condition_variable_any m_wake; ///< by the token alone
};

} // namespace

bool isRunFile(const QString& path)
{
    return path.endsWith(QLatin1String(".clab"), Qt::CaseInsensitive);
}

struct RunOpener::Read {
    QString path;
    StoredRun stored;
    QString why;
};

RunOpener::RunOpener(RunSession& session, ParameterEdits& edits, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_edits(edits)
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &RunOpener::lookAgain);
}

RunOpener::~RunOpener()
{
    m_reader.cancel();
    m_follower.cancel();
}

const LibraryRun* RunOpener::front() const
{
    return m_session.library().find(m_session.library().front());
}

// What this window writes is not read from there: the run itself is here.
const LibraryRun* RunOpener::trainedInto(const QString& path) const
{
    const auto& runs = m_session.library().runs();
    const auto found = std::ranges::find_if(
        runs, [&](const LibraryRun& run) { return !run.file && run.path == path; });
    return found == runs.end() ? nullptr : &*found;
}

void RunOpener::open(const QString& path)
{
    const QString file = QFileInfo(path).absoluteFilePath();
    if (const LibraryRun* here = trainedInto(file)) {
        const std::string id = here->run->identity().id;
        if (id == m_session.library().front() || m_edits.bringForward(id)) emit opened(file);
        return;
    }
    m_reader.submit([this, file] {
        Read read { file, {}, {} };
        try {
            read.stored = readRun(file.toStdString());
        } catch (const InputError& error) {
            read.why = messageText(error.file(), error.placeMessage(), error.message());
        } catch (const std::exception& error) {
            read.why = QString::fromUtf8(error.what());
        }
        QMetaObject::invokeMethod(
            this, [this, read] { bringForward(read); }, Qt::QueuedConnection);
    });
}

void RunOpener::bringForward(const Read& read)
{
    if (!read.why.isEmpty()) {
        emit failed(read.why);
        return;
    }
    m_edits.open(read.stored, read.path);
    m_followed = read.stored;
    m_followedPath = read.path;
    if (!hasEnded(read.stored)) follow(0);
    emit opened(read.path);
}

void RunOpener::locateData(const QString& dataset)
{
    const LibraryRun* run = front();
    if (run && run->file) m_session.open({ run->run, run->file }, run->path, dataset.toStdString());
}

void RunOpener::follow(int delay)
{
    m_soon.start(delay);
}

void RunOpener::lookAgain()
{
    const LibraryRun* run = front();
    if (!run || run->run != m_followed.run || !m_session.isRecorded()) return;
    m_follower.submit(
        [this, stored = m_followed, path = m_followedPath](const std::stop_token& stop) mutable {
            const std::string file = path.toStdString();
            QElapsedTimer timer;
            timer.start();
            bool goesOn = false, isThere = true;
            const auto show = [this, run = stored.run] {
                if (run == m_followed.run) m_session.lookAgain(m_followed.file, true);
            };
            SpreadSteps spread(
                stop, [&] { QMetaObject::invokeMethod(this, show, Qt::QueuedConnection); });
            std::shared_ptr<const ProbeFrame> newest; // held until the window has looked at it
            try {
                goesOn = isBeingWritten(file); // first: what is read then is all of it
                isThere = readMore(stored, file, [&](std::size_t left) {
                    if (goesOn) spread.appended(left);
                });
                newest = stored.run->frames.newest();
            } catch (const std::exception&) {
                // As far as it was read; perhaps it is whole the next time.
            }
            const int waited = spread.waitedMs(), read = std::max(0, int(timer.elapsed()) - waited);
            const int rest = std::max(std::max(leastRestMs, restsAsLongAs * read) - waited, 0);
            const auto take = [this, stored, goesOn, isThere, rest, newest] {
                if (stored.run != m_followed.run) return;
                m_followed = stored;
                m_session.lookAgain(stored.file, goesOn && isThere && !hasEnded(stored));
                if (isThere && !hasEnded(stored)) follow(goesOn ? rest : std::max(rest, silenceMs));
            };
            QMetaObject::invokeMethod(this, take, Qt::QueuedConnection);
        });
}

} // namespace contrastlab
