// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The doctor on short runs of the synthetic world, spoilt on purpose or healthy, and on exact
// numbers where a run would be long.
#include "analysis/doctor.h"
#include "analysis/symptom_reader.h"
#include "run/spec_settings.h"
#include "support/small_run.h"

#include <QTest>

#include <cmath>

using namespace contrastlab;

namespace {

using Changes = std::initializer_list<std::pair<const char*, std::string>>;
using Code = Finding::Code;

struct Patient {
    std::shared_ptr<const RunSetup> setup;
    Symptoms symptoms;
};

// Trains to the end and looks.
Patient trained(const std::shared_ptr<const RunSetup>& setup)
{
    ThreadPool pool(1);
    const RunSpec& spec = setup->spec();
    Trainer trainer(setup, pool);
    Run run(spec);
    RunRecorder recorder(run, nullptr, &evaluatePart);
    drive(trainer, recorder, nullptr, {});
    const ProbeSet probes = chooseProbes(*setup);
    const Checkpoint checkpoint = trainer.checkpoint();
    const ProbeFrame frame = analyseProbes(pool, *setup, probes, checkpoint, nullptr);
    const std::vector<Duplicates> duplicates { findDuplicates(*setup, 0),
        findDuplicates(*setup, 1) };
    const TrainingDiagnostics newest = diagnoseTraining(
        pool, *setup, probes, checkpoint, frame, stepsUpTo(run, checkpoint.step), duplicates);
    return { setup, symptomsOf(run, trainer.spec(), setup->facts(), newest) };
}

Patient trained(Changes changes)
{
    return trained(smallSetup(smallSpec(changes)));
}

const Finding* find(const std::vector<Finding>& findings, Code code)
{
    const auto found = std::ranges::find(findings, code, &Finding::code);
    return found == findings.end() ? nullptr : &*found;
}

bool raisesAlarm(const std::vector<Finding>& findings)
{
    return findings.front().severity >= Severity::warning;
}

// For the message of a failing test.
std::string listOf(const std::vector<Finding>& findings)
{
    std::string text;
    for (const Finding& finding : findings) {
        text += "code " + std::to_string(int(finding.code)) + " severity "
            + std::to_string(int(finding.severity)) + " (";
        for (const double number : finding.numbers)
            text += std::to_string(number) + " ";
        text += ") "
            + (finding.remedy ? finding.remedy->key + "=" + toText(finding.remedy->value) : "")
            + "; ";
    }
    return text;
}

#define VERIFY_FINDINGS(condition, findings) QVERIFY2(condition, listOf(findings).c_str())

// Steps as a run would have left them.
Symptoms steadySymptoms(double loss, double chance, double updateRatio)
{
    Symptoms symptoms { smallSpec(), { 240, 2, true }, {}, {}, {}, {} };
    for (int step = 101; step <= 164; ++step) {
        StepMetrics metrics;
        metrics.step = step;
        metrics.loss = loss;
        metrics.chance = chance;
        metrics.temperature = 0.1;
        metrics.learningRate = symptoms.spec.real("learning_rate");
        metrics.updateRatio = updateRatio;
        symptoms.steps.push_back(metrics);
    }
    return symptoms;
}

EvaluationMetrics judged(std::int64_t step, double loss, double recall, double rank)
{
    return { .step = step,
        .loss = loss,
        .aToB = { .recallAt1 = recall, .medianRank = rank },
        .bToA = { .recallAt1 = recall, .medianRank = rank },
        .items = 60 };
}

std::shared_ptr<const RunSetup> classNameSetup(bool labels, Changes changes)
{
    SyntheticWorld world;
    world.items = 300;
    world.heldOut = 60;
    world.classes = 4;
    Dataset dataset = makeSyntheticWorld(world, 1);
    ModalityData& text = dataset.modalities[1];
    text.kind = ModalityKind::text;
    text.features = nullptr;
    for (const int label : dataset.labels)
        text.texts.push_back({ { "a thing of class number" + std::to_string(label) }, {} });
    if (!labels) dataset.labels.clear();
    return std::make_shared<RunSetup>(
        smallSpec(changes), std::make_shared<Dataset>(std::move(dataset)));
}

} // namespace

