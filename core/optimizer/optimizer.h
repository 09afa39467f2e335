// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an optimiser is to the rest of the engine: a rule that moves one flat parameter vector,
// given a function that tells loss and gradient. Its whole state is a value, so a checkpoint holds
// it.
#pragma once

#include "base/matrix.h"
#include "base/parameter.h"
#include "base/problem.h"
#include "base/thread_pool.h"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace contrastlab {

/// A named stretch of the flat vector.
struct ParameterBlock {
    std::string name; ///< "image.conv1.weight"
    Index offset = 0;
    Index rows = 0; ///< rows x columns values, row-major
    Index columns = 0;
    int tower = -1; ///< index of the modality, or -1 for scale and bias of the objective
    bool decays = true; ///< weight decay applies; false for biases, scales and other vectors
    bool frozen = false; ///< not moved at all
    double learningRateFactor = 1;
    int group = 0; ///< 1: moved by an optimiser, or in turns, of its own (OptimizerGroups)

    [[nodiscard]] Index size() const { return rows * columns; }
};

enum class BetaRule { fletcherReeves, polakRibierePlus, hagerZhang };
enum class LineSearchRule { strongWolfe, approximateWolfe };

/// The parameters of all optimisers; each uses its own few. All may change between two steps.
struct OptimizerSettings {
    double learningRate = 1e-3;
    double momentum = 0.9;
    double beta1 = 0.9;
    double beta2 = 0.999;
    double epsilon = 1e-8;
    double weightDecay = 0;
    double trustCoefficient = 1e-3; ///< lars
    BetaRule betaRule = BetaRule::polakRibierePlus;
    LineSearchRule lineSearch = LineSearchRule::strongWolfe;
    double curvature = 0.1; ///< ncg: c2 of the Wolfe conditions (l-bfgs: always 0.9)
    int historySize = 10; ///< l-bfgs: pairs kept
};

/// Loss at theta; fills gradient (of theta's size). Deterministic while a batch is held.
using LossFunction = std::function<double(const Vector<float>& theta, Vector<float>& gradient)>;

struct OptimizerState {
    std::vector<Vector<float>> vectors;
    std::vector<double> scalars;
};

struct StepReport {
    double loss = 0; ///< at the parameters the step began from
    int evaluations = 1; ///< calls of the loss function
    double stepSize = 0; ///< the line search's alpha, or the learning rate
    bool lineSearchFailed = false; ///< no acceptable step was found; theta is unchanged
};

class Optimizer {
public:
    virtual ~Optimizer() = default;
    /// Moves theta once. Blocks are disjoint and in order; frozen ones keep their values bit by
    /// bit. Where the loss is not finite, theta and the optimiser's state stay as they are.
    virtual StepReport step(ThreadPool& pool, Vector<float>& theta,
        std::span<const ParameterBlock> blocks, const OptimizerSettings& settings,
        const LossFunction& function) = 0;
    /// The loss function has changed (another batch, another temperature, theta moved from
    /// outside): the gradient kept and the curvature gathered are void.
    virtual void batchChanged() { }
    [[nodiscard]] virtual OptimizerState state() const = 0;
    virtual void restore(const OptimizerState& state) = 0;
};

/// How a step is found, for headings of menus.
enum class OptimizerFamily { plain, adaptive, lineSearch };
/// "Gradient steps", ... English source text.
std::string_view headingOf(OptimizerFamily family);

struct OptimizerInfo {
    std::string_view name; ///< "adamw"
    std::string_view label; ///< English source text
    OptimizerFamily family = OptimizerFamily::plain;
    std::string_view purpose; ///< what it is for, in one line of English source text
    std::string_view formula; ///< one line of plain-text mathematics
    std::string_view symbols; ///< what stands in it that others do not share, English source text
    std::string_view source; ///< paper, equation
    bool needsHeldBatch = false; ///< line searches compare losses of the same batch
    bool usesLearningRate = true;
    int vectors = 0; ///< of the parameters' length that it keeps beside the gradient
    int vectorsAPair = 0; ///< more of them a pair of its history
    std::vector<Parameter> parameters; ///< that it has alone or with few others
};

const std::vector<OptimizerInfo>& optimizerTable();
const OptimizerInfo* findOptimizer(std::string_view name);
/// The names, with commas.
std::string optimizerNames();
/// The parameters of all of them, each relevant to those that have it.
std::vector<Parameter> optimizerParameters();
/// Throws SpecError where the name is unknown.
std::unique_ptr<Optimizer> makeOptimizer(std::string_view name);

} // namespace contrastlab
