// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From a spec that names encoders to data that a run can be trained on.
#include "analysis/evaluation.h"
#include "base/thread_pool.h"
#include "media/built_in_encoders.h"
#include "media/encoded_data.h"
#include "media/gallery.h"
#include "media/item_list.h"
#include "media/open_data.h"
#include "run/run_setup.h"
#include "run/spec_settings.h"
#include "support/onnx_runtime_here.h"

#include <QImage>
#include <QTemporaryDir>
#include <QTest>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

constexpr int itemCount = 24;

/// Pictures of one colour each with their names, and a cache of its own.
class EncodedFolder {
public:
    EncodedFolder()
    {
        qputenv("CONTRASTLAB_CACHE", m_cache.path().toUtf8());
        for (int i = 0; i < itemCount; ++i) {
            QImage picture(20, 10, QImage::Format_RGB32);
            picture.fill(QColor(i * 10, 255 - i * 10, i));
            const QString name = m_data.filePath(QString("cat_%1").arg(i, 2, 10, QChar('0')));
            picture.save(name + ".png");
            QFile text(name + ".txt");
            QVERIFY(text.open(QIODevice::WriteOnly));
            text.write(QString("a photo of a cat, %1").arg(i).toUtf8());
        }
    }
    [[nodiscard]] RunSpec spec() const
    {
        RunSpec spec;
        spec.set("dataset", m_data.path().toStdString());
        return spec;
    }

private:
    QTemporaryDir m_data, m_cache;
};

QString failureOf(const RunSpec& spec)
{
    try {
        (void)openData(spec);
    } catch (const std::exception& error) {
        return error.what();
    }
    return "none";
}

} // namespace

class TestEncodedData : public QObject {
    Q_OBJECT

private slots:
    void picturesAndTextsBecomeFeatures()
    {
        REQUIRE_ONNX_RUNTIME;
        const EncodedFolder folder;
        RunSpec spec = folder.spec();
        const OpenedData plain = openData(spec);
        spec.set("image_encoder", encoderFixture("pictures/model.onnx"));
        spec.set("text_encoder", encoderFixture("texts/model.onnx"));
        int encoded = 0;
        const OpenedData data = openData(spec, [&](const LoadProgress& progress) {
            if (progress.phase == LoadPhase::encoding)
                encoded = std::max(encoded, int(progress.total));
        });
        QCOMPARE(encoded, itemCount);
        const ModalityData* images = data.dataset->find("image");
        QCOMPARE(images->kind, ModalityKind::features);
        QCOMPARE(images->features->width(), 12);
        QCOMPARE(data.dataset->find("text")->features->width(), 4);
        QVERIFY(data.dataset->find("text")->texts.empty());
        QVERIFY(data.dataset->digest != plain.dataset->digest);
        QCOMPARE(images->contents, plain.dataset->find("image")->contents);
        // People see the pictures as ever.
        QVERIFY(!data.media->picture("image", 0, 0, 64).isNull());
        std::vector<float> row(12);
        for (const Index item : { 0, 7 }) { // red, by the encoder's mean and deviation of 0.5
            images->features->read(item, row);
            QVERIFY(std::abs(row[0] - (float(item * 10) / 255 - 0.5f) / 0.5f) < 1e-4f);
        }
        spec.set("held_out", std::int64_t(6));
        spec.set("batch_size", std::int64_t(8));
        const RunSetup setup(spec, data.dataset);
        QCOMPARE(setup.towers(), 2);
        QCOMPARE(setup.batches().shape(0).channels, 12);
        // A second time nothing is computed.
        encoded = 0;
        const OpenedData again = openData(spec, [&](const LoadProgress& progress) {
            encoded += progress.phase == LoadPhase::encoding;
        });
        QCOMPARE(encoded, 0);
        QCOMPARE(again.dataset->digest, data.dataset->digest);
    }

    void drawingsOfTheEmojiAreVariants()
    {
        REQUIRE_ONNX_RUNTIME;
        const QTemporaryDir cache;
        qputenv("CONTRASTLAB_CACHE", cache.path().toUtf8());
        RunSpec spec;
        spec.set("image_encoder", encoderFixture("pictures/model.onnx"));
        const OpenedData data = openData(spec);
        const ModalityData* images = data.dataset->find("image");
        QVERIFY(images->features->variants(0) > 1);
        QCOMPARE(images->features->variants(0), data.media->variants("image", 0));
    }

    void stopsInTheMiddle()
    {
        REQUIRE_ONNX_RUNTIME;
        const EncodedFolder folder;
        RunSpec spec = folder.spec();
        spec.set("image_encoder", encoderFixture("pictures/model.onnx"));
        std::stop_source stop;
        const auto progress = [&](const LoadProgress& told) {
            if (told.phase == LoadPhase::encoding) stop.request_stop();
        };
        QVERIFY_EXCEPTION_THROWN((void)openData(spec, progress, stop.get_token()), LoadCancelled);
    }

