// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tables of numbers as numpy and pandas write them, arrays of three and four dimensions, and what
// is taken from archives of arrays.
#include "media/dataset_loader.h"
#include "store/npy.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <zip.h>

using namespace contrastlab;

namespace {

using Row = std::vector<float>;

std::string written(const QTemporaryDir& folder, const char* name, const QByteArray& bytes)
{
    QFile file(folder.filePath(QString::fromLatin1(name)));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("unwritten");
    return file.fileName().toStdString();
}

Row rowOf(const LoadedDataset& loaded, const char* modality, Index item)
{
    const ModalityData* data = loaded.dataset.find(modality);
    if (!data || !data->features) return {};
    Row values(static_cast<std::size_t>(data->features->width()));
    data->features->read(item, values);
    return values;
}

QString problemOf(const DatasetSpec& spec)
{
    try {
        (void)load(spec);
        return {};
    } catch (const InputError& error) {
        return QString::fromStdString(error.what());
    }
}

bool hasReason(const LoadedDataset& loaded, const char* part)
{
    for (const Message& reason : loaded.report.reasons)
        if (english(reason).find(part) != std::string::npos) return true;
    return false;
}

QByteArray npy(const char* dtype, const char* shape, const QByteArray& data, bool fortran = false)
{
    QByteArray header = QByteArray("{'descr': '") + dtype
        + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': " + shape + ", }\n";
    QByteArray bytes("\x93NUMPY\x01\x00", 8);
    bytes += static_cast<char>(header.size() & 0xff);
    bytes += static_cast<char>(header.size() >> 8);
    return bytes + header + data;
}

template <class T> QByteArray raw(const std::vector<T>& values)
{
    return { reinterpret_cast<const char*>(values.data()),
        static_cast<qsizetype>(values.size() * sizeof(T)) };
}

/// 0, step, 2 step ...
template <class T = float> QByteArray counted(int count, T step = 1)
{
    std::vector<T> values;
    for (int i = 0; i < count; ++i)
        values.push_back(static_cast<T>(static_cast<T>(i) * step));
    return raw(values);
}

/// A text as numpy has it: code points of 32 bits.
QByteArray wide(const char* text, int length)
{
    QByteArray bytes;
    for (const char32_t code : QString::fromUtf8(text).toStdU32String())
        bytes.append(reinterpret_cast<const char*>(&code), 4);
    return bytes.leftJustified(length * 4, '\0');
}

std::string npz(
    const QTemporaryDir& folder, const std::vector<std::pair<QByteArray, QByteArray>>& arrays)
{
    const std::string path = folder.filePath("arrays.npz").toStdString();
    zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    for (const auto& [name, bytes] : arrays)
        zip_file_add(archive, (name + ".npy").constData(),
            zip_source_buffer(archive, bytes.constData(), zip_uint64_t(bytes.size()), 0), 0);
    if (zip_close(archive) != 0) qFatal("no archive");
    return path;
}

} // namespace

class TestReadersArrays : public QObject {
    Q_OBJECT

private slots:
    void readsTablesWithoutWords_data();
    void readsTablesWithoutWords();
    void keepsWordVectorsThatCount();
    void tellsOfASecondFileOfNoUse();
    void flattensArrays();
    void readsPictures_data();
    void readsPictures();
    void refusesWhatIsNoPicture_data();
    void refusesWhatIsNoPicture();
    void takesThirdArrayAsLabels();
    void asksWhichArrays();
};

void TestReadersArrays::readsTablesWithoutWords_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("reason");
    const QByteArray rows("1.000000000000000000e+00 2.500000000000000000e+00\n"
                          "-3.000000000000000000e+00 4.000000000000000000e+00\n"
                          "5.000000000000000000e+00 6.000000000000000000e+00\n");
    QTest::newRow("savetxt") << "a.txt" << rows << "it has no header";
    QTest::newRow("savetxt, header") << "a.txt"
                                     << "# made today\n# x y\n" + rows << "it has no header";
    QTest::newRow("savetxt, dat") << "a.dat" << rows << "it has no header";
    QTest::newRow("savetxt, commas")
        << "a.csv" << QByteArray("# x,y\n1,2.5\n-3,4\n5,6\n") << "it has no header";
    QTest::newRow("csv, no header")
        << "a.csv" << QByteArray("1,2.5\n-3,4\n5,6\n") << "it has no header";
    QTest::newRow("padded") << "a.txt" << QByteArray("  1.0   2.5\n -3.0   4.0\n  5.0   6.0\n")
                            << "it has no header";
    QTest::newRow("pandas") << "a.csv" << QByteArray(",0,1\n0,1,2.5\n1,-3,4\n2,5,6\n")
                            << "counts the columns";
    QTest::newRow("pandas, no index")
        << "a.csv" << QByteArray("0,1\n1,2.5\n-3,4\n5,6\n") << "counts the columns";
}

