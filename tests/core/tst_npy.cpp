// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// .npy files whose bytes are laid out here by hand, as NumPy documents the format: every number
// type, byte order and layout, and every way to be wrong.
#include "base/measuring.h"
#include "base/memory_left.h"
#include "base/problem.h"
#include "store/atomic_file.h"
#include "store/mapped_matrix.h"
#include "store/npy.h"

#include <QTemporaryDir>
#include <QTest>

#include <bit>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>
#include <sys/resource.h>

using namespace contrastlab;

namespace {

template <class T> std::string raw(T value, bool bigEndian = false)
{
    std::string bytes(sizeof(T), '\0');
    std::memcpy(bytes.data(), &value, sizeof(T));
    return bigEndian ? std::string(bytes.rbegin(), bytes.rend()) : bytes;
}

/// Magic, version and length before a header's text; the text is not padded, which readers must
/// accept.
std::string npyFile(const std::string& header, const std::string& data, int version = 1)
{
    const std::string length = version == 1 ? raw(static_cast<std::uint16_t>(header.size()))
                                            : raw(static_cast<std::uint32_t>(header.size()));
    return std::string("\x93NUMPY") + static_cast<char>(version) + '\0' + length + header + data;
}

std::string headerText(const std::string& descr, const std::string& shape, bool fortran = false)
{
    return "{'descr': '" + descr + "', 'fortran_order': " + (fortran ? "True" : "False")
        + ", 'shape': " + shape + ", }\n";
}

/// The values of the 2 x 3 matrix that every type holds.
constexpr int sampleValues[2][3] = { { 1, 0, 7 }, { 2, 3, 100 } };

template <class T> std::string sampleData(bool bigEndian, bool fortran, T (*make)(int))
{
    std::string data;
    for (int i = 0; i < 6; ++i)
        data +=
            raw(make(fortran ? sampleValues[i % 2][i / 2] : sampleValues[i / 3][i % 3]), bigEndian);
    return data;
}

/// Half precision of the whole numbers above, written out from the format's definition (bias 15, 10
/// bits).
std::uint16_t halfBits(int value)
{
    if (value == 0) return 0;
    const int exponent = std::bit_width(static_cast<unsigned>(value)) - 1;
    return static_cast<std::uint16_t>((exponent + 15) << 10 | (value << (10 - exponent) & 0x3ff));
}

template <class T> T plain(int value)
{
    return static_cast<T>(value);
}

} // namespace

class TestNpy : public QObject {
    Q_OBJECT

private:
    std::string write(const std::string& bytes, const char* name = "m.npy")
    {
        const std::string path = m_folder.filePath(QString::fromLatin1(name)).toStdString();
        std::ofstream(path, std::ios::binary) << bytes;
        return path;
    }
    QTemporaryDir m_folder;

private slots:
    void readsEveryType_data();
    void readsEveryType();
    void readsOneDimension();
    void readsVersions_data();
    void readsVersions();
    void readsFormsOfTheHeader_data();
    void readsFormsOfTheHeader();
    void refuses_data();
    void refuses();
    void namesTheBadValue_data();
    void namesTheBadValue();
    void readsLabels();
    void refusesLabels_data();
    void refusesLabels();
    void writesWhatNumpyDocuments();
    void writtenFilesReadBack();
    void writesRowsOfAView();
    void mapsRows_data();
    void mapsRows();
    void mapsALargeFileAtOnce();
    void keepsALargeFileOutOfMemory();
    void tellsOfAMappedFileThatIsCut();
    void knowsTheMemoryLeft_data();
    void knowsTheMemoryLeft();
    void memoryLeftKeepsToTheLimitOfAddresses();
    void missingFilesAndFolders();
    void atomicFileKeepsTheOldOne();
    void atomicFileFollowsLinks();
};

