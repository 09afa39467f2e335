// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sounds through encoders: how they are prepared (against numpy, by closed forms), what files and
// settings may say, the features and their cache, and runs on them.
#include "encoder/encoder_settings.h"
#include "encoder/feature_stage.h"
#include "encoder/python_recipe.h"
#include "encoder/side_files.h"
#include "media/built_in_encoders.h"
#include "media/encoded_data.h"
#include "media/encoder_preview.h"
#include "media/item_list.h"
#include "run/run_setup.h"
#include "support/file_bytes.h"
#include "support/onnx_runtime_here.h"
#include "support/wav_files.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

// As scripts/make_encoder_fixtures has it: two tones and a noise that repeats.
SoundClip fixtureTone(int rate, double seconds)
{
    SoundClip clip(std::size_t(std::lround(seconds * rate)));
    for (std::size_t n = 0; n < clip.size(); ++n) {
        const double time = 2 * std::numbers::pi * double(n) / rate;
        clip[n] = float(0.4 * std::sin(440 * time) + 0.2 * std::sin(1250 * time + 1)
            + 0.05 * (double(n * 7919 % 1000) / 500 - 1));
    }
    return clip;
}

QString refusalOf(const std::function<void()>& act)
{
    try {
        act();
    } catch (const std::exception& error) {
        return error.what();
    }
    return QStringLiteral("none");
}

EncoderPlan soundPlan(MelKind mel)
{
    EncoderPlan plan;
    plan.kind = EncoderKind::sounds;
    plan.output = "features";
    plan.sound.mel = mel;
    return plan;
}

/// Clips of one value each, the item's number and the variant's.
class Levels final : public ClipSource {
public:
    SoundClip clip(Index item, int variant) const override
    {
        ++made;
        return SoundClip(std::size_t(400 + 10 * item), sign * levelOf(item, variant));
    }
    static float levelOf(Index item, int variant)
    {
        return float(item + 1) / 64 + float(variant) / 4;
    }
    mutable std::atomic<int> made { 0 };
    float sign = 1;
};

ModalityData sounds(Index items, int variants)
{
    ModalityData modality;
    modality.name = "sound";
    modality.kind = ModalityKind::sound;
    std::vector<float> values;
    for (Index i = 0; i < items * variants; ++i)
        values.insert(values.end(), 6, float(i));
    modality.sounds = soundsInMemory(std::move(values), 2, 3, variants);
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

/// Tones as files with their names, and a cache of its own. Item i is as loud as loudnessOf(i).
class ToneFolder {
public:
    static constexpr int count = 24;
    explicit ToneFolder(int rate = 8000)
    {
        qputenv("CONTRASTLAB_CACHE", m_cache.path().toUtf8());
        for (int i = 0; i < count; ++i) {
            const QString name = m_data.filePath(QString("tone_%1").arg(i, 2, 10, QChar('0')));
            writeWav(name + ".wav", rate, toneOf(rate, 0.5 + 0.01 * i, 400, loudnessOf(i)));
            QFile text(name + ".txt");
            if (!text.open(QIODevice::WriteOnly)) qFatal("not writable");
            text.write(QString("a tone, %1").arg(i).toUtf8());
        }
    }
    static double loudnessOf(int item) { return 0.1 + 0.03 * item; }
    [[nodiscard]] RunSpec spec() const
    {
        RunSpec spec;
        spec.set("dataset", m_data.path().toStdString());
        return spec;
    }

private:
    QTemporaryDir m_data, m_cache;
};

} // namespace

