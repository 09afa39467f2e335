// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From files that are dropped on the window to a run on them, and every way in which that can go
// wrong.
#include "data/data_drop.h"
#include "data/data_gallery.h"
#include "data/data_intake.h"
#include "data/import_dialog.h"
#include "data/import_options.h"
#include "data/media_text.h"
#include "data/path_field.h"
#include "data/preview_model.h"
#include "panels/parameter_form.h"
#include "panels/parameter_row.h"
#include "report/run_texts.h"
#include "shell/outcome_banner.h"
#include "support/open_window.h"
#include "support/window_run.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QDragEnterEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <memory>

// As QTRY_VERIFY, which looks twenty times a second: here one looks often.
// Long enough for a sanitizer on a busy machine.
constexpr int longestWaitMs = 30000;
#define UNTIL(condition) QVERIFY(QTest::qWaitFor([&] { return bool(condition); }, longestWaitMs))

using namespace contrastlab;
using State = RunSession::State;

namespace {

QString media(const char* name)
{
    return QStringLiteral(FIXTURES "/media/") + QLatin1String(name);
}

template <class T> T* child(QWidget& parent, const char* name)
{
    T* found = parent.findChild<T*>(QLatin1String(name));
    if (!found) qFatal("no %s", name);
    return found;
}

void choose(QWidget& parent, const char* box, const QVariant& data)
{
    auto* combo = child<QComboBox>(parent, box);
    combo->setCurrentIndex(combo->findData(data));
    emit combo->activated(combo->currentIndex());
}

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("%s cannot be written", qPrintable(path));
}

/// The words of a command as a shell reads them.
QStringList shellWords(const QString& command)
{
    QStringList words;
    QString word;
    bool quoted = false;
    for (int i = 0; i < command.size(); ++i) {
        if (command[i] == u'\'')
            quoted = !quoted;
        else if (!quoted && command[i] == u'\\')
            word += command[++i];
        else if (!quoted && command[i] == u' ')
            words << std::exchange(word, {});
        else
            word += command[i];
    }
    return words << word;
}

/// What contrastlab-cli makes of a command: "--some-key VALUE", "--some-key=VALUE", "--set K=V".
RunSpec specOfCommand(const QString& command)
{
    RunSpec spec;
    const QStringList words = shellWords(command);
    for (int i = 2; i < words.size(); ++i) {
        QString key = words[i].mid(2), value;
        if (key == u"set")
            key = words[++i].section(u'=', 0, 0), value = words[i].section(u'=', 1);
        else if (key.contains(u'='))
            value = key.section(u'=', 1), key = key.section(u'=', 0, 0).replace(u'-', u'_');
        else
            key.replace(u'-', u'_'), value = words[++i];
        if (assign(spec, key.toStdString(), value.toStdString())) qFatal("%s", qPrintable(key));
    }
    return spec;
}

/// A drag of files that enters `widget` and is let go there; true where it was taken.
bool drop(QWidget& widget, const QStringList& paths)
{
    QMimeData mime;
    QList<QUrl> urls;
    for (const QString& path : paths)
        urls << QUrl::fromLocalFile(path);
    mime.setUrls(urls);
    QDragEnterEvent enter(QPoint(3, 3), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&widget, &enter);
    QDropEvent drop(QPointF(3, 3), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&widget, &drop);
    return enter.isAccepted() && drop.isAccepted();
}

DatasetSpec specAt(const QString& path)
{
    DatasetSpec spec;
    spec.path = path.toStdString();
    return spec;
}

} // namespace

class TestImportDialog : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void trainsOnWhatIsDropped_data();
    void trainsOnWhatIsDropped();
    void readsDrops_data();
    void readsDrops();
    void formatCanBeChosen();
    void columnsCanBeMapped();
    void languageCanBeChosen();
    void secondMatrixCanBeChosen();
    void problemsNameFileAndLine();
    void saysWhatIsNoData_data();
    void saysWhatIsNoData();
    void speaksChinese();
    void theNewestLookCounts();
    void commandReproducesTheRun();
    void smallDataAreFitted();
    void wordVectorsBeginTheWords();
    void cancelInMidLoadComesBack();
    void cancelWithNoRunBeforeSaysWhatToDo();
    void failedLoadCanComeBack();
    void tellsWhatWasLeftOut();
    void galleryTrains();
    void galleryTellsHowToInstall();
    void formOpensTheDialog();

