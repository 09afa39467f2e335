// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Why does the loss not fall? Compares a run's last steps with the values that losses get stuck at
// and names the likely cause. Codes and numbers only: sentences are the window's. Pure functions.
#pragma once

#include "analysis/training_diagnostics.h"

#include <limits>
#include <optional>
#include <vector>

namespace contrastlab {

/// What the doctor looks at.
struct Symptoms {
    RunSpec spec; ///< as it stands now
    DataFacts facts;
    std::vector<StepMetrics> steps; ///< since the last change, at most the newest observedSteps
    std::vector<EvaluationMetrics> evaluations; ///< since the last change
    std::optional<std::int64_t> divergedAt; ///< step
    std::optional<TrainingDiagnostics> diagnostics; ///< the newest, where it is no older than that
};
constexpr std::size_t observedSteps = 64;

/// Of the run as it stood after `until` steps, with the spec and the diagnostics of that moment.
Symptoms symptomsOf(const Run& run, const RunSpec& spec, const DataFacts& facts,
    const std::optional<TrainingDiagnostics>& newest,
    std::int64_t until = std::numeric_limits<std::int64_t>::max());

enum class Severity { good, note, warning, problem };

/// What a loss at chance equals, of the spec's objective with its settings.
LossLandmark landmarkOf(const RunSpec& spec);

/// One value that may help.
struct Remedy {
    std::string key;
    ParameterValue value;
    friend bool operator==(const Remedy&, const Remedy&) = default;
};

struct Finding {
    /// In braces what `numbers` holds.
    enum class Code {
        tooEarly, ///< {steps seen, steps needed}
        healthy, ///< {loss, chance; NaN where there is none}
        falling, ///< not far from chance yet {loss, chance}
        stuck, ///< none of the causes below {loss, chance}
        diverged, ///< {step}
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
        completeCollapse, ///< {mean cosine of negatives}
        dimensionalCollapse, ///< {RankMe, dimensions}
        alignmentOnly, ///< no uniformity term {}
        noVarianceTerm, ///< {}
        noMargin, ///< {}
        hardMining, ///< collapsed to the margin {loss, margin or ln 2}
        biasTooHigh, ///< fixed {bias, -ln(N - 1)}
        logOfRatio, ///< an objective that cannot be trained {}
        memorising, ///< {loss, median rank, items}
        overfitting, ///< {recall@1 now, at best, step of the best}
        overconfident ///< recall holds while the loss rises {held-out loss, lowest, its step}
    };
    Code code = Code::tooEarly;
    Severity severity = Severity::note;
    std::vector<double> numbers;
    std::optional<Remedy> remedy; ///< passes validate()
};

/// The gravest first; never empty.
std::vector<Finding> examine(const Symptoms& symptoms);

} // namespace contrastlab
