// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Frames and diagnostics in run files: what is read equals what was written, the file thins them as
// the run does, a writer that is cut off leaves whole ones, and damage is noticed.
#include "base/problem.h"
#include "store/run_file.h"
#include "store/run_store.h"
#include "support/file_bytes.h"
#include "support/small_run.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

namespace fs = std::filesystem;

/// Of a trainer in steps of 10.
std::shared_ptr<Run> runWithFrames(const RunSpec& spec, int modalities)
{
    const auto setup = smallSetup(spec, modalities);
    const ProbeSet probes = chooseProbes(*setup);
    auto run = std::make_shared<Run>(spec);
    ThreadPool pool(1);
    Trainer trainer(setup, pool);
    RunRecorder recorder(*run, nullptr, &evaluatePart);
    recorder.onStart(trainer);
    while (!trainer.finished()) {
        recorder.onStep(trainer.step(), trainer);
        if (trainer.steps() % 10 != 0) continue;
        const auto before = run->frames.newest();
        run->frames.append(analyseProbes(pool, *setup, probes, trainer.checkpoint(), before.get()));
    }
    recorder.onFinish({ RunOutcome::Kind::completed, trainer.steps(), {}, {} }, trainer);
    return run;
}

/// All numbers of it tell which step it is of.
ProbeFrame plainFrame(std::int64_t step, Index items = 3)
{
    const auto value = static_cast<float>(step);
    ProbeFrame frame;
    frame.step = step;
    frame.similarities = { Matrix<float>::Constant(2, 2, value) };
    frame.trainingSimilarities = { Matrix<float>::Constant(3, 3, -value) };
    frame.embeddings = { 2, Matrix<float>::Constant(items, 4, value) };
    frame.trainingEmbeddings = { 2, Matrix<float>::Constant(3, 4, value + 0.5f) };
    frame.temperatures = Vector<double>::Constant(1, 0.1 + double(value));
    frame.bias = -double(value);
    frame.points = { 2, Matrix<float>::Constant(items, 2, value) };
    frame.basis = Matrix<float>::Constant(4, 2, value);
    frame.centre = Vector<float>::Constant(4, value);
    return frame;
}

bool areSame(const ProbeFrame& left, const ProbeFrame& right)
{
    return left.step == right.step && left.temperature == right.temperature
        && left.similarities == right.similarities
        && left.trainingSimilarities == right.trainingSimilarities
        && left.embeddings == right.embeddings
        && left.trainingEmbeddings == right.trainingEmbeddings
        && left.temperatures == right.temperatures && left.bias == right.bias
        && left.points == right.points && left.explained[0] == right.explained[0]
        && left.explained[1] == right.explained[1] && left.basis == right.basis
        && left.centre == right.centre;
}

/// Every frame that the file has is whole, and the one of its step.
void requireWholeFrames(RunFile& file)
{
    for (const std::int64_t step : file.frameSteps())
        QVERIFY(areSame(*file.frame(step), plainFrame(step, file.frame(step)->points[0].rows())));
}

std::vector<std::int64_t> stepsOf(const ThinnedLog<ProbeFrame>& log)
{
    std::vector<std::int64_t> steps;
    for (const auto& frame : log.all())
        steps.push_back(frame->step);
    return steps;
}

TrainingDiagnostics someDiagnostics(std::int64_t step)
{
    TrainingDiagnostics entry;
    entry.step = step;
    entry.items = 60;
    entry.heldOut.retrieval.aToB = { 0.1, 0.2, 0.3, 4, 5.5, 60 };
    entry.heldOut.retrieval.bToA = { 0.4, 0.5, 0.6, 7, 8.5, 61 };
    entry.heldOut.similarity.positives[3] = 17;
    entry.heldOut.similarity.negatives[63] = std::int64_t(1) << 40;
    entry.heldOut.similarity.overlapAuc = 0.93;
    entry.heldOut.similarity.falseNegativeShare = 0.07;
    entry.heldOut.alignment = 1.25;
    entry.heldOut.modalityProbe = std::nan("");
    entry.heldOut.a.spectrum.singularValues = Vector<double>::LinSpaced(12, 3, 1);
    entry.heldOut.a.spectrum.rankMe = 8.5;
    entry.heldOut.a.collapse = Collapse::complete;
    entry.heldOut.b.spectrum.variances = Vector<double>::LinSpaced(5, 2, 1);
    entry.heldOut.b.linearProbe = 0.75;
    entry.temperature = 0.07;
    entry.clamp = Clamp::upper;
    entry.batchSize = 32;
    entry.towerGradientNorm = { 1, 2, 3 };
    entry.informationBound = 1.5;
    entry.duplicateFloor = 0.125;
    entry.classAccuracies = Vector<double>::LinSpaced(3, 0, 1);
    return entry;
}

} // namespace

