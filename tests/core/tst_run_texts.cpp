// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run as a command line and as a script: what a shell and Python make of them.
#include "objective/torch_losses.h"
#include "report/run_texts.h"
#include "run/spec_settings.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace contrastlab;

namespace {

RunTextSource sourceOf(std::initializer_list<std::pair<const char*, std::string>> changes)
{
    RunTextSource source;
    for (const auto& [key, text] : changes)
        if (const auto problem = assign(source.spec, key, text)) throw SpecError({ *problem });
    return source;
}

RunEvent change(std::int64_t step, const char* key, const char* before, const char* after)
{
    return { RunEvent::Kind::change, step, key, before, after };
}

bool holds(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));

// What Python says of the scripts; empty where all compile.
QByteArray complaintsAbout(const std::vector<std::string>& scripts)
{
    QTemporaryDir folder;
    for (std::size_t i = 0; i < scripts.size(); ++i) {
        QFile file(folder.filePath(QStringLiteral("run%1.py").arg(i)));
        if (!file.open(QIODevice::WriteOnly)) return "no file";
        file.write(QByteArray::fromStdString(scripts[i]));
    }
    QProcess process;
    process.start(python,
        { QStringLiteral("-m"), QStringLiteral("compileall"), QStringLiteral("-q"),
            folder.path() });
    if (!process.waitForFinished(60000)) return "python3 does not answer";
    return process.exitCode() == 0 ? QByteArray() : "it fails: " + process.readAllStandardOutput();
}

} // namespace

class TestRunTexts : public QObject {
    Q_OBJECT

private slots:
    void commandSaysWhatDiffers()
    {
        RunTextSource source = sourceOf({ { "learning_rate", "0.01" }, { "augment.flip", "false" },
            { "objective", "siglip" } });
        source.name = "mine";
        QCOMPARE(asCommand(source),
            std::string("contrastlab-cli train --dataset emoji --objective siglip --learning-rate "
                        "0.01 --augment.flip false --output mine.clab\n"));
    }

    void commandIsExactAboutWhatIsEasilyLost()
    {
        const std::string command =
            asCommand(sourceOf({ { "dataset", "my photos" }, { "bias", "-5" } }));
        QVERIFY(holds(command, " --dataset 'my photos' "));
        QVERIFY(holds(command, " --bias=-5 "));
        QVERIFY(holds(command, " --augment.flip true "));
    }

    void commandTellsOfChanges()
    {
        RunTextSource source = sourceOf({});
        source.events = { change(100, "temperature", "0.1", "0.5"),
            { RunEvent::Kind::diverged, 120, "temperature", "", "" } };
        const std::string text = asCommand(source);
        QVERIFY(text.ends_with("\n# after step 100: temperature from 0.1 to 0.5\n"));
        QVERIFY(!holds(text, "120"));
    }

    // A shell has the last word on what a hostile name comes to.
    void shellTakesWordsAsTheyAre()
    {
        for (const std::string word : { "plain", "", "two words", "it's", "$(rm x); `y` \"z\" \\",
                 "a\nb", "数据", "*?[", "~", "#no" }) {
            QProcess process;
            process.start(QStringLiteral("/bin/sh"),
                { QStringLiteral("-c"), QString::fromStdString("printf %s " + shellWord(word)) });
            QVERIFY(process.waitForFinished());
            QCOMPARE(process.readAllStandardOutput().toStdString(), word);
        }
    }

    void namesStayOnTheirLine()
    {
        RunTextSource source = sourceOf({ { "dataset", "/tmp/a\nimport os" } });
        source.name = "x\nimport os";
        source.events = { change(1, "no\nkey", "a\nb", "c") };
        source.spec.setData("data.a", "it's; $(x)");
        QVERIFY(holds(asCommand(source), "--set 'data.a=it'\\''s; $(x)'"));
        QVERIFY(!holds(asPython(source), "\nimport os"));
        if (!python.isEmpty()) QCOMPARE(complaintsAbout({ asPython(source) }), QByteArray());
    }

    void scriptOfEachObjective()
    {
        std::vector<std::string> scripts;
        for (const ObjectiveInfo& info : objectiveTable()) {
            const std::string name(info.name);
            RunTextSource source = sourceOf({ { "objective", name } });
            source.events = { change(10, "learning_rate", "0.002", "0.001"),
                change(20, "objective", name.c_str(), "clip") };
            QVERIFY2(pythonObstacle(source.spec).empty(), name.c_str());
            scripts.push_back(asPython(source));
            QVERIFY2(holds(scripts.back(), "def loss("), name.c_str());
            QVERIFY(!holds(scripts.back(), "@LOSS@"));
            QVERIFY(holds(scripts.back(), "(10, \"learning_rate\", 0.001)"));
            QVERIFY(holds(scripts.back(), "# Not done here: after step 20 objective went from"));
            for (const Parameter& parameter : info.parameters)
                QVERIFY(holds(scripts.back(), "    " + std::string(parameter.key) + '='));
        }
        if (python.isEmpty()) QSKIP("python3 is not there");
        QCOMPARE(complaintsAbout(scripts), QByteArray());
    }

    void scriptOfEachOptimizer()
    {
        if (python.isEmpty()) QSKIP("python3 is not there");
        std::vector<std::string> scripts;
        for (const OptimizerInfo& info : optimizerTable())
            scripts.push_back(asPython(sourceOf({ { "optimizer", std::string(info.name) } })));
        QCOMPARE(complaintsAbout(scripts), QByteArray());
    }

    void scriptHasTheRunsTowers()
    {
        RunTextSource source = sourceOf(
            { { "image_tower", "convolution" }, { "sound_tower", "mlp" }, { "pairs", "hub" },
                { "freeze_b", "true" }, { "rate_factor_c", "0.5" }, { "augment.shift", "3" } });
        source.kinds = { ModalityKind::image, ModalityKind::sound, ModalityKind::text };
        const std::string script = asPython(source);
        QVERIFY(holds(script, "dict(kind=\"convolution\", frozen=False, rate_factor=1)"));
        QVERIFY(holds(script, "dict(kind=\"mlp\", frozen=True, rate_factor=1)"));
        QVERIFY(holds(script, "dict(kind=\"linear\", frozen=False, rate_factor=0.5)"));
        QVERIFY(holds(script, "PAIRS = [(0, 1), (0, 2)]"));
        QVERIFY(holds(script, "# Not done here: augment.shift = 3"));
    }

    void withoutNegativesAnotherObjectiveTrains()
    {
        const std::string script = asPython(sourceOf({ { "break.no_negatives", "true" } }));
        QVERIFY(holds(script, "alignment_power"));
        QVERIFY(holds(script, "uniformity_weight=0,"));
    }

    void otherTasksAreNoScript()
    {
        QVERIFY(!pythonObstacle(sourceOf({ { "task", "autoencoder" } }).spec).empty());
        QVERIFY(pythonObstacle(sourceOf({}).spec).empty());
    }
};

QTEST_GUILESS_MAIN(TestRunTexts)
#include "tst_run_texts.moc"
