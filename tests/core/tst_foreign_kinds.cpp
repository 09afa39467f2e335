// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files of kinds that are not read: they are named by their content, with the command that converts
// them, alone, in folders of nothing else, and beside what is read.
#include "media/dataset_loader.h"
#include "media/duckdb.h"
#include "media/listing/foreign_kinds.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

using namespace contrastlab;

namespace {

std::string written(const QTemporaryDir& folder, const QString& name, const QByteArray& bytes)
{
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("unwritten");
    return file.fileName().toStdString();
}

QString problemOf(const std::string& path)
{
    DatasetSpec spec;
    spec.path = path;
    try {
        (void)inspect(spec);
        return {};
    } catch (const InputError& error) {
        return QString::fromStdString(error.what());
    }
}

QByteArray bytes(const char* text, qsizetype size)
{
    return { text, size };
}

} // namespace

class TestForeignKinds : public QObject {
    Q_OBJECT

private slots:
    void saysWhatAFileIs_data();
    void saysWhatAFileIs();
    void quotesNamesForTheShell();
    void saysWhatAFolderHolds();
    void saysWhatLiesUnused();
};

void TestForeignKinds::saysWhatAFileIs_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("tool");
    const auto add = [](const char* name, const QByteArray& content, const char* what,
                         const char* tool) {
        QTest::newRow(qPrintable(QString(name) + " " + what))
            << name << content << "this is " + QString(what) << tool;
    };
    const QByteArray zip = bytes("PK\x03\x04\x14\0\0\0", 8), hdf5 = "\x89HDF\r\n\x1a\n";
    const QByteArray box = bytes("\0\0\0\x18", 4);
    add("a.pt", zip + "archive/data.pkl", "a PyTorch file", "torch.load");
    add("a.zip.bin", zip + "archive/data.pkl", "a PyTorch file", "torch.load");
    add("a.pth", "", "a PyTorch file", "torch.load");
    add("a.pkl", bytes("\x80\x04\x95", 3), "a Python pickle", "pickle.load");
    add("a.pickle", "(dp0", "a Python pickle", "pickle.load");
    add("a.joblib", bytes("\x80\x04\x95", 3), "a joblib file", "joblib.load");
    add("a.xlsx", zip + "[Content_Types].xml xl/workbook.xml", "an Excel workbook", "read_excel");
    add("a.csv", zip + "[Content_Types].xml xl/workbook.xml", "an Excel workbook", "read_excel");
    add("a.docx", zip + "[Content_Types].xml word/document.xml", "a Word document", "pandoc");
    add("a.ods", zip + "mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
        "an OpenDocument spreadsheet", "engine='odf'");
    if (!DuckDb::find()) // which reads them
        add("a.parquet", "PAR1", "a Parquet table", "read_parquet");
    add("a.feather", "ARROW1", "an Arrow (Feather) table", "read_feather");
    add("a.arrow", "\xff\xff\xff\xff", "a stream of Arrow tables", "open_stream");
    add("data.mdb", bytes("0123456789abcdef\xde\xc0\xef\xbe", 20), "an LMDB database", "lmdb.open");
    add("a.h5", hdf5, "an HDF5 file", "h5py.File");
    add("a.txt", hdf5, "an HDF5 file", "h5py.File");
    add("a.mat", hdf5, "a MATLAB file of version 7.3", "h5py.File");
    add("a.mat", "MATLAB 7.3 MAT-file", "a MATLAB file of version 7.3", "h5py.File");
    add("a.mat", "MATLAB 5.0 MAT-file", "a MATLAB file, which", "loadmat");
    add("a.heic", box + "ftypheic", "a HEIC or AVIF picture", "heif-convert");
    add("a.avif", box + "ftypavif", "a HEIC or AVIF picture", "heif-convert");
    add("a.mp4", box + "ftypisom", "a video", "ffmpeg");
    add("a.mkv", "\x1a\x45\xdf\xa3", "a video", "ffmpeg");
    add("a.webm", "\x1a\x45\xdf\xa3", "a video", "ffmpeg");
    add("a.mov", box + "ftypqt  ", "a video", "ffmpeg");
    add("a.avi", "RIFF0123AVI LIST", "a video", "ffmpeg");
    add("a.tfrecord", "abc", "a TFRecord file", "TFRecordDataset");
    add("a.rar", bytes("Rar!\x1a\x07\0", 7), "a RAR archive", "unar");
    add("a.7z", bytes("7z\xbc\xaf\x27\x1c", 6), "a 7-Zip archive", "7z x");
    add("a.pdf", "%PDF-1.7", "a PDF document", "pdftoppm");
}

void TestForeignKinds::saysWhatAFileIs()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    QFETCH(QString, what);
    QFETCH(QString, tool);
    const QTemporaryDir folder;
    const QString problem = problemOf(written(folder, name, content));
    QVERIFY2(problem.contains(what), qPrintable(problem));
    QVERIFY2(
        problem.contains("to convert it (with ") && problem.contains(tool), qPrintable(problem));
    QVERIFY2(problem.contains(folder.filePath(name)), qPrintable(problem));
    QVERIFY(!problem.contains("%1") && !problem.contains("%2") && !problem.contains('\n'));
}

void TestForeignKinds::quotesNamesForTheShell()
{
    QCOMPARE(shellWord("data/a.pt"), "data/a.pt");
    QCOMPARE(shellWord("my data's.pt"), "'my data'\\''s.pt'");
    QCOMPARE(shellWord("-a.pt"), "./-a.pt");
    QCOMPARE(shellWord("$(rm -r x).pt"), "'$(rm -r x).pt'");
}

void TestForeignKinds::saysWhatAFolderHolds()
{
    const QTemporaryDir folder;
    (void)written(folder, "readme.md", "words");
    (void)written(folder, "train.feather", "ARROW1");
    const QString problem = problemOf(folder.path().toStdString());
    QVERIFY2(problem.contains("train.feather: this is an Arrow (Feather) table, which is not read"),
        qPrintable(problem));
}

void TestForeignKinds::saysWhatLiesUnused()
{
    const QTemporaryDir folder;
    for (const char* name : { "bee", "owl" }) {
        QImage image(4, 4, QImage::Format_RGB32);
        image.fill(Qt::red);
        QVERIFY(image.save(folder.filePath(QString(name) + ".png")));
        (void)written(folder, QString(name) + ".txt", name);
        (void)written(folder, QString(name) + ".mp4", QByteArray("\0\0\0\x18", 4) + "ftypisom");
    }
    (void)written(folder, "notes.doc1", "");
    DatasetSpec spec;
    spec.path = folder.path().toStdString();
    const DatasetReport report = inspect(spec);
    QCOMPARE(report.problems.size(), 2u);
    const QString video = QString::fromStdString(describe(report.problems[0]));
    QVERIFY2(video.startsWith("bee.mp4: files of this kind that are not used: 2; this is a video"),
        qPrintable(video));
    QVERIFY2(video.contains("bee.mp4 -vf fps=1"), qPrintable(video));
    QCOMPARE(describe(report.problems[1]),
        "notes.doc1: not used, of no known kind: 1 (such as notes.doc1)");
}

QTEST_GUILESS_MAIN(TestForeignKinds)
#include "tst_foreign_kinds.moc"
