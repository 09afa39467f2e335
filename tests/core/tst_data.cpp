// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Splits, batches, words, augmentation and the synthetic world.
#include "base/random.h"
#include "data/batch_maker.h"
#include "data/batcher.h"
#include "data/contents.h"
#include "data/image_change.h"
#include "data/split.h"
#include "data/synthetic.h"
#include "data/vocabulary.h"

#include <QTest>

#include <Eigen/Eigenvalues>

#include <numeric>
#include <set>
#include <stdexcept>

using namespace contrastlab;

namespace {

std::vector<Index> firstItems(Index count)
{
    std::vector<Index> items(static_cast<std::size_t>(count));
    std::iota(items.begin(), items.end(), 100);
    return items;
}

std::shared_ptr<Dataset> smallPictures()
{
    // Three 4 x 4 pictures in two variants; red counts the item, green the variant, blue the
    // column.
    std::vector<std::uint8_t> pixels;
    for (int item = 0; item < 3; ++item)
        for (int variant = 0; variant < 2; ++variant)
            for (int p = 0; p < 16; ++p)
                for (const int value : { item * 50, variant * 100, p % 4 * 40 })
                    pixels.push_back(static_cast<std::uint8_t>(value));
    auto dataset = std::make_shared<Dataset>();
    dataset->items = 3;
    ModalityData image;
    image.name = "image";
    image.kind = ModalityKind::image;
    image.images = imagesInMemory(pixels, 4, 4, 2);
    ModalityData text;
    text.name = "text";
    text.kind = ModalityKind::text;
    text.texts = { { { "red apple" }, { "fruit", "sweet" } }, { { "green pear" }, { "fruit" } },
        { { "blue plum" }, {} } };
    dataset->modalities = { image, text };
    return dataset;
}

std::vector<Index> itemsUpTo(Index count)
{
    std::vector<Index> items(static_cast<std::size_t>(count));
    std::iota(items.begin(), items.end(), Index(0));
    return items;
}

Matrix<float> rowsOf(const FeatureSource& source, Index count)
{
    Matrix<float> rows(count, source.width());
    for (Index i = 0; i < count; ++i)
        source.read(i, { rows.data() + i * rows.cols(), std::size_t(rows.cols()) });
    return rows;
}

} // namespace

class TestData : public QObject {
    Q_OBJECT

private slots:
    void splitIsAPartitionThatFollowsTheSeed()
    {
        Dataset dataset;
        dataset.items = 853;
        const auto splitOf = [&](std::uint64_t seed) {
            const std::vector<Index> all = itemsUpTo(853);
            return splitItems(dataset, { all, all, all, 150, seed });
        };
        const Split a = splitOf(1);
        QCOMPARE(a.heldOut.size(), std::size_t(150));
        QCOMPARE(a.training.size(), std::size_t(703));
        std::set<Index> all(a.heldOut.begin(), a.heldOut.end());
        all.insert(a.training.begin(), a.training.end());
        QCOMPARE(all.size(), std::size_t(853));
        QCOMPARE(splitOf(1).heldOut, a.heldOut);
        QVERIFY(splitOf(2).heldOut != a.heldOut);
    }

    void splitOfTheDataGoesFirst()
    {
        Dataset dataset;
        dataset.items = 4;
        dataset.parts = { Part::training, Part::heldOut, Part::unused, Part::training };
        const std::vector<Index> all = itemsUpTo(4), first3 { 0, 1, 2 };
        const Split split = splitItems(dataset, { all, all, all, 2, 1 });
        QCOMPARE(split.training, (std::vector<Index> { 0, 3 }));
        QCOMPARE(split.heldOut, (std::vector<Index> { 1 }));
        QCOMPARE(splitItems(dataset, { first3, first3, all, 2, 1 }).training,
            (std::vector<Index> { 0 })); // item 3 lacks something
    }

    // Where the data have both, the first steers and the other is judged at the end.
    void testItemsWaitForTheEnd()
    {
        Dataset dataset;
        dataset.items = 6;
        const std::vector<Index> all = itemsUpTo(6);
        dataset.parts = { Part::training, Part::test, Part::heldOut, Part::test, Part::training,
            Part::unused };
        Split split = splitItems(dataset, { all, all, all, 2, 1 });
        QCOMPARE(split.heldOut, (std::vector<Index> { 2 }));
        QCOMPARE(split.test, (std::vector<Index> { 1, 3 }));
        QCOMPARE(split.leaking, Index(0));
        dataset.parts[2] = Part::unused;
        split = splitItems(dataset, { all, all, all, 2, 1 });
        QCOMPARE(split.heldOut, (std::vector<Index> { 1, 3 }));
        QVERIFY(split.test.empty());
        // The data's own split is kept, and what it leaks is counted.
        const std::vector<Index> copied { 0, 1, 2, 0, 4, 5 };
        QCOMPARE(splitItems(dataset, { all, all, copied, 2, 1 }).leaking, Index(1));
    }