void TestNpy::readsEveryType_data()
{
    QTest::addColumn<QString>("descr");
    QTest::addColumn<bool>("fortran");
    QTest::addColumn<QByteArray>("data");
    const auto add = [](const char* type, auto make) {
        for (const bool big : { false, true })
            for (const bool fortran : { false, true }) {
                const QString descr = (big ? ">" : "<") + QString::fromLatin1(type);
                QTest::addRow("%s %s", qPrintable(descr), fortran ? "Fortran" : "C")
                    << descr << fortran
                    << QByteArray::fromStdString(sampleData(big, fortran, make));
            }
    };
    add("f2", halfBits);
    add("f4", plain<float>);
    add("f8", plain<double>);
    add("i1", plain<std::int8_t>);
    add("i2", plain<std::int16_t>);
    add("i4", plain<std::int32_t>);
    add("i8", plain<std::int64_t>);
    add("u1", plain<std::uint8_t>);
    add("u2", plain<std::uint16_t>);
    add("u4", plain<std::uint32_t>);
    add("u8", plain<std::uint64_t>);
}

void TestNpy::readsEveryType()
{
    QFETCH(QString, descr);
    QFETCH(bool, fortran);
    QFETCH(QByteArray, data);
    const std::string path =
        write(npyFile(headerText(descr.toStdString(), "(2, 3)", fortran), data.toStdString()));
    const Matrix<float> single = readNpy<float>(path);
    const Matrix<double> twice = readNpy<double>(path);
    QCOMPARE(single.rows(), 2);
    QCOMPARE(single.cols(), 3);
    for (int i = 0; i < 2; ++i)
        for (int j = 0; j < 3; ++j) {
            QCOMPARE(single(i, j), static_cast<float>(sampleValues[i][j]));
            QCOMPARE(twice(i, j), static_cast<double>(sampleValues[i][j]));
        }
}

void TestNpy::readsOneDimension()
{
    const Matrix<float> column =
        readNpy<float>(write(npyFile(headerText("|b1", "(3,)"), std::string("\1\0\1", 3))));
    QCOMPARE(column.rows(), 3);
    QCOMPARE(column.cols(), 1);
    QCOMPARE(column(0, 0), 1.f);
    QCOMPARE(column(1, 0), 0.f);
    QCOMPARE(column(2, 0), 1.f);
}

void TestNpy::readsVersions_data()
{
    QTest::addColumn<int>("version");
    for (const int version : { 1, 2, 3 })
        QTest::addRow("%d", version) << version;
}

void TestNpy::readsVersions()
{
    QFETCH(int, version);
    const std::string path =
        write(npyFile(headerText("<f4", "(1, 2)"), raw(1.5f) + raw(-2.f), version));
    const Matrix<float> m = readNpy<float>(path);
    QCOMPARE(m(0, 0), 1.5f);
    QCOMPARE(m(0, 1), -2.f);
}

void TestNpy::readsFormsOfTheHeader_data()
{
    QTest::addColumn<QString>("header");
    QTest::addRow("other order, double quotes, no blanks")
        << R"({"shape":(1,2),"fortran_order":False,"descr":"<f4"})";
    QTest::addRow("long integers of Python 2")
        << "{'descr': '<f4', 'fortran_order': False, 'shape': (1L, 2L), }";
    QTest::addRow("blanks and newlines")
        << " { 'descr' : '<f4' ,\n 'fortran_order' : False , 'shape' : ( 1 , 2 , ) } \n";
    QTest::addRow("native order") << "{'descr': '=f4', 'fortran_order': False, 'shape': (1, 2)}";
    QTest::addRow("no order") << "{'descr': 'f4', 'fortran_order': False, 'shape': (1, 2)}";
}

void TestNpy::readsFormsOfTheHeader()
{
    QFETCH(QString, header);
    const Matrix<float> m =
        readNpy<float>(write(npyFile(header.toStdString(), raw(1.5f) + raw(-2.f) + "more bytes")));
    QCOMPARE(m.rows(), 1);
    QCOMPARE(m(0, 1), -2.f);
}

