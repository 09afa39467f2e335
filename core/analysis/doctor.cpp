// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A rule looks at one cause. Thresholds were set on runs of the synthetic world and of the emoji,
// healthy and spoilt on purpose: update ratios of healthy runs lie between 1e-3 and 1e-2. Where the
// weights are spoilt, no value mends them: a remedy then goes back to before, and update ratios say
// nothing, because spoilt weights are long.
#include "analysis/doctor.h"

#include "run/spec_settings.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <ranges>

namespace contrastlab {

namespace {

using Code = Finding::Code;

constexpr std::size_t neededSteps = 40;
constexpr double healthyUpdateRatio = 3e-3;
constexpr double lowUpdateRatio = 1e-4;
constexpr double highUpdateRatio = 0.03;
constexpr double spoilingUpdateRatio = 0.1; ///< of the first steps
// A loss this much below chance, as a share of it, has left chance behind; or so many nats.
constexpr double leftChanceShare = 0.05;
constexpr double leftChanceLeast = 0.02;
// Of the median rank that a guess has.
constexpr double guessedRankShare = 0.8;
constexpr double foundRankShare = 0.6;
// With so many partners that a guess ranks before this, recall@1 tells more: of what a guess
// misses.
constexpr double leastChanceRank = 4;
constexpr double guessedRecallShare = 0.1;
constexpr double foundRecallShare = 0.3;
constexpr std::int64_t fewestGuessed = 10, fewestFound = 20;
constexpr double undefinedNumber = std::numeric_limits<double>::quiet_NaN();

template <class Values, class Value> double meanOf(const Values& values, const Value& value)
{
    double sum = 0;
    int count = 0;
    for (const auto& one : values)
        if (const double number = value(one); std::isfinite(number)) {
            sum += number;
            ++count;
        }
    return count > 0 ? sum / count : undefinedNumber;
}

// One digit is enough for advice: 7e-4, not 7.3125e-4.
double roundedToOneDigit(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.0e", value);
    return std::strtod(text, nullptr);
}

double meanMedianRank(const EvaluationMetrics& e)
{
    return 0.5 * (e.aToB.medianRank + e.bToA.medianRank);
}

// NaN in files from before it was kept: there every item had one partner.
double chanceRank(const EvaluationMetrics& e)
{
    const double rank = e.pairs.size() == 0
        ? undefinedNumber
        : 0.5 * (e.pairs[0].chanceAToB.medianRank + e.pairs[0].chanceBToA.medianRank);
    return rank > 0 ? rank : 0.5 * static_cast<double>(e.items);
}

// The share of what a guess misses that is found first.
double recallBeyondChance(const EvaluationMetrics& e)
{
    const double chance = 0.5 * (e.pairs[0].chanceAToB.recallAt1 + e.pairs[0].chanceBToA.recallAt1);
    return (meanRecallAt1(e) - chance) / std::max(1e-9, 1 - chance);
}

Remedy byDefault(const char* key)
{
    return { key, findParameter(key)->standard };
}

// The update ratio as it was to be after the warm-up, told by the first step, when the weights were
// as they began; and the learning rate then. NaN where unknown.
struct Beginning {
    double rate = undefinedNumber, ratio = undefinedNumber;
};
Beginning beginningOf(const Symptoms& symptoms)
{
    if (symptoms.beginning.empty()) return {};
    const StepMetrics& first = symptoms.beginning.front();
    Beginning result { 0, undefinedNumber };
    for (const StepMetrics& step : symptoms.beginning)
        result.rate = std::max(result.rate, step.learningRate);
    if (first.step != 1 || !(first.learningRate > 0)) return { result.rate, undefinedNumber };
    result.ratio = first.updateRatio * result.rate / first.learningRate;
    // What has momentum has yet to gather speed.
    const RunSpec& spec = symptoms.spec;
    if (spec.isRelevant(*findParameter("momentum")))
        result.ratio /= std::max(1e-3, 1 - spec.real("momentum"));
    return result;
}

Code codeOf(Pitfall::Kind kind)
{
    switch (kind) {
    case Pitfall::Kind::alignmentOnly:
        return Code::alignmentOnly;
    case Pitfall::Kind::noVarianceTerm:
        return Code::noVarianceTerm;
    case Pitfall::Kind::noMargin:
        return Code::noMargin;
    case Pitfall::Kind::hardMining:
        break;
    }
    return Code::hardMining;
}

class Doctor {
public:
    explicit Doctor(const Symptoms& symptoms);
    std::vector<Finding> examine();

private:
    void add(Code code, Severity severity, std::vector<double> numbers = {},
        std::optional<Remedy> remedy = {});
    [[nodiscard]] bool found(Severity atLeast) const;
    [[nodiscard]] std::optional<Remedy> remedied() const;
    [[nodiscard]] Remedy scaledLearningRate() const;
    [[nodiscard]] Remedy lowerLearningRate() const;
    [[nodiscard]] Remedy afterDivergence() const;
    [[nodiscard]] Remedy goingBack(Remedy remedy) const;
    [[nodiscard]] bool beganTooFast() const;
    [[nodiscard]] bool wasPushedTooFar() const;

