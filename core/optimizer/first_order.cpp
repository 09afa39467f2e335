// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One gradient, one update.
#include "optimizer/first_order.h"

#include "base/translation_marks.h"

#include <cmath>

namespace contrastlab {

StepReport FirstOrderOptimizer::step(ThreadPool& pool, Vector<float>& theta,
    std::span<const ParameterBlock> blocks, const OptimizerSettings& settings,
    const LossFunction& function)
{
    if (m_gradient.size() != theta.size()) m_gradient.resize(theta.size());
    StepReport report;
    report.loss = function(theta, m_gradient);
    report.stepSize = settings.learningRate;
    if (std::isfinite(report.loss)) update(pool, theta, m_gradient, blocks, settings);
    return report;
}

void VelocityOptimizer::restore(const OptimizerState& state)
{
    expectVectors(state, 1);
    m_velocity = state.vectors[0];
}

Parameter momentumRow()
{
    return { .key = "momentum",
        .label = QT_TRANSLATE_NOOP("Parameter", "Momentum μ"),
        .section = Section::optimizer,
        .standard = 0.9,
        .minimum = 0,
        .maximum = 0.9999,
        .help = QT_TRANSLATE_NOOP("Parameter", "Share of the last step's velocity that is kept.") };
}

void fitMemory(Vector<float>& v, Index size)
{
    if (v.size() != size) v.setZero(size);
}

void expectVectors(const OptimizerState& state, std::size_t vectors)
{
    if (state.vectors.size() == vectors) return;
    throw InputError("checkpoint", "optimiser state",
        "expected " + std::to_string(vectors) + " vectors, found "
            + std::to_string(state.vectors.size()));
}

} // namespace contrastlab
