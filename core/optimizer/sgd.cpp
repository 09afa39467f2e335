// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Plain gradient descent on the mean loss of a batch.
#include "optimizer/families.h"

#include "base/translation_marks.h"
#include "optimizer/first_order.h"
#include "optimizer/parameter_walk.h"

namespace contrastlab {

namespace {

// theta <- theta - eta (g + lambda theta)
class Sgd final : public FirstOrderOptimizer {
public:
    [[nodiscard]] OptimizerState state() const override { return {}; }
    void restore(const OptimizerState& state) override { expectVectors(state, 0); }

private:
    void update(ThreadPool& pool, Vector<float>& theta, Vector<float>& gradient,
        std::span<const ParameterBlock> blocks, const OptimizerSettings& settings) override
    {
        forEachStretch(pool, theta.size(), blocks, [&](const ParameterStretch& stretch) {
            const double eta = settings.learningRate * stretch.block.learningRateFactor;
            const double decay = stretch.block.decays ? eta * settings.weightDecay : 0;
            auto parameter = stretch.of(theta);
            parameter = static_cast<float>(1 - decay) * parameter
                - static_cast<float>(eta) * stretch.of(gradient);
        });
    }
};

} // namespace

OptimizerEntry sgdEntry()
{
    return { { .name = "sgd",
                 .label = "Gradient descent",
                 .family = OptimizerFamily::plain,
                 .purpose = QT_TRANSLATE_NOOP("Optimizer", "Straight downhill: the plainest rule."),
                 .formula = "θ ← θ − η (g + λ θ)",
                 .source = "Robbins and Monro 1951; weight decay as in PyTorch's SGD" },
        []() -> std::unique_ptr<Optimizer> { return std::make_unique<Sgd>(); } };
}

} // namespace contrastlab
