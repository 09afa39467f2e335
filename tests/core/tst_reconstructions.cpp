// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What decoders tell, held against the task's own loss and against data that can be told exactly.
#include "analysis/reconstructions.h"
#include "run/trainer.h"
#include "support/class_data.h"
#include "support/gradient_check.h"
#include "support/random_rows.h"
#include "support/small_run.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

RunSpec taskSpec(std::initializer_list<std::pair<const char*, std::string>> changes = {})
{
    RunSpec spec = smallSpec({ { "task", "autoencoder" }, { "held_out", "40" },
        { "optimizer", "adam" }, { "weight_decay", "0" }, { "learning_rate", "0.01" },
        { "schedule", "cosine" }, { "learn_temperature", "false" } });
    for (const auto& [key, text] : changes)
        if (const auto problem = assign(spec, key, text)) throw SpecError({ *problem });
    return spec;
}

Checkpoint trained(const std::shared_ptr<const RunSetup>& setup)
{
    ThreadPool pool(2);
    Trainer trainer(setup, pool);
    while (!trainer.finished())
        trainer.step();
    return trainer.checkpoint();
}

/// Two modalities of ten numbers each, both made of the same three.
std::shared_ptr<Dataset> lowRankData(Index items)
{
    auto data = std::make_shared<Dataset>();
    data->name = "low rank";
    data->items = items;
    const Matrix<float> hidden = normalMatrix<float>(items, 3, 5);
    for (const char* name : { "a", "b" }) {
        ModalityData modality;
        modality.name = name;
        const Matrix<float> mixing = normalMatrix<float>(3, 10, std::uint64_t(name[0]));
        modality.features = featuresInMemory(hidden * mixing);
        data->modalities.push_back(modality);
    }
    return data;
}

std::vector<Index> firstHeldOut(const RunSetup& setup, std::size_t count)
{
    const auto& all = setup.split().heldOut;
    return { all.begin(), all.begin() + std::ptrdiff_t(count) };
}

double meanOf(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
}

} // namespace

class TestReconstructions : public QObject {
    Q_OBJECT

private slots:
    // A code of six numbers has room for all of three, its own and its partner's.
    void whatHasLittleInItIsToldExactly()
    {
        const auto setup = std::make_shared<RunSetup>(
            taskSpec({ { "feature_tower", "linear" }, { "embedding_width", "6" },
                { "steps", "1500" }, { "decode", "all" }, { "batch_size", "128" } }),
            lowRankData(300));
        ThreadPool pool(2);
        const Reconstructions result =
            reconstruct(pool, *setup, trained(setup), firstHeldOut(*setup, 20));
        QCOMPARE(result.step, 1500);
        QCOMPARE(result.towers.size(), std::size_t(2));
        for (const ReconstructedTower& tower : result.towers) {
            QCOMPARE(tower.retold.size(), std::size_t(2));
            QCOMPARE(tower.retold[0].from, tower.tower);
            QCOMPARE(tower.retold[1].from, 1 - tower.tower);
            for (const Retold& retold : tower.retold) {
                QVERIFY2(meanOf(retold.errors) < 1e-3,
                    qPrintable(QString::number(meanOf(retold.errors))));
                const Matrix<float> off = retold.rows - tower.original.dense;
                QVERIFY(off.cwiseAbs().maxCoeff() < 0.1f);
                QVERIFY(std::abs(double(off.row(3).squaredNorm()) / 10 - retold.errors[3]) < 1e-6);
            }
        }
    }

