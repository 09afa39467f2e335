// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs are small, so each has one thread and as many go on at once as there are.
#include "lesson/claim_trial.h"

#include "analysis/evaluation.h"
#include "base/translation_marks.h"
#include "lesson/experiments.h"
#include "run/data_shelf.h"
#include "run/drive.h"
#include "run/memory_need.h"
#include "run/run_recorder.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <mutex>
#include <utility>

namespace contrastlab {

namespace {

constexpr double noValue = std::numeric_limits<double>::quiet_NaN();

// Thrown where a claim is given up.
struct GivenUp {
    Message reason;
};

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point began)
{
    return std::chrono::duration<double>(Clock::now() - began).count();
}

double valueOf(const ClaimOperand& operand, const std::vector<std::vector<double>>& values)
{
    return operand.number ? *operand.number : values[operand.arm][operand.measure];
}

// Ends the run where the claim has had its time.
class TrialRecorder : public RunRecorder {
public:
    TrialRecorder(Run& run, const std::function<void()>& check)
        : RunRecorder(run, nullptr, &evaluatePart)
        , m_check(check)
    {
    }
    void onStep(const StepMetrics& metrics, Trainer& trainer) override
    {
        m_check();
        RunRecorder::onStep(metrics, trainer);
    }

private:
    const std::function<void()>& m_check;
};

class Trial {
public:
    Trial(const Claim& claim, const ClaimLab& lab, std::stop_token stop)
        : m_claim(claim)
        , m_lab(lab)
        , m_stop(std::move(stop))
        , m_check([this] { goOn(); })
    {
    }

    ClaimResult result()
    {
        const std::size_t arms = m_claim.arms.size(), seeds = m_claim.seeds.size();
        m_result.values.assign(arms, std::vector<std::vector<double>>(seeds));
        m_result.runs.resize(m_claim.experiment.empty() ? arms : 0);
        try {
            prepare();
            ThreadPool pool(m_lab.threads);
            pool.run(Index(arms * seeds), [&](Index job) {
                tryOne(std::size_t(job) / seeds, std::size_t(job) % seeds);
                tellProgress();
            });
            judge();
        } catch (const GivenUp& givenUp) {
            giveUp(givenUp.reason);
        } catch (const SpecError& error) {
            giveUp(describe(error.problems().front()));
        } catch (const std::bad_alloc&) {
            giveUp(QT_TRANSLATE_NOOP("Message", "there is not enough memory"));
        }
        m_result.seconds = secondsSince(m_began);
        return std::move(m_result);
    }

private:
    void goOn() const
    {
        if (m_stop.stop_requested())
            throw GivenUp { QT_TRANSLATE_NOOP("Message", "it was stopped") };
        if (secondsSince(m_began) > m_lab.seconds)
            throw GivenUp { { QT_TRANSLATE_NOOP("Message", "it takes longer than %1 s here"),
                { toText(m_lab.seconds) } } };
    }

    void giveUp(Message reason)
    {
        m_result.verdict = Verdict::undecided;
        m_result.reason = std::move(reason);
        m_result.values.clear();
        m_result.runs.clear();
    }

    void tellProgress()
    {
        const std::scoped_lock lock(m_mutex);
        m_lab.onProgress(++m_done, int(m_claim.arms.size() * m_claim.seeds.size()));
    }

    // Setups of all runs, so that one that cannot be is told before any has been trained.
    void prepare()
    {
        DataShelf data(m_lab.open);
        if (const Experiment* experiment = findExperiment(m_claim.experiment)) {
            if (experiment->data) m_experimentData = data.dataset(experiment->data());
            return;
        }
        for (const ClaimArm& arm : m_claim.arms)
            for (const std::int64_t seed : m_claim.seeds) {
                goOn();
                RunSpec spec = arm.spec;
                spec.set("seed", seed);
                m_setups.push_back(std::make_shared<RunSetup>(spec, data.prepared(spec)));
                requireMemory(*m_setups.back());
            }
    }

