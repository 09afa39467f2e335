// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run as one page: what is in it, read back from the page; hostile texts; what is missing.
#include "base/problem.h"
#include "media/open_data.h"
#include "media/run_report.h"
#include "report/report_curves.h"
#include "store/npy.h"
#include "support/random_rows.h"
#include "support/small_run.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace contrastlab;

namespace {

using Json = nlohmann::json;

const std::string page = "<title>@TITLE@</title><script id=\"run\">@RUN@</script>";
const std::string evil =
    "</script><script>alert(1)</script>&<!--<b>\"'\xe2\x80\xa8\xff@RUN@@TITLE@";

int countOf(const std::string& text, const std::string& part)
{
    int count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

// What a browser would hand to JSON.parse.
Json runIn(const std::string& html)
{
    const std::string head = "<script id=\"run\"";
    const std::size_t begin = html.find('>', html.find(head)) + 1;
    return Json::parse(html.substr(begin, html.find("</script>", begin) - begin));
}

std::vector<std::int64_t> stepsKeptBy(const Run& run)
{
    std::vector<std::int64_t> steps;
    for (const auto& kept : run.keptCheckpoints())
        steps.push_back(kept->step());
    std::ranges::sort(steps);
    steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
    return steps;
}

std::vector<std::int8_t> bytesOf(const Json& text)
{
    const QByteArray bytes = QByteArray::fromBase64(QByteArray::fromStdString(text));
    return { bytes.begin(), bytes.end() };
}

} // namespace

class TestReport : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_setup = smallSetup(smallSpec({ { "steps", "60" } }));
        auto run = std::make_shared<Run>(m_setup->spec());
        Trainer trainer(m_setup, m_pool);
        run->keep(std::make_shared<Checkpoint>(trainer.checkpoint()));
        RunRecorder recorder(*run, nullptr, &evaluatePart);
        drive(trainer, recorder, nullptr, {});
        m_run = run;
    }

    void holdsTheRun()
    {
        const Json json = runIn(reportPage(m_pool, source(), page));
        QVERIFY(json["steps"] == 60);
        QVERIFY(json["outcome"]["kind"] == "completed");
        QVERIFY(json["last"]["loss"] == m_run->steps.last()->loss);
        QVERIFY(json["step_curves"]["loss"]["x"].size() == std::size_t(60));
        QVERIFY(json["judged"]["x"].back() == 60);
        const auto& pair = json["judged"]["pairs"][0];
        QVERIFY(std::abs(pair["ab"]["10"].back().get<double>()
                    - m_run->evaluations.last()->aToB.recallAt10)
            < 1e-4);
        QVERIFY(pair["chance_ab"]["10"].size() == json["judged"]["x"].size());
        QVERIFY(json["texts"]["command"].get<std::string>().starts_with("contrastlab-cli train "));
        QVERIFY(json["texts"]["python"].get<std::string>().find("def loss(") != std::string::npos);
        const auto& parameters = json["parameters"];
        const auto batch = std::ranges::find_if(
            parameters, [](const Json& parameter) { return parameter["key"] == "batch_size"; });
        QVERIFY((*batch)["value"] == "32");
        QVERIFY((*batch)["standard"] == "128");
        QVERIFY((*batch)["differs"] == true);
    }

    // Of every checkpoint, since no window looked at the run; the numbers are those of
    // analyseProbes().
    void framesComeFromCheckpoints()
    {
        const Json frames = runIn(reportPage(m_pool, source(), page))["frames"];
        const ProbeSet probes = chooseProbes(*m_setup);
        const auto steps = stepsKeptBy(*m_run);
        QVERIFY(frames["steps"].get<std::vector<std::int64_t>>() == steps);
        QVERIFY(frames["count"] == std::ssize(probes.projectionItems));
        const auto cosines = bytesOf(frames["matrices"][0]);
        const auto side = std::size_t(frames["side"]);
        QCOMPARE(cosines.size(), steps.size() * side * side);
        const ProbeFrame last =
            analyseProbes(m_pool, *m_setup, probes, *m_run->checkpointAtOrBefore(60), nullptr);
        for (std::size_t i = 0; i < side * side; ++i)
            QVERIFY(std::abs(cosines[cosines.size() - side * side + i] / 127.0
                        - double(last.similarities[0].data()[i]))
                < 0.6 / 127);
        const auto points = bytesOf(frames["points"]);
        QVERIFY(points.size() == steps.size() * 2 * std::size_t(frames["count"]) * 2 * 2);
    }

    void framesOfTheRunGoBefore()
    {
        Run run(m_setup->spec());
        const ProbeFrame frame = analyseProbes(
            m_pool, *m_setup, chooseProbes(*m_setup), *m_run->checkpointAtOrBefore(60), nullptr);
        for (std::int64_t step = 0; step < 100; ++step) {
            ProbeFrame copy = frame;
            copy.step = step;
            run.frames.append(copy);
        }
        const FrameList frames = reportFrames(m_pool, run, m_setup.get());
        QCOMPARE(frames.size(), mostReportFrames);
        QCOMPARE(frames.front()->step, 0);
        QCOMPARE(frames.back()->step, 99);
    }

    void framesThatCannotBeAreLeftOut()
    {
        Run run(m_setup->spec());
        ProbeFrame frame;
        frame.similarities.assign(1, Matrix<float>::Constant(3, 3, std::nanf("")));
        frame.points.assign(2, Matrix<float>::Constant(4, 2, std::nanf("")));
        const auto append = [&](std::int64_t step, auto&& change) {
            ProbeFrame copy = frame;
            copy.step = step;
            change(copy);
            run.frames.append(copy);
        };
        append(1, [](ProbeFrame& f) { f.points[0].resize(5000, 2); });
        append(2, [](ProbeFrame& f) { f.similarities[0].resize(3, 2); });
        append(3, [](ProbeFrame& f) { f.similarities.clear(); });
        append(4, [](ProbeFrame&) {});
        append(5, [](ProbeFrame& f) { f.points[1].resize(3, 2); });
        append(6, [](ProbeFrame&) {});
        const FrameList frames = reportFrames(m_pool, run, nullptr);
        QCOMPARE(frames.size(), std::size_t(2));
        const auto json = framesJson(frames);
        QVERIFY(bytesOf(json["matrices"][0]) == std::vector<std::int8_t>(18, -128));
        QVERIFY(framesJson({}).is_null());
    }

    void hostileTextsStayTexts()
    {
        ReportSource hostile = source();
        auto run = std::make_shared<Run>(*m_run, *m_run->checkpointAtOrBefore(60));
        run->rename(evil);
        run->events.append({ RunEvent::Kind::change, 60, evil, evil, evil });
        hostile.run = run;
        hostile.noData = std::string(evil);
        hostile.items[0].name = { evil, evil };
        hostile.items[0].captions = { evil };
        hostile.chinese = [](const char*, const std::string&) { return evil; };
        const std::string html = reportPage(m_pool, hostile, page);
        QCOMPARE(countOf(html, "<script"), 1);
        QCOMPARE(countOf(html, "</script"), 1);
        QCOMPARE(countOf(html, "<!--"), 0);
        QCOMPARE(countOf(html, "<b>"), 0);
        std::string readable = evil;
        readable.replace(readable.find('\xff'), 1, "\xef\xbf\xbd");
        const Json json = runIn(html);
        QVERIFY(json["items"][0]["captions"][0] == readable);
        QVERIFY(json["events"].back()["after"] == readable);
        QVERIFY(json["name"] == readable);
    }

    void aPageIsNeverTooLarge()
    {
        ReportSource large = source();
        for (ReportItem& item : large.items)
            item.picture = "data:image/png;base64," + std::string(200'000, 'A');
        large.items[0].captions = { std::string(6'000'000, '<') };
        const std::string html = reportPage(m_pool, large, page);
        QVERIFY(html.size() <= mostPageBytes);
        QVERIFY(runIn(html)["items"][0]["captions"].size() == std::size_t(0));
    }

    void curvesAreThinned()
    {
        auto run = std::make_shared<Run>(m_setup->spec());
        for (std::int64_t step = 1; step <= 10'000; ++step) {
            StepMetrics metrics;
            metrics.step = step;
            metrics.loss = step % 2 ? 1 : 3;
            metrics.chance = std::nan("");
            run->steps.append(metrics);
        }
        const auto curves = stepCurves(logsOf(run));
        QVERIFY(curves["loss"]["x"].size() == std::size_t(1000));
        QVERIFY(curves["loss"]["x"].back() == 10'000);
        QVERIFY(curves["loss"]["y"][7] == 2.0);
        QVERIFY(curves["loss"]["lo"][7] == 1.0);
        QVERIFY(curves["loss"]["hi"][7] == 3.0);
        QVERIFY(curves["chance"]["y"][7].is_null());
    }

    void aRunWithoutASingleStep()
    {
        ReportSource empty = source();
        empty.run = std::make_shared<Run>(m_setup->spec());
        const Json json = runIn(reportPage(m_pool, empty, page));
        QVERIFY(json["frames"].is_null());
        QVERIFY(json["step_curves"]["loss"]["x"].size() == std::size_t(0));
    }

    // The real page, of a file, with data that are there and that are gone.
    void ofAFile()
    {
        QTemporaryDir folder;
        const std::string data = folder.filePath("data").toStdString();
        QVERIFY(QDir().mkpath(QString::fromStdString(data)));
        for (const char* name : { "a", "b" }) {
            const Matrix<float> rows = test::normalRows<float>(300, 8, std::uint64_t(name[0]));
            writeNpy<float>(data + '/' + name + ".npy", view(rows));
        }
        RunSpec spec = smallSpec({ { "steps", "5" } });
        spec.set("dataset", data);
        const OpenedData opened = openData(spec);
        const auto setup = std::make_shared<RunSetup>(spec, opened.dataset);
        auto run = std::make_shared<Run>(setup->spec());
        Trainer trainer(setup, m_pool);
        run->keep(std::make_shared<Checkpoint>(trainer.checkpoint()));
        RunRecorder recorder(*run, nullptr, &evaluatePart);
        drive(trainer, recorder, nullptr, {});
        const std::string file = folder.filePath("run.clab").toStdString();
        saveRun(*run, file, recordOf(*opened.dataset, setup->spec()));

        const Json whole = written(openForReport(file, {}), folder);
        QVERIFY(whole["frames"]["steps"].size() == std::size_t(2));
        QVERIFY(whole["items"].size() == std::size_t(whole["frames"]["count"]));
        QVERIFY(!whole.contains("no_data"));
        const auto& parameters = whole["parameters"];
        QVERIFY(std::ranges::any_of(parameters, [](const Json& parameter) {
            return parameter["label"]["zh"] != parameter["label"]["en"];
        }));

        QVERIFY(QDir().rename(QString::fromStdString(data), folder.filePath("moved")));
        const Json bare = written(openForReport(file, {}), folder);
        QVERIFY(bare["frames"].is_null());
        QVERIFY(!bare["no_data"]["en"].get<std::string>().empty());
        QVERIFY(bare["step_curves"]["loss"]["x"].size() == std::size_t(5));
        QVERIFY(bare["modalities"] == Json({ "a", "b" }));
        const Json found =
            written(openForReport(file, folder.filePath("moved").toStdString()), folder);
        QVERIFY(found["frames"]["steps"].size() == std::size_t(2));
        QVERIFY_EXCEPTION_THROWN(openForReport(file, "/no/such/data"), InputError);
    }

    void thePageAsksForNothing()
    {
        QFile file(QStringLiteral(FIXTURES "/../../resources/report/report.html"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray text = file.readAll();
        text.replace("http://www.w3.org/2000/svg", ""); // a name, no address
        for (const char* part : { "http:", "https:", "//cdn", "@import", "url(", "fetch(",
                 "XMLHttp", "innerHTML", "insertAdjacentHTML", "document.write", "eval(" })
            QVERIFY2(!text.contains(part), part);
        QCOMPARE(text.count("@RUN@"), 1);
        QCOMPARE(text.count("@TITLE@"), 1);
    }

private:
    ReportSource source() const
    {
        ReportSource source;
        source.run = m_run;
        source.setup = m_setup;
        for (const Index item : chooseProbes(*m_setup).projectionItems)
            source.items.push_back({ .item = item });
        return source;
    }

    Json written(ReportedRun run, const QTemporaryDir& folder)
    {
        const QString path = folder.filePath("page.html");
        writeRunReport(m_pool, std::move(run), path.toStdString());
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) return {};
        return runIn(file.readAll().toStdString());
    }

    ThreadPool m_pool { 1 };
    std::shared_ptr<const RunSetup> m_setup;
    std::shared_ptr<const Run> m_run;
};

QTEST_GUILESS_MAIN(TestReport)
#include "tst_report.moc"
