// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Decoding of pictures: formats, turning, ground, fit, refusals; and the cache that holds them.
#include "media/bytes/media_message.h"
#include "media/dataset_loader.h"
#include "media/decode/image_decoder.h"
#include "media/decode/slot_cache.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace contrastlab;

namespace {

QByteArray bytesOf(const QString& name)
{
    QFile file(QStringLiteral(FIXTURES "/media/images/") + name);
    if (!file.open(QIODevice::ReadOnly)) qFatal("no fixture %s", qPrintable(name));
    return file.readAll();
}

struct Pixels {
    ImageLook look;
    std::vector<std::uint8_t> values;

    Pixels(const QByteArray& bytes, ImageLook imageLook, const std::string& name = "image")
        : look(imageLook)
        , values(static_cast<std::size_t>(look.side) * look.side * 3)
    {
        decodeImage(bytes, look, values, name);
    }
    QRgb at(int x, int y) const
    {
        const std::uint8_t* p = values.data() + (y * look.side + x) * 3;
        return qRgb(p[0], p[1], p[2]);
    }
};

bool near(QRgb a, QRgb b, int most)
{
    return std::abs(qRed(a) - qRed(b)) <= most && std::abs(qGreen(a) - qGreen(b)) <= most
        && std::abs(qBlue(a) - qBlue(b)) <= most;
}

constexpr QRgb red = 0xffdc1e1e;
constexpr QRgb white = 0xffffffff;

} // namespace

class TestReadersImages : public QObject {
    Q_OBJECT

private slots:
    void decodesEveryFormat_data();
    void decodesEveryFormat();
    void turnsAsExifSays();
    void laysOnGround();
    void padsAndCrops();
    void refuses_data();
    void refuses();
    void leavesOutWhatLeadsOutOfADrawing_data();
    void leavesOutWhatLeadsOutOfADrawing();
    void refusesDrawings_data();
    void refusesDrawings();
    void drawsWhatInkscapeWrites();
    void tellsOfASecondPictureOfAName();
    void drawsWhatStaysInside();
    void longPicturesAreCropped();
    void keepsShapeForPeople();
    void cacheIsBoundedAndSharesContent();
    void sameWithAndWithoutRoom();
};

void TestReadersImages::decodesEveryFormat_data()
{
    QTest::addColumn<QString>("name");
    for (const char* ending : { "png", "jpg", "gif", "bmp", "webp", "svg", "ico", "tga" })
        QTest::newRow(ending) << QStringLiteral("red.") + ending;
}

void TestReadersImages::decodesEveryFormat()
{
    QFETCH(QString, name);
    const ImageLook look { 16, ImageFit::crop, Qt::white };
    const Pixels pixels(bytesOf(name), look, name.toStdString());
    QVERIFY2(near(pixels.at(8, 8), red, 6), qPrintable(QString::number(pixels.at(8, 8), 16)));
    QVERIFY2(near(pixels.at(15, 15), red, 6), qPrintable(QString::number(pixels.at(15, 15), 16)));
}

/// The fixture is the 24 x 16 picture stored turned, with the EXIF orientation that turns it back.
void TestReadersImages::turnsAsExifSays()
{
    const ImageLook look { 24, ImageFit::pad, Qt::black };
    const Pixels turned(bytesOf("turned.jpg"), look), straight(bytesOf("red.png"), look);
    QVERIFY(near(straight.at(1, 5), white, 10));
    QVERIFY(near(turned.at(1, 5), white, 30));
    QVERIFY(near(turned.at(20, 17), red, 12));
    QVERIFY(near(turned.at(1, 17), red, 12));
    QCOMPARE(decodePicture(bytesOf("turned.jpg"), 100, "").size(), QSize(24, 16));
}

void TestReadersImages::laysOnGround()
{
    const Pixels pixels(bytesOf("half.png"), { 16, ImageFit::crop, QColor(0, 100, 0) });
    QCOMPARE(pixels.at(8, 12), qRgb(0, 100, 0));
    // 128/255 of (200, 0, 0) over 127/255 of (0, 100, 0)
    QVERIFY(near(pixels.at(8, 3), qRgb(100, 50, 0), 1));
}

