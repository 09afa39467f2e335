// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The trainer: it learns, it is deterministic, it resumes from any checkpoint, and live changes do
// what they say.
#include "analysis/probe_neighbours.h"
#include "base/random.h"
#include "support/small_run.h"
#include "support/text_data.h"

#include <QTest>

#include <cmath>

using namespace contrastlab;

namespace {

std::vector<StepMetrics> trainSteps(Trainer& trainer, int steps)
{
    std::vector<StepMetrics> all;
    for (int i = 0; i < steps; ++i)
        all.push_back(trainer.step());
    return all;
}

/// Feature rows, and for each item a text of one to three captions.
std::shared_ptr<const Dataset> captionedRows(Index items)
{
    return rowsAndTexts(items, 6, [](Index i) {
        Captions text;
        for (Index c = 0; c <= i % 3; ++c)
            text.captions.push_back("w" + std::to_string(i % 7) + " v" + std::to_string(c) + " u"
                + std::to_string(i % 5));
        return text;
    });
}

RunSpec captionedSpec(std::initializer_list<std::pair<const char*, std::string>> changes = {})
{
    RunSpec spec;
    spec.set("embedding_width", std::int64_t(12));
    for (const auto& [key, text] : changes)
        if (const auto problem = assign(spec, key, text)) throw SpecError({ *problem });
    return spec;
}

} // namespace

class TestTrainer : public QObject {
    Q_OBJECT

private slots:
    void learnsTheSyntheticWorld()
    {
        const auto setup =
            smallSetup(smallSpec({ { "steps", "300" }, { "learning_rate", "0.01" } }));
        ThreadPool pool(2);
        Trainer trainer(setup, pool);
        const EvaluationMetrics before = evaluateTrainer(trainer);
        trainSteps(trainer, 300);
        const EvaluationMetrics after = evaluateTrainer(trainer);
        QVERIFY(trainer.finished());
        QVERIFY(before.aToB.recallAt1 < 0.15);
        QVERIFY2(after.aToB.recallAt1 > 0.4, qPrintable(QString::number(after.aToB.recallAt1)));
        QVERIFY(after.bToA.recallAt10 > 0.9);
        QVERIFY(after.loss < before.loss && after.loss < after.chance);
        QVERIFY(std::abs(after.chance - std::log(60.0)) < 1e-12);
    }

    // Every objective and optimiser: the same on one and two threads, and resumed from every
    // checkpoint on the way.
    void deterministicAndResumable_data()
    {
        QTest::addColumn<QString>("objective");
        QTest::addColumn<QString>("optimizer");
        QTest::addColumn<QString>("hold");
        for (const ObjectiveInfo& info : objectiveTable())
            QTest::addRow("%s", std::string(info.name).c_str())
                << QString::fromStdString(std::string(info.name)) << QStringLiteral("adamw")
                << QStringLiteral("1");
        for (const OptimizerInfo& info : optimizerTable()) {
            const QString name = QString::fromStdString(std::string(info.name));
            QTest::addRow("%s", qPrintable(name))
                << QStringLiteral("clip") << name << QStringLiteral("1");
            QTest::addRow("%s, held", qPrintable(name))
                << QStringLiteral("clip") << name << QStringLiteral("3");
        }
    }
    void deterministicAndResumable()
    {
        QFETCH(QString, objective);
        QFETCH(QString, optimizer);
        QFETCH(QString, hold);
        const RunSpec spec = smallSpec({ { "objective", objective.toStdString() },
            { "optimizer", optimizer.toStdString() }, { "hold_batch", hold.toStdString() },
            { "queue_size", "96" }, { "clip_gradient", "5" } });
        const auto setup = smallSetup(spec);
        ThreadPool one(1);
        ThreadPool two(2);
        Trainer straight(setup, one);
        Trainer threaded(setup, two);
        std::vector<Checkpoint> checkpoints { straight.checkpoint() };
        for (int i = 0; i < 10; ++i) {
            straight.step();
            threaded.step();
            checkpoints.push_back(straight.checkpoint());
        }
        const std::uint64_t digest = straight.checkpoint().digest();
        QCOMPARE(threaded.checkpoint().digest(), digest);
        for (const Checkpoint& checkpoint : checkpoints) {
            Trainer resumed(setup, two, checkpoint);
            QCOMPARE(resumed.checkpoint().digest(), checkpoint.digest());
            while (resumed.steps() < 10)
                resumed.step();
            QCOMPARE(resumed.checkpoint().digest(), digest);
        }
    }

    void anotherSeedIsAnotherRun()
    {
        ThreadPool pool(1);
        Trainer a(smallSetup(smallSpec({ { "seed", "1" } })), pool);
        Trainer b(smallSetup(smallSpec({ { "seed", "2" } })), pool);
        QVERIFY(a.step().loss != b.step().loss);
    }

    void threeModalitiesAndTheHub()
    {
        ThreadPool pool(2);
        const auto all = smallSetup(smallSpec({ { "modalities", "a,b,c" } }), 3);
        QCOMPARE(all->pairs().size(), std::size_t(3));
        const auto hub = smallSetup(smallSpec({ { "modalities", "a,b,c" }, { "pairs", "hub" },
                                        { "learning_rate", "0.01" } }),
            3);
        QCOMPARE(hub->pairs().size(), std::size_t(2));
        Trainer trainer(hub, pool);
        const double before = trainer.step().loss;
        const double after = trainSteps(trainer, 150).back().loss;
        QVERIFY(after < 0.7 * before);
        QCOMPARE(hub->blocks().back().name, std::string("bias"));
        QVERIFY(
            trainer.temperature(0) != trainer.temperature(1)); // a scale of its own for each pair
    }

