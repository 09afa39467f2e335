// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Claims: how their files are read, what is measured, how verdicts come about, and the quick ones
// of the program tried.
#include "lesson/claim_file.h"
#include "lesson/claim_trial.h"
#include "media/lesson_files.h"
#include "support/experiment_results.h"

#include <QTest>

#include <atomic>
#include <cmath>
#include <numbers>

using namespace contrastlab;

namespace {

constexpr const char* smallClaim = R"({
  "format": 1,
  "name": "small",
  "title": {"en": "Small", "zh_CN": "小"},
  "says": {"en": "It rises."},
  "source": "nobody",
  "seeds": [1, 2, 3],
  "base": {"dataset": "synthetic", "world.items": 90, "temperature": 1, "steps": 20,
           "embedding_width": 4},
  "vary": {"batch_size": [4, 16]},
  "measures": {"loss": "train.loss",
               "least": {"of": "train.loss", "at": "lowest"}},
  "assert": [{"rises": "loss"},
             {"above": ["loss @ 16", "loss @ 4"], "by": 0.01},
             {"near": ["loss @ 16", 2.5], "by": 5}]
})";

// The line and the expectation that reading it throws.
QString wrong(QString json)
{
    try {
        (void)readClaim(json.toStdString(), "claim.json");
    } catch (const InputError& error) {
        return QString::fromStdString(error.place() + " | " + error.expectation());
    }
    return QStringLiteral("nothing");
}

QString with(const char* before, const char* after)
{
    QString json = QString::fromUtf8(smallClaim);
    Q_ASSERT(json.contains(QString::fromUtf8(before)));
    return json.replace(QString::fromUtf8(before), QString::fromUtf8(after));
}

ClaimLab lab()
{
    ClaimLab lab;
    lab.open = [](const RunSpec& spec) { return openData(spec).dataset; };
    lab.threads = 2;
    return lab;
}

double experiment(const char* name, std::map<std::string, double> settings, const char* result)
{
    return resultsOf(name, std::move(settings)).at(result);
}

} // namespace

class TestClaims : public QObject {
    Q_OBJECT

private slots:
    void aFileIsRead()
    {
        const Claim claim = readClaim(smallClaim, "claim.json");
        QCOMPARE(claim.name, std::string("small"));
        QCOMPARE(claim.title.in("zh_CN"), std::string("小"));
        QCOMPARE(claim.says.in("zh_CN"), std::string("It rises."));
        QCOMPARE(claim.arms.size(), std::size_t(2));
        QCOMPARE(claim.arms[1].name, std::string("16"));
        QCOMPARE(claim.arms[1].spec.integer("batch_size"), std::int64_t(16));
        QCOMPARE(claim.arms[1].spec.integer("steps"), std::int64_t(20));
        QCOMPARE(claim.assertions.size(), std::size_t(3));
        QCOMPARE(claim.assertions[1].text, std::string("loss @ 16 above loss @ 4 by 0.01"));
        QCOMPARE(int(claim.measures[1].moment), int(Measure::Moment::lowest));
    }

    // Names alone are the same in every language.
    void aSourceMayBeProse()
    {
        QCOMPARE(readClaim(smallClaim, "claim.json").source.in("zh_CN"), std::string("nobody"));
        const QString json =
            with("\"source\": \"nobody\"", "\"source\": {\"en\": \"folk\", \"zh_CN\": \"民间\"}");
        const LessonText source = readClaim(json.toStdString(), "claim.json").source;
        QCOMPARE(source.in("en"), std::string("folk"));
        QCOMPARE(source.in("zh_CN"), std::string("民间"));
    }