void TestReadersImages::padsAndCrops()
{
    const Pixels padded(bytesOf("red.png"), { 24, ImageFit::pad, Qt::blue });
    QCOMPARE(padded.at(12, 1), qRgb(0, 0, 255));
    QCOMPARE(padded.at(12, 22), qRgb(0, 0, 255));
    QCOMPARE(padded.at(12, 12), red);
    const Pixels cropped(bytesOf("red.png"), { 16, ImageFit::crop, Qt::blue });
    QCOMPARE(cropped.at(0, 0), red); // the mark of 4 pixels lies left of the centre square
    QCOMPARE(cropped.at(15, 0), red);
}

void TestReadersImages::refuses_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("why");
    QTest::newRow("wide") << "wide.png"
                          << "100000 x 2 pixels; at most 32768 a side";
    QTest::newRow("vast") << "vast.png"
                          << "30000 x 30000 pixels; at most 32768 a side and 100 megapixels";
    QTest::newRow("cut") << "cut.jpg"
                         << "it ends too early";
    QTest::newRow("no picture") << "words.png"
                                << "cannot be decoded";
    QTest::newRow("multiplies") << "lol.svg"
                                << "more than 32 <use>";
    QTest::newRow("packed") << "packed.svgz"
                            << "a packed SVG";
}

/// FILE stands for a red picture that is there to be opened, 8 x 8, over a green ground.
void TestReadersImages::leavesOutWhatLeadsOutOfADrawing_data()
{
    QTest::addColumn<QByteArray>("inside");
    QTest::newRow("href") << QByteArray("<image width='8' height='8' href='FILE'/>");
    QTest::newRow("xlink") << QByteArray("<image width='8' height='8' xlink:href = \"FILE\"/>");
    QTest::newRow("url") << QByteArray("<image width='8' height='8' xlink:href='file://FILE'/>");
    QTest::newRow("any prefix") << QByteArray(
        "<image width='8' height='8' xmlns:q='http://www.w3.org/1999/xlink' q:href='FILE'/>");
    QTest::newRow("entity in a name")
        << QByteArray("<image width='8' height='8' xlink:href='&#x2f;FILE'/>");
    QTest::newRow("like a part") << QByteArray("<image width='8' height='8' xlink:href='#a.png'/>");
    QTest::newRow("paint") << QByteArray("<path d='M9,9' fill='url(FILE#b)'/>");
    QTest::newRow("quoted url") << QByteArray("<path d='M9,9' style='fill:URL( \"FILE#b\" )'/>");
    QTest::newRow("style") << QByteArray("<style>circle{fill:url(http://a/b)}</style>");
    QTest::newRow("import") << QByteArray("<style>@Import 'FILE';</style>");
    const QByteArray nested =
        QByteArray(" <svg><image width='8' height='8' href='FILE'/></svg>").toBase64();
    QTest::newRow("drawing in a drawing") << QByteArray(
        "<image width='8' height='8' xlink:href='data:image/png;base64," + nested + "'/>");
}

void TestReadersImages::leavesOutWhatLeadsOutOfADrawing()
{
    QFETCH(QByteArray, inside);
    const QTemporaryDir folder;
    QDir::setCurrent(folder.path());
    QImage red(8, 8, QImage::Format_RGB32);
    red.fill(Qt::red);
    for (const char* name : { "other.png", "#a.png" })
        QVERIFY(red.save(folder.filePath(QString::fromLatin1(name))));
    inside.replace("FILE", folder.filePath("other.png").toUtf8());
    const QByteArray svg =
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' "
        "width='8' height='8'><rect width='8' height='8' fill='#00ff00'/>"
        + inside + "</svg>";
    const QImage drawn = decodePicture(svg, 8, "that.svg");
    QCOMPARE(drawn.size(), QSize(8, 8));
    QCOMPARE(drawn.pixel(4, 4), qRgb(0, 255, 0));
    QDir::setCurrent(QDir::rootPath());
}

