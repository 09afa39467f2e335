// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The program as it is started: what it does where there is no display, and at signals.
#include "media/open_data.h"
#include "store/run_store.h"
#include "support/small_run.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QProcess>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_LINUX
#include <csignal>
#endif

using namespace contrastlab;

namespace {

struct Ended {
    int status = -1;
    QByteArray errors;
    QByteArray output;
};

/// The lines that are ours; Qt's plugins have something to say, too.
QList<QByteArray> linesOf(const QByteArray& errors)
{
    QList<QByteArray> lines;
    for (const QByteArray& line : errors.split('\n'))
        if (line.startsWith("contrastlab: ")) lines << line;
    return lines;
}

Ended run(const QStringList& arguments, const QString& fonts = {})
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : { "DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM" })
        environment.remove(QString::fromLatin1(name));
    if (!fonts.isEmpty()) environment.insert(QStringLiteral("FONTCONFIG_FILE"), fonts);
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(WINDOW_PROGRAM), arguments);
    if (!process.waitForFinished(60000)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    return { process.exitCode(), process.readAllStandardError(), process.readAllStandardOutput() };
}

#ifdef Q_OS_LINUX
bool catches(qint64 process, int number)
{
    QFile status(QStringLiteral("/proc/%1/status").arg(process));
    if (!status.open(QIODevice::ReadOnly)) return false;
    for (const QByteArray& line : status.readAll().split('\n'))
        if (line.startsWith("SigCgt:"))
            return line.mid(7).trimmed().toULongLong(nullptr, 16) >> (number - 1) & 1;
    return false;
}
#endif

} // namespace

class TestWindowProgram : public QObject {
    Q_OBJECT

private slots:
    // Else it would train for ever in a window that nobody sees.
    void needsADisplay()
    {
        const Ended ended = run({});
        QCOMPARE(ended.status, 2);
        QCOMPARE(ended.errors.count('\n'), 1);
        QVERIFY2(ended.errors.contains("there is no display"), ended.errors);
    }

    void explainsItselfWithoutADisplay() { QCOMPARE(run({ "--help" }).status, 0); }

    void drawsWithoutADisplay()
    {
        QTemporaryDir folder;
        const QString picture = folder.filePath(QStringLiteral("w.png"));
        const Ended ended = run({ "--dataset", "synthetic", "--screenshot", picture,
            "--after-steps", "2", "--size", "960x700" });
        QVERIFY2(ended.status == 0, ended.errors);
        QCOMPARE(QImage(picture).size(), QSize(960, 700));
        QVERIFY2(linesOf(ended.errors).isEmpty(), ended.errors);
    }