private:
    ImportDialog& look(const DatasetSpec& spec);
    ImportDialog& look(const char* fixture) { return look(specAt(media(fixture))); }
    RunSession& session() { return m_window->session(); }
    QString more(const char* kind);

    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;
};

void TestImportDialog::initTestCase()
{
    QVERIFY(m_folder.isValid());
    m_window = openWindow(smallWindowSpec(), true);
    UNTIL(session().setup());
}

void TestImportDialog::init()
{
    m_window->setLanguage(QStringLiteral("en"));
}

/// The dialog on some data, after it has looked at them.
ImportDialog& TestImportDialog::look(const DatasetSpec& spec)
{
    m_window->intake().openData(spec);
    ImportDialog& dialog = *m_window->intake().dialog();
    if (!QTest::qWaitFor([&] { return dialog.result() != nullptr; }, longestWaitMs))
        qFatal("no look");
    return dialog;
}

/// Fixtures of two items are too few to train on: the same with more.
QString TestImportDialog::more(const char* kind)
{
    const QString from = media(kind), to = m_folder.filePath(QLatin1String(kind));
    QDir().mkpath(to);
    const auto copies = [&](const char* file, const char* ending) {
        for (const char* name : { "a", "b", "c", "d" })
            QFile::copy(from + u'/' + QLatin1String(file),
                to + u'/' + QLatin1String(name) + QLatin1String(ending));
    };
    QByteArray list;
    const QByteArray which = kind;
    if (which == "tones") {
        copies("low.wav", ".wav");
        for (const char* name : { "a", "b", "c", "d" })
            write(to + u'/' + QLatin1String(name) + ".txt", QByteArray("a low tone ") + name);
        return to;
    }
    if (which == "clotho") {
        copies("low.wav", ".wav");
        for (const char* name : { "a", "b", "c", "d" })
            list += QByteArray(name) + ".wav,one " + name + ",two,three,four,five\n";
        list.prepend("file_name,caption_1,caption_2,caption_3,caption_4,caption_5\n");
    } else if (which == "audiocaps") {
        copies("abc.wav", ".wav");
        for (const char* name : { "a", "b", "c", "d" })
            list += "1," + QByteArray(name) + ",30,a tone " + name + "\n";
        list.prepend("audiocap_id,youtube_id,start_time,caption\n");
    } else {
        copies("val/000001.jpg", ".jpg");
        list = R"({"images": [{"id": 1, "file_name": "a.jpg"}, {"id": 2, "file_name": "b.jpg"},
            {"id": 3, "file_name": "c.jpg"}], "annotations": [{"image_id": 1, "caption": "x"},
            {"image_id": 2, "caption": "y"}, {"image_id": 3, "caption": "z"}]})";
    }
    const QString file = to + QLatin1String(which == "coco" ? "/captions.json" : "/list.csv");
    write(file, list);
    return file;
}

void TestImportDialog::trainsOnWhatIsDropped_data()
{
    QTest::addColumn<QStringList>("paths");
    QTest::addColumn<QString>("format");
    QTest::addColumn<int>("share"); // held out by hand, in percent; 0: as the dialog has it

    const auto row = [](const char* name, const QStringList& paths, const char* format,
                         int share = 0) {
        QTest::newRow(name) << paths << QString::fromLatin1(format) << share;
    };
    row("table", { media("open_clip/train.csv") }, "table");
    row("table with labels and a small split", { media("open_clip/commas.csv") }, "table", 67);
    row("Flickr8k", { media("flickr8k/captions.txt") }, "flickr8k");
    row("tokens", { media("flickr8k/Flickr8k.token.txt") }, "flickr-tokens");
    row("Flickr30k", { media("flickr30k/results.csv") }, "flickr30k");
    row("COCO", { more("coco") }, "coco");
    row("Karpathy", { media("karpathy") }, "karpathy", 67);
    row("Clotho", { more("clotho") }, "clotho");
    row("AudioCaps", { more("audiocaps") }, "audiocaps");
    row("pairs", { media("pairs") }, "folder-pairs");
    row("sounds", { more("tones") }, "folder-pairs");
    row("classes", { media("classes") }, "folder-classes", 50);
    row("shards", { media("shards") }, "webdataset", 50);
    row("two matrices", { media("matrices/b.npy"), media("matrices/a.npy") }, "matrices");
    row("npz", { media("features/both.npz") }, "matrices");
    row("safetensors", { media("features/both.safetensors") }, "matrices");
    row("word2vec", { media("vectors/word2vec.bin") }, "word2vec");
    row("GloVe", { media("vectors/glove.txt") }, "glove");
    row("IDX", { media("idx") }, "idx");
    row("digits", { media("digits/digits.csv.gz") }, "digits");
}

