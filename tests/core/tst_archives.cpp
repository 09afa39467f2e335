// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// .npz and .safetensors: round trips, files laid out by hand, and every way to be wrong.
#include "base/problem.h"
#include "store/npy.h"
#include "store/npz.h"
#include "store/safetensors.h"
#include "support/zip_bytes.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

std::string smallNpy()
{
    return npyHeader<float>(std::array<Index, 2> { 2, 2 }) + raw(1.f) + raw(2.f) + raw(3.f)
        + raw(4.f);
}

std::string safetensorsFile(const std::string& header, const std::string& data)
{
    return raw<std::uint64_t>(header.size()) + header + data;
}

} // namespace

class TestArchives : public QObject {
    Q_OBJECT

private:
    std::string write(const std::string& bytes)
    {
        const std::string path = m_folder.filePath("file").toStdString();
        std::ofstream(path, std::ios::binary) << bytes;
        return path;
    }
    QTemporaryDir m_folder;

private slots:
    void npzReadsStoredAndDeflated();
    void npzRoundTrip();
    void npzIsTheSameEachTime();
    void npzRefuses_data();
    void npzRefuses();
    void npzRefusesABomb();
    void npzRefusesManySmallBombs();
    void safetensorsByHand();
    void safetensorsRoundTrip();
    void safetensorsRefuses_data();
    void safetensorsRefuses();
};

void TestArchives::npzReadsStoredAndDeflated()
{
    const std::string labels = npyHeader<std::int64_t>(std::array<Index, 1> { 2 })
        + raw<std::int64_t>(7) + raw<std::int64_t>(-1);
    const NpzFile file(write(zipFile({ { "a.npy", smallNpy() }, { "readme.txt", "hello" },
        { "b.npy", smallNpy(), true }, { "labels.npy", labels, true } })));
    QCOMPARE(file.names(), (std::vector<std::string> { "a", "b", "labels" }));
    for (const char* name : { "a", "b" }) {
        const Matrix<double> m = file.matrix<double>(name);
        QCOMPARE(m.rows(), 2);
        QCOMPARE(m(1, 0), 3.);
    }
    QCOMPARE(file.labels("labels"), (std::vector<int> { 7, -1 }));
}

void TestArchives::npzRoundTrip()
{
    Matrix<float> a(100, 9);
    for (Index i = 0; i < a.size(); ++i)
        a.data()[i] = std::cos(static_cast<float>(i));
    const Matrix<float> b = Matrix<float>::Constant(1, 3, -0.5f);
    const std::string path = m_folder.filePath("r.npz").toStdString();
    const NamedMatrix arrays[] = { { "image", view(std::as_const(a)) }, { "text/é", view(b) } };
    writeNpz(path, arrays);
    const NpzFile file(path);
    QCOMPARE(file.names(), (std::vector<std::string> { "image", "text/é" }));
    QVERIFY(file.matrix<float>("image") == a);
    QVERIFY(file.matrix<float>("text/é") == b);
}

void TestArchives::npzIsTheSameEachTime()
{
    const Matrix<float> a = Matrix<float>::Constant(3, 3, 2.f);
    const NamedMatrix arrays[] = { { "a", view(a) } };
    std::string contents[2];
    for (std::string& content : contents) {
        const std::string path = m_folder.filePath("same.npz").toStdString();
        writeNpz(path, arrays);
        std::ifstream file(path, std::ios::binary);
        content.assign(std::istreambuf_iterator<char>(file), {});
        QTest::qSleep(5);
    }
    QCOMPARE(contents[0], contents[1]);
}

