// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tables whose columns are told by what they hold, files found by the ends of their names, lists in
// cells, encodings, archives: each the smallest case that goes wrong without its rule.
#include "media/bytes/text_file.h"
#include "media/dataset_loader.h"
#include "media/duckdb.h"
#include "media/listing/records.h"

#include "support/zip_bytes.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace contrastlab;

namespace {

QByteArray picture(const char* colour)
{
    QFile file(QStringLiteral(FIXTURES "/media/open_clip/") + colour + ".png");
    if (!file.open(QIODevice::ReadOnly)) qFatal("no picture");
    return file.readAll();
}

/// A folder of files that a test writes.
class Folder {
public:
    void write(const QString& name, const QByteArray& bytes)
    {
        const QString path = m_folder.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write");
        file.write(bytes);
    }
    void pictures(const QString& folder = {})
    {
        write(folder + "red.png", picture("red"));
        write(folder + "blue.png", picture("blue"));
    }
    [[nodiscard]] DatasetSpec spec(
        const QString& name = {}, const std::map<std::string, std::string>& values = {}) const
    {
        DatasetSpec spec;
        spec.path = (name.isEmpty() ? m_folder.path() : m_folder.filePath(name)).toStdString();
        if (!assign(spec, values).empty()) qFatal("a setting that is none");
        return spec;
    }

private:
    QTemporaryDir m_folder;
};

QString captionsOf(const DatasetReport& report)
{
    QStringList items;
    for (const PreviewItem& item : report.preview) {
        QStringList all;
        for (const std::string& caption : item.captions)
            all << QString::fromStdString(caption);
        items << all.join(" | ");
    }
    return items.join(" / ");
}

QString problemsOf(const DatasetReport& report)
{
    QStringList lines;
    for (const DataProblem& problem : report.problems)
        lines << QString::fromStdString(describe(problem));
    return lines.join("\n");
}

QString usesOf(const DatasetReport& report)
{
    QStringList uses;
    for (const ColumnUse& use : report.columns)
        uses << QString::fromStdString(use.column + "=" + use.use);
    return uses.join(" ");
}

QString failureOf(const DatasetSpec& spec)
{
    try {
        inspect(spec);
    } catch (const InputError& error) {
        return error.what();
    }
    return "none";
}

} // namespace

class TestReadersColumns : public QObject {
    Q_OBJECT

private slots:
    void findsRolesByContent();
    void tellsNamesFromWords();
    void takesColumnsByNumber();
    void saysWhichSettingHelps();
    void pairsNoFileTwice();
    void readsListsInCells();
    void reportsBadObjects();
    void readsWindows1252();
    void readsChinese();
    void readsLooseLines();
    void readsOneLanguageOfSeveral();
    void refusesOneCaptionForAll();
    void tellsHowParquetIsConverted();
    void readsZipArchives();
    void refusesEvilZipArchives();
};

/// Names that say the wrong thing, or nothing.
void TestReadersColumns::findsRolesByContent()
{
    Folder folder;
    folder.pictures("deep/er/");
    folder.write(
        "t.csv", "image,a,b,c,d\n7,x,red,warm,one red thing\n8,y,blue,cold,a blue thing of two\n");
    const DatasetReport report = inspect(folder.spec("t.csv"));
    QCOMPARE(usesOf(report), "image= a= b=image c= d=caption");
    QCOMPARE(captionsOf(report), "one red thing / a blue thing of two");
    QCOMPARE(report.preview[0].file, "deep/er/red.png");
}

/// A caption may be what the file is called.
void TestReadersColumns::tellsNamesFromWords()
{
    Folder folder;
    folder.pictures();
    folder.write("t.csv", "image,caption\nred.png,red\nblue.png,blue\n");
    QCOMPARE(captionsOf(inspect(folder.spec("t.csv"))), "red / blue");
    QByteArray rows = "class,file,alt\n";
    for (int i = 0; i < 20; ++i)
        rows += QByteArray::number(i % 2) + (i % 2 ? ",red,words " : ",blue,words ")
            + QByteArray::number(i) + "\n";
    folder.write("0.png", picture("red"));
    folder.write("1.png", picture("blue"));
    folder.write("t.csv", rows); // and no picture is meant by a class
    QCOMPARE(usesOf(inspect(folder.spec("t.csv"))), "class=label file=image alt=caption");
    folder.write("t.csv", "a,b\nred,red.png\nblue,blue.png\n");
    QCOMPARE(usesOf(inspect(folder.spec("t.csv"))), "a=caption b=image");
}

