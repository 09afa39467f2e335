// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The cache of features: what was appended is read again, what is damaged or cut short is as if it
// had never been computed; and the stage, which computes what is missing and nothing else.
#include "encoder/feature_cache.h"
#include "encoder/feature_stage.h"
#include "support/file_bytes.h"
#include "support/onnx_runtime_here.h"

#include "base/thread_pool.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <numeric>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t encoding = 7;

Matrix<float> rowsFrom(Index first, Index count, Index width)
{
    Matrix<float> rows(count, width);
    for (Index i = 0; i < count; ++i)
        for (Index j = 0; j < width; ++j)
            rows(i, j) = float(first + i) + 0.001f * float(j);
    return rows;
}

std::vector<std::uint64_t> keysFrom(std::uint64_t first, std::size_t count)
{
    std::vector<std::uint64_t> keys(count);
    std::iota(keys.begin(), keys.end(), first);
    return keys;
}

fs::path onlyFileIn(const QTemporaryDir& folder)
{
    for (const auto& entry : fs::directory_iterator(folder.path().toStdString()))
        return entry.path();
    return {};
}

/// Pictures of one colour, which is the item's number, or the variant's where it has several.
class Colours final : public PictureSource {
public:
    Picture picture(Index item, int variant) const override
    {
        ++made;
        if (item == refused) throw InputError("picture", "", std::string("gone"));
        Picture picture { 8, 8, {} };
        picture.pixels.assign(192, std::uint8_t(item * 10 + variant));
        return picture;
    }
    mutable std::atomic<int> made { 0 };
    Index refused = -1;
};

ModalityData pictures(Index items, int variants)
{
    ModalityData modality;
    modality.name = "image";
    modality.kind = ModalityKind::image;
    std::vector<std::uint8_t> pixels;
    for (Index i = 0; i < items * variants; ++i)
        pixels.insert(pixels.end(), 3, std::uint8_t(i));
    modality.images = imagesInMemory(std::move(pixels), 1, 1, variants);
    return modality;
}

FeatureStage stageIn(const QTemporaryDir& folder)
{
    return { folder.path().toStdString(), 1 << 30, 2, {}, {}, {} };
}

std::vector<float> rowOf(const FeatureSource& features, Index item, int variant = 0)
{
    std::vector<float> row(std::size_t(features.width()));
    features.readVariant(item, variant, row);
    return row;
}

// Of the colour, by pictures/preprocessor_config.json: the first feature.
float firstFeature(int colour)
{
    return (float(colour) / 255 - 0.5f) / 0.5f;
}

} // namespace

class TestFeatureStage : public QObject {
    Q_OBJECT

private slots:
    void cacheKeepsRows()
    {
        const QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        const Matrix<float> rows = rowsFrom(0, 10, 5);
        {
            FeatureCache cache(path, encoding, 5);
            QVERIFY(!cache.contains(100));
            cache.append(keysFrom(100, 10), view(rows));
            QVERIFY(cache.contains(109));
        }
        const FeatureCache again(path, encoding, 5);
        const std::vector<std::uint64_t> keys { 103, 100, 109 };
        const std::vector<std::size_t> begins { 0, 2, 2, 3 };
        const auto features = again.features(keys, begins);
        QCOMPARE(features->variants(0), 2);
        QCOMPARE(features->variants(1), 1); // lacks it, and is never read
        QCOMPARE(rowOf(*features, 0)[4], rows(3, 4));
        QCOMPARE(rowOf(*features, 0, 1)[0], rows(0, 0));
        QCOMPARE(rowOf(*features, 2)[1], rows(9, 1));
        QVERIFY(!FeatureCache(path, encoding + 1, 5).contains(100));
        QVERIFY_EXCEPTION_THROWN((void)again.features(keysFrom(200, 1), begins), InputError);
    }

