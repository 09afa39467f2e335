// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of parameters and the spec: defaults, limits, text and JSON forms.
#include "objective/objective.h"
#include "optimizer/optimizer.h"
#include "run/metrics.h"
#include "run/run_spec.h"
#include "run/spec_settings.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace contrastlab;

class TestParameters : public QObject {
    Q_OBJECT

private slots:
    void everyRowIsWhole()
    {
        std::set<std::string_view> keys;
        for (const Parameter& p : parameterTable()) {
            QVERIFY2(keys.insert(p.key).second, std::string(p.key).c_str());
            QVERIFY2(!p.label.empty() && !p.help.empty(), std::string(p.key).c_str());
            QVERIFY2(!check(p, p.standard), std::string(p.key).c_str());
            if (!p.relevance.key.empty()) {
                const Parameter* other = findParameter(p.relevance.key);
                QVERIFY(other);
                QVERIFY2(!p.relevance.values.empty(), std::string(p.key).c_str());
            }
            const auto again = parseValue(p, toText(p.standard));
            QVERIFY(again && *again == p.standard);
        }
        QVERIFY(validate(RunSpec()).empty());
    }

    // What an objective or optimiser tells of its parameters is what the table has, and nothing in
    // the table is relevant to a name that there is not.
    void entriesTellTheirParameters()
    {
        const auto expectRows = [](std::string_view chooser, const auto& table) {
            std::set<std::string_view> names;
            for (const auto& info : table) {
                names.insert(info.name);
                for (const Parameter& row : info.parameters) {
                    const Parameter* known = findParameter(row.key);
                    QVERIFY2(known, std::string(row.key).c_str());
                    QCOMPARE(known->standard, row.standard);
                    QCOMPARE(known->relevance.key, chooser);
                    QVERIFY(std::ranges::find(known->relevance.values, info.name)
                        != known->relevance.values.end());
                }
            }
            for (const Parameter& p : parameterTable())
                if (p.relevance.key == chooser)
                    for (const std::string_view name : p.relevance.values)
                        QVERIFY2(names.contains(name), std::string(name).c_str());
        };
        expectRows("objective", objectiveTable());
        expectRows("optimizer", optimizerTable());
        QCOMPARE(findParameter("curvature")->relevance.values,
            (std::vector<std::string_view> { "ncg", "l-bfgs" }));
    }

    // Names in an entry are those of other entries, and what mends a pitfall does.
    void entriesPointAtWhatThereIs()
    {
        for (const ObjectiveInfo& info : objectiveTable()) {
            for (const std::string_view name :
                { info.labelled, info.unlabelled, info.stable, info.judged })
                QVERIFY2(name.empty() || findObjective(name), std::string(name).c_str());
            QCOMPARE(info.unlabelled.empty(), !info.needsLabels);
            if (info.usesQueue) QVERIFY(!info.judged.empty());
            for (const Pitfall& pitfall : info.pitfalls) {
                const Parameter* parameter = findParameter(pitfall.key);
                QVERIFY(parameter);
                QVERIFY(!check(*parameter, pitfall.value));
                QVERIFY(!pitfall.holds(objectiveSettingsOf(RunSpec())));
            }
        }
    }

    // Spec files and digests have this order.
    void theOrderOfTheTableStays()
    {
        std::vector<std::string_view> keys;
        for (const Parameter& p : parameterTable())
            if (p.section == Section::objective || p.section == Section::optimizer)
                keys.push_back(p.key);
        QCOMPARE(keys,
            (std::vector<std::string_view> { "task", "decode", "adversary", "discriminator_width",
                "discriminator_optimizer", "discriminator_rate", "discriminator_steps",
                "gradient_penalty", "task_room", "objective", "temperature", "learn_temperature",
                "bias", "learn_bias", "margin", "mining", "soft_margin", "hardness",
                "positive_prior", "positive_width", "alignment_power", "uniformity_scale",
                "uniformity_weight", "redundancy_weight", "invariance_weight", "variance_weight",
                "covariance_weight", "queue_size", "key_momentum", "matryoshka", "optimizer",
                "learning_rate", "weight_decay", "momentum", "beta1", "beta2", "epsilon",
                "trust_coefficient", "beta_rule", "line_search", "curvature", "history",
                "hold_batch", "schedule", "warmup_steps", "cooldown_steps", "clip_gradient",
                "rate_factor_a", "rate_factor_b", "rate_factor_c", "average_decay" }));
    }

    void namesOfEventsReadBack()
    {
        for (const auto kind :
            { RunEvent::Kind::change, RunEvent::Kind::diverged, RunEvent::Kind::note })
            QCOMPARE(eventKindNamed(nameOf(kind)), std::optional(kind));
        QVERIFY(!eventKindNamed("resumed"));
        QCOMPARE(int(RunEvent::Kind::note), 3); // in the digests of runs
    }

    void allProblemsAtOnceEachWithItsLimit()
    {
        RunSpec spec;
        spec.set("temperature", 0.0);
        spec.set("batch_size", std::int64_t(0));
        spec.set("momentum", std::nan(""));
        spec.set("objective", std::string("magic"));
        const auto problems = validate(spec);
        QCOMPARE(problems.size(), std::size_t(4));
        const std::string text = describe(problems);
        for (const char* part :
            { "temperature = 0: expected a number of at least 0.001, at most 100",
                "batch_size = 0: expected a whole number of at least 1", "momentum = nan",
                "objective = magic: expected one of clip" })
            QVERIFY2(text.find(part) != std::string::npos, text.c_str());
    }