void TestReadersArrays::readsTablesWithoutWords()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, text);
    QFETCH(QString, reason);
    const QTemporaryDir folder;
    DatasetSpec spec;
    spec.path = written(folder, name.toLatin1().constData(), text);
    spec.second = FIXTURES "/media/features/b.tsv";
    const LoadedDataset loaded = load(spec);
    QCOMPARE(loaded.report.format, DataFormat::matrices);
    QCOMPARE(loaded.dataset.items, 3);
    QCOMPARE(rowOf(loaded, "a", 0), (Row { 1.f, 2.5f }));
    QCOMPARE(rowOf(loaded, "a", 1), (Row { -3.f, 4.f }));
    QVERIFY(hasReason(loaded, reason.toLatin1().constData()));
    QVERIFY(loaded.dataset.labels.empty());
}

/// Word vectors whose first word is a number stay word vectors.
void TestReadersArrays::keepsWordVectorsThatCount()
{
    const QTemporaryDir folder;
    DatasetSpec spec;
    spec.path = written(folder, "v.txt", "1 0.1 0.2\ncat 0.3 0.4\ndog 0.5 0.6\n");
    QCOMPARE(load(spec).report.format, DataFormat::glove);
}

void TestReadersArrays::tellsOfASecondFileOfNoUse()
{
    const QTemporaryDir folder;
    DatasetSpec spec;
    spec.path = written(folder, "v.txt", "owl 0.1 0.2\ncat 0.3 0.4\ndog 0.5 0.6\n");
    spec.second = FIXTURES "/media/features/b.tsv";
    QVERIFY2(problemOf(spec).contains("the format glove has no use for data.second"),
        qPrintable(problemOf(spec)));
    spec.second.clear();
    spec.labels = FIXTURES "/media/features/b.tsv";
    QVERIFY2(problemOf(spec).contains("the format glove has no use for data.labels"),
        qPrintable(problemOf(spec)));
}

void TestReadersArrays::flattensArrays()
{
    const QTemporaryDir folder;
    DatasetSpec spec;
    spec.second = FIXTURES "/media/features/b.tsv";
    spec.path = written(folder, "a.npy", npy("<f4", "(3, 2, 2)", counted(12)));
    const LoadedDataset loaded = load(spec);
    QCOMPARE(rowOf(loaded, "a", 1), (Row { 4.f, 5.f, 6.f, 7.f }));
    QVERIFY(hasReason(loaded, "each of its rows is flattened to 4 values"));
    QVERIFY(hasReason(loaded, "3 x 2 x 2"));
    // What numpy's asfortranarray() writes of the same array: the first dimension runs fastest.
    std::vector<float> values(3 * 2 * 3);
    for (int i = 0; i < 3; ++i)
        for (int j = 0; j < 2; ++j)
            for (int k = 0; k < 3; ++k)
                values[static_cast<std::size_t>(i + 3 * (j + 2 * k))] = float(i * 6 + j * 3 + k);
    spec.path = written(folder, "f.npy", npy("<f4", "(3, 2, 3)", raw(values), true));
    QCOMPARE(rowOf(load(spec), "f", 2), (Row { 12.f, 13.f, 14.f, 15.f, 16.f, 17.f }));
    spec.path = written(folder, "g.npy", npy("<f4", "(3, 1, 1, 1, 2)", counted(6)));
    QVERIFY2(problemOf(spec).contains("expected 1 to 4 dimensions, found 5"),
        qPrintable(problemOf(spec)));
}

void TestReadersArrays::readsPictures_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("taken");
    QTest::addColumn<int>("red"); // of the second picture's second pixel
    QTest::addColumn<int>("blue");
    QTest::newRow("grey bytes") << npy("|u1", "(3, 2, 2)", counted<std::uint8_t>(12, 20))
                                << "2 x 2 pixels and 1 channels, values from 0 to 255" << 100
                                << 100;
    QTest::newRow("grey, 0 to 1") << npy("<f4", "(3, 2, 2)", counted(12, 1 / 15.f))
                                  << "values from 0 to 1" << 85 << 85;
    QTest::newRow("channels last") << npy("|u1", "(3, 2, 2, 3)", counted<std::uint8_t>(36, 7))
                                   << "2 x 2 pixels and 3 channels" << 105 << 119;
    QTest::newRow("channels first") << npy("|u1", "(3, 3, 2, 2)", counted<std::uint8_t>(36, 7))
                                    << "2 x 2 pixels and 3 channels" << 91 << 147;
    QTest::newRow("alpha") << npy("|u1", "(3, 2, 2, 4)", QByteArray(48, '\0')) << "4 channels" << 0
                           << 255;
}

void TestReadersArrays::readsPictures()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, taken);
    QFETCH(int, red);
    QFETCH(int, blue);
    const QTemporaryDir folder;
    DatasetSpec spec;
    spec.path = written(folder, "a.npy", bytes);
    spec.second = FIXTURES "/media/features/b.tsv";
    spec.arrays = ArrayUse::pictures;
    spec.ground = "#0000ff";
    const LoadedDataset loaded = load(spec);
    QVERIFY2(hasReason(loaded, taken.toLatin1().constData()),
        english(loaded.report.reasons.back()).c_str());
    const ModalityData* image = loaded.dataset.find("image");
    QVERIFY(image && image->images && image->kind == ModalityKind::image);
    std::vector<std::uint8_t> pixels(2 * 2 * 3);
    image->images->read(1, 0, pixels);
    QCOMPARE(int(pixels[3]), red);
    QCOMPARE(int(pixels[5]), blue);
    QVERIFY(!loaded.report.preview[0].picture.isNull());
    spec.imageSize = 8;
    QCOMPARE(load(spec).dataset.find("image")->images->width(), 8);
}