class TestDoctor : public QObject {
    Q_OBJECT

private slots:
    void healthyRunsRaiseNoAlarm_data()
    {
        QTest::addColumn<QString>("objective");
        QTest::addColumn<int>("steps");
        for (const ObjectiveInfo& info : objectiveTable())
            if (info.name != "article-naive" && info.name != "article")
                for (const int steps : { 60, 200 })
                    QTest::addRow("%s, %d", info.name.data(), steps)
                        << QString::fromStdString(std::string(info.name)) << steps;
    }
    void healthyRunsRaiseNoAlarm()
    {
        QFETCH(QString, objective);
        QFETCH(int, steps);
        const ObjectiveInfo* info = findObjective(objective.toStdString());
        const Patient patient = trained({ { "objective", objective.toStdString() },
            { "steps", std::to_string(steps) }, { "queue_size", "128" },
            { "learning_rate", "0.005" }, { "temperature", toText(info->defaultTemperature) } });
        const auto findings = examine(patient.symptoms);
        VERIFY_FINDINGS(!raisesAlarm(findings), findings);
        VERIFY_FINDINGS(find(findings, Code::healthy), findings);
    }

    // Not the weight of a term that the run's objective does not have.
    void negativesThatAreSwitchedOffAreBlamed()
    {
        const Patient patient = trained({ { "break.no_negatives", "true" }, { "steps", "200" },
            { "learning_rate", "0.01" }, { "temperature", "0.01" } });
        const auto findings = examine(patient.symptoms);
        const Finding* finding = find(findings, Code::alignmentOnly);
        VERIFY_FINDINGS(finding && finding->severity == Severity::problem, findings);
        VERIFY_FINDINGS(finding->remedy && finding->remedy->key == "break.no_negatives", findings);
        QCOMPARE(std::get<bool>(finding->remedy->value), false);
        QCOMPARE(landmarkOf(patient.symptoms.spec), LossLandmark::chance);
        VERIFY_FINDINGS(!find(findings, Code::temperatureAtLowerEnd), findings);
    }

    // Who learns something else than pairs need not find them.
    void otherTasksAreNotAskedForPairs_data()
    {
        QTest::addColumn<QString>("task");
        QTest::addColumn<int>("code");
        QTest::newRow("autoencoder") << "autoencoder" << int(Code::reconstructs);
        QTest::newRow("adversarial") << "adversarial" << int(Code::fools);
    }
    void otherTasksAreNotAskedForPairs()
    {
        QFETCH(QString, task);
        QFETCH(int, code);
        const Patient patient = trained(
            { { "task", task.toStdString() }, { "steps", "200" }, { "learning_rate", "0.005" } });
        const auto findings = examine(patient.symptoms);
        VERIFY_FINDINGS(guesses(patient.symptoms.judgements.last()), findings);
        const Finding* finding = find(findings, Code(code));
        VERIFY_FINDINGS(finding && !raisesAlarm(findings), findings);
        if (task == "adversarial")
            QCOMPARE(finding->numbers[1], std::log(2));
        else
            QVERIFY(finding->numbers[0] < finding->numbers[1]);
        QCOMPARE(landmarkOf(patient.symptoms.spec), LossLandmark::chance);
    }

    void decodersThatLearnByHeartAreFound()
    {
        Symptoms symptoms = steadySymptoms(0.1, 1, 0.003);
        symptoms.spec.set("task", std::string("autoencoder"));
        for (int i = 1; i <= 10; ++i)
            symptoms.judgements.add(judged(10 * i, i < 5 ? 0.6 : 0.6 + 0.05 * i, 0.02, 30));
        const auto findings = examine(symptoms);
        VERIFY_FINDINGS(findings.front().code == Code::heldOutRises, findings);
        symptoms.steps = steadySymptoms(0.999, 1, 0.003).steps;
        const auto stuck = examine(symptoms);
        VERIFY_FINDINGS(find(stuck, Code::tellsTheMean), stuck);
    }