    void whatDoesNotFitIsTold()
    {
        REQUIRE_ONNX_RUNTIME;
        const EncodedFolder folder;
        RunSpec spec = folder.spec();
        spec.set("image_encoder", encoderFixture("texts/model.onnx"));
        QVERIFY2(failureOf(spec).contains("expected an encoder of pictures"),
            qPrintable(failureOf(spec)));
        spec.set("image_encoder", encoderFixture("none/model.onnx"));
        QVERIFY2(failureOf(spec).contains("expected an ONNX file"), qPrintable(failureOf(spec)));
        RunSpec world;
        world.set("dataset", std::string("synthetic"));
        world.set("image_encoder", encoderFixture("pictures/model.onnx"));
        QVERIFY2(failureOf(world).contains("these data have no pictures: a, b"),
            qPrintable(failureOf(world)));
    }

    void withoutARuntimeOneSentenceSaysSo()
    {
        if (onnxRuntimeHere()) QSKIP("ONNX Runtime is here");
        RunSpec spec;
        spec.set("image_encoder", encoderFixture("pictures/model.onnx"));
        QVERIFY2(failureOf(spec).contains("install it"), qPrintable(failureOf(spec)));
    }

    void builtInFeaturesOfTheEmojiNeedNoRuntime()
    {
        RunSpec spec;
        const OpenedData plain = openData(spec);
        spec.set("image_encoder", builtInEncoder);
        const OpenedData data = openData(spec);
        const ModalityData* images = data.dataset->find("image");
        QCOMPARE(images->kind, ModalityKind::features);
        QCOMPARE(images->features->width(), 896);
        QCOMPARE(images->features->variants(852), 4); // one a style
        QVERIFY(data.dataset->digest != plain.dataset->digest);
        QVERIFY(!data.dataset->find("text")->texts.empty());
        QVERIFY(!data.media->picture("image", 0, 3, 48).isNull());
        std::vector<float> first(896), second(896);
        images->features->readVariant(7, 0, first);
        images->features->readVariant(7, 1, second);
        QVERIFY(first != second);
        images->features->read(7, second);
        QCOMPARE(first, second);
    }

    void builtInFeaturesOfSpokenNames()
    {
        RunSpec spec;
        spec.set("modalities", std::string("text,sound"));
        spec.set("sound_encoder", builtInEncoder);
        spec.set("caption_language", std::string("zh"));
        const auto chinese = openData(spec).dataset;
        const auto& sounds = *chinese->find("sound")->features;
        QCOMPARE(sounds.width(), 384);
        QCOMPARE(sounds.variants(0), 2); // voices of Mandarin
        spec.set("caption_language", std::string("both"));
        const auto both = openData(spec).dataset;
        QCOMPARE(both->find("sound")->features->variants(0), 4);
        std::vector<float> first(384), second(384);
        for (int voice = 0; voice < 2; ++voice) {
            sounds.readVariant(40, voice, first);
            both->find("sound")->features->readVariant(40, voice + 2, second);
            QCOMPARE(first, second);
        }
        spec.set("modalities", std::string("image,text")); // nothing to take its place
        QVERIFY(!openData(spec).dataset->find("sound"));
        spec.set("text_encoder", builtInEncoder);
        QVERIFY2(failureOf(spec).contains("knows English alone"),
            qPrintable(failureOf(spec))); // the language is "both"
    }

    void builtInFeaturesOfNames()
    {
        RunSpec spec;
        spec.set("text_encoder", builtInEncoder);
        const auto data = openData(spec);
        const FeatureSource& texts = *data.dataset->find("text")->features;
        QCOMPARE(texts.width(), 512);
        QCOMPARE(texts.variants(0), 2); // the name, and with its tags
        const auto rowOfItem = [&](const char* name) {
            Eigen::RowVectorXf row(512);
            for (Index item = 0; item < data.dataset->items; ++item)
                if (data.dataset->itemNames[static_cast<std::size_t>(item)].en == name) {
                    texts.read(item, { row.data(), 512 });
                    return row;
                }
            return row;
        };
        // The network's vectors are of unit length, and sentences of one meaning lie close.
        const auto horse = rowOfItem("horse"), camel = rowOfItem("camel"),
                   pizza = rowOfItem("pizza");
        QVERIFY(std::abs(horse.norm() - 1) < 0.02f);
        QVERIFY(horse.dot(camel) > horse.dot(pizza));
        spec.set("caption_language", std::string("zh"));
        QVERIFY(failureOf(spec).contains("knows English alone"));
    }

