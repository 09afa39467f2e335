// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Run files: what is read equals what was written, a run resumed from a file equals one that never
// stopped, a writer that is cut off leaves a readable file, and bad files give one clear line.
#include "base/engine_level.h"
#include "base/problem.h"
#include "store/path_lock.h"
#include "store/run_file.h"
#include "store/run_store.h"
#include "store/run_writer.h"
#include "store/table_rows.h"
#include "support/file_bytes.h"
#include "support/small_run.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <filesystem>
#include <functional>
#include <limits>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

namespace fs = std::filesystem;

/// The one line of an InputError, or nothing.
QString messageOf(const std::function<void()>& act)
{
    try {
        act();
    } catch (const InputError& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

struct Trained {
    std::shared_ptr<const RunSetup> setup;
    std::shared_ptr<Run> run;
    std::uint64_t lastDigest = 0; ///< of the trainer's state at the end
};

/// A whole run with a change in the middle.
Trained train(const RunSpec& spec, int modalities = 2)
{
    Trained trained { smallSetup(spec, modalities), std::make_shared<Run>(spec), 0 };
    ThreadPool pool(1);
    Trainer trainer(trained.setup, pool);
    RunRecorder recorder(*trained.run, nullptr, &evaluatePart);
    CommandQueue commands;
    commands.post(HyperparameterChange { "temperature", 0.2 });
    drive(trainer, recorder, &commands, {});
    trained.lastDigest = trainer.checkpoint().digest();
    return trained;
}

using Checkpoints = std::vector<std::shared_ptr<const Checkpoint>>;

Checkpoints checkpointsOf(RunFile& file)
{
    Checkpoints checkpoints;
    for (std::size_t i = 0; i < file.checkpointSteps().size(); ++i) {
        checkpoints.push_back(file.checkpoint(i));
        if (checkpoints.back()->step != file.checkpointSteps()[i]) return {};
    }
    return checkpoints;
}

void compareCheckpoints(const Checkpoints& left, const Checkpoints& right)
{
    QCOMPARE(left.size(), right.size());
    for (std::size_t i = 0; i < left.size(); ++i) {
        QCOMPARE(left[i]->digest(), right[i]->digest());
        QVERIFY(left[i]->spec == right[i]->spec);
        QVERIFY(left[i]->batcher == right[i]->batcher);
        QCOMPARE(left[i]->heldSince, right[i]->heldSince);
        QCOMPARE(left[i]->keys.filled, right[i]->keys.filled);
        QCOMPARE(left[i]->keys.queues.size(), right[i]->keys.queues.size());
        for (std::size_t q = 0; q < left[i]->keys.queues.size(); ++q)
            QCOMPARE(left[i]->keys.queues[q].rows(), right[i]->keys.queues[q].rows());
    }
}

std::shared_ptr<Checkpoint> someCheckpoint(std::int64_t step, Index numbers = 5)
{
    auto checkpoint = std::make_shared<Checkpoint>();
    checkpoint->step = step;
    checkpoint->parameters = Vector<float>::Constant(numbers, static_cast<float>(step));
    return checkpoint;
}

/// A row of `steps` as another generation may have it.
struct LaterStep {
    std::int64_t step = 0;
    std::string remark;
    double loss = 0;
};
template <MaybeConst<LaterStep> R, class Visit> void visitColumns(R& r, Visit&& visit)
{
    visit("step", r.step);
    visit("remark", r.remark);
    visit("loss", r.loss);
}

int filesIn(const QTemporaryDir& folder)
{
    int count = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder.path().toStdString()))
        ++count;
    return count;
}

} // namespace

