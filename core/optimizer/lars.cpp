// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Layer-wise adaptive rate scaling (You, Gitman and Ginsburg 2017, equation 6), for large batches.
#include "base/translation_marks.h"
#include "optimizer/families.h"
#include "optimizer/first_order.h"
#include "optimizer/parameter_walk.h"
#include "optimizer/sums.h"

#include <cmath>

namespace contrastlab {

namespace {

// q = trust |w| / (|g| + lambda |w|) a block (1 for blocks that do not decay, or where a norm is 0)
// v <- mu v + q (g + lambda w);  w <- w - eta v
// The learning rate stands outside the buffer, as in this project's other momentum methods.
class Lars final : public VelocityOptimizer {
private:
    void update(ThreadPool& pool, Vector<float>& theta, Vector<float>& gradient,
        std::span<const ParameterBlock> blocks, const OptimizerSettings& settings) override
    {
        fitMemory(m_velocity, theta.size());
        measureTrust(pool, theta, gradient, blocks, settings);
        const float mu = static_cast<float>(settings.momentum);
        forEachStretch(pool, theta.size(), blocks, [&](const ParameterStretch& stretch) {
            const float eta =
                static_cast<float>(settings.learningRate * stretch.block.learningRateFactor);
            const float trust = m_trust[static_cast<std::size_t>(stretch.blockIndex)];
            const float decay = stretch.block.decays ? static_cast<float>(settings.weightDecay) : 0;
            auto velocity = stretch.of(m_velocity);
            auto parameter = stretch.of(theta);
            velocity = mu * velocity + trust * (stretch.of(gradient) + decay * parameter);
            parameter -= eta * velocity;
        });
    }

    void measureTrust(ThreadPool& pool, const Vector<float>& theta, const Vector<float>& gradient,
        std::span<const ParameterBlock> blocks, const OptimizerSettings& settings)
    {
        m_trust.assign(blocks.size(), 1.f);
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            const ParameterBlock& block = blocks[i];
            if (!block.decays || isHeld(block)) continue;
            const auto norm = [&](const Vector<float>& v) {
                return std::sqrt(dot(pool, v, v, block.offset, block.size()));
            };
            const double weight = norm(theta);
            const double slope = norm(gradient);
            if (weight == 0 || slope == 0) continue;
            m_trust[i] = static_cast<float>(
                settings.trustCoefficient * weight / (slope + settings.weightDecay * weight));
        }
    }

    std::vector<float> m_trust; ///< of this step, one a block
};

std::vector<Parameter> larsParameters()
{
    return { momentumRow(),
        { .key = "trust_coefficient",
            .label = QT_TRANSLATE_NOOP("Parameter", "LARS trust coefficient"),
            .section = Section::optimizer,
            .standard = 1e-3,
            .minimum = 0,
            .maximum = 1,
            .aboveMinimum = true,
            .scale = Scale::logarithmic,
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "How far a layer may move relative to its size.") } };
}

} // namespace

OptimizerEntry larsEntry()
{
    return { { .name = "lars",
                 .label = "LARS",
                 .family = OptimizerFamily::adaptive,
                 .purpose = QT_TRANSLATE_NOOP(
                     "Optimizer", "A rate for each layer, for very large batches."),
                 .formula = "v ← μ v + q (g + λ w), w ← w − η v, q = c |w| / (|g| + λ |w|)",
                 .symbols =
                     QT_TRANSLATE_NOOP("Optimizer", "w: the weights of a layer, v: velocity"),
                 .source = "You, Gitman and Ginsburg 2017 (arXiv 1708.03888), eq. 6",
                 .vectors = 1,
                 .parameters = larsParameters() },
        []() -> std::unique_ptr<Optimizer> { return std::make_unique<Lars>(); } };
}

} // namespace contrastlab