void TestImportDialog::trainsOnWhatIsDropped()
{
    QFETCH(QStringList, paths);
    QFETCH(QString, format);
    QFETCH(int, share);
    QWidget* somewhere = m_window->form().row("dataset")->editor(); // takes text by itself
    QVERIFY(drop(*somewhere, paths));
    ImportDialog& dialog = *m_window->intake().dialog();
    QVERIFY(dialog.isVisible());
    UNTIL(dialog.result());
    auto* train = child<QPushButton>(dialog, "train");
    const QString message = child<QLabel>(dialog, "message")->text();
    QVERIFY2(!dialog.result()->failure, qPrintable(message));
    QCOMPARE(QString::fromLatin1(nameOf(dialog.result()->report.format)), format);
    if (share > 0) {
        QVERIFY(!train->isEnabled() || share == 50);
        auto* split = child<QComboBox>(dialog, "split");
        child<QSpinBox>(dialog, "share")->setValue(share);
        split->setCurrentIndex(1);
        emit split->activated(1);
        UNTIL(dialog.result());
    }
    QVERIFY2(train->isEnabled(), qPrintable(child<QLabel>(dialog, "message")->text()));

    // What the command line would be given, and what the reader is told.
    const DatasetSpec spec = dialog.spec();
    QCOMPARE(specOfCommand(child<QLineEdit>(dialog, "command")->text()), dialog.plan().spec);
    const DatasetReport report = inspect(spec);
    QCOMPARE(dialog.result()->report.items, report.items);
    QCOMPARE(dialog.result()->report.problems, report.problems);

    train->click();
    session().advance(2); // no further: on so few pairs the doctor may find a collapse soon
    QVERIFY(!dialog.isVisible());
    QCOMPARE(session().spec().text("dataset"), spec.path);
    DatasetSpec again = specAt(QString::fromStdString(spec.path));
    QVERIFY(assign(again, session().spec().data()).empty());
    QCOMPARE(again, spec);
    QTRY_VERIFY2(session().run()->steps.size() >= 2 || m_window->banner().isVisible(),
        qPrintable(m_window->banner().text()));
    QVERIFY2(!m_window->banner().isVisible(), qPrintable(m_window->banner().text()));
    QVERIFY(std::isfinite(session().run()->steps.last()->loss));
}

void TestImportDialog::readsDrops_data()
{
    QTest::addColumn<QStringList>("paths");
    QTest::addColumn<QStringList>("read"); // path, second, labels; one entry alone: a problem

    QTest::newRow("one") << QStringList { "/a/x" } << QStringList { "/a/x", "", "" };
    QTest::newRow("a pair, in the order of their names") << QStringList { "/a/text.npy",
        "/a/image.npy" } << QStringList { "/a/image.npy", "/a/text.npy", "" };
    QTest::newRow("a pair and labels") << QStringList { "/a/labels.csv", "/a/x.npy", "/b/z.NPY" }
                                       << QStringList { "/a/x.npy", "/b/z.NPY", "/a/labels.csv" };
    QTest::newRow("one matrix and labels") << QStringList { "/a/both.npz", "/a/labels.npy" }
                                           << QStringList { "/a/both.npz", "", "/a/labels.npy" };
    QTest::newRow("many files of one folder")
        << QStringList { "/a/1.jpg", "/a/1.txt", "/a/2.jpg" } << QStringList { "/a", "", "" };
    QTest::newRow("three matrices")
        << QStringList { "/a/1.npy", "/a/2.npy", "/a/3.npy" } << QStringList { "/a", "", "" };
    QTest::newRow("files from all over")
        << QStringList { "/a/1.jpg", "/b/2.jpg" } << QStringList { "Drop one file" };
}

void TestImportDialog::readsDrops()
{
    QFETCH(QStringList, paths);
    QFETCH(QStringList, read);
    const DroppedData data = readDrop(paths);
    if (read.size() == 1) {
        QVERIFY(data.problem.startsWith(read.front()));
        return;
    }
    QCOMPARE(data.problem, QString());
    const QStringList found { QString::fromStdString(data.spec.path),
        QString::fromStdString(data.spec.second), QString::fromStdString(data.spec.labels) };
    QCOMPARE(found, read);
}

