// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Matrices, word vectors and arrays of small pictures, read as data sets; random access to gzip.
#include "base/digest.h"
#include "media/arrays/number_table.h"
#include "media/arrays/word_vector_file.h"
#include "media/bytes/byte_source.h"
#include "media/dataset_loader.h"
#include "media/format_detection.h"
#include "media/gallery.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <zlib.h>

using namespace contrastlab;

namespace {

DatasetSpec featureSpec(const char* name, const std::map<std::string, std::string>& values = {})
{
    DatasetSpec spec;
    spec.path = std::string(FIXTURES "/media/") + name;
    if (!assign(spec, values).empty()) qFatal("bad values");
    return spec;
}

std::vector<float> rowOf(const LoadedDataset& loaded, const char* modality, Index item)
{
    const ModalityData* data = loaded.dataset.find(modality);
    if (!data || !data->features) return {};
    std::vector<float> values(static_cast<std::size_t>(data->features->width()));
    data->features->read(item, values);
    return values;
}

using Row = std::vector<float>;

} // namespace

class TestReadersFeatures : public QObject {
    Q_OBJECT

private slots:
    void readsFolderOfMatrices();
    void readsArchives_data();
    void readsArchives();
    void readsTables();
    void leavesOutRowsThatAreNotFinite();
    void readsTheIndexOfPandasAsNames();
    void tellsOfNumbersBeyondSinglePrecision();
    void looksAtTheBeginningAlone();
    void cutsLongMessages();
    void refuses_data();
    void refuses();
    void readsWordVectors_data();
    void readsWordVectors();
    void readsIdx();
    void readsDigits();
    void readsGzipAnywhere();
    void whatIsNoFileIsClosedAgain();
    void saysWhereWordVectorsBreak_data();
    void saysWhereWordVectorsBreak();
    void refusesGzipBombs();
    void listsTheGallery();
};

void TestReadersFeatures::readsFolderOfMatrices()
{
    const LoadedDataset loaded = load(featureSpec("matrices"));
    QCOMPARE(loaded.dataset.items, 4);
    QCOMPARE(rowOf(loaded, "a", 1), (Row { 0.75f, 1.f, 1.25f }));
    QCOMPARE(rowOf(loaded, "b", 3), (Row { -6.f, -7.f }));
    QCOMPARE(loaded.dataset.labels, (std::vector<int> { 0, 1, 1, 0 }));
    const LoadedDataset limited = load(featureSpec("matrices", { { "data.items", "2" } }));
    QCOMPARE(rowOf(limited, "b", 1), (Row { -4.f, -5.f }));
    QCOMPARE(limited.dataset.labels, (std::vector<int> { 0, 1 }));
}

void TestReadersFeatures::readsArchives_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("npz") << "features/both.npz";
    QTest::newRow("safetensors") << "features/both.safetensors";
}

void TestReadersFeatures::readsArchives()
{
    QFETCH(QString, name);
    const LoadedDataset loaded = load(featureSpec(name.toUtf8().constData()));
    const auto& modalities = loaded.dataset.modalities;
    QCOMPARE(modalities.size(), 2u);
    QCOMPARE(modalities[0].name, "image");
    QCOMPARE(modalities[1].name, "text");
    QCOMPARE(modalities[0].kind, ModalityKind::features);
    QCOMPARE(rowOf(loaded, "image", 2), (Row { 1.5f, 1.75f, 2.f }));
    QCOMPARE(rowOf(loaded, "text", 2), (Row { -4.f, -5.f }));
}

void TestReadersFeatures::readsTables()
{
    const std::string second = FIXTURES "/media/features/b.tsv";
    const LoadedDataset loaded = load(featureSpec("features/a.csv", { { "data.second", second } }));
    QCOMPARE(rowOf(loaded, "a", 1), (Row { 1e-3f, 2.f }));
    QCOMPARE(rowOf(loaded, "b", 1), (Row { 4.f, 5.f, 6.f }));
    QCOMPARE(loaded.dataset.itemNames[2].en, "three");
    QCOMPARE(loaded.dataset.labels, (std::vector<int> { 0, 1, 0 }));
    QCOMPARE(loaded.dataset.labelNames[1].en, "dog");
    QCOMPARE(loaded.report.preview[0].values, "0.5, -1");
}

void TestReadersFeatures::leavesOutRowsThatAreNotFinite()
{
    const std::string second = FIXTURES "/media/features/b.tsv";
    const LoadedDataset loaded =
        load(featureSpec("features/nan.csv", { { "data.second", second } }));
    QCOMPARE(loaded.dataset.items, 2);
    QCOMPARE(loaded.report.unreadable, 1);
    QCOMPARE(rowOf(loaded, "b", 1), (Row { 7.f, 8.f, 9.f }));
    QCOMPARE(describe(loaded.report.problems.front()),
        "nan.csv, row 2: the row has values that are not finite, or larger than the 3.4e38 "
        "of single precision");
}

