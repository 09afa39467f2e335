// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/synthetic.h"
#include "run/spec_settings.h"
#include "run/trainer.h"
#include "run/training_batch.h"
#include "support/small_run.h"
#include "support/text_data.h"

#include <QtTest>

#include <set>

using namespace contrastlab;

namespace {

std::shared_ptr<const RunSetup> labelledSetup(const RunSpec& spec)
{
    auto world = std::make_shared<Dataset>(
        makeSyntheticWorld({ .items = 400, .heldOut = 80, .classes = 8 }, 1));
    return std::make_shared<RunSetup>(spec, world);
}

double shareOf(const std::vector<Index>& items, const auto& is)
{
    return static_cast<double>(std::ranges::count_if(items, is))
        / static_cast<double>(items.size());
}

std::shared_ptr<const RunSetup> textSetup(bool tags)
{
    const auto data = rowsAndTexts(200, 4, [tags](Index i) {
        Captions text { { "" }, {} };
        for (Index word = 0; word < 10; ++word)
            text.captions[0] += "word" + std::to_string((7 * i + word) % 50) + " ";
        if (tags) text.tags = { "tag" + std::to_string(i % 9), "label" + std::to_string(i % 5) };
        return text;
    });
    return std::make_shared<RunSetup>(
        smallSpec({ { "batch_size", "64" }, { "held_out", "40" } }), data);
}

// Words of two bags at the same places that differ, as a share of all.
double shareOfOtherWords(const TokenBag& a, const TokenBag& b, Index words)
{
    Index other = 0, all = 0;
    for (Index i = 0; i < a.size(); ++i) {
        std::multiset<int> before, common;
        for (const int id : a.tokens(i))
            if (id < words) before.insert(id);
        all += std::ssize(before);
        for (const int id : b.tokens(i))
            if (const auto found = before.find(id); found != before.end()) before.erase(found);
        other += std::ssize(before);
    }
    return static_cast<double>(other) / static_cast<double>(all);
}

} // namespace

class TestBatchDamage : public QObject {
    Q_OBJECT

private slots:
    void nothingIsBrokenAtFirst()
    {
        const auto setup = labelledSetup(smallSpec());
        const BatchDamage none = damageOf(RunSpec());
        std::vector<Index> items = setup->split().training;
        QCOMPARE(partnersOf(*setup, none, items), items);
        thinOutClasses(*setup, none, 3, items);
        QCOMPARE(items, setup->split().training);
        const Augmentation plain = augmentationOf(RunSpec());
        QCOMPARE(plain.shift, 2);
        QVERIFY(plain.flip && plain.styles && plain.colour > 0 && plain.dropText > 0);
        QCOMPARE(plain.wordNoise, 0.0);
    }

    void theSamePairsAreSwappedEachTime()
    {
        const auto setup = labelledSetup(smallSpec());
        const std::vector<Index>& items = setup->split().training;
        const BatchDamage damage { .swapped = 0.3 };
        const std::vector<Index> partners = partnersOf(*setup, damage, items);
        std::size_t swapped = 0;
        for (std::size_t i = 0; i < items.size(); ++i) {
            swapped += partners[i] != items[i];
            // By the item alone, whatever else the batch holds; a larger share breaks more.
            const std::vector<Index> single { items[i] };
            QCOMPARE(partnersOf(*setup, damage, single).front(), partners[i]);
            if (partners[i] != items[i])
                QCOMPARE(partnersOf(*setup, { .swapped = 0.6 }, single).front(), partners[i]);
        }
        const double share = double(swapped) / double(items.size());
        QVERIFY2(share > 0.22 && share < 0.38, qPrintable(QString::number(share)));
        const std::vector<Index> all = partnersOf(*setup, { .swapped = 1 }, items);
        for (std::size_t i = 0; i < items.size(); ++i) {
            QVERIFY(all[i] != items[i]);
            QVERIFY(std::ranges::count(items, all[i]) == 1); // no held-out item
        }
    }