    void theDefaultRunRaisesNoAlarmAtAnyTime()
    {
        for (const int steps : { 1, 10, 30, 39, 45, 60, 80, 120, 300, 600 }) {
            RunSpec spec;
            assign(spec, "dataset", "synthetic");
            spec.set("steps", std::int64_t(steps));
            const auto dataset = std::make_shared<Dataset>(makeSyntheticWorld({}, 0));
            const auto findings =
                examine(trained(std::make_shared<RunSetup>(spec, dataset)).symptoms);
            VERIFY_FINDINGS(!raisesAlarm(findings), findings);
            if (steps < 40)
                QCOMPARE(findings.front().numbers, (std::vector<double> { double(steps), 40 }));
            else
                VERIFY_FINDINGS(find(findings, Code::healthy), findings);
        }
    }

    void aTinyLearningRateIsFound()
    {
        const Patient patient = trained({ { "learning_rate", "1e-7" }, { "steps", "80" } });
        const auto findings = examine(patient.symptoms);
        QCOMPARE(findings.size(), std::size_t(1));
        const Finding& finding = findings.front();
        QCOMPARE(finding.code, Code::learningRateTooLow);
        QCOMPARE(finding.severity, Severity::problem);
        QCOMPARE(finding.numbers[0], 1e-7);
        QVERIFY(finding.numbers[1] < 2e-6);
        QCOMPARE(finding.remedy->key, std::string("learning_rate"));
        // The remedy heals.
        const Patient healed =
            trained({ { "learning_rate", toText(finding.remedy->value) }, { "steps", "200" } });
        VERIFY_FINDINGS(find(examine(healed.symptoms), Code::healthy), examine(healed.symptoms));
    }

    void aHugeLearningRateIsFound_data()
    {
        QTest::addColumn<std::string>("optimizer");
        QTest::addColumn<std::string>("rate");
        QTest::newRow("adamw 10") << std::string("adamw") << std::string("10");
        QTest::newRow("adam 30") << std::string("adam") << std::string("30");
        QTest::newRow("sgd 100") << std::string("sgd") << std::string("100");
    }
    void aHugeLearningRateIsFound()
    {
        QFETCH(std::string, optimizer);
        QFETCH(std::string, rate);
        const Patient patient =
            trained({ { "learning_rate", rate }, { "optimizer", optimizer }, { "steps", "80" } });
        const auto findings = examine(patient.symptoms);
        const Finding* finding = find(findings, Code::learningRateTooHigh);
        VERIFY_FINDINGS(finding && finding->remedy, findings);
        QVERIFY(std::get<double>(finding->remedy->value) < 0.3 * std::stod(rate));
    }

    void aFixedHighTemperatureHoldsTheLossAtChance()
    {
        const Patient patient = trained(
            { { "temperature", "100" }, { "learn_temperature", "false" }, { "steps", "80" } });
        const auto findings = examine(patient.symptoms);
        QCOMPARE(findings.size(), std::size_t(1));
        QCOMPARE(findings.front().code, Code::temperatureTooHigh);
        QVERIFY(std::abs(findings.front().numbers[0] - 100) < 1e-4); // single precision
        QVERIFY(std::abs(findings.front().numbers[2] - std::log(32)) < 1e-12);
        QCOMPARE(*findings.front().remedy, (Remedy { "temperature", 0.07 }));
        // What the finding claims: no embeddings reach less.
        for (const StepMetrics& step : patient.symptoms.steps)
            QVERIFY(step.loss > findings.front().numbers[1]);
    }