namespace {

std::string written(const QTemporaryDir& folder, const char* name, const QByteArray& text)
{
    QFile file(folder.filePath(QString::fromLatin1(name)));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) qFatal("not written");
    return file.fileName().toStdString();
}

} // namespace

/// What pandas' to_csv() writes first is neither the label nor a number to learn from.
void TestReadersFeatures::readsTheIndexOfPandasAsNames()
{
    const QTemporaryDir folder;
    for (const char* index : { "", "Unnamed: 0" }) {
        DatasetSpec spec;
        spec.path = written(folder, "a.csv", QByteArray(index) + ",x,y\n10,1,2\n11,3,4\n12,5,6\n");
        spec.second = FIXTURES "/media/features/b.tsv";
        const LoadedDataset loaded = load(spec);
        QCOMPARE(rowOf(loaded, "a", 1), (Row { 3.f, 4.f }));
        QVERIFY(loaded.dataset.labels.empty());
        QCOMPARE(loaded.dataset.itemNames[1].en, "11");
    }
    DatasetSpec spec; // an empty last column, as of a separator at the end of each line
    spec.path = written(folder, "a.csv", "x,class,\n1,u,\n3,v,\n5,u,\n");
    spec.format = DataFormat::matrices;
    spec.second = FIXTURES "/media/features/b.tsv";
    const LoadedDataset loaded = load(spec);
    QCOMPARE(loaded.dataset.labels, (std::vector<int> { 0, 1, 0 }));
    QCOMPARE(rowOf(loaded, "a", 1), (Row { 3.f }));
}

/// 1e300 is finite, and a number.
void TestReadersFeatures::tellsOfNumbersBeyondSinglePrecision()
{
    const QTemporaryDir folder;
    DatasetSpec spec;
    spec.second = FIXTURES "/media/features/b.tsv";
    spec.path = written(folder, "a.csv", "x,y\n1e-300,1\n-2e-999,1\n1e300,1\n");
    try {
        load(spec);
        QFAIL("was read");
    } catch (const InputError& error) {
        QVERIFY2(
            QString(error.what())
                .endsWith("a.csv, line 4: \"1e300\" is larger than the 3.4e38 of single precision"),
            error.what());
    }
    spec.path = written(folder, "a.csv", "x,y\n1e-300,1\n-2e-999,1\n3,1\n");
    QCOMPARE(rowOf(load(spec), "a", 0), (Row { 0.f, 1.f }));
}

/// A look at a file that would be refused if it were read: it is larger than any manifest may be.
void TestReadersFeatures::looksAtTheBeginningAlone()
{
    const QTemporaryDir folder;
    QByteArray table = "x,y\n";
    while (table.size() < 1 << 19)
        table += "1.5,2.5\n";
    const std::string numbers = written(folder, "numbers.csv", table);
    std::filesystem::resize_file(numbers, 3LL << 30); // sparse
    QVERIFY(isNumberTable(numbers));
    QByteArray json = "{\"images\": [{\"sentences\": []}";
    const std::string karpathy = written(folder, "karpathy.json", json.leftJustified(5 << 20, ' '));
    std::filesystem::resize_file(karpathy, 3LL << 30);
    DatasetSpec spec;
    spec.path = karpathy;
    DatasetReport report;
    QCOMPARE(detectFormat(spec, report).format, DataFormat::karpathy);
}

/// A table of a thousand columns, none of which is of use, is told of in a line that can be read.
void TestReadersFeatures::cutsLongMessages()
{
    const QTemporaryDir folder;
    QByteArray header;
    for (int i = 0; i < 1000; ++i)
        header += "a_rather_long_name_" + QByteArray::number(i) + ',';
    DatasetSpec spec;
    spec.path = written(folder, "wide.csv", header + "z\n");
    spec.format = DataFormat::table;
    try {
        load(spec);
        QFAIL("was read");
    } catch (const InputError& error) {
        QVERIFY2(
            QString(error.what()).contains("no column for image or sound files"), error.what());
        QVERIFY(std::string_view(error.what()).size() < 1500);
    }
}

void TestReadersFeatures::refuses_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("second");
    QTest::addColumn<QString>("why");
    QTest::newRow("one matrix") << "matrices/a.npy"
                                << ""
                                << "name the second one as data.second";
    QTest::newRow("rows differ") << "matrices/a.npy"
                                 << "features/b.tsv"
                                 << "b.tsv: 3 rows, but a.npy has 4";
    QTest::newRow("short row") << "features/short.csv"
                               << "features/b.tsv"
                               << "short.csv, line 3: fields in the row: 1";
    QTest::newRow("missing") << "nowhere.npy"
                             << ""
                             << "there is no such file or folder";
    QTest::newRow("unknown") << "images/words.png"
                             << ""
                             << "no known format";
}