void TestImportDialog::formatCanBeChosen()
{
    ImportDialog& dialog = look("flickr8k/captions.txt");
    QCOMPARE(dialog.result()->report.format, DataFormat::flickr8k);
    QCOMPARE(dialog.result()->report.captions, 4);
    choose(dialog, "format", int(DataFormat::table));
    QVERIFY(!dialog.result()); // nothing old beside new wishes
    UNTIL(dialog.result());
    QCOMPARE(dialog.result()->report.format, DataFormat::table);
    QCOMPARE(dialog.result()->report.badRows, 1); // a comma in a caption, which no table may have
    QVERIFY(child<QLabel>(dialog, "reasons")->text().contains("the format was chosen: table"));
    QCOMPARE(dialog.plan().spec.data(),
        (std::map<std::string, std::string> { { "data.format", "table" } }));
    QVERIFY(child<QLineEdit>(dialog, "command")->text().contains("--set data.format=table"));
    choose(dialog, "format", int(DataFormat::coco));
    UNTIL(dialog.result());
    QVERIFY(dialog.result()->failure);
    QVERIFY(!child<QPushButton>(dialog, "train")->isEnabled());
    // Other data begin anew.
    look("open_clip/train.csv");
    QCOMPARE(dialog.result()->spec.format, DataFormat::automatic);
}

void TestImportDialog::columnsCanBeMapped()
{
    ImportDialog& dialog = look("open_clip/no_files.csv"); // which are nowhere
    QVERIFY(dialog.result()->failure);
    const QString message = child<QLabel>(dialog, "message")->text();
    QVERIFY2(message.contains("line 1: no column for image or sound files"), qPrintable(message));
    QVERIFY2(message.contains("data.image_column"), qPrintable(message));
    // Names that say nothing: what the columns hold does.
    look("open_clip/unmapped.csv");
    QVERIFY(!dialog.result()->failure);
    QVERIFY(child<QComboBox>(dialog, "imageColumn")->isVisible());
    choose(dialog, "imageColumn", "words");
    UNTIL(dialog.result());
    QVERIFY(dialog.result()->failure);
    choose(dialog, "imageColumn", "where");
    UNTIL(dialog.result());
    choose(dialog, "captionColumn", "words");
    UNTIL(dialog.result());
    QVERIFY(!dialog.result()->failure);
    const auto* preview = child<QTableView>(dialog, "preview")->model();
    QCOMPARE(preview->rowCount(), 2);
    QCOMPARE(preview->index(0, PreviewModel::captions).data().toString(), "a red field");
    QVERIFY(!preview->index(1, PreviewModel::picture).data(Qt::DecorationRole).isNull());
    QCOMPARE(dialog.spec().imageColumn, "where");
}

void TestImportDialog::languageCanBeChosen()
{
    ImportDialog& dialog = look("open_clip/semicolons.csv");
    const auto* preview = child<QTableView>(dialog, "preview")->model();
    QCOMPARE(preview->index(2, PreviewModel::captions).data().toString(), "the sea");
    QCOMPARE(child<QComboBox>(dialog, "language")->count(), 3);
    choose(dialog, "language", "zh");
    UNTIL(dialog.result());
    QCOMPARE(preview->index(2, PreviewModel::captions).data().toString(), "大海");
    look("open_clip/train.csv");
    QVERIFY(child<QComboBox>(dialog, "language")->isHidden());
}

void TestImportDialog::secondMatrixCanBeChosen()
{
    ImportDialog& dialog = look("matrices/a.npy");
    QVERIFY(child<QLabel>(dialog, "message")->text().contains("choose the second one"));
    auto* second = child<PathField>(dialog, "second");
    QVERIFY(second->isVisible());
    second->line().setText(media("matrices/b.npy"));
    emit second->line().editingFinished();
    UNTIL(dialog.result());
    QVERIFY(!dialog.result()->failure);
    auto* labels = child<PathField>(dialog, "labels");
    labels->line().setText(media("matrices/labels.npy"));
    emit labels->line().editingFinished();
    UNTIL(dialog.result());
    QCOMPARE(dialog.result()->report.preview[1].label, "1");
    QVERIFY(child<QPushButton>(dialog, "train")->isEnabled());
}