    // The hub lesson: two pairs are trained, the third is found without having been seen.
    void thirdPairEmerges()
    {
        const auto hub = smallSetup(smallSpec({ { "modalities", "a,b,c" }, { "pairs", "hub" },
                                        { "learning_rate", "0.01" }, { "steps", "300" } }),
            3);
        const std::vector<TrainedPair> every { { 0, 1 }, { 0, 2 }, { 1, 2 } };
        QVERIFY(hub->everyPair() == every);
        ThreadPool pool(2);
        Trainer trainer(hub, pool);
        const EvaluationMetrics before = evaluateTrainer(trainer);
        trainSteps(trainer, 300);
        const EvaluationMetrics after = evaluateTrainer(trainer);
        QCOMPARE(after.pairs.size(), every.size());
        for (std::size_t i = 0; i < every.size(); ++i) {
            QCOMPARE(after.pairs[i].a, every[i].a);
            QCOMPARE(after.pairs[i].b, every[i].b);
            QCOMPARE(after.pairs[i].trained, i < 2);
        }
        QCOMPARE(after.pairs[0].aToB.recallAt1, after.aToB.recallAt1);
        QCOMPARE(after.pairs[0].bToA.medianRank, after.bToA.medianRank);
        const double chance = 10.0 / double(after.items);
        const PairRecall &untrained = before.pairs.back(), &emerged = after.pairs.back();
        QVERIFY(untrained.aToB.recallAt10 < 2.5 * chance);
        QVERIFY2(emerged.aToB.recallAt10 > 4 * chance && emerged.bToA.recallAt10 > 4 * chance,
            qPrintable(QString::number(emerged.aToB.recallAt10)));
        const ProbeFrame frame =
            analyseProbes(pool, *hub, chooseProbes(*hub), trainer.checkpoint(), nullptr);
        QCOMPARE(frame.similarities.size(), std::size_t(3));
        const Matrix<float>& third = frame.similarities.back();
        QVERIFY(third.diagonal().mean() > third.mean() + 0.3f);
    }

    // Held-out loss and training loss are the same mean over the trained pairs.
    void heldOutLossIsTheMeanOverTrainedPairs()
    {
        ThreadPool pool(1);
        const auto lossOf = [&](const char* modalities) {
            const auto setup = smallSetup(smallSpec({ { "modalities", modalities } }), 3);
            // All weights alike in both runs: every embedding is the same, so a pair's loss is ln
            // N.
            Vector<float> parameters = Vector<float>::Zero(setup->parameters());
            return evaluateHeldOut(pool, *setup, setup->spec(), parameters);
        };
        const EvaluationMetrics two = lossOf("a,b"), three = lossOf("a,b,c");
        QVERIFY(std::abs(two.loss - std::log(60.0)) < 1e-5);
        QVERIFY(std::abs(three.loss - two.loss) < 1e-6);
        QVERIFY(std::abs(three.chance - two.chance) < 1e-12);
        QCOMPARE(three.pairs.size(), std::size_t(3));
    }

    // A picture's rank is that of its best caption, and every caption looks for its picture.
    void anyCaptionIsAHit()
    {
        const auto setup = std::make_shared<RunSetup>(captionedSpec(), captionedRows(100));
        ThreadPool pool(2);
        Trainer trainer(setup, pool);
        const std::vector<Index>& items = setup->split().heldOut;
        Matrix<float> rows = setup->embed(pool, trainer.parameters(), 0, items, 0);
        rows.rowwise().normalize();
        std::vector<std::pair<std::size_t, Vector<float>>> captions;
        for (int c = 0; c < 3; ++c)
            for (std::size_t i = 0; i < items.size(); ++i) {
                if (setup->batches().captions(1, items[i]) <= c) continue;
                const std::vector<Index> one { items[i] };
                const Matrix<float> row = setup->embed(pool, trainer.parameters(), 1, one, c);
                captions.emplace_back(i, row.row(0).normalized().transpose());
            }
        QVERIFY(captions.size() > items.size());
        double found = 0, foundBack = 0, foundByFirst = 0;
        for (std::size_t i = 0; i < items.size(); ++i) {
            const auto cosine = [&](std::size_t c) {
                return rows.row(static_cast<Index>(i)).dot(captions[c].second.transpose());
            };
            std::size_t best = 0, bestOfFirst = 0;
            for (std::size_t c = 1; c < captions.size(); ++c) {
                if (cosine(c) > cosine(best)) best = c;
                if (c < items.size() && cosine(c) > cosine(bestOfFirst)) bestOfFirst = c;
            }
            found += captions[best].first == i;
            foundByFirst += bestOfFirst == i;
        }
        for (const auto& [i, caption] : captions) {
            Index best = 0;
            (rows * caption).maxCoeff(&best);
            foundBack += static_cast<std::size_t>(best) == i;
        }
        const EvaluationMetrics metrics = evaluateTrainer(trainer);
        QCOMPARE(metrics.aToB.recallAt1, found / double(items.size()));
        QCOMPARE(metrics.bToA.recallAt1, foundBack / double(captions.size()));
        QVERIFY(found != foundByFirst);
    }