void TestReadersFeatures::refuses()
{
    QFETCH(QString, path);
    QFETCH(QString, second);
    QFETCH(QString, why);
    DatasetSpec spec = featureSpec(path.toUtf8().constData());
    if (!second.isEmpty()) spec.second = std::string(FIXTURES "/media/") + second.toStdString();
    try {
        load(spec);
        QFAIL("expected an error");
    } catch (const InputError& error) {
        QVERIFY2(QString(error.what()).contains(why), error.what());
        QVERIFY(!QString(error.what()).contains('\n'));
    }
}

void TestReadersFeatures::readsWordVectors_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("format");
    QTest::newRow("glove") << "vectors/glove.txt"
                           << "glove";
    QTest::newRow("glove packed") << "vectors/glove.txt.gz"
                                  << "glove";
    QTest::newRow("word2vec text") << "vectors/word2vec.txt"
                                   << "word2vec";
    QTest::newRow("word2vec binary") << "vectors/word2vec.bin"
                                     << "word2vec";
}

void TestReadersFeatures::readsWordVectors()
{
    QFETCH(QString, name);
    QFETCH(QString, format);
    const DatasetSpec spec = featureSpec(name.toUtf8().constData());
    const LoadedDataset loaded = load(spec);
    QCOMPARE(QString(nameOf(loaded.report.format)), format);
    QCOMPARE(loaded.dataset.items, 3);
    QCOMPARE(loaded.dataset.find("text")->texts[2].captions.front(), "海");
    QCOMPARE(rowOf(loaded, "vector", 1), (Row { 0.4f, 0.5f, -0.6f }));
    const WordVectors vectors = readWordVectors(spec.path);
    QCOMPARE(vectors.words, (std::vector<std::string> { "cat", "dog", "海" }));
    QCOMPARE(vectors.vectors(2, 1), 2.f);
}

void TestReadersFeatures::readsIdx()
{
    const LoadedDataset loaded = load(featureSpec("idx"));
    const Dataset& data = loaded.dataset;
    QCOMPARE(data.items, 6);
    QCOMPARE(data.labels, (std::vector<int> { 0, 1, 2, 0, 0, 1 }));
    QCOMPARE(data.parts[3], Part::training);
    QCOMPARE(data.parts[4], Part::heldOut);
    std::vector<std::uint8_t> pixels(4 * 4 * 3);
    data.find("image")->images->read(1, 0, pixels);
    QCOMPARE(int(pixels[0]), (16 * 7 + 1) % 256);
    QCOMPARE(data.find("text")->texts[1].captions.front(), "one");
    QCOMPARE(loaded.media->picture("image", 0, 0, 16).size(), QSize(16, 16));
}

void TestReadersFeatures::readsDigits()
{
    const LoadedDataset loaded = load(featureSpec(
        "digits/digits.csv.gz", { { "data.image_size", "8" }, { "data.language", "zh" } }));
    QCOMPARE(loaded.dataset.items, 12);
    QCOMPARE(loaded.dataset.labels[11], 1);
    QCOMPARE(loaded.dataset.find("text")->texts[3].captions.front(), "三");
    std::vector<std::uint8_t> pixels(8 * 8 * 3);
    loaded.dataset.find("image")->images->read(2, 0, pixels);
    QCOMPARE(int(pixels[3]), 48);
    QCOMPARE(int(pixels[14 * 3]), 255);
}

/// Two gzip members one after the other, 9 MiB in all, read at random places.
void TestReadersFeatures::readsGzipAnywhere()
{
    std::string plain(9 << 20, '\0');
    std::uint32_t state = 1;
    for (char& c : plain)
        c = static_cast<char>('a' + ((state = state * 1664525u + 1013904223u) >> 28));
    QTemporaryDir folder;
    const QByteArray path = folder.filePath("two.gz").toUtf8();
    for (int part = 0; part < 2; ++part) {
        gzFile file = gzopen(path.constData(), part ? "ab1" : "wb1");
        const auto half = static_cast<unsigned>(plain.size() / 2);
        QCOMPARE(gzwrite(file, plain.data() + part * half, half), int(half));
        gzclose(file);
    }
    const auto source = openBytes(path.constData(), "two.gz");
    QCOMPARE(source->size(), std::int64_t(plain.size()));
    std::string got(5000, '\0');
    for (int i = 0; i < 60; ++i) {
        const std::size_t place = (std::size_t(i) * 7919 * 1009) % (plain.size() - got.size());
        QCOMPARE(source->readAt(std::int64_t(place), got), got.size());
        QVERIFY(plain.compare(place, got.size(), got) == 0);
    }
    QCOMPARE(source->readAt(std::int64_t(plain.size()) - 10, got), 10u);
    QCOMPARE(source->readAt(std::int64_t(plain.size()), got), 0u);
}