void TestReadersColumns::takesColumnsByNumber()
{
    Folder folder;
    folder.pictures();
    folder.write("t.csv", "red.png,not this one at all,red\nblue.png,nor is it this one,blue\n");
    QCOMPARE(captionsOf(inspect(folder.spec("t.csv"))), "not this one at all / nor is it this one");
    const DatasetReport report = inspect(folder.spec("t.csv", { { "data.caption_column", "3" } }));
    QCOMPARE(captionsOf(report), "red / blue");
    QCOMPARE(usesOf(report), "column 1=image column 2= column 3=caption");
}

void TestReadersColumns::saysWhichSettingHelps()
{
    Folder folder;
    folder.pictures();
    folder.write("t.csv", "image,caption\nred.png,a\nblue.png,b\n");
    const auto fails = [&](const char* key, const char* value) {
        return failureOf(folder.spec("t.csv", { { key, value } }));
    };
    for (const char* key : { "data.image_column", "data.sound_column", "data.caption_column",
             "data.label_column", "data.split_column" })
        QVERIFY2(fails(key, "nothing")
                     .contains(QString("the columns are image, caption; set %1").arg(key)),
            qPrintable(fails(key, "nothing")));
    QVERIFY(fails("data.caption_column", "3").contains("there is no column 3"));
    folder.write("urls.csv", "url,text\nhttps://a.org/1.jpg,one\nhttps://a.org/2.jpg,two\n");
    QVERIFY2(failureOf(folder.spec("urls.csv")).contains("the column url holds web addresses"),
        qPrintable(failureOf(folder.spec("urls.csv"))));
}

/// a/1.png and b/1.png are two pictures, and one of them is not here.
void TestReadersColumns::pairsNoFileTwice()
{
    Folder folder;
    folder.write("a/1.png", picture("red"));
    folder.write("a/2.png", picture("blue"));
    folder.write("a/3.png", picture("blue"));
    folder.write(
        "t.csv", "image,caption\na/1.png,one\nb/1.png,other\nb/2.png,two\n/x/a/3.png,three\n");
    const DatasetReport report = inspect(folder.spec("t.csv"));
    QCOMPARE(captionsOf(report), "one / two / three");
    QVERIFY2(problemsOf(report).contains("b/1.png, t.csv, line 3: there is no such file"),
        qPrintable(problemsOf(report)));
    QVERIFY(english(report.reasons.back())
                .starts_with(
                    "named by paths that are not here, and found by the ends of their names: 2"));
}

void TestReadersColumns::readsListsInCells()
{
    using Texts = std::vector<std::string>;
    QCOMPARE(textsOfCell(R"(["a","b, c"])"), (Texts { "a", "b, c" }));
    QCOMPARE(textsOfCell(R"(['a', "it's", 'b\'s'])"), (Texts { "a", "it's", "b's" }));
    QCOMPARE(textsOfCell("[applause] he said"), Texts { "[applause] he said" });
    QCOMPARE(textsOfCell("[applause]"), Texts { "[applause]" });
    QCOMPARE(textsOfCell("[3]"), Texts { "[3]" });
}

