// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A folder of recordings: what stands there, what is said of it, and what has to go.
#include "store/recordings.h"

#include "run/run.h"
#include "store/path_lock.h"
#include "store/run_store.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <fstream>

using namespace contrastlab;

namespace {

namespace fs = std::filesystem;

Recording recording(const char* path, std::uintmax_t bytes, std::set<RecordingMark> marks = {})
{
    return { path, bytes, {}, std::move(marks) };
}

std::vector<std::string> pathsOf(const std::vector<Recording>& recordings)
{
    std::vector<std::string> paths;
    for (const Recording& one : recordings)
        paths.push_back(fs::path(one.path).filename().string());
    return paths;
}

using Paths = std::vector<std::string>;

std::string write(const QTemporaryDir& folder, const char* name, int daysAgo,
    RunOutcome::Kind outcome = RunOutcome::Kind::completed, std::int64_t steps = 3)
{
    RunSpec spec;
    spec.set("steps", std::int64_t(10));
    Run run(spec);
    for (std::int64_t step = 1; step <= steps; ++step) {
        StepMetrics metrics;
        metrics.step = step;
        run.steps.append(metrics);
    }
    run.events.append({ RunEvent::Kind::change, 1, "steps", "10", "25" });
    if (outcome != RunOutcome::Kind::running) run.finish({ outcome, steps, {}, {} });
    const std::string path = folder.filePath(QLatin1String(name)).toStdString();
    saveRun(run, path, {});
    fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::hours(24 * daysAgo));
    return path;
}

} // namespace

class TestRecordings : public QObject {
    Q_OBJECT

private slots:
    void theOldestGoUntilTheRestFits()
    {
        const std::vector<Recording> all { recording("a", 50), recording("b", 30),
            recording("c", 40), recording("d", 60) };
        QCOMPARE(pathsOf(overLimit(all, 180)), Paths {});
        QCOMPARE(pathsOf(overLimit(all, 179)), Paths { "a" });
        QCOMPARE(pathsOf(overLimit(all, 100)), (Paths { "a", "b" }));
        QCOMPARE(pathsOf(overLimit(all, 0)), (Paths { "a", "b", "c", "d" }));
        QCOMPARE(pathsOf(overLimit(all, 100, { "a" })), (Paths { "b", "c", "d" }));
        QCOMPARE(pathsOf(overLimit(all, 150, { "a" })), Paths { "b" });
    }

    void whatIsKeptStaysAndDoesNotCount()
    {
        const std::vector<Recording> all { recording("a", 500, { RecordingMark::kept }),
            recording("b", 30), recording("c", 40, { RecordingMark::left }) };
        QCOMPARE(pathsOf(overLimit(all, 70)), Paths {});
        QCOMPARE(pathsOf(overLimit(all, 69)), Paths { "b" });
        QCOMPARE(pathsOf(overLimit(all, 0)), (Paths { "b", "c" }));
    }

    void aFolderIsListedByAge()
    {
        const QTemporaryDir folder;
        write(folder, "young.clab", 1);
        write(folder, "old.clab", 9);
        write(folder, "between.clab", 5);
        std::ofstream(folder.filePath(QStringLiteral("none.clab")).toStdString()) << "no run";
        std::ofstream(folder.filePath(QStringLiteral("notes.txt")).toStdString()) << "of mine";
        const auto found = recordingsIn(folder.path().toStdString());
        QCOMPARE(pathsOf(found), (Paths { "old.clab", "between.clab", "young.clab" }));
        QCOMPARE(found.front().bytes, fs::file_size(found.front().path));
        QVERIFY(recordingsIn(folder.filePath(QStringLiteral("nowhere")).toStdString()).empty());
    }

    void marksOfSeveralAreKept()
    {
        const QTemporaryDir folder;
        const std::string place = folder.path().toStdString();
        write(folder, "a run of 2 words.clab", 2);
        write(folder, "b.clab", 1);
        mark(place, { { { "a run of 2 words.clab", RecordingMark::kept }, true } });
        mark(place,
            { { { "b.clab", RecordingMark::left }, true },
                { { "gone.clab", RecordingMark::kept }, true } });
        auto found = recordingsIn(place);
        QVERIFY(found[0].marks == std::set { RecordingMark::kept });
        QVERIFY(found[1].marks == std::set { RecordingMark::left });
        mark(place, { { { "a run of 2 words.clab", RecordingMark::kept }, false } });
        found = recordingsIn(place);
        QVERIFY(found[0].marks.empty() && !found[1].marks.empty());
    }