    void cacheOutlivesKills()
    {
        const QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        FeatureCache(path, encoding, 4).append(keysFrom(1, 3), view(rowsFrom(0, 3, 4)));
        const std::string whole = bytesOf(onlyFileIn(folder));
        for (std::size_t size = 0; size < whole.size(); size += 7) {
            writeBytes(onlyFileIn(folder), whole.substr(0, size));
            FeatureCache cache(path, encoding, 4);
            const std::size_t left = size < 24 ? 0 : (size - 24) / 32;
            for (std::uint64_t key = 1; key <= 3; ++key)
                QCOMPARE(cache.contains(key), key <= left);
            cache.append(keysFrom(9, 1), view(rowsFrom(9, 1, 4)));
            const auto features = FeatureCache(path, encoding, 4)
                                      .features(keysFrom(9, 1), std::vector<std::size_t> { 0, 1 });
            QCOMPARE(rowOf(*features, 0)[0], 9.0f);
        }
    }

    void cacheDoubtsEveryByte()
    {
        const QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        FeatureCache(path, encoding, 4).append(keysFrom(1, 2), view(rowsFrom(0, 2, 4)));
        const std::string whole = bytesOf(onlyFileIn(folder));
        for (std::size_t place = 0; place < whole.size(); ++place) {
            std::string damaged = whole;
            damaged[place] = char(damaged[place] ^ 0x10);
            writeBytes(onlyFileIn(folder), damaged);
            const FeatureCache cache(path, encoding, 4);
            // The header tells of all rows, a row of itself.
            QCOMPARE(cache.contains(1), place >= 24 + 32);
            QCOMPARE(cache.contains(2), place >= 24 && place < 24 + 32);
        }
    }

    void cacheKnowsItsOwnFileAgain()
    {
        const QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        const std::vector<std::size_t> begins { 0, 1 };
        FeatureCache cache(path, encoding, 4);
        cache.append(keysFrom(1, 3), view(rowsFrom(0, 3, 4)));
        QCOMPARE(rowOf(*cache.features(keysFrom(3, 1), begins), 0)[0], 2.0f);
        const std::string whole = bytesOf(onlyFileIn(folder));
        fs::remove(onlyFileIn(folder));
        FeatureCache(path, encoding, 4).append(keysFrom(7, 3), view(rowsFrom(6, 3, 4)));
        QVERIFY_EXCEPTION_THROWN((void)cache.features(keysFrom(3, 1), begins), InputError);
        writeBytes(onlyFileIn(folder), whole.substr(0, whole.size() - 8));
        QVERIFY_EXCEPTION_THROWN((void)cache.features(keysFrom(3, 1), begins), InputError);
        QCOMPARE(rowOf(*cache.features(keysFrom(2, 1), begins), 0)[0], 1.0f);
    }

