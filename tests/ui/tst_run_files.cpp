// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What of a run goes to files from the window, and what closing it does with what is in none.
#include "data/data_intake.h"
#include "data/import_dialog.h"
#include "data/path_field.h"
#include "shell/export.h"
#include "shell/export_sheet.h"
#include "shell/run_files.h"
#include "store/run_file.h"
#include "store/run_store.h"
#include "support/open_window.h"
#include "support/window_run.h"
#include "views/similarity_panel.h"
#include "views/view_menu.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QDirIterator>
#include <QFileDialog>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <atomic>

using namespace contrastlab;

namespace {

/// Answers the file dialog that the action opens; no file: cancels it. Returns where it began.
QString answerFileDialog(QAction* action, const QString& file)
{
    QString began;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, [&] {
        auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
        if (!dialog) return;
        timer.stop();
        began = dialog->directory().path();
        if (file.isEmpty()) return dialog->reject();
        dialog->selectFile(file); // which leaves a name alone that has the focus
        dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->setText(file);
        QMetaObject::invokeMethod(dialog, "accept");
    });
    timer.start(10);
    action->trigger();
    return began;
}

} // namespace

class TestRunFiles : public QObject {
    Q_OBJECT

private slots:
    void closesInMidRun();
    void closingAsksWhereMuchIsUnsaved();
    void closedFromOutsideItKeepsWhatIsUnsaved();
    void filesAreProposedWithTheirEnding();
    void remembersFolders();
    void exportsMetrics();
    void exportsAReport();
    void copiesTheRunAsTexts();
    void savesPicturesBesideTheWindow();
    void viewsExportWhatTheyShow();
    void whatIsAskedForTogetherIsAllWritten();
    void savesAndExportsTheRun();
    void exportSheetAsksForWhatIsNeeded();
};

void TestRunFiles::closesInMidRun()
{
    auto window = openActive(smallWindowSpec());
    QTRY_VERIFY(window->session().moment().newestStep() > 5);
    QElapsedTimer timer;
    timer.start();
    window->close();
    window.reset();
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
}

void TestRunFiles::closingAsksWhereMuchIsUnsaved()
{
    const auto window = openActive(smallWindowSpec());
    QTRY_VERIFY(window->session().moment().newestStep() > 5);
    QVERIFY(!window->runFiles().holdsUnsaved()); // less than a minute
    window->runFiles().setMostUnsaved(0);
    const auto question = [&] {
        return window->findChild<QMessageBox*>(QStringLiteral("unsavedRun"));
    };
    window->close();
    QVERIFY(window->isVisible());
    QVERIFY(question());
    window->close(); // asked once
    QCOMPARE(window->findChildren<QMessageBox*>().size(), qsizetype(1));
    question()->reject();
    QTRY_VERIFY(!question());
    QVERIFY(window->isVisible());
    window->close();
    for (QAbstractButton* button : question()->buttons())
        if (question()->buttonRole(button) == QMessageBox::DestructiveRole) {
            button->click();
            break;
        }
    QTRY_VERIFY(!window->isVisible());
}

// By a signal, when nobody is there to answer.
void TestRunFiles::closedFromOutsideItKeepsWhatIsUnsaved()
{
    const QTemporaryDir home;
    qputenv("XDG_DATA_HOME", home.path().toUtf8());
    const auto window = openActive(smallWindowSpec());
    QTRY_VERIFY(window->session().moment().newestStep() > 5);
    QTRY_VERIFY(window->session().setup()); // which the next tick tells, the first steps or not
    window->runFiles().setMostUnsaved(0);
    window->setProperty("closedFromOutside", true);
    window->close();
    qunsetenv("XDG_DATA_HOME");
    QVERIFY(!window->isVisible());
    QDirIterator files(
        home.path(), { QStringLiteral("*.clab") }, QDir::Files, QDirIterator::Subdirectories);
    QVERIFY(files.hasNext());
    QVERIFY(RunFile(files.next().toStdString()).lastStep() > 5);
    // Of another window in the same second, the file has another name.
    const auto id = QString::fromStdString(window->session().run()->identity().id);
    QVERIFY(!id.isEmpty() && files.fileName().contains(id));
}