    void tryOne(std::size_t arm, std::size_t seed)
    {
        goOn();
        ThreadPool alone(1);
        std::vector<double>& values = m_result.values[arm][seed];
        if (const Experiment* experiment = findExperiment(m_claim.experiment)) {
            const auto& numbers = m_claim.arms[arm].numbers;
            const auto ofSeed = std::uint64_t(m_claim.seeds[seed]);
            const auto results = experiment->data
                ? experiment->runOn(alone, m_experimentData, numbers, ofSeed)
                : experiment->run(alone, numbers, ofSeed);
            for (const Measure& measure : m_claim.measures)
                values.push_back(results.at(measure.column));
            return;
        }
        const auto setup = m_setups[arm * m_claim.seeds.size() + seed];
        Trainer trainer(setup, alone);
        const auto run = std::make_shared<Run>(setup->spec());
        TrialRecorder recorder(*run, m_check);
        const RunOutcome outcome = drive(trainer, recorder, nullptr, m_stop);
        goOn();
        if (outcome.kind == RunOutcome::Kind::completed)
            values = measured(alone, *setup, *run, trainer.checkpoint(), m_claim.measures);
        else // it diverged: it has no numbers, and nothing that is said of them is so
            values.assign(m_claim.measures.size(), noValue);
        if (seed == 0) m_result.runs[arm] = run;
    }

    void judge()
    {
        const std::size_t seeds = m_claim.seeds.size();
        for (const ClaimAssertion& assertion : m_claim.assertions) {
            int held = 0;
            for (std::size_t seed = 0; seed < seeds; ++seed) {
                std::vector<std::vector<double>> values;
                for (const auto& arm : m_result.values)
                    values.push_back(arm[seed]);
                held += isSo(assertion, values);
            }
            m_result.heldWith.push_back(held);
        }
        if (std::ranges::all_of(m_result.heldWith, [&](int held) { return held == int(seeds); }))
            m_result.verdict = Verdict::holds;
        else if (std::ranges::count(m_result.heldWith, 0) > 0)
            m_result.verdict = Verdict::fails;
    }

    const Claim& m_claim;
    const ClaimLab& m_lab;
    std::stop_token m_stop;
    std::function<void()> m_check;
    Clock::time_point m_began = Clock::now();
    std::vector<std::shared_ptr<const RunSetup>> m_setups;
    ExperimentData m_experimentData;
    std::mutex m_mutex;
    int m_done = 0;
    ClaimResult m_result;
};

} // namespace

Spread ClaimResult::spread(std::size_t arm, std::size_t measure) const
{
    std::vector<double> ofSeeds;
    for (const std::vector<double>& seed : values[arm])
        ofSeeds.push_back(seed[measure]);
    return spreadOf(ofSeeds);
}

// Comparisons with NaN are false, so what has no number is not so.
bool isSo(const ClaimAssertion& assertion, const std::vector<std::vector<double>>& values)
{
    using Kind = ClaimAssertion::Kind;
    const auto at = [&](std::size_t arm) { return values[arm][assertion.measure]; };
    const std::size_t last = values.size() - 1;
    const auto every = [&](const auto& isInOrder) {
        for (std::size_t arm = 1; arm <= last; ++arm)
            if (!isInOrder(at(arm - 1), at(arm))) return false;
        return true;
    };
    const auto some = [&](const auto& isExtreme) {
        for (std::size_t arm = 1; arm < last; ++arm)
            if (isExtreme(at(arm), at(0)) && isExtreme(at(arm), at(last))) return true;
        return false;
    };
    switch (assertion.kind) {
    case Kind::rises:
        return every(std::less<>());
    case Kind::falls:
        return every(std::greater<>());
    case Kind::peaks:
        return some(std::greater<>());
    case Kind::dips:
        return some(std::less<>());
    case Kind::above:
        return valueOf(assertion.left, values) > valueOf(assertion.right, values) + assertion.by;
    case Kind::near:
        return std::abs(valueOf(assertion.left, values) - valueOf(assertion.right, values))
            <= assertion.by;
    }
    return false;
}

ClaimResult tryClaim(const Claim& claim, const ClaimLab& lab, std::stop_token stop)
{
    return Trial(claim, lab, std::move(stop)).result();
}

} // namespace contrastlab
