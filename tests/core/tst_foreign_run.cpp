// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run that another program trained and recorded (app/python): its file is read, looks like a run
// of our own, and its numbers are ours.
#include "analysis/probe_frame.h"
#include "analysis/retrieval.h"
#include "analysis/training_diagnostics.h"
#include "media/open_run_data.h"
#include "objective/objective.h"
#include "run/foreign_run.h"
#include "store/database.h"
#include "store/run_file.h"
#include "store/run_store.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

using namespace contrastlab;

namespace {

const std::string recorded = FIXTURES "/runs/recorded-generation-7.clab";

bool near(double a, double b)
{
    return std::abs(a - b) < 1e-6;
}

bool areNear(const RecallMetrics& a, const Retrieval& b)
{
    return near(a.recallAt1, b.recallAt1) && near(a.recallAt5, b.recallAt5)
        && near(a.recallAt10, b.recallAt10) && near(a.medianRank, b.medianRank);
}

} // namespace

class TestForeignRun : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void readsWhatWasRecorded();
    void hasItemsToLookAt();
    void embeddingsBecomeFrames();
    void numbersAreOurs();
    void saysWhatItsEmbeddingsSay();
    void hasNoWeights();
    void followsAFileThatGrows();
    void damagedEmbeddingsAreAsIfThereWereNone();
    void whatAnotherProgramGotWrongIsOneMessage_data();
    void whatAnotherProgramGotWrongIsOneMessage();

private:
    [[nodiscard]] std::shared_ptr<const RunSetup> setup() const
    {
        return setupOf(recorded, m_stored.run->spec(), m_data.dataset);
    }
    /// A copy that may be changed.
    std::string copy()
    {
        const std::string path = m_folder.filePath("copy.clab").toStdString();
        std::filesystem::copy_file(
            recorded, path, std::filesystem::copy_options::overwrite_existing);
        return path;
    }

    QTemporaryDir m_folder;
    StoredRun m_stored;
    OpenedData m_data;
};

void TestForeignRun::initTestCase()
{
    QVERIFY(m_folder.isValid());
}

void TestForeignRun::init()
{
    m_stored = readRun(recorded);
    m_data = openRunData(recorded, *m_stored.file, m_stored.run->spec());
}

void TestForeignRun::readsWhatWasRecorded()
{
    const Run& run = *m_stored.run;
    QVERIFY(m_stored.file->isForeign());
    QVERIFY(isForeign(run.spec()));
    QCOMPARE(run.identity().name, std::string("recorded"));
    QCOMPARE(run.spec().integer("batch_size"), 16);
    QCOMPARE(run.spec().integer("embedding_width"), 6);
    QCOMPARE(run.spec().integer("steps"), 60);
    QCOMPARE(run.steps.size(), 60u);
    const StepMetrics last = *run.steps.last();
    QCOMPARE(last.step, 60);
    QVERIFY(near(last.loss, 0.7) && near(last.temperature, 0.14) && near(last.epoch, 6));
    QVERIFY(near(last.chance, std::log(16)));
    QCOMPARE(run.evaluations.size(), 6u);
    const auto events = run.events.all();
    QCOMPARE(events.size(), 2u);
    QCOMPARE(events[0].after, std::string("the learning rate was halved by hand"));
    QCOMPARE(events[1].key, std::string("batch_size"));
    QCOMPARE(run.outcome().kind, RunOutcome::Kind::completed);
}

void TestForeignRun::hasItemsToLookAt()
{
    const Dataset& dataset = *m_data.dataset;
    QCOMPARE(dataset.items, 24);
    QCOMPARE(dataset.itemNames[3].en, std::string("item 3"));
    QCOMPARE(dataset.labelNames[1].en, std::string("square"));
    QCOMPARE(dataset.labels[4], 1);
    QCOMPARE(
        m_data.media->captions("text", 22), std::vector<std::string>({ "a drawing of number 1" }));
    QVERIFY(m_data.media->captions("image", 22).empty());
    const QImage picture = m_data.media->picture("image", 0, 0, 6);
    QCOMPARE(picture.size(), QSize(5, 6));
    QVERIFY(m_data.media->picture("text", 0, 0, 6).isNull());
    QCOMPARE(setup()->split().heldOut.size(), 24u);
    QVERIFY(setup()->split().training.empty());
}

