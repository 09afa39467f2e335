// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sweeps: what is varied and how it is written, which runs that makes and in which order, that each
// is the run that it would be alone, and what comes of pauses, stops and failures.
#include "base/joined.h"
#include "run/drive.h"
#include "run/sweep.h"
#include "run/sweep_runs.h"
#include "run/sweep_table.h"
#include "store/sweep_training.h"
#include "support/small_run.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <map>
#include <set>
#include <thread>

using namespace contrastlab;

namespace {

SweepAxis axis(const char* text)
{
    std::vector<Problem> problems;
    SweepAxis found = readAxis(text, problems);
    if (!problems.empty()) throw SpecError(problems);
    return found;
}

QString valuesOf(const char* text)
{
    try {
        return QString::fromStdString(joined(axis(text).values, {}, " "));
    } catch (const SpecError& error) {
        return QString::fromUtf8(error.what());
    }
}

SweepLab worlds(int jobs = 2)
{
    SweepLab lab;
    lab.jobs = jobs;
    lab.open = [](const RunSpec& spec) {
        SyntheticWorld world { .items = 120, .heldOut = 24 };
        return std::make_shared<const Dataset>(
            makeSyntheticWorld(world, static_cast<std::uint64_t>(spec.integer("seed"))));
    };
    return lab;
}

SweepSpec sweepOf(std::initializer_list<const char*> axes, std::int64_t repeats = 1)
{
    SweepSpec spec;
    spec.base = smallSpec({ { "steps", "12" }, { "batch_size", "8" } });
    for (const char* text : axes)
        spec.axes.push_back(axis(text));
    spec.repeats = repeats;
    return spec;
}

QString problemsOf(const SweepSpec& spec, const SweepLab& lab = worlds())
{
    try {
        const Sweep sweep(spec, lab);
        return {};
    } catch (const SpecError& error) {
        return QString::fromUtf8(error.what());
    }
}

/// To train all cells; the measure is the held-out loss.
SweepWork workOn(const Sweep& sweep)
{
    SweepWork work;
    for (std::size_t cell = 0; cell < sweep.cells().size(); ++cell)
        work.cells.push_back(cell);
    work.evaluator = &evaluatePart;
    work.measures = 1;
    work.measure = [](ThreadPool&, const EndedRun& ended) {
        return std::vector<double> { ended.run->evaluations.last()->loss };
    };
    return work;
}

std::map<std::size_t, SweepResult> resultsOf(const Sweep& sweep, SweepWork work)
{
    std::map<std::size_t, SweepResult> results;
    work.onResult = [&](const SweepResult& result) { results[result.cell] = result; };
    runSweep(sweep, work);
    return results;
}

std::uint64_t digestAlone(const RunSpec& spec, const SweepLab& lab)
{
    ThreadPool pool(2);
    Trainer trainer(std::make_shared<RunSetup>(spec, lab.open(dataPartOf(spec))), pool);
    Run run(trainer.spec());
    RunRecorder recorder(run, nullptr, &evaluatePart);
    drive(trainer, recorder, nullptr, {});
    return run.digest();
}

} // namespace