    // The second modality of a batch is that of the wrong item; the first stays.
    void aSwappedRowHoldsTheOther()
    {
        const auto setup = labelledSetup(smallSpec());
        const std::vector<Index> items(
            setup->split().training.begin(), setup->split().training.begin() + 64);
        const BatchDamage damage { .swapped = 0.5 };
        ThreadPool pool(2);
        TrainingBatch clean, broken, other;
        clean.make(pool, *setup, items, {}, {}, 5);
        broken.make(pool, *setup, items, {}, damage, 5);
        const std::vector<Index> partners = partnersOf(*setup, damage, items);
        other.make(pool, *setup, partners, {}, {}, 5);
        QCOMPARE(broken.modalities()[0].dense, clean.modalities()[0].dense);
        QCOMPARE(broken.modalities()[1].dense, other.modalities()[1].dense);
        QVERIFY(broken.modalities()[1].dense != clean.modalities()[1].dense);
        QVERIFY(broken.pair(0).all);
    }

    void missingPartnersLeaveThePairs()
    {
        const auto setup = labelledSetup(smallSpec());
        const std::vector<Index>& items = setup->split().training;
        ThreadPool pool(2);
        TrainingBatch batch;
        batch.make(pool, *setup, items, {}, { .missing = 0.5 }, 5);
        const double left = double(batch.pair(0).count) / double(items.size());
        QVERIFY2(left > 0.4 && left < 0.6, qPrintable(QString::number(left)));
        QCOMPARE(std::ssize(batch.pair(0).labels), batch.pair(0).count);
        for (std::size_t i = 0; i < items.size(); ++i)
            if (!batch.modalities()[1].present[i])
                QVERIFY((batch.modalities()[1].dense.row(Index(i)).array() == 0).all());
    }

    void everySecondClassBecomesRare()
    {
        const auto setup = labelledSetup(smallSpec());
        const std::vector<int>& labels = setup->dataset().labels;
        const auto isRare = [&](Index item) { return labels[std::size_t(item)] % 2 == 1; };
        Batcher batcher(setup->split().training, 0);
        std::vector<Index> items, drawn, natural;
        for (std::uint64_t step = 0; step < 100; ++step) {
            batcher.next(32, items);
            natural.insert(natural.end(), items.begin(), items.end());
            thinOutClasses(*setup, { .imbalance = 10 }, step, items);
            QCOMPARE(items.size(), std::size_t(32));
            QCOMPARE(std::set<Index>(items.begin(), items.end()).size(), items.size());
            drawn.insert(drawn.end(), items.begin(), items.end());
        }
        const double before = shareOf(natural, isRare), after = shareOf(drawn, isRare);
        QVERIFY2(std::abs(after - before / 10) < 0.02,
            qPrintable(QStringLiteral("%1 of %2").arg(after).arg(before)));
    }

    void wordsAreWrongByTheirShare_data()
    {
        QTest::addColumn<bool>("tags");
        QTest::newRow("captions") << false;
        QTest::newRow("with tags") << true;
    }
    void wordsAreWrongByTheirShare()
    {
        QFETCH(bool, tags);
        const auto setup = textSetup(tags);
        const Index words = setup->batches().vocabulary(1)->words();
        const std::vector<Index>& items = setup->split().training;
        ThreadPool pool(2);
        const auto made = [&](double noise, std::uint64_t step) {
            TrainingBatch batch;
            Augmentation augmentation { 0, false, 0, false, 0, 0, noise };
            batch.make(pool, *setup, items, augmentation, {}, step);
            return batch.modalities()[1].tokens;
        };
        const TokenBag clean = made(0, 1);
        const double share = shareOfOtherWords(clean, made(0.4, 1), words);
        QVERIFY2(std::abs(share - 0.4) < 0.06, qPrintable(QString::number(share)));
        QCOMPARE(made(0.4, 1).ids, made(0.4, 2).ids); // the same words at each step
        QVERIFY(shareOfOtherWords(clean, made(1, 1), words) > 0.7);
    }

    void oneAugmentationStays()
    {
        RunSpec spec;
        spec.set("augment.drop_words", 0.5);
        const auto only = [&](const char* kind) {
            spec.set("break.augmentation", std::string(kind));
            return augmentationOf(spec);
        };
        for (const Choice& choice : findParameter("break.augmentation")->choices) {
            const bool all = choice.value == "all";
            const Augmentation left = only(std::string(choice.value).c_str());
            QCOMPARE(left.shift > 0, all || choice.value == "shift");
            QCOMPARE(left.flip, all || choice.value == "flip");
            QCOMPARE(left.colour > 0, all || choice.value == "colour");
            QCOMPARE(left.styles, all || choice.value == "styles");
            QCOMPARE(left.dropText > 0, all || choice.value == "text");
            QCOMPARE(left.dropWords > 0, all || choice.value == "text");
        }
    }