    void whatBelongsTogetherStaysOnOneSide()
    {
        Dataset dataset;
        dataset.items = 300;
        const std::vector<Index> all = itemsUpTo(300);
        std::vector<Index> thirds;
        for (const Index item : all)
            thirds.push_back(item / 3 * 3);
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            const Split split = splitItems(dataset, { all, all, thirds, 61, seed });
            QCOMPARE(split.heldOut.size(), std::size_t(60)); // the last third finds no room
            QCOMPARE(split.training.size(), std::size_t(240));
            std::set<Index> sides;
            for (const Index item : split.heldOut)
                sides.insert(item / 3);
            QCOMPARE(sides.size(), std::size_t(20));
        }
        // A set that is larger than what is held out trains.
        std::vector<Index> large = all;
        std::fill_n(large.begin(), 200, Index(0));
        for (const Index item : splitItems(dataset, { all, all, large, 61, 1 }).heldOut)
            QVERIFY(item >= 200);
        // Where that leaves nothing, copies are parted, and counted.
        const std::vector<Index> one(300, 0);
        const Split parted = splitItems(dataset, { all, all, one, 61, 1 });
        QCOMPARE(parted.heldOut.size(), std::size_t(61));
        QCOMPARE(parted.leaking, Index(61));
    }

    void contentsTellWhatIsTheSame()
    {
        ModalityData text;
        text.kind = ModalityKind::text;
        text.texts = { { { "A dog." }, {} }, { { "a dog" }, {} }, { { "?" }, {} }, { { "!" }, {} },
            { { "a", "dog" }, {} }, { { "a dog" }, { "pet" } }, { { "" }, {} } };
        text.present = { 1, 1, 1, 1, 1, 1, 0 };
        QCOMPARE(contentGroups(text, 7), (std::vector<int> { 0, 0, 1, 2, 3, 4, -1 }));
        ModalityData features;
        Matrix<float> rows(3, 2);
        rows << 1, 2, 1, 3, 1, 2;
        features.features = featuresInMemory(rows);
        QCOMPARE(contentGroups(features, 3), (std::vector<int> { 0, 1, 0 }));
        features.contents = { 7, 7, 8 }; // what a loader found is taken
        QCOMPARE(contentGroups(features, 3), (std::vector<int> { 0, 0, 1 }));
        const std::vector<std::vector<int>> lists { { 0, 1, 1, 2, 3, -1, -1 },
            { 0, 1, 2, 2, 3, 4, 4 } };
        QCOMPARE(inseparable(7, lists), (std::vector<Index> { 0, 1, 1, 1, 4, 5, 5 }));
        QVERIFY(nameClasses(std::vector<int> { 0, 1, 0, 1, 0, 1, 0, 1, 0, 1 }));
        QVERIFY(!nameClasses(std::vector<int> { 0, 1, 0, 1, 0, 1, 0, 1, 0, 2 }));
        QVERIFY(!nameClasses(std::vector<int> { 0, 0, 0, 0, 0, 0 }));
    }

    void batcherVisitsEveryItemOnceAnEpoch_data()
    {
        QTest::addColumn<int>("items");
        QTest::addColumn<int>("size");
        QTest::newRow("divides") << 60 << 20;
        QTest::newRow("leaves a rest") << 50 << 16;
        QTest::newRow("all at once") << 30 << 30;
        QTest::newRow("one by one") << 7 << 1;
        QTest::newRow("almost all") << 11 << 10;
    }
    void batcherVisitsEveryItemOnceAnEpoch()
    {
        QFETCH(int, items);
        QFETCH(int, size);
        Batcher batcher(firstItems(items), 3);
        std::vector<Index> sequence;
        std::vector<Index> batch;
        while (sequence.size() < static_cast<std::size_t>(items) * 6) {
            batcher.next(size, batch);
            QCOMPARE(batch.size(), static_cast<std::size_t>(size));
            QCOMPARE(std::set<Index>(batch.begin(), batch.end()).size(), batch.size());
            sequence.insert(sequence.end(), batch.begin(), batch.end());
        }
        std::vector<std::vector<Index>> epochs;
        for (auto at = sequence.begin(); sequence.end() - at >= items; at += items)
            epochs.emplace_back(at, at + items);
        for (const auto& epoch : epochs)
            QCOMPARE(std::set<Index>(epoch.begin(), epoch.end()).size(),
                static_cast<std::size_t>(items));
        QVERIFY(items == 1 || epochs[0] != epochs[1]);
    }

    void batcherContinuesFromItsState()
    {
        Batcher batcher(firstItems(50), 9);
        std::vector<Index> batch;
        for (int i = 0; i < 17; ++i) {
            batcher.next(16, batch);
            Batcher other(firstItems(50), 9);
            other.restore(batcher.state());
            Batcher copy = batcher;
            std::vector<Index> expected;
            std::vector<Index> found;
            for (int k = 0; k < 8; ++k) {
                copy.next(16, expected);
                other.next(16, found);
                QCOMPARE(found, expected);
            }
        }
    }

    void wordsAreLowerCaseAndIdeographsStandAlone()
    {
        QCOMPARE(wordsOf("Red Apple, 2-fold!"),
            (std::vector<std::string> { "red", "apple", "2", "fold" }));
        QCOMPARE(wordsOf("红苹果 ok"), (std::vector<std::string> { "红", "苹", "果", "ok" }));
        QCOMPARE(wordsOf("É cafÉ"), (std::vector<std::string> { "é", "café" }));
        QVERIFY(wordsOf("…—!").empty());
        // Bytes that are not UTF-8 part words, wherever they stand.
        QCOMPARE(wordsOf("a\xff z\xc5"), (std::vector<std::string> { "a", "z" }));
    }

    void gramsAreOfCharacters()
    {
        QCOMPARE(characterGramsOf("cat"),
            (std::vector<std::string> { "<ca", "cat", "at>", "<cat", "cat>" }));
        QVERIFY(characterGramsOf("x").empty());
        QVERIFY(characterGramsOf("果").empty());
    }

    // Texts of ASCII alone go a way of their own.
    void wordsOfAsciiAreThoseOfAnyText()
    {
        RandomStream random(1, Purpose::noise);
        for (int round = 0; round < 200; ++round) {
            std::string text;
            for (std::uint64_t length = random.below(40); length > 0; --length)
                text += char(random.below(128));
            std::vector<std::string> words = wordsOf(text + " é");
            QCOMPARE(words.back(), std::string("é"));
            words.pop_back();
            QCOMPARE(wordsOf(text), words);
        }
    }

    void wordsOfEveryScriptAreLowerCase_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("Russian") << "ПРИВЕТ, Мир! Ёж" << QStringList { "привет", "мир", "ёж" };
        QTest::newRow("Polish") << "ŁÓDŹ Żółw, ŚĆŃĘĄ" << QStringList { "łódź", "żółw", "śćńęą" };
        QTest::newRow("Turkish") << "İSTANBUL'da ÇİÇEK ığdır"
                                 << QStringList { "istanbul", "da", "çiçek", "ığdır" };
        QTest::newRow("Greek") << "ΟΔΟΣ Σίσυφος ΣΑΣ" << QStringList { "οδος", "σίσυφος", "σας" };
        QTest::newRow("German") << "STRAẞE Über" << QStringList { "straße", "über" };
        QTest::newRow("accents apart") << "CAFE\u0301 cafe\u0301" << QStringList { "café", "café" };
        QTest::newRow("Hindi") << "हिन्दी भाषा" << QStringList { "हिन्दी", "भाषा" };
        QTest::newRow("marks are no letters")
            << "«да» — 20°C ¿qué?" << QStringList { "да", "20", "c", "qué" };
        QTest::newRow("emoji") << "1\uFE0F\u20E3 \u2764\uFE0F a" << QStringList { "1", "a" };
        QTest::newRow("soft hyphen") << "Donau\u00ADdampf" << QStringList { "donaudampf" };
    }
    void wordsOfEveryScriptAreLowerCase()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, words);
        QStringList found;
        for (const std::string& word : wordsOf(text.toStdString()))
            found << QString::fromStdString(word);
        QCOMPARE(found, words);
    }

    void textThatIsNotUtf8IsReadAroundItsBadBytes()
    {
        QCOMPARE(wordsOf("GOOD\xFF\xFE"
                         "Word \xC3"),
            (std::vector<std::string> { "good", "word" }));
    }

    void vocabularyKnowsTrainingWordsAndSharedGrams()
    {
        const std::vector<std::string> texts { "red apple", "red apples", "pear" };
        const Vocabulary vocabulary = Vocabulary::build(texts);
        QCOMPARE(vocabulary.token(0), std::string("red")); // most frequent
        QCOMPARE(vocabulary.words(), Index(4));
        QVERIFY(vocabulary.tokenize("apple").size() > 1);
        // Never seen, and yet not unknown: it shares grams with apple and apples.
        const auto unseen = vocabulary.tokenize("apply");
        QVERIFY(!unseen.empty());
        for (const int id : unseen)
            QVERIFY(id >= vocabulary.words());
        QVERIFY(vocabulary.tokenize("zzz").empty());
    }

    void wordsWithVectorsAreKnownThoughNeverTrained()
    {
        const std::vector<std::string> texts { "red apple" };
        const std::vector<std::string> known { "apple", "quince" };
        const Vocabulary vocabulary = Vocabulary::build(texts, known);
        QCOMPARE(vocabulary.words(), Index(3));
        QCOMPARE(vocabulary.token(2), std::string("quince"));
        QCOMPARE(vocabulary.tokenize("quince"), std::vector<int> { 2 });
        QVERIFY(vocabulary.tokenize("medlar").empty());

        auto dataset = std::make_shared<Dataset>(*smallPictures());
        const std::size_t heldOut = 2;
        dataset->modalities[1].texts[heldOut] = { { "quince" }, {} };
        const std::vector<Index> training { 0, 1 };
        const auto wordsOfHeldOut = [&] {
            const BatchMaker maker(dataset, { 0, 1 }, training, false);
            ThreadPool pool(1);
            ModalityBatch<float> batch;
            maker.makePlain(pool, std::vector<Index> { Index(heldOut) }, 1, 0, batch);
            return batch.tokens.tokens(0).size();
        };
        QCOMPARE(wordsOfHeldOut(), std::size_t(0));
        dataset->modalities[1].wordVectors = std::make_shared<WordVectors>(
            WordVectors { { "quince", "medlar" }, Matrix<float>::Ones(2, 3) });
        QCOMPARE(wordsOfHeldOut(), std::size_t(1));
    }

    void plainBatchesShowTheGivenVariant()
    {
        const auto dataset = smallPictures();
        const std::vector<Index> items { 0, 1, 2 };
        const BatchMaker maker(dataset, { 0, 1 }, items, false);
        ThreadPool pool(2);
        ModalityBatch<float> batch;
        maker.makePlain(pool, items, 0, 1, batch);
        QCOMPARE(batch.dense.rows(), Index(3));
        QCOMPARE(batch.dense(2, 0), 100 / 255.0f);
        QCOMPARE(batch.dense(2, 1), 100 / 255.0f);
        QCOMPARE(batch.dense(2, 3 * 3 + 2), 120 / 255.0f);
        maker.makePlain(pool, items, 1, 0, batch);
        QCOMPARE(batch.tokens.size(), Index(3));
        QVERIFY(batch.tokens.tokens(0).size() > batch.tokens.tokens(2).size()); // tags and all
    }

    void batchesAreTheSameOnAnyNumberOfThreadsAndVaryByStep()
    {
        const auto dataset = smallPictures();
        const std::vector<Index> items { 0, 1, 2 };
        const BatchMaker maker(dataset, { 0, 1 }, items);
        ThreadPool one(1);
        ThreadPool three(3);
        std::vector<ModalityBatch<float>> a;
        std::vector<ModalityBatch<float>> b;
        bool varies = false;
        for (std::uint64_t step = 0; step < 20; ++step) {
            maker.make(one, items, {}, 5, step, a);
            maker.make(three, items, {}, 5, step, b);
            QVERIFY(a[0].dense == b[0].dense);
            QCOMPARE(a[1].tokens.ids, b[1].tokens.ids);
            maker.make(one, items, {}, 5, step + 1, b);
            varies |= a[0].dense != b[0].dense;
            for (Index i = 0; i < 3; ++i)
                QVERIFY(!a[1].tokens.tokens(i).empty()); // never dropped to nothing
        }
        QVERIFY(varies);
    }

    void augmentationCanBeSwitchedOff()
    {
        const auto dataset = smallPictures();
        const std::vector<Index> items { 0, 1, 2 };
        const BatchMaker maker(dataset, { 0, 1 }, items);
        ThreadPool pool(1);
        const Augmentation none { 0, false, 0.0, false, 0.0 };
        std::vector<ModalityBatch<float>> drawn;
        ModalityBatch<float> plain;
        maker.make(pool, items, none, 5, 77, drawn);
        maker.makePlain(pool, items, 0, 0, plain);
        QVERIFY((drawn[0].dense - plain.dense).cwiseAbs().maxCoeff() < 1e-5f);
        maker.makePlain(pool, items, 1, 0, plain);
        QCOMPARE(std::set<int>(drawn[1].tokens.ids.begin(), drawn[1].tokens.ids.end()),
            std::set<int>(plain.tokens.ids.begin(), plain.tokens.ids.end()));
    }

    void flipAndShiftMovePixels()
    {
        std::vector<std::uint8_t> pixels;
        for (int p = 0; p < 9; ++p)
            for (int channel = 0; channel < 3; ++channel)
                pixels.push_back(static_cast<std::uint8_t>(p * 10));
        const std::vector<float> mean(3, 0.0f);
        const std::vector<float> unit(3, 1 / 255.0f);
        std::vector<float> values(27);
        ImageChange change;
        change.flip = true;
        changeImage(pixels, 3, 3, change, mean, unit, values);
        QCOMPARE(qRound(values[0]), 20); // the first row's last pixel
        change.flip = false;
        change.shiftX = 1;
        change.shiftY = 1;
        changeImage(pixels, 3, 3, change, mean, unit, values);
        QCOMPARE(qRound(values[0]), 0); // the edge repeats
        QCOMPARE(qRound(values[4 * 3]), 0); // the centre shows the corner
        QCOMPARE(qRound(values[8 * 3]), 40); // the corner shows the centre
    }

    // Of captions without tags, a share of the words stays, never none; without it nothing is
    // drawn.
    void wordsOfCaptionsAreLeftOut()
    {
        auto dataset = std::make_shared<Dataset>();
        dataset->items = 200;
        ModalityData text;
        text.name = "text";
        text.kind = ModalityKind::text;
        for (int i = 0; i < 200; ++i)
            text.texts.push_back({ { "a b c d e f g h i j" }, {} });
        dataset->modalities = { text };
        const std::vector<Index> all = itemsUpTo(200);
        const BatchMaker maker(dataset, { 0 }, all);
        ThreadPool pool(1);
        std::vector<ModalityBatch<float>> batch;
        const auto wordsKept = [&](double drop) {
            Augmentation augmentation;
            augmentation.dropWords = drop;
            maker.make(pool, all, augmentation, 1, 1, batch);
            std::size_t kept = 0;
            for (Index i = 0; i < 200; ++i) {
                if (batch[0].tokens.tokens(i).empty()) return std::size_t(0);
                kept += batch[0].tokens.tokens(i).size();
            }
            return kept;
        };
        QCOMPARE(wordsKept(0), std::size_t(2000));
        const std::size_t half = wordsKept(0.5);
        QVERIFY(half > 850 && half < 1150);
        QVERIFY(wordsKept(0.95) >= 200);
    }

    void standardisedFeaturesHaveUnitDeviation()
    {
        const auto world = std::make_shared<Dataset>(makeSyntheticWorld({}, 4));
        const std::vector<Index> all = itemsUpTo(world->items);
        const Split split = splitItems(*world, { all, all, all, 0, 0 });
        const BatchMaker maker(world, { 0, 1 }, split.training);
        ThreadPool pool(1);
        ModalityBatch<float> batch;
        maker.makePlain(pool, split.training, 1, 0, batch);
        const Eigen::MatrixXd x = batch.dense.cast<double>();
        QVERIFY(x.colwise().mean().cwiseAbs().maxCoeff() < 1e-4);
        QVERIFY((x.array().square().colwise().mean() - 1).abs().maxCoeff() < 1e-3);
    }

    // Features with several variants an item are drawn as drawing styles are.
    void variantsOfFeaturesAreDrawn()
    {
        struct Pairs final : FeatureSource {
            Index width() const override { return 1; }
            int variants(Index) const override { return 2; }
            void read(Index item, std::span<float> values) const override
            {
                readVariant(item, 0, values);
            }
            void readVariant(Index item, int variant, std::span<float> values) const override
            {
                values[0] = float(item * 10 + variant);
            }
        };
        auto dataset = std::make_shared<Dataset>();
        dataset->items = 2;
        dataset->modalities = { { "a", ModalityKind::features }, { "b", ModalityKind::features } };
        for (ModalityData& modality : dataset->modalities)
            modality.features = std::make_shared<Pairs>();
        const std::vector<Index> items { 0, 1 };
        const BatchMaker maker(dataset, { 0, 1 }, items, false);
        QCOMPARE(maker.variants(0), 2);
        ThreadPool pool(1);
        ModalityBatch<float> plain;
        maker.makePlain(pool, items, 0, 1, plain);
        QCOMPARE(plain.dense(1, 0), 11.0f);
        std::set<float> seen;
        std::vector<ModalityBatch<float>> batch;
        Augmentation augmentation;
        for (std::uint64_t step = 0; step < 20; ++step) {
            maker.make(pool, items, augmentation, 3, step, batch);
            seen.insert(batch[1].dense(1, 0));
        }
        QCOMPARE(seen, (std::set<float> { 10, 11 }));
        augmentation.styles = false; // the first alone
        for (std::uint64_t step = 0; step < 20; ++step) {
            maker.make(pool, items, augmentation, 3, step, batch);
            QCOMPARE(batch[1].dense(1, 0), 10.0f);
        }
    }

    void syntheticWorldHasWhatWasAskedFor()
    {
        SyntheticWorld world;
        world.items = 900;
        world.heldOut = 100;
        world.classes = 5;
        world.modalities = 3;
        const Dataset a = makeSyntheticWorld(world, 1);
        QCOMPARE(a.modalities.size(), std::size_t(3));
        QCOMPARE(a.modalities[2].features->width(), Index(20));
        QCOMPARE(std::set<int>(a.labels.begin(), a.labels.end()).size(), std::size_t(5));
        QCOMPARE(std::count(a.parts.begin(), a.parts.end(), Part::heldOut), std::ptrdiff_t(100));
        QCOMPARE(makeSyntheticWorld(world, 1).digest, a.digest);
        QVERIFY(makeSyntheticWorld(world, 2).digest != a.digest);
        int calls = 0;
        const auto giveUp = [&] {
            if (++calls == 2) throw std::runtime_error("enough");
        };
        QVERIFY_EXCEPTION_THROWN(makeSyntheticWorld(world, 1, giveUp), std::runtime_error);

        world.mismatched = 0.5;
        const Dataset b = makeSyntheticWorld(world, 1);
        std::vector<float> before(32);
        std::vector<float> after(32);
        int moved = 0;
        for (Index i = 0; i < 900; ++i) {
            a.modalities[0].features->read(i, before);
            b.modalities[0].features->read(i, after);
            QCOMPARE(after, before); // the first modality stays
            before.resize(24);
            after.resize(24);
            a.modalities[1].features->read(i, before);
            b.modalities[1].features->read(i, after);
            if (before != after) ++moved;
            if (i >= 800) QCOMPARE(after, before); // held-out pairs stay true
            before.resize(32);
            after.resize(32);
        }
        QVERIFY(moved > 320 && moved < 480);
    }

    // What a view shows alone lies in a subspace as wide as the latent, and no other view has it.
    void syntheticNuisanceIsOfOneViewAlone()
    {
        SyntheticWorld world { .items = 400, .heldOut = 40 };
        const Dataset plain = makeSyntheticWorld(world, 1);
        world.nuisance = 3;
        const Dataset shown = makeSyntheticWorld(world, 1);
        QCOMPARE(shown.labels, plain.labels);
        Matrix<float> added[2];
        for (const std::size_t m : { std::size_t(0), std::size_t(1) }) {
            added[m] = rowsOf(*shown.modalities[m].features, 400)
                - rowsOf(*plain.modalities[m].features, 400);
            const Vector<double> squares =
                (added[m].cast<double>().transpose() * added[m].cast<double>())
                    .eval()
                    .selfadjointView<Eigen::Lower>()
                    .eigenvalues();
            const Index last = squares.size() - 1;
            QVERIFY(squares[last - 7] > 1 && std::abs(squares[last - 8]) < 1e-3);
            const double power = double(added[m].squaredNorm()) / double(added[m].size());
            QVERIFY2(std::abs(power - 9) < 3, qPrintable(QString::number(power)));
        }
        // Correlations of 400 rows are about 0.05 by chance.
        const auto unit = [](const Matrix<float>& rows, Index column) {
            return Vector<float>(rows.col(column).array() - rows.col(column).mean()).normalized();
        };
        for (Index column = 0; column < 24; ++column)
            QVERIFY(std::abs(unit(added[0], column).dot(unit(added[1], column))) < 0.25f);
    }
};

QTEST_APPLESS_MAIN(TestData)
#include "tst_data.moc"