    void theLowestLossIsTheSimplex_data()
    {
        QTest::addColumn<QString>("objective");
        for (const char* name : { "clip", "infonce", "nt-xent" })
            QTest::newRow(name) << QString(name);
    }
    void theLowestLossIsTheSimplex()
    {
        QFETCH(QString, objective);
        constexpr Index n = 6;
        Matrix<double> simplex =
            Matrix<double>::Identity(n, n) - Matrix<double>::Constant(n, n, 1.0 / n);
        PairInput<double> input;
        pointAt(input.a, simplex);
        pointAt(input.b, simplex);
        input.logScale = std::log(1 / 0.3);
        ThreadPool pool(1);
        PairResult<double> result;
        makeObjective<double>(objective.toStdString())
            ->evaluate(pool, input, {}, Want::loss, result);
        QVERIFY(std::abs(result.loss - lowestLoss(objective.toStdString(), n, 0.3)) < 1e-12);
        QCOMPARE(lowestLoss("clip", 1, 0.3), 0.0);
        QVERIFY(std::isnan(lowestLoss("triplet", n, 0.3)));
    }

    void aFixedLowTemperatureIsFound()
    {
        const Patient patient = trained(
            { { "temperature", "0.003" }, { "learn_temperature", "false" }, { "steps", "200" } });
        const auto findings = examine(patient.symptoms);
        const Finding* finding = find(findings, Code::temperatureTooLow);
        VERIFY_FINDINGS(finding, findings);
        QCOMPARE(*finding->remedy, (Remedy { "temperature", 0.07 }));
        QVERIFY(finding->numbers[1] < 5);
    }

    void aLearnedTemperatureAtItsEndIsFound_data()
    {
        QTest::addColumn<double>("temperature");
        QTest::addColumn<int>("code");
        QTest::newRow("lower") << 0.01 << int(Code::temperatureAtLowerEnd);
        QTest::newRow("upper") << 1.0 << int(Code::temperatureAtUpperEnd);
        QTest::newRow("between") << 0.011 << -1;
    }
    void aLearnedTemperatureAtItsEndIsFound()
    {
        QFETCH(double, temperature);
        QFETCH(int, code);
        Symptoms symptoms = steadySymptoms(0.5, std::log(8), 3e-3);
        symptoms.spec.set("batch_size", std::int64_t(8));
        // Few pairs, so that a temperature of 1 leaves room below chance.
        for (StepMetrics& step : symptoms.steps)
            step.temperature = temperature;
        const auto findings = examine(symptoms);
        QCOMPARE(find(findings, Code(code)) != nullptr, code >= 0);
        QCOMPARE(raisesAlarm(findings), code >= 0);
    }

    void captionsThatAreClassNamesAreFound()
    {
        const Patient patient = trained(classNameSetup(true, { { "steps", "200" } }));
        const auto findings = examine(patient.symptoms);
        const Finding* finding = find(findings, Code::duplicateCaptions);
        VERIFY_FINDINGS(finding, findings);
        QCOMPARE(finding->severity, Severity::warning);
        QCOMPARE(*finding->remedy, (Remedy { "objective", std::string("clip-multi-positive") }));
        const double floor = finding->numbers[0], loss = finding->numbers[1];
        QVERIFY(floor > 1.9 && floor < 2.2);
        // Batches differ in how many copies they hold, so single ones go below.
        QVERIFY2(loss > floor - 0.1 && loss < floor + 0.6, qPrintable(QString::number(loss)));
    }

    void withoutLabelsSmallerBatchesHelp()
    {
        const Patient patient = trained(classNameSetup(false, { { "steps", "60" } }));
        const auto findings = examine(patient.symptoms);
        const Finding* finding = find(findings, Code::duplicateCaptions);
        VERIFY_FINDINGS(finding, findings);
        QCOMPARE(*finding->remedy, (Remedy { "batch_size", std::int64_t(8) }));
    }