    // What stands at its default gives way to small data; what was chosen is a problem.
    void smallDataTrainAsTheyCome()
    {
        const auto data = captionedRows(40);
        const RunSetup setup(captionedSpec(), data);
        QCOMPARE(setup.split().heldOut.size(), std::size_t(8));
        QCOMPARE(setup.spec().integer("held_out"), 8);
        QCOMPARE(setup.spec().integer("batch_size"), 32);
        const RunSetup chosen(
            captionedSpec({ { "held_out", "20" }, { "batch_size", "10" } }), data);
        QCOMPARE(chosen.split().heldOut.size(), std::size_t(20));
        QCOMPARE(chosen.spec().integer("batch_size"), 10);
        QVERIFY_EXCEPTION_THROWN(
            RunSetup(captionedSpec({ { "held_out", "40" } }), data), SpecError);
        QVERIFY_EXCEPTION_THROWN(
            RunSetup(captionedSpec({ { "batch_size", "33" } }), data), SpecError);
        QVERIFY_EXCEPTION_THROWN(RunSetup(captionedSpec(), captionedRows(2)), SpecError);
        const RunSetup smallest(captionedSpec(), captionedRows(3));
        QCOMPARE(smallest.split().training.size(), std::size_t(1));
        const RunSetup large(captionedSpec(), captionedRows(900));
        QCOMPARE(large.split().heldOut.size(), std::size_t(150));
        QCOMPARE(large.spec().integer("batch_size"), 128);
        // Larger data hold out a tenth, until more of them say no more.
        QCOMPARE(automaticHeldOut(900), Index(150));
        QCOMPARE(automaticHeldOut(700), Index(140));
        QCOMPARE(automaticHeldOut(3), Index(2));
        QCOMPARE(automaticHeldOut(5000), Index(500));
        QCOMPARE(automaticHeldOut(60000), Index(2000));
        QVERIFY(problemsWith(captionedSpec(), *data).empty());
        const std::vector<Problem> problems = problemsWith(
            captionedSpec({ { "modalities", "x" } }), *data, { "held_out", "batch_size" });
        QCOMPARE(problems.size(), std::size_t(2)); // none hides another
        QCOMPARE(problems[0].field, std::string("modalities"));
        QCOMPARE(english(problems[1].limit), std::string("at most the 32 training items"));
    }

    void crossNeighboursFindThePartner()
    {
        ProbeFrame frame;
        Matrix<float> a(4, 2), b(4, 2);
        a << 1, 0, 0, 1, -1, 0, 0.6f, 0.8f;
        b << 0.8f, 0.6f, 0, 1, 1, 0, 1, 0;
        frame.embeddings = { a, b };
        const PartnerNumbers own { { 0, 1, 2, 3 }, { 0, 1, 2, 3 } };
        const CrossNeighbours first = crossNeighbours(frame, own, 0, 1, 0, 3);
        QCOMPARE(first.candidates, Index(4));
        QCOMPARE(first.nearest.size(), std::size_t(3));
        // Rows 2 and 3 of b lie equally near: the earlier goes first.
        QCOMPARE(first.nearest[0].place, Index(2));
        QCOMPARE(first.nearest[1].place, Index(3));
        QCOMPARE(first.nearest[2].place, Index(0));
        QCOMPARE(first.partnerRank, Index(2));
        QCOMPARE(first.partnerCosine, 0.8f);
        const CrossNeighbours back = crossNeighbours(frame, own, 1, 0, 1, 10);
        QCOMPARE(back.nearest.size(), std::size_t(4));
        QCOMPARE(back.partnerRank, Index(0));
        // The rule of retrieval: equal ones before it count, those after it do not.
        QCOMPARE(crossNeighbours(frame, own, 0, 1, 3, 1).partnerRank, Index(3));
        // Whose words are those of item 0, which lie nearest but for one, is as right as it is.
        const PartnerNumbers copies { { 0, 1, 2, 3 }, { 0, 1, 2, 0 } };
        const CrossNeighbours copy = crossNeighbours(frame, copies, 0, 1, 0, 3);
        QCOMPARE(copy.partnerRank, Index(1));
        QCOMPARE(copy.partnerCosine, 1.0f);
        QVERIFY(!copy.nearest[0].partner && copy.nearest[1].partner && copy.nearest[2].partner);
        frame.embeddings[1].row(2).setConstant(std::nanf(""));
        QCOMPARE(crossNeighbours(frame, own, 0, 1, 2, 1).partnerRank, Index(-1));
        QVERIFY(crossNeighbours(frame, own, 0, 1, 0, 4).nearest.back().place == 2);
    }