    void textIsReadAsTheParametersType_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        QTest::newRow("number") << "temperature"
                                << "0.07" << true;
        QTest::newRow("exponent") << "temperature"
                                  << "7e-2" << true;
        QTest::newRow("comma") << "temperature"
                               << "0,07" << false;
        QTest::newRow("trailing") << "temperature"
                                  << "0.07x" << false;
        QTest::newRow("empty") << "temperature"
                               << "" << false;
        QTest::newRow("whole") << "batch_size"
                               << "256" << true;
        QTest::newRow("whole as real") << "batch_size"
                                       << "2.56e2" << true;
        QTest::newRow("fraction") << "batch_size"
                                  << "1.5" << false;
        QTest::newRow("flag") << "learn_temperature"
                              << "off" << true;
        QTest::newRow("no flag") << "learn_temperature"
                                 << "maybe" << false;
        QTest::newRow("unknown") << "learning"
                                 << "1" << false;
    }
    void textIsReadAsTheParametersType()
    {
        QFETCH(QString, key);
        QFETCH(QString, text);
        QFETCH(bool, good);
        RunSpec spec;
        QCOMPARE(!assign(spec, key.toStdString(), text.toStdString()), good);
    }

    void jsonKeepsEveryValue()
    {
        RunSpec spec;
        assign(spec, "temperature", "0.1234567890123");
        assign(spec, "steps", "123456789012");
        assign(spec, "augment.flip", "false");
        assign(spec, "dataset", "a \"folder\"");
        assign(spec, "data.format", "table");
        QVERIFY(specFromJson(toJson(spec), "x.json") == spec);
    }

    void brokenJsonNamesFileAndPlace()
    {
        try {
            specFromJson("{\"temperature\": 0.1,}", "run.json");
            QFAIL("nothing was thrown");
        } catch (const InputError& error) {
            QCOMPARE(error.file(), std::string("run.json"));
            QCOMPARE(error.place(), std::string("line 1, column 21"));
        }
        QVERIFY_EXCEPTION_THROWN(specFromJson("[1]", "run.json"), InputError);
        QVERIFY_EXCEPTION_THROWN(specFromJson("{\"temprature\": 0.1}", "run.json"), SpecError);
    }

    void everyProblemOfAFileIsKept()
    {
        const SpecReading reading = readSpec(
            R"({"steps": [[]], "seed": 7, "temprature": 1, "dataset": null, "seed": 8})", "x.json");
        QCOMPARE(reading.spec.integer("seed"), std::int64_t(7));
        QCOMPARE(
            reading.keys, (std::set<std::string> { "steps", "seed", "temprature", "dataset" }));
        std::vector<std::string> fields;
        for (const Problem& problem : reading.problems) {
            fields.push_back(problem.field);
            QCOMPARE(problem.file, std::string("x.json"));
        }
        QCOMPARE(fields, (std::vector<std::string> { "steps", "temprature", "dataset", "seed" }));
    }

    void nestingCostsNoStack()
    {
        const std::string deep(200'000, '[');
        const std::string text = "{\"steps\": " + deep + std::string(deep.size(), ']') + "}";
        QCOMPARE(readSpec(text, "x.json").problems.front().value, std::string("[...]"));
    }

    void messagesStayOnTheirLine()
    {
        QCOMPARE(describe(Problem { "a\nb", "\x1b[1m", "\xc2\x9b", "f\t" }),
            std::string("f?: a?b = ?[1m: expected ?"));
        const std::string most(79, 'a');
        QCOMPARE(printable(most + "\xc3\xa4"), most + "...");
        const InputError error("a\rb", "", "x");
        QCOMPARE(std::string(error.what()), std::string("a?b: x"));
    }

    void relevanceFollowsTheChoice()
    {
        RunSpec spec;
        const Parameter& margin = *findParameter("margin");
        if (!findParameter("objective")->choices.empty()) {
            QVERIFY(!spec.isRelevant(margin));
            spec.set("objective", std::string("triplet"));
            QVERIFY(spec.isRelevant(margin));
        }
    }

    // Of another task neither the objective nor what belongs to it counts.
    void relevanceGoesOnFromRowToRow()
    {
        RunSpec spec;
        for (const char* key : { "objective", "temperature", "learn_temperature" })
            QVERIFY2(spec.isRelevant(*findParameter(key)), key);
        QVERIFY(!spec.isRelevant(*findParameter("decode")));
        spec.set("task", std::string("autoencoder"));
        for (const Parameter& parameter : parameterTable())
            if (parameter.key == "objective" || parameter.relevance.key == "objective")
                QVERIFY2(!spec.isRelevant(parameter), std::string(parameter.key).c_str());
        for (const char* key : { "task", "decode", "learning_rate", "embedding_width" })
            QVERIFY2(spec.isRelevant(*findParameter(key)), key);
        spec.set("task", std::string("adversarial"));
        QVERIFY(spec.isRelevant(*findParameter("adversary")));
        QVERIFY(!spec.isRelevant(*findParameter("decode")));
    }
};

QTEST_APPLESS_MAIN(TestParameters)
#include "tst_parameters.moc"
