// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sound: decoding, resampling, and the log-mel spectrogram against its definition summed up
// directly.
#include "media/dataset_loader.h"
#include "media/decode/log_mel.h"
#include "media/decode/sound_decoder.h"

#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <complex>
#include <numbers>

using namespace contrastlab;

namespace {

QByteArray soundFixture(const char* name)
{
    QFile file(QStringLiteral(FIXTURES "/media/") + name);
    if (!file.open(QIODevice::ReadOnly)) qFatal("no fixture %s", name);
    return file.readAll();
}

std::vector<float> chirp(std::size_t samples)
{
    std::vector<float> values(samples);
    for (std::size_t n = 0; n < samples; ++n) {
        const double t = double(n) / LogMel::rate;
        values[n] = static_cast<float>(0.4 * std::sin(2 * std::numbers::pi * (300 + 900 * t) * t)
            + 0.05 * std::sin(2 * std::numbers::pi * 5000 * t));
    }
    return values;
}

/// The definition in log_mel.h, in double and term by term.
double definedValue(const std::vector<float>& samples, Index frame, int band)
{
    const auto mel = [](double f) { return 1127 * std::log(1 + f / 700); };
    const double step = (mel(8000) - mel(20)) / 41;
    const double left = mel(20) + band * step, right = left + 2 * step;
    double sum = 0;
    for (int k = 0; k <= 256; ++k) {
        const double place = mel(k * 16000.0 / 512);
        const double weight = std::min(place - left, right - place) / step;
        if (weight <= 0) continue;
        std::complex<double> x = 0;
        for (int n = 0; n < 400; ++n) {
            const auto i = static_cast<std::size_t>(frame * 160 + n);
            const double value = i < samples.size() ? samples[i] : 0;
            const double hann = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * n / 400);
            x += value * hann * std::polar(1.0, -2 * std::numbers::pi * k * n / 512);
        }
        sum += weight * std::norm(x);
    }
    return std::log(std::max(sum, 1e-6));
}

} // namespace

class TestReadersSound : public QObject {
    Q_OBJECT

private slots:
    void matchesItsDefinition();
    void countsFrames();
    void silenceIsTheFloor();
    void decodesAndAverages();
    void resamples();
    void stopsAtTheSecondsAskedFor();
    void standardises();
    void choosesALength();
    void advisesAShorterLength();
    void saysWhatIsWrong();
    void isFast();
};

void TestReadersSound::matchesItsDefinition()
{
    const std::vector<float> samples = chirp(1500);
    const Matrix<float> values = LogMel()(samples);
    QCOMPARE(values.cols(), 40);
    double worst = 0;
    for (Index t = 0; t < values.rows(); ++t)
        for (int b = 0; b < 40; ++b)
            worst = std::max(worst, std::abs(values(t, b) - definedValue(samples, t, b)));
    QVERIFY2(worst < 2e-3, qPrintable(QString::number(worst)));
}

void TestReadersSound::countsFrames()
{
    QCOMPARE(LogMel::frames(0), 1);
    QCOMPARE(LogMel::frames(399), 1);
    QCOMPARE(LogMel::frames(559), 1);
    QCOMPARE(LogMel::frames(560), 2);
    QCOMPARE(LogMel::frames(16000), 98);
    const std::vector<float> few = chirp(100);
    const Matrix<float> values = LogMel()(few);
    QCOMPARE(values.rows(), 1);
    QVERIFY(std::abs(values(0, 5) - definedValue(few, 0, 5)) < 2e-3);
}

void TestReadersSound::silenceIsTheFloor()
{
    const Matrix<float> values = LogMel()(std::vector<float>(800, 0.f));
    QVERIFY((values.array() == std::log(1e-6f)).all());
}

void TestReadersSound::decodesAndAverages()
{
    const SoundSamples stereo = decodeSound(soundFixture("audiocaps/abc.wav"), 10, "abc.wav");
    QCOMPARE(stereo.rate, 44100);
    QCOMPARE(stereo.values.size(), 13230u);
    const float largest = *std::max_element(stereo.values.begin(), stereo.values.end());
    QVERIFY(std::abs(largest - 12000.f / 32768) < 1e-3f);
    QVERIFY(std::abs(soundLength(soundFixture("audiocaps/abc.wav"), "") - 0.3) < 1e-9);
}