    // All items of the batch in hand, or as many as 128 of it; before the first step there is none.
    void theBatchOfTheLastStepIsEmbedded()
    {
        ThreadPool pool(1);
        for (const char* size : { "32", "160" }) {
            const auto setup = smallSetup(smallSpec({ { "batch_size", size } }));
            Trainer trainer(setup, pool);
            QVERIFY(embedBatch(pool, *setup, trainer.checkpoint()).items.empty());
            trainer.step();
            const Checkpoint checkpoint = trainer.checkpoint();
            const EmbeddedBatch batch = embedBatch(pool, *setup, checkpoint);
            const std::size_t most = 128;
            QCOMPARE(batch.items.size(), std::min(most, checkpoint.heldBatch.size()));
            QCOMPARE(batch.step, std::int64_t(1));
            const auto& labels = setup->dataset().labels;
            QVERIFY(std::ranges::is_sorted(
                batch.items, {}, [&](Index item) { return labels[std::size_t(item)]; }));
            for (const Index item : batch.items)
                QVERIFY(std::ranges::count(checkpoint.heldBatch, item) == 1);
            for (const Matrix<float>& rows : batch.embeddings)
                QVERIFY((rows.rowwise().norm().array() - 1).abs().maxCoeff() < 1e-5f);
            QVERIFY(std::abs(batch.temperatures[0] - trainer.temperature()) < 1e-6);
        }
    }

    void frozenTowerKeepsEveryBit()
    {
        ThreadPool pool(1);
        const auto setup = smallSetup(smallSpec({ { "freeze_a", "true" } }));
        Trainer trainer(setup, pool);
        const Vector<float> before = trainer.parameters();
        trainSteps(trainer, 5);
        const Index size = setup->tower(0).parameters();
        QVERIFY(trainer.parameters().head(size) == before.head(size));
        QVERIFY(trainer.parameters().segment(size, 100) != before.segment(size, 100));
    }

    // As LiT's tower, which may be unlocked later: until then every bit stays, then it learns.
    void frozenTowerIsUnlockedAfterItsSteps()
    {
        ThreadPool pool(1);
        const auto setup =
            smallSetup(smallSpec({ { "freeze_a", "true" }, { "unlock_step", "5" } }));
        Trainer trainer(setup, pool);
        const Vector<float> before = trainer.parameters();
        const Index size = setup->tower(0).parameters();
        trainSteps(trainer, 5);
        QVERIFY(trainer.parameters().head(size) == before.head(size));
        // A run that goes on from there knows it, too.
        Trainer resumed(setup, pool, trainer.checkpoint());
        trainer.step();
        resumed.step();
        QVERIFY(trainer.parameters().head(size) != before.head(size));
        QCOMPARE(resumed.checkpoint().digest(), trainer.checkpoint().digest());
        // Never, or sooner, while it goes on.
        const Vector<float> later = trainer.parameters();
        QVERIFY(!trainer.change("unlock_step", std::int64_t(0)));
        trainer.step();
        QVERIFY(trainer.parameters().head(size) == later.head(size));
        QVERIFY(!trainer.change("unlock_step", std::int64_t(1)));
        trainer.step();
        QVERIFY(trainer.parameters().head(size) != later.head(size));
    }

    void headsWarmUpAlone()
    {
        ThreadPool pool(1);
        const auto setup = smallSetup(smallSpec({ { "head_steps", "4" } }));
        Trainer trainer(setup, pool);
        Vector<float> before = trainer.parameters();
        const auto moved = [&](bool heads) {
            int count = 0;
            for (const ParameterBlock& block : setup->blocks())
                if (block.tower >= 0 && (block.name.find(".head") != std::string::npos) == heads)
                    count += trainer.parameters().segment(block.offset, block.size())
                        != before.segment(block.offset, block.size());
            return count;
        };
        trainSteps(trainer, 4);
        QCOMPARE(moved(false), 0);
        QVERIFY(moved(true) >= 2);
        trainer.step();
        QVERIFY(moved(false) > 0);
        QVERIFY(!trainer.change("head_steps", std::int64_t(8)));
        before = trainer.parameters();
        trainer.step();
        QCOMPARE(moved(false), 0);
    }

    // Rows that came later are no part of what a run from before them is known by.
    void laterRowsAtTheirDefaultsLeaveDigestsAlone()
    {
        Checkpoint checkpoint;
        const auto digest = checkpoint.digest();
        QCOMPARE(digest, std::uint64_t(8129042846567874878)); // as it was before them
        checkpoint.spec.set("unlock_step", std::int64_t(1));
        QVERIFY(checkpoint.digest() != digest);
    }

    void temperatureChangesAtOnceAndMayBeFixed()
    {
        ThreadPool pool(1);
        Trainer trainer(smallSetup(smallSpec()), pool);
        trainer.step();
        QVERIFY(!trainer.change("temperature", 0.5));
        QVERIFY(std::abs(trainer.step().temperature - 0.5) < 1e-6);
        QVERIFY(trainer.temperature() != 0.5); // learnable: it moves on
        QVERIFY(!trainer.change("learn_temperature", false));
        const double fixed = trainer.temperature();
        trainSteps(trainer, 3);
        QCOMPARE(trainer.temperature(), fixed);
        QVERIFY(std::abs(trainer.spec().real("temperature") - fixed) < 1e-12);
    }