void TestReadersImages::refusesDrawings_data()
{
    QTest::addColumn<QByteArray>("inside");
    QTest::addColumn<QString>("why");
    QTest::newRow("entity") << QByteArray("<!ENTITY a 'b'>") << QString("entities of its own");
    QTest::newRow("letters") << QByteArray("<text y='8'>a</text>") << QString("an SVG with text");
    QTest::newRow("prefix") << QByteArray("<svg:text\ny='8'>a</svg:text>")
                            << QString("an SVG with text");
}

void TestReadersImages::refusesDrawings()
{
    QFETCH(QByteArray, inside);
    QFETCH(QString, why);
    const QByteArray svg = "<svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'>" + inside
        + "<rect width='8' height='8'/></svg>";
    try {
        decodePicture(svg, 8, "that.svg");
        QFAIL("was drawn");
    } catch (const MediaError& error) {
        QVERIFY2(QString(error.what()).contains(why), error.what());
    }
    const QByteArray wide = "<?xml version='1.0' encoding='UTF-16'?>" + svg;
    QVERIFY_EXCEPTION_THROWN(decodePicture(wide, 8, "that.svg"), MediaError);
}

void TestReadersImages::drawsWhatStaysInside()
{
    QByteArray pixel;
    QBuffer buffer(&pixel);
    QImage(1, 1, QImage::Format_RGB32).save(&buffer, "PNG");
    const QByteArray svg = "<svg xmlns='http://www.w3.org/2000/svg' "
                           "xmlns:xlink='http://www.w3.org/1999/xlink' width='8' height='8'>"
                           "<linearGradient id='a'><stop stop-color='red'/></linearGradient>"
                           "<a xlink:href='https://example.org'><rect width='8' height='8' "
                           "style='fill:url(#a)'/></a><use xlink:href=\"#a\"/>"
                           "<image width='1' height='1' xlink:href='data:image/png;base64,"
        + pixel.toBase64() + "'/></svg>";
    QCOMPARE(decodePicture(svg, 8, "that.svg").size(), QSize(8, 8));
}

/// What Inkscape notes of the machine that it ran on, and fonts of no letters, are no reason to
/// drop a drawing.
void TestReadersImages::drawsWhatInkscapeWrites()
{
    const QByteArray svg =
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n"
        "<svg width='8' height='8' sodipodi:docname='/home/ann/bee.svg' "
        "inkscape:export-filename='/home/ann/href/context.png' inkscape:export-xdpi='96' "
        "xmlns:inkscape='http://www.inkscape.org/namespaces/inkscape' "
        "xmlns:sodipodi='http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd' "
        "xmlns='http://www.w3.org/2000/svg'><title>text</title><metadata id='text7'/>"
        "<g style='font-size:10px;font-family:sans-serif;-inkscape-font-specification:sans'>"
        "<rect id='text1' width='8' height='8' style='fill:#00ff00;font-family:serif'/></g></svg>";
    QCOMPARE(decodePicture(svg, 8, "bee.svg").pixel(4, 4), qRgb(0, 255, 0));
}

void TestReadersImages::tellsOfASecondPictureOfAName()
{
    const QTemporaryDir folder;
    for (const char* name : { "bee.png", "bee.svg", "owl.png" }) {
        QImage image(4, 4, QImage::Format_RGB32);
        image.fill(Qt::red);
        QVERIFY(image.save(folder.filePath(QString::fromLatin1(name)), "png"));
    }
    for (const char* name : { "bee.txt", "owl.txt" }) {
        QFile text(folder.filePath(QString::fromLatin1(name)));
        QVERIFY(text.open(QIODevice::WriteOnly));
        text.write(name);
    }
    DatasetSpec spec;
    spec.path = folder.path().toStdString();
    const DatasetReport report = inspect(spec);
    QCOMPARE(report.problems.size(), 1u);
    QCOMPARE(describe(report.problems.front()),
        "bee.svg: a second picture, sound or text of that name: bee.png is taken");
}

