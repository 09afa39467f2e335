// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Parquet tables as Hugging Face and embedding tools write them, written by DuckDB itself; where it
// is not installed, what needs no reader.
#include "media/dataset_loader.h"
#include "media/parquet_files.h"
#include "media/parquet_tables.h"

#include "support/file_bytes.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace contrastlab;

namespace fs = std::filesystem;
using contrastlab::test::writeBytes;

namespace {

/// A folder for tables, and a cache of its own.
class Tables {
public:
    Tables()
    {
        qputenv("CONTRASTLAB_CACHE", (m_folder.path() + "/cache/features").toUtf8());
        QDir(m_folder.path()).mkpath("data");
    }
    [[nodiscard]] std::string path(const char* name = "") const
    {
        return (m_folder.path() + "/data/" + name).toStdString();
    }
    void write(const char* name, const std::string& query)
    {
        m_writer->query(name,
            "COPY (" + query + ") TO " + sqlText(path(name)) + " (FORMAT parquet" + m_options + ")",
            [](const DuckDbRow&) {});
    }
    void setOptions(const std::string& options) { m_options = ", " + options; }
    [[nodiscard]] bool canWrite() const { return m_writer != nullptr; }
    [[nodiscard]] LoadedDataset load(const char* name = "") const
    {
        DatasetSpec spec;
        spec.path = path(name);
        return contrastlab::load(spec);
    }
    [[nodiscard]] std::vector<QString> unpacked() const
    {
        std::vector<QString> names;
        for (const QString& name :
            QDir(m_folder.path() + "/cache/tables").entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            names.push_back(name);
        return names;
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<DuckDb> m_writer = DuckDb::find();
    std::string m_options;
};

std::string pictureSql(const char* colour)
{
    QFile file(QStringLiteral(FIXTURES "/media/open_clip/") + colour + ".png");
    if (!file.open(QIODevice::ReadOnly)) qFatal("no picture");
    return "from_hex('" + file.readAll().toHex().toStdString() + "')";
}

std::string twoPictures(const char* first = "red", const char* second = "blue")
{
    return "SELECT {'bytes': " + pictureSql(first) + ", 'path': NULL} AS image, '" + first
        + " square' AS text, 1 AS label UNION ALL SELECT {'bytes': " + pictureSql(second)
        + ", 'path': 'b.png'}, 'a \"" + second + "\" one', 0";
}

} // namespace

class TestParquet : public QObject {
    Q_OBJECT

private slots:
    void tellsFilesByTheirBytes()
    {
        QCOMPARE(endingOf("\x89PNG\r\n"), std::string(".png"));
        QCOMPARE(endingOf("RIFF1234WAVEfmt "), std::string(".wav"));
        QCOMPARE(endingOf("RIFF1234WEBPVP8 "), std::string(".webp"));
        QCOMPARE(endingOf("fLaC"), std::string(".flac"));
        QCOMPARE(endingOf(""), std::string(".bin"));
    }

    void quotesForSql()
    {
        QCOMPARE(sqlText("it's"), std::string("'it''s'"));
        QCOMPARE(sqlName("a \"b\""), std::string("\"a \"\"b\"\"\""));
    }

    void findsTablesThatNothingElseReads()
    {
        const QTemporaryDir folder;
        const fs::path top = folder.path().toStdString();
        for (const char* name :
            { "README.md", "data/train-00000.parquet", "data/test-00000.parquet" }) {
            fs::create_directories((top / name).parent_path());
            writeBytes(top / name, "PAR1");
        }
        QCOMPARE(parquetTablesAt(top).size(), std::size_t(2));
        QCOMPARE(parquetTablesAt(top / "data/test-00000.parquet").size(), std::size_t(1));
        QVERIFY(parquetTablesAt(top / "README.md.parquet").empty());
        writeBytes(top / "red.png", "x"); // then a table is what names pictures, and called so
        QVERIFY(parquetTablesAt(top).empty());
        writeBytes(top / "metadata.parquet", "PAR1");
        QCOMPARE(parquetTablesAt(top).size(), std::size_t(1));
        writeBytes(top / "shard.tar", "x");
        QVERIFY(parquetTablesAt(top).empty());
    }

    void readsPicturesAndTexts()
    {
        Tables tables;
        if (!tables.canWrite()) QSKIP("DuckDB is not installed");
        tables.setOptions(
            R"(KV_METADATA {huggingface: '{"info": {"features": {"label": {"names": ["cat", "dog"], "_type": "ClassLabel"}}}}'})");
        tables.write("it's [0].parquet", twoPictures());
        const LoadedDataset loaded = tables.load("it's [0].parquet");
        QCOMPARE(loaded.dataset.name, std::string("it's [0].parquet"));
        QCOMPARE(loaded.report.items, Index(2));
        QCOMPARE(loaded.report.images, Index(2));
        QCOMPARE(loaded.report.preview[0].captions, std::vector<std::string> { "red square" });
        QCOMPARE(loaded.report.preview[1].captions, std::vector<std::string> { "a \"blue\" one" });
        QCOMPARE(loaded.report.preview[0].label, std::string("dog"));
        QVERIFY(!loaded.report.preview[1].picture.isNull());
        QCOMPARE(loaded.report.reasons.front().sentence, std::string(sentences::parquetUnpacked));
        QCOMPARE(tables.unpacked().size(), std::size_t(1));
    }

