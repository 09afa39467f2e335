// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Gradient descent with momentum, plain and Nesterov's, in PyTorch's form: the learning rate stands
// outside the buffer, so a change of it in mid-run acts at once.
#include "optimizer/families.h"

#include "base/translation_marks.h"
#include "optimizer/first_order.h"
#include "optimizer/parameter_walk.h"

namespace contrastlab {

namespace {

// g <- g + lambda theta;  v <- mu v + g;  theta <- theta - eta v, or theta - eta (g + mu v)
// (Nesterov)
class Momentum final : public VelocityOptimizer {
public:
    explicit Momentum(bool nesterov) : m_nesterov(nesterov) { }

private:
    void update(ThreadPool& pool, Vector<float>& theta, Vector<float>& gradient,
        std::span<const ParameterBlock> blocks, const OptimizerSettings& settings) override
    {
        fitMemory(m_velocity, theta.size());
        const float mu = static_cast<float>(settings.momentum);
        const float decay = static_cast<float>(settings.weightDecay);
        forEachStretch(pool, theta.size(), blocks, [&](const ParameterStretch& stretch) {
            const float eta =
                static_cast<float>(settings.learningRate * stretch.block.learningRateFactor);
            auto parameter = stretch.of(theta);
            auto slope = stretch.of(gradient);
            auto velocity = stretch.of(m_velocity);
            if (stretch.block.decays && decay != 0) slope += decay * parameter;
            velocity = mu * velocity + slope;
            if (m_nesterov)
                parameter -= eta * (slope + mu * velocity);
            else
                parameter -= eta * velocity;
        });
    }

    bool m_nesterov;
};

} // namespace

OptimizerEntry momentumEntry()
{
    return { { .name = "momentum",
                 .label = "Momentum",
                 .family = OptimizerFamily::plain,
                 .purpose =
                     QT_TRANSLATE_NOOP("Optimizer", "Downhill with a memory of the way so far."),
                 .formula = "v ← μ v + g, θ ← θ − η v",
                 .symbols = QT_TRANSLATE_NOOP("Optimizer", "v: velocity"),
                 .source = "Polyak 1964; PyTorch's SGD: learning rate outside the buffer",
                 .vectors = 1,
                 .parameters = { momentumRow() } },
        []() -> std::unique_ptr<Optimizer> { return std::make_unique<Momentum>(false); } };
}

OptimizerEntry nesterovEntry()
{
    return { { .name = "nesterov",
                 .label = "Nesterov momentum",
                 .family = OptimizerFamily::plain,
                 .purpose =
                     QT_TRANSLATE_NOOP("Optimizer", "Momentum that looks ahead before it steps."),
                 .formula = "v ← μ v + g, θ ← θ − η (g + μ v)",
                 .symbols = QT_TRANSLATE_NOOP("Optimizer", "v: velocity"),
                 .source = "Nesterov 1983; Sutskever et al. 2013, eq. 3-4, in PyTorch's form",
                 .vectors = 1,
                 .parameters = { momentumRow() } },
        []() -> std::unique_ptr<Optimizer> { return std::make_unique<Momentum>(true); } };
}

} // namespace contrastlab