    // Pairs that were learnt want a smaller temperature, pairs never seen a larger one; huge steps
    // would take it past CLIP's bounds.
    void learnableTemperatureIsClamped_data()
    {
        QTest::addColumn<QString>("begin");
        QTest::addColumn<int>("learnt");
        QTest::addColumn<double>("bound");
        QTest::newRow("smaller") << QStringLiteral("1") << 150 << 0.01;
        QTest::newRow("larger") << QStringLiteral("0.0101") << 0 << 1.0;
    }
    void learnableTemperatureIsClamped()
    {
        QFETCH(QString, begin);
        QFETCH(int, learnt);
        QFETCH(double, bound);
        ThreadPool pool(1);
        Trainer trainer(smallSetup(smallSpec({ { "temperature", begin.toStdString() },
                            { "learn_temperature", "false" }, { "learning_rate", "0.01" },
                            { "schedule", "constant" }, { "warmup_steps", "0" } })),
            pool);
        trainSteps(trainer, learnt);
        for (const auto& [key, value] :
            std::initializer_list<std::pair<const char*, ParameterValue>> { { "freeze_a", true },
                { "freeze_b", true }, { "learn_temperature", true },
                { "optimizer", std::string("sgd") }, { "learning_rate", 100.0 } })
            QVERIFY(!trainer.change(key, value));
        trainer.step();
        QVERIFY2(std::abs(trainer.temperature() / bound - 1) < 1e-6,
            qPrintable(QString::number(trainer.temperature())));
    }