    void alignmentAloneCollapses()
    {
        SyntheticWorld noisy;
        noisy.noise = 2;
        noisy.items = 1060;
        noisy.heldOut = 60;
        const RunSpec spec = smallSpec({ { "objective", "align-uniform" },
            { "uniformity_weight", "0" }, { "steps", "500" }, { "learning_rate", "0.01" } });
        const Patient patient = trained(std::make_shared<RunSetup>(
            spec, std::make_shared<Dataset>(makeSyntheticWorld(noisy, 1))));
        const auto findings = examine(patient.symptoms);
        QCOMPARE(findings.front().code, Code::alignmentOnly);
        // Embeddings that are equal stay so: the weights have to go back, too.
        const Remedy remedy = *findings.front().remedy;
        QVERIFY(remedy.key == "uniformity_weight" && remedy.value == ParameterValue(1.0));
        QVERIFY(remedy.backTo >= 0 && remedy.backTo < 500);
        const Finding* collapsed = find(findings, Code::completeCollapse);
        VERIFY_FINDINGS(collapsed, findings);
        QVERIFY(collapsed->numbers[0] >= 1 && collapsed->numbers[1] < 0.1);
    }

    void unfitSettingsAreFoundAtOnce_data()
    {
        QTest::addColumn<QStringList>("changes");
        QTest::addColumn<int>("code");
        QTest::addColumn<std::string>("remedy");
        const auto row = [](const QStringList& changes, Code code, const char* remedy) {
            QTest::newRow(qPrintable(changes.join(' ')))
                << changes << int(code) << std::string(remedy);
        };
        row({ "batch_size=1" }, Code::batchOfOne, "batch_size=64");
        row({ "freeze_a=true", "freeze_b=true" }, Code::towersFrozen, "freeze_b=false");
        row({ "freeze_a=true", "rate_factor_b=0" }, Code::towersFrozen, "rate_factor_b=1");
        row({ "freeze_a=true", "freeze_b=true", "unlock_step=50", "batch_size=1" },
            Code::batchOfOne, "batch_size=64");
        row({ "objective=vicreg", "variance_weight=0" }, Code::noVarianceTerm,
            "variance_weight=25");
        row({ "objective=triplet", "margin=0" }, Code::noMargin, "margin=0.2");
        row({ "objective=article-naive" }, Code::logOfRatio, "objective=article");
        row({ "objective=siglip", "learn_bias=false", "bias=0" }, Code::biasTooHigh, "bias=-10");
    }
    void unfitSettingsAreFoundAtOnce()
    {
        QFETCH(QStringList, changes);
        QFETCH(int, code);
        QFETCH(std::string, remedy);
        Symptoms symptoms { smallSpec(), { 240, 2, true }, {}, {}, {}, {} };
        VERIFY_FINDINGS(!raisesAlarm(examine(symptoms)), examine(symptoms));
        for (const QString& change : changes)
            QVERIFY(!assign(symptoms.spec, change.section('=', 0, 0).toStdString(),
                change.section('=', 1).toStdString()));
        const auto findings = examine(symptoms);
        VERIFY_FINDINGS(int(findings.front().code) == code, findings);
        QCOMPARE(findings.size(), std::size_t(1));
        QCOMPARE(
            findings.front().remedy->key + "=" + toText(findings.front().remedy->value), remedy);
    }

    void oneFrozenTowerIsFine()
    {
        const auto findings = examine(
            trained({ { "freeze_a", "true" }, { "steps", "120" }, { "learning_rate", "0.01" } })
                .symptoms);
        VERIFY_FINDINGS(find(findings, Code::healthy), findings);
    }

    void hardMiningThatCollapsesIsFound()
    {
        Symptoms symptoms = steadySymptoms(0.2, 0.2, 3e-3);
        symptoms.spec.set("objective", std::string("triplet"));
        symptoms.spec.set("mining", std::string("hard"));
        symptoms.judgements.add(judged(150, 0.2, 1.0 / 60, 30));
        const auto findings = examine(symptoms);
        QCOMPARE(findings.front().code, Code::hardMining);
        QCOMPARE(*findings.front().remedy, (Remedy { "mining", std::string("all") }));
        symptoms.spec.set("mining", std::string("all"));
        QCOMPARE(examine(symptoms).front().code, Code::stuck);
    }