class TestRunViews : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("run.clab")).toStdString();
    }

    void framesAreReadAsTheyWereWritten_data()
    {
        QTest::addColumn<int>("modalities");
        QTest::newRow("two modalities") << 2;
        QTest::newRow("three modalities") << 3;
    }
    void framesAreReadAsTheyWereWritten()
    {
        QFETCH(int, modalities);
        const auto run = runWithFrames(
            smallSpec({ { "modalities", modalities == 3 ? "a,b,c" : "a,b" } }), modalities);
        saveRun(*run, m_path, {});
        const StoredRun stored = readRun(m_path);
        QCOMPARE(stored.run->digest(), run->digest());
        QCOMPARE(stored.file->frameSteps(), (std::vector<std::int64_t> { 10, 20, 30, 40 }));
        const auto written = run->frames.all();
        const auto read = stored.run->frames.all();
        QCOMPARE(read.size(), written.size());
        for (std::size_t i = 0; i < read.size(); ++i)
            QVERIFY(areSame(*read[i], *written[i]));
        QCOMPARE(read[0]->similarities.size(), std::size_t(modalities == 3 ? 3 : 1));
        QVERIFY(!stored.file->frame(11));
        // It is saved again as it was, from its file.
        const std::string again = m_folder->filePath(QStringLiteral("again.clab")).toStdString();
        saveRun(*stored.run, again, {});
        QVERIFY(areSame(*readRun(again).run->frames.newest(), *written.back()));
    }

    // The log of a run that was read holds no frame that nobody looks at.
    void framesAreReadWhenAskedFor()
    {
        const auto run = runWithFrames(smallSpec(), 2);
        saveRun(*run, m_path, {});
        const StoredRun stored = readRun(m_path);
        const ThinnedLog<ProbeFrame>& frames = stored.run->frames;
        QCOMPARE(frames.size(), std::size_t(4));
        std::weak_ptr<const ProbeFrame> seen;
        {
            const auto frame = frames.atOrBefore(29);
            QCOMPARE(frame->step, 20);
            QCOMPARE(frames.atOrBefore(20), frame);
            seen = frame;
        }
        QVERIFY(seen.expired());
        QVERIFY(!frames.atOrBefore(9));
        QCOMPARE(frames.newest()->step, 40);
        QCOMPARE(frames.since(25).size(), std::size_t(2));
        const Run branch(*stored.run, *stored.file->checkpointAtOrBefore(40));
        QCOMPARE(branch.frames.size(), std::size_t(4));
    }

    void diagnosticsAreReadAsTheyWereWritten()
    {
        Run run(smallSpec());
        const TrainingDiagnostics written = someDiagnostics(7);
        run.diagnostics.append(someDiagnostics(3));
        run.diagnostics.append(written);
        saveRun(run, m_path, {});
        const StoredRun stored = readRun(m_path);
        QCOMPARE(stored.run->diagnostics.size(), std::size_t(2));
        const auto read = stored.run->diagnostics.newest();
        const Diagnostics &found = read->heldOut, &expected = written.heldOut;
        QCOMPARE(read->step, 7);
        QCOMPARE(read->items, 60);
        QCOMPARE(found.retrieval.aToB.recallAt5, 0.2);
        QCOMPARE(found.retrieval.bToA.meanRank, 8.5);
        QCOMPARE(found.retrieval.bToA.queries, Index(61));
        QCOMPARE(found.similarity.positives, expected.similarity.positives);
        QCOMPARE(found.similarity.negatives, expected.similarity.negatives);
        QCOMPARE(found.similarity.overlapAuc, 0.93);
        QCOMPARE(found.similarity.falseNegativeShare, 0.07);
        QCOMPARE(found.alignment, 1.25);
        QVERIFY(std::isnan(found.modalityProbe));
        QCOMPARE(found.a.spectrum.singularValues, expected.a.spectrum.singularValues);
        QCOMPARE(found.a.spectrum.variances.size(), Index(0));
        QCOMPARE(found.a.spectrum.rankMe, 8.5);
        QCOMPARE(found.a.collapse, Collapse::complete);
        QCOMPARE(found.b.collapse, Collapse::none);
        QCOMPARE(found.b.spectrum.variances, expected.b.spectrum.variances);
        QCOMPARE(found.b.linearProbe, 0.75);
        QCOMPARE(read->temperature, 0.07);
        QCOMPARE(read->clamp, Clamp::upper);
        QCOMPARE(read->batchSize, 32);
        QCOMPARE(read->towerGradientNorm[2], 3.0);
        QCOMPARE(read->informationBound, 1.5);
        QCOMPARE(read->duplicateFloor, 0.125);
        QCOMPARE(read->classAccuracies, written.classAccuracies);
    }

    // 1,200 frames of 28 KB are 34 MB; the run keeps at most 256 of them.
    void theFileIsThinnedAsTheRunIs()
    {
        Run run(smallSpec());
        RunStore store(run, m_path, {});
        const auto isFollowed = [&] { return RunFile(m_path).frameSteps() == stepsOf(run.frames); };
        for (int step = 1; step <= 1200; ++step) {
            run.frames.append(plainFrame(step, 600));
            run.diagnostics.append(someDiagnostics(step));
            if (step % 200 == 0) QTRY_VERIFY_WITH_TIMEOUT(isFollowed(), 60000);
        }
        store.finish();
        QVERIFY(run.frames.size() <= 256 && run.frames.size() >= 100);
        QVERIFY2(fs::file_size(m_path) < 600 * bytesOf(*run.frames.newest()),
            std::to_string(fs::file_size(m_path)).c_str());
        const StoredRun stored = readRun(m_path);
        QCOMPARE(stored.run->diagnostics.size(), run.diagnostics.size());
        requireWholeFrames(*stored.file);
    }

    void aWriterThatIsCutOffLeavesWholeFrames()
    {
        const std::string copy = m_folder->filePath(QStringLiteral("copy.clab")).toStdString();
        {
            Run run(smallSpec());
            RunStore store(run, m_path, {});
            for (int step = 1; step <= 20; ++step)
                run.frames.append(plainFrame(step));
            QTRY_COMPARE_WITH_TIMEOUT(RunFile(m_path).frameSteps().size(), std::size_t(20), 60000);
            fs::copy_file(m_path, copy);
            fs::copy_file(m_path + "-wal", copy + "-wal");
        }
        const std::string whole = bytesOf(copy), log = bytesOf(copy + "-wal");
        QVERIFY(!log.empty());
        for (const std::size_t kept : { log.size(), log.size() - 5000, log.size() / 2 }) {
            writeBytes(copy, whole); // who read it last has folded the log into it
            writeBytes(copy + "-wal", log.substr(0, kept));
            RunFile file(copy);
            requireWholeFrames(file);
            QCOMPARE(file.frameSteps().size() == 20, kept == log.size());
        }
    }

    // What cannot be read is as if it had not been recorded; who reads the file itself is told.
    void aDamagedFrameIsNoFrame()
    {
        Run run(smallSpec());
        for (const std::int64_t step : { 10, 20, 30 })
            run.frames.append(plainFrame(step, 500));
        saveRun(run, m_path, {});
        std::string bytes = bytesOf(m_path);
        const float value = 20;
        const std::string pattern(reinterpret_cast<const char*>(&value), sizeof value);
        const std::size_t place = bytes.find(pattern + pattern + pattern + pattern);
        QVERIFY(place != std::string::npos);
        bytes[place + 4] = static_cast<char>(bytes[place + 4] ^ 1);
        writeBytes(m_path, bytes);
        const StoredRun stored = readRun(m_path);
        QVERIFY_EXCEPTION_THROWN((void)stored.file->frame(20), InputError);
        QCOMPARE(stored.run->frames.atOrBefore(25)->step, 10);
        QCOMPARE(stored.run->frames.newest()->step, 30);
        QCOMPARE(stepsOf(stored.run->frames), (std::vector<std::int64_t> { 10, 30 }));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_path;
};

QTEST_GUILESS_MAIN(TestRunViews)
#include "tst_run_views.moc"