void TestArchives::npzRefuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("part");
    const auto add = [](const char* name, const std::string& bytes, const char* part) {
        QTest::addRow("%s", name) << QByteArray::fromStdString(bytes) << part;
    };
    const std::string good = zipFile({ { "a.npy", smallNpy(), true } });
    std::string damaged = zipFile({ { "a.npy", smallNpy() } });
    damaged[40 + 128] = static_cast<char>(damaged[40 + 128] ^ 1); // inside the stored data
    add("empty", "", "zip archive");
    add("no zip", "PK but nothing else", "zip archive");
    add("cut", good.substr(0, good.size() / 2), "zip archive");
    add("no such array", zipFile({ { "b.npy", smallNpy() } }), "expected an array 'a'");
    add("damaged", damaged, "match their checksum");
    add("shorter than it says", zipFile({ { "a.npy", smallNpy(), true, 4096 } }),
        "expected 4096 bytes");
    add("longer than it says", zipFile({ { "a.npy", smallNpy(), true, 100 } }),
        "expected 100 bytes");
    add("inner array", zipFile({ { "a.npy", smallNpy().substr(0, 140) } }), "array 'a', data");
    add("no array", zipFile({ { "a.npy", "hello hello hello" } }), "array 'a', byte 0");
}

void TestArchives::npzRefuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, part);
    const std::string path = write(bytes.toStdString());
    try {
        (void)NpzFile(path).matrix<float>("a");
        QFAIL("was read");
    } catch (const InputError& error) {
        QCOMPARE(error.file(), path);
        QVERIFY2(QString::fromStdString(error.what()).contains(part), error.what());
    }
}

void TestArchives::npzRefusesABomb()
{
    // 100 MiB of zeros pack into about 100 KiB, a thousand to one.
    const Index rows = Index(25) << 20;
    const std::string zeros = npyHeader<float>(std::array<Index, 1> { rows })
        + std::string(static_cast<std::size_t>(rows) * 4, '\0');
    QVERIFY_EXCEPTION_THROWN(NpzFile(write(zipFile({ { "a.npy", zeros, true } }))), InputError);
    // A size that only claims to be large is refused for what comes out.
    const NpzFile liar(write(zipFile({ { "a.npy", smallNpy(), true, 60u << 20 } })));
    QVERIFY_EXCEPTION_THROWN((void)liar.matrix<float>("a"), InputError);
}

/// Each member may unpack so far, all of them may not.
void TestArchives::npzRefusesManySmallBombs()
{
    std::vector<ZipMember> members;
    for (int i = 0; i < 3; ++i)
        members.push_back({ "a" + std::to_string(i) + ".npy", smallNpy(), true, 30u << 20 });
    try {
        const NpzFile file(write(zipFile(members)));
        QFAIL("expected an error");
    } catch (const InputError& error) {
        QVERIFY2(
            QString(error.what()).contains("at most 200 times their packed size"), error.what());
    }
    members.resize(2);
    QCOMPARE(NpzFile(write(zipFile(members))).names().size(), std::size_t(2));
}

void TestArchives::safetensorsByHand()
{
    // 1 in bfloat16 is the upper half of its single precision, 0x3f80.
    const std::string header = R"({"w":{"dtype":"F32","shape":[2,2],"data_offsets":[4,20]},)"
                               R"("__metadata__":{"format":"pt"},)"
                               R"("h":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]},)"
                               R"("s":{"dtype":"F64","shape":[],"data_offsets":[20,28]}} )";
    const std::string data = raw<std::uint16_t>(0x3f80) + raw<std::uint16_t>(0xc000) + raw(1.f)
        + raw(2.f) + raw(3.f) + raw(4.f) + raw(2.6593);
    const SafetensorsFile file(write(safetensorsFile(header, data)));
    QCOMPARE(file.names(), (std::vector<std::string> { "h", "w", "s" }));
    QCOMPARE(file.metadata().at("format"), std::string("pt"));
    QCOMPARE(file.matrix<float>("w")(1, 0), 3.f);
    QCOMPARE(file.matrix<float>("h")(0, 0), 1.f);
    QCOMPARE(file.matrix<float>("h")(1, 0), -2.f);
    QCOMPARE(file.values("s"), (std::vector<float> { 2.6593f }));
    QVERIFY(file.shape("s").empty());
    QVERIFY(!file.contains("x"));
    QVERIFY_EXCEPTION_THROWN((void)file.matrix<float>("s"), InputError);
    QVERIFY_EXCEPTION_THROWN((void)file.matrix<float>("x"), InputError);
}