    // Of any dock, in any format; those that lie behind others, too.
    void drawsAViewAlone_data()
    {
        QTest::addColumn<QString>("view");
        QTest::addColumn<QString>("suffix");
        QTest::addColumn<QByteArray>("beginning");
        QTest::newRow("curves") << "loss"
                                << "svg" << QByteArray("<?xml");
        QTest::newRow("matrix") << "heatmap"
                                << "pdf" << QByteArray("%PDF");
        QTest::newRow("map") << "projection"
                             << "png" << QByteArray("\x89PNG");
        QTest::newRow("table behind") << "items"
                                      << "png" << QByteArray("\x89PNG");
        QTest::newRow("search behind") << "search"
                                       << "png" << QByteArray("\x89PNG");
        QTest::newRow("hidden") << "anatomy"
                                << "png" << QByteArray("\x89PNG");
    }
    void drawsAViewAlone()
    {
        QFETCH(const QString, view);
        QFETCH(const QString, suffix);
        QFETCH(const QByteArray, beginning);
        QTemporaryDir folder;
        const QString picture = folder.filePath(QStringLiteral("v.") + suffix);
        const Ended ended = run({ "--dataset", "synthetic", "--screenshot", picture, "--view", view,
            "--after-steps", "2" });
        QVERIFY2(ended.status == 0, ended.errors);
        QFile file(picture);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith(beginning));
    }

    void drawsAtAnyScale()
    {
        QTemporaryDir folder;
        const auto drawnAt = [&](const QString& scale) {
            const QString picture = folder.filePath(scale + QStringLiteral(".png"));
            const Ended ended = run({ "--dataset", "synthetic", "--screenshot", picture, "--view",
                "loss", "--after-steps", "2", "--scale", scale });
            return ended.status == 0 ? QImage(picture).size() : QSize();
        };
        const QSize once = drawnAt(QStringLiteral("1"));
        QVERIFY(once.width() > 100);
        QCOMPARE(drawnAt(QStringLiteral("3")), 3 * once);
        QVERIFY(drawnAt(QStringLiteral("0")).isEmpty());
    }

    // Of a file without frames: pictures of different steps differ, and have the size asked for.
    void rendersARecordedRun()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("run.clab")).toStdString();
        const RunSpec spec = smallSpec({ { "steps", "60" }, { "batch_size", "32" } });
        const auto setup = std::make_shared<RunSetup>(spec, openData(spec).dataset);
        Run recorded(setup->spec());
        ThreadPool pool(1);
        Trainer trainer(setup, pool);
        RunRecorder recorder(recorded, nullptr, &evaluatePart);
        drive(trainer, recorder, nullptr, {});
        saveRun(recorded, path, recordOf(setup->dataset(), setup->spec()));
        const QString file = QString::fromStdString(path);

        const QString one = folder.filePath(QStringLiteral("one.png"));
        Ended ended = run({ "render", "heatmap", file, "--step", "7", "--size", "500x400",
            "--output", one, "--scale", "2" });
        QVERIFY2(ended.status == 0, ended.errors);
        QCOMPARE(QImage(one).width(), 1000);
        const QString whole = folder.filePath(QStringLiteral("whole.png"));
        ended = run({ file, "--screenshot", whole, "--size", "1000x700" });
        QVERIFY2(ended.status == 0, ended.errors);
        QCOMPARE(QImage(whole).size(), QSize(1000, 700));
        const QString series = folder.filePath(QStringLiteral("series"));
        ended = run({ "render", "projection", file, "--step", "0:60:20", "--output", series });
        QVERIFY2(ended.status == 0, ended.errors);
        const QStringList names = QDir(series).entryList(QDir::Files, QDir::Name);
        QCOMPARE(names,
            (QStringList { "00000000.png", "00000020.png", "00000040.png", "00000060.png" }));
        QVERIFY(QImage(series + "/00000000.png") != QImage(series + "/00000060.png"));
        // Several views side by side, the matrix as a difference to another step or run.
        const QString row = folder.filePath(QStringLiteral("row.png"));
        ended = run({ "render", "heatmap,loss", file, "--step", "40", "--size", "500x400",
            "--output", row, "--progress" });
        QVERIFY2(ended.status == 0, ended.errors);
        QCOMPARE(ended.output, QByteArray("1 of 1\n"));
        QVERIFY(QImage(row).width() > 1000 && QImage(row).height() > 400);
        QStringList differences;
        for (const QString& against : { QStringLiteral("10"), file + "@10", file }) {
            differences << folder.filePath(QStringLiteral("%1.svg").arg(differences.size()));
            ended = run({ "render", "heatmap", file, "--step", "40", "--against", against,
                "--output", differences.back() });
            QVERIFY2(ended.status == 0, ended.errors);
            QVERIFY(QFileInfo(differences.back()).size() > 1000);
        }
        for (const QStringList& wrong : { QStringList { "heatmap", file, "--against", "61" },
                 QStringList { "loss", file, "--against", "1" },
                 QStringList { "heatmap,none", file }, QStringList { "loss,loss", file },
                 QStringList { "heatmap", file, "--against", "none.clab" } }) {
            ended = run(QStringList { "render" } + wrong + QStringList { "--output", one });
            QCOMPARE(ended.status, 2);
            QVERIFY2(!ended.errors.isEmpty(), qPrintable(wrong.join(u' ')));
        }
        ended = run({ "render", "loss", file, "--step", "61", "--output", one });
        QCOMPARE(ended.status, 2);
        QVERIFY2(ended.errors.contains("at most 60"), ended.errors);
        ended = run({ "render", "loss", folder.filePath("none.clab"), "--output", one });
        QCOMPARE(ended.status, 2);
        QVERIFY2(ended.errors.contains("none.clab"), ended.errors);
    }

    void saysWhatViewsThereAre()
    {
        const Ended ended = run({ "--screenshot", "x.png", "--view", "nothing" });
        QCOMPARE(ended.status, 2);
        QVERIFY2(ended.errors.contains("projection"), ended.errors);
    }

    // The window cannot say it.
    void saysThatFontsAreMissing_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("language");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("none at all") << ""
                                     << "en" << QByteArray("no fonts are installed");
        QTest::newRow("none for Chinese") << "/usr/share/fonts/truetype/dejavu"
                                          << "zh_CN" << QByteArray("Chinese characters");
        QTest::newRow("enough for English") << "/usr/share/fonts/truetype/dejavu"
                                            << "en" << QByteArray();
    }

    void saysThatFontsAreMissing()
    {
        QFETCH(const QString, folder);
        QFETCH(const QString, language);
        QFETCH(const QByteArray, said);
        if (!QFileInfo::exists(folder) && !folder.isEmpty()) QSKIP("no such fonts here");
        QTemporaryDir place;
        QFile fonts(place.filePath(QStringLiteral("fonts.conf")));
        QVERIFY(fonts.open(QIODevice::WriteOnly));
        fonts.write("<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig>"
                    "<cachedir>"
            + place.path().toUtf8() + "</cachedir>"
            + (folder.isEmpty() ? QByteArray() : "<dir>" + folder.toUtf8() + "</dir>")
            + "</fontconfig>");
        fonts.close();
        const Ended ended =
            run({ "--dataset", "synthetic", "--screenshot", place.filePath(QStringLiteral("w.png")),
                    "--after-steps", "1", "--language", language },
                fonts.fileName());
        QVERIFY2(ended.status == 0, ended.errors);
        const auto lines = linesOf(ended.errors);
        QCOMPARE(lines.size(), said.isEmpty() ? 0 : 1);
        if (!said.isEmpty()) QVERIFY2(lines[0].contains(said), lines[0]);
    }