void TestNpy::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("expectation");
    const auto add = [](const char* name, const std::string& bytes, const char* place,
                         const char* part) {
        QTest::addRow("%s", name) << QByteArray::fromStdString(bytes) << place << part;
    };
    const std::string four = raw(1.f) + raw(2.f) + raw(3.f) + raw(4.f);
    const std::string good = headerText("<f4", "(2, 2)");
    const auto shaped = [&](const char* shape) { return npyFile(headerText("<f4", shape), four); };
    const auto typed = [&](const char* descr) {
        return npyFile(headerText(descr, "(2, 2)"), four);
    };
    add("empty", "", "byte 0", "begins with");
    add("magic", "\x93NUMPX\1" + npyFile(good, four).substr(7), "byte 0", "begins with");
    add("text", "1.0 2.0 3.0 4.0 5.0", "byte 0", "begins with");
    add("version 0", npyFile(good, four, 0), "byte 6", "version 1, 2 or 3, found 0");
    add("version 4", npyFile(good, four, 4), "byte 6", "version 1, 2 or 3, found 4");
    add("header cut", npyFile(good, "").substr(0, 40), "header", "the file ends before");
    add("length cut", npyFile(good, four, 2).substr(0, 11), "header", "the file ends before");
    add("header too long", std::string("\x93NUMPY\2\0", 8) + raw(0x7fffffffu), "byte 8",
        "at most 65536");
    add("data cut", npyFile(good, four.substr(1)), "data",
        "expected 16 bytes for shape (2, 2), found 15");
    add("no data", npyFile(good, ""), "data", "found 0");
    add("no dictionary", npyFile("['descr']", four), "header byte 10", "a dictionary");
    add("dictionary open", npyFile("{'descr': '<f4'", four), "header byte 25", "',' or '}'");
    add("quote open", npyFile("{'descr': '<f4", four), "header byte 20", "closing quote");
    add("bytes after", npyFile(good + "x", four), "header byte", "the end of the header");
    add("no key", npyFile("{'descr': '<f4', 'fortran_order': False}", four), "header byte",
        "keys 'descr', 'fortran_order' and 'shape'");
    add("unknown key", npyFile("{'order': 1}", four), "header byte", "found 'order'");
    add("key twice", npyFile("{'descr': '<f4', 'descr': '<f8'}", four), "header byte",
        "found 'descr'");
    add("no boolean", npyFile("{'fortran_order': 0}", four), "header byte", "True or False");
    add("no shape", npyFile("{'shape': 4}", four), "header byte", "a shape");
    add("no dimension", shaped("()"), "shape", "1 or 2 dimensions, found 0");
    add("three dimensions", shaped("(1, 2, 2)"), "shape", "1 or 2 dimensions, found 3");
    add("hundred dimensions",
        shaped(("(" + std::string(100, '1').replace(1, 99, std::string(99, ',')) + ")").c_str()),
        "header byte", "expected");
    add("negative", shaped("(-2, 2)"), "header byte", "a whole number");
    add("fraction", shaped("(2.0, 2)"), "header byte", "',' or ')'");
    add("no rows", shaped("(0, 4)"), "shape (0, 4)", "at least one row");
    add("no columns", shaped("(4, 0)"), "shape (4, 0)", "at least one row");
    add("absurd extent", shaped("(99999999999999999999999, 2)"), "header byte",
        "at most 281474976710656");
    add("absurd product", shaped("(281474976710656, 281474976710656)"), "shape", "fits in memory");
    add("larger than the file", shaped("(1000000000, 512)"), "data", "found 16");
    add("objects", typed("|O"), "dtype '|O'", "Python objects");
    add("text type", typed("<U4"), "dtype '<U4'", "text");
    add("bytes type", typed("|S4"), "dtype '|S4'", "text");
    add("complex", typed("<c8"), "dtype '<c8'", "complex");
    add("dates", typed("<M8[ns]"), "dtype '<M8[ns]'", "dates");
    add("raw", typed("|V4"), "dtype '|V4'", "raw bytes");
    add("long double", typed("<f16"), "dtype '<f16'", "f2, f4 or f8");
    add("no type", typed(""), "dtype ''", "f2, f4 or f8");
    add("structured",
        npyFile("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (2,)}", four),
        "header byte 20", "structured dtype");
}

void TestNpy::refuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, place);
    QFETCH(QString, expectation);
    const std::string path = write(bytes.toStdString());
    try {
        readNpy<float>(path);
        QFAIL("was read");
    } catch (const InputError& error) {
        QCOMPARE(error.file(), path);
        QVERIFY2(QString::fromStdString(error.place()).startsWith(place), error.what());
        QVERIFY2(QString::fromStdString(error.expectation()).contains(expectation), error.what());
        QVERIFY(std::string(error.what()).find('\n') == std::string::npos);
    }
    QVERIFY_EXCEPTION_THROWN(MappedMatrix { path }, InputError);
}

