// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Why does the loss not fall? Looks at the latest changes first, then compares a run's last steps
// with the values that losses get stuck at, and names the likely cause. Codes and numbers only:
// sentences are the window's. Pure functions.
#pragma once

#include "analysis/judgements.h"
#include "analysis/training_diagnostics.h"
#include "run/suspects.h"

#include <limits>
#include <optional>
#include <vector>

namespace contrastlab {

/// What the doctor looks at.
struct Symptoms {
    RunSpec spec; ///< as it stands now
    DataFacts facts;
    std::vector<StepMetrics> steps; ///< since the last change, at most the newest observedSteps
    Judgements judgements; ///< since the last change
    std::optional<std::int64_t> divergedAt; ///< step
    std::optional<TrainingDiagnostics> diagnostics; ///< the newest, where it is no older than that
    std::vector<StepMetrics> beginning {}; ///< the run's first steps, at most observedSteps
    std::int64_t soundAt = -1; ///< last evaluation that found held-out pairs; -1: none ever did
    /// Changes from suspectSteps before that, or the run's first step, to the first evaluation
    /// after it; where the run diverged, its last suspectSteps.
    std::vector<Suspect> suspects {};
    std::string divergedBy {}; ///< key of the parameter that the training loop blamed
};
constexpr std::size_t observedSteps = 64;

/// Of the run as it stood after `until` steps, with the spec and the diagnostics of that moment.
Symptoms symptomsOf(const Run& run, const RunSpec& spec, const DataFacts& facts,
    const std::optional<TrainingDiagnostics>& newest,
    std::int64_t until = std::numeric_limits<std::int64_t>::max());

/// By the median rank of held-out partners: well before the middle, or about there. Both false in
/// between, and where items are too few to tell.
bool findsPartners(const EvaluationMetrics& evaluation);
bool guesses(const EvaluationMetrics& evaluation);

enum class Severity { good, note, warning, problem };

/// What a loss at chance equals, of what is trained.
LossLandmark landmarkOf(const RunSpec& spec);

/// One value that may help.
struct Remedy {
    std::string key;
    ParameterValue value;
    /// Where the weights are spoilt too: the step to go back to before the value is set; else -1.
    std::int64_t backTo = -1;
    friend bool operator==(const Remedy&, const Remedy&) = default;
};

struct Finding {
    /// In braces what `numbers` holds.
    enum class Code {
        tooEarly, ///< {steps seen, steps needed}
        healthy, ///< {loss, chance; NaN where there is none}
        falling, ///< not far from chance yet {loss, chance}
        notFoundYet, ///< the loss is below chance, but held-out pairs are guessed {loss, chance}
        stuck, ///< none of the causes below {loss, chance}
        diverged, ///< {step}
        spoiltByChange, ///< held-out pairs are found no more since `change` {loss, chance}
        batchOfOne, ///< no negatives, so no gradient {}
        towersFrozen, ///< all of them {}
        learningRateTooLow, ///< {learning rate, update ratio, loss, chance}
        learningRateTooHigh, ///< {learning rate, update ratio, loss, chance}
        lineSearchFails, ///< {steps without a step that lowers the loss, steps seen}
        temperatureTooHigh, ///< no embeddings reach less {temperature, lowest loss, chance}
        temperatureTooLow, ///< {temperature, effective negatives}
        temperatureAtLowerEnd, ///< learned, and held there {temperature}
        temperatureAtUpperEnd, ///< {temperature}
        duplicateCaptions, ///< {floor E[ln m], loss, chance}
        completeCollapse, ///< {1 first, 2 second, 3 both modalities; spread, 1 on the whole sphere}
        dimensionalCollapse, ///< {RankMe, dimensions}
        alignmentOnly, ///< no uniformity term {}
        noVarianceTerm, ///< {}
        noMargin, ///< {}
        hardMining, ///< collapsed to the margin {loss, margin or ln 2}
        biasTooHigh, ///< fixed {bias, -ln(N - 1)}
        logOfRatio, ///< an objective that cannot be trained {}
        memorising, ///< {loss, median rank, items}
        overfitting, ///< {recall@1 now, at best, step of the best}
        overconfident, ///< recall holds while the loss rises {held-out loss, lowest, its step}
        // Of tasks other than contrast, which are not asked who belongs to whom:
        reconstructs, ///< decoders do {loss, chance; NaN where there is none}
        tellsTheMean, ///< decoders do no better {loss, chance}
        heldOutRises, ///< decoders learn by heart {held-out loss, lowest, its step}
        fools, ///< the adversary plays {loss of the discriminator, that of a guess}
    };
    Code code = Code::tooEarly;
    Severity severity = Severity::note;
    std::vector<double> numbers;
    std::optional<Remedy> remedy {}; ///< passes validate()
    std::optional<Suspect> change {}; ///< what is blamed
};

/// The gravest first; never empty.
std::vector<Finding> examine(const Symptoms& symptoms);

} // namespace contrastlab
