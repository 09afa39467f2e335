// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Run files: what is read equals what was written, a run resumed from a file equals one that never
// stopped, a writer that is cut off leaves a readable file, and bad files give one clear line.
#include "base/problem.h"
#include "store/run_store.h"
#include "support/small_run.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>

using namespace contrastlab;

namespace {

namespace fs = std::filesystem;

std::string bytesOf(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return { std::istreambuf_iterator<char>(file), {} };
}

void writeBytes(const std::string& path, const std::string& bytes)
{
    std::ofstream(path, std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

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
    RunRecorder recorder(*trained.run, nullptr, &evaluateTrainer);
    CommandQueue commands;
    commands.post(HyperparameterChange { "temperature", 0.2 });
    drive(trainer, recorder, &commands, {});
    trained.lastDigest = trainer.checkpoint().digest();
    return trained;
}

void compareCheckpoints(const Run& a, const Run& b)
{
    const auto left = a.checkpoints(), right = b.checkpoints();
    QCOMPARE(left.size(), right.size());
    for (std::size_t i = 0; i < left.size(); ++i) {
        QCOMPARE(left[i]->digest(), right[i]->digest());
        QVERIFY(left[i]->spec == right[i]->spec);
        QVERIFY(left[i]->batcher == right[i]->batcher);
        QCOMPARE(left[i]->heldSince, right[i]->heldSince);
        QCOMPARE(left[i]->queueFilled, right[i]->queueFilled);
        QCOMPARE(left[i]->queues.size(), right[i]->queues.size());
        for (std::size_t q = 0; q < left[i]->queues.size(); ++q)
            QCOMPARE(left[i]->queues[q].rows(), right[i]->queues[q].rows());
    }
}

std::shared_ptr<Checkpoint> someCheckpoint(std::int64_t step)
{
    auto checkpoint = std::make_shared<Checkpoint>();
    checkpoint->step = step;
    checkpoint->parameters = Vector<float>::Constant(5, static_cast<float>(step));
    return checkpoint;
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
        saveRun(*trained.run, m_path, "data");
        const StoredRun stored = readRun(m_path);
        const Run& read = *stored.run;
        QCOMPARE(read.digest(), trained.run->digest());
        QVERIFY(read.spec() == trained.run->spec());
        QCOMPARE(read.began(), trained.run->began());
        QCOMPARE(read.outcome().kind, RunOutcome::Kind::completed);
        QCOMPARE(read.outcome().step, 70);
        QCOMPARE(read.checkpointSpacing(), trained.run->checkpointSpacing());
        QCOMPARE(read.steps.last()->seconds, trained.run->steps.last()->seconds);
        QCOMPARE(read.events.last()->before, trained.run->events.last()->before);
        QCOMPARE(read.evaluations.last()->pairs.size(), std::size_t(modalities == 3 ? 3 : 1));
        QCOMPARE(stored.dataDigest, std::string("data"));
        QCOMPARE(stored.program, programName());
        QVERIFY(read.checkpoints().size() >= 3);
        compareCheckpoints(read, *trained.run);

        // From every checkpoint after the change, the run goes on as if it had never stopped.
        ThreadPool pool(2);
        for (const auto& checkpoint : read.checkpoints()) {
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

    void savesTheNewestCheckpointOfARunThatGoesOn()
    {
        Run run(smallSpec());
        run.keep(someCheckpoint(0));
        saveRun(run, m_path, {}, someCheckpoint(7));
        const StoredRun stored = readRun(m_path);
        QCOMPARE(stored.run->checkpoints().back()->step, 7);
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
            compareCheckpoints(*readRun(m_path).run, run);
        }
        QVERIFY(run.checkpointSpacing() > 50);
        grow(1801);
        store.finish();
        QCOMPARE(readRun(m_path).run->steps.size(), std::size_t(1801));
        QCOMPARE(filesIn(*m_folder), 1);
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
        const std::string log = bytesOf(copy + "-wal");
        QVERIFY(!log.empty());
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

    void tellsNewerVersions()
    {
        saveRun(Run(smallSpec()), m_path, {});
        std::string bytes = bytesOf(m_path);
        bytes[63] = 2; // the low byte of user_version
        writeBytes(m_path, bytes);
        const QString message = messageOf([&] { (void)readRun(m_path); });
        QVERIFY2(message.contains(QStringLiteral("version 2")), qPrintable(message));
    }

    // Every stretch of the file is damaged once: what is read is what was written, or it is
    // refused.
    void noticesDamageAndTruncation()
    {
        const Trained trained = train(smallSpec({ { "steps", "20" } }));
        saveRun(*trained.run, m_path, "data");
        const std::string whole = bytesOf(m_path);
        int refused = 0;
        for (std::size_t place = 100; place < whole.size(); place += 1009) {
            std::string bytes = whole;
            bytes[place] = static_cast<char>(bytes[place] ^ 0x10);
            writeBytes(m_path, bytes);
            const QString message = messageOf([&] {
                const StoredRun stored = readRun(m_path);
                QCOMPARE(stored.run->digest(), trained.run->digest());
                compareCheckpoints(*stored.run, *trained.run);
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