void TestReadersImages::refuses()
{
    QFETCH(QString, name);
    QFETCH(QString, why);
    std::vector<std::uint8_t> pixels(16 * 16 * 3);
    try {
        decodeImage(bytesOf(name), { 16, ImageFit::crop, Qt::white }, pixels, "that.png");
        QFAIL("expected an error");
    } catch (const MediaError& error) {
        QVERIFY2(QString(error.what()).contains(why), error.what());
        QVERIFY2(QString(error.what()).startsWith("that.png: "), error.what());
    }
}

void TestReadersImages::longPicturesAreCropped()
{
    QImage image(2000, 10, QImage::Format_RGB32);
    image.fill(Qt::black);
    image.setPixelColor(0, 0, Qt::white);
    for (int x = 995; x < 1005; ++x)
        for (int y = 0; y < 10; ++y)
            image.setPixelColor(x, y, QColor(0, 200, 0));
    QTemporaryDir folder;
    const QString path = folder.filePath("long.png");
    QVERIFY(image.save(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const Pixels pixels(file.readAll(), { 8, ImageFit::crop, Qt::white });
    QVERIFY(near(pixels.at(0, 0), qRgb(0, 200, 0), 2));
    QVERIFY(near(pixels.at(7, 7), qRgb(0, 200, 0), 2));
}

void TestReadersImages::keepsShapeForPeople()
{
    QCOMPARE(decodePicture(bytesOf("red.png"), 12, "").size(), QSize(12, 8));
    QCOMPARE(decodePicture(bytesOf("red.png"), 500, "").size(), QSize(24, 16));
    QCOMPARE(decodePicture(bytesOf("red.svg"), 64, "").size(), QSize(64, 64));
    QVERIFY(decodePicture(bytesOf("half.png"), 16, "").hasAlphaChannel());
}

void TestReadersImages::cacheIsBoundedAndSharesContent()
{
    SlotCache<int> cache(4, 3 * 4 * sizeof(int));
    QCOMPARE(cache.capacity(), 3u);
    const int values[3][4] = { { 1, 2, 3, 4 }, { 5, 6, 7, 8 }, { 9, 10, 11, 12 } };
    const int* first = cache.put(100, values[0]);
    QCOMPARE(cache.put(100, values[1]), first);
    QCOMPARE(first[3], 4);
    QVERIFY(cache.put(101, values[1]) && cache.put(102, values[2]));
    QCOMPARE(cache.put(103, values[0]), static_cast<const int*>(nullptr));
    QCOMPARE(cache.put(101, values[0])[0], 5);
}

/// 16 MiB hold 21 pictures of 512 x 512; the others are decoded again and must be the same.
void TestReadersImages::sameWithAndWithoutRoom()
{
    QTemporaryDir folder;
    for (int i = 0; i < 40; ++i) {
        QImage image(40, 40, QImage::Format_RGB32);
        image.fill(QColor(6 * i, 255 - 6 * i, 99));
        QVERIFY(image.save(folder.filePath(QString::number(100 + i) + ".png")));
        QFile text(folder.filePath(QString::number(100 + i) + ".txt"));
        QVERIFY(text.open(QIODevice::WriteOnly));
        text.write(QByteArray::number(i));
    }
    DatasetSpec spec;
    spec.path = folder.path().toStdString();
    spec.imageSize = 512;
    spec.memory = 16;
    const LoadedDataset small = load(spec);
    spec.memory = 1024;
    const LoadedDataset large = load(spec);
    QCOMPARE(small.dataset.digest, large.dataset.digest);
    std::vector<std::uint8_t> a(512 * 512 * 3), b(a.size());
    for (Index i = 0; i < 40; ++i) {
        small.dataset.find("image")->images->read(i, 0, a);
        large.dataset.find("image")->images->read(i, 0, b);
        QVERIFY(a == b);
        QCOMPARE(int(a[0]), 6 * int(i));
    }
}

QTEST_GUILESS_MAIN(TestReadersImages)
#include "tst_readers_images.moc"