class TestRunFile : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("run.clab")).toStdString();
    }

    void readsWhatWasWritten_data()
    {
        QTest::addColumn<QString>("objective");
        QTest::addColumn<QString>("optimizer");
        QTest::addColumn<int>("modalities");
        QTest::newRow("adamw") << "clip"
                               << "adamw" << 2;
        QTest::newRow("sgd, three modalities") << "clip"
                                               << "sgd" << 3;
        QTest::newRow("queues") << "moco"
                                << "momentum" << 2;
        QTest::newRow("held batch") << "siglip"
                                    << "l-bfgs" << 2;
        QTest::newRow("conjugate gradient") << "clip"
                                            << "ncg" << 2;
    }
    void readsWhatWasWritten()
    {
        QFETCH(QString, objective);
        QFETCH(QString, optimizer);
        QFETCH(int, modalities);
        const Trained trained =
            train(smallSpec({ { "objective", objective.toStdString() },
                      { "optimizer", optimizer.toStdString() }, { "queue_size", "128" },
                      { "steps", "70" }, { "modalities", modalities == 3 ? "a,b,c" : "a,b" } }),
                modalities);
        saveRun(*trained.run, m_path, { "data", "{}" });
        const StoredRun stored = readRun(m_path);
        const Run& read = *stored.run;
        const Checkpoints checkpoints = checkpointsOf(*stored.file);
        QCOMPARE(read.digest(), trained.run->digest());
        QVERIFY(read.spec() == trained.run->spec());
        QCOMPARE(read.began(), trained.run->began());
        QCOMPARE(read.outcome().kind, RunOutcome::Kind::completed);
        QCOMPARE(read.outcome().step, 70);
        QCOMPARE(read.checkpointSpacing(), trained.run->checkpointSpacing());
        QCOMPARE(read.steps.last()->seconds, trained.run->steps.last()->seconds);
        QCOMPARE(read.events.last()->before, trained.run->events.last()->before);
        QCOMPARE(read.evaluations.last()->pairs.size(), std::size_t(modalities == 3 ? 3 : 1));
        QCOMPARE(stored.file->data().digest, std::string("data"));
        QCOMPARE(stored.file->data().facts, std::string("{}"));
        QCOMPARE(stored.file->program(), programName());
        QCOMPARE(stored.file->engineLevel(), std::string(engineLevel()));
        QCOMPARE(read.identity().id, trained.run->identity().id);
        QCOMPARE(read.identity().id.size(), std::size_t(36));
        QVERIFY(checkpoints.size() >= 3);
        compareCheckpoints(checkpoints, trained.run->checkpoints());

        // From every checkpoint after the change, the run goes on as if it had never stopped.
        ThreadPool pool(2);
        for (const auto& checkpoint : checkpoints) {
            if (checkpoint->spec == read.spec()) continue;
            Trainer resumed(trained.setup, pool, *checkpoint);
            while (!resumed.finished())
                resumed.step();
            QCOMPARE(resumed.checkpoint().digest(), trained.lastDigest);
        }
    }

    void keepsNumbersThatAreNone()
    {
        Run run(smallSpec());
        StepMetrics step;
        step.step = 1;
        step.loss = -std::numeric_limits<double>::quiet_NaN();
        step.bias = -0.0;
        step.gradientNorm = std::numeric_limits<double>::infinity();
        run.steps.append(step);
        run.events.append({ RunEvent::Kind::diverged, 1, "温度", "", "a\nb" });
        run.finish({ RunOutcome::Kind::diverged, 1, "learning_rate", {} });
        saveRun(run, m_path, {});
        const StoredRun stored = readRun(m_path);
        QCOMPARE(stored.run->digest(), run.digest());
        QVERIFY(std::isnan(stored.run->steps.last()->loss));
        QVERIFY(std::isinf(stored.run->steps.last()->gradientNorm));
        QCOMPARE(stored.run->outcome().cause, std::string("learning_rate"));
        QCOMPARE(stored.run->events.last()->key, std::string("温度"));
    }

    // Which several connections read.
    void readsALongRun()
    {
        constexpr std::int64_t steps = 150001;
        Run run(smallSpec());
        for (StepMetrics step; step.step < steps;) {
            step.loss = 1.0 / double(++step.step);
            run.steps.append(step);
        }
        run.finish({ RunOutcome::Kind::completed, steps, {}, {} });
        saveRun(run, m_path, {});
        QCOMPARE(readRun(m_path).run->digest(), run.digest());
        {
            Database database(m_path);
            database.execute("UPDATE steps SET loss = 7 WHERE id = 140000");
        }
        QVERIFY(messageOf([&] { (void)readRun(m_path); }).contains("steps, row 140000"));
        {
            Database database(m_path);
            database.execute("DELETE FROM steps WHERE id = 90000");
        }
        QVERIFY(messageOf([&] { (void)readRun(m_path); }).contains("steps, row 90001"));
        {
            Database database(m_path);
            database.execute("DELETE FROM steps WHERE id >= 90000");
        }
        QVERIFY(messageOf([&] { (void)readRun(m_path); }).contains("the last steps"));
    }

    void savesTheNewestCheckpointOfARunThatGoesOn()
    {
        Run run(smallSpec());
        run.keep(someCheckpoint(0));
        saveRun(run, m_path, {}, someCheckpoint(7));
        const StoredRun stored = readRun(m_path);
        QCOMPARE(stored.file->checkpointSteps(), (std::vector<std::int64_t> { 0, 7 }));
        QCOMPARE(stored.file->checkpointAtOrBefore(6)->step, 0);
        QVERIFY(!stored.file->checkpointAtOrBefore(-1));
        QCOMPARE(stored.run->outcome().kind, RunOutcome::Kind::running);
    }

    void followsARunAndItsThinning()
    {
        Run run(smallSpec());
        RunStore store(run, m_path, {});
        std::int64_t last = 0;
        const auto grow = [&](std::int64_t to) {
            for (; last < to; ++last) {
                StepMetrics step;
                step.step = last + 1;
                run.steps.append(step);
                if (step.step % run.checkpointSpacing() == 0) run.keep(someCheckpoint(step.step));
            }
        };
        for (const std::int64_t to : { 60, 1700 }) {
            grow(to);
            QTRY_COMPARE_WITH_TIMEOUT(readRun(m_path).run->steps.size(), std::size_t(to), 20000);
            const auto newestInFile = [&] {
                const StoredRun stored = readRun(m_path);
                const auto& steps = stored.file->checkpointSteps();
                return steps.empty() ? -1 : steps.back();
            };
            QTRY_COMPARE_WITH_TIMEOUT(
                newestInFile(), run.checkpoints().back()->step, 20000); // they come after the steps
            compareCheckpoints(checkpointsOf(*readRun(m_path).file), run.checkpoints());
        }
        QVERIFY(run.checkpointSpacing() > 50);
        grow(1801);
        store.finish();
        QCOMPARE(readRun(m_path).run->steps.size(), std::size_t(1801));
        QCOMPARE(filesIn(*m_folder), 1);
    }

    // The first, the best, the newest, and of the others the more the nearer to the end.
    void keepsFewOfLargeCheckpoints()
    {
        constexpr Index numbers = 1500000;
        constexpr std::int64_t bytes = numbers * 4;
        Run run(smallSpec());
        run.keep(someCheckpoint(0, numbers));
        const auto best = someCheckpoint(350, numbers);
        std::int64_t largest = 0;
        {
            RunFileWriter writer(run, m_path, {});
            writer.append(run);
            writer.moveIntoPlace();
            writer.reopen();
            for (std::int64_t step = 50; step <= 1000; step += 50) {
                run.keep(step == best->step ? best : someCheckpoint(step, numbers));
                if (step == best->step) run.keepBest({ 1, best });
                writer.append(run);
                writer.fold();
                largest = std::max(largest, std::int64_t(fs::file_size(m_path)));
            }
            QCOMPARE(run.keptCheckpoints().size(), std::size_t(21));
            writer.close();
        }
        const auto most = std::int64_t(mostCheckpointBytes);
        QVERIFY2(largest < most + bytes / 2, qPrintable(QString::number(largest)));
        const StoredRun stored = readRun(m_path);
        std::vector<std::int64_t> steps = stored.file->checkpointSteps();
        QCOMPARE(steps.size(), std::size_t(most / bytes));
        QCOMPARE(steps.front(), 0);
        QCOMPARE(steps.back(), 1000);
        QVERIFY(std::ranges::count(steps, best->step) == 1);
        QVERIFY(std::ranges::count_if(steps, [](std::int64_t s) { return s >= 700; }) >= 4);
        for (const std::int64_t step : steps)
            QCOMPARE(stored.run->checkpointAtOrBefore(step)->parameters[numbers - 1], float(step));
        // A whole run, whose best was kept last, and which is written at once.
        run.keep(best);
        run.keep(someCheckpoint(1010, numbers));
        saveRun(run, m_path, {});
        QVERIFY(std::int64_t(fs::file_size(m_path)) < most + bytes / 2);
        steps = readRun(m_path).file->checkpointSteps();
        for (const std::int64_t step : { std::int64_t(0), best->step, std::int64_t(1010) })
            QVERIFY(std::ranges::find(steps, step) != steps.end());
    }

    void aWriterThatIsCutOffLeavesAReadableFile()
    {
        const std::string copy = m_folder->filePath(QStringLiteral("copy.clab")).toStdString();
        const Trained trained = train(smallSpec());
        {
            Run run(smallSpec());
            RunStore store(run, m_path, {});
            for (const StepMetrics& step : trained.run->steps.all())
                run.steps.append(step);
            QTRY_COMPARE_WITH_TIMEOUT(readRun(m_path).run->steps.size(), std::size_t(40), 20000);
            // As they lie on the disk at this moment.
            fs::copy_file(m_path, copy);
            fs::copy_file(m_path + "-wal", copy + "-wal");
        }
        const std::string log = bytesOf(copy + "-wal"), file = bytesOf(copy);
        QVERIFY(!log.empty());
        writeBytes(copy, file + std::string(100, 'x')); // a disk that was full in mid-page
        QCOMPARE(readRun(copy).run->steps.size(), std::size_t(40));
        writeBytes(copy, file);
        writeBytes(copy + "-wal", log.substr(0, log.size() - 5000)); // in the middle of a commit
        QVERIFY(readRun(copy).run->steps.size() <= 40);
        writeBytes(copy + "-wal", log);
        QCOMPARE(readRun(copy).run->outcome().kind, RunOutcome::Kind::running);
        // A new run in its place is not touched by what the old one left behind.
        writeBytes(copy + "-wal", log);
        saveRun(*trained.run, copy, {});
        QCOMPARE(readRun(copy).run->digest(), trained.run->digest());
    }

    void replacesWholeOrNotAtAll()
    {
        const Trained first = train(smallSpec({ { "steps", "12" } }));
        const Trained second = train(smallSpec({ { "steps", "9" } }));
        saveRun(*first.run, m_path, {});
        saveRun(*second.run, m_path, {});
        QCOMPARE(readRun(m_path).run->digest(), second.run->digest());
        QCOMPARE(filesIn(*m_folder), 1);
        const RunStore store(*first.run, m_path, {});
        const QString message = messageOf([&] { saveRun(*second.run, m_path, {}); });
        QVERIFY2(
            message.contains(QStringLiteral("another program is writing it")), qPrintable(message));
        QCOMPARE(readRun(m_path).run->digest(), first.run->digest());
    }

    void leavesForeignFilesAlone_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("text") << QByteArray("not a run");
        QTest::newRow("empty") << QByteArray();
        QByteArray database("SQLite format 3", 16);
        QTest::newRow("another data base") << database + QByteArray(200, '\0');
    }
    void leavesForeignFilesAlone()
    {
        QFETCH(QByteArray, bytes);
        writeBytes(m_path, bytes.toStdString());
        const Run run(smallSpec());
        for (const auto& act : std::vector<std::function<void()>> { [&] { (void)readRun(m_path); },
                 [&] { saveRun(run, m_path, {}); }, [&] { RunStore(run, m_path, {}); } }) {
            const QString message = messageOf(act);
            QVERIFY2(
                message.contains(QStringLiteral("run file of ContrastLab")), qPrintable(message));
            QVERIFY(message.startsWith(QString::fromStdString(m_path)) && !message.contains('\n'));
        }
        QCOMPARE(bytesOf(m_path), bytes.toStdString());
        QCOMPARE(filesIn(*m_folder), 1);
    }

    void namesWhatIsWrongWithPlaces()
    {
        const Run run(smallSpec());
        const std::string folder = m_folder->path().toStdString();
        QVERIFY(messageOf([&] { (void)readRun(m_path); }).contains("cannot be read: No such file"));
        QVERIFY(messageOf([&] { (void)readRun(folder); }).contains("found a folder"));
        QVERIFY(messageOf([&] { saveRun(run, folder, {}); }).contains("it is a folder"));
        QVERIFY(messageOf([&] { saveRun(run, "/dev/full", {}); }).contains("not overwritten"));
        const QString missing = messageOf([&] { saveRun(run, folder + "/no/run.clab", {}); });
        QVERIFY2(missing.startsWith(QString::fromStdString(folder + "/no/run.clab: cannot be")),
            qPrintable(missing));
    }

    // A toy run of each generation, as the program of its time wrote it: moco with queues and
    // momentum over a synthetic world of 300 items, 60 steps, the temperature changed to 0.2 at the
    // start.
    void readsFilesOfEveryGeneration_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<qulonglong>("digest");
        QTest::addColumn<QString>("program");
        QTest::newRow("1") << "toy-0.1.0.clab" << qulonglong(0xa4fef65331efb90e)
                           << "ContrastLab 0.1.0";
        QTest::newRow("2") << "toy-generation-2.clab" << qulonglong(0xd2dddb6bbf4d0268)
                           << "ContrastLab 0.1.0";
        QTest::newRow("3") << "toy-generation-3.clab" << qulonglong(0xf74ef30a1bec1467)
                           << "ContrastLab 0.1.0";
    }
    void readsFilesOfEveryGeneration()
    {
        QFETCH(QString, name);
        QFETCH(qulonglong, digest);
        QFETCH(QString, program);
        fs::copy_file(std::string(FIXTURES "/runs/") + name.toStdString(), m_path);
        const StoredRun stored = readRun(m_path);
        const Run& run = *stored.run;
        QCOMPARE(run.digest(), digest);
        QCOMPARE(stored.file->program(), program.toStdString());
        QCOMPARE(run.steps.size(), std::size_t(60));
        QCOMPARE(run.evaluations.size(), std::size_t(7));
        QCOMPARE(run.events.size(), std::size_t(1));
        QCOMPARE(run.outcome().kind, RunOutcome::Kind::completed);
        QCOMPARE(stored.file->checkpointSteps(), (std::vector<std::int64_t> { 0, 50, 60 }));
        const bool isFirst = name.contains(QStringLiteral("0.1.0"));
        QCOMPARE(run.identity().id.empty(), isFirst);
        QCOMPARE(stored.file->engineLevel().empty(), isFirst);
        QCOMPARE(stored.file->data().facts.empty(), isFirst);
        const bool hasViews = name.contains(QStringLiteral("generation-3"));
        QCOMPARE(stored.file->frameSteps(),
            (hasViews ? std::vector<std::int64_t> { 20, 40, 60 } : std::vector<std::int64_t> {}));
        QCOMPARE(run.diagnostics.size(), std::size_t(hasViews ? 3 : 0));
        QCOMPARE(run.frames.newest() != nullptr, hasViews);
        if (hasViews) {
            QCOMPARE(run.frames.newest()->embeddings[1].cols(), Index(4));
            QCOMPARE(run.diagnostics.newest()->heldOut.modalityGap, 0.27177181998943412);
        }

        // It goes on from there as it did then, to the rounding of another processor.
        SyntheticWorld world;
        world.items = 300;
        world.heldOut = 33;
        auto dataset = std::make_shared<Dataset>(makeSyntheticWorld(world, 0));
        QCOMPARE(dataset->digest, stored.file->data().digest);
        ThreadPool pool(1);
        const auto setup = std::make_shared<RunSetup>(run.spec(), dataset);
        Trainer trainer(setup, pool, *stored.file->checkpoint(1));
        while (!trainer.finished())
            trainer.step();
        const Vector<float> then = stored.file->checkpoint(2)->parameters;
        QVERIFY((trainer.parameters() - then).norm() < 1e-3f * then.norm());
    }

    // Since generation 4 the recall of a guess stands beside what was found, and the best
    // checkpoint among the others.
    void readsGenerationFour()
    {
        fs::copy_file(std::string(FIXTURES "/runs/toy-generation-4.clab"), m_path);
        const StoredRun stored = readRun(m_path);
        QCOMPARE(qulonglong(stored.run->digest()), qulonglong(0x3f17e4ad092c23a9));
        QCOMPARE(stored.file->checkpointSteps(), (std::vector<std::int64_t> { 0, 50, 30, 60 }));
        const auto evaluations = stored.run->evaluations.all();
        const auto best = std::ranges::min_element(evaluations, {}, &EvaluationMetrics::loss);
        QCOMPARE(best->step, std::int64_t(30));
        for (const EvaluationMetrics& judged : evaluations) {
            QCOMPARE(judged.pairs[0].chanceAToB.recallAt10, 10.0 / 33);
            QCOMPARE(judged.pairs[0].chanceBToA.medianRank, 17.0);
            QVERIFY(std::isnan(judged.classAccuracy));
        }
        fs::remove(m_path);
        fs::copy_file(std::string(FIXTURES "/runs/toy-generation-3.clab"), m_path);
        QVERIFY(std::isnan(readRun(m_path).run->evaluations.last()->pairs[0].chanceAToB.recallAt1));
    }

    // Since generation 5 how the test items were judged at the end: 40 of 240 pictures of four
    // classes.
    void readsGenerationFive()
    {
        fs::copy_file(std::string(FIXTURES "/runs/classes-generation-5.clab"), m_path);
        const StoredRun stored = readRun(m_path);
        const auto test = stored.run->test();
        QVERIFY(test.has_value());
        QCOMPARE(test->step, std::int64_t(60));
        QCOMPARE(test->items, std::int64_t(40));
        QCOMPARE(test->classChance, 0.25);
        QVERIFY(test->classAccuracy > 0.9);
        QCOMPARE(test->pairs.size(), std::size_t(1));
        QCOMPARE(test->pairs[0].aToB.recallAt1, test->aToB.recallAt1);
    }

    // Since generation 6 frames have the embeddings of training items, every temperature and the
    // bias.
    void readsGenerationSix()
    {
        fs::copy_file(std::string(FIXTURES "/runs/siglip-generation-6.clab"), m_path);
        const auto frame = readRun(m_path).run->frames.newest();
        QCOMPARE(frame->step, std::int64_t(60));
        QCOMPARE(frame->bias, -9.8721828460693359);
        QCOMPARE(frame->temperatures.size(), Index(1));
        QCOMPARE(frame->temperatures[0], frame->temperature);
        QCOMPARE(frame->trainingEmbeddings.size(), std::size_t(2));
        QCOMPARE(frame->trainingEmbeddings[1].rows(), Index(64));
        const Matrix<float> cosines =
            frame->trainingEmbeddings[0] * frame->trainingEmbeddings[1].transpose();
        QVERIFY((cosines - frame->trainingSimilarities[0]).norm() < 1e-4f);
        fs::remove(m_path);
        fs::copy_file(std::string(FIXTURES "/runs/toy-generation-3.clab"), m_path);
        const auto before = readRun(m_path).run->frames.newest();
        QVERIFY(std::isnan(before->bias));
        QVERIFY(before->temperatures.size() == 0 && before->trainingEmbeddings.empty());
    }

    void testItemsAreWrittenAtTheEnd()
    {
        Trained trained = train(smallSpec());
        EvaluationMetrics test = *trained.run->evaluations.last();
        test.loss = 1.25;
        test.pairs = {};
        test.pairs.push_back({ 0, 1, true, { 0.5, 0.75, 1, 2 }, {}, {}, {} });
        trained.run->keepTest(test);
        saveRun(*trained.run, m_path, {});
        const auto read = readRun(m_path).run->test();
        QVERIFY(read.has_value());
        QCOMPARE(read->loss, 1.25);
        QCOMPARE(read->step, test.step);
        QCOMPARE(read->aToB.recallAt5, test.aToB.recallAt5);
        QCOMPARE(read->pairs.size(), std::size_t(1));
        QCOMPARE(read->pairs[0].aToB.recallAt5, 0.75);
        fs::remove(m_path);
        saveRun(*train(smallSpec()).run, m_path, {});
        QVERIFY(!readRun(m_path).run->test());
    }

    // A later generation that this one can read: a column and a table more, a column fewer.
    void readsWhatItKnowsOfLaterGenerations()
    {
        const Trained trained = train(smallSpec());
        saveRun(*trained.run, m_path, {});
        {
            Database database(m_path);
            database.execute("DROP TABLE steps");
            database.execute(createTable("steps", columnsOf<LaterStep>()));
            RowWriter<LaterStep> rows(database, "steps");
            std::int64_t id = 0;
            for (const StepMetrics& step : trained.run->steps.all())
                rows.write(++id, { step.step, "later", step.loss });
            database.execute("CREATE TABLE remarks(text TEXT CHECK (length(text) < 9))");
            database.execute("CREATE VIEW best AS SELECT min(loss) FROM steps");
            database.execute("PRAGMA user_version = 9");
        }
        const StoredRun stored = readRun(m_path);
        QCOMPARE(stored.run->steps.size(), trained.run->steps.size());
        QCOMPARE(stored.run->steps.last()->step, trained.run->steps.last()->step);
        QCOMPARE(stored.run->steps.last()->loss, trained.run->steps.last()->loss);
        QVERIFY(std::isnan(stored.run->steps.last()->bias));
        QCOMPARE(stored.run->steps.last()->batchSize, 0);
        compareCheckpoints(checkpointsOf(*stored.file), trained.run->checkpoints());
    }

    void tellsGenerationsThatItCannotRead()
    {
        saveRun(Run(smallSpec()), m_path, {});
        {
            Database database(m_path);
            RunRow row;
            {
                RowReader<RunRow> rows(database, "run");
                QVERIFY(rows.next());
                row = rows.read();
            }
            row.minimumReader = 99;
            row.program = "ContrastLab 9";
            database.execute("DELETE FROM run");
            RowWriter<RunRow>(database, "run").write(1, row);
        }
        const QString message = messageOf([&] { (void)readRun(m_path); });
        QVERIFY2(message.contains("generation 99") && message.contains("ContrastLab 9"),
            qPrintable(message));
    }

    // What is computed when it is read may take for ever.
    void refusesTablesThatCompute_data()
    {
        QTest::addColumn<QString>("table");
        QTest::newRow("view") << "CREATE VIEW steps AS SELECT * FROM events";
        QTest::newRow("generated") << "CREATE TABLE steps(id INTEGER PRIMARY KEY, step INTEGER, "
                                      "loss REAL AS (1.0), digest INTEGER)";
        QTest::newRow("check") << "CREATE TABLE \"steps\" (\"id\" INTEGER PRIMARY KEY, \"step\" "
                                  "INTEGER CHECK (1), \"digest\" INTEGER)";
        QTest::newRow("none") << "CREATE TABLE other(id)";
    }
    void refusesTablesThatCompute()
    {
        QFETCH(QString, table);
        saveRun(Run(smallSpec()), m_path, {});
        {
            Database database(m_path);
            database.execute("DROP TABLE steps");
            database.execute(table.toStdString());
        }
        const QString message = messageOf([&] { (void)readRun(m_path); });
        QVERIFY2(
            message.contains("table steps") && message.contains("damaged"), qPrintable(message));
    }

    void aPathHasOneWriter()
    {
        const Run run(smallSpec()), other(smallSpec());
        const auto refused = [&](const std::function<void()>& act) {
            return messageOf(act).contains("another program is writing it");
        };
        {
            const PathLock lock(m_path); // before there is any file
            QVERIFY(refused([&] { saveRun(run, m_path, {}); }));
            QVERIFY(refused([&] { RunStore(run, m_path, {}); }));
            QVERIFY(isBeingWritten(m_path));
        }
        QCOMPARE(filesIn(*m_folder), 0);
        RunStore store(run, m_path, {});
        QVERIFY(refused([&] { RunStore(other, m_path, {}); }));
        QVERIFY(isBeingWritten(m_path));
        store.finish();
        store.finish();
        QVERIFY(!isBeingWritten(m_path));
        QCOMPARE(readRun(m_path).run->identity().id, run.identity().id);
        QCOMPARE(filesIn(*m_folder), 1);
    }

    void aFileThatGoesIsWrittenAnew_data()
    {
        QTest::addColumn<QString>("how");
        for (const char* how : { "removed", "renamed", "replaced", "overwritten" })
            QTest::newRow(how) << how;
    }
    void aFileThatGoesIsWrittenAnew()
    {
        QFETCH(QString, how);
        const std::string other = m_folder->filePath(QStringLiteral("other.clab")).toStdString();
        const std::string rescue =
            m_folder->filePath(QStringLiteral("run.rescue.clab")).toStdString();
        const Trained trained = train(smallSpec());
        const Run empty(smallSpec());
        Run run(smallSpec());
        run.keep(someCheckpoint(0));
        RunStore store(run, m_path, {});
        for (const StepMetrics& step : trained.run->steps.since(0, 20))
            run.steps.append(step);
        QTRY_COMPARE_WITH_TIMEOUT(store.stepsWritten(), std::size_t(20), 60000);
        if (how == "removed") {
            fs::remove(m_path);
        } else if (how == "renamed") {
            fs::rename(m_path, other);
        } else {
            saveRun(empty, other, {});
            if (how == "replaced")
                fs::rename(other, m_path);
            else
                fs::copy_file(other, m_path, fs::copy_options::overwrite_existing);
        }
        for (const StepMetrics& step : trained.run->steps.since(20))
            run.steps.append(step);
        const bool isAnothers = how == "replaced" || how == "overwritten";
        const std::string place = isAnothers ? rescue : m_path;
        QTRY_VERIFY_WITH_TIMEOUT(fs::exists(place), 60000);
        store.finish();
        const auto notices = store.takeNotices();
        QCOMPARE(notices.size(), std::size_t(1));
        const std::string notice = english(notices[0]);
        QVERIFY2(notice.find("was " + how.toStdString().substr(0, 6)) != std::string::npos
                || how == "renamed",
            notice.c_str());
        QVERIFY2(notice.starts_with(m_path + ": "), notice.c_str());
        QVERIFY(!notices[0].quoted); // the window says it in another language
        const StoredRun stored = readRun(place);
        QCOMPARE(checkpointsOf(*stored.file).size(), std::size_t(1));
        QCOMPARE(stored.run->steps.last()->step, 40);
        if (isAnothers) { // its file is left alone
            QCOMPARE(readRun(m_path).run->digest(), empty.digest());
            QCOMPARE(readRun(m_path).run->identity().id, empty.identity().id);
        }
        QCOMPARE(stored.run->digest(), run.digest());
        QCOMPARE(stored.run->steps.size(), std::size_t(40));
        if (how == "renamed") QVERIFY(readRun(other).run->steps.size() <= 40);
    }

    void aLockThatIsHeldToTheEndLosesNothing()
    {
        const Trained trained = train(smallSpec());
        Run run(smallSpec());
        run.keep(someCheckpoint(0));
        RunStore store(run, m_path, {});
        for (const StepMetrics& step : trained.run->steps.all())
            run.steps.append(step);
        QTRY_COMPARE_WITH_TIMEOUT(store.stepsWritten(), std::size_t(40), 60000);
        Database holder(m_path);
        holder.execute("BEGIN IMMEDIATE");
        run.events.append({ RunEvent::Kind::note, 40, "a", {}, "b" });
        run.finish({ RunOutcome::Kind::completed, 40, {}, {} });
        std::string message;
        try {
            store.finish();
        } catch (const std::exception& error) {
            message = error.what();
        }
        QVERIFY2(message.find("another program is writing it") != std::string::npos
                && message.find("run.rescue.clab") != std::string::npos,
            message.c_str());
        const StoredRun stored =
            readRun(m_folder->filePath(QStringLiteral("run.rescue.clab")).toStdString());
        QCOMPARE(stored.run->digest(), run.digest());
        QCOMPARE(stored.run->outcome().kind, RunOutcome::Kind::completed);
    }

    // Who copies the file alone of a run that goes on, or was killed, has what it had seconds ago.
    void theFileAloneIsWholeEveryFewSeconds()
    {
        const std::string copy = m_folder->filePath(QStringLiteral("copy.clab")).toStdString();
        const Trained trained = train(smallSpec());
        Run run(smallSpec());
        RunStore store(run, m_path, {});
        for (const StepMetrics& step : trained.run->steps.all())
            run.steps.append(step);
        const auto stepsInCopy = [&] {
            fs::copy_file(m_path, copy, fs::copy_options::overwrite_existing);
            RunFile file(copy);
            return file.lastStep();
        };
        QTRY_COMPARE_WITH_TIMEOUT(stepsInCopy(), 40, 60000);
        QVERIFY(fs::exists(m_path + "-wal")); // it does go on
    }

    // On a little disk, a log that has filled it could not be folded into the file any more.
    void theLogBesideStaysSmall()
    {
        Run run(smallSpec());
        RunStore store(run, m_path, {});
        for (std::int64_t step = 50; step <= 1000; step += 50) {
            auto checkpoint = someCheckpoint(step);
            checkpoint->parameters = Vector<float>::Ones(100'000);
            run.keep(checkpoint);
        }
        for (const std::int64_t step : { 1, 2 }) { // the second comes after all checkpoints
            run.steps.append({ .step = step });
            QTRY_COMPARE_WITH_TIMEOUT(store.stepsWritten(), std::size_t(step), 60000);
        }
        QVERIFY2(fs::file_size(m_path + "-wal") < 3'000'000, // of 8 MB
            std::to_string(fs::file_size(m_path + "-wal")).c_str());
    }

    // A run must end before what it cannot write takes all memory.
    void stepsDoNotWaitForEver()
    {
        const Trained trained = train(smallSpec());
        Run run(smallSpec());
        RunStore store(run, m_path, {});
        Database holder(m_path);
        holder.execute("BEGIN IMMEDIATE");
        for (const StepMetrics& step : trained.run->steps.all())
            run.steps.append(step);
        store.requireRoom(40);
        QTRY_VERIFY_WITH_TIMEOUT(store.trouble(), 60000);
        QVERIFY(!store.trouble()->quoted); // the window says it in another language
        QVERIFY(english(*store.trouble()).starts_with(m_path + ": another program"));
        std::string message;
        try {
            store.requireRoom(39);
        } catch (const std::exception& error) {
            message = error.what();
        }
        QVERIFY2(message.find("another program is writing it; 40 steps wait") != std::string::npos,
            message.c_str());
        holder.execute("ROLLBACK");
        store.finish();
        QCOMPARE(readRun(m_path).run->steps.size(), std::size_t(40));
    }

    void aBranchKnowsItsParent()
    {
        const Run parent(smallSpec());
        const Run branch(parent, *someCheckpoint(7));
        saveRun(branch, m_path, {});
        const RunIdentity identity = readRun(m_path).run->identity();
        QCOMPARE(identity.parentId, parent.identity().id);
        QVERIFY(identity.id != parent.identity().id);
        QCOMPARE(identity.branchedAt, 7);
        Run again(branch, *someCheckpoint(9)); // as the same run
        again.takeIdentity(branch.identity());
        saveRun(again, m_path, {});
        QCOMPARE(readRun(m_path).run->identity().parentId, parent.identity().id);
        QCOMPARE(readRun(m_path).run->identity().branchedAt, 7);
    }

    // Every stretch of the file is damaged once: what is read is what was written, or it is
    // refused.
    void noticesDamageAndTruncation()
    {
        const Trained trained = train(smallSpec({ { "steps", "20" } }));
        saveRun(*trained.run, m_path, { "data", {} });
        const std::string whole = bytesOf(m_path);
        int refused = 0;
        for (std::size_t place = 100; place < whole.size(); place += 1009) {
            std::string bytes = whole;
            bytes[place] = static_cast<char>(bytes[place] ^ 0x10);
            writeBytes(m_path, bytes);
            const QString message = messageOf([&] {
                const StoredRun stored = readRun(m_path);
                QCOMPARE(stored.run->digest(), trained.run->digest());
                compareCheckpoints(checkpointsOf(*stored.file), trained.run->checkpoints());
            });
            refused += !message.isEmpty();
            QVERIFY(!message.contains('\n'));
        }
        QVERIFY(refused > 20);
        for (const std::size_t size : { whole.size() - 1, whole.size() - 20000, whole.size() / 2,
                 std::size_t(16384), std::size_t(101) }) {
            writeBytes(m_path, whole.substr(0, size));
            const QString message = messageOf([&] { (void)readRun(m_path); });
            QVERIFY2(message.contains(QStringLiteral("damaged")), qPrintable(message));
        }
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_path;
};

QTEST_GUILESS_MAIN(TestRunFile)
#include "tst_run_file.moc"