    void cacheStaysWithinItsLimit()
    {
        const QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        FeatureCache(path, 1, 256).append(keysFrom(1, 100), view(rowsFrom(0, 100, 256)));
        const fs::path old = onlyFileIn(folder);
        fs::last_write_time(old, fs::file_time_type::clock::now() - std::chrono::hours(5));
        FeatureCache cache(path, 2, 256);
        cache.reserve(10, 200'000);
        QVERIFY(fs::exists(old)); // there is room for both
        cache.reserve(90, 110'000);
        QVERIFY(!fs::exists(old));
        QVERIFY_EXCEPTION_THROWN(cache.reserve(1000, 110'000), InputError);
    }

    void cacheWhereNoneCanBe()
    {
        QVERIFY_EXCEPTION_THROWN(FeatureCache("/proc/nowhere", 1, 2), InputError);
    }

    void picturesAreEncodedOnce()
    {
        REQUIRE_ONNX_RUNTIME;
        const QTemporaryDir folder;
        const Encoder encoder(onnxRuntimeHere(), encoderFixture("pictures/model.onnx"));
        ModalityData modality = pictures(20, 1);
        modality.present.assign(20, 1);
        modality.present[4] = 0;
        const Colours colours;
        FeatureStage stage = stageIn(folder);
        Index begun = 0;
        std::atomic<int> advanced { 0 };
        stage.begin = [&](Index rows) { begun = rows; };
        stage.advance = [&] { ++advanced; };
        const auto features = pictureFeatures(encoder, modality, 20, colours, "", stage);
        QCOMPARE(begun, 19);
        QCOMPARE(advanced.load(), 19);
        QCOMPARE(features->width(), 12);
        for (const Index item : { 0, 3, 19 })
            QVERIFY(std::abs(rowOf(*features, item)[0] - firstFeature(int(item) * 10)) < 1e-5f);
        const auto again = pictureFeatures(encoder, modality, 20, colours, "", stage);
        QCOMPARE(colours.made.load(), 19);
        QCOMPARE(rowOf(*again, 19), rowOf(*features, 19));
        (void)pictureFeatures(encoder, modality, 20, colours, "another ground", stage);
        QCOMPARE(colours.made.load(), 38);
    }

    void drawingsAreVariants()
    {
        REQUIRE_ONNX_RUNTIME;
        const QTemporaryDir folder;
        const Encoder encoder(onnxRuntimeHere(), encoderFixture("pictures/model.onnx"));
        const Colours colours;
        const auto features =
            pictureFeatures(encoder, pictures(5, 3), 5, colours, "", stageIn(folder));
        QCOMPARE(features->variants(4), 3);
        QVERIFY(std::abs(rowOf(*features, 4, 2)[0] - firstFeature(42)) < 1e-5f);
        std::vector<float> row(12);
        features->read(4, row);
        QCOMPARE(row, rowOf(*features, 4, 0));
    }

    void captionsAreVariants()
    {
        REQUIRE_ONNX_RUNTIME;
        const QTemporaryDir folder;
        const Encoder encoder(onnxRuntimeHere(), encoderFixture("texts/model.onnx"));
        ModalityData modality;
        modality.kind = ModalityKind::text;
        modality.texts = { { { "a cat", "a photo" }, {} }, { { "dog" }, { "play", "the" } },
            { { "a cat" }, {} }, { {}, {} } };
        Index begun = 0;
        FeatureStage stage = stageIn(folder);
        stage.begin = [&](Index rows) { begun = rows; };
        const auto features = textFeatures(encoder, modality, 4, stage);
        QCOMPARE(begun, 4); // one comes twice
        QCOMPARE(features->variants(0), 2);
        QCOMPARE(rowOf(*features, 0), rowOf(*features, 2));
        // [CLS] dog , play , the [SEP]
        QCOMPARE(rowOf(*features, 1)[0], float(2 + 9 + 33 + 17 + 33 + 12 + 3) / 7);
        QCOMPARE(encodedTexts(modality.texts[1]).front(), "dog, play, the");
    }

    // What was done before a stop is there when it goes on.
    void stoppedEncodingGoesOn()
    {
        REQUIRE_ONNX_RUNTIME;
        const QTemporaryDir folder;
        const Encoder encoder(onnxRuntimeHere(), encoderFixture("pictures/model.onnx"));
        const ModalityData modality = pictures(200, 1);
        const Colours colours;
        std::stop_source stop;
        FeatureStage stage = stageIn(folder);
        stage.stop = stop.get_token();
        int advanced = 0;
        stage.advance = [&] {
            if (++advanced == 40) stop.request_stop();
        };
        QVERIFY_EXCEPTION_THROWN(
            (void)pictureFeatures(encoder, modality, 200, colours, "", stage), Interrupted);
        Index left = 0;
        FeatureStage second = stageIn(folder);
        second.begin = [&](Index rows) { left = rows; };
        (void)pictureFeatures(encoder, modality, 200, colours, "", second);
        QVERIFY(left <= 160 && left > 0);
        QCOMPARE(left, 200 - advanced);
    }

    void failuresNameTheItem()
    {
        REQUIRE_ONNX_RUNTIME;
        const QTemporaryDir folder;
        Colours colours;
        const Encoder encoder(onnxRuntimeHere(), encoderFixture("nan/model.onnx"));
        try { // the logarithm of a normalised colour below its mean
            (void)pictureFeatures(encoder, pictures(3, 1), 3, colours, "", stageIn(folder));
            QFAIL("features that are not finite were taken");
        } catch (const InputError& error) {
            QCOMPARE(QString::fromStdString(error.expectation()),
                "expected finite features; some of item 1 are not");
        }
        const Encoder good(onnxRuntimeHere(), encoderFixture("pictures/model.onnx"));
        colours.refused = 2;
        QVERIFY_EXCEPTION_THROWN(
            (void)pictureFeatures(good, pictures(3, 1), 3, colours, "", stageIn(folder)),
            InputError);
    }
};

QTEST_GUILESS_MAIN(TestFeatureStage)
#include "tst_feature_stage.moc"