void TestReadersArrays::refusesWhatIsNoPicture_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("why");
    QTest::newRow("two channels") << npy("|u1", "(3, 2, 2, 2)", counted<std::uint8_t>(24))
                                  << "found a (3 x 2 x 2 x 2)";
    QTest::newRow("flat") << npy("|u1", "(3, 4)", counted<std::uint8_t>(12)) << "3 x 4";
    QTest::newRow("below 0") << npy("<f4", "(3, 2, 2)", counted(12, -1.f))
                             << "found values from -11 to 0";
}

void TestReadersArrays::refusesWhatIsNoPicture()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, why);
    const QTemporaryDir folder;
    DatasetSpec spec;
    spec.path = written(folder, "a.npy", bytes);
    spec.second = FIXTURES "/media/features/b.tsv";
    spec.arrays = ArrayUse::pictures;
    QVERIFY2(problemOf(spec).contains(why), qPrintable(problemOf(spec)));
}

void TestReadersArrays::takesThirdArrayAsLabels()
{
    const QTemporaryDir folder;
    const QByteArray x = npy("<f4", "(4, 2)", counted(8)), z = npy("<f4", "(4, 3)", counted(12));
    DatasetSpec spec;
    spec.path = npz(folder,
        { { "x", x }, { "kind", npy("<i8", "(4,)", raw<std::int64_t>({ 7, 7, 3, 3 })) },
            { "z", z } });
    LoadedDataset loaded = load(spec);
    QCOMPARE(loaded.dataset.modalities.size(), 2u);
    QCOMPARE(loaded.dataset.labels, (std::vector<int> { 1, 1, 0, 0 }));
    QVERIFY(hasReason(loaded, "the array kind holds the labels"));
    const QByteArray words = wide("猫", 3) + wide("dog", 3) + wide("猫", 3) + wide("dog", 3);
    spec.path = npz(folder, { { "x", x }, { "z", z }, { "kind", npy("<U3", "(4,)", words) } });
    loaded = load(spec);
    QCOMPARE(loaded.dataset.labelNames[0].en, "dog");
    QCOMPARE(loaded.dataset.labelNames[1].en, "猫");
    // Pictures and labels alone: the labels are the captions.
    spec.path = npz(folder,
        { { "x", npy("|u1", "(4, 2, 2)", counted<std::uint8_t>(16)) },
            { "y", npy("|u1", "(4,)", counted<std::uint8_t>(4)) } });
    spec.arrays = ArrayUse::pictures;
    loaded = load(spec);
    QCOMPARE(loaded.dataset.find("text")->texts[3].captions.front(), "3");
    QVERIFY(hasReason(loaded, "the label of each is its caption"));
}

/// What is no labels is asked for, and may be chosen.
void TestReadersArrays::asksWhichArrays()
{
    const QTemporaryDir folder;
    const QByteArray x = npy("<f4", "(4, 2)", counted(8)), z = npy("<f4", "(4, 3)", counted(12));
    const QByteArray weights = npy("<f8", "(4,)", counted<double>(4, 0.5));
    DatasetSpec spec;
    spec.path = npz(folder, { { "x", x }, { "z", z }, { "weight", weights } });
    const QString problem = problemOf(spec);
    QVERIFY2(
        problem.contains("it holds x (4, 2), z (4, 3), weight (4); choose them with data.matrices"),
        qPrintable(problem));
    spec.matrices = "z, x";
    const LoadedDataset loaded = load(spec);
    QCOMPARE(loaded.dataset.modalities[0].name, "z");
    QCOMPARE(loaded.dataset.modalities.size(), 2u);
    spec.matrices = "z,q";
    QVERIFY2(problemOf(spec).contains("there is no array q; it holds x (4, 2)"),
        qPrintable(problemOf(spec)));
    // Of another number of rows: a test set of its own.
    spec.matrices.clear();
    spec.path = npz(folder, { { "x", x }, { "z", npy("<f4", "(2, 3)", counted(6)) } });
    QVERIFY2(
        problemOf(spec).contains("which arrays to take is not clear"), qPrintable(problemOf(spec)));
    // Whole numbers that are all distinct are no labels, but for who says so.
    spec.path = npz(
        folder, { { "x", x }, { "z", z }, { "n", npy("<i4", "(4,)", counted<std::int32_t>(4)) } });
    QVERIFY(problemOf(spec).contains("which arrays to take is not clear"));
    spec.labelColumn = "n";
    QCOMPARE(load(spec).dataset.labels, (std::vector<int> { 0, 1, 2, 3 }));
}

QTEST_GUILESS_MAIN(TestReadersArrays)
#include "tst_readers_arrays.moc"
