// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is set otherwise than an encoder's files say: written and read again, refused with its name
// and what was expected, and followed by the encoder; and the preview, in which wrong preparation
// shows.
#include "base/thread_pool.h"
#include "encoder/encoder_settings.h"
#include "media/encoder_preview.h"
#include "support/onnx_runtime_here.h"

#include <QImage>
#include <QTemporaryDir>
#include <QTest>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

EncoderPlan picturePlan()
{
    EncoderPlan plan;
    plan.input = "pixels";
    plan.output = "features";
    return plan;
}

EncoderPlan textPlan()
{
    EncoderPlan plan = picturePlan();
    plan.kind = EncoderKind::texts;
    plan.pooling = Pooling::mean;
    return plan;
}

QString refusalOf(const std::function<void()>& act)
{
    try {
        act();
    } catch (const InputError& error) {
        return error.what();
    }
    return QStringLiteral("none");
}

/// Pictures of one colour each, five of each of four hues, and their names.
class HueFolder {
public:
    HueFolder()
    {
        for (int i = 0; i < 20; ++i) {
            QImage picture(12, 12, QImage::Format_RGB32);
            picture.fill(QColor::fromHsv(i % 4 * 90, 200 + i, 200));
            const QString name = m_data.filePath(QString("hue_%1").arg(i, 2, 10, QChar('0')));
            picture.save(name + ".png");
            QFile text(name + ".txt");
            QVERIFY(text.open(QIODevice::WriteOnly));
            text.write(QString("a photo of a cat, %1").arg(i).toUtf8());
        }
    }
    [[nodiscard]] OpenedData open() const
    {
        RunSpec spec;
        spec.set("dataset", m_data.path().toStdString());
        return openData(spec);
    }

private:
    QTemporaryDir m_data;
};

} // namespace

class TestEncoderSettings : public QObject {
    Q_OBJECT

private slots:
    void aLineIsReadAsItWasWritten()
    {
        EncoderPlan wanted = picturePlan();
        QCOMPARE(settingsLine(picturePlan(), wanted), std::string());
        wanted.planes = false;
        wanted.preparation.fit = PictureFit::stretched;
        wanted.preparation.height = 200;
        wanted.preparation.width = 300;
        wanted.preparation.filter = PictureFilter::lanczos;
        wanted.preparation.cut = false;
        wanted.preparation.scale = 1.0f / 127;
        wanted.preparation.mean = { 0.48145466f, 0, 0.1f };
        wanted.preparation.deviation = { 1, 0.5f, 3e-7f };
        wanted.unitLength = true;
        const std::string line = settingsLine(picturePlan(), wanted);
        const EncoderPlan read = withSettings(picturePlan(), line, "f.onnx");
        QCOMPARE(read.preparation.mean, wanted.preparation.mean);
        QCOMPARE(describe(read), describe(wanted));
        QCOMPARE(settingsLine(wanted, read), std::string());
        // Only what is otherwise is said.
        wanted = picturePlan();
        wanted.preparation.mean = { 0.5f, 0.5f, 0.5f };
        QCOMPARE(settingsLine(picturePlan(), wanted), std::string("mean=0.5,0.5,0.5"));
    }

    void aTokenizersPathMayHoldAnything()
    {
        EncoderPlan wanted = textPlan();
        wanted.mostTokens = 64;
        wanted.pooling = Pooling::last;
        wanted.tokenizer = "/tmp/a; b=c/vocab.txt";
        const std::string line = settingsLine(textPlan(), wanted);
        QCOMPARE(line, std::string("tokens=64; pooling=last; tokenizer=/tmp/a; b=c/vocab.txt"));
        const EncoderPlan read = withSettings(textPlan(), line, "f.onnx");
        QCOMPARE(read.tokenizer, wanted.tokenizer);
        QCOMPARE(describe(read), describe(wanted));
    }