    void look();
    void lookWhereDiverged();
    void lookAtPairs();
    void lookAtDecoders();
    void lookAtSetting();
    void lookAtObjective();
    void lookAtChanges();
    void lookAtTemperature();
    void lookAtDuplicates();
    void lookAtCollapse();
    void lookAtLearningRate();
    void lookAtLineSearch();
    void lookAtGeneralisation();
    void concludeRest();
    void concludeTask();
    [[nodiscard]] bool isFalling() const;

    const Symptoms& m_symptoms;
    const RunSpec& m_spec;
    const TrainedObjective m_trained;
    const ObjectiveInfo& m_objective;
    const bool m_contrasts; ///< else nobody is told of pairs, and none need be found
    std::vector<Finding> m_findings;

    double m_loss = 0, m_chance = 0; ///< means over the second half of the steps
    double m_updateRatio = 0; ///< as it were at the full learning rate; NaN where unknown
    double m_temperature = 0;
    bool m_settled = false; ///< enough steps, warm-up over
    bool m_atChance = false; ///< the loss; false where it has no such value
    bool m_guesses = false; ///< held-out pairs are not found
    bool m_collapsed = false; ///< a modality's embeddings are nearly equal
    bool m_spoilt = false; ///< the weights are: no value alone mends the run
    Beginning m_beginning;
};

Doctor::Doctor(const Symptoms& symptoms)
    : m_symptoms(symptoms)
    , m_spec(symptoms.spec)
    , m_trained(trainedObjectiveOf(symptoms.spec))
    , m_objective(m_trained.info())
    , m_contrasts(isContrast(symptoms.spec))
{
    const auto& steps = symptoms.steps;
    const auto recent = std::span(steps).subspan(steps.size() / 2);
    using Step = const StepMetrics&;
    m_loss = meanOf(recent, [](Step s) { return s.loss; });
    m_chance = meanOf(recent, [](Step s) { return s.chance; });
    const double rate = m_spec.real("learning_rate");
    m_updateRatio = meanOf(steps, [rate](Step s) {
        return s.learningRate > 0 ? s.updateRatio * rate / s.learningRate : undefinedNumber;
    });
    m_temperature = steps.empty() ? m_spec.real("temperature") : steps.back().temperature;
    m_settled = steps.size() >= neededSteps && steps.back().step > m_spec.integer("warmup_steps");
    const double least = std::max(leftChanceLeast, leftChanceShare * std::abs(m_chance));
    m_atChance = m_loss > m_chance - least;
    m_beginning = beginningOf(symptoms);
    m_guesses =
        m_contrasts && symptoms.judgements.count() > 0 && guesses(symptoms.judgements.last());
    if (m_settled && symptoms.diagnostics) {
        const Diagnostics& heldOut = symptoms.diagnostics->heldOut;
        m_collapsed = std::max(heldOut.a.collapse, heldOut.b.collapse) == Collapse::complete;
    }
    const bool lost = m_contrasts && symptoms.soundAt >= 0 && symptoms.judgements.count() > 0
        && !findsPartners(symptoms.judgements.last());
    m_spoilt = symptoms.divergedAt || m_collapsed || (lost && (m_guesses || m_atChance))
        || (m_settled && m_atChance && symptoms.soundAt >= 0 && wasPushedTooFar())
        || (m_settled && m_guesses && m_atChance && beganTooFast());
}

// The likeliest change is of how far steps go, by a decade or more.
bool Doctor::wasPushedTooFar() const
{
    if (m_symptoms.suspects.empty()) return false;
    const Suspect& change = m_symptoms.suspects.front();
    return change.likelihood >= 1 && findParameter(change.key)->section == Section::optimizer;
}

bool Doctor::beganTooFast() const
{
    return m_beginning.ratio > spoilingUpdateRatio;
}

void Doctor::add(
    Code code, Severity severity, std::vector<double> numbers, std::optional<Remedy> remedy)
{
    if (remedy) {
        if (m_spoilt && remedy->backTo < 0) remedy = goingBack(*remedy);
        RunSpec changed = m_spec;
        changed.set(remedy->key, remedy->value);
        const bool same = m_spec.value(remedy->key) == remedy->value && remedy->backTo < 0
            && remedy->key != "temperature";
        if (same || !validate(changed, m_symptoms.facts).empty()) remedy.reset();
    }
    m_findings.push_back({ code, severity, std::move(numbers), std::move(remedy) });
}

// To before the value was changed, to when all was well, or to the first step. What begins with a
// run cannot be changed in it.
Remedy Doctor::goingBack(Remedy remedy) const
{
    const Parameter* parameter = findParameter(remedy.key);
    if (parameter->applies == Applies::restart) return remedy;
    remedy.backTo = std::max<std::int64_t>(0, m_symptoms.soundAt);
    const auto change = std::ranges::find(m_symptoms.suspects, remedy.key, &Suspect::key);
    if (change == m_symptoms.suspects.end()) return remedy;
    remedy.backTo = change->step;
    if (const auto before = parseValue(*parameter, change->before)) remedy.value = *before;
    return remedy;
}

bool Doctor::found(Severity atLeast) const
{
    return std::ranges::any_of(
        m_findings, [&](const Finding& finding) { return finding.severity >= atLeast; });
}

// Of the gravest finding that has one.
std::optional<Remedy> Doctor::remedied() const
{
    for (const Finding& finding : m_findings)
        if (finding.remedy && finding.severity == Severity::problem) return finding.remedy;
    return std::nullopt;
}

// So that steps take the share of the parameters that they do in healthy runs.
Remedy Doctor::scaledLearningRate() const
{
    const double factor = healthyUpdateRatio / std::max(m_updateRatio, 1e-12);
    const double rate = m_spec.real("learning_rate") * factor;
    return { "learning_rate", roundedToOneDigit(std::clamp(rate, 1e-8, 10.0)) };
}

// By the first step, or where that is unknown by the steps seen; lower than now in any case.
Remedy Doctor::lowerLearningRate() const
{
    if (!m_spec.isRelevant(*findParameter("learning_rate"))) return byDefault("optimizer");
    double rate = m_spec.real("learning_rate") / 10;
    const auto change = std::ranges::find(m_symptoms.suspects, "learning_rate", &Suspect::key);
    if (change != m_symptoms.suspects.end())
        if (const auto before = parseValue(*findParameter("learning_rate"), change->before))
            return { "learning_rate", *before };
    if (m_beginning.ratio > 0)
        rate = std::min(rate, m_beginning.rate * healthyUpdateRatio / m_beginning.ratio);
    if (m_updateRatio > highUpdateRatio)
        rate = std::min(rate, m_spec.real("learning_rate") * healthyUpdateRatio / m_updateRatio);
    return { "learning_rate", roundedToOneDigit(std::clamp(rate, 1e-8, 10.0)) };
}

Remedy Doctor::afterDivergence() const
{
    const std::string& cause = m_symptoms.divergedBy;
    if (cause == "temperature") return { "temperature", m_objective.defaultTemperature };
    if (cause == "weight_decay" || cause == "standardise") return byDefault(cause.c_str());
    return lowerLearningRate();
}

// What can be told without a single step.
void Doctor::lookAtSetting()
{
    if (m_contrasts && m_spec.integer("batch_size") == 1)
        add(Code::batchOfOne, Severity::problem, {}, Remedy { "batch_size", std::int64_t(64) });
    const int towers = std::max(2, m_symptoms.facts.modalities);
    bool frozen = true, byFactor = false;
    for (const char tower : std::string_view("abc").substr(0, std::size_t(towers))) {
        const bool noRate = m_spec.real(std::string("rate_factor_") + tower) == 0;
        frozen &= noRate
            || (m_spec.flag(std::string("freeze_") + tower) && m_spec.integer("unlock_step") == 0);
        byFactor |= tower == 'b' && noRate;
    }
    if (!frozen) return;
    add(Code::towersFrozen, Severity::problem, {},
        byFactor ? Remedy { "rate_factor_b", 1.0 } : Remedy { "freeze_b", false });
}

// Objectives that fall without anything being learned, or cannot be trained at all.
void Doctor::lookAtObjective()
{
    const bool stuck = m_settled && m_atChance && m_guesses;
    for (const Pitfall& pitfall : m_objective.pitfalls) {
        if (!pitfall.holds(m_trained.settings) || (pitfall.whereStuck && !stuck)) continue;
        add(codeOf(pitfall.kind), Severity::problem,
            pitfall.whereStuck ? std::vector { m_loss, m_chance } : std::vector<double> {},
            m_spec.flag("break.no_negatives") ? byDefault("break.no_negatives")
                                              : Remedy { std::string(pitfall.key), pitfall.value });
    }
    if (!m_objective.stable.empty())
        add(Code::logOfRatio, Severity::problem, {},
            Remedy { "objective", std::string(m_objective.stable) });
    const double prior = -std::log(std::max(1.0, double(m_spec.integer("batch_size")) - 1));
    if (m_objective.usesBias && !m_spec.flag("learn_bias") && m_spec.real("bias") > prior)
        add(Code::biasTooHigh, Severity::warning, { m_spec.real("bias"), prior },
            byDefault("bias"));
}

// What was changed last is asked first.
void Doctor::lookAtChanges()
{
    const bool diverged = m_symptoms.divergedAt.has_value();
    if (!m_spoilt || !(m_settled || diverged) || m_symptoms.suspects.empty()) return;
    const Suspect& change = m_symptoms.suspects.front();
    const auto before = parseValue(*findParameter(change.key), change.before);
    if (!before) return;
    const std::vector<double> numbers = diverged ? std::vector { double(*m_symptoms.divergedAt) }
                                                 : std::vector { m_loss, m_chance };
    add(diverged ? Code::diverged : Code::spoiltByChange, Severity::problem, numbers,
        Remedy { change.key, *before, change.step });
    m_findings.back().change = change;
}

// One that is learnt follows from what else goes on.
void Doctor::lookAtTemperature()
{
    if (!m_objective.usesScale) return;
    if (m_spec.flag("learn_temperature") && found(Severity::problem)) return;
    const Remedy usual { "temperature", m_objective.defaultTemperature };
    const double lowest = lowestLoss(m_objective.name, m_spec.integer("batch_size"), m_temperature);
    const Clamp clamp = clampOf(m_spec, m_temperature);
    if (lowest > 0.75 * m_chance)
        add(Code::temperatureTooHigh, Severity::problem, { m_temperature, lowest, m_chance },
            usual);
    else if (clamp == Clamp::upper)
        add(Code::temperatureAtUpperEnd, Severity::warning, { m_temperature }, usual);
    if (clamp == Clamp::lower && !m_symptoms.steps.empty())
        add(Code::temperatureAtLowerEnd, Severity::warning, { m_temperature }, usual);
    const bool cold = m_temperature < 0.02 && !m_spec.flag("learn_temperature");
    if (!cold || !m_symptoms.diagnostics) return;
    const SimilarityStatistics& similarity = m_symptoms.diagnostics->heldOut.similarity;
    if (similarity.effectiveNegatives < 5 && m_symptoms.diagnostics->items > 20)
        add(Code::temperatureTooLow, Severity::warning,
            { m_temperature, similarity.effectiveNegatives }, usual);
}

// Only losses that take each pair for the only right one have the floor.
void Doctor::lookAtDuplicates()
{
    if (!m_symptoms.diagnostics || !m_objective.onePositive) return;
    const double floor = m_symptoms.diagnostics->duplicateFloor;
    if (!(floor > 0.05 * m_chance)) return;
    const std::int64_t batch = m_spec.integer("batch_size");
    const Remedy remedy = m_symptoms.facts.labels && !m_objective.labelled.empty()
        ? Remedy { "objective", std::string(m_objective.labelled) }
        : Remedy { "batch_size", std::max<std::int64_t>(8, batch / 4) };
    add(Code::duplicateCaptions, floor > 0.2 * m_chance ? Severity::warning : Severity::note,
        { floor, m_loss, m_chance }, remedy);
}

void Doctor::lookAtCollapse()
{
    if (!m_symptoms.diagnostics || !m_settled) return;
    const ModalityDiagnostics &a = m_symptoms.diagnostics->heldOut.a,
                              &b = m_symptoms.diagnostics->heldOut.b;
    if (m_collapsed) {
        const int which =
            (a.collapse == Collapse::complete) + 2 * (b.collapse == Collapse::complete);
        const double spread = std::min(a.spectrum.meanDeviation, b.spectrum.meanDeviation)
            * std::sqrt(double(m_spec.integer("embedding_width")));
        const bool told = remedied().has_value();
        return add(Code::completeCollapse, Severity::problem, { double(which), spread },
            told ? std::nullopt : std::optional(lowerLearningRate()));
    }
    const ModalityDiagnostics& worse = a.spectrum.rankMe < b.spectrum.rankMe ? a : b;
    if (worse.collapse == Collapse::dimensional)
        add(Code::dimensionalCollapse, Severity::note,
            { worse.spectrum.rankMe, double(worse.spectrum.singularValues.size()) });
}

// Blamed only where nothing else explains what is seen.
void Doctor::lookAtLearningRate()
{
    if (!m_settled || !std::isfinite(m_updateRatio)) return;
    const std::vector<double> numbers { m_spec.real("learning_rate"), m_updateRatio, m_loss,
        m_chance };
    const bool fails = m_atChance || m_guesses;
    if (fails && m_spoilt && beganTooFast() && m_symptoms.soundAt < 0)
        return add(Code::learningRateTooHigh, Severity::problem,
            { m_beginning.rate, m_beginning.ratio, m_loss, m_chance }, lowerLearningRate());
    if (fails && !m_spoilt && m_updateRatio < lowUpdateRatio)
        return add(Code::learningRateTooLow, Severity::problem, numbers, scaledLearningRate());
    if (m_updateRatio < highUpdateRatio) return;
    std::vector<double> losses;
    for (const StepMetrics& step : m_symptoms.steps)
        if (std::isfinite(step.loss)) losses.push_back(step.loss);
    std::ranges::sort(losses);
    const bool jumps =
        !losses.empty() && losses.back() > 2 * losses[losses.size() / 2] && losses.front() > 0;
    if (fails || jumps)
        add(Code::learningRateTooHigh, fails ? Severity::problem : Severity::warning, numbers,
            lowerLearningRate());
}

// Near a minimum of a held batch no step is left; elsewhere a kink or a change of batch is to
// blame.
void Doctor::lookAtLineSearch()
{
    const auto& steps = m_symptoms.steps;
    const auto failed = std::ranges::count(steps, true, &StepMetrics::lineSearchFailed);
    if (failed == 0 || !steps.back().lineSearchFailed) return;
    add(Code::lineSearchFails, Severity::warning, { double(failed), double(steps.size()) },
        byDefault("optimizer"));
}

// A held-out loss may rise while retrieval still improves: the model is only too sure of itself.
void Doctor::lookAtGeneralisation()
{
    const Judgements& judged = m_symptoms.judgements;
    if (!m_settled || judged.count() < 6 || m_atChance) return;
    if (m_guesses && m_loss < 0.5 * m_chance) {
        const EvaluationMetrics& last = judged.last();
        return add(Code::memorising, Severity::problem,
            { m_loss, meanMedianRank(last), double(last.items) });
    }
    const auto &now = judged.newest(), &lowest = judged.lowestLoss(), &best = judged.bestRecall();
    if (now.recallAt1 < 0.88 * best.recallAt1 && now.loss > lowest.loss)
        add(Code::overfitting, Severity::warning,
            { now.recallAt1, best.recallAt1, double(best.step) });
    else if (now.loss > lowest.loss + std::max(0.1, 0.1 * std::abs(lowest.loss)))
        add(Code::overconfident, Severity::note, { now.loss, lowest.loss, double(lowest.step) });
}

void Doctor::concludeRest()
{
    if (found(Severity::warning)) return;
    if (!m_settled)
        return add(Code::tooEarly, Severity::note,
            { double(m_symptoms.steps.size()), double(neededSteps) });
    if (!m_atChance && !m_guesses) return add(Code::healthy, Severity::good, { m_loss, m_chance });
    if (!m_atChance) return add(Code::notFoundYet, Severity::note, { m_loss, m_chance });
    const bool falls = isFalling();
    add(falls ? Code::falling : Code::stuck, falls ? Severity::note : Severity::warning,
        { m_loss, m_chance });
}

bool Doctor::isFalling() const
{
    const auto& steps = m_symptoms.steps;
    const double before = meanOf(
        std::span(steps).first(steps.size() / 2), [](const StepMetrics& s) { return s.loss; });
    return m_loss < before - 0.01 * std::abs(before);
}

void Doctor::lookAtDecoders()
{
    const Judgements& judged = m_symptoms.judgements;
    if (!m_settled || judged.count() < 6 || m_atChance) return;
    const auto &now = judged.newest(), &lowest = judged.lowestLoss();
    if (now.loss > lowest.loss + 0.1 * std::abs(lowest.loss))
        add(Code::heldOutRises, Severity::warning, { now.loss, lowest.loss, double(lowest.step) });
}

// Of the adversary's two losses the discriminator's tells where the game stands.
void Doctor::concludeTask()
{
    if (found(Severity::warning)) return;
    if (!m_settled)
        return add(Code::tooEarly, Severity::note,
            { double(m_symptoms.steps.size()), double(neededSteps) });
    if (m_atChance)
        return add(
            isFalling() ? Code::falling : Code::tellsTheMean, Severity::note, { m_loss, m_chance });
    if (m_spec.text("task") != "adversarial")
        return add(Code::reconstructs, Severity::good, { m_loss, m_chance });
    const auto& steps = m_symptoms.steps;
    const double discriminator = meanOf(std::span(steps).subspan(steps.size() / 2),
        [](const StepMetrics& s) { return s.lossAToB; });
    add(Code::fools, Severity::good,
        { discriminator, std::log(std::max(2, m_symptoms.facts.modalities)) });
}

void Doctor::lookWhereDiverged()
{
    lookAtChanges();
    if (std::ranges::find(m_findings, Code::diverged, &Finding::code) != m_findings.end()) return;
    if (m_symptoms.divergedBy == "learning_rate" && m_updateRatio > highUpdateRatio)
        add(Code::learningRateTooHigh, Severity::problem,
            { m_spec.real("learning_rate"), m_updateRatio, m_loss, m_chance }, lowerLearningRate());
    add(Code::diverged, Severity::problem, { double(*m_symptoms.divergedAt) },
        remedied() ? std::nullopt : std::optional(afterDivergence()));
}

void Doctor::look()
{
    lookAtSetting();
    if (m_contrasts) lookAtObjective();
    if (m_symptoms.divergedAt) return lookWhereDiverged();
    if (m_contrasts) return lookAtPairs();
    lookAtLineSearch();
    if (!found(Severity::problem)) lookAtLearningRate();
    lookAtDecoders();
    lookAtCollapse();
    concludeTask();
}

void Doctor::lookAtPairs()
{
    if (!found(Severity::problem)) lookAtChanges();
    if (!m_spec.flag("learn_temperature") && !found(Severity::problem)) lookAtTemperature();
    lookAtDuplicates();
    lookAtLineSearch();
    if (!found(Severity::problem)) lookAtLearningRate();
    if (m_spec.flag("learn_temperature")) lookAtTemperature();
    lookAtGeneralisation();
    lookAtCollapse();
    concludeRest();
}

std::vector<Finding> Doctor::examine()
{
    look();
    std::ranges::stable_sort(m_findings, std::ranges::greater {}, &Finding::severity);
    return std::move(m_findings);
}

} // namespace

bool findsPartners(const EvaluationMetrics& evaluation)
{
    if (evaluation.items < fewestFound) return false;
    const double chance = chanceRank(evaluation);
    return chance < leastChanceRank ? recallBeyondChance(evaluation) > foundRecallShare
                                    : meanMedianRank(evaluation) <= foundRankShare * chance;
}

bool guesses(const EvaluationMetrics& evaluation)
{
    if (evaluation.items < fewestGuessed) return false;
    const double chance = chanceRank(evaluation);
    return chance < leastChanceRank ? recallBeyondChance(evaluation) < guessedRecallShare
                                    : meanMedianRank(evaluation) > guessedRankShare * chance;
}

LossLandmark landmarkOf(const RunSpec& spec)
{
    if (!isContrast(spec)) return LossLandmark::chance;
    const TrainedObjective trained = trainedObjectiveOf(spec);
    return landmarkOf(trained.name, trained.settings);
}

std::vector<Finding> examine(const Symptoms& symptoms)
{
    return Doctor(symptoms).examine();
}

} // namespace contrastlab