void TestNpy::namesTheBadValue_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<bool>("fortran");
    QTest::addColumn<bool>("badInDouble");
    QTest::addColumn<QString>("found");
    const double infinity = std::numeric_limits<double>::infinity();
    for (const bool fortran : { false, true }) {
        const char* order = fortran ? "Fortran" : "C";
        QTest::addRow("NaN, %s", order) << std::nan("") << fortran << true << "found nan";
        QTest::addRow("infinity, %s", order) << infinity << fortran << true << "found inf";
        QTest::addRow("minus infinity, %s", order) << -infinity << fortran << true << "found -inf";
        QTest::addRow("beyond single, %s", order)
            << 1e39 << fortran << false << "single precision, found 1e+39";
    }
}

void TestNpy::namesTheBadValue()
{
    QFETCH(double, value);
    QFETCH(bool, fortran);
    QFETCH(bool, badInDouble);
    QFETCH(QString, found);
    // 600 x 2, so that more than one block of rows is read; the bad one is at row 511, column 1.
    std::string data;
    for (int i = 0; i < 1200; ++i)
        data += raw(i == (fortran ? 600 + 511 : 511 * 2 + 1) ? value : 0.5);
    const std::string path = write(npyFile(headerText("<f8", "(600, 2)", fortran), data));
    try {
        readNpy<float>(path);
        QFAIL("was read");
    } catch (const InputError& error) {
        QCOMPARE(error.place(), std::string("row 512, column 2 (from 1)"));
        const QString told = QString::fromStdString(error.expectation());
        QVERIFY2(told.contains(found), error.what());
        QCOMPARE(told.contains(QStringLiteral("finite")), badInDouble); // 1e39 is finite
    }
    if (badInDouble)
        QVERIFY_EXCEPTION_THROWN(readNpy<double>(path), InputError);
    else
        QCOMPARE(readNpy<double>(path)(511, 1), value);

    // Mapped, the other rows can still be read.
    const MappedMatrix mapped(path);
    std::array<float, 2> row {};
    mapped.read(510, row);
    QCOMPARE(row[1], 0.5f);
    QVERIFY_EXCEPTION_THROWN(mapped.read(511, row), InputError);
}

void TestNpy::readsLabels()
{
    using Labels = std::vector<int>;
    QCOMPARE(readNpyLabels(write(npyFile(headerText("<i8", "(3,)"),
                 raw<std::int64_t>(-1) + raw<std::int64_t>(0) + raw<std::int64_t>(2147483647)))),
        (Labels { -1, 0, 2147483647 }));
    QCOMPARE(readNpyLabels(write(npyFile(headerText("<f4", "(2, 1)"), raw(3.f) + raw(-1.f)))),
        (Labels { 3, -1 }));
    QCOMPARE(
        readNpyLabels(write(npyFile(headerText("|u1", "(2,)"), "\x05\xff"))), (Labels { 5, 255 }));
}

void TestNpy::refusesLabels_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("part");
    const auto add = [](const char* name, const std::string& bytes, const char* part) {
        QTest::addRow("%s", name) << QByteArray::fromStdString(bytes) << part;
    };
    const std::string one = raw<std::int64_t>(1);
    const std::string header = headerText("<i8", "(2,)");
    add("two columns", npyFile(headerText("<i8", "(1, 2)"), one + one), "found 2 columns");
    add("too large", npyFile(header, one + raw<std::int64_t>(2147483648)), "row 2 (from 1): ");
    add("too small", npyFile(header, raw<std::int64_t>(-2) + one), "row 1 (from 1): ");
    add("fraction", npyFile(headerText("<f8", "(2,)"), raw(1.0) + raw(0.5)), "found 0.5");
    add("NaN", npyFile(headerText("<f8", "(2,)"), raw(std::nan("")) + raw(0.5)), "row 1");
}