class TestSweep : public QObject {
    Q_OBJECT

private slots:
    void axes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("values");
        const auto row = [](const char* text, const char* values) {
            QTest::newRow(text) << QString(text) << QString(values);
        };
        row("temperature=0.10, 0.2,1e-1", "0.1 0.2"); // each once, as the parameter has them
        row("objective=clip,siglip", "clip siglip");
        row("learn_temperature=on,false", "true false");
        row("temperature=log:0.01:1:5", "0.01 0.0316228 0.1 0.316228 1");
        row("temperature=linear:1:0:3", "1 0.5 0");
        row("batch_size=log:8:256:6", "8 16 32 64 128 256");
        row("batch_size=log:1:4:9", "1 2 3 4"); // rounded, each once
        row("steps=linear:100:1000000000:3", "100 500000050 1000000000");
        row("data.second=a.npy,b.npy", "a.npy b.npy");
    }
    void axes()
    {
        QFETCH(QString, text);
        QTEST(valuesOf(text.toUtf8().constData()), "values");
    }

    void wrongAxes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("part");
        for (const char* text : { "temperature", "=1", "" })
            QTest::newRow(text) << QString(text) << QString("KEY=VALUE,VALUE,...");
        for (const char* text : { "temperature=", "temperature=1,,2", "temperature=1," })
            QTest::newRow(text) << QString(text) << QString("1 to 10000 values with commas");
        for (const char* text : { "temperature=log:0.1:1", "temperature=log:0.1:1:1",
                 "temperature=log:0:1:3", "temperature=log:-1:1:3", "temperature=log:1:1:3",
                 "temperature=linear:a:1:3", "temperature=linear:0:inf:3",
                 "temperature=log:0.1:1:10000000000", "temperature=linear:0:1:3.5" })
            QTest::newRow(text) << QString(text) << QString("log:FIRST:LAST:COUNT");
    }
    void wrongAxes()
    {
        QFETCH(QString, text);
        QFETCH(QString, part);
        const QString said = valuesOf(text.toUtf8().constData());
        QVERIFY2(said.contains(part), qPrintable(said));
    }

    // Every setting once a seed; the corners first, then grids of half the spacing.
    void cellsFromCoarseToFine()
    {
        const Sweep sweep(
            sweepOf({ "temperature=log:0.05:1:9", "learning_rate=log:0.001:0.1:5" }, 2), worlds());
        QCOMPARE(sweep.cells().size(), std::size_t(9 * 5 * 2));
        std::set<std::tuple<std::size_t, std::size_t, std::int64_t>> seen;
        std::map<std::pair<std::int64_t, int>, int> ofLevel;
        std::pair<std::int64_t, int> before;
        for (const SweepCell& cell : sweep.cells()) {
            seen.insert({ cell.place[0], cell.place[1], cell.repeat });
            const std::pair now(cell.repeat, cell.level);
            QVERIFY(before <= now);
            before = now;
            ++ofLevel[now];
        }
        QCOMPARE(seen.size(), sweep.cells().size());
        QCOMPARE(ofLevel,
            (decltype(ofLevel) { { { 0, 0 }, 4 }, { { 0, 1 }, 5 }, { { 0, 2 }, 36 - 20 },
                { { 0, 3 }, 20 }, { { 1, 0 }, 4 }, { { 1, 1 }, 5 }, { { 1, 2 }, 16 },
                { { 1, 3 }, 20 } }));
        QCOMPARE(sweep.nameOf(0), "temperature 0.05, learning_rate 0.001, seed 0");
        QCOMPARE(sweep.seed(sweep.cells().size() - 1), std::int64_t(1));
        const auto setup = sweep.setupOf(sweep.cells().size() - 1);
        QCOMPARE(setup->spec().integer("seed"), std::int64_t(1));
    }

    void oneParameterAndTheSeed()
    {
        const Sweep sweep(sweepOf({ "seed=3,5" }), worlds());
        QCOMPARE(sweep.cells().size(), std::size_t(2));
        QCOMPARE(sweep.seed(1), std::int64_t(5));
        QCOMPARE(sweep.nameOf(1), "seed 5");
        QVERIFY(problemsOf(sweepOf({ "seed=3,5" }, 2)).contains("1 where the seed varies"));
    }

    void dataAreOpenedOnce()
    {
        SweepLab lab = worlds();
        int opened = 0;
        lab.open = [&, open = lab.open](const RunSpec& spec) {
            ++opened;
            return open(spec);
        };
        const Sweep sweep(sweepOf({ "temperature=0.1,1", "batch_size=4,8,16" }, 2), lab);
        QCOMPARE(opened, 2); // one a seed: the seed makes the world
        QVERIFY(&sweep.setupOf(0)->dataset() == &sweep.setupOf(5)->dataset());
        QVERIFY(&sweep.setupOf(0)->batches() == &sweep.setupOf(5)->batches());
        QVERIFY(&sweep.setupOf(0)->dataset() != &sweep.setupOf(11)->dataset());
    }

    // Those of all runs, before the first has begun.
    void allProblemsAtOnce()
    {
        const QString said =
            problemsOf(sweepOf({ "temperature=0.1,-1,warm", "batch_size=8,64,1000,2000" }));
        for (const char* part :
            { "temperature = -1: expected a number of at least 0.001", "temperature = warm",
                "batch_size = 1000: expected at most the 96 training items", "batch_size = 2000" })
            QCOMPARE(said.count(part), 1);
        QCOMPARE(said.count('\n'), 4); // -1 breaks two limits
        QVERIFY(
            problemsOf(sweepOf({ "nonsense=1,2" })).contains("nonsense = 1: expected a known key"));
        QVERIFY(problemsOf(sweepOf({ "steps=0,5" })).contains("runs of a sweep have to end"));
        SweepSpec patient = sweepOf({ "steps=0,5" });
        assign(patient.base, "patience", "3");
        QCOMPARE(problemsOf(patient), QString());
    }

    // Of thousands the first hundred are enough.
    void thousandsOfProblems()
    {
        const QString said = problemsOf(sweepOf({ "temperature=linear:200:300:5000" }));
        QCOMPARE(said.count('\n'), 99); // between them
    }

    // One message, before anything is laid out.
    void absurdSizes()
    {
        const QString said = problemsOf(
            sweepOf({ "temperature=linear:0.1:1:10000", "learning_rate=linear:0.1:1:10000" },
                1'000'000'000));
        QCOMPARE(said, QString("sweep = 10000 x 10000 x 1000000000: expected at most 100000 runs"));
        QVERIFY(problemsOf(sweepOf({})).contains("one or two parameters"));
        QVERIFY(problemsOf(sweepOf({ "bias=1", "margin=1", "beta1=0" })).contains("one or two"));
        QVERIFY(problemsOf(sweepOf({ "bias=1", "bias=2" })).contains("each parameter once"));
        QVERIFY(problemsOf(sweepOf({ "bias=1,2" }, 0)).contains("repeats = 0"));
        SweepSpec hollow = sweepOf({ "bias=1" });
        hollow.axes[0].values.clear();
        QVERIFY(problemsOf(hollow).contains("a value for each parameter"));
    }

    // Swept values stay as they are asked for; other defaults give way to small data.
    void whatGivesWayToData()
    {
        SweepSpec spec = sweepOf({ "temperature=0.1,1" });
        spec.base.set("batch_size", std::int64_t(128));
        QCOMPARE(problemsOf(spec), QString());
        QCOMPARE(Sweep(spec, worlds()).setupOf(0)->spec().integer("batch_size"), std::int64_t(96));
        spec.chosen = { "batch_size" };
        QVERIFY(problemsOf(spec).contains("batch_size = 128"));
        QVERIFY(problemsOf(sweepOf({ "batch_size=8,128" })).contains("batch_size = 128"));
    }

    void dataThatCannotBeOpened()
    {
        SweepLab lab = worlds();
        int tried = 0;
        lab.open = [&](const RunSpec&) -> std::shared_ptr<const Dataset> {
            ++tried;
            throw InputError("a.npy", "", "cannot be read");
        };
        QVERIFY_EXCEPTION_THROWN(Sweep(sweepOf({ "temperature=0.1,1" }), lab), InputError);
        QCOMPARE(tried, 1);
        // What is wrong beside that is told as well.
        QVERIFY(problemsOf(sweepOf({ "temperature=0.1,-1" }), lab).contains("temperature = -1"));
        std::stop_source stop;
        stop.request_stop();
        bool interrupted = false;
        try {
            const Sweep sweep(sweepOf({ "temperature=0.1,1" }), worlds(), stop.get_token());
        } catch (const Interrupted&) {
            interrupted = true;
        }
        QVERIFY(interrupted);
    }

    // Whatever goes on beside it, in whatever order, on shared data.
    void eachRunIsTheRunAlone()
    {
        const SweepSpec spec = sweepOf({ "temperature=0.05,0.5", "objective=clip,siglip,moco" }, 2);
        std::map<std::size_t, SweepResult> first;
        for (const int jobs : { 1, 3 }) {
            const Sweep sweep(spec, worlds(jobs));
            const auto results = resultsOf(sweep, workOn(sweep));
            QCOMPARE(results.size(), std::size_t(12));
            if (first.empty()) first = results;
            for (const auto& [cell, result] : results) {
                QCOMPARE(result.outcome.kind, RunOutcome::Kind::completed);
                QCOMPARE(result.digest, first[cell].digest);
                QCOMPARE(result.values, first[cell].values);
                RunSpec alone = spec.base;
                QVERIFY(!assign(alone, "temperature", sweep.value(cell, 0)));
                QVERIFY(!assign(alone, "objective", sweep.value(cell, 1)));
                alone.set("seed", sweep.seed(cell));
                QCOMPARE(result.digest, digestAlone(alone, worlds()));
            }
        }
        std::set<std::uint64_t> digests;
        for (const auto& [cell, result] : first)
            digests.insert(result.digest);
        QCOMPARE(digests.size(), std::size_t(12));
    }

    // A default that gives way to these data does so for each run, and not what was varied.
    void whatDataAskFor()
    {
        SweepLab lab = worlds();
        lab.adapt = [](RunSpec& spec, const Dataset&) { spec.set("augment.flip", false); };
        QVERIFY(!Sweep(sweepOf({ "bias=1" }), lab).setupOf(0)->spec().flag("augment.flip"));
        QVERIFY(Sweep(sweepOf({ "bias=1" }), worlds()).setupOf(0)->spec().flag("augment.flip"));
    }

    // A run that diverges is a result, and has no numbers.
    void divergence()
    {
        SweepSpec spec = sweepOf({ "learning_rate=0.01,100" });
        for (const auto& [key, text] :
            { std::pair("optimizer", "sgd"), std::pair("weight_decay", "10"),
                std::pair("steps", "400"), std::pair("warmup_steps", "0") })
            QVERIFY(!assign(spec.base, key, text));
        const Sweep sweep(spec, worlds());
        const auto results = resultsOf(sweep, workOn(sweep));
        QCOMPARE(results.at(0).outcome.kind, RunOutcome::Kind::completed);
        QCOMPARE(results.at(1).outcome.kind, RunOutcome::Kind::diverged);
        QVERIFY(std::isnan(results.at(1).values.at(0)));
        std::vector<SweepResult> both;
        for (const auto& [cell, result] : results)
            both.push_back(result);
        const auto rows = rowsOf(sweep, both, 1);
        QCOMPARE(rows.size(), std::size_t(2));
        QCOMPARE(rows[0].diverged, std::size_t(0));
        QCOMPARE(rows[1].diverged, std::size_t(1));
        QVERIFY(std::isnan(rows[1].values[0].mean));
    }

    void meansAndDeviations()
    {
        const Sweep sweep(sweepOf({ "temperature=0.1,1" }, 3), worlds());
        auto results = resultsOf(sweep, workOn(sweep));
        std::vector<SweepResult> given;
        for (const auto& [cell, result] : results)
            given.insert(given.begin(), result); // in any order
        for (SweepResult& result : given)
            if (sweep.cells()[result.cell].place[0] == 0)
                result.values = { 1.0 + double(sweep.seed(result.cell)) };
        const auto rows = rowsOf(sweep, given, 1);
        QCOMPARE(rows.size(), std::size_t(2));
        QCOMPARE(rows[0].runs, std::size_t(3));
        QCOMPARE(rows[0].values[0].mean, 2.0);
        QCOMPARE(rows[0].values[0].deviation, 1.0);
        QVERIFY(rows[1].values[0].deviation > 0);
        given.resize(1);
        QCOMPARE(rowsOf(sweep, given, 1).size(), std::size_t(1));
        QCOMPARE(rowsOf(sweep, given, 1)[0].values[0].deviation, 0.0);
    }

    // A run that fails takes no other with it; one that cannot be kept has its numbers.
    void failures()
    {
        const Sweep sweep(sweepOf({ "temperature=0.1,0.2,0.4,0.8" }), worlds());
        SweepWork work = workOn(sweep);
        work.evaluator = [](Trainer& trainer, const std::vector<Index>& items) {
            if (trainer.spec().real("temperature") == 0.4)
                throw InputError("a.npy", "", "cannot be read");
            return evaluatePart(trainer, items);
        };
        work.keep = [&](const EndedRun& ended) {
            if (sweep.value(ended.cell, 0) == "0.2")
                throw InputError("2.clab", "", "cannot be written: the disk is full");
        };
        const auto results = resultsOf(sweep, work);
        QCOMPARE(results.size(), std::size_t(4));
        std::vector<SweepResult> all;
        for (const auto& [cell, result] : results) {
            const bool fails = sweep.value(cell, 0) == "0.4",
                       isLost = sweep.value(cell, 0) == "0.2";
            QCOMPARE(result.outcome.kind,
                fails ? RunOutcome::Kind::failed : RunOutcome::Kind::completed);
            QCOMPARE(result.outcome.message.find("cannot be read") != std::string::npos, fails);
            QCOMPARE(result.unkept.find("disk is full") != std::string::npos, isLost);
            QCOMPARE(digestText(result).empty(), fails);
            all.push_back(result);
        }
        QCOMPARE(rowsOf(sweep, all, 1).size(), std::size_t(3));
    }

    // What has ended before is kept, what is at work is given up.
    void stop()
    {
        const Sweep sweep(sweepOf({ "temperature=linear:0.1:1:20" }), worlds());
        SweepWork work = workOn(sweep);
        std::stop_source source;
        int ended = 0;
        work.onResult = [&](const SweepResult& result) {
            QCOMPARE(result.outcome.kind, RunOutcome::Kind::completed);
            if (++ended == 3) source.request_stop();
        };
        runSweep(sweep, work, source.get_token());
        QVERIFY(ended >= 3 && ended < 6);
    }

    // Runs wait between two steps while it is on; then all is as it would have been. A stop ends a
    // pause.
    void pause()
    {
        const Sweep sweep(sweepOf({ "temperature=0.1,0.2,0.4" }), worlds(1));
        const auto expected = resultsOf(sweep, workOn(sweep));
        SweepWork work = workOn(sweep);
        PauseSwitch pause;
        work.pause = &pause;
        std::atomic<int> judged = 0;
        work.evaluator = [&](Trainer& trainer, const std::vector<Index>& items) {
            if (++judged == 1) pause.set(true); // after the first step
            return evaluatePart(trainer, items);
        };
        std::map<std::size_t, SweepResult> results;
        work.onResult = [&](const SweepResult& result) { results[result.cell] = result; };
        std::jthread thread([&] { runSweep(sweep, work); });
        QTRY_VERIFY(pause.isSet());
        QCOMPARE(judged.load(), 1); // the second is that of step 10
        pause.set(false);
        thread.join();
        QCOMPARE(results.size(), std::size_t(3));
        for (const auto& [cell, result] : results)
            QCOMPARE(result.digest, expected.at(cell).digest);
        results.clear();
        pause.set(true);
        std::stop_source stop;
        thread = std::jthread([&] { runSweep(sweep, work, stop.get_token()); });
        stop.request_stop();
        thread.join();
        QVERIFY(results.empty());
    }

    // What is whole and of these data is taken from the folder, all else is trained again.
    void folder()
    {
        const QTemporaryDir home;
        const std::string path = home.filePath("sweep").toStdString();
        const Sweep sweep(sweepOf({ "temperature=0.1,1" }), worlds());
        SweepWork work = workOn(sweep);
        std::map<std::size_t, SweepResult> trained;
        {
            SweepFolder folder(path, sweep);
            QVERIFY_EXCEPTION_THROWN(SweepFolder(path, sweep), InputError); // one writer at a time
            work.keep = [&](const EndedRun& ended) { folder.write(ended); };
            trained = resultsOf(sweep, work);
            const SweepResult results[] { trained.at(1), trained.at(0) };
            const std::string measures[] { "loss" };
            folder.writeTables(results, measures);
        }
        SweepFolder folder(path, sweep);
        ThreadPool pool(1);
        for (std::size_t cell = 0; cell < 2; ++cell) {
            const auto read = folder.read(cell);
            QVERIFY(read && read->last);
            QCOMPARE(read->last->step, std::int64_t(12));
            const SweepResult result = resultOf(pool, work, *read);
            QCOMPARE(result.digest, trained.at(cell).digest);
            QCOMPARE(result.values, trained.at(cell).values);
        }
        QFile table(QString::fromStdString(path + "/runs.csv"));
        QVERIFY(table.open(QIODevice::ReadOnly));
        const QByteArray text = table.readAll();
        QVERIFY(text.startsWith("temperature,seed,outcome,step,digest,loss,seconds,file\n0.1,0,"
                                "completed,12,"
            + QByteArray::fromStdString(digestText(trained.at(0))) + ','));
        QVERIFY(text.contains(',' + QByteArray::fromStdString(folder.fileOf(1)) + '\n'));
        QCOMPARE(folder.fileOf(0), "00001_temperature=0.1_seed=0.clab");

        const std::string second = path + "/" + folder.fileOf(1);
        QVERIFY(QFile::resize(QString::fromStdString(second), 20000));
        QVERIFY(folder.isThere(1) && !folder.read(1));
        work.cells = { 1 };
        work.keep = [&](const EndedRun& ended) { folder.write(ended); };
        QCOMPARE(resultsOf(sweep, work).at(1).digest, trained.at(1).digest);
        QVERIFY(folder.read(1));
        QVERIFY(QFile::exists(QString::fromStdString(second + ".broken")));
    }

    // Stopped half-way, and gone on with by another program: what is there is not trained again.
    void trainingGoesOnFromTheFolder()
    {
        const QTemporaryDir home;
        const std::string sweeps = home.path().toStdString(), path = sweeps + "/one";
        SweepSpec spec = sweepOf({ "temperature=0.1,0.5,1", "batch_size=8,16" });
        spec.chosen = { "augment.flip" };
        const Sweep sweep(spec, worlds());
        std::map<std::size_t, std::uint64_t> digests;
        std::size_t trained = 0;
        const auto follow = [&](std::size_t most) {
            std::stop_source stop;
            SweepWork work = workOn(sweep);
            work.cells.clear();
            work.onResult = [&](const SweepResult& result) {
                digests[result.cell] = result.digest;
                if (++trained == most) stop.request_stop();
            };
            SweepFolder folder(path, sweep);
            SweepTraining training(sweep, &folder, work, { "loss" });
            training.read();
            trained = 0;
            QVERIFY(!newestUnfinishedSweep(sweeps)); // this program writes it
            training.train(stop.get_token());
            QVERIFY(!training.tableTrouble());
            QCOMPARE(training.results().size(), digests.size());
        };
        QVERIFY(!newestUnfinishedSweep(sweeps) && !isSweep(path));
        follow(2);
        QVERIFY(digests.size() >= 2 && digests.size() < 6);
        const std::size_t there = digests.size();
        const auto unfinished = newestUnfinishedSweep(sweeps);
        QVERIFY(unfinished && isSweep(unfinished->folder) && isSweep(path + "/sweep.json"));
        QCOMPARE(unfinished->there, there);
        QCOMPARE(unfinished->runs, std::size_t(6));
        QVERIFY(unfinished->spec.axes == spec.axes);
        QCOMPARE(unfinished->spec.chosen, spec.chosen);
        leaveSweep(path);
        QVERIFY(!newestUnfinishedSweep(sweeps));
        follow(0);
        QCOMPARE(trained, 6 - there);
        QVERIFY(QFile::remove(QString::fromStdString(path + "/.left")));
        QVERIFY(!newestUnfinishedSweep(sweeps)); // it is whole
        for (const auto& [cell, digest] : digests)
            QCOMPARE(digest, digestAlone(sweep.setupOf(cell)->spec(), worlds()));
        QVERIFY_EXCEPTION_THROWN(sweepIn(sweeps), InputError);
    }

    // The same sweep on data that have changed since.
    void folderOfOtherData()
    {
        const QTemporaryDir home;
        const std::string path = home.path().toStdString();
        const Sweep sweep(sweepOf({ "temperature=0.1,1" }), worlds());
        {
            SweepFolder folder(path, sweep);
            SweepWork work = workOn(sweep);
            work.keep = [&](const EndedRun& ended) { folder.write(ended); };
            resultsOf(sweep, work);
        }
        SweepLab changed = worlds();
        changed.open = [](const RunSpec&) {
            return std::make_shared<const Dataset>(
                makeSyntheticWorld({ .items = 120, .heldOut = 24, .noise = 0.5 }, 0));
        };
        const Sweep again(sweepOf({ "temperature=0.1,1" }), changed);
        const SweepFolder folder(path, again);
        QVERIFY(folder.isThere(0) && !folder.read(0));
    }

    // A run file that says it has completed, and whose end is not there.
    void runWithoutItsEnd()
    {
        const QTemporaryDir home;
        const Sweep sweep(sweepOf({ "temperature=0.1,1" }), worlds());
        SweepFolder folder(home.path().toStdString(), sweep);
        const auto setup = sweep.setupOf(0);
        const auto run = std::make_shared<Run>(setup->spec());
        ThreadPool pool(1);
        run->keep(std::make_shared<Checkpoint>(Trainer(setup, pool).checkpoint()));
        run->finish({ RunOutcome::Kind::completed, 12, {}, {} });
        folder.write({ 0, setup, run, nullptr });
        QVERIFY(folder.isThere(0) && !folder.read(0));
    }

    void foldersOfOthers()
    {
        const QTemporaryDir home;
        const std::string path = home.path().toStdString();
        const Sweep sweep(sweepOf({ "temperature=0.1,1" }), worlds());
        const auto refusal = [&](const Sweep& asked) {
            try {
                const SweepFolder folder(path, asked);
            } catch (const InputError& error) {
                return QString::fromUtf8(error.what());
            }
            return QString();
        };
        QCOMPARE(refusal(sweep), QString());
        QCOMPARE(refusal(sweep), QString());
        const Sweep longer(sweepOf({ "temperature=0.1,0.5,1" }), worlds());
        QVERIFY(refusal(longer).contains(
            "another sweep, over the values of temperature (2) and 1 seeds"));
        SweepSpec other = sweepOf({ "temperature=0.1,1" });
        other.base.set("steps", std::int64_t(13));
        QVERIFY(refusal(Sweep(other, worlds())).contains("steps = 12 instead of 13"));
        other = sweepOf({ "temperature=0.1,1" });
        other.base.setData("data.second", "b.npy");
        QVERIFY(refusal(Sweep(other, worlds())).contains("data.*"));
        for (const char* text : { "", "{", "[]", "{\"sweep\": 3}", "null",
                 "{\"sweep\": [{\"key\": \"bias\"}], \"repeats\": 1, \"spec\": {}}" }) {
            QFile file(home.filePath("sweep.json"));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
            file.close();
            QVERIFY(refusal(sweep).contains("expected the description of a sweep"));
        }
        QVERIFY(QFile::rename(home.filePath("sweep.json"), home.filePath("mine.json")));
        QVERIFY(refusal(sweep).contains("holds other files"));
    }
};

QTEST_GUILESS_MAIN(TestSweep)
#include "tst_sweep.moc"