    void changesAreRefusedWithTheirLimit_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("limit");
        QTest::newRow("zero") << "temperature"
                              << "0"
                              << "at least 0.001";
        QTest::newRow("not a number") << "temperature"
                                      << "nan"
                                      << "at least 0.001";
        QTest::newRow("negative") << "learning_rate"
                                  << "-1"
                                  << "above 0";
        QTest::newRow("too many") << "batch_size"
                                  << "241"
                                  << "240 training items";
        QTest::newRow("restart") << "embedding_width"
                                 << "32"
                                 << "a new run";
        QTest::newRow("unclampable") << "temperature"
                                     << "0.005"
                                     << "while it is learned";
    }
    void changesAreRefusedWithTheirLimit()
    {
        QFETCH(QString, key);
        QFETCH(QString, text);
        QFETCH(QString, limit);
        ThreadPool pool(1);
        Trainer trainer(smallSetup(smallSpec()), pool);
        const std::uint64_t before = trainer.checkpoint().digest();
        const Parameter* parameter = findParameter(key.toStdString());
        const auto value = parseValue(*parameter, text.toStdString());
        QVERIFY(value.has_value());
        const auto problem = trainer.change(key.toStdString(), *value);
        QVERIFY(problem.has_value());
        QVERIFY2(english(problem->limit).find(limit.toStdString()) != std::string::npos,
            english(problem->limit).c_str());
        QCOMPARE(trainer.checkpoint().digest(), before);
    }

    void switchingObjectiveAndOptimizerInMidRun()
    {
        ThreadPool pool(2);
        Trainer trainer(smallSetup(smallSpec({ { "queue_size", "64" } })), pool);
        for (const ObjectiveInfo& info : objectiveTable()) {
            QVERIFY2(!trainer.change("objective", std::string(info.name)),
                std::string(info.name).c_str());
            trainer.step();
            QCOMPARE(trainer.checkpoint().keys.queues.empty(), !info.usesQueue);
        }
        trainer.change("objective", std::string("clip"));
        for (const OptimizerInfo& info : optimizerTable()) {
            QVERIFY(!trainer.change("optimizer", std::string(info.name)));
            trainer.step();
        }
    }

    void theSameValueChangesNothing()
    {
        ThreadPool pool(1);
        Trainer trainer(
            smallSetup(smallSpec({ { "objective", "moco" }, { "queue_size", "64" },
                { "hold_batch", "5" }, { "optimizer", "ncg" }, { "learn_temperature", "false" } })),
            pool);
        trainSteps(trainer, 2);
        const std::uint64_t before = trainer.checkpoint().digest();
        for (const Parameter& parameter : parameterTable())
            if (parameter.applies == Applies::live)
                QVERIFY(!trainer.change(parameter.key, trainer.spec().value(parameter.key)));
        QCOMPARE(trainer.checkpoint().digest(), before);
    }

    void learningTheTemperatureCanBeSwitchedAtTheClamp()
    {
        ThreadPool pool(1);
        const auto setup = smallSetup(smallSpec());
        Checkpoint checkpoint = Trainer(setup, pool).checkpoint();
        checkpoint.parameters[setup->scaleOffset(0)] = static_cast<float>(std::log(100.0));
        Trainer trainer(setup, pool, checkpoint);
        QVERIFY(!trainer.change("learn_temperature", false));
        QCOMPARE(trainer.spec().real("temperature"), 0.01);
        QVERIFY(!trainer.change("learn_temperature", true));
    }

    // After each step the queue and its towers have moved: a line search begins from the loss as it
    // is now.
    void aQueueIsAnotherLossEachStep()
    {
        ThreadPool pool(1);
        const auto setup = smallSetup(smallSpec({ { "objective", "moco" }, { "queue_size", "64" },
            { "optimizer", "ncg" }, { "hold_batch", "6" }, { "key_momentum", "0.5" } }));
        Trainer trainer(setup, pool);
        for (int i = 0; i < 6; ++i) {
            Checkpoint checkpoint = trainer.checkpoint();
            checkpoint.optimizer = makeOptimizer("ncg")->state(); // has to ask anew
            const double asked = Trainer(setup, pool, checkpoint).step().loss;
            QCOMPARE(trainer.step().loss, asked);
        }
    }

    // The whole assembly, pairs, masks and all: along its own gradient the loss changes by the
    // gradient's squared length.
    void gradientOfAStepFollowsItsLoss_data()
    {
        QTest::addColumn<QString>("modalities");
        QTest::addColumn<bool>("missing");
        QTest::newRow("two") << QStringLiteral("a,b") << false;
        QTest::newRow("three") << QStringLiteral("a,b,c") << false;
        QTest::newRow("three, some missing") << QStringLiteral("a,b,c") << true;
    }
    void gradientOfAStepFollowsItsLoss()
    {
        QFETCH(QString, modalities);
        QFETCH(bool, missing);
        Dataset world = makeSyntheticWorld({ .items = 300, .heldOut = 60, .modalities = 3 }, 1);
        if (missing) {
            world.modalities[1].present.assign(300, 1);
            for (std::size_t i = 0; i < 300; i += 3)
                world.modalities[1].present[i] = 0;
        }
        const RunSpec spec = smallSpec({ { "modalities", modalities.toStdString() },
            { "optimizer", "sgd" }, { "learning_rate", "0.001" }, { "weight_decay", "0" },
            { "schedule", "constant" }, { "warmup_steps", "0" }, { "hold_batch", "100" } });
        const auto setup = std::make_shared<RunSetup>(spec, std::make_shared<Dataset>(world));
        ThreadPool pool(1);
        Trainer trainer(setup, pool);
        const Vector<float> before = trainer.parameters();
        const StepMetrics metrics = trainer.step();
        const Vector<float> gradient = (before - trainer.parameters()) / 0.001f;
        const auto lossAt = [&](float along) {
            Checkpoint checkpoint = trainer.checkpoint(); // with the batch in hand
            checkpoint.parameters = before + along * gradient;
            return Trainer(setup, pool, checkpoint).step().loss;
        };
        QCOMPARE(lossAt(0), metrics.loss);
        const double squared = metrics.gradientNorm * metrics.gradientNorm;
        constexpr float step = 2e-3f;
        const double slope = (lossAt(step) - lossAt(-step)) / (2.0 * double(step));
        QVERIFY2(
            std::abs(slope / squared - 1) < 5e-3, qPrintable(QString::number(slope / squared)));
    }

    // A switch drops the state of what it replaces, and nothing else.
    void aSwitchResetsItsOwnStateAlone()
    {
        ThreadPool pool(2);
        Trainer trainer(smallSetup(smallSpec({ { "queue_size", "64" } })), pool);
        for (int i = 0; i < 5; ++i)
            trainer.step();
        const auto sameButState = [](const Checkpoint& x, const Checkpoint& y) {
            return x.step == y.step && x.evaluations == y.evaluations
                && x.parameters == y.parameters && x.batcher.epoch == y.batcher.epoch
                && x.batcher.position == y.batcher.position;
        };
        const auto sameVectors = [](const Checkpoint& x, const Checkpoint& y) {
            return x.optimizer.vectors == y.optimizer.vectors
                && x.optimizer.scalars == y.optimizer.scalars;
        };
        const Checkpoint clip = trainer.checkpoint();
        QVERIFY(!clip.optimizer.vectors.front().isZero());
        QVERIFY(!trainer.change("objective", std::string("moco")));
        const Checkpoint moco = trainer.checkpoint();
        QVERIFY(sameButState(moco, clip) && sameVectors(moco, clip));
        QCOMPARE(moco.keys.queues.size(), std::size_t(2));
        QVERIFY(moco.keys.parameters == moco.parameters);
        trainer.step();
        const Checkpoint later = trainer.checkpoint();
        QVERIFY(!trainer.change("optimizer", std::string("nesterov")));
        const Checkpoint nesterov = trainer.checkpoint();
        QVERIFY(sameButState(nesterov, later));
        QVERIFY(nesterov.keys.queues == later.keys.queues);
        QVERIFY(nesterov.keys.parameters == later.keys.parameters);
        QVERIFY(nesterov.optimizer.vectors.front().size() == 0); // a new one's velocity
        QVERIFY(!trainer.change("objective", std::string("clip")));
        QVERIFY(trainer.checkpoint().keys.queues.empty());
        QVERIFY(sameButState(trainer.checkpoint(), later));
    }

    void aFailedLineSearchIsTold()
    {
        ThreadPool pool(1);
        const RunSpec spec = smallSpec({ { "optimizer", "ncg" }, { "freeze_a", "true" },
            { "freeze_b", "true" }, { "learn_temperature", "false" }, { "steps", "6" } });
        Trainer trainer(smallSetup(spec), pool);
        Run run(spec);
        RunRecorder recorder(run, nullptr, nullptr);
        const RunOutcome outcome = drive(trainer, recorder, nullptr, {});
        QCOMPARE(outcome.kind, RunOutcome::Kind::completed);
        for (const StepMetrics& step : run.steps.all())
            QVERIFY(step.lineSearchFailed);
        QCOMPARE(run.events.size(), std::size_t(1)); // once, however often it fails
        QCOMPARE(run.events.last()->kind, RunEvent::Kind::note);
        QCOMPARE(run.events.last()->key, std::string(lineSearchNote));
        QCOMPARE(run.events.last()->step, std::int64_t(1));
    }

    void labelsAreAskedFor()
    {
        Dataset world = makeSyntheticWorld({}, 1);
        world.labels.clear();
        bool needed = false;
        for (const ObjectiveInfo& info : objectiveTable()) {
            if (!info.needsLabels) continue;
            needed = true;
            const RunSpec spec = smallSpec({ { "objective", std::string(info.name) } });
            QVERIFY_EXCEPTION_THROWN(RunSetup(spec, std::make_shared<Dataset>(world)), SpecError);
        }
        QVERIFY(needed);
    }

    // Weights that grow until they overflow: no step after which they are not finite counts as
    // healthy, in whichever of loss, gradient and update it happens first.
    void overflowIsNoticedAtOnce_data()
    {
        QTest::addColumn<QString>("optimizer");
        QTest::addColumn<QString>("rate");
        for (const char* optimizer : { "sgd", "momentum", "adamw" })
            for (const char* rate : { "20", "50", "100" })
                QTest::addRow("%s %s", optimizer, rate)
                    << QString::fromLatin1(optimizer) << QString::fromLatin1(rate);
    }
    void overflowIsNoticedAtOnce()
    {
        QFETCH(QString, optimizer);
        QFETCH(QString, rate);
        ThreadPool pool(1);
        Trainer trainer(smallSetup(smallSpec({ { "optimizer", optimizer.toStdString() },
                            { "learning_rate", rate.toStdString() }, { "weight_decay", "10" },
                            { "feature_tower", "linear" } })),
            pool);
        for (int steps = 0; trainer.healthy() && steps < 2000; ++steps) {
            trainer.step();
            QVERIFY(!trainer.healthy() || trainer.parameters().allFinite());
        }
        QVERIFY(!trainer.healthy());
    }

    // The listing's logarithm of a negative ratio.
    void aLossThatIsNoNumberMovesNothing_data()
    {
        QTest::addColumn<QString>("optimizer");
        for (const OptimizerInfo& info : optimizerTable())
            QTest::addRow("%s", std::string(info.name).c_str())
                << QString::fromStdString(std::string(info.name));
    }
    void aLossThatIsNoNumberMovesNothing()
    {
        QFETCH(QString, optimizer);
        ThreadPool pool(1);
        const RunSpec spec =
            smallSpec({ { "optimizer", optimizer.toStdString() }, { "learning_rate", "0.1" } });
        Trainer trainer(smallSetup(spec), pool);
        const bool searches = findOptimizer(optimizer.toStdString())->needsHeldBatch;
        if (!searches) trainSteps(trainer, 3); // products may have become positive by a search
        QVERIFY(!trainer.change("objective", std::string("article-naive")));
        const Checkpoint before = trainer.checkpoint();
        const StepMetrics metrics = trainer.step();
        QVERIFY(std::isnan(metrics.loss));
        QVERIFY(!trainer.healthy());
        const Checkpoint after = trainer.checkpoint();
        QVERIFY(after.parameters == before.parameters);
        if (!searches) QVERIFY(after.optimizer.vectors == before.optimizer.vectors);
    }

    void gradientClippingBoundsTheStep()
    {
        ThreadPool pool(1);
        const RunSpec spec = smallSpec(
            { { "optimizer", "sgd" }, { "weight_decay", "0" }, { "clip_gradient", "0.01" },
                { "learning_rate", "1" }, { "schedule", "constant" }, { "warmup_steps", "0" } });
        Trainer trainer(smallSetup(spec), pool);
        const Vector<float> before = trainer.parameters();
        const StepMetrics metrics = trainer.step();
        QVERIFY(metrics.gradientNorm > 0.01); // the metric tells the length before clipping
        QVERIFY(std::abs((trainer.parameters() - before).norm() - 0.01f) < 1e-5f);
    }

    void missingModalitiesAreMasked()
    {
        Dataset world = makeSyntheticWorld({}, 1);
        world.modalities[1].present.assign(static_cast<std::size_t>(world.items), 1);
        for (std::size_t i = 0; i < world.modalities[1].present.size(); i += 3)
            world.modalities[1].present[i] = 0;
        const auto setup = std::make_shared<RunSetup>(
            smallSpec({ { "steps", "100" } }), std::make_shared<Dataset>(world));
        ThreadPool pool(2);
        Trainer trainer(setup, pool);
        const double first = trainer.step().loss;
        QVERIFY(trainSteps(trainer, 99).back().loss < first);
        QVERIFY(trainer.healthy());
        for (const Index item : chooseProbes(*setup).heatmapItems)
            QVERIFY(item % 3 != 0);
    }

    // An item that lacks a modality has no key of it, and no zeros or biases take its place among
    // the negatives.
    void keysOfAbsentItemsStayOutOfTheQueue()
    {
        Dataset world = makeSyntheticWorld({ .items = 300, .heldOut = 60, .modalities = 3 }, 1);
        world.modalities[2].present.assign(300, 1);
        for (std::size_t i = 0; i < 300; i += 3)
            world.modalities[2].present[i] = 0;
        const auto setup = std::make_shared<RunSetup>(
            smallSpec(
                { { "objective", "moco" }, { "queue_size", "64" }, { "modalities", "a,b,c" } }),
            std::make_shared<Dataset>(world));
        ThreadPool pool(1);
        Trainer trainer(setup, pool);
        const Checkpoint before = trainer.checkpoint();
        trainer.step();
        const Checkpoint after = trainer.checkpoint();
        QCOMPARE(after.keys.filled, Index(32));
        int absent = 0;
        for (Index row = 0; row < 32; ++row) {
            const Index item = after.heldBatch[static_cast<std::size_t>(row)];
            absent += item % 3 == 0;
            QVERIFY(after.keys.queues[0].row(row) != before.keys.queues[0].row(row));
            QCOMPARE(
                after.keys.queues[2].row(row) == before.keys.queues[2].row(row), item % 3 == 0);
        }
        QVERIFY(absent > 0);
        for (int step = 0; step < 20; ++step)
            trainer.step();
        for (const Matrix<float>& queue : trainer.checkpoint().keys.queues)
            for (Index row = 0; row < queue.rows(); ++row)
                QVERIFY(std::abs(queue.row(row).norm() - 1) < 1e-5f);
    }

    // A batch may hold no row of a pair: the others count, and nothing of the step before does.
    void aBatchWithoutAPairIsNoFault()
    {
        Dataset world = makeSyntheticWorld({ .items = 300, .heldOut = 60, .modalities = 3 }, 1);
        world.modalities[2].present.assign(300, 0);
        for (std::size_t i = 0; i < 300; i += 30)
            world.modalities[2].present[i] = 1;
        const auto setup = std::make_shared<RunSetup>(
            smallSpec({ { "modalities", "a,b,c" }, { "batch_size", "4" }, { "held_out", "60" } }),
            std::make_shared<Dataset>(world));
        ThreadPool pool(2);
        Trainer trainer(setup, pool);
        std::vector<Checkpoint> checkpoints;
        for (int i = 0; i < 30; ++i) {
            checkpoints.push_back(trainer.checkpoint());
            const StepMetrics metrics = trainer.step();
            QVERIFY(trainer.healthy());
            QVERIFY(std::isfinite(metrics.loss) && metrics.loss > 0);
            QVERIFY(metrics.chance > 0 && metrics.chance <= std::log(4.0) + 1e-12);
        }
        for (const Checkpoint& checkpoint : checkpoints) {
            Trainer resumed(setup, pool, checkpoint);
            while (resumed.steps() < 30)
                resumed.step();
            QCOMPARE(resumed.checkpoint().digest(), trainer.checkpoint().digest());
        }
    }

    void judgesAskForTwoCompleteItems()
    {
        Dataset world = makeSyntheticWorld({}, 1);
        world.modalities[1].present.assign(static_cast<std::size_t>(world.items), 1);
        const RunSetup setup(smallSpec(), std::make_shared<Dataset>(world));
        for (std::size_t i = 1; i < setup.split().heldOut.size(); ++i)
            world.modalities[1].present[static_cast<std::size_t>(setup.split().heldOut[i])] = 0;
        QVERIFY_EXCEPTION_THROWN(
            RunSetup(smallSpec(), std::make_shared<Dataset>(world)), SpecError);
    }

    void oneDimensionIsProjectedToo()
    {
        const auto setup = smallSetup(smallSpec({ { "embedding_width", "1" } }));
        ThreadPool pool(1);
        Trainer trainer(setup, pool);
        const ProbeSet probes = chooseProbes(*setup);
        const ProbeFrame first = analyseProbes(pool, *setup, probes, trainer.checkpoint(), nullptr);
        trainSteps(trainer, 5);
        const ProbeFrame next = analyseProbes(pool, *setup, probes, trainer.checkpoint(), &first);
        QVERIFY(next.points[0].allFinite());
        QVERIFY(std::abs(next.explained[0] + next.explained[1] - 1) < 1e-6);
    }

    void probeFrameNeverFlips()
    {
        const auto setup =
            smallSetup(smallSpec({ { "learning_rate", "0.01" }, { "steps", "200" } }));
        ThreadPool pool(1);
        Trainer trainer(setup, pool);
        const ProbeSet probes = chooseProbes(*setup);
        QCOMPARE(probes.heatmapItems.size(), std::size_t(60));
        ProbeFrame previous = analyseProbes(pool, *setup, probes, trainer.checkpoint(), nullptr);
        for (int frame = 0; frame < 20; ++frame) {
            trainSteps(trainer, 5);
            ProbeFrame next = analyseProbes(pool, *setup, probes, trainer.checkpoint(), &previous);
            // Points move with the embeddings; a flip would send them to the far side.
            const Matrix<float> moved = next.points[0] - previous.points[0];
            QVERIFY(moved.norm() < 0.8f * (next.points[0].norm() + previous.points[0].norm()));
            QVERIFY((next.basis.transpose() * previous.basis).trace() > 0);
            for (const Matrix<float>& similarity : next.similarities)
                QVERIFY(similarity.cwiseAbs().maxCoeff() <= 1.0001f);
            previous = std::move(next);
        }
    }
};

QTEST_APPLESS_MAIN(TestTrainer)
#include "tst_trainer.moc"