void TestNpy::refusesLabels()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, part);
    try {
        readNpyLabels(write(bytes.toStdString()));
        QFAIL("was read");
    } catch (const InputError& error) {
        QVERIFY2(QString::fromStdString(error.what()).contains(part), error.what());
    }
}

void TestNpy::writesWhatNumpyDocuments()
{
    const std::string path = m_folder.filePath("w.npy").toStdString();
    Matrix<float> m(1, 2);
    m << 1.5f, -2.f;
    writeNpy<float>(path, view(std::as_const(m)));
    std::ifstream file(path, std::ios::binary);
    const std::string bytes { std::istreambuf_iterator<char>(file), {} };
    std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }";
    header.resize(128 - 10 - 1, ' ');
    QCOMPARE(bytes.size(), 128u + 8u);
    QCOMPARE(bytes.substr(0, 10), std::string("\x93NUMPY\1\0", 8) + raw<std::uint16_t>(118));
    QCOMPARE(bytes.substr(10), header + "\n" + raw(1.5f) + raw(-2.f));

    const std::int64_t labels[] = { 4, -1 };
    writeNpy<std::int64_t>(path, labels);
    std::ifstream again(path, std::ios::binary);
    const std::string text { std::istreambuf_iterator<char>(again), {} };
    QVERIFY(
        text.find("'descr': '<i8', 'fortran_order': False, 'shape': (2,), }") != std::string::npos);
    QCOMPARE(text.substr(text.size() - 16), raw<std::int64_t>(4) + raw<std::int64_t>(-1));
    QCOMPARE((text.size() - 16) % 64, 0u);
}

void TestNpy::writtenFilesReadBack()
{
    const std::string path = m_folder.filePath("r.npy").toStdString();
    Matrix<double> m(301, 7);
    for (Index i = 0; i < m.size(); ++i)
        m.data()[i] =
            std::sin(static_cast<double>(i)) * std::pow(10., static_cast<double>(i % 300 - 150));
    writeNpy<double>(path, view(std::as_const(m)));
    QVERIFY(readNpy<double>(path) == m);
    const double scale = -0.1;
    writeNpy<double>(path, std::span(&scale, 1));
    QCOMPARE(readNpy<double>(path)(0, 0), scale);
}

void TestNpy::writesRowsOfAView()
{
    const std::string path = m_folder.filePath("v.npy").toStdString();
    Matrix<float> wide(3, 5);
    for (Index i = 0; i < wide.size(); ++i)
        wide.data()[i] = static_cast<float>(i);
    writeNpy<float>(path, ConstMatrixView<float>(wide.data() + 1, 3, 2, Eigen::OuterStride<>(5)));
    QVERIFY(readNpy<float>(path) == wide.middleCols(1, 2));
}

void TestNpy::mapsRows_data()
{
    QTest::addColumn<QString>("descr");
    QTest::addColumn<bool>("fortran");
    QTest::addColumn<QByteArray>("data");
    const auto add = [](const char* descr, bool fortran, const std::string& data) {
        QTest::addRow("%s %d", descr, fortran)
            << descr << fortran << QByteArray::fromStdString(data);
    };
    add("<f4", false, sampleData(false, false, plain<float>));
    add("<f4", true, sampleData(false, true, plain<float>));
    add(">f8", true, sampleData(true, true, plain<double>));
    add("<f2", false, sampleData(false, false, halfBits));
}

void TestNpy::mapsRows()
{
    QFETCH(QString, descr);
    QFETCH(bool, fortran);
    QFETCH(QByteArray, data);
    const std::shared_ptr<const FeatureSource> source = std::make_shared<MappedMatrix>(
        write(npyFile(headerText(descr.toStdString(), "(2, 3)", fortran), data.toStdString())));
    QCOMPARE(source->width(), 3);
    std::array<float, 3> row {};
    for (int i = 1; i >= 0; --i) {
        source->read(i, row);
        for (int j = 0; j < 3; ++j)
            QCOMPARE(row[static_cast<std::size_t>(j)], static_cast<float>(sampleValues[i][j]));
    }
}