    void oneNumberStandsForThree()
    {
        const EncoderPlan plan =
            withSettings(picturePlan(), " mean = 0.5;deviation=2 ; ", "f.onnx");
        QCOMPARE(plan.preparation.mean, (std::array { 0.5f, 0.5f, 0.5f }));
        QCOMPARE(plan.preparation.deviation, (std::array { 2.0f, 2.0f, 2.0f }));
    }

    void whatCannotBeIsRefused_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* line, const char* said) {
            QTest::newRow(line) << QString(line) << QString(said);
        };
        row("colour=blue", "colour is not understood; expected one of layout, fit");
        row("tokens=5", "tokens is not understood");
        row("mean", "mean: expected KEY=VALUE");
        row("; ;", "expected KEY=VALUE");
        row("mean=1,2", "three numbers, of red");
        row("mean=nan", "three numbers, of red");
        row("deviation=0.1,0,1", "three numbers above 0");
        row("scale=1e999", "a number");
        row("size=0", "pixels, as 224");
        row("size=99999999999", "pixels, as 224");
        row("size=2x3x4", "pixels, as 224");
        row("cut=", "pixels, as 224");
        row("fit=wide", "expected one of none, shorter, stretched");
        row("pooling=sum", "expected one of none, first, mean");
        row("filter=cubic", "expected one of nearest");
        row("unit=yes", "expected one of false, true");
    }
    void whatCannotBeIsRefused()
    {
        QFETCH(QString, line);
        QFETCH(QString, said);
        const QString refusal =
            refusalOf([&] { (void)withSettings(picturePlan(), line.toStdString(), "f.onnx"); });
        QVERIFY2(refusal.startsWith("f.onnx") && refusal.contains(said), qPrintable(refusal));
    }

    void theEncoderFollowsThem()
    {
        REQUIRE_ONNX_RUNTIME;
        const std::string file = encoderFixture("pictures/model.onnx");
        const Encoder plain(OnnxRuntime::load(), file);
        const Encoder other(OnnxRuntime::load(), file, "mean=0; deviation=1");
        QVERIFY(plain.digest() != other.digest());
        const Picture grey { 1, 1, { 51, 51, 51 } };
        // The fixture's first feature is the mean of red as it goes in.
        QVERIFY(std::abs(plain.encode(std::span(&grey, 1))(0, 0) + 0.6f) < 1e-5f);
        QVERIFY(std::abs(other.encode(std::span(&grey, 1))(0, 0) - 0.2f) < 1e-5f);
        const Encoder unit(OnnxRuntime::load(), file, "unit=true");
        QVERIFY(std::abs(unit.encode(std::span(&grey, 1)).norm() - 1) < 1e-5f);
    }

    void whatDoesNotFitTheModelIsRefused()
    {
        REQUIRE_ONNX_RUNTIME;
        const auto refusal = [](const char* name, const std::string& settings) {
            return refusalOf(
                [&] { const Encoder made(OnnxRuntime::load(), encoderFixture(name), settings); });
        };
        const char* pictures = "pictures/model.onnx";
        QVERIFY2(refusal(pictures, "fit=none; cut=none").contains("the settings make pictures of"),
            qPrintable(refusal(pictures, "fit=none; cut=none")));
        QVERIFY2(refusal(pictures, "pooling=mean").contains("expected pooling=none"),
            qPrintable(refusal(pictures, "pooling=mean")));
        QVERIFY2(refusal(pictures, "output=nothing").contains("expected an output"),
            qPrintable(refusal(pictures, "output=nothing")));
        QVERIFY2(refusal("texts/model.onnx", "tokenizer=/nowhere/vocab.txt").contains("/nowhere"),
            qPrintable(refusal("texts/model.onnx", "tokenizer=/nowhere/vocab.txt")));
        QVERIFY2(refusal("fixed_texts/model.onnx", "tokens=100").contains("tokens: expected"),
            qPrintable(refusal("fixed_texts/model.onnx", "tokens=100")));
    }

    void aTokenizerOfAnotherFolderIsTaken()
    {
        REQUIRE_ONNX_RUNTIME;
        const std::string file = encoderFixture("texts/model.onnx");
        const Encoder plain(OnnxRuntime::load(), file);
        const QTemporaryDir folder;
        const QString words = folder.filePath("vocab.txt");
        QVERIFY(QFile::copy(QString::fromStdString(plain.tokenizerFile()), words));
        const Encoder other(OnnxRuntime::load(), file, "tokenizer=" + words.toStdString());
        QCOMPARE(other.tokenizerFile(), words.toStdString());
        QCOMPARE(other.tokensOf("a photo of a cat"), plain.tokensOf("a photo of a cat"));
    }

    void neighboursAreThoseOfBruteForce()
    {
        REQUIRE_ONNX_RUNTIME;
        const HueFolder folder;
        const OpenedData data = folder.open();
        const Encoder encoder(OnnxRuntime::load(), encoderFixture("pictures/model.onnx"));
        const ModalityData& images = *modalityFor(encoder, *data.dataset);
        QCOMPARE(images.name, std::string("image"));
        Index done = 0;
        const EncoderPreview preview = previewOf(encoder, data, images, "#ffffff",
            [&](const LoadProgress& progress) { done = std::max(done, progress.total); }, {});
        QCOMPARE(done, Index(20));
        QCOMPARE(preview.encoded, Index(20));
        QCOMPARE(preview.rows.size(), std::size_t(10));
        const auto pictures = picturesFor(data, images, "#ffffff");
        std::vector<Picture> all;
        for (Index item = 0; item < 20; ++item)
            all.push_back(pictures->picture(item, 0));
        const Matrix<float> rows = encoder.encode(all);
        double sum = 0;
        const auto cosine = [&](Index a, Index b) {
            return double(rows.row(a).dot(rows.row(b))) / double(rows.row(a).norm())
                / double(rows.row(b).norm());
        };
        for (Index a = 0; a < 20; ++a)
            for (Index b = 0; b < 20; ++b)
                if (a != b) sum += cosine(a, b);
        QVERIFY(std::abs(preview.meanCosine - sum / 380) < 1e-5);
        for (const PreviewRow& row : preview.rows) {
            QCOMPARE(row.nearest.size(), std::size_t(previewNeighbours));
            double before = 2;
            for (std::size_t i = 0; i < row.nearest.size(); ++i) {
                QVERIFY(std::abs(cosine(row.item, row.nearest[i]) - double(row.cosines[i])) < 1e-5);
                QVERIFY(double(row.cosines[i]) <= before + 1e-6);
                before = double(row.cosines[i]);
            }
            // The four others of its hue come first.
            for (std::size_t i = 0; i < 4; ++i)
                QCOMPARE(row.nearest[i] % 4, row.item % 4);
        }
    }

    void thePreviewStops()
    {
        REQUIRE_ONNX_RUNTIME;
        const HueFolder folder;
        const OpenedData data = folder.open();
        const Encoder encoder(OnnxRuntime::load(), encoderFixture("texts/model.onnx"));
        std::stop_source stop;
        stop.request_stop();
        bool stopped = false;
        try {
            (void)previewOf(
                encoder, data, *modalityFor(encoder, *data.dataset), "", {}, stop.get_token());
        } catch (const LoadCancelled&) {
            stopped = true;
        } catch (const Interrupted&) {
            stopped = true;
        }
        QVERIFY(stopped);
    }

    void featuresThatAreNotFiniteAreTold()
    {
        REQUIRE_ONNX_RUNTIME;
        const HueFolder folder;
        const OpenedData data = folder.open();
        const Encoder encoder(OnnxRuntime::load(), encoderFixture("nan/model.onnx"));
        const QString refusal = refusalOf([&] {
            (void)previewOf(encoder, data, *modalityFor(encoder, *data.dataset), "", {}, {});
        });
        QVERIFY2(refusal.contains("finite features"), qPrintable(refusal));
    }
};

QTEST_GUILESS_MAIN(TestEncoderSettings)
#include "tst_encoder_settings.moc"