void TestArchives::safetensorsRoundTrip()
{
    const std::vector<float> kernel { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 };
    const std::vector<float> scale { 2.65f };
    const NamedTensor tensors[] = { { "visual.conv", { 3, 2, 2 }, kernel },
        { "logit_scale", {}, scale } };
    const std::string path = m_folder.filePath("w.safetensors").toStdString();
    writeSafetensors(path, tensors, { { "config", R"({"width": 64})" }, { "名", "值" } });
    QCOMPARE((std::filesystem::file_size(path) - 13 * 4) % 8, 0u);
    const SafetensorsFile file(path);
    QCOMPARE(file.names(), (std::vector<std::string> { "visual.conv", "logit_scale" }));
    QCOMPARE(file.values("visual.conv"), kernel);
    QCOMPARE(file.shape("visual.conv"), (std::vector<Index> { 3, 2, 2 }));
    QCOMPARE(file.values("logit_scale"), scale);
    QCOMPARE(file.metadata().at("config"), std::string(R"({"width": 64})"));
    QCOMPARE(file.metadata().at("名"), std::string("值"));
}

void TestArchives::safetensorsRefuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("part");
    const auto add = [](const char* name, const std::string& bytes, const char* part) {
        QTest::addRow("%s", name) << QByteArray::fromStdString(bytes) << part;
    };
    const std::string data(16, '\0');
    const auto tensor = [&](const char* fields) {
        return safetensorsFile(std::string(R"({"w":{)") + fields + "}}", data);
    };
    add("empty", "", "byte 0");
    add("short", "1234567", "byte 0");
    add("header too long", raw<std::uint64_t>(1ull << 40) + data, "at most 16 MiB");
    add("header cut", raw<std::uint64_t>(100) + "{}", "the file ends before");
    add("no JSON", safetensorsFile("{\"w\":", data), "valid JSON");
    add("number", safetensorsFile("{\"w\":1e999}", data), "numbers in range");
    add("no object", safetensorsFile("[1]", data), "a JSON object");
    add("deep", safetensorsFile(std::string(100000, '['), data), "nesting");
    add("metadata", safetensorsFile(R"({"__metadata__":{"a":1}})", ""), "'a': expected a string");
    add("no fields", tensor(""), "dtype, shape and data_offsets");
    add("dtype", tensor(R"("dtype":"C64","shape":[4],"data_offsets":[0,16])"), "found \"C64\"");
    add("dtype's type", tensor(R"("dtype":4,"shape":[4],"data_offsets":[0,16])"), "found 4");
    add("shape", tensor(R"("dtype":"F32","shape":[-4],"data_offsets":[0,16])"),
        "shape: expected whole numbers");
    add("shape's type", tensor(R"("dtype":"F32","shape":4,"data_offsets":[0,16])"),
        "expected a list");
    add("offsets", tensor(R"("dtype":"F32","shape":[4],"data_offsets":[0])"), "two offsets");
    add("offsets fall", tensor(R"("dtype":"F32","shape":[4],"data_offsets":[16,0])"),
        "rising order");
    add("past the end", tensor(R"("dtype":"F32","shape":[5],"data_offsets":[0,20])"), "up to 16");
    add("other size", tensor(R"("dtype":"F32","shape":[3],"data_offsets":[0,16])"), "12 bytes");
    add("gap", tensor(R"("dtype":"F32","shape":[3],"data_offsets":[4,16])"), "begin where");
    add("bytes left", tensor(R"("dtype":"F32","shape":[3],"data_offsets":[0,12])"), "4 bytes more");
    add("overflow",
        tensor(R"("dtype":"F32","shape":[281474976710656,281474976710656],"data_offsets":[0,16])"),
        "fits in memory");
    add("overlap",
        safetensorsFile(R"({"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]},)"
                        R"("b":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}})",
            data),
        "begin where");
}

void TestArchives::safetensorsRefuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, part);
    const std::string path = write(bytes.toStdString());
    try {
        SafetensorsFile file { path };
        QFAIL("was read");
    } catch (const InputError& error) {
        QCOMPARE(error.file(), path);
        QVERIFY2(QString::fromStdString(error.what()).contains(part), error.what());
    }
}

QTEST_APPLESS_MAIN(TestArchives)
#include "tst_archives.moc"