/// Without the guard, the read beyond the new end is SIGBUS, and the test's end.
void TestNpy::tellsOfAMappedFileThatIsCut()
{
    constexpr Index rows = 4096, columns = 4;
    std::string data;
    for (Index i = 0; i < rows * columns; ++i)
        data += raw(0.25f);
    const std::string path = write(npyFile(headerText("<f4", "(4096, 4)", false), data));
    const MappedMatrix cut(path), whole(path);
    std::vector<float> values(columns);
    cut.read(rows - 1, values);
    QCOMPARE(values, std::vector<float>(columns, 0.25f));
    std::filesystem::resize_file(path, 9000);
    for (const Index row : { rows - 1, rows - 2, Index(0) }) {
        try {
            cut.read(row, values);
            QFAIL("was read");
        } catch (const InputError& error) {
            QVERIFY2(QString(error.what()).contains("it has been cut shorter"), error.what());
            QVERIFY(QString(error.what()).startsWith(QString::fromStdString(path)));
        }
    }
    // Where no page is missing, the size tells, if not at once.
    std::filesystem::resize_file(path, 12287);
    bool told = false;
    for (int i = 0; i < 64 && !told; ++i) {
        try {
            whole.read(0, values);
        } catch (const InputError&) {
            told = true;
        }
    }
    QVERIFY(told);
    QVERIFY_EXCEPTION_THROWN(readNpy<float>(path), InputError);
}

void TestNpy::mapsALargeFileAtOnce()
{
    // 200,000 x 768 in single precision, 614 MB of which the disk holds only the header: a sparse
    // file.
    const std::string path = write(npyFile(headerText("<f4", "(200000, 768)"), ""), "large.npy");
    const std::size_t header = std::filesystem::file_size(path);
    std::filesystem::resize_file(path, header + 200000ull * 768 * 4);
    QElapsedTimer timer;
    timer.start();
    const MappedMatrix mapped(path);
    std::vector<float> row(768, 1.f);
    mapped.read(199999, row);
    QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(mapped.rows(), 200000);
    QCOMPARE(row.back(), 0.f);
    std::filesystem::resize_file(path, header + 200000ull * 768 * 4 - 1);
    QVERIFY_EXCEPTION_THROWN(MappedMatrix { path }, InputError);
}

void TestNpy::keepsALargeFileOutOfMemory()
{
    constexpr Index rows = 1 << 17, columns = 1280; // 671 MB, of which the disk holds the header
    const std::string path =
        write(npyFile(headerText("<f4", "(131072, 1280)", false), ""), "l.npy");
    std::filesystem::resize_file(path, std::filesystem::file_size(path) + rows * columns * 4ull);
    const MappedMatrix mapped(path);
    std::vector<float> row(columns, 1.f);
    resetPeakMemory();
    [[maybe_unused]] const double before = peakMemory();
    for (Index i = 0; i < rows; ++i)
        mapped.read(i * 40503 % rows, row);
#ifndef __SANITIZE_ADDRESS__ // which holds on to what was freed
    QVERIFY2(peakMemory() - before < 64, qPrintable(QString::number(peakMemory() - before)));
#endif
    QCOMPARE(row, std::vector<float>(columns, 0.f));
}

void TestNpy::knowsTheMemoryLeft_data()
{
    QTest::addColumn<QString>("groups"); // /proc/self/cgroup
    QTest::addColumn<QString>("limitFile");
    QTest::addColumn<QString>("limit");
    QTest::addColumn<qint64>("left");
    const qint64 system = qint64(8000) * 1024;
    QTest::newRow("no limit") << ""
                              << ""
                              << "" << system;
    QTest::newRow("version 1") << "9:name=systemd:/\n7:cpu:/a\n5:memory:/a/b\n"
                               << "memory/a/b/memory.limit_in_bytes"
                               << "5000\n"
                               << qint64(5000);
    QTest::newRow("a parent's") << "5:memory:/a/b\n"
                                << "memory/a/memory.limit_in_bytes"
                                << "6000\n"
                                << qint64(6000);
    QTest::newRow("version 2") << "0::/user.slice\n"
                               << "user.slice/memory.max"
                               << "7000\n"
                               << qint64(7000);
    QTest::newRow("of a container") << "0::/\n"
                                    << "memory.max"
                                    << "4000\n"
                                    << qint64(4000);
    QTest::newRow("none set") << "0::/\n"
                              << "memory.max"
                              << "max\n"
                              << system;
    QTest::newRow("another controller's") << "5:cpu:/a\n"
                                          << "memory/a/memory.limit_in_bytes"
                                          << "5000\n"
                                          << system;
}