#ifdef Q_OS_LINUX
    void signalsCloseTheWindow_data()
    {
        QTest::addColumn<int>("number");
        QTest::newRow("INT") << SIGINT;
        QTest::newRow("TERM") << SIGTERM;
        QTest::newRow("QUIT") << SIGQUIT;
        QTest::newRow("HUP") << SIGHUP;
    }

    // As its button does: what it remembers is kept.
    void signalsCloseTheWindow()
    {
        QFETCH(const int, number);
        QTemporaryDir home;
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), home.path());
        process.setProcessEnvironment(environment);
        process.setChildProcessModifier([] {
            for (const int ignored :
                { SIGINT, SIGTERM, SIGQUIT, SIGHUP }) // perhaps, around these tests
                std::signal(ignored, SIG_DFL);
        });
        process.start(QStringLiteral(WINDOW_PROGRAM), { "--dataset", "synthetic" });
        QVERIFY(process.waitForStarted(60000));
        QTRY_VERIFY_WITH_TIMEOUT(catches(process.processId(), number), 60000);
        ::kill(pid_t(process.processId()), number);
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 130);
        const QSettings kept(
            home.filePath(QStringLiteral("ContrastLab/ContrastLab.ini")), QSettings::IniFormat);
        QVERIFY(!kept.value(QStringLiteral("window/docks")).toByteArray().isEmpty());
    }
#endif
};

QTEST_GUILESS_MAIN(TestWindowProgram)
#include "tst_window_program.moc"