void TestImportDialog::problemsNameFileAndLine()
{
    ImportDialog& dialog = look("open_clip/troubled.csv");
    const auto* problems = child<QTableView>(dialog, "problems")->model();
    const auto cell = [&](int row, int column) {
        return problems->index(row, column).data().toString();
    };
    QCOMPARE(problems->rowCount(), int(dialog.result()->report.problemCount));
    QCOMPARE(cell(0, ProblemModel::file), "troubled.csv");
    QCOMPARE(cell(0, ProblemModel::place), "line 7");
    QCOMPARE(cell(0, ProblemModel::message), "fields in the row: 1, expected 2");
    child<QPushButton>(dialog, "copyProblems")->click();
    const QString copied = QApplication::clipboard()->text();
    QVERIFY2(copied.contains("missing.png, troubled.csv, line 4: there is no such file\n"),
        qPrintable(copied));
    const QString counts = child<QLabel>(dialog, "counts")->text();
    for (const char* part : { "usable items: <b>2</b>", "captions: <b>3</b>",
             "unreadable: <b>3</b>", "without a partner: <b>3</b>", "bad rows: <b>2</b>" })
        QVERIFY2(counts.contains(part), qPrintable(counts));
    m_window->setLanguage(QStringLiteral("zh_CN"));
    QTRY_COMPARE(cell(0, ProblemModel::place), "第 7 行");
    QCOMPARE(cell(2, ProblemModel::place), "troubled.csv，第 4 行");
    QVERIFY(cell(8, ProblemModel::message).contains("troubled.csv，第 2 行"));
}

void TestImportDialog::saysWhatIsNoData_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("told");
    QTest::newRow("a picture") << media("images/words.png") << "no known format: expected";
    QTest::newRow("a cut picture") << media("images/cut.jpg") << "no known format: expected";
    QTest::newRow("nothing") << "/no/such/place"
                             << "/no/such/place: there is no such file or folder";
    QTest::newRow("rows of different length")
        << media("features/short.csv") << "short.csv, line 3: fields in the row: 1";
}

void TestImportDialog::saysWhatIsNoData()
{
    QFETCH(QString, path);
    QFETCH(QString, told);
    ImportDialog& dialog = look(specAt(path));
    QVERIFY(dialog.result()->failure);
    const QString message = child<QLabel>(dialog, "message")->text();
    QVERIFY2(message.contains(told), qPrintable(message));
    QVERIFY(!message.contains(u'\n'));
    QVERIFY(!child<QPushButton>(dialog, "train")->isEnabled());
    QVERIFY(child<QLineEdit>(dialog, "command")->text().isEmpty());
}

// Every text of the dialog, whatever the data show.
void TestImportDialog::speaksChinese()
{
    ImportDialog& dialog = look("pairs");
    m_window->setLanguage(QStringLiteral("zh_CN"));
    QTRY_COMPARE(dialog.windowTitle(), "打开数据");
    const QRegularExpression words(QStringLiteral("[a-z]{4,} [a-z]{2,}"));
    const QRegularExpression tags(QStringLiteral("<[^>]*>|&nbsp;"));
    for (const auto* label : dialog.findChildren<QLabel*>())
        QVERIFY2(!QString(label->text()).remove(tags).contains(words), qPrintable(label->text()));
    for (const auto* button : dialog.findChildren<QPushButton*>())
        QVERIFY2(!button->text().contains(words), qPrintable(button->text()));
    for (auto* box : dialog.findChildren<QComboBox*>())
        for (int i = 0; i < box->count(); ++i)
            QVERIFY2(!box->itemText(i).contains(words) || box->objectName() == u"format",
                qPrintable(box->itemText(i)));
    look(specAt("/no/such/place"));
    const QString message = child<QLabel>(dialog, "message")->text();
    QCOMPARE(message, "/no/such/place：没有这个文件或文件夹");
}