    // "Near that of a guess" was said of a loss a tenth of it.
    void aLossThatFallsAloneIsNoLossNearAGuess()
    {
        Symptoms symptoms = steadySymptoms(0.4, std::log(32), 3e-3);
        symptoms.judgements.add(judged(100, 5, 1.0 / 60, 30));
        const Finding found = examine(symptoms).front();
        QCOMPARE(found.code, Code::notFoundYet);
        QCOMPARE(found.severity, Severity::note);
        QVERIFY(std::abs(found.numbers[0] - 0.4) < 1e-12);
    }

    void pairsThatDoNotBelongTogetherAreMemorised()
    {
        SyntheticWorld world;
        world.items = 124;
        world.heldOut = 60;
        world.mismatched = 1;
        const RunSpec spec = smallSpec({ { "steps", "800" }, { "learning_rate", "0.01" },
            { "hidden_width", "64" }, { "evaluate_every", "100" } });
        const auto dataset = std::make_shared<Dataset>(makeSyntheticWorld(world, 1));
        const auto findings = examine(trained(std::make_shared<RunSetup>(spec, dataset)).symptoms);
        QCOMPARE(findings.front().code, Code::memorising);
        QCOMPARE(findings.front().numbers[2], 60.0);
    }

    void overfittingIsToldFromOverconfidence()
    {
        Symptoms symptoms = steadySymptoms(0.2, std::log(32), 3e-3);
        for (int i = 1; i <= 10; ++i)
            symptoms.judgements.add(judged(10 * i, 1 + 0.05 * std::abs(i - 4), 0.5, 2));
        const auto sure = examine(symptoms);
        const Finding* finding = find(sure, Code::overconfident);
        VERIFY_FINDINGS(finding && !raisesAlarm(sure), sure);
        QCOMPARE(finding->numbers[2], 40.0);
        symptoms.judgements = {};
        for (int i = 1; i <= 10; ++i) {
            const double recall = 0.5 - 0.02 * std::max(0, i - 4);
            symptoms.judgements.add(judged(10 * i, 1 + 0.05 * std::abs(i - 4), recall, 2));
        }
        const auto worse = examine(symptoms);
        QCOMPARE(worse.front().code, Code::overfitting);
        QVERIFY(std::abs(worse.front().numbers[0] - 0.4) < 1e-12);
        QCOMPARE(worse.front().numbers[1], 0.5);
    }

    void aLossThatStandsAtChanceForNoKnownReasonIsToldSo()
    {
        const auto stuck = examine(steadySymptoms(std::log(32), std::log(32), 3e-3));
        QCOMPARE(stuck.front().code, Code::stuck);
        Symptoms falling = steadySymptoms(std::log(32), std::log(32), 3e-3);
        for (std::size_t i = 0; i < falling.steps.size(); ++i)
            falling.steps[i].loss += 0.5 - 0.008 * double(i);
        QCOMPARE(examine(falling).front().code, Code::falling);
        QVERIFY(!raisesAlarm(examine(falling)));
    }

    void aRunThatDivergedIsNotHealthy()
    {
        Symptoms symptoms = steadySymptoms(1, std::log(32), 3e-3);
        QCOMPARE(examine(symptoms).front().code, Code::healthy);
        symptoms.divergedAt = 164;
        QCOMPARE(examine(symptoms).front().code, Code::diverged);
        QCOMPARE(examine(symptoms).front().numbers, std::vector<double> { 164 });
        Run run(smallSpec());
        QVERIFY(!symptomsOf(run, run.spec(), {}, {}).divergedAt);
        run.finish({ .kind = RunOutcome::Kind::diverged, .step = 7 });
        QCOMPARE(*symptomsOf(run, run.spec(), {}, {}).divergedAt, std::int64_t(7));
    }

    void warmUpIsNotJudged()
    {
        Symptoms symptoms = steadySymptoms(std::log(32), std::log(32), 1e-6);
        symptoms.spec.set("warmup_steps", std::int64_t(500));
        QCOMPARE(examine(symptoms).front().code, Code::tooEarly);
    }

    void theEndOfAScheduleIsNoLowLearningRate()
    {
        Symptoms symptoms = steadySymptoms(std::log(32), std::log(32), 3e-7);
        for (StepMetrics& step : symptoms.steps)
            step.learningRate *= 1e-4;
        QCOMPARE(examine(symptoms).front().code, Code::stuck);
    }

