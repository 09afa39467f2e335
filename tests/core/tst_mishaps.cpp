// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Forty runs spoilt on purpose, by a change at a step or from the first step on: the button of the
// doctor's first remedy lets them find their pairs again, and it never prescribes what did it.
#include "analysis/doctor.h"
#include "support/small_run.h"

#include <QTest>

#include <cmath>

using namespace contrastlab;

namespace {

using Settings = std::vector<std::pair<const char*, std::string>>;

struct Mishap {
    const char* objective;
    const char* optimizer;
    const char* rate; ///< one that the run learns well with
    const char* key; ///< of what is done to it
    const char* value;
    std::int64_t at = 80; ///< step; 0: the run begins with it
    Settings more {};
};

const Mishap mishaps[] = {
    // Rates far too high, once the pairs were found.
    { "clip", "sgd", "0.3", "learning_rate", "100" },
    { "clip", "momentum", "0.03", "learning_rate", "30" },
    { "clip", "nesterov", "0.03", "learning_rate", "30" },
    { "clip", "adam", "0.005", "learning_rate", "10" },
    { "clip", "adamw", "0.005", "learning_rate", "10" },
    { "clip", "lars", "2", "learning_rate", "100", 80, { { "trust_coefficient", "0.01" } } },
    { "infonce", "adamw", "0.005", "learning_rate", "100" },
    { "nt-xent", "adam", "0.005", "learning_rate", "10" },
    { "siglip", "adamw", "0.005", "learning_rate", "10" },
    { "siglip", "sgd", "0.1", "learning_rate", "100" },
    { "dclw", "adamw", "0.005", "learning_rate", "100" },
    { "clip-multi-positive", "momentum", "0.03", "learning_rate", "100" },
    { "triplet", "adam", "0.005", "learning_rate", "100" },
    { "moco", "adamw", "0.005", "learning_rate", "10", 80, { { "queue_size", "128" } } },
    { "dcl", "adamw", "0.005", "learning_rate", "10" },
    { "hard-negative", "adam", "0.005", "learning_rate", "10" },
    { "align-uniform", "adamw", "0.005", "learning_rate", "100" },
    { "article", "adamw", "0.005", "learning_rate", "1" },
    { "vicreg", "adam", "0.005", "learning_rate", "10" },
    { "cmc", "adamw", "0.005", "learning_rate", "10" },
    { "vicreg", "adamw", "0.005", "rate_factor_a", "100" },
    { "barlow-twins", "lars", "2", "rate_factor_a", "100", 80,
        { { "trust_coefficient", "0.01" } } },
    // An optimiser or an objective that the other values do not fit.
    { "siglip", "lars", "30", "optimizer", "adamw", 80, { { "trust_coefficient", "0.001" } } },
    { "clip", "adamw", "0.005", "objective", "article-naive" },
    { "infonce", "sgd", "0.3", "objective", "article-naive" },
    // Decay that is more than all of a weight.
    { "clip", "sgd", "0.3", "weight_decay", "10" },
    { "supcon", "momentum", "0.1", "weight_decay", "10" },
    // Values with which nothing is learnt.
    { "vicreg", "adamw", "0.005", "variance_weight", "0", 20 },
    { "align-uniform", "adam", "0.005", "uniformity_weight", "0", 20 },
    { "triplet", "adamw", "0.005", "margin", "0", 10 },
    { "clip", "adamw", "0.005", "batch_size", "1", 5 },
    { "clip", "adam", "0.005", "freeze_b", "true", 5, { { "freeze_a", "true" } } },
    { "clip", "adamw", "0.005", "temperature", "100", 10, { { "learn_temperature", "false" } } },
    { "nt-xent", "adam", "0.005", "temperature", "50", 10, { { "learn_temperature", "false" } } },
    // Rates too low to get anywhere.
    { "clip", "adamw", "0.005", "learning_rate", "1e-7", 2 },
    { "dcl", "sgd", "0.3", "learning_rate", "1e-6", 2 },
    { "barlow-twins", "adam", "0.005", "learning_rate", "1e-7", 2 },
    // Wrong from the first step.
    { "clip", "adamw", "0.005", "learning_rate", "100", 0 },
    { "clip", "sgd", "0.3", "learning_rate", "100", 0 },
    { "siglip", "momentum", "0.03", "learning_rate", "100", 0 },
};

QString nameOf(const Mishap& m)
{
    return QStringLiteral("%1, %2: %3 = %4 at %5")
        .arg(QLatin1String(m.objective), QLatin1String(m.optimizer), QLatin1String(m.key),
            QLatin1String(m.value))
        .arg(m.at);
}

/// A run that is driven in stretches, changed between them, and taken back.
class Patient {
public:
    explicit Patient(const RunSpec& spec)
        : m_setup(smallSetup(spec))
        , m_run(std::make_unique<Run>(spec))
        , m_trainer(std::make_unique<Trainer>(m_setup, m_pool))
    {
    }
    void train(std::int64_t steps, const std::optional<HyperparameterChange>& change = {})
    {
        m_trainer->change("steps", m_trainer->steps() + steps);
        CommandQueue queue;
        if (change) queue.post(*change);
        RunRecorder recorder(*m_run, nullptr, &evaluatePart);
        drive(*m_trainer, recorder, &queue, {});
    }
    std::vector<Finding> examined()
    {
        const ProbeSet probes = chooseProbes(*m_setup);
        const auto kept = m_run->checkpoints().back();
        const ProbeFrame frame = analyseProbes(m_pool, *m_setup, probes, *kept, nullptr);
        const std::vector<Duplicates> duplicates { findDuplicates(*m_setup, 0),
            findDuplicates(*m_setup, 1) };
        const TrainingDiagnostics newest = diagnoseTraining(
            m_pool, *m_setup, probes, *kept, frame, stepsUpTo(*m_run, kept->step), duplicates);
        return examine(symptomsOf(*m_run, m_trainer->spec(), m_setup->facts(), newest));
    }
    void take(const Remedy& remedy, std::int64_t steps)
    {
        if (remedy.backTo >= 0) {
            const auto from = m_run->checkpointAtOrBefore(remedy.backTo);
            m_run = std::make_unique<Run>(*m_run, *from);
            m_trainer = std::make_unique<Trainer>(m_setup, m_pool, *from);
        }
        train(steps, HyperparameterChange { remedy.key, remedy.value });
    }
    [[nodiscard]] bool isSound() const
    {
        return m_run->outcome().kind == RunOutcome::Kind::completed
            && findsPartners(*m_run->evaluations.last());
    }

private:
    ThreadPool m_pool { 1 };
    std::shared_ptr<const RunSetup> m_setup;
    std::unique_ptr<Run> m_run;
    std::unique_ptr<Trainer> m_trainer;
};

RunSpec specOf(const Mishap& mishap)
{
    RunSpec spec = smallSpec({ { "objective", mishap.objective }, { "optimizer", mishap.optimizer },
        { "learning_rate", mishap.rate }, { "schedule", "constant" }, { "warmup_steps", "10" },
        { "weight_decay", "0" },
        { "temperature", toText(findObjective(mishap.objective)->defaultTemperature) } });
    for (const auto& [key, text] : mishap.more)
        assign(spec, key, text);
    if (mishap.at == 0) assign(spec, mishap.key, mishap.value);
    return spec;
}

ParameterValue wellValue(const Mishap& mishap)
{
    if (mishap.at > 0) return specOf(mishap).value(mishap.key);
    return *parseValue(*findParameter(mishap.key), mishap.rate);
}

void suffer(Patient& patient, const Mishap& mishap)
{
    constexpr std::int64_t untilSeen = 70; // steps
    if (mishap.at == 0) return patient.train(untilSeen);
    patient.train(mishap.at);
    const auto value = parseValue(*findParameter(mishap.key), mishap.value);
    patient.train(untilSeen, HyperparameterChange { mishap.key, *value });
}

/// The value lies on the side of the cause, and not much nearer to what was well.
bool prescribesTheCause(const Mishap& mishap, const Remedy& remedy, const ParameterValue& well)
{
    if (remedy.key != mishap.key) return false;
    const ParameterValue cause = *parseValue(*findParameter(mishap.key), mishap.value);
    const double* rate = std::get_if<double>(&cause);
    if (!rate || *rate == 0) return remedy.value == cause;
    const auto away = [&](const ParameterValue& value) {
        return std::log(std::get<double>(value) / std::get<double>(well));
    };
    return away(remedy.value) / away(cause) > 0.6;
}

QString listOf(const std::vector<Finding>& findings)
{
    QStringList texts;
    for (const Finding& finding : findings) {
        QString text = QStringLiteral("code %1").arg(int(finding.code));
        for (const double number : finding.numbers)
            text += QStringLiteral(" %1").arg(number);
        if (finding.remedy)
            text += QStringLiteral(" -> %1 = %2 from %3")
                        .arg(QString::fromStdString(finding.remedy->key),
                            QString::fromStdString(toText(finding.remedy->value)))
                        .arg(finding.remedy->backTo);
        texts << text;
    }
    return texts.join(QStringLiteral("; "));
}

} // namespace