void TestImportDialog::theNewestLookCounts()
{
    Inspection inspection;
    QStringList seen;
    connect(&inspection, &Inspection::finished, this,
        [&](const std::shared_ptr<const InspectionResult>& result) {
            seen << QString::fromStdString(result->spec.path);
        });
    const QString last = media("open_clip/train.csv");
    for (const QString& path : { media("pairs"), media("flickr8k"), last })
        inspection.begin(specAt(path));
    UNTIL(!inspection.isRunning());
    inspection.begin(specAt(media("pairs")));
    QTest::qWait(20); // it may have begun
    inspection.cancel();
    QVERIFY(!inspection.isRunning());
    QTest::qWait(60);
    seen.removeOne(media("pairs")); // where it was done before the cancel
    QCOMPARE(seen, QStringList { last });
}

void TestImportDialog::commandReproducesTheRun()
{
    RunSpec base = smallWindowSpec();
    base.set("bias", -2.5);
    base.set("learn_temperature", false);
    base.setData("data.image_column", "of the data before");
    DatasetSpec data;
    data.path = "/home/o'hara/my photos/list (1).csv";
    data.captionColumn = "a caption";
    data.heldOut = 0.25;
    data.ground = "#102030";
    DatasetReport report;
    report.items = 1000;
    report.training = 750;
    report.heldOut = 250;
    const ImportPlan plan = planRun(base, data, report);
    QCOMPARE(plan.obstacle, QString());
    QVERIFY(plan.notes.isEmpty());
    QVERIFY(!plan.spec.data().contains("data.image_column"));
    const QString command = QString::fromStdString(trainCommand(plan.spec));
    QVERIFY2(command.startsWith("contrastlab-cli train --dataset '/home/o'\\''hara/my photos"),
        qPrintable(command));
    QCOMPARE(specOfCommand(command), plan.spec);
    // With nothing changed, nothing more needs to be said.
    DatasetSpec plain;
    plain.path = "photos";
    QCOMPARE(trainCommand(planRun(RunSpec(), plain, report).spec),
        std::string("contrastlab-cli train --dataset photos"));
}

void TestImportDialog::smallDataAreFitted()
{
    DatasetReport report;
    DatasetSpec data;
    report.items = 50;
    RunSpec base;
    const ImportPlan plain = planRun(base, data, report);
    QCOMPARE(plain.spec.integer("batch_size"), 128); // RunSetup fits the default by itself
    QCOMPARE(plain.heldOut, 10);
    QCOMPARE(plain.notes.size(), 1);
    QVERIFY(plain.notes[0].contains("The batch size is 40 instead of 128"));
    base.set("dataset", data.path); // the same data: what was chosen for them counts
    base.set("held_out", std::int64_t(40));
    base.set("batch_size", std::int64_t(300));
    const ImportPlan chosen = planRun(base, data, report);
    QCOMPARE(chosen.spec.integer("held_out"), 0);
    QCOMPARE(chosen.heldOut, 10);
    QVERIFY(chosen.notes[0].contains("10 of the 50 items are held out instead of 40"));
    QCOMPARE(chosen.spec.integer("batch_size"), 128);
    base.set("held_out", std::int64_t(20));
    base.set("batch_size", std::int64_t(16));
    QVERIFY(planRun(base, data, report).notes.isEmpty());
    base.set("objective", std::string("supcon"));
    QVERIFY(planRun(base, data, report).notes.front().contains("needs labels"));
    report.items = 2;
    QVERIFY(planRun(base, data, report).obstacle.contains("at least 3 items"));
    report.items = 5, report.training = 5;
    QVERIFY(planRun(base, data, report).obstacle.contains("5 training and 0 held-out"));
}

void TestImportDialog::wordVectorsBeginTheWords()
{
    session().start(smallWindowSpec(), true);
    UNTIL(session().setup());
    ImportDialog& dialog = look("vectors/glove.txt");
    auto* use = child<QPushButton>(dialog, "useWordVectors");
    QVERIFY(use->isVisible() && !use->isEnabled());
    QVERIFY(use->toolTip().contains("no text tower"));
    look("flickr8k");
    QVERIFY(!use->isVisible());
    child<QPushButton>(dialog, "train")->click();
    UNTIL(session().setup() && session().run()->steps.size() > 0);
    look("vectors/glove.txt");
    QVERIFY(use->isEnabled());
    use->click();
    QCOMPARE(session().spec().text("word_vectors"), media("vectors/glove.txt").toStdString());
    QCOMPARE(session().spec().text("dataset"), media("flickr8k").toStdString());
    UNTIL(session().setup() && session().run()->steps.size() > 0);
    QVERIFY(session().setup()->modality(1).wordVectors);
}

