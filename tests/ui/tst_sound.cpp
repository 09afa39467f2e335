// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Playing a sound: OpenAL writes to a file here what a device would play, and the file is listened
// to. What a machine without a device says is in tst_inspector.
#include "media/decode/sound_decoder.h"
#include "run/run_session.h"
#include "sound/item_sounds.h"
#include "sound/sound_player.h"
#include "sound/waveform.h"
#include "support/window_run.h"

#include <QElapsedTimer>
#include <QPainter>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <numbers>

using namespace contrastlab;

namespace {

SoundSamples tone(double hertz, double seconds, int rate = 16000)
{
    SoundSamples sound { rate, {} };
    for (int i = 0; i < int(seconds * rate); ++i)
        sound.values.push_back(0.6f * float(std::sin(2 * std::numbers::pi * hertz * i / rate)));
    return sound;
}

/// What of a recording is loud, and how high it is.
struct Heard {
    double seconds = 0;
    double hertz = 0;
};

Heard heardIn(const SoundSamples& sound)
{
    const auto loud = [](float value) { return std::abs(value) > 0.05f; };
    const auto first = std::ranges::find_if(sound.values, loud);
    auto last = first;
    int crossings = 0;
    float before = 0;
    for (auto it = first; it != sound.values.end(); ++it) {
        if (loud(*it)) last = it;
        if (std::abs(*it) > 0.01f) {
            crossings += before * *it < 0;
            before = *it;
        }
    }
    const double seconds = double(last - first) / sound.rate;
    return { seconds, seconds > 0 ? 0.5 * crossings / seconds : 0 };
}

} // namespace

class TestSound : public QObject {
    Q_OBJECT

public:
    // OpenAL looks at these once, when it is first used.
    TestSound()
    {
        QFile settings(m_folder.filePath(QStringLiteral("alsoft.conf")));
        [[maybe_unused]] const bool open = settings.open(QIODevice::WriteOnly);
        settings.write("[general]\nchannels = mono\nsample-type = int16\nfrequency = 44100\n"
                       "[wave]\nfile = "
            + file().toUtf8() + "\n");
        qputenv("ALSOFT_CONF", settings.fileName().toUtf8());
        qputenv("ALSOFT_DRIVERS", "wave");
    }

private slots:
    void outlineOfASound();
    void playsToItsEnd();
    void oneAtATime();
    void stopsAtOnce();
    void playsAnItemsVoices();

private:
    [[nodiscard]] QString file() const { return m_folder.filePath(QStringLiteral("heard.wav")); }
    [[nodiscard]] Heard heard() const
    {
        QFile wave(file());
        if (!wave.open(QIODevice::ReadOnly)) return {};
        return heardIn(decodeSound(wave.readAll(), 30, "heard.wav"));
    }

    QTemporaryDir m_folder;
};