class TestMishaps : public QObject {
    Q_OBJECT

private slots:
    void theFirstRemedyHeals()
    {
        QCOMPARE(std::size(mishaps), std::size_t(40));
        int healed = 0, harmed = 0;
        QStringList lost;
        for (const Mishap& mishap : mishaps) {
            Patient patient(specOf(mishap));
            const ParameterValue well = wellValue(mishap);
            suffer(patient, mishap);
            harmed += !patient.isSound();
            const auto findings = patient.examined();
            const auto withRemedy = std::ranges::find_if(
                findings, [](const Finding& f) { return f.remedy.has_value(); });
            const QString told = nameOf(mishap) + QStringLiteral(" [") + listOf(findings) + u']';
            if (withRemedy == findings.end()) {
                lost << QStringLiteral("no remedy: ") + told;
                continue;
            }
            const Remedy remedy = *withRemedy->remedy;
            QVERIFY2(!prescribesTheCause(mishap, remedy, well), qPrintable(told));
            patient.take(remedy, 250);
            healed += patient.isSound();
            if (!patient.isSound()) lost << QStringLiteral("not healed: ") + told;
        }
        QVERIFY2(healed >= 36, qPrintable(lost.join(u'\n')));
        // The others have a value with which nothing is learnt any more, and know what they did.
        QVERIFY2(harmed >= 30, qPrintable(QString::number(harmed)));
    }
};

QTEST_APPLESS_MAIN(TestMishaps)
#include "tst_mishaps.moc"