namespace {

/// Pictures that take long: one file under many names.
QString slowFolder(const QTemporaryDir& folder)
{
    const QString place = folder.filePath(QStringLiteral("slow"));
    if (QDir(place).exists()) return place;
    QDir().mkpath(place);
    QImage image(1000, 1000, QImage::Format_RGB32);
    image.fill(Qt::darkCyan);
    image.save(place + QStringLiteral("/0.png"));
    for (int i = 0; i < 500; ++i) {
        if (i > 0)
            std::filesystem::create_hard_link((place + QStringLiteral("/0.png")).toStdString(),
                (place + QStringLiteral("/%1.png").arg(i)).toStdString());
        write(place + QStringLiteral("/%1.txt").arg(i), QByteArray::number(i));
    }
    return place;
}

} // namespace

void TestImportDialog::cancelInMidLoadComesBack()
{
    session().start(smallWindowSpec());
    UNTIL(session().run()->steps.size() > 20);
    const int top = m_window->form().mapTo(m_window.get(), QPoint()).y();
    look(specAt(slowFolder(m_folder)));
    const auto before = session().run();
    child<QPushButton>(*m_window->intake().dialog(), "train")->click();
    QCOMPARE(session().state(), State::preparing);
    QLabel* text = m_window->findChild<QWidget*>("loadBanner")->findChild<QLabel*>();
    UNTIL(text->text().startsWith("slow: Decoding: ") && text->text().contains("items/s"));
    auto* cancel = child<QPushButton>(*m_window, "cancelLoading");
    QVERIFY(cancel->isVisible());
    cancel->click();
    UNTIL(session().setup());
    QCOMPARE(session().setup()->dataset().name, "synthetic");
    QCOMPARE(session().spec().text("dataset"), "synthetic");
    const std::size_t kept = before->steps.size();
    QVERIFY(kept > 20);
    UNTIL(session().run()->steps.size() >= kept); // the past is copied beside the window
    const auto now = session().run()->steps.all();
    for (const StepMetrics& step : before->steps.all()) // nothing of the history is lost
        QCOMPARE(now.at(std::size_t(step.step - 1)).loss, step.loss);
    UNTIL(session().run()->steps.size() > kept + 5); // and it goes on
    QVERIFY(!cancel->isVisible());
    QTRY_COMPARE(m_window->form().mapTo(m_window.get(), QPoint()).y(), top);
}

void TestImportDialog::cancelWithNoRunBeforeSaysWhatToDo()
{
    RunSpec spec = smallWindowSpec();
    spec.set("dataset", slowFolder(m_folder).toStdString());
    spec.set("batch_size", std::int64_t(128));
    const auto window = openWindow(spec);
    UNTIL(window->session().loadProgress());
    window->session().cancelLoading();
    QVERIFY(window->session().isEmpty());
    QLabel* text = window->findChild<QWidget*>("loadBanner")->findChild<QLabel*>();
    UNTIL(text->isVisible());
    QVERIFY2(text->text().startsWith("No data are loaded. Open data"), qPrintable(text->text()));
    window->actions()[ActionId::playPause]->trigger(); // harmless
    window->setLanguage(QStringLiteral("zh_CN"));
    UNTIL(text->text().startsWith("尚未载入数据"));
    window->setLanguage(QStringLiteral("en"));
    child<QPushButton>(*window, "openData")->click();
    ImportDialog& dialog = *window->intake().dialog();
    QVERIFY(dialog.isVisible());
    dialog.open(specAt(media("open_clip/train.csv")));
    UNTIL(dialog.result());
    child<QPushButton>(dialog, "train")->click();
    UNTIL(window->session().run()->steps.size() > 0);
    QVERIFY(!text->isVisible());
}

void TestImportDialog::failedLoadCanComeBack()
{
    session().start(smallWindowSpec(), true);
    UNTIL(session().setup());
    RunSpec spec = smallWindowSpec();
    spec.set("dataset", media("matrices/a.npy").toStdString());
    session().start(spec);
    UNTIL(m_window->banner().isVisible());
    QVERIFY2(m_window->banner().text().startsWith("No run can begin on these data: "),
        qPrintable(m_window->banner().text()));
    m_window->setLanguage(QStringLiteral("zh_CN"));
    QTRY_VERIFY2(m_window->banner().text().contains("需要两个行数相同的矩阵"),
        qPrintable(m_window->banner().text()));
    m_window->setLanguage(QStringLiteral("en"));
    auto* back = child<QPushButton>(*m_window, "returnToRun");
    QVERIFY(back->isVisible());
    back->click();
    QTRY_COMPARE(session().state(), State::paused);
    QCOMPARE(session().setup()->dataset().name, "synthetic");
    QVERIFY(!m_window->banner().isVisible());
}