    void builtInFeaturesAreThoseOfTheOnnxFile_data()
    {
        QTest::addColumn<QString>("key");
        QTest::newRow("pictures") << "image_encoder";
        QTest::newRow("texts") << "text_encoder";
    }

    // Where scripts/make_encoders has made it: what is committed is what the file gives, rounded.
    void builtInFeaturesAreThoseOfTheOnnxFile()
    {
        REQUIRE_ONNX_RUNTIME;
        QFETCH(const QString, key);
        if (builtInEncoderPlace(key.toStdString()).empty())
            QSKIP("scripts/make_encoders has not been run here");
        const QTemporaryDir cache;
        qputenv("CONTRASTLAB_CACHE", cache.path().toUtf8());
        RunSpec spec;
        const Encoder encoder(OnnxRuntime::load(), builtInEncoderFile(spec, key.toStdString()));
        const OpenedData data = openData(spec);
        spec.set(key.toStdString(), builtInEncoder);
        const OpenedData embedded = openData(spec);
        const std::string name = key == QLatin1String("image_encoder") ? "image" : "text";
        const FeatureSource& features = *embedded.dataset->find(name)->features;
        const auto computed =
            encodedFeatures(encoder, data, *data.dataset->find(name), groundOf(spec), {}, {});
        // Of a text the file gives that with the tags alone.
        const int less = features.variants(0) - computed->variants(0);
        QCOMPARE(less, name == "text" ? 1 : 0);
        QCOMPARE(computed->width(), features.width());
        std::vector<float> kept(std::size_t(features.width())), made(kept.size());
        for (Index item = 0; item < data.dataset->items; item += 50)
            for (int variant = 0; variant < computed->variants(item); ++variant) {
                features.readVariant(item, variant + less, kept);
                computed->readVariant(item, variant, made);
                for (std::size_t i = 0; i < kept.size(); ++i) // half a step of 1/127
                    QVERIFY2(std::abs(kept[i] - made[i]) < 0.003F, qPrintable(QString::number(i)));
            }
    }

    void presetOfTheGalleryFindsPartners()
    {
        const auto entries = gallery();
        const auto entry = std::ranges::find(entries, "emoji-pretrained", &GalleryEntry::id);
        QVERIFY(entry != entries.end());
        const RunSpec spec = onEntry({}, *entry);
        QCOMPARE(spec.text("image_encoder"), builtInEncoder);
        ThreadPool pool(2);
        Trainer trainer(std::make_shared<const RunSetup>(spec, openData(spec).dataset), pool);
        while (!trainer.finished())
            trainer.step();
        const EvaluationMetrics judged = evaluateTrainer(trainer); // 150 candidates, chance 0.067
        QVERIFY2(judged.aToB.recallAt10 >= 0.48 && judged.bToA.recallAt10 >= 0.48,
            qPrintable(QString::number(judged.aToB.recallAt10)));
        RunSpec other = spec;
        putBackPresets(other);
        QVERIFY(other == RunSpec());
    }

    void builtInEncoderOfOtherDataIsAFile_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("file");
        QTest::newRow("pictures") << "image_encoder"
                                  << "pictures/model.onnx";
        QTest::newRow("texts") << "text_encoder"
                               << "texts/model.onnx";
    }

    void builtInEncoderOfOtherDataIsAFile()
    {
        const QTemporaryDir empty;
        const EncodedFolder folder;
        const QByteArray before = qgetenv("XDG_DATA_HOME"), others = qgetenv("XDG_DATA_DIRS");
        qputenv("XDG_DATA_HOME", empty.path().toUtf8());
        qputenv("XDG_DATA_DIRS", empty.path().toUtf8());
        RunSpec spec = folder.spec();
        QFETCH(const QString, key);
        spec.set(key.toStdString(), builtInEncoder);
        const QString failure = failureOf(spec);
        before.isNull() ? qunsetenv("XDG_DATA_HOME") : qputenv("XDG_DATA_HOME", before);
        others.isNull() ? qunsetenv("XDG_DATA_DIRS") : qputenv("XDG_DATA_DIRS", others);
        QFETCH(const QString, file);
        QVERIFY2(
            failure.contains(empty.path() + "/contrastlab/encoders/" + file), qPrintable(failure));
    }

    void itemsAreListed()
    {
        const EncodedFolder folder;
        const OpenedData data = openData(folder.spec());
        const std::vector<Index> items { 0, 2 };
        QCOMPARE(QString::fromStdString(itemList(data, *data.dataset->find("text"), items)),
            "row,item,origin,text\n0,0,cat_00.png,\"a photo of a cat, 0\"\n"
            "1,2,cat_02.png,\"a photo of a cat, 2\"\n");
    }
};

QTEST_MAIN(TestEncodedData)
#include "tst_encoded_data.moc"