    void withoutNegativesAlignmentIsLeft_data()
    {
        QTest::addColumn<QString>("objective");
        for (const char* objective : { "clip", "siglip", "moco", "triplet" })
            QTest::newRow(objective) << QString(objective);
    }
    void withoutNegativesAlignmentIsLeft()
    {
        QFETCH(QString, objective);
        const auto setup = labelledSetup(
            smallSpec({ { "objective", objective.toStdString() }, { "queue_size", "96" },
                { "break.no_negatives", "true" }, { "steps", "0" }, { "learning_rate", "0.01" } }));
        ThreadPool pool(2);
        Trainer trainer(setup, pool);
        const double first = trainer.step().loss;
        QVERIFY2(first > 0 && first <= 4, qPrintable(QString::number(first)));
        StepMetrics last;
        for (int i = 0; i < 150; ++i)
            last = trainer.step();
        QCOMPARE(last.chance, 0.0); // where all embeddings are equal
        QVERIFY2(last.loss < 0.3 * first, qPrintable(QString::number(last.loss)));
        QVERIFY(!trainer.change("break.no_negatives", false));
        QVERIFY(trainer.step().chance > 0);
    }

    // With everything broken at once, a run goes on from any checkpoint bit by bit, and what is
    // switched off is gone.
    void brokenRunsResumeAndMend_data()
    {
        QTest::addColumn<QString>("hold");
        QTest::newRow("fresh batches") << "1";
        QTest::newRow("held batches") << "4";
    }
    void brokenRunsResumeAndMend()
    {
        QFETCH(QString, hold);
        const auto setup = labelledSetup(smallSpec({ { "hold_batch", hold.toStdString() } }));
        ThreadPool one(1), two(2);
        Trainer trainer(setup, one);
        const std::vector<std::pair<const char*, ParameterValue>> knobs { { "break.swapped", 0.4 },
            { "break.missing", 0.3 }, { "break.imbalance", 5.0 } };
        std::vector<Checkpoint> checkpoints;
        const auto stepTo = [&](std::int64_t step) {
            while (trainer.steps() < step) {
                trainer.step();
                checkpoints.push_back(trainer.checkpoint());
            }
        };
        stepTo(3);
        for (const auto& [key, value] : knobs)
            QVERIFY(!trainer.change(key, value));
        stepTo(10);
        for (const Checkpoint& checkpoint : checkpoints) {
            if (checkpoint.spec != trainer.spec()) continue;
            Trainer resumed(setup, two, checkpoint);
            while (resumed.steps() < 10)
                resumed.step();
            QCOMPARE(resumed.checkpoint().digest(), trainer.checkpoint().digest());
        }
        for (const auto& [key, value] : knobs)
            QVERIFY(!trainer.change(key, findParameter(key)->standard));
        trainer.step();
        QCOMPARE(trainer.spec(), setup->spec());
        const Checkpoint mended = trainer.checkpoint();
        QCOMPARE(partnersOf(*setup, damageOf(mended.spec), mended.heldBatch), mended.heldBatch);
    }

    void badValuesAreRefused()
    {
        const auto setup = labelledSetup(smallSpec());
        ThreadPool pool(1);
        Trainer trainer(setup, pool);
        QVERIFY(trainer.change("break.swapped", 1.5));
        QVERIFY(trainer.change("break.missing", std::nan("")));
        QVERIFY(trainer.change("break.imbalance", 0.0));
        QVERIFY(trainer.change("break.augmentation", std::string("rotation")));
        const auto single = smallSpec({ { "batch_size", "1" }, { "break.no_negatives", "true" } });
        QCOMPARE(validate(single).front().field, std::string("batch_size"));
    }
};

QTEST_APPLESS_MAIN(TestBatchDamage)
#include "tst_batch_damage.moc"