void TestReadersFeatures::whatIsNoFileIsClosedAgain()
{
    const auto descriptors = [] {
        return QDir(QStringLiteral("/proc/self/fd")).entryList().size();
    };
    const QTemporaryDir folder;
    const std::string path = folder.path().toStdString();
    const qsizetype before = descriptors();
    for (int i = 0; i < 20; ++i)
        QVERIFY_THROWS_EXCEPTION(InputError, (void)openBytes(path, "folder"));
    QCOMPARE(descriptors(), before);
}

void TestReadersFeatures::saysWhereWordVectorsBreak_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("problem");
    QTest::newRow("short row") << "v.txt" << QByteArray("cat 1 2 3\ndog 1 2\nowl 4 5 6\n")
                               << "v.txt, line 2: fields in the row: 3, expected 4";
    QTest::newRow("word for a number") << "v.txt" << QByteArray("cat 1 2\nowl 4 5\ndog 1 two\n")
                                       << "v.txt, line 3: expected a word and its numbers";
    QTest::newRow("cut") << "v.bin" << QByteArray("3 2\ncat 12345678owl 123")
                         << "v.bin, word 2: the file cannot be read: it ends before the 3 words";
    QTest::newRow("empty promise") << "v.bin" << QByteArray("1000000000 300\ncat 1234")
                                   << "v.bin, word 1: the file cannot be read: it ends before";
}

void TestReadersFeatures::saysWhereWordVectorsBreak()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, problem);
    QTemporaryDir folder;
    QFile file(folder.filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    DatasetSpec spec;
    spec.path = file.fileName().toStdString();
    QString said;
    try {
        for (const DataProblem& found : load(spec).report.problems)
            said += QString::fromStdString(describe(found)) + "; ";
    } catch (const MediaError& error) {
        said = error.what();
    }
    QVERIFY2(
        said.contains(problem), qPrintable(said)); // what ends the reading has the path before it
}

void TestReadersFeatures::refusesGzipBombs()
{
    QTemporaryDir folder;
    const QByteArray path = folder.filePath("bomb.tar.gz").toUtf8();
    const std::vector<char> zeros(1 << 20);
    gzFile file = gzopen(path.constData(), "wb6");
    for (int i = 0; i < 80; ++i)
        gzwrite(file, zeros.data(), unsigned(zeros.size()));
    gzclose(file);
    DatasetSpec spec;
    spec.path = path.toStdString();
    try {
        load(spec);
        QFAIL("expected an error");
    } catch (const MediaError& error) {
        QVERIFY2(QString(error.what()).contains("unpacks to more than 200 times its size"),
            error.what());
    }
}

void TestReadersFeatures::listsTheGallery()
{
    const auto entries = gallery();
    QCOMPARE(entries.front().id, "emoji");
    QVERIFY(entries.front().available());
    for (const GalleryEntry& entry : entries) {
        QVERIFY(!entry.license.empty() && entry.items > 0);
        QCOMPARE(galleryPath(entry.id), entry.path);
        QVERIFY(entry.available() || !entry.install.empty());
        RunSpec spec;
        for (const auto& [key, value] : entry.settings)
            QVERIFY2(!assign(spec, key, value), key.c_str());
        QVERIFY(entry.settings.empty() || onEntry({}, entry) == spec);
        QVERIFY(validate(onEntry({}, entry)).empty());
        QVERIFY(entry.result.steps > 0 && entry.result.seconds > 0);
        QVERIFY(entry.result.recallAt10 > entry.result.chance && entry.result.recallAt10 <= 1);
    }
    QCOMPARE(galleryPath("nothing"), "");
    const LoadedDataset idx = load(featureSpec("idx"));
    QCOMPARE(mosaic(*idx.media, 6, 3, 2, 8).size(), QSize(24, 16));
    // A picture at its own size owns its pixels: new memory of that size does not show in it.
    const QImage own = idx.media->picture("image", 0, 0, 4);
    const std::vector<std::uint8_t> other(4 * 4 * 3, 255);
    for (int i = 0; i < 16; ++i)
        QCOMPARE(qRed(own.pixel(i % 4, i / 4)), (i * 7 + 1) % 256);
    QCOMPARE(other.back(), 255);
}

QTEST_GUILESS_MAIN(TestReadersFeatures)
#include "tst_readers_features.moc"