// The dialog asks about a file that is there by the name that will be written.
void TestRunFiles::filesAreProposedWithTheirEnding()
{
    const auto window = openActive(smallWindowSpec(), true);
    QTRY_VERIFY(window->actions()[ActionId::saveRun]->isEnabled());
    QString suffix, proposed;
    QTimer answer;
    connect(&answer, &QTimer::timeout, this, [&] {
        auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
        if (!dialog) return;
        suffix = dialog->defaultSuffix();
        proposed = dialog->selectedFiles().value(0);
        dialog->reject();
    });
    answer.start(20);
    window->actions()[ActionId::saveRun]->trigger();
    QCOMPARE(suffix, QStringLiteral("clab"));
    QVERIFY2(proposed.endsWith(QStringLiteral("run.clab")), qPrintable(proposed));
}

// A dialog begins where the last one of its kind ended, in the next window, too.
void TestRunFiles::remembersFolders()
{
    QTemporaryDir folder;
    const auto at = [&](const char* name) { return folder.filePath(QString::fromLatin1(name)); };
    for (const char* name : { "runs", "metrics", "data" })
        QVERIFY(QDir(folder.path()).mkdir(QString::fromLatin1(name)));
    MainWindow::Setup setup;
    setup.spec = smallWindowSpec();
    setup.settingsFile = at("settings.ini");
    setup.settings.language = QStringLiteral("en");
    setup.threads = 1;
    {
        MainWindow window(setup);
        window.show();
        QTRY_VERIFY(window.actions()[ActionId::saveRun]->isEnabled());
        QCOMPARE(answerFileDialog(window.actions()[ActionId::saveRun], at("runs/a.clab")),
            QDir::homePath());
        QTRY_VERIFY(window.actions()[ActionId::exportMetrics]->isEnabled());
        answerFileDialog(window.actions()[ActionId::exportMetrics], at("metrics/a.csv"));
        QTRY_VERIFY(window.actions()[ActionId::exportEmbeddings]->isEnabled());
        window.actions()[ActionId::exportEmbeddings]->trigger();
        auto* sheet = window.findChild<ExportSheet*>();
        sheet->findChild<QLineEdit*>()->setText(at("exports"));
        sheet->accept();
        QTRY_VERIFY(!window.runFiles().exporter().isBusy());
        QFile data(at("data/a.csv"));
        QVERIFY(data.open(QIODevice::WriteOnly) && data.write("a,b\n1,2\n"));
        window.intake().openData();
        auto* source = window.intake().dialog()->findChild<QWidget*>(QStringLiteral("source"));
        auto* line = source->findChild<QLineEdit*>();
        line->setText(at("data/a.csv"));
        QTest::keyClick(line, Qt::Key_Return);
        window.close();
    }
    setup.settings = Settings::load(setup.settingsFile);
    MainWindow window(setup);
    window.show();
    QTRY_VERIFY(window.actions()[ActionId::saveRun]->isEnabled());
    QCOMPARE(answerFileDialog(window.actions()[ActionId::saveRun], {}), at("runs"));
    QCOMPARE(answerFileDialog(window.actions()[ActionId::exportMetrics], {}), at("metrics"));
    window.actions()[ActionId::exportEmbeddings]->trigger();
    auto* sheet = window.findChild<ExportSheet*>();
    QCOMPARE(sheet->choice().folder, at("exports").toStdString());
    sheet->reject();
    window.intake().openData();
    auto* source = window.intake().dialog()->findChild<PathField*>(QStringLiteral("source"));
    QCOMPARE(source->path(), QString()); // the run is not on files
    QCOMPARE(source->startFolder(), at("data"));
}

void TestRunFiles::exportsMetrics()
{
    const auto window = openActive(smallWindowSpec(), true);
    window->session().advance(25);
    QTRY_COMPARE(window->session().moment().newestStep(), 25);
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("metrics.csv"));
    RunExporter& exporter = window->runFiles().exporter();
    exporter.exportMetrics(path);
    QVERIFY(exporter.isBusy()); // written beside the window
    QVERIFY(!window->actions()[ActionId::exportMetrics]->isEnabled());
    QTRY_VERIFY(!exporter.isBusy());
    QVERIFY(window->statusBar()->currentMessage().contains(QStringLiteral("metrics.csv")));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto lines = file.readAll().trimmed().split('\n');
    QCOMPARE(lines.size(), 26);
    for (const QByteArray& line : lines)
        QCOMPARE(line.count(','), lines[0].count(','));
    QVERIFY(lines[20].split(',').last().toDouble() > 0); // judged every 20 steps
    exporter.exportMetrics(QStringLiteral("/nowhere/m.csv"));
    QMessageBox* box = nullptr;
    QTRY_VERIFY((box = window->findChild<QMessageBox*>()));
    QVERIFY(box->text().contains(QStringLiteral("/nowhere/m.csv")));
    box->close();
}