void TestForeignRun::embeddingsBecomeFrames()
{
    const auto prepared = setup();
    const ProbeSet probes = chooseProbes(*prepared);
    QCOMPARE(m_stored.file->frameSteps(), std::vector<std::int64_t>({ 10, 20, 30, 40, 50, 60 }));
    for (const std::int64_t step : m_stored.file->frameSteps()) {
        const auto frame = m_stored.run->frames.atOrBefore(step);
        QVERIFY(frame && frame->step == step && fits(*frame, *prepared, probes));
        QVERIFY(near(frame->temperature, 0.2 - 0.001 * double(step)));
        for (const Matrix<float>& rows : frame->embeddings)
            QVERIFY((rows.rowwise().norm().array() - 1).abs().maxCoeff() < 1e-6f);
        const Matrix<float> cosines =
            frame->embeddings[0] * frame->embeddings[1].transpose(); // 24 items: all are shown
        QVERIFY((cosines - frame->similarities[0]).cwiseAbs().maxCoeff() < 1e-6f);
    }
}

// Recall, its chance and the loss, as the recorder wrote them, against our own functions.
void TestForeignRun::numbersAreOurs()
{
    const auto prepared = setup();
    const std::vector<Index> items = chooseProbes(*prepared).projectionItems;
    const PartnerNumbers numbers = prepared->partners({ 0, 1 }, items);
    const PartnerKey keys[] = { { numbers.a, numbers.a }, { numbers.b, numbers.b } };
    ThreadPool pool(1);
    for (const EvaluationMetrics& told : m_stored.run->evaluations.all()) {
        const auto frame = m_stored.run->frames.atOrBefore(told.step);
        const auto ranks = retrievalRanks<float>(
            pool, view(frame->embeddings[0]), view(frame->embeddings[1]), keys);
        const TwoWayRetrieval found = summary(ranks), chance = chanceOf(ranks);
        QVERIFY(areNear(told.aToB, found.aToB) && areNear(told.bToA, found.bToA));
        QVERIFY(areNear(told.pairs[0].chanceAToB, chance.aToB));
        QVERIFY(areNear(told.pairs[0].chanceBToA, chance.bToA));
        PairInput<float> input;
        pointAt(input.a, frame->embeddings[0]);
        pointAt(input.b, frame->embeddings[1]);
        input.logScale = -std::log(frame->temperature);
        PairResult<float> result;
        makeObjective<float>("clip")->evaluate(pool, input, {}, Want::loss, result);
        QVERIFY(near(told.loss, result.loss));
        QVERIFY(near(told.chance, std::log(24)));
    }
}

// Gap, alignment and uniformity by their definitions.
void TestForeignRun::saysWhatItsEmbeddingsSay()
{
    const auto prepared = setup();
    const auto frame = m_stored.run->frames.newest();
    ThreadPool pool(1);
    const TrainingDiagnostics said = diagnoseFrame(pool, *prepared, chooseProbes(*prepared),
        m_stored.run->spec(), *frame, stepsUpTo(*m_stored.run, 60), {});
    const Matrix<double> a = frame->embeddings[0].cast<double>(),
                         b = frame->embeddings[1].cast<double>();
    QCOMPARE(said.step, 60);
    QCOMPARE(said.items, 24);
    QVERIFY(near(said.heldOut.modalityGap, (a.colwise().mean() - b.colwise().mean()).norm()));
    QVERIFY(near(said.heldOut.alignment, (a - b).rowwise().squaredNorm().mean()));
    double sum = 0;
    for (Index i = 0; i < 24; ++i)
        for (Index j = 0; j < i; ++j)
            sum += std::exp(-2 * (a.row(i) - a.row(j)).squaredNorm());
    QVERIFY(near(said.heldOut.a.uniformity, std::log(sum / (24 * 23 / 2.0))));
}