    void onlyWhatCameAfterTheLastChangeCounts()
    {
        const RunSpec spec = smallSpec();
        Run run(spec);
        for (int step = 1; step <= 100; ++step) {
            run.steps.append({ .step = step });
            if (step % 10 == 0) run.evaluations.append({ .step = step });
        }
        QCOMPARE(symptomsOf(run, spec, {}, {}).steps.size(), observedSteps);
        run.events.append({ RunEvent::Kind::change, 70, "learning_rate", "1", "2" });
        run.events.append({ RunEvent::Kind::change, 90, "steps", "1", "2" });
        TrainingDiagnostics diagnostics;
        diagnostics.step = 69;
        Symptoms symptoms = symptomsOf(run, spec, {}, diagnostics);
        QCOMPARE(symptoms.steps.size(), std::size_t(30));
        QCOMPARE(symptoms.steps.front().step, std::int64_t(71));
        QCOMPARE(symptoms.judgements.count(), std::size_t(3));
        QVERIFY(!symptoms.diagnostics);
        diagnostics.step = 70;
        QVERIFY(symptomsOf(run, spec, {}, diagnostics).diagnostics);
    }

    // A look now and then sees what one look at the whole would.
    void theLikeliestOfTheLatestChangesIsBlamed()
    {
        const std::vector<RunEvent> events {
            { RunEvent::Kind::change, 10, "learning_rate", "0.001", "10" },
            { RunEvent::Kind::change, 210, "learning_rate", "0.001", "0.01" },
            { RunEvent::Kind::change, 211, "learning_rate", "0.01", "1" },
            { RunEvent::Kind::change, 230, "temperature", "0.1", "0.09" },
            { RunEvent::Kind::change, 240, "augment.flip", "true", "false" },
            { RunEvent::Kind::change, 250, "weight_decay", "0.05", "5" },
            { RunEvent::Kind::change, 260, "evaluate_every", "25", "1" },
            { RunEvent::Kind::diverged, 270, "learning_rate", "", "" },
        };
        const auto suspects = suspectsAmong(events, 170, 270);
        QVERIFY(suspects.size() >= 2);
        // A slider that was dragged is one change, from where it stood.
        QCOMPARE(suspects[0].key, std::string("learning_rate"));
        QCOMPARE(suspects[0].step, std::int64_t(210));
        QCOMPARE(suspects[0].before, std::string("0.001"));
        QCOMPARE(suspects[0].after, std::string("1"));
        QCOMPARE(suspects[1].key, std::string("weight_decay"));
        for (const Suspect& suspect : suspects)
            QVERIFY(suspect.key != "evaluate_every" && suspect.key != "temperature");
        // What made it better is not blamed.
        const std::vector<RunEvent> back { events[0],
            { RunEvent::Kind::change, 12, "learning_rate", "10", "0.001" } };
        QVERIFY(suspectsAmong(back, 0, 20).empty());
    }

    // Spoilt weights are long: a step is then a small share of them, whatever the rate.
    void aSpoiltRunIsNotToldToGoFaster()
    {
        Symptoms symptoms = steadySymptoms(std::log(32), std::log(32), 1e-6);
        symptoms.spec.set("learning_rate", 1.0);
        symptoms.judgements.add(judged(160, std::log(32), 0.02, 30));
        symptoms.soundAt = 90;
        symptoms.suspects = { { "learning_rate", 100, "0.005", "1", 2.3 } };
        const auto findings = examine(symptoms);
        VERIFY_FINDINGS(findings.front().code == Code::spoiltByChange, findings);
        QCOMPARE(findings.front().change->key, std::string("learning_rate"));
        QCOMPARE(*findings.front().remedy, (Remedy { "learning_rate", 0.005, 100 }));
        VERIFY_FINDINGS(!find(findings, Code::learningRateTooLow), findings);
        // The same with no change to blame: from where all was well, and slower.
        symptoms.suspects.clear();
        const auto others = examine(symptoms);
        VERIFY_FINDINGS(!find(others, Code::learningRateTooLow), others);
    }