void TestNpy::knowsTheMemoryLeft()
{
    QFETCH(QString, groups);
    QFETCH(QString, limitFile);
    QFETCH(QString, limit);
    QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString() + "/";
    const auto write = [&](const std::string& name, const QString& text) {
        std::filesystem::create_directories((root / name).parent_path());
        std::ofstream(root / name) << text.toStdString();
    };
    QVERIFY(!memoryLeft(root.string()));
    write("proc/meminfo", QStringLiteral("MemTotal: 9000 kB\nMemAvailable:    8000 kB\n"));
    write("proc/self/cgroup", groups);
    if (!limitFile.isEmpty()) write("sys/fs/cgroup/" + limitFile.toStdString(), limit);
    const auto left = memoryLeft(root.string());
    QVERIFY(left);
    QTEST(qint64(*left), "left");
}

// Of `ulimit -v`, which no file of the kernel's tells.
void TestNpy::memoryLeftKeepsToTheLimitOfAddresses()
{
    rlimit before {};
    QCOMPARE(getrlimit(RLIMIT_AS, &before), 0);
    std::ifstream used("/proc/self/statm");
    rlim_t pages = 0;
    QVERIFY(used >> pages);
    constexpr rlim_t room = rlim_t(256) << 20; // a sanitizer maps some meanwhile
    rlimit little = before;
    little.rlim_cur = pages * static_cast<rlim_t>(sysconf(_SC_PAGESIZE)) + room;
    QCOMPARE(setrlimit(RLIMIT_AS, &little), 0);
    const auto left = memoryLeft();
    QCOMPARE(setrlimit(RLIMIT_AS, &before), 0);
    QVERIFY(left);
    QVERIFY2(*left <= std::int64_t(room), qPrintable(QString::number(*left)));
}

void TestNpy::missingFilesAndFolders()
{
    const std::string folder = m_folder.path().toStdString();
    QVERIFY_EXCEPTION_THROWN(readNpy<float>(folder + "/none.npy"), InputError);
    QVERIFY_EXCEPTION_THROWN(readNpy<float>(folder), InputError);
    QVERIFY_EXCEPTION_THROWN(readNpy<float>("/dev/zero"), InputError);
    const Matrix<float> m = Matrix<float>::Zero(1, 1);
    QVERIFY_EXCEPTION_THROWN(writeNpy<float>(folder, view(m)), InputError);
    QVERIFY_EXCEPTION_THROWN(writeNpy<float>(folder + "/no/folder.npy", view(m)), InputError);
}

void TestNpy::atomicFileKeepsTheOldOne()
{
    namespace fs = std::filesystem;
    const fs::path folder = fs::path(m_folder.path().toStdString()) / "atomic";
    fs::create_directory(folder);
    const std::string path = (folder / "f.txt").string();
    writeAtomically(path, "old");
    {
        AtomicFile file(path);
        file.write("new and longer");
    }
    QCOMPARE(fs::file_size(path), 3u);
    AtomicFile file(path);
    file.write("new and longer");
    file.commit();
    QCOMPARE(fs::file_size(path), 14u);
    QCOMPARE(std::distance(fs::directory_iterator(folder), fs::directory_iterator()), 1);
}

void TestNpy::atomicFileFollowsLinks()
{
    namespace fs = std::filesystem;
    const fs::path folder = m_folder.path().toStdString();
    writeAtomically((folder / "real.txt").string(), "old");
    fs::create_symlink("real.txt", folder / "link.txt");
    writeAtomically((folder / "link.txt").string(), "newer");
    QVERIFY(fs::is_symlink(folder / "link.txt"));
    QCOMPARE(fs::file_size(folder / "real.txt"), 5u);
    writeAtomically("/dev/null", "gone");
    QVERIFY(fs::is_character_file("/dev/null"));
}

QTEST_APPLESS_MAIN(TestNpy)
#include "tst_npy.moc"
