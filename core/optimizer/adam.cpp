// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Adam (Kingma and Ba 2015, algorithm 1) and AdamW (Loshchilov and Hutter 2019, algorithm 2).
#include "base/translation_marks.h"
#include "optimizer/families.h"
#include "optimizer/first_order.h"
#include "optimizer/parameter_walk.h"

#include <cmath>

namespace contrastlab {

namespace {

// m <- b1 m + (1 - b1) g;  v <- b2 v + (1 - b2) g^2
// theta <- theta - eta (m / c1) / (sqrt(v / c2) + epsilon),  c = 1 - product of the betas so far.
// The products are kept a block, so that a tower thawed in mid-run starts with its own correction,
// and as products rather than powers, so that they stay exact when a beta changes.
class Adam final : public FirstOrderOptimizer {
public:
    explicit Adam(bool decoupled) : m_decoupled(decoupled) { }
    [[nodiscard]] OptimizerState state() const override
    {
        return { { m_mean, m_square }, m_products };
    }
    void restore(const OptimizerState& state) override
    {
        expectVectors(state, 2);
        m_mean = state.vectors[0];
        m_square = state.vectors[1];
        m_products = state.scalars;
    }

private:
    void update(ThreadPool& pool, Vector<float>& theta, Vector<float>& gradient,
        std::span<const ParameterBlock> blocks, const OptimizerSettings& settings) override
    {
        fitMemory(m_mean, theta.size());
        fitMemory(m_square, theta.size());
        countStep(blocks, settings);
        forEachStretch(pool, theta.size(), blocks, [&](const ParameterStretch& stretch) {
            decay(stretch, theta, gradient, settings);
            move(stretch, theta, gradient, settings);
        });
    }

    void countStep(std::span<const ParameterBlock> blocks, const OptimizerSettings& settings)
    {
        m_products.resize(2 * blocks.size(), 1.0);
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            if (isHeld(blocks[i])) continue;
            m_products[2 * i] *= settings.beta1;
            m_products[2 * i + 1] *= settings.beta2;
        }
    }

    void decay(const ParameterStretch& stretch, Vector<float>& theta, Vector<float>& gradient,
        const OptimizerSettings& settings) const
    {
        if (!stretch.block.decays || settings.weightDecay == 0) return;
        if (m_decoupled) {
            const double eta = settings.learningRate * stretch.block.learningRateFactor;
            stretch.of(theta) *= static_cast<float>(1 - eta * settings.weightDecay);
        } else {
            stretch.of(gradient) += static_cast<float>(settings.weightDecay) * stretch.of(theta);
        }
    }

    void move(const ParameterStretch& stretch, Vector<float>& theta, const Vector<float>& gradient,
        const OptimizerSettings& settings)
    {
        const auto i = static_cast<std::size_t>(2 * stretch.blockIndex);
        const double eta = settings.learningRate * stretch.block.learningRateFactor;
        const float stepSize = static_cast<float>(eta / (1 - m_products[i]));
        const float rootScale = static_cast<float>(1 / std::sqrt(1 - m_products[i + 1]));
        const float beta1 = static_cast<float>(settings.beta1);
        const float beta2 = static_cast<float>(settings.beta2);
        const float rest1 = static_cast<float>(1 - settings.beta1);
        const float rest2 = static_cast<float>(1 - settings.beta2);
        const float epsilon = static_cast<float>(settings.epsilon);
        auto mean = stretch.of(m_mean);
        auto square = stretch.of(m_square);
        const auto slope = stretch.of(gradient);
        mean = beta1 * mean + rest1 * slope;
        square = beta2 * square + rest2 * slope.square();
        stretch.of(theta) -= stepSize * mean / (rootScale * square.sqrt() + epsilon);
    }

    bool m_decoupled;
    Vector<float> m_mean;
    Vector<float> m_square;
    std::vector<double> m_products; ///< of beta1 and of beta2, a pair a block
};

std::vector<Parameter> adamParameters()
{
    return { { .key = "beta1",
                 .label = QT_TRANSLATE_NOOP("Parameter", "Adam β₁"),
                 .section = Section::optimizer,
                 .standard = 0.9,
                 .minimum = 0,
                 .maximum = 0.9999,
                 .help = QT_TRANSLATE_NOOP("Parameter", "Memory of the gradient's mean."),
                 .advanced = true },
        { .key = "beta2",
            .label = QT_TRANSLATE_NOOP("Parameter", "Adam β₂"),
            .section = Section::optimizer,
            .standard = 0.999,
            .minimum = 0,
            .maximum = 0.99999,
            .help = QT_TRANSLATE_NOOP("Parameter", "Memory of the gradient's square."),
            .advanced = true },
        { .key = "epsilon",
            .label = QT_TRANSLATE_NOOP("Parameter", "Adam ε"),
            .section = Section::optimizer,
            .standard = 1e-8,
            .minimum = 0,
            .maximum = 1,
            .aboveMinimum = true,
            .scale = Scale::logarithmic,
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "Added to the root of the square, against division by zero."),
            .advanced = true } };
}

} // namespace

OptimizerEntry adamEntry()
{
    return { { .name = "adam",
                 .label = "Adam",
                 .family = OptimizerFamily::adaptive,
                 .purpose = QT_TRANSLATE_NOOP("Optimizer", "Every number gets a rate of its own."),
                 .formula =
                     "m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², θ ← θ − η m / (1 − β₁ᵗ) / "
                     "(√(v / (1 − β₂ᵗ)) + ε)",
                 .symbols = QT_TRANSLATE_NOOP("Optimizer", "m, v: running means of g and g²"),
                 .source = "Kingma and Ba 2015 (arXiv 1412.6980), algorithm 1",
                 .vectors = 2,
                 .parameters = adamParameters() },
        []() -> std::unique_ptr<Optimizer> { return std::make_unique<Adam>(false); } };
}

OptimizerEntry adamWEntry()
{
    return { { .name = "adamw",
                 .label = "AdamW",
                 .family = OptimizerFamily::adaptive,
                 .purpose = QT_TRANSLATE_NOOP(
                     "Optimizer", "Adam with weight decay beside it: the usual choice."),
                 .formula = "θ ← (1 − η λ) θ − η m / (1 − β₁ᵗ) / (√(v / (1 − β₂ᵗ)) + ε)",
                 .symbols = QT_TRANSLATE_NOOP("Optimizer", "m, v: running means of g and g²"),
                 .source = "Loshchilov and Hutter 2019 (arXiv 1711.05101), algorithm 2",
                 .vectors = 2,
                 .parameters = adamParameters() },
        []() -> std::unique_ptr<Optimizer> { return std::make_unique<Adam>(true); } };
}

} // namespace contrastlab