    void readsPartsOfADataSet()
    {
        Tables tables;
        if (!tables.canWrite()) QSKIP("DuckDB is not installed");
        tables.write("train-00000-of-00002.parquet", twoPictures());
        tables.write("train-00001-of-00002.parquet", twoPictures("blue", "red"));
        tables.write("test-00000-of-00001.parquet", twoPictures("blue", "blue"));
        const DatasetReport report = tables.load().report;
        QCOMPARE(report.items, Index(6));
        QCOMPARE(report.training, Index(4));
        QCOMPARE(report.heldOut + report.test, Index(2));
        (void)tables.load();
        QCOMPARE(tables.unpacked().size(), std::size_t(1)); // made once
        tables.write("test-00000-of-00001.parquet",
            twoPictures("red", "blue") + " UNION ALL " + twoPictures());
        QCOMPARE(tables.load().report.items, Index(8)); // another table is read anew
    }

    void takesBytesWithAPathOrWithout_data()
    {
        QTest::addColumn<QString>("cell");
        QTest::newRow("plain") << "%1";
        QTest::newRow("alone") << "{'bytes': %1}";
        QTest::newRow("no path anywhere") << "{'bytes': %1, 'path': NULL}";
        QTest::newRow("path first") << "{'path': 'a.png', 'bytes': %1}";
    }

    void takesBytesWithAPathOrWithout()
    {
        QFETCH(QString, cell);
        Tables tables;
        if (!tables.canWrite()) QSKIP("DuckDB is not installed");
        const auto row = [&](const char* colour) {
            const QString picture = QString::fromStdString(pictureSql(colour));
            return ("SELECT " + cell.arg(picture) + " AS image, '" + colour + " one' AS text")
                .toStdString();
        };
        tables.write("a.parquet", row("red") + " UNION ALL " + row("blue"));
        QCOMPARE(tables.load("a.parquet").report.images, Index(2));
    }

    void readsListsOfCaptions()
    {
        Tables tables;
        if (!tables.canWrite()) QSKIP("DuckDB is not installed");
        tables.write("a.parquet",
            "SELECT " + pictureSql("red")
                + " AS image, ['one', 'two, or so'] AS caption UNION ALL SELECT "
                + pictureSql("blue") + ", ['three']");
        const DatasetReport report = tables.load("a.parquet").report;
        const std::vector<std::string> expected { "one", "two, or so" };
        QCOMPARE(report.preview[0].captions, expected);
    }

    void readsVectors()
    {
        Tables tables;
        if (!tables.canWrite()) QSKIP("DuckDB is not installed");
        tables.write("a.parquet",
            "SELECT [i + 0.5::FLOAT, 2 * i] AS image_embedding, [i::DOUBLE, 0.1, 3] AS "
            "text_embedding, 'name ' || i AS caption FROM range(3000) t(i)");
        const Dataset dataset = tables.load("a.parquet").dataset;
        QCOMPARE(dataset.items, Index(3000));
        const FeatureSource& images = *dataset.modalities[0].features;
        QCOMPARE(images.width(), Index(2));
        QCOMPARE(dataset.modalities[1].features->width(), Index(3));
        std::vector<float> row(2);
        images.read(2500, row);
        QCOMPARE(row[0], 2500.5f);
        QCOMPARE(row[1], 5000.0f);
    }

    void findsPicturesBesideATable()
    {
        Tables tables;
        if (!tables.canWrite()) QSKIP("DuckDB is not installed");
        for (const char* colour : { "red", "blue" })
            QFile::copy(QStringLiteral(FIXTURES "/media/open_clip/") + colour + ".png",
                QString::fromStdString(tables.path()) + colour + ".png");
        tables.write("metadata.parquet",
            "SELECT 'red.png' AS file_name, 'a red one' AS text UNION ALL SELECT 'blue.png', 'a "
            "blue one'");
        QCOMPARE(tables.load().report.images, Index(2));
    }

    void refusesWhatIsDamaged()
    {
        Tables tables;
        if (!tables.canWrite()) QSKIP("DuckDB is not installed");
        writeBytes(tables.path("a.parquet"), "PAR1 and no more");
        QVERIFY_EXCEPTION_THROWN((void)tables.load("a.parquet"), MediaError);
        tables.write("b.parquet",
            "SELECT [1.0::FLOAT, 2] AS a, [1.0::FLOAT] AS b UNION ALL SELECT [1.0::FLOAT], "
            "[2.0::FLOAT]");
        try {
            (void)tables.load("b.parquet");
            QFAIL("read");
        } catch (const MediaError& error) {
            QVERIFY2(QString(error.what())
                         .contains("b.parquet, row 2: expected 2 numbers in column a, found 1"),
                error.what());
        }
        QVERIFY(tables.unpacked().empty()); // nothing is left behind
    }

    void stopsWhenAsked()
    {
        Tables tables;
        if (!tables.canWrite()) QSKIP("DuckDB is not installed");
        tables.write("a.parquet", twoPictures());
        std::stop_source stop;
        stop.request_stop();
        DatasetSpec spec;
        spec.path = tables.path("a.parquet");
        QVERIFY_EXCEPTION_THROWN(
            (void)contrastlab::load(spec, {}, stop.get_token()), LoadCancelled);
        QVERIFY(tables.unpacked().empty());
    }
};

QTEST_GUILESS_MAIN(TestParquet)
#include "tst_parquet.moc"
