// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files beside their places: temporary ones and what killed programs left of them, links, tables
// that grow, and the sizes of data that a run file is compared with.
#include "base/problem.h"
#include "data/synthetic.h"
#include "store/atomic_file.h"
#include "store/data_record.h"
#include "store/metrics_file.h"
#include "store/path_lock.h"
#include "store/run_tables.h"
#include "store/temporary_file.h"
#include "support/file_bytes.h"
#include "support/small_run.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <functional>
#include <limits>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

namespace fs = std::filesystem;

/// The one line of an InputError, or nothing.
QString messageOf(const std::function<void()>& act)
{
    try {
        act();
    } catch (const InputError& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

std::vector<std::string> namesIn(const fs::path& folder)
{
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

std::shared_ptr<Run> someRun(std::int64_t steps)
{
    auto run = std::make_shared<Run>(smallSpec());
    for (std::int64_t step = 1; step <= steps; ++step) {
        StepMetrics metrics;
        metrics.step = step;
        metrics.loss = 1.0 / static_cast<double>(step);
        run->steps.append(metrics);
        if (step % 3 != 0) continue;
        EvaluationMetrics evaluation;
        evaluation.step = step;
        evaluation.loss = 2;
        run->evaluations.append(evaluation);
    }
    return run;
}

} // namespace

class TestStoreFiles : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_temporaryDir = std::make_unique<QTemporaryDir>();
        m_folder = m_temporaryDir->path().toStdString();
    }

    // No process has such a number.
    void whatKilledProgramsLeftIsSwept()
    {
        const std::vector<std::string> left { ".x.csv.1999999999-0.part",
            ".x.csv.1999999999-1.part-journal" };
        const std::vector<std::string> others { ".x.csv.1-0.part", ".x.csv.part",
            ".xy.csv.1999999999-0.part", "x.csv.1999999999-0.part", ".x.csv.1999999999" };
        for (const auto* names : { &left, &others })
            for (const std::string& name : *names)
                writeBytes(m_folder / name, "half");
        writeAtomically((m_folder / "x.csv").string(), "whole");
        for (const std::string& name : left)
            QVERIFY2(!fs::exists(m_folder / name), name.c_str());
        for (const std::string& name : others)
            QVERIFY2(fs::exists(m_folder / name), name.c_str());
        QCOMPARE(bytesOf(m_folder / "x.csv"), std::string("whole"));
    }

    // A program of another machine or container: its number says nothing, its lock does.
    void whatSomebodyIsWritingIsLeftAlone()
    {
        const std::string target = (m_folder / "x.csv").string();
        const TemporaryFile writing(target, target);
        const fs::path renamed = m_folder / ".x.csv.1999999999-0.part";
        fs::create_hard_link(writing.path(), renamed);
        sweepTemporaryFiles(target);
        QVERIFY(fs::exists(renamed));
        QVERIFY(fs::exists(writing.path()));
    }

    void aSignalHandlerRemovesThemAll()
    {
        const std::string target = (m_folder / "x.csv").string();
        const TemporaryFile first(target, target), second(target, target);
        QCOMPARE(namesIn(m_folder).size(), std::size_t(2));
        removeTemporaryFiles();
        QCOMPARE(namesIn(m_folder).size(), std::size_t(0));
    }

    void aDanglingLinkIsWrittenThrough()
    {
        fs::create_directory(m_folder / "real");
        fs::create_symlink("real/x.csv", m_folder / "link.csv");
        writeAtomically((m_folder / "link.csv").string(), "text");
        QVERIFY(fs::is_symlink(m_folder / "link.csv"));
        QCOMPARE(bytesOf(m_folder / "real" / "x.csv"), std::string("text"));
        fs::create_symlink("nowhere/x.csv", m_folder / "bad.csv");
        const QString message =
            messageOf([&] { writeAtomically((m_folder / "bad.csv").string(), "text"); });
        QVERIFY2(message.contains("bad.csv: cannot be written: No such file"), qPrintable(message));
        fs::create_symlink("circle.csv", m_folder / "circle.csv");
        QVERIFY(messageOf([&] {
            writeAtomically((m_folder / "circle.csv").string(), "text");
        }).contains("circle"));
    }

    void theTableGrowsWithTheRun()
    {
        const auto run = someRun(10);
        const std::string whole = (m_folder / "whole.csv").string();
        writeMetricsTable(whole, logsOf(run));
        const std::string path = (m_folder / "m.csv").string();
        writeBytes(path, "of the run before");
        MetricsFile file(path);
        QCOMPARE(bytesOf(path), metricsHeader() + '\n');
        const auto evaluations = run->evaluations.all();
        for (const StepMetrics& step : run->steps.all()) {
            const auto judged = std::find_if(evaluations.begin(), evaluations.end(),
                [&](const auto& evaluation) { return evaluation.step == step.step; });
            file.add(step, judged == evaluations.end() ? nullptr : &*judged);
        }
        // It is written while it goes on, and by whole rows.
        QTRY_VERIFY_WITH_TIMEOUT(
            (file.add(StepMetrics {}, nullptr), bytesOf(path).size() > bytesOf(whole).size()),
            60000);
        QVERIFY(bytesOf(path).starts_with(bytesOf(whole)));
        QCOMPARE(bytesOf(path).back(), '\n');
        file.finish();
    }

    void aTableThatGoesIsMadeAgain()
    {
        const auto run = someRun(10);
        const std::string path = (m_folder / "m.csv").string();
        MetricsFile file(path);
        for (const StepMetrics& step : run->steps.all())
            file.add(step, nullptr);
        fs::remove(path);
        file.finish();
        QCOMPARE(std::ranges::count(bytesOf(path), '\n'), 11);

        MetricsFile replaced(path);
        writeAtomically(path, "somebody else's");
        QVERIFY(messageOf([&] { replaced.finish(); }).contains("was replaced"));
        QCOMPARE(bytesOf(path), std::string("somebody else's"));
    }

    // Rows that a full disk does not take wait, but not until they take all memory.
    void rowsDoNotWaitForEver()
    {
        MetricsFile file("/dev/full", 1000);
        QVERIFY(!file.trouble());
        const QString message = messageOf([&] {
            for (int step = 1; step < 100000; ++step)
                file.add({ .step = step }, nullptr);
        });
        QVERIFY2(message.contains("/dev/full: cannot be written: No space left on device; ")
                && message.contains("rows wait"),
            qPrintable(message));
        QVERIFY(file.trouble()->find("No space left") != std::string::npos);
        QVERIFY(messageOf([&] { file.finish(); }).contains("No space left"));
    }

    void worldsOfOtherSizesAreRefusedUnseen()
    {
        const RunSpec spec = smallSpec();
        const Dataset dataset = makeSyntheticWorld({}, 1);
        const DataRecord record = recordOf(dataset, spec);
        QCOMPARE(record.digest, dataset.digest);
        requireSameSize("run.clab", spec, record);
        const auto refused = [&](const char* key, const char* value, const DataRecord& known) {
            return messageOf([&] {
                requireSameSize("run.clab", smallSpec({ { key, value } }), known);
            });
        };
        const QString items = refused("world.items", "1000000", record);
        QVERIFY2(items.startsWith("run.clab, dataset synthetic: expected the 2304 items"),
            qPrintable(items));
        QVERIFY(refused("world.width", "4096", record).contains("widths"));
        QVERIFY(refused("world.modalities", "3", record).contains("widths"));
        // A file of 0.1.0 knows no sizes.
        requireSameSize("run.clab", spec, { dataset.digest, {} });
    }

    void aFolderIsNotWalkedFurtherThanItWas()
    {
        const fs::path data = m_folder / "data";
        fs::create_directory(data);
        writeBytes(data / "a.csv", "1,2\n");
        RunSpec spec = smallSpec();
        spec.set("dataset", data.string());
        const DataRecord record = recordOf(makeSyntheticWorld({}, 1), spec);
        requireSameSize("run.clab", spec, record);
        spec.set("dataset", std::string("/"));
        const QString message = messageOf([&] { requireSameSize("run.clab", spec, record); });
        QVERIFY2(message.contains("run.clab, dataset /: expected a folder of about the 1 files"),
            qPrintable(message));
        spec.set("dataset", (m_folder / "large.csv").string());
        writeBytes(m_folder / "large.csv", "");
        fs::resize_file(m_folder / "large.csv", std::uintmax_t(1) << 30);
        QVERIFY(messageOf([&] {
            requireSameSize("run.clab", spec, record);
        }).contains("found 1073741824"));
    }

private:
    std::unique_ptr<QTemporaryDir> m_temporaryDir;
    fs::path m_folder;
};

QTEST_GUILESS_MAIN(TestStoreFiles)
#include "tst_store_files.moc"