class TestSoundEncoders : public QObject {
    Q_OBJECT

private slots:
    void logMelIsWhatNumpyComputes_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("rate");
        QTest::addColumn<double>("seconds");
        QTest::newRow("Kaldi's, filled up with frames") << "ast" << 16000 << 0.1;
        QTest::newRow("Whisper's, filled up with silence") << "whisper" << 16000 << 0.2;
        QTest::newRow("CLAP's, repeated") << "clap" << 48000 << 0.13;
    }
    void logMelIsWhatNumpyComputes()
    {
        QFETCH(const QString, name);
        QFETCH(const int, rate);
        QFETCH(const double, seconds);
        const std::string folder = FIXTURES "/encoders/" + name.toStdString();
        const SoundPreparation preparation = readSoundConfig(folder + "/preprocessor_config.json");
        QCOMPARE(preparation.rate, rate);
        const SoundClip clip = prepared(fixtureTone(rate, seconds), preparation);
        const Matrix<float> mel = logMelOf(clip, preparation);
        const nlohmann::json json = sideJson(FIXTURES "/encoders/" + std::string("log_mel.json"));
        const auto expected = json.at(name.toStdString()).get<std::vector<float>>();
        QCOMPARE(std::size_t(mel.size()), expected.size());
        double worst = 0;
        for (Index frame = 0; frame < mel.rows(); ++frame)
            for (Index band = 0; band < mel.cols(); ++band) {
                const Index place =
                    preparation.bandsFirst ? band * mel.rows() + frame : frame * mel.cols() + band;
                const float reference = expected[std::size_t(place)];
                worst = std::max(worst,
                    double(std::abs(mel(frame, band) - reference)
                        / std::max(1.0F, std::abs(reference))));
            }
        QVERIFY2(worst < 2e-4, qPrintable(QString::number(worst)));
        if (!onnxRuntimeHere()) return;
        // The model gives back what went in.
        const Encoder encoder(onnxRuntimeHere(), folder + "/model.onnx");
        const SoundClip whole = fixtureTone(rate, seconds);
        const Matrix<float> row = encoder.encode(std::span(&whole, 1));
        QCOMPARE(row.cols(), mel.size());
        for (std::size_t i = 0; i < expected.size(); ++i)
            QVERIFY(std::abs(row(0, Index(i)) - expected[i])
                < 2e-4f * std::max(1.0f, std::abs(expected[i])));
    }

    // A tone of unit height: its band holds N^2 / 16 of power, by a Hann window.
    void aToneHasItsBand()
    {
        SoundPreparation preparation;
        preparation.mel = MelKind::clap;
        preparation.window = 512;
        preparation.hop = 512;
        preparation.bands = 6;
        preparation.low = 500;
        preparation.high = 1000; // straight in mel there: bands of 71.4 Hz
        const double tone = 16000.0 * 24 / 512; // 750 Hz, in the middle of a bin
        const Matrix<float> mel = logMelOf(toneOf(16000, 1, tone, 1), preparation);
        QCOMPARE(mel.rows(), framesOf(16000, preparation));
        const double step = 500.0 / 7, area = 2 / (2 * step);
        for (Index band = 0; band < 6; ++band) {
            double power = 0; // the bins beside it have a quarter each
            for (const double at : { tone - 31.25, tone, tone + 31.25 }) {
                const double slope = 1 - std::abs(at - (500 + double(band + 1) * step)) / step;
                power += std::max(0.0, slope) * area * (at == tone ? 1 : 0.25) * 512.0 * 512 / 16;
            }
            const double expected = 10 * std::log10(std::max(power, 1e-10));
            if (power > 0) QVERIFY(std::abs(double(mel(10, band)) - expected) < 1e-3);
        }
    }

    void clipsAreCutAndFilledUp()
    {
        SoundPreparation preparation;
        preparation.rate = 1000;
        preparation.seconds = 0.01;
        preparation.least = 0.004;
        const SoundClip ramp { 1, 2, 3 };
        QCOMPARE(prepared(ramp, preparation), SoundClip({ 1, 2, 3, 0 }));
        QCOMPARE(prepared({}, preparation), SoundClip(4, 0));
        QCOMPARE(prepared(SoundClip(30, 1), preparation), SoundClip(10, 1));
        preparation.gain = 2;
        preparation.fill = SoundFill::repeated; // whole, and silence after that
        QCOMPARE(prepared(ramp, preparation), SoundClip({ 2, 4, 6, 2, 4, 6, 2, 4, 6, 0 }));
        preparation.fill = SoundFill::zeros;
        preparation.gain = 1;
        preparation.unitVariance = true; // of its own samples
        const SoundClip level = prepared(ramp, preparation);
        const float high = 1 / std::sqrt(2.0f / 3);
        QVERIFY(std::abs(level[0] + high) < 1e-5f && std::abs(level[1]) < 1e-6f);
        QVERIFY(std::abs(level[2] - high) < 1e-5f && level[3] == 0);
    }

    void samplesByClosedForm()
    {
        REQUIRE_ONNX_RUNTIME;
        const Encoder encoder(onnxRuntimeHere(), encoderFixture("sounds/model.onnx"));
        QCOMPARE(QString::fromStdString(describe(encoder.plan())),
            "waveform: 8000 Hz, 0.025 to 2 s, times 1; audio_embeds");
        QCOMPARE(encoder.width(), 2);
        // Of any length, each for itself.
        const std::vector<SoundClip> clips { SoundClip(300, 0.5f), toneOf(8000, 1, 400, 0.5),
            SoundClip(80000, -1) };
        const Matrix<float> rows = encoder.encode(clips);
        QVERIFY(std::abs(rows(0, 0) - 0.25f) < 1e-5f && std::abs(rows(0, 1) - 0.5f) < 1e-5f);
        QVERIFY(std::abs(rows(1, 0) - 0.125f) < 1e-5f && std::abs(rows(1, 1)) < 1e-5f);
        QCOMPARE(rows(2, 0), 1.0f);
        const Encoder loud(
            onnxRuntimeHere(), encoderFixture("sounds/model.onnx"), "gain=2; unit=true");
        QVERIFY(loud.digest() != encoder.digest());
        QVERIFY(std::abs(loud.encode(clips)(0, 0) - 1 / std::sqrt(2.0f)) < 1e-5f);
    }

    // Two a run, with a channel and a mask; the mean over frames.
    void fixedLengthsWithAMask()
    {
        REQUIRE_ONNX_RUNTIME;
        const Encoder encoder(onnxRuntimeHere(), encoderFixture("fixed_sounds/model.onnx"));
        QCOMPARE(encoder.plan().fixedBatch, std::int64_t(2));
        QCOMPARE(encoder.plan().pooling, Pooling::mean);
        QCOMPARE(samplesIn(encoder.plan().sound.seconds, encoder.plan().sound), std::size_t(800));
        const std::vector<SoundClip> clips { toneOf(8000, 0.1, 400, 0.5),
            toneOf(8000, 0.05, 400, 1), toneOf(8000, 0.2, 400, 0.1) };
        const Matrix<float> rows = encoder.encode(clips);
        const float heard[] = { 1, 0.5f, 1 };
        for (Index row = 0; row < 3; ++row) { // of variance 1 where it is heard
            QVERIFY(std::abs(rows(row, 0) - heard[row]) < 1e-3f);
            QCOMPARE(rows(row, 1), heard[row]);
        }
        const Encoder first(
            onnxRuntimeHere(), encoderFixture("fixed_sounds/model.onnx"), "pooling=last");
        QCOMPARE(first.encode(clips)(1, 1), 0.0f);
    }

    void settingsAreReadAsTheyWereWritten()
    {
        EncoderPlan wanted = soundPlan(MelKind::clap);
        wanted.sound.rate = 44100;
        wanted.sound.seconds = 7.25;
        wanted.sound.least = 0.5;
        wanted.sound.fill = SoundFill::repeated;
        wanted.sound.unitVariance = true;
        wanted.sound.gain = 32768;
        wanted.sound.bands = 64;
        wanted.sound.low = 50;
        wanted.sound.high = 14000;
        wanted.sound.window = 1024;
        wanted.sound.hop = 480;
        wanted.sound.frames = 100;
        wanted.sound.offset = -4.2677393f;
        wanted.sound.divisor = 9.1379948f;
        const std::string line = settingsLine(soundPlan(MelKind::clap), wanted);
        const EncoderPlan read = withSettings(soundPlan(MelKind::clap), line, "f.onnx");
        QCOMPARE(read.sound, wanted.sound);
        QCOMPARE(describe(read), describe(wanted));
        QCOMPARE(settingsLine(soundPlan(MelKind::none), soundPlan(MelKind::none)), std::string());
    }

    void wrongSettingsAreRefused_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("said");
        for (const auto& [line, said] : std::vector<std::pair<const char*, const char*>> {
                 { "rate=7", "rate=7: expected a whole number from 1000 to 192000" },
                 { "seconds=31", "a number from 0.001 to 30" }, { "seconds=nan", "a number from" },
                 { "least=12", "least=12: expected a number from 0 to 10" },
                 { "fill=loudly", "one of none, zeros, repeated" },
                 { "level=2", "one of same, unit" }, { "gain=0", "a number other than 0" },
                 { "bands=0", "from 1 to 512" }, { "low=9000", "high=8000: expected" },
                 { "high=9000", "from 1 to 8000" }, { "hop=2", "hop=2: expected a number from 7" },
                 { "hop=500", "to 400" }, { "window=3", "from 16 to 65536" },
                 { "frames=-1", "from 0 to 100000" }, { "divisor=0", "other than 0" },
                 { "offset=a", "a number" }, { "tokens=3", "tokens is not understood" } })
            QTest::newRow(line) << line << said;
    }
    void wrongSettingsAreRefused()
    {
        QFETCH(const QString, line);
        QFETCH(const QString, said);
        const QString refusal = refusalOf(
            [&] { (void)withSettings(soundPlan(MelKind::whisper), line.toStdString(), "f.onnx"); });
        QVERIFY2(refusal.startsWith("f.onnx") && refusal.contains(said), qPrintable(refusal));
    }

    void configsOfLibraries_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("said");
        QTest::newRow("Wav2Vec2") << QByteArray(
            R"({"feature_extractor_type": "Wav2Vec2FeatureExtractor", "do_normalize": true})")
                                  << "16000 Hz, 0.025 to 10 s, mean 0 and variance 1, times 1";
        QTest::newRow("in whole numbers, of a least length") << QByteArray(
            R"({"feature_extractor_type": "Wav2Vec2FeatureExtractor", "do_normalize": false,
                "rescale_factor": 32768, "min_length_s": 0.8})")
                                                             << "0.8 to 10 s, times 32768";
        QTest::newRow("AST") << QByteArray(
            R"({"feature_extractor_type": "ASTFeatureExtractor", "num_mel_bins": 128, "max_length": 1024})")
                             << "Kaldi's log-mel, 128 bands of 20 to 8000 Hz, window 400, hop 160, "
                                "less -4.2677393, divided by 9.13799477, frames x bands, 1024 "
                                "frames";
        QTest::newRow("Whisper")
            << QByteArray(
                   R"({"feature_extractor_type": "WhisperFeatureExtractor", "feature_size": 128})")
            << "0.025 to 30 s, filled up with zeros, times 1; Whisper's log-mel, "
               "128 bands of 0 to 8000 Hz, window 400, hop 160";
        QTest::newRow("CLAP")
            << QByteArray(
                   R"({"feature_extractor_type": "ClapFeatureExtractor", "truncation": "rand_trunc",
                "padding": "repeatpad", "frequency_min": 50})")
            << "48000 Hz, 0.025 to 10 s, filled up by repeating, times 1; CLAP's log-mel, "
               "64 bands of 50 to 14000 Hz, window 1024, hop 480";
        QTest::newRow("fused CLAP")
            << QByteArray(R"({"feature_extractor_type": "ClapFeatureExtractor"})")
            << "truncation: fusion is not understood; expected one of rand_trunc";
        QTest::newRow("another's")
            << QByteArray(R"({"feature_extractor_type": "EncodecFeatureExtractor"})")
            << "expected one of Wav2Vec2FeatureExtractor, ASTFeatureExtractor";
        QTest::newRow("a rate of text") << QByteArray(
            R"({"feature_extractor_type": "ASTFeatureExtractor", "sampling_rate": "16k"})")
                                        << "sampling_rate: expected a whole number from 1000";
        QTest::newRow("no spread")
            << QByteArray(R"({"feature_extractor_type": "ASTFeatureExtractor", "std": 0})")
            << "std: expected a number from 1e-06 to 1e+06";
        QTest::newRow("an hour") << QByteArray(
            R"({"feature_extractor_type": "WhisperFeatureExtractor", "chunk_length": 3600})")
                                 << "chunk_length: expected a number from 0.1 to 30";
        QTest::newRow("stereo") << QByteArray(
            R"({"feature_extractor_type": "Wav2Vec2FeatureExtractor", "feature_size": 2})")
                                << "feature_size: expected a whole number from 1 to 1";
        QTest::newRow("a list") << QByteArray("[1]") << "expected an object";
        QTest::newRow("cut off") << QByteArray(R"({"feature_extractor_type": )")
                                 << "expected JSON: syntax error";
    }
    void configsOfLibraries()
    {
        QFETCH(const QByteArray, json);
        QFETCH(const QString, said);
        const QTemporaryDir folder;
        const std::string path = folder.filePath("preprocessor_config.json").toStdString();
        writeBytes(path, json.toStdString());
        QString text;
        const QString refusal =
            refusalOf([&] { text = QString::fromStdString(describe(readSoundConfig(path))); });
        QVERIFY2(text.contains(said) || refusal.contains(said), qPrintable(text + refusal));
    }

    void modelsThatAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("settings");
        QTest::addColumn<QString>("part");
        QTest::newRow("log-mel of unknown making")
            << "mel_alone"
            << ""
            << "expected preprocessor_config.json beside the encoder";
        QTest::newRow("ten minutes") << "long_sounds"
                                     << ""
                                     << "expected sounds of 16 to 480000 samples, found 10000000";
        QTest::newRow("fused") << "fusion"
                               << ""
                               << "fusion is not understood";
        QTest::newRow("other bands")
            << "ast"
            << "bands=20"
            << "the settings make sounds of 12 x 20, and the encoder takes";
        QTest::newRow("other frames") << "ast"
                                      << "frames=0"
                                      << "the settings make sounds of N x 16";
        QTest::newRow("other length")
            << "fixed_sounds"
            << "seconds=1"
            << "the settings make sounds of 1 x 8000, and the encoder takes";
        QTest::newRow("pooling of one vector") << "sounds"
                                               << "pooling=mean"
                                               << "expected pooling=none";
    }
    void modelsThatAreRefused()
    {
        REQUIRE_ONNX_RUNTIME;
        QFETCH(const QString, name);
        QFETCH(const QString, settings);
        QFETCH(const QString, part);
        const QString refusal = refusalOf([&] {
            const Encoder made(onnxRuntimeHere(),
                encoderFixture(name.toStdString() + "/model.onnx"), settings.toStdString());
        });
        QVERIFY2(refusal.contains(part), qPrintable(refusal));
        QVERIFY2(!refusal.contains('\n'), qPrintable(refusal));
    }

    void voicesAreEncodedOnce()
    {
        REQUIRE_ONNX_RUNTIME;
        const QTemporaryDir folder;
        const Encoder encoder(onnxRuntimeHere(), encoderFixture("sounds/model.onnx"));
        ModalityData modality = sounds(20, 2);
        modality.present.assign(20, 1);
        modality.present[4] = 0;
        const Levels clips;
        Index begun = 0;
        FeatureStage stage = stageIn(folder);
        stage.begin = [&](Index rows) { begun = rows; };
        const auto features = soundFeatures(encoder, modality, 20, clips, stage);
        QCOMPARE(begun, 38);
        QCOMPARE(features->variants(3), 2);
        for (const Index item : { 0, 3, 19 })
            for (const int voice : { 0, 1 }) {
                const float level = Levels::levelOf(item, voice);
                QVERIFY(std::abs(rowOf(*features, item, voice)[0] - level * level) < 1e-5f);
                QVERIFY(std::abs(rowOf(*features, item, voice)[1] - level) < 1e-5f);
            }
        const auto again = soundFeatures(encoder, modality, 20, clips, stage);
        QCOMPARE(clips.made.load(), 38);
        QCOMPARE(rowOf(*again, 19, 1), rowOf(*features, 19, 1));
        // Files that were digested when they were read are known by that.
        for (std::uint64_t content = 0; content < 20; ++content)
            modality.contents.push_back(content);
        (void)soundFeatures(encoder, modality, 20, clips, stage);
        QCOMPARE(clips.made.load(), 76);
    }

    void stoppedEncodingGoesOn()
    {
        REQUIRE_ONNX_RUNTIME;
        const QTemporaryDir folder;
        const Encoder encoder(onnxRuntimeHere(), encoderFixture("sounds/model.onnx"));
        const ModalityData modality = sounds(200, 1);
        const Levels clips;
        std::stop_source stop;
        FeatureStage stage = stageIn(folder);
        stage.stop = stop.get_token();
        int advanced = 0;
        stage.advance = [&] {
            if (++advanced == 40) stop.request_stop();
        };
        QVERIFY_EXCEPTION_THROWN(
            (void)soundFeatures(encoder, modality, 200, clips, stage), Interrupted);
        Index left = 0;
        FeatureStage second = stageIn(folder);
        second.begin = [&](Index rows) { left = rows; };
        (void)soundFeatures(encoder, modality, 200, clips, second);
        QCOMPARE(left, 200 - advanced);
    }

    void featuresThatAreNotFiniteNameTheItem()
    {
        REQUIRE_ONNX_RUNTIME;
        const QTemporaryDir folder;
        Levels clips;
        clips.sign = -1; // of which there is no logarithm
        const Encoder encoder(onnxRuntimeHere(), encoderFixture("nan_sounds/model.onnx"));
        const QString refusal = refusalOf(
            [&] { (void)soundFeatures(encoder, sounds(3, 1), 3, clips, stageIn(folder)); });
        QVERIFY2(refusal.contains("expected finite features; some of item 1"), qPrintable(refusal));
    }

    void soundsOfAFolderBecomeFeatures()
    {
        REQUIRE_ONNX_RUNTIME;
        const ToneFolder folder(16000); // twice the encoder's rate
        RunSpec spec = folder.spec();
        const OpenedData plain = openData(spec);
        spec.set("sound_encoder", encoderFixture("sounds/model.onnx"));
        const OpenedData data = openData(spec);
        const ModalityData* tones = data.dataset->find("sound");
        QCOMPARE(tones->kind, ModalityKind::features);
        QCOMPARE(tones->contents, plain.dataset->find("sound")->contents);
        QVERIFY(data.dataset->digest != plain.dataset->digest);
        QVERIFY(!data.media->sound("sound", 0, 0).empty());
        for (const Index item : { 0, 11, 23 }) { // half the square of its height, at any rate
            const double height = ToneFolder::loudnessOf(int(item));
            QVERIFY(
                std::abs(double(rowOf(*tones->features, item)[0]) - height * height / 2) < 2e-3);
        }
        spec.set("held_out", std::int64_t(6));
        spec.set("batch_size", std::int64_t(8));
        const RunSetup setup(spec, data.dataset);
        QCOMPARE(setup.towers(), 2);
        int encoded = 0;
        (void)openData(spec, [&](const LoadProgress& progress) {
            encoded += progress.phase == LoadPhase::encoding;
        });
        QCOMPARE(encoded, 0);
        spec.set("sound_encoder_settings", std::string("gain=2"));
        QVERIFY(openData(spec).dataset->digest != data.dataset->digest);
    }

    void whatDoesNotFitIsTold()
    {
        REQUIRE_ONNX_RUNTIME;
        const ToneFolder folder;
        RunSpec spec = folder.spec();
        const auto refusal = [](const RunSpec& wanted) {
            return refusalOf([&] { (void)openData(wanted); });
        };
        spec.set("sound_encoder", encoderFixture("pictures/model.onnx"));
        QVERIFY2(
            refusal(spec).contains("expected an encoder of sounds"), qPrintable(refusal(spec)));
        spec.set("sound_encoder", std::string("/nowhere/model.onnx"));
        QVERIFY2(refusal(spec).contains("/nowhere/model.onnx"), qPrintable(refusal(spec)));
        RunSpec emoji; // pictures and texts
        emoji.set("sound_encoder", encoderFixture("sounds/model.onnx"));
        QVERIFY2(refusal(emoji).contains("these data have no sounds: image, text"),
            qPrintable(refusal(emoji)));
    }

    void builtInOfOtherDataIsAFile()
    {
        const QTemporaryDir empty;
        const QByteArray home = qgetenv("XDG_DATA_HOME");
        qputenv("XDG_DATA_HOME", empty.path().toUtf8());
        const ToneFolder folder;
        RunSpec spec = folder.spec();
        spec.set("sound_encoder", builtInEncoder);
        const QString refusal = refusalOf([&] { (void)openData(spec); });
        qputenv("XDG_DATA_HOME", home);
        QVERIFY2(refusal.contains("scripts/make_encoders makes")
                && refusal.contains("encoders/sounds/model.onnx"),
            qPrintable(refusal));
    }

    // Where scripts/make_encoders has made it: what is committed is what the file gives, rounded.
    void builtInFeaturesAreThoseOfTheOnnxFile()
    {
        REQUIRE_ONNX_RUNTIME;
        std::string file;
        try {
            file = builtInEncoderFile({}, "sound_encoder");
        } catch (const SpecError&) {
            QSKIP("scripts/make_encoders has not been run here");
        }
        const Encoder encoder(OnnxRuntime::load(), file);
        RunSpec spec;
        spec.set("modalities", std::string("text,sound"));
        const OpenedData data = openData(spec);
        spec.set("sound_encoder", builtInEncoder);
        const OpenedData embedded = openData(spec);
        const auto& kept = *embedded.dataset->find("sound")->features;
        const auto clips = clipsFor(data, *data.dataset->find("sound"), encoder.plan().sound.rate);
        double squares = 0, errors = 0;
        for (Index item = 0; item < data.dataset->items; item += 50)
            for (int voice = 0; voice < kept.variants(item); ++voice) {
                const SoundClip clip = clips->clip(item, voice);
                const Matrix<float> made = encoder.encode(std::span(&clip, 1));
                const std::vector<float> row = rowOf(kept, item, voice);
                for (std::size_t i = 0; i < row.size(); ++i) {
                    squares += double(row[i]) * double(row[i]);
                    errors += std::pow(double(row[i]) - double(made(0, Index(i))), 2);
                }
            }
        QVERIFY2(errors < 4e-4 * squares, qPrintable(QString::number(errors / squares)));
    }

    void voicesOfTheEmojiAreVariants()
    {
        REQUIRE_ONNX_RUNTIME;
        const QTemporaryDir cache;
        qputenv("CONTRASTLAB_CACHE", cache.path().toUtf8());
        RunSpec spec;
        spec.set("modalities", std::string("text,sound"));
        spec.set("sound_encoder", encoderFixture("sounds/model.onnx"));
        const OpenedData data = openData(spec);
        const auto& features = *data.dataset->find("sound")->features;
        QCOMPARE(features.variants(0), data.media->variants("sound", 0));
        QVERIFY(rowOf(features, 7, 0) != rowOf(features, 7, 1));
    }

    void neighboursAreAsLoud()
    {
        REQUIRE_ONNX_RUNTIME;
        const ToneFolder folder;
        const OpenedData data = openData(folder.spec());
        const Encoder encoder(onnxRuntimeHere(), encoderFixture("sounds/model.onnx"), "least=2");
        const ModalityData& tones = *modalityFor(encoder, *data.dataset);
        QCOMPARE(tones.name, std::string("sound"));
        const EncoderPreview preview = previewOf(encoder, data, tones, "", {}, {});
        QCOMPARE(preview.encoded, Index(ToneFolder::count));
        QCOMPARE(preview.rows.size(), std::size_t(previewRows));
    }

    void pythonReadsSounds()
    {
        REQUIRE_ONNX_RUNTIME;
        const Encoder encoder(onnxRuntimeHere(), encoderFixture("fixed_sounds/model.onnx"));
        const PythonRecipe recipe { encoder.file(), "/data", "/to/sound.items.csv", "/to/sound.npy",
            {} };
        const QString script =
            QString::fromStdString(pythonScript("transformers", recipe, encoder.plan()));
        for (const char* part :
            { "torchaudio.load(path)", "AutoFeatureExtractor", "sampling_rate=8000",
                "rate, 8000)[:800]", "output[\"last_hidden_state\"].mean(1)", "/to/sound.npy" })
            QVERIFY2(script.contains(part), qPrintable(script));
        QVERIFY(pythonScript("timm", recipe, encoder.plan()).empty());
        QVERIFY(pythonScript("open_clip", recipe, encoder.plan()).empty());
    }
};

QTEST_GUILESS_MAIN(TestSoundEncoders)
#include "tst_sound_encoders.moc"
