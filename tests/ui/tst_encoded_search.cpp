// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Looking for pictures, words and sounds in runs whose items went through encoders: the query goes
// the same way, in the background.
#include "media/open_data.h"
#include "media/query_encoders.h"
#include "panels/search_panel.h"
#include "run/embed_features.h"
#include "run/item_pictures.h"
#include "support/onnx_runtime_here.h"
#include "support/small_run.h"
#include "support/wav_files.h"

#include <QImage>
#include <QLineEdit>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

constexpr int itemCount = 32;

/// Pictures of a colour each, words and tones.
class Trio {
public:
    Trio()
    {
        for (int i = 0; i < itemCount; ++i) {
            QImage picture(16, 16, QImage::Format_RGB32);
            picture.fill(QColor(i * 8, 255 - i * 8, i * 3));
            picture.save(file(i, "png"));
            writeWav(file(i, "wav"), 8000, toneOf(8000, 0.2, 400, 0.1 + 0.02 * i));
            QFile text(file(i, "txt"));
            if (!text.open(QIODevice::WriteOnly)) qFatal("not writable");
            text.write(i % 2 ? "a photo of a cat" : "play a dog");
        }
    }
    [[nodiscard]] QString file(int item, const char* ending) const
    {
        return m_folder.filePath(QString("item_%1.").arg(item, 2, 10, QChar('0')) + ending);
    }
    [[nodiscard]] RunSpec spec(const char* modalities) const
    {
        RunSpec spec = smallSpec({ { "held_out", "8" }, { "batch_size", "8" }, { "steps", "6" } });
        spec.set("dataset", m_folder.path().toStdString());
        spec.set("modalities", std::string(modalities));
        return spec;
    }

private:
    QTemporaryDir m_folder;
};

/// A run that has ended, and what shows it.
struct EncodedRun {
    explicit EncodedRun(const RunSpec& spec)
    {
        OpenedData data = openData(spec);
        setup = std::make_shared<RunSetup>(spec, data.dataset);
        const auto run = std::make_shared<Run>(spec);
        const ProbeSet probes = chooseProbes(*setup);
        Trainer trainer(setup, pool);
        RunRecorder recorder(*run, nullptr, &evaluatePart);
        recorder.onStart(trainer);
        while (!trainer.finished())
            recorder.onStep(trainer.step(), trainer);
        run->frames.append(analyseProbes(pool, *setup, probes, trainer.checkpoint(), nullptr));
        recorder.onFinish({ RunOutcome::Kind::completed, trainer.steps(), {}, {} }, trainer);
        moment.show(run, { setup, data.media, probes });
    }
    [[nodiscard]] int towerNamed(const char* name) const
    {
        for (int tower = 0; tower < setup->towers(); ++tower)
            if (setup->modality(tower).name == name) return tower;
        return -1;
    }
    /// Of an item, as it stands in the data.
    [[nodiscard]] Vector<float> embedded(Index item, int tower)
    {
        return setup->embed(pool, moment.checkpoint()->judged(), tower, std::span(&item, 1), 0)
            .row(0)
            .transpose()
            .normalized();
    }

    /// The search has come to an end, with something or with a complaint.
    [[nodiscard]] bool finds() const
    {
        return QTest::qWaitFor(
            [&] { return panel.search().result() && !panel.search().result()->found.empty(); });
    }
    [[nodiscard]] bool fails() const
    {
        return QTest::qWaitFor(
            [&] { return panel.search().result() && panel.search().result()->trouble; });
    }

    ThreadPool pool { 1 };
    std::shared_ptr<const RunSetup> setup;
    RunMoment moment;
    PairChoice choice { moment };
    ItemFocus focus { moment };
    ItemPictures pictures { moment };
    SearchPanel panel { moment, focus, choice, pictures };
};

float bestCosine(const EncodedRun& run, const Vector<float>& query, int target)
{
    return (run.moment.frame()->embeddings[std::size_t(target)] * query).maxCoeff();
}

} // namespace