void TestForeignRun::hasNoWeights()
{
    QVERIFY(m_stored.file->checkpointSteps().empty());
    QVERIFY(!m_stored.run->checkpointAtOrBefore(60));
    QVERIFY_THROWS_EXCEPTION(InputError, requireWeights(recorded, *m_stored.file));
    QVERIFY_THROWS_EXCEPTION(SpecError, (void)openData(m_stored.run->spec()));
}

void TestForeignRun::followsAFileThatGrows()
{
    const std::string path = copy();
    {
        Database database(path);
        database.execute("DELETE FROM ending");
        database.execute("DELETE FROM steps WHERE id > 30");
        database.execute("DELETE FROM evaluations WHERE id > 3");
        database.execute("DELETE FROM recalls WHERE id > 3");
        database.execute("DELETE FROM embeddings WHERE step > 30");
    }
    StoredRun growing = readRun(path);
    QCOMPARE(growing.run->outcome().kind, RunOutcome::Kind::running);
    QCOMPARE(growing.run->frames.newest()->step, 30);
    copy();
    std::size_t left = 30;
    QVERIFY(readMore(growing, path, [&](std::size_t toCome) {
        QCOMPARE(toCome, --left);
        QCOMPARE(growing.run->steps.size(), 60 - left);
        QCOMPARE(growing.run->frames.newest()->step, 30); // as before
    }));
    QCOMPARE(left, 0u);
    QCOMPARE(growing.run->steps.size(), 60u);
    const auto followed = growing.run->evaluations.all();
    const auto whole = m_stored.run->evaluations.all();
    QCOMPARE(followed.size(), whole.size());
    for (std::size_t i = 0; i < whole.size(); ++i) {
        QCOMPARE(followed[i].step, whole[i].step);
        QCOMPARE(followed[i].pairs.size(), whole[i].pairs.size());
        QCOMPARE(followed[i].pairs[0].bToA.medianRank, whole[i].pairs[0].bToA.medianRank);
    }
    QCOMPARE(growing.run->frames.newest()->step, 60);
    QCOMPARE(growing.run->outcome().kind, RunOutcome::Kind::completed);
}

void TestForeignRun::damagedEmbeddingsAreAsIfThereWereNone()
{
    const std::string path = copy();
    Database(path).execute("UPDATE embeddings SET data = zeroblob(length(data)) WHERE step = 60");
    const StoredRun stored = readRun(path);
    QCOMPARE(stored.run->frames.newest()->step, 50);
    QVERIFY_THROWS_EXCEPTION(InputError, (void)stored.file->frame(60));
}

void TestForeignRun::whatAnotherProgramGotWrongIsOneMessage_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("no items") << "DELETE FROM items";
    QTest::newRow("no table of items") << "DROP TABLE items";
    QTest::newRow("an item is missing") << "DELETE FROM items WHERE id = 5";
    QTest::newRow("a damaged item") << "UPDATE items SET captions = 'other' WHERE id = 5";
    QTest::newRow("another column") << "ALTER TABLE embeddings ADD COLUMN more TEXT";
    QTest::newRow("a view for a table")
        << "ALTER TABLE items RENAME TO things; CREATE VIEW items AS SELECT * FROM things";
    QTest::newRow("a number for a text") << "UPDATE items SET name = 7 WHERE id = 5";
}

void TestForeignRun::whatAnotherProgramGotWrongIsOneMessage()
{
    QFETCH(QString, sql);
    const std::string path = copy();
    Database(path).execute(sql.toStdString());
    try {
        (void)readRun(path);
        QFAIL("it was read");
    } catch (const InputError& error) {
        const std::string message = error.what();
        QVERIFY(message.find("copy.clab") != std::string::npos);
        QCOMPARE(message.find('\n'), std::string::npos);
    }
}

QTEST_GUILESS_MAIN(TestForeignRun)
#include "tst_foreign_run.moc"