void TestSound::outlineOfASound()
{
    SoundSamples sound { 100, std::vector<float>(100, 0.f) };
    sound.values[10] = -0.5f;
    sound.values[95] = 0.25f;
    const std::vector<float> peaks = waveform(sound, 10);
    QCOMPARE(peaks.size(), std::size_t(10));
    QCOMPARE(peaks[0], 0.f);
    QCOMPARE(peaks[1], 1.f);
    QCOMPARE(peaks[9], 0.5f);
    QCOMPARE(waveform({ 100, { 0, 0 } }, 10), (std::vector<float> { 0, 0 }));
    QVERIFY(waveform({}, 10).empty());
    QImage image(100, 20, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    drawWaveform(painter, image.rect(), peaks, 0.5, Qt::black, Qt::red);
    painter.end();
    QCOMPARE(image.pixelColor(13, 3), QColor(Qt::red)); // loud, and played
    QCOMPARE(image.pixelColor(93, 6), QColor(Qt::black)); // half as loud, not yet played
    QCOMPARE(image.pixelColor(93, 3), QColor(Qt::white));
}

void TestSound::playsToItsEnd()
{
    {
        SoundPlayer player;
        QSignalSpy changed(&player, &SoundPlayer::changed);
        double last = 0;
        bool forward = true, between = false;
        connect(&player, &SoundPlayer::changed, this, [&] {
            if (!player.isPlaying()) return;
            forward &= player.progress() >= last;
            last = player.progress();
            between |= last > 0.2 && last < 0.9;
        });
        player.play({});
        QVERIFY(!player.isPlaying());
        player.play(tone(1000, 0.5));
        QVERIFY(player.isPlaying());
        QTRY_VERIFY(!player.isPlaying());
        QVERIFY(forward && between);
        QCOMPARE(player.problem(), SoundProblem::none);
        QVERIFY(player.problemText().isEmpty());
        QVERIFY(changed.size() > 5);
    }
    // Resampled from 16,000 to 44,100 a second: as long and as high as it was.
    QVERIFY2(std::abs(heard().seconds - 0.5) < 0.02, qPrintable(QString::number(heard().seconds)));
    QVERIFY2(std::abs(heard().hertz - 1000) < 15, qPrintable(QString::number(heard().hertz)));
}

void TestSound::oneAtATime()
{
    {
        SoundPlayer player;
        player.play(tone(300, 20));
        QTRY_VERIFY(player.progress() > 0);
        player.play(tone(2000, 0.3));
        QVERIFY(player.isPlaying());
        QTRY_VERIFY_WITH_TIMEOUT(!player.isPlaying(), 3000);
    }
    QVERIFY(heard().seconds < 3);
}

void TestSound::stopsAtOnce()
{
    {
        SoundPlayer player;
        player.play(tone(500, 20));
        player.stop(); // while the device opens
        QVERIFY(!player.isPlaying());
        player.play(tone(500, 20));
        QTRY_VERIFY(player.progress() > 0);
        player.stop();
        QVERIFY(!player.isPlaying());
        QTest::qWait(300);
    }
    QVERIFY2(heard().seconds < 2, qPrintable(QString::number(heard().seconds)));
}

// In the default experiment, where sound is no modality that trains.
void TestSound::playsAnItemsVoices()
{
    RunSession session(1);
    ItemSounds sounds(session.moment());
    QVERIFY(!sounds.has(7));
    sounds.play(7);
    QCOMPARE(sounds.playing(), Index(-1));
    RunSpec spec;
    spec.set("image_tower", std::string("linear"));
    session.start(spec, true);
    QTRY_VERIFY_WITH_TIMEOUT(session.setup(), 20000);
    QVERIFY(sounds.has(7));
    QVERIFY(!sounds.has(-1));
    QVERIFY(!sounds.of(7)); // is being decoded
    QSignalSpy loaded(&sounds, &ItemSounds::loaded);
    QVERIFY(loaded.wait());
    const auto list = sounds.of(7);
    QCOMPARE(list->size(), std::size_t(2));
    QCOMPARE((*list)[0].name.zh, std::string("英语男声"));
    QVERIFY((*list)[0].samples.values != (*list)[1].samples.values);
    QCOMPARE((*list)[1].waveform.size(), std::size_t(40));
    // Again and again: its voices in turn; another item begins with its first.
    sounds.playNext(7);
    QVERIFY(sounds.isPlaying(7, 0));
    sounds.playNext(7);
    QVERIFY(sounds.isPlaying(7, 1));
    sounds.playNext(7);
    QVERIFY(sounds.isPlaying(7, 0));
    sounds.playNext(9); // still to be decoded
    QVERIFY(sounds.isPlaying(9, 0));
    QTRY_VERIFY(sounds.progress() > 0);
    QTRY_COMPARE(sounds.playing(), Index(-1));
    QVERIFY(sounds.problemText().isEmpty());
    sounds.play(7, 1);
    session.start(smallWindowSpec(), true);
    QCOMPARE(sounds.playing(), Index(-1));
    QTRY_VERIFY(session.setup());
    QVERIFY(!sounds.has(7));
}

QTEST_MAIN(TestSound)
#include "tst_sound.moc"
