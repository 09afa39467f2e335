// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Large sets of pictures, which are decoded while training goes on: the same items and the same
// pixels as if all were decoded first, whoever reads first and whatever is damaged.
#include "media/bytes/limits.h"
#include "media/dataset_loader.h"
#include "media/decode/image_edges.h"

#include <QBuffer>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace contrastlab;

namespace {

constexpr int pictures = int(limits::imagesDecodedFirst) + 8;
constexpr int cut = 10, broken = 20, damaged = 30, empty = 40;

QByteArray encoded(int value, const char* format, QSize size = { 12, 12 })
{
    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            image.setPixelColor(x, y, QColor(value % 256, value / 256, (x * 9 + y * 5) % 256));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!image.save(&buffer, format)) qFatal("not encoded");
    return bytes;
}

/// Of every kind of damage one: no end, no header, an inside that is not what it was, nothing.
QByteArray contentOf(int item)
{
    QByteArray bytes = encoded(item, item % 3 == 0 && item > 100 ? "JPEG" : "PNG");
    if (item == cut) bytes.chop(20);
    if (item == broken) bytes = "no picture at all, but bytes enough to be one";
    if (item == damaged)
        for (qsizetype at = bytes.indexOf("IDAT") + 8; at < bytes.indexOf("IEND") - 8; ++at)
            bytes[at] = '\x55';
    if (item == empty) bytes.clear();
    return bytes;
}

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("unwritten");
}

std::vector<std::uint8_t> pixelsOf(const LoadedDataset& loaded, Index item)
{
    const ImageSource& images = *loaded.dataset.find("image")->images;
    std::vector<std::uint8_t> pixels(
        static_cast<std::size_t>(images.width()) * static_cast<std::size_t>(images.height()) * 3);
    images.read(item, 0, pixels);
    return pixels;
}

} // namespace

class TestDecodeAhead : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void leavesOutWhatAHeaderTells();
    void readsTheSameWhoeverIsFirst();
    void sameWithAndWithoutRoom();
    void digestTellsFilesApart();
    void decodesFirstWhenAsked();
    void smallSetsAreDecodedFirst();
    void readsManySoundsTheSame();
    void stopsInTheMiddle();
    void edgesTellSizes();

private:
    [[nodiscard]] DatasetSpec spec() const
    {
        DatasetSpec spec;
        spec.path = m_folder.filePath("captions.csv").toStdString();
        spec.imageSize = 16;
        return spec;
    }
    [[nodiscard]] QString pathOf(int item) const
    {
        return m_folder.filePath(QStringLiteral("%1.img").arg(item, 5, 10, QChar('0')));
    }

    QTemporaryDir m_folder;
};

void TestDecodeAhead::initTestCase()
{
    QByteArray table = "filepath,title\n";
    for (int i = 0; i < pictures; ++i) {
        write(pathOf(i), contentOf(i));
        table += QStringLiteral("%1.img,thing %2\n").arg(i, 5, 10, QChar('0')).arg(i).toUtf8();
    }
    write(m_folder.filePath("captions.csv"), table);
}

void TestDecodeAhead::leavesOutWhatAHeaderTells()
{
    const LoadedDataset loaded = load(spec());
    QCOMPARE(loaded.dataset.items, pictures - 3);
    QCOMPARE(loaded.report.unreadable, 3);
    QVERIFY2(describe(loaded.report.problems[0]).find("00010.img") != std::string::npos
            && describe(loaded.report.problems[0]).find("it ends too early") != std::string::npos,
        describe(loaded.report.problems[0]).c_str());
    const auto ahead = [](const Message& reason) { return reason.is(sentences::decodedAhead); };
    QVERIFY(std::any_of(loaded.report.reasons.begin(), loaded.report.reasons.end(), ahead));
}

/// Forwards, backwards, and on four threads at once.
void TestDecodeAhead::readsTheSameWhoeverIsFirst()
{
    const LoadedDataset a = load(spec()), b = load(spec()), c = load(spec());
    QCOMPARE(a.dataset.digest, b.dataset.digest);
    const Index items = a.dataset.items;
    std::vector<std::vector<std::uint8_t>> backwards(static_cast<std::size_t>(items));
    for (Index i = items; i-- > 0;)
        backwards[static_cast<std::size_t>(i)] = pixelsOf(b, i);
    std::atomic<int> different { 0 };
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            for (Index i = t * 7; i < items; ++i)
                different += pixelsOf(c, i) != backwards[static_cast<std::size_t>(i)];
        });
    for (std::thread& thread : threads)
        thread.join();
    QCOMPARE(different.load(), 0);
    for (Index i = 0; i < items; ++i)
        QVERIFY(pixelsOf(a, i) == backwards[static_cast<std::size_t>(i)]);
    // The damaged one trains as ground, and is told of once.
    const Index ground = damaged - 2; // two before it are left out
    QCOMPARE(a.dataset.itemNames[std::size_t(ground)].en, "thing 30");
    QVERIFY(pixelsOf(a, ground) == std::vector<std::uint8_t>(16 * 16 * 3, 255));
    QCOMPARE(a.late->count(), 1u);
    QVERIFY(describe(a.late->list().front()).starts_with("00030.img: the image cannot be decoded"));
    QVERIFY(pixelsOf(a, 0) != pixelsOf(a, ground));
}