void TestImportDialog::tellsWhatWasLeftOut()
{
    look("pairs");
    child<QPushButton>(*m_window->intake().dialog(), "train")->click();
    QLabel* text = m_window->findChild<QWidget*>("loadBanner")->findChild<QLabel*>();
    // A slow machine shows the progress of loading first.
    UNTIL(text->isVisible()
        && text->text().startsWith("The run trains on 3 of 6 items (unreadable files: 1"));
    child<QPushButton>(*m_window, "showProblems")->click();
    auto* sheet = child<QDialog>(*m_window, "problemSheet");
    QVERIFY(sheet->findChild<QPlainTextEdit*>()->toPlainText().contains(
        "broken.png: the image cannot be decoded"));
    sheet->close();
    child<QPushButton>(*m_window, "dismiss")->click();
    QVERIFY(!text->isVisible());
    m_window->actions()[ActionId::reset]->trigger(); // the same data: nothing new to tell
    UNTIL(session().setup() && session().state() != State::preparing);
    QTest::qWait(60); // also where the progress of loading was shown for a moment
    QVERIFY(!text->isVisible());
}

void TestImportDialog::galleryTrains()
{
    m_window->actions()[ActionId::openGallery]->trigger();
    DataGallery* gallery = m_window->intake().gallery();
    QVERIFY(gallery && gallery->isVisible());
    auto* card = child<QWidget>(*gallery, "card.synthetic");
    child<QPushButton>(*card, "train")->click();
    QCOMPARE(session().spec().text("dataset"), "synthetic");
    QVERIFY(session().spec().data().empty());
    UNTIL(session().run()->steps.size() > 0);
    // What other data had made of it is a choice of its own again.
    QCOMPARE(session().spec().integer("held_out"), 0);
}

void TestImportDialog::galleryTellsHowToInstall()
{
    auto entries = contrastlab::gallery();
    std::erase_if(entries, [](const GalleryEntry& entry) {
        return entry.id != "emoji" && entry.id != "people" && entry.id != "synthetic";
    });
    entries.push_back({ "elsewhere", "Elsewhere", "A set.", "CC0-1.0", 12'345, 1'500'000, {},
        "sudo apt install elsewhere" });
    DataGallery gallery(entries);
    gallery.show();
    auto* card = child<QWidget>(gallery, "card.elsewhere");
    QVERIFY(!card->findChild<QPushButton*>("train"));
    child<QPushButton>(*card, "copyInstall")->click();
    QCOMPARE(QApplication::clipboard()->text(), "sudo apt install elsewhere");
    QStringList texts;
    for (const auto* label : card->findChildren<QLabel*>())
        texts << label->text();
    QVERIFY2(texts.join(u'\n').contains("1.5 MB"), qPrintable(texts.join(u'\n')));
    UNTIL(gallery.hasAllPictures());
    const auto picture = [&](const char* id) {
        auto* place = child<QWidget>(gallery, id)->findChild<QLabel*>("picture");
        return place->pixmap().toImage();
    };
    QCOMPARE(picture("card.emoji").size(), QSize(384, 144));
    QCOMPARE(picture("card.synthetic").size(), QSize(384, 144));
    QVERIFY(picture("card.elsewhere").width() < 100); // a sign that there is none
}

void TestImportDialog::formOpensTheDialog()
{
    m_window->intake().dialog()->hide();
    auto* browse = m_window->form().row("dataset")->findChild<QToolButton*>("browse");
    browse->click();
    QVERIFY(m_window->intake().dialog()->isVisible());
    m_window->intake().dialog()->hide();
    QCOMPARE(
        m_window->actions()[ActionId::openData]->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_O));
    m_window->actions()[ActionId::openData]->trigger();
    QVERIFY(m_window->intake().dialog()->isVisible());
    QTest::keyClick(m_window->intake().dialog(), Qt::Key_Escape);
    QVERIFY(!m_window->intake().dialog()->isVisible());
}

QTEST_MAIN(TestImportDialog)
#include "tst_import_dialog.moc"