    void whatIsWrongIsToldWithItsLine_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const QString& json, const char* message) {
            QTest::newRow(name) << json << QString::fromUtf8(message);
        };
        row("no JSON", QStringLiteral("{\n  \"format\": 1,\n  oops\n}"), "line 3, column");
        row("too large", with("\"steps\": 20", "\"steps\": 1e999"), "line 8, column");
        row("nesting", QString(30, QLatin1Char('[')), "line 1 | expected at most 16 levels");
        row("a list", QStringLiteral("[]"), "line 1 | expected an object");
        row("newer", with("\"format\": 1", "\"format\": 2"), "line 2 | is of a newer version");
        row("unknown member", with("\"source\"", "\"origin\""),
            "line 6 | \"origin\" is unknown here");
        row("no English", with("\"en\": \"It rises.\"", "\"zh_CN\": \"x\""),
            "line 5 | expected a member \"en\"");
        row("few seeds", with("[1, 2, 3]", "[1, 2]"), "line 7 | expected 3 to 32 different seeds");
        row("same seeds", with("[1, 2, 3]", "[1, 2, 2]"), "line 7 | expected 3 to 32");
        row("unknown parameter", with("\"steps\": 20", "\"stepz\": 20"), "line 8 | stepz = 20");
        row("a limit", with("\"steps\": 20", "\"steps\": 9000000"), "steps = 9000000");
        row("no value", with("\"steps\": 20", "\"steps\": [1]"), "line 8 | expected a text");
        row("other people's files", with("\"synthetic\"", "\"/etc/passwd\""),
            "line 8 | expected one of synthetic, emoji, people, digits");
        row("data keys", with("\"world.items\": 90", "\"data.path\": \"/etc\""),
            "line 8 | \"data.path\" cannot be set");
        row("word vectors", with("\"world.items\": 90", "\"word_vectors\": \"/etc/passwd\""),
            "line 8 | \"word_vectors\" cannot be set");
        row("two variations", with("{\"batch_size\": [4, 16]}", "{\"steps\": [1], \"bias\": [1]}"),
            "line 10 | expected one parameter");
        row("same arms", with("[4, 16]", "[4, 4]"), "line 10 | two arms are named \"4\"");
        row("no measure", with("\"train.loss\",", "\"train.joy\","), "line 11 | \"train.joy\"");
        row("no moment", with("\"lowest\"", "\"someday\""), "line 12 | expected one of end, start");
        row("no such arm", with("loss @ 4", "loss @ 7"), "line 14 | no arm is named \"7\"");
        row("no such measure", with("{\"rises\": \"loss\"}", "{\"rises\": \"joy\"}"),
            "line 13 | no measure is named \"joy\"");
        row("no assertion", with("\"rises\"", "\"wins\""), "line 13 | expected one of rises");
        row("a peak of two", with("\"rises\"", "\"peaks\""), "line 13 | expected at least 3 arms");
        row("no experiment", with("\"seeds\"", "\"experiment\": \"magic\", \"seeds\""),
            "line 7 | expected one of optimal-critic");
    }
    void whatIsWrongIsToldWithItsLine()
    {
        QFETCH(QString, json);
        QFETCH(QString, message);
        const QString told = wrong(json);
        QVERIFY2(told.contains(message), qPrintable(told));
    }

    void aTrialIsTheSameOnAnyNumberOfThreads()
    {
        const Claim claim = readClaim(smallClaim, "claim.json");
        std::atomic<int> told = 0;
        ClaimLab two = lab();
        two.onProgress = [&](int done, int total) {
            told = done;
            QCOMPARE(total, 6);
        };
        const ClaimResult result = tryClaim(claim, two);
        QCOMPARE(told.load(), 6);
        QCOMPARE(nameOf(result.verdict), "holds");
        QCOMPARE(result.heldWith, std::vector<int>({ 3, 3, 3 }));
        QCOMPARE(result.runs.size(), std::size_t(2));
        QCOMPARE(result.runs[0]->steps.size(), std::size_t(20));
        for (const auto& arm : result.values)
            for (const auto& seed : arm)
                QVERIFY(
                    seed[1] <= seed[0]); // the lowest of all is no more than the last ones' mean
        ClaimLab one = lab();
        one.threads = 1;
        QCOMPARE(tryClaim(claim, one).values, result.values);
    }

    void verdictsComeFromSeeds()
    {
        const Claim claim = readClaim(smallClaim, "claim.json");
        Claim opposite = claim;
        opposite.assertions = { claim.assertions[0] };
        opposite.assertions[0].kind = ClaimAssertion::Kind::falls;
        QCOMPARE(nameOf(tryClaim(opposite, lab()).verdict), "fails");
    }

    void whatCannotBeRunIsUndecided()
    {
        const Claim claim = readClaim(smallClaim, "claim.json");
        std::stop_source stop;
        stop.request_stop();
        const ClaimResult stopped = tryClaim(claim, lab(), stop.get_token());
        QCOMPARE(nameOf(stopped.verdict), "undecided");
        QVERIFY(!stopped.reason.empty() && stopped.values.empty());
        ClaimLab hasty = lab();
        hasty.seconds = 0;
        QVERIFY(QString::fromStdString(english(tryClaim(claim, hasty).reason))
                    .contains(QStringLiteral("takes longer")));
        Claim large = claim;
        large.arms[0].spec.set("batch_size", std::int64_t(1) << 20);
        QVERIFY(QString::fromStdString(english(tryClaim(large, lab()).reason))
                    .contains(QStringLiteral("batch_size")));
    }

    void aRunThatDivergesHasNoNumbers()
    {
        Claim claim = readClaim(smallClaim, "claim.json");
        for (ClaimArm& arm : claim.arms) {
            arm.spec.set("objective", std::string("article-naive"));
            arm.spec.set("temperature", 0.001);
            arm.spec.set("learn_temperature", false);
        }
        const ClaimResult result = tryClaim(claim, lab());
        QVERIFY(std::isnan(result.spread(0, 0).mean));
        QCOMPARE(nameOf(result.verdict), "fails");
    }

    void assertionsSayWhatTheySay_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QList<double>>("values");
        QTest::addColumn<bool>("so");
        using Kind = ClaimAssertion::Kind;
        const double nan = std::nan("");
        const auto row = [](const char* name, Kind kind, const QList<double>& values, bool so) {
            QTest::newRow(name) << int(kind) << values << so;
        };
        row("rises", Kind::rises, { 1, 2, 3 }, true);
        row("rests", Kind::rises, { 1, 2, 2 }, false);
        row("falls", Kind::falls, { 3, 2, 1 }, true);
        row("falls and rises", Kind::falls, { 3, 1, 2 }, false);
        row("peak", Kind::peaks, { 1, 3, 2 }, true);
        row("no peak", Kind::peaks, { 1, 2, 3 }, false);
        row("dip", Kind::dips, { 3, 1, 2 }, true);
        row("no number", Kind::rises, { 1, nan, 3 }, false);
        row("above", Kind::above, { 3.2, 1 }, true);
        row("not by enough", Kind::above, { 3, 1 }, false);
        row("near", Kind::near, { 3, 1 }, true);
        row("far", Kind::near, { 3.2, 1 }, false);
        row("near nothing", Kind::near, { 3, nan }, false);
    }
    void assertionsSayWhatTheySay()
    {
        QFETCH(int, kind);
        QFETCH(QList<double>, values);
        QFETCH(bool, so);
        ClaimAssertion assertion { .kind = ClaimAssertion::Kind(kind), .by = 2 };
        assertion.right.arm = 1;
        std::vector<std::vector<double>> arms;
        for (const double value : values)
            arms.push_back({ value });
        QCOMPARE(isSo(assertion, arms), so);
    }

    // The information of correlated Gaussians, and a bound that cannot pass ln N.
    void theBestCriticIsCapped()
    {
        const double bound =
            experiment("optimal-critic", { { "information", 10 }, { "batch", 16 } }, "bound");
        QVERIFY(bound < std::log(16) && bound > std::log(16) - 0.1);
        const double little =
            experiment("optimal-critic", { { "information", 0.5 }, { "batch", 1024 } }, "bound");
        QVERIFY2(std::abs(little - 0.5) < 0.1, qPrintable(QString::number(little)));
    }

    // Of six pairs in their places, 20 degrees apart: a closed form of the loss.
    void displacedPairsHaveTheirClosedForm()
    {
        constexpr double scale = 3, degree = std::numbers::pi / 180;
        double loss = 0;
        for (int i = 0; i < 6; ++i) {
            double sum = 0;
            for (int j = 0; j < 6; ++j)
                sum += std::exp(scale * std::cos(20 * degree * (i - j)));
            loss += (std::log(sum) - scale) / 6;
        }
        const std::map<std::string, double> settings { { "scale", scale }, { "swapped", 0 } };
        const double without = experiment("displaced-pairs", settings, "loss_without_gap");
        QVERIFY(std::abs(without - loss) < 1e-12);
        QCOMPARE(experiment("displaced-pairs", settings, "gap"), 0.0);
    }

    void allClaimsOfTheProgramCanBeRead()
    {
        const std::vector<LessonFile> files = claimFiles();
        QVERIFY(files.size() >= 36);
        int failing = 0;
        for (const LessonFile& file : files) {
            const Claim claim = readClaim(file.text, file.name);
            QCOMPARE("claims/" + claim.name + ".json", file.name);
            for (const LessonText* text : { &claim.title, &claim.says })
                QVERIFY2(text->byLanguage.contains("zh_CN"), claim.name.c_str());
            failing += claim.expected == Verdict::fails;
            // What is not as papers have it is explained.
            if (claim.expected != Verdict::holds)
                QVERIFY2(claim.here.byLanguage.contains("zh_CN"), claim.name.c_str());
        }
        QVERIFY(failing >= 5);
    }

    void quickClaimsComeOutAsExpected_data()
    {
        QTest::addColumn<int>("place");
        const std::vector<LessonFile> files = claimFiles();
        for (std::size_t i = 0; i < files.size(); ++i)
            if (readClaim(files[i].text, files[i].name).quick)
                QTest::newRow(files[i].name.c_str()) << int(i);
    }
    void quickClaimsComeOutAsExpected()
    {
        QFETCH(int, place);
        const LessonFile file = claimFiles()[std::size_t(place)];
        const Claim claim = readClaim(file.text, file.name);
        const ClaimResult result = tryClaim(claim, lab());
        QCOMPARE(nameOf(result.verdict), nameOf(claim.expected));
    }
};

QTEST_GUILESS_MAIN(TestClaims)
#include "tst_claims.moc"