    void readingOnIsReadingAll()
    {
        const RunSpec spec = smallSpec();
        Run run(spec);
        SymptomReader reader;
        for (int step = 1; step <= 200; ++step) {
            if (step == 71 || step == 140)
                run.events.append({ RunEvent::Kind::change, step - 1, "learning_rate", "1", "2" });
            run.steps.append({ .step = step });
            if (step % 10 == 0) run.evaluations.append({ .step = step });
            if (step % 7 != 0) continue;
            const Symptoms& read = reader.read(run, spec, {}, {}, step);
            const Symptoms all = symptomsOf(run, spec, {}, {});
            QCOMPARE(read.steps.size(), all.steps.size());
            QCOMPARE(read.steps.front().step, all.steps.front().step);
            QCOMPARE(read.judgements.count(), all.judgements.count());
            QCOMPARE(read.judgements.last().step, all.judgements.last().step);
            QCOMPARE(read.judgements.newest().step, all.judgements.newest().step);
        }
        run.finish({ .kind = RunOutcome::Kind::diverged, .step = 200 });
        const Symptoms past = symptomsOf(run, spec, {}, {}, 100);
        QCOMPARE(past.steps.front().step, std::int64_t(71));
        QCOMPARE(past.steps.back().step, std::int64_t(100));
        QCOMPARE(past.judgements.count(), std::size_t(3));
        QVERIFY(!past.divergedAt);
    }

    void aFailingLineSearchIsSeen()
    {
        Symptoms symptoms = steadySymptoms(0.4, 3.5, 3e-3);
        symptoms.spec.set("optimizer", std::string("ncg"));
        symptoms.steps[40].lineSearchFailed = true; // one that was got over
        VERIFY_FINDINGS(examine(symptoms).front().code != Code::lineSearchFails, examine(symptoms));
        symptoms.steps.back().lineSearchFailed = true;
        const auto findings = examine(symptoms);
        VERIFY_FINDINGS(findings.front().code == Code::lineSearchFails, findings);
        QCOMPARE(findings.front().numbers, (std::vector<double> { 2, 64 }));
        const Remedy remedy { "optimizer", std::string("adamw") };
        QVERIFY(findings.front().remedy == remedy);
    }

    void landmarksFitTheirChance_data()
    {
        QTest::addColumn<QString>("objective");
        for (const ObjectiveInfo& info : objectiveTable())
            QTest::newRow(info.name.data()) << QString::fromStdString(std::string(info.name));
    }
    void landmarksFitTheirChance()
    {
        QFETCH(QString, objective);
        RunSpec spec;
        spec.set("objective", objective.toStdString());
        for (const bool soft : { false, true }) {
            spec.set("soft_margin", soft);
            const double chance =
                chanceLoss(objective.toStdString(), 32, 0.1, -10, objectiveSettingsOf(spec));
            const std::map<LossLandmark, double> values { { LossLandmark::logBatch, std::log(32) },
                { LossLandmark::logCandidates, std::log(63) },
                { LossLandmark::logNegatives, std::log(31) },
                { LossLandmark::logQueue, std::log(1025) }, { LossLandmark::width, 64 },
                { LossLandmark::margin, spec.real("margin") },
                { LossLandmark::logTwo, std::log(2) } };
            const auto value = values.find(landmarkOf(spec));
            if (value != values.end()) QVERIFY(std::abs(chance - value->second) < 1e-12);
        }
    }

    void everyRemedyPassesValidation()
    {
        // More pairs than there are, no labels: the remedies that need them are left out.
        Symptoms symptoms { smallSpec({ { "batch_size", "1" } }), { 20, 2, false }, {}, {}, {},
            {} };
        QVERIFY(!examine(symptoms).front().remedy);
    }
};

QTEST_APPLESS_MAIN(TestDoctor)
#include "tst_doctor.moc"