// Drawn at once, packed and written beside the window.
// While it trains.
void TestRunFiles::exportsAReport()
{
    const QTemporaryDir folder;
    const auto window = openActive(smallWindowSpec());
    QTRY_VERIFY(window->session().setup());
    QTRY_VERIFY(window->session().moment().newestStep() > 5);
    const QString path = folder.filePath(QStringLiteral("run.html"));
    answerFileDialog(window->actions()[ActionId::exportReport], path);
    QTRY_VERIFY(QFile::exists(path) && !window->runFiles().exporter().isBusy());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray page = file.readAll();
    const qsizetype begin = page.indexOf('>', page.indexOf("<script id=\"run\"")) + 1;
    const auto run =
        QJsonDocument::fromJson(page.mid(begin, page.indexOf("</script", begin) - begin)).object();
    QVERIFY(run["steps"].toInt() > 5);
    QVERIFY(run["frames"].isObject());
    QVERIFY(!run.contains(QStringLiteral("no_data")));
    QVERIFY(!run["engine"].toString().isEmpty());
}

void TestRunFiles::copiesTheRunAsTexts()
{
    const auto window = openActive(smallWindowSpec());
    QTRY_VERIFY(window->session().setup());
    const auto copied = [&](ActionId id) {
        window->actions()[id]->trigger();
        return QGuiApplication::clipboard()->text();
    };
    QVERIFY(copied(ActionId::copyCommand)
                .startsWith(QStringLiteral("contrastlab-cli train --dataset synthetic ")));
    const QByteArray spec = copied(ActionId::copySpec).toUtf8();
    QCOMPARE(specFromJson(spec.toStdString(), "copied"), window->session().spec());
    QVERIFY(copied(ActionId::copyPython).contains(QStringLiteral("def loss(")));

    RunSpec other = smallWindowSpec();
    other.set("task", std::string("autoencoder"));
    window->session().start(other);
    QTRY_VERIFY(window->session().moment().run()->spec().text("task") == "autoencoder");
    QGuiApplication::clipboard()->setText(QStringLiteral("as before"));
    QCOMPARE(copied(ActionId::copyPython), QStringLiteral("as before"));
}

void TestRunFiles::savesPicturesBesideTheWindow()
{
    const auto window = openActive(smallWindowSpec(), true);
    RunExporter& exporter = window->runFiles().exporter();
    const QAction* save = window->actions()[ActionId::savePicture];
    QTemporaryDir folder;
    const std::pair<const char*, const char*> formats[] = { { "png", "\x89PNG" },
        { "svg", "<?xml" }, { "PDF", "%PDF" } };
    for (const auto& [suffix, magic] : formats) {
        const QString path = folder.filePath(QStringLiteral("w.") + QLatin1String(suffix));
        const auto encode = pictureOf(*window, QLatin1String(suffix), window->session().moment());
        std::atomic<bool> beside { false };
        exporter.saveBytes(path, [&] {
            beside = QThread::currentThread() != qApp->thread();
            return encode();
        });
        QVERIFY(!save->isEnabled());
        QTRY_VERIFY(save->isEnabled());
        QVERIFY(beside);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(file.readAll().startsWith(magic), suffix);
    }
    QVERIFY(!pictureOf(*window, QStringLiteral("doc"), window->session().moment()));
    exporter.saveBytes(folder.filePath(QStringLiteral("no.png")), [] { return QByteArray(); });
    QMessageBox* box = nullptr;
    QTRY_VERIFY((box = window->findChild<QMessageBox*>()));
    box->close();
    QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("no.png"))));
}