class TestEncodedSearch : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("CONTRASTLAB_CACHE", m_cache.path().toUtf8()); }

    void featuresAreEmbeddedAsThoseOfItems()
    {
        REQUIRE_ONNX_RUNTIME;
        const Trio data;
        RunSpec spec = data.spec("image,text");
        spec.set("image_encoder", encoderFixture("pictures/model.onnx"));
        EncodedRun run(spec);
        const FeatureSource& features = *run.setup->modality(0).features;
        std::vector<float> row(std::size_t(features.width()));
        features.read(5, row);
        const Vector<float> embedding =
            embedFeatures(run.pool, *run.setup, run.moment.checkpoint()->judged(), 0, row)
                .row(0)
                .transpose()
                .normalized();
        QVERIFY((embedding - run.embedded(5, 0)).norm() < 1e-6f);
    }

    void aPictureGoesThroughTheEncoder()
    {
        REQUIRE_ONNX_RUNTIME;
        const Trio data;
        RunSpec spec = data.spec("image,text");
        spec.set("image_encoder", encoderFixture("pictures/model.onnx"));
        EncodedRun run(spec);
        run.panel.show();
        run.panel.addFile(data.file(9, "png"));
        QVERIFY(run.finds());
        const auto result = run.panel.search().result();
        QVERIFY(!result->trouble);
        QCOMPARE(result->from, run.towerNamed("image"));
        QCOMPARE(result->tower, run.towerNamed("text"));
        // The same as the item that it is the picture of.
        const float best = bestCosine(run, run.embedded(9, result->from), result->tower);
        QVERIFY(std::abs(result->found.front().cosine - best) < 1e-5f);
        QVERIFY2(!run.panel.note().contains("No images"), qPrintable(run.panel.note()));
    }

    void wordsGoThroughTheEncoder()
    {
        REQUIRE_ONNX_RUNTIME;
        const Trio data;
        RunSpec spec = data.spec("image,text");
        spec.set("text_encoder", encoderFixture("texts/model.onnx"));
        EncodedRun run(spec);
        run.panel.show();
        QTest::keyClicks(&run.panel.words(), "a photo of a cat");
        const int text = run.towerNamed("text"), image = run.towerNamed("image");
        const float best = bestCosine(run, run.embedded(1, text), image);
        QTRY_VERIFY(run.panel.search().result() && !run.panel.search().result()->found.empty()
            && std::abs(run.panel.search().result()->found.front().cosine - best) < 1e-5f);
        QCOMPARE(run.panel.search().result()->from, text);
    }

    void aSoundGoesThroughTheEncoder()
    {
        REQUIRE_ONNX_RUNTIME;
        const Trio data;
        RunSpec spec = data.spec("text,sound");
        spec.set("sound_encoder", encoderFixture("sounds/model.onnx"));
        EncodedRun run(spec);
        run.panel.show();
        run.panel.addFile(data.file(20, "wav"));
        QVERIFY(run.finds());
        const auto result = run.panel.search().result();
        QCOMPARE(result->from, run.towerNamed("sound"));
        // People hear them as before.
        QCOMPARE(run.focus.heardOf({ { 3, result->from }, { 4, result->tower } }), Index(3));
        const float best = bestCosine(run, run.embedded(20, result->from), result->tower);
        QVERIFY(std::abs(result->found.front().cosine - best) < 1e-5f);
    }

    // A model that went away is told once it is needed, and taken again when it is back.
    void aFileThatIsGoneIsTold()
    {
        REQUIRE_ONNX_RUNTIME;
        const Trio data;
        const QTemporaryDir models;
        const QString model = models.filePath("model.onnx");
        const QString kept = QString::fromStdString(encoderFixture("pictures/model.onnx"));
        QVERIFY(QFile::copy(kept, model));
        RunSpec spec = data.spec("image,text");
        spec.set("image_encoder", model.toStdString());
        EncodedRun run(spec);
        run.panel.show();
        QVERIFY(QFile::remove(model));
        run.panel.addFile(data.file(3, "png"));
        QVERIFY(run.fails());
        QVERIFY2(run.panel.note().contains("The query cannot be encoded")
                && run.panel.note().contains("model.onnx"),
            qPrintable(run.panel.note()));
        QCOMPARE(run.panel.results().rowCount(), 0);
        QVERIFY(QFile::copy(kept, model));
        run.panel.clear();
        run.panel.addFile(data.file(3, "png"));
        QVERIFY(run.finds());
        // Of another width: the run was not trained on it.
        run.panel.clear();
        QVERIFY(QFile::remove(model)
            && QFile::copy(QString::fromStdString(encoderFixture("bytes/model.onnx")), model));
        run.panel.addFile(data.file(3, "png"));
        QVERIFY(run.fails());
        QVERIFY2(run.panel.note().contains("expected 12 features"), qPrintable(run.panel.note()));
    }

    // The features of the emoji come with the program, the encoder does not.
    void theBuiltInEncoderIsNamedWhereItIsMissing()
    {
        const QTemporaryDir empty;
        const QByteArray home = qgetenv("XDG_DATA_HOME");
        qputenv("XDG_DATA_HOME", empty.path().toUtf8());
        RunSpec spec = smallSpec({ { "steps", "2" }, { "batch_size", "16" } });
        spec.set("dataset", std::string("emoji"));
        spec.set("image_encoder", std::string("built-in"));
        EncodedRun run(spec);
        run.panel.show();
        const Trio data;
        run.panel.addFile(data.file(0, "png"));
        const bool told = QTest::qWaitFor(
            [&] { return run.panel.search().result() && run.panel.search().result()->trouble; },
            30000);
        qputenv("XDG_DATA_HOME", home);
        QVERIFY(told);
        QVERIFY2(run.panel.note().contains("scripts/make_encoders")
                || run.panel.note().contains("install it"), // without a runtime
            qPrintable(run.panel.note()));
        // Words are learnt as ever.
        run.panel.clear();
        QTest::keyClicks(&run.panel.words(), "cat");
        QVERIFY(run.finds());
    }

    void featuresOfFilesTakeNoPictures()
    {
        const EncodedRun run(smallSpec({ { "dataset", "synthetic" }, { "steps", "2" } }));
        for (const EncoderKind kind :
            { EncoderKind::pictures, EncoderKind::texts, EncoderKind::sounds })
            QCOMPARE(encodedTower(*run.setup, nullptr, kind), -1);
    }

private:
    QTemporaryDir m_cache;
};

QTEST_MAIN(TestEncodedSearch)
#include "tst_encoded_search.moc"