    void thoseThatBrokeOffAreFoundTheNewestFirst()
    {
        const QTemporaryDir folder;
        const std::string place = folder.path().toStdString();
        const std::string old = write(folder, "old.clab", 9, RunOutcome::Kind::running, 2);
        const std::string broken = write(folder, "broken.clab", 5, RunOutcome::Kind::running, 7);
        write(folder, "empty.clab", 3, RunOutcome::Kind::running, 0);
        write(folder, "whole.clab", 2);
        write(folder, "stopped.clab", 1, RunOutcome::Kind::stopped);
        auto cutOff = cutOffRuns(recordingsIn(place));
        QCOMPARE(cutOff.size(), std::size_t(2));
        QCOMPARE(cutOff[0].path, broken);
        QCOMPARE(cutOff[0].step, std::int64_t(7));
        QCOMPARE(cutOff[0].steps, std::int64_t(25)); // as it was changed on the way
        QCOMPARE(cutOff[1].path, old);
        mark(place, { { { "broken.clab", RecordingMark::left }, true } });
        cutOff = cutOffRuns(recordingsIn(place));
        QCOMPARE(cutOff.size(), std::size_t(1));
        QCOMPARE(cutOff[0].path, old);
    }

    void sweepsCountAndGoAsOne()
    {
        const QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        write(folder, "new.clab", 1);
        const fs::path sweep = fs::path(sweepsBeside(path)) / "first";
        fs::create_directories(sweep);
        QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("sweeps/no-sweep")));
        const std::string run = write(folder, "sweeps/first/00001_seed=0.clab", 5);
        for (const char* name : { "sweep.json", "runs.csv", "notes.txt" }) {
            std::ofstream(sweep / name) << "12345";
            fs::last_write_time(sweep / name, fs::last_write_time(run));
        }
        auto found = recordingsIn(path);
        QCOMPARE(pathsOf(found), (Paths { "first", "new.clab" }));
        QCOMPARE(found.front().bytes, fs::file_size(run) + 15);
        QVERIFY(cutOffRuns(found).empty());
        mark(sweepsBeside(path), { { { "first", RecordingMark::kept }, true } });
        QCOMPARE(recordingsIn(path).front().marks, std::set { RecordingMark::kept });
        {
            const PathLock lock((sweep / "sweep.json").string()); // it is being trained
            QVERIFY(!removeRecording(sweep.string()));
            QVERIFY(fs::exists(run));
        }
        QVERIFY(removeRecording(sweep.string()));
        QVERIFY(!fs::exists(run) && !fs::exists(sweep / "sweep.json"));
        QVERIFY(fs::exists(sweep / "notes.txt")); // somebody else's
        QCOMPARE(pathsOf(recordingsIn(path)), Paths { "new.clab" });
    }

    void whatIsBeingWrittenIsNeitherCutOffNorRemoved()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("now.clab")).toStdString();
        Run run { RunSpec() };
        StepMetrics metrics;
        metrics.step = 1;
        run.steps.append(metrics);
        {
            RunStore store(run, path, {});
            QVERIFY(cutOffRuns(recordingsIn(folder.path().toStdString())).empty());
            QCOMPARE(filesBeingWritten(folder.path().toStdString()), std::vector { path });
            QVERIFY(!removeRecording(path));
            QVERIFY(fs::exists(path));
        }
        QVERIFY(filesBeingWritten(folder.path().toStdString()).empty());
        QCOMPARE(cutOffRuns(recordingsIn(folder.path().toStdString())).size(), std::size_t(1));
        QVERIFY(removeRecording(path));
        QVERIFY(fs::is_empty(folder.path().toStdString()));
    }
};

QTEST_GUILESS_MAIN(TestRecordings)
#include "tst_recordings.moc"