void TestDecodeAhead::sameWithAndWithoutRoom()
{
    DatasetSpec little = spec();
    little.imageSize = 96; // 27 KiB each: 16 MiB hold some six hundred
    little.memory = 16;
    DatasetSpec much = little;
    much.memory = 1024;
    const LoadedDataset a = load(little), b = load(much);
    QCOMPARE(a.dataset.digest, b.dataset.digest);
    for (Index i = 0; i < a.dataset.items; i += 97)
        QVERIFY(pixelsOf(a, i) == pixelsOf(b, i));
    for (Index i = 0; i < a.dataset.items; i += 97)
        QVERIFY(pixelsOf(a, i) == pixelsOf(b, i));
}

void TestDecodeAhead::digestTellsFilesApart()
{
    const std::string before = load(spec()).dataset.digest;
    write(pathOf(50), contentOf(51));
    const std::string changed = load(spec()).dataset.digest;
    write(pathOf(50), contentOf(50));
    QVERIFY(before != changed);
    QCOMPARE(load(spec()).dataset.digest, before);
}

void TestDecodeAhead::decodesFirstWhenAsked()
{
    const LoadedDataset whole = load(spec(), {}, {}, DecodeWhen::first);
    QCOMPARE(whole.dataset.items, pictures - 4);
    QCOMPARE(whole.report.unreadable, 4);
    const LoadedDataset ahead = load(spec());
    QVERIFY(pixelsOf(whole, 1000) == pixelsOf(ahead, 1001));
}

/// Their digest is that of every byte, as it always was.
void TestDecodeAhead::smallSetsAreDecodedFirst()
{
    DatasetSpec small = spec();
    small.items = limits::imagesDecodedFirst;
    const LoadedDataset first = load(small, {}, {}, DecodeWhen::first), either = load(small);
    QCOMPARE(first.dataset.digest, either.dataset.digest);
    QCOMPARE(first.dataset.items, either.dataset.items);
    QCOMPARE(either.late->count(), 0u);
}

/// 1,100 tones, each of another pitch: one cut after its header, one that is none, one without
/// samples.
void TestDecodeAhead::readsManySoundsTheSame()
{
    const QTemporaryDir folder;
    QFile fixture(FIXTURES "/media/audiocaps/abc.wav");
    QVERIFY(fixture.open(QIODevice::ReadOnly));
    const QByteArray tone = fixture.readAll();
    for (int i = 0; i < 1100; ++i) {
        QByteArray bytes = tone;
        for (int k = 0; k < 8; ++k) // another sound each
            bytes[500 + k] = static_cast<char>(i >> k);
        if (i == 3) bytes.truncate(44);
        if (i == 4) bytes = "no sound";
        const QString stem = folder.filePath(QString::number(10000 + i));
        write(stem + ".wav", bytes);
        write(stem + ".txt", QByteArray::number(i));
    }
    DatasetSpec spec;
    spec.path = folder.path().toStdString();
    const LoadedDataset a = load(spec), b = load(spec);
    const LoadedDataset whole = load(spec, {}, {}, DecodeWhen::first);
    QCOMPARE(a.dataset.digest, b.dataset.digest);
    QCOMPARE(whole.dataset.items, 1098);
    QCOMPARE(a.dataset.items, 1099); // that it has no samples turns out late
    const SoundSource& first = *a.dataset.find("sound")->sounds;
    const SoundSource& second = *b.dataset.find("sound")->sounds;
    const auto size = static_cast<std::size_t>(first.frames() * first.bands());
    std::vector<float> one(size), other(size);
    for (Index i = 0; i < a.dataset.items; ++i) {
        first.read(i, 0, one);
        second.read(a.dataset.items - 1 - i, 0, other);
        second.read(i, 0, other);
        QVERIFY(one == other);
        QVERIFY(i == 3 || std::any_of(one.begin(), one.end(), [](float v) { return v != 0; }));
    }
    QCOMPARE(a.late->count(), 1u);
    whole.dataset.find("sound")->sounds->read(10, 0, one);
    first.read(11, 0, other);
    for (std::size_t i = 0; i < size; ++i) // mean and deviation are those of 256 of them
        QVERIFY(std::abs(one[i] - other[i]) < 0.2f);
}

/// Whoever drops the data does not wait for all of them.
void TestDecodeAhead::stopsInTheMiddle()
{
    for (int i = 0; i < 5; ++i)
        (void)load(spec());
    auto source = load(spec()).dataset.find("image")->images;
    std::vector<std::uint8_t> pixels(16 * 16 * 3);
    source->read(5, 0, pixels);
}

void TestDecodeAhead::edgesTellSizes()
{
    const auto edgesOf = [](const QByteArray& bytes, qsizetype head) {
        return FileEdges { bytes.size(), bytes.left(head),
            bytes.size() > head ? bytes.right(100) : QByteArray() };
    };
    for (const char* format : { "JPEG", "PNG" }) {
        const QByteArray bytes = encoded(7, format, { 33, 21 });
        QCOMPARE(sizeByEdges(edgesOf(bytes, 1 << 16)).value_or(QSize()), QSize(33, 21));
        QVERIFY(!sizeByEdges(edgesOf(bytes.chopped(30), 1 << 16)));
        for (qsizetype head = 0; head < bytes.size(); ++head) {
            const auto size = sizeByEdges(edgesOf(bytes, head));
            QVERIFY(!size || *size == QSize(33, 21));
        }
    }
    QVERIFY(!sizeByEdges(edgesOf("GIF89a", 100)));
    QVERIFY(!sizeByEdges(edgesOf("", 100)));
}

QTEST_GUILESS_MAIN(TestDecodeAhead)
#include "tst_decode_ahead.moc"