/// 220 Hz at 44,100 Hz and 1,760 Hz at 8,000 Hz are the same tones at 16,000 Hz.
void TestReadersSound::resamples()
{
    const struct {
        const char* file;
        double frequency;
    } rows[] = { { "audiocaps/abc.wav", 220 }, { "audiocaps/Ydef.wav", 1760 } };
    for (const auto& row : rows) {
        const auto values = resampledTo16k(decodeSound(soundFixture(row.file), 10, row.file));
        QVERIFY(std::abs(static_cast<double>(values.size()) - 4800) <= 1);
        for (std::size_t i = 400; i < 4400; ++i) {
            const double expected = 12000.0 / 32768
                * std::sin(2 * std::numbers::pi * row.frequency * double(i) / 16000);
            QVERIFY(std::abs(values[i] - expected) < 2e-3);
        }
    }
}

void TestReadersSound::stopsAtTheSecondsAskedFor()
{
    QCOMPARE(decodeSound(soundFixture("tones/high.wav"), 0.1, "").values.size(), 1600u);
}

void TestReadersSound::standardises()
{
    DatasetSpec spec;
    spec.path = FIXTURES "/media/clotho/clotho_captions_development.csv";
    const LoadedDataset loaded = load(spec);
    const SoundSource& sounds = *loaded.dataset.find("sound")->sounds;
    const auto size = static_cast<std::size_t>(sounds.frames() * sounds.bands());
    QCOMPARE(sounds.frames(), 28);
    double sum = 0, squares = 0;
    for (Index item = 0; item < 2; ++item) {
        std::vector<float> values(size);
        sounds.read(item, 0, values);
        for (const float value : values) {
            sum += value;
            squares += double(value) * value;
        }
    }
    QVERIFY(std::abs(sum / double(2 * size)) < 1e-4);
    QVERIFY(std::abs(squares / double(2 * size) - 1) < 1e-3);
}

/// The longest of the folder (0.5 s); the shorter is followed by the mean; a setting goes before.
void TestReadersSound::choosesALength()
{
    DatasetSpec spec;
    spec.path = FIXTURES "/media/tones";
    const LoadedDataset loaded = load(spec);
    const SoundSource& sounds = *loaded.dataset.find("sound")->sounds;
    QCOMPARE(sounds.frames(), 48);
    std::vector<float> values(48 * 40);
    sounds.read(1, 0, values);
    QVERIFY(values[27 * 40 + 3] != 0.f);
    QVERIFY(std::all_of(values.begin() + 28 * 40, values.end(), [](float v) { return v == 0.f; }));
    spec.soundSeconds = 0.2;
    QCOMPARE(load(spec).dataset.find("sound")->sounds->frames(), 18);
}

/// Where sounds are the third modality, and only there.
void TestReadersSound::advisesAShorterLength()
{
    const QTemporaryDir folder;
    for (const char* name : { "bee", "owl" }) {
        QImage image(8, 8, QImage::Format_RGB32);
        image.fill(name[0] == 'b' ? Qt::red : Qt::blue);
        QVERIFY(image.save(folder.filePath(QString(name) + ".png")));
        for (const char* ending : { ".wav", ".txt" }) {
            QFile file(folder.filePath(QString(name) + ending));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(ending[1] == 'w' ? soundFixture("audiocaps/abc.wav") : QByteArray(name));
        }
    }
    DatasetSpec spec;
    spec.path = folder.path().toStdString();
    QVERIFY(load(spec).report.hints.empty());
    spec.soundSeconds = 30;
    const DatasetReport report = load(spec).report;
    QCOMPARE(report.hints.size(), 1u);
    QCOMPARE(english(report.hints.front()),
        "the sounds that are heard have 30 s: data.sound_seconds=5 makes a step up to 6 times as "
        "fast");
    spec.path = FIXTURES "/media/tones";
    QVERIFY(load(spec).report.hints.empty());
}

void TestReadersSound::saysWhatIsWrong()
{
    DatasetSpec spec;
    spec.path = FIXTURES "/media/tones";
    const DatasetReport report = load(spec).report;
    QCOMPARE(report.unreadable, 1);
    QVERIFY(describe(report.problems.front()).starts_with("broken.wav: the sound "));
}

void TestReadersSound::isFast()
{
    const std::vector<float> minute = chirp(60 * LogMel::rate);
    LogMel logMel;
    double best = 1e9;
    for (int i = 0; i < 3; ++i) {
        timespec from {}, to {};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &from);
        QCOMPARE(logMel(minute).rows(), 5998);
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &to);
        best = std::min(
            best, double(to.tv_sec - from.tv_sec) * 1e3 + double(to.tv_nsec - from.tv_nsec) / 1e6);
    }
    qInfo("log-mel of one minute: %.1f ms of one core", best);
#ifdef NDEBUG
    QVERIFY2(best < 100, qPrintable(QString::number(best)));
#endif
}

QTEST_GUILESS_MAIN(TestReadersSound)
#include "tst_readers_sound.moc"
