// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The program as it is started: what it does where there is no display.
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {

struct Ended {
    int status = -1;
    QByteArray errors;
};

Ended run(const QStringList& arguments)
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : { "DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM" })
        environment.remove(QString::fromLatin1(name));
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(WINDOW_PROGRAM), arguments);
    if (!process.waitForFinished(60000)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    return { process.exitCode(), process.readAllStandardError() };
}

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
    }
};

QTEST_GUILESS_MAIN(TestWindowProgram)
#include "tst_window_program.moc"