void TestReadersColumns::reportsBadObjects()
{
    Folder folder;
    folder.pictures();
    folder.write("t.json",
        R"([{"image":"red.png","text":"r [{"}, 7, {"image":bad}, {"image":"blue.png","text":"b"})");
    const DatasetReport report = inspect(folder.spec("t.json"));
    QCOMPARE(captionsOf(report), "r [{ / b");
    QCOMPARE(report.badRows, 3);
    const QString problems = problemsOf(report);
    for (const char* part : { "t.json, [1]: not valid JSON: an object was expected",
             "t.json, [2]: not valid JSON", "the list is never closed" })
        QVERIFY2(problems.contains(part), qPrintable(problems));
    folder.write("t.jsonl",
        "{\"image\":\"red.png\",\"text\":\"r\"}\noops\n\n"
        "{\"image\":\"blue.png\",\"text\":\"b\"}\n");
    const DatasetReport lines = inspect(folder.spec("t.jsonl"));
    QCOMPARE(captionsOf(lines), "r / b");
    QVERIFY2(problemsOf(lines).contains("t.jsonl, line 2"), qPrintable(problemsOf(lines)));
}

void TestReadersColumns::readsWindows1252()
{
    TextEncoding encoding {};
    QCOMPARE(decodeText("caf\xE9 \x93x\x94", "t", &encoding), "café “x”");
    QVERIFY(encoding == TextEncoding::windows1252);
    QCOMPARE(decodeText("caf\xC3\xA9", "t", &encoding), "café");
    QVERIFY(encoding == TextEncoding::unicode);
    const QByteArray damaged = "\xC3\xA9\xC3\xA8 \xE9"; // UTF-8 with one wrong byte stays so
    QCOMPARE(decodeText(damaged, "t", &encoding), damaged.toStdString());
    const QByteArray cut = "na\xC3"; // as the start of a longer file ends
    QCOMPARE(decodeText(cut, "t", &encoding), cut.toStdString());
    const QByteArray none = "\x81\x8D"; // characters of neither
    QCOMPARE(decodeText(none, "t", &encoding), none.toStdString());
}

void TestReadersColumns::readsChinese()
{
    TextEncoding encoding {};
    const QByteArray text = "\xD2\xBB\xC6\xAC\xBA\xEC\xC9\xAB, red"; // GB2312
    QCOMPARE(decodeText(text, "t", &encoding), "一片红色, red");
    QVERIFY(encoding == TextEncoding::gb18030);
    QCOMPARE(decodeText("d\xE9j\xE0 vu \xE0 No\xEBl", "t", &encoding), "déjà vu à Noël");
    QVERIFY(encoding == TextEncoding::windows1252);
}

/// Commas that nothing quotes, under any header and under none; a line of Excel's.
void TestReadersColumns::readsLooseLines()
{
    Folder folder;
    folder.pictures();
    folder.write("t.csv", "filename,alt\nred.png,red, all of it\nblue.png,\"the\" sea, blue\n");
    QCOMPARE(captionsOf(inspect(folder.spec("t.csv"))), "red, all of it / \"the\" sea, blue");
    folder.write("t.csv", "red.png,red, all of it\nblue.png,the sea\n");
    QCOMPARE(captionsOf(inspect(folder.spec("t.csv"))), "red, all of it / the sea");
    folder.write("t.txt", "red.png: red, all of it\nblue.png: blue, the sea\n");
    QCOMPARE(captionsOf(inspect(folder.spec("t.txt"))), "red, all of it / blue, the sea");
    folder.write("t.txt", "red.png red: all of it\n\nblue.png  the sea\n");
    QCOMPARE(captionsOf(inspect(folder.spec("t.txt"))), "red: all of it / the sea");
    folder.write("t.csv", "sep=;\nimage;caption\nred.png;r\nno.png;n\nblue.png;b\n");
    const DatasetReport report = inspect(folder.spec("t.csv"));
    QCOMPARE(captionsOf(report), "r / b");
    QVERIFY2(problemsOf(report).contains("no.png, t.csv, line 4"), qPrintable(problemsOf(report)));
}

void TestReadersColumns::readsOneLanguageOfSeveral()
{
    Folder folder;
    folder.pictures();
    folder.write("red.txt", "af.utf8='n rooi veld\nen=a red field\n");
    folder.write("blue.txt", "af.utf8=die see\nen=the sea\n");
    const DatasetReport report = inspect(folder.spec());
    QCOMPARE(captionsOf(report), "the sea / a red field");
    QCOMPARE(report.languages, (std::vector<std::string> { "af", "en" }));
    QCOMPARE(captionsOf(inspect(folder.spec({}, { { "data.language", "af" } }))),
        "die see / 'n rooi veld");
    folder.write("red.txt", "x=1\n"); // an equation is a caption
    QVERIFY(captionsOf(inspect(folder.spec())).contains("x=1"));
}

void TestReadersColumns::refusesOneCaptionForAll()
{
    Folder folder;
    folder.pictures();
    folder.write("t.csv", "image,caption\nred.png,one\nblue.png,one\n");
    QVERIFY2(failureOf(folder.spec("t.csv")).contains("all 2 items have the one caption \"one\""),
        qPrintable(failureOf(folder.spec("t.csv"))));
}

void TestReadersColumns::tellsHowParquetIsConverted()
{
    if (DuckDb::find()) QSKIP("DuckDB is here, and Parquet is read");
    Folder folder;
    folder.pictures();
    folder.write("train/metadata.parquet", "PAR1");
    QVERIFY(failureOf(folder.spec()).contains("pandas.read_parquet"));
    folder.write("metadata.parquet", "PAR1");
    for (const QString& path : { QString(), QString("metadata.parquet") })
        QVERIFY2(failureOf(folder.spec(path))
                     .contains("this is a Parquet table, which is not read; to convert it"),
            qPrintable(failureOf(folder.spec(path))));
}

void TestReadersColumns::readsZipArchives()
{
    Folder folder;
    const std::string red = picture("red").toStdString(), blue = picture("blue").toStdString();
    folder.write("a.zip",
        QByteArray::fromStdString(test::zipFile({ { "set/img/red.png", red },
            { "set/img/blue.png", blue, true },
            { "set/t.csv", "image,caption\nimg/red.png,r\nimg/blue.png,b\nimg/no.png,n\n" } })));
    const LoadedDataset loaded = load(folder.spec("a.zip"));
    QCOMPARE(captionsOf(loaded.report), "r / b");
    QCOMPARE(loaded.report.items, 2);
    QVERIFY2(problemsOf(loaded.report).contains("img/no.png, t.csv, line 4: there is no such file"),
        qPrintable(problemsOf(loaded.report)));
    QCOMPARE(loaded.media->picture("image", 1, 0, 12).isNull(), false);
    folder.write(
        "m.zip", QByteArray::fromStdString(test::zipFile({ { "a.npy", "" }, { "b.npy", "" } })));
    QVERIFY2(failureOf(folder.spec("m.zip")).contains("unpack it and open the folder"),
        qPrintable(failureOf(folder.spec("m.zip"))));
}

void TestReadersColumns::refusesEvilZipArchives()
{
    Folder folder;
    const std::string red = picture("red").toStdString();
    folder.write("evil.zip",
        QByteArray::fromStdString(test::zipFile(
            { { "../up.png", red }, { "/etc/abs.png", red }, { "red.png", red }, { "red.txt", "r" },
                { "blue.png", picture("blue").toStdString() }, { "blue.txt", "b" } })));
    const DatasetReport report = inspect(folder.spec("evil.zip"));
    QCOMPARE(captionsOf(report), "b / r");
    for (const char* name : { "evil.zip/../up.png", "evil.zip//etc/abs.png" })
        QVERIFY2(problemsOf(report).contains(
                     QString(name) + ": the archive names a path outside itself"),
            qPrintable(problemsOf(report)));
    folder.write("bomb.zip",
        QByteArray::fromStdString(
            test::zipFile({ { "a.png", std::string(80 << 20, 'x'), true } })));
    QVERIFY2(failureOf(folder.spec("bomb.zip")).contains("unpacks to more than 200 times its size"),
        qPrintable(failureOf(folder.spec("bomb.zip"))));
    std::string damaged = test::zipFile(
        { { "red.png", red }, { "red.txt", "r" }, { "blue.png", red }, { "blue.txt", "b" } });
    damaged.resize(damaged.size() / 2);
    folder.write("damaged.zip", QByteArray::fromStdString(damaged));
    QVERIFY2(failureOf(folder.spec("damaged.zip")).contains("the archive is damaged"),
        qPrintable(failureOf(folder.spec("damaged.zip"))));
    std::string liar = test::zipFile({ { "red.png", red, true, 1 << 20 }, { "red.txt", "r" },
        { "blue.png", picture("blue").toStdString() }, { "blue.txt", "b" } });
    folder.write("liar.zip", QByteArray::fromStdString(liar));
    QVERIFY2(problemsOf(load(folder.spec("liar.zip")).report).contains("red.png"), "a wrong size");
}

QTEST_GUILESS_MAIN(TestReadersColumns)
#include "tst_readers_columns.moc"