    void errorsAreThoseOfTheLoss_data()
    {
        QTest::addColumn<QString>("task");
        QTest::addColumn<QString>("decode");
        for (const char* decode : { "own", "partner", "all" })
            QTest::newRow(decode) << "autoencoder" << decode;
        QTest::newRow("adversarial") << "adversarial"
                                     << "own";
    }
    void errorsAreThoseOfTheLoss()
    {
        QFETCH(QString, task);
        QFETCH(QString, decode);
        const auto setup =
            std::make_shared<RunSetup>(taskSpec({ { "task", task.toStdString() },
                                           { "decode", decode.toStdString() }, { "steps", "20" } }),
                classData(200));
        const Checkpoint checkpoint = trained(setup);
        const std::vector<Index> items = firstHeldOut(*setup, 12);
        ThreadPool one(1), three(3);
        const Reconstructions result = reconstruct(one, *setup, checkpoint, items);
        std::vector<ModalityBatch<float>> inputs;
        std::vector<Matrix<float>> rows, gradients(2);
        std::vector<ConstMatrixView<float>> embeddings;
        for (int t = 0; t < 2; ++t) {
            rows.push_back(setup->embed(one, checkpoint.parameters, t, items, 0));
            setup->batches().makePlain(one, items, t, 0, inputs.emplace_back());
        }
        for (const Matrix<float>& embedded : rows)
            embeddings.push_back(view(embedded));
        const auto learnt = setup->makeTask(setup->spec());
        const TaskLoss loss =
            learnt->evaluate(one, checkpoint.parameters.data() + setup->taskOffset(), { inputs },
                embeddings, Want::loss, nullptr, gradients);
        const double told = task == QStringLiteral("adversarial") ? loss.second : loss.loss;
        double sum = 0;
        int directions = 0;
        for (const ReconstructedTower& tower : result.towers)
            for (const Retold& retold : tower.retold) {
                sum += meanOf(retold.errors);
                ++directions;
            }
        QCOMPARE(directions, decode == QStringLiteral("all") ? 4 : 2);
        QVERIFY2(std::abs(sum / directions - told) < 1e-6,
            qPrintable(QStringLiteral("%1 against %2").arg(sum / directions).arg(told)));
        const Reconstructions again = reconstruct(three, *setup, checkpoint, items);
        QCOMPARE(again.towers[0].retold[0].rows, result.towers[0].retold[0].rows);
        QCOMPARE(again.towers[1].retold[0].errors, result.towers[1].retold[0].errors);
    }

    // One word a class: the decoder's first is that of the text, from its own code and from that
    // of the numbers beside it.
    void wordsAreToldByRank()
    {
        const auto setup = std::make_shared<RunSetup>(
            taskSpec({ { "decode", "all" }, { "steps", "300" } }), classData(200));
        ThreadPool pool(1);
        const std::vector<Index> items = firstHeldOut(*setup, 10);
        const Reconstructions result = reconstruct(pool, *setup, trained(setup), items);
        const ReconstructedTower& text = result.towers[1];
        const Vocabulary& vocabulary = *setup->batches().vocabulary(1);
        QCOMPARE(text.retold.size(), std::size_t(2));
        for (const Retold& retold : text.retold) {
            QCOMPARE(retold.rows.size(), 0);
            for (std::size_t i = 0; i < items.size(); ++i) {
                const auto& words = retold.words[i];
                QCOMPARE(words.size(), std::size_t(std::min<Index>(8, vocabulary.words())));
                QCOMPARE(vocabulary.token(words.front().token), std::string(classes[items[i] % 5]));
                QVERIFY(words.front().there && !words[1].there);
                QVERIFY(words.front().share > 0.4);
                QVERIFY(words[1].share <= words.front().share);
            }
        }
    }

    void whatIsNotThereHasNoError()
    {
        const auto data = classData(200);
        data->modalities[0].present.assign(200, 1);
        const auto setup = std::make_shared<RunSetup>(taskSpec({ { "decode", "all" } }), data);
        const std::vector<Index> items = firstHeldOut(*setup, 3);
        data->modalities[0].present[std::size_t(items[1])] = 0;
        ThreadPool pool(1);
        const Reconstructions result =
            reconstruct(pool, *setup, Trainer(setup, pool).checkpoint(), items);
        const ReconstructedTower& text = result.towers[1];
        QVERIFY(std::isfinite(text.retold[0].errors[1])); // of its own
        QVERIFY(std::isnan(text.retold[1].errors[1])); // from the one that is not there
        QVERIFY(std::isnan(result.towers[0].retold[0].errors[1]));
        QVERIFY(std::isfinite(result.towers[0].retold[0].errors[0]));
    }

    void contrastTellsNothingAgain()
    {
        const auto setup = smallSetup(smallSpec());
        QVERIFY(!hasDecoders(setup->spec()));
        ThreadPool pool(1);
        const Checkpoint checkpoint = Trainer(setup, pool).checkpoint();
        QVERIFY(reconstruct(pool, *setup, checkpoint, { 1, 2 }).towers.empty());
        const auto adversarial = smallSetup(taskSpec({ { "task", "adversarial" } }));
        QVERIFY(hasDecoders(adversarial->spec()));
        QCOMPARE(reconstruct(pool, *adversarial, Trainer(adversarial, pool).checkpoint(), {})
                     .towers.size(),
            std::size_t(2));
    }
};

QTEST_APPLESS_MAIN(TestReconstructions)
#include "tst_reconstructions.moc"