// Each context menu, to a name without an ending.
void TestRunFiles::viewsExportWhatTheyShow()
{
    const auto window = openActive(smallWindowSpec(), true);
    window->session().advance(20);
    QTRY_VERIFY(
        window->session().moment().frame() && window->session().moment().frame()->step == 20);
    const RunExporter& exporter = window->runFiles().exporter();
    QTemporaryDir folder;
    int number = 0;
    window->findChild<SimilarityPanel*>()->itemsBox().setCurrentIndex(3);
    QTRY_VERIFY(window->findChild<MatrixMapView*>()->cosines());
    for (ViewMenu* menu : window->findChildren<ViewMenu*>()) {
        if (menu->table().isEmpty()) continue; // of another run: none is compared
        QMenu shown;
        menu->fill(shown);
        const QString place = folder.filePath(QStringLiteral("values %1").arg(++number));
        answerFileDialog(shown.actions()[2], place);
        QTRY_VERIFY(!exporter.isBusy());
        QFile file(place + QStringLiteral(".csv"));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        const auto lines = file.readAll().trimmed().split('\n');
        QVERIFY(lines.size() > 1 || menu->table().size() == 1); // nothing looked for, or pinned
        for (const QByteArray& line : lines)
            QVERIFY(line.contains(','));
    }
    QCOMPARE(number, 18);
}

void TestRunFiles::whatIsAskedForTogetherIsAllWritten()
{
    for (const bool closes : { false, true }) {
        auto window = openActive(smallWindowSpec(), true);
        RunExporter& exporter = window->runFiles().exporter();
        QTemporaryDir folder;
        const auto place = [&](int i) { return folder.filePath(QString::number(i)); };
        for (int i = 0; i < 5; ++i)
            exporter.saveBytes(place(i), [i] { return QByteArray::number(i); });
        if (closes)
            window.reset();
        else
            QTRY_VERIFY(!exporter.isBusy());
        for (int i = 0; i < 5; ++i) {
            QFile file(place(i));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(file.readAll(), QByteArray::number(i));
        }
    }
}

void TestRunFiles::savesAndExportsTheRun()
{
    const auto window = openActive(smallWindowSpec());
    const QAction* save = window->actions()[ActionId::saveRun];
    QTRY_VERIFY(save->isEnabled());
    QTRY_VERIFY(window->session().moment().newestStep() > 100);
    RunExporter& exporter = window->runFiles().exporter();
    QTemporaryDir folder;
    const std::string file = folder.filePath(QStringLiteral("run.clab")).toStdString();
    exporter.saveRun(QString::fromStdString(file)); // while it trains
    QVERIFY(!save->isEnabled());
    QTRY_VERIFY(save->isEnabled());
    QVERIFY(window->statusBar()->currentMessage().startsWith(QStringLiteral("Wrote 1 file: ")));
    const StoredRun stored = readRun(file);
    QVERIFY(stored.run->steps.size() > 100);
    QVERIFY(stored.file->checkpointSteps().back() > 50);
    QCOMPARE(stored.file->data().digest, window->session().setup()->dataset().digest);

    window->setLanguage(QStringLiteral("zh_CN"));
    exporter.exportRun({ ExportFormat::npz, ItemChoice::heldOut, file });
    QMessageBox* box = nullptr;
    QTRY_VERIFY((box = window->findChild<QMessageBox*>()));
    QVERIFY(box->text().contains(QString::fromStdString(file)));
    QVERIFY2(hasChinese(box->text()) && hasChinese(box->informativeText()),
        qPrintable(box->informativeText()));
    box->close();
    exporter.exportRun(
        { ExportFormat::csv, ItemChoice::all, folder.path().toStdString() + "/csv" });
    QTRY_VERIFY(window->statusBar()->currentMessage().contains(QStringLiteral("csv")));
    QVERIFY(QFile::exists(folder.filePath(QStringLiteral("csv/embeddings.csv"))));
}

void TestRunFiles::exportSheetAsksForWhatIsNeeded()
{
    ExportSheet sheet(QStringLiteral("/some/where"));
    const auto boxes = sheet.findChildren<QComboBox*>();
    QCOMPARE(boxes.size(), 2);
    QCOMPARE(boxes[0]->count(), int(exportFormatNames().size()));
    for (int format = 0; format < boxes[0]->count(); ++format) {
        boxes[0]->setCurrentIndex(format);
        QCOMPARE(int(sheet.choice().format), format);
        QCOMPARE(boxes[1]->isEnabled(), needsData(ExportFormat(format)));
    }
    boxes[1]->setCurrentIndex(2);
    QCOMPARE(sheet.choice().items, ItemChoice::all);
    QCOMPARE(sheet.choice().folder, std::string("/some/where"));
    sheet.findChild<QLineEdit*>()->setText(QStringLiteral("  "));
    for (const auto* button : sheet.findChildren<QPushButton*>())
        if (button->text().startsWith(QLatin1String("Export"))) QVERIFY(!button->isEnabled());
}

QTEST_MAIN(TestRunFiles)
#include "tst_run_files.moc"
