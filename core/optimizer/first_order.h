// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the first-order optimisers share: one gradient a step, and memory in vectors of theta's
// size. Used on the training thread.
#pragma once

#include "optimizer/optimizer.h"

namespace contrastlab {

class FirstOrderOptimizer : public Optimizer {
public:
    StepReport step(ThreadPool& pool, Vector<float>& theta, std::span<const ParameterBlock> blocks,
        const OptimizerSettings& settings, const LossFunction& function) final;

protected:
    /// Moves theta by the gradient, which it may overwrite.
    virtual void update(ThreadPool& pool, Vector<float>& theta, Vector<float>& gradient,
        std::span<const ParameterBlock> blocks, const OptimizerSettings& settings) = 0;

private:
    Vector<float> m_gradient;
};

/// Those whose memory is one velocity.
class VelocityOptimizer : public FirstOrderOptimizer {
public:
    [[nodiscard]] OptimizerState state() const final { return { { m_velocity }, {} }; }
    void restore(const OptimizerState& state) final;

protected:
    Vector<float> m_velocity;
};

/// The share of the velocity that is kept.
Parameter momentumRow();

/// Makes v a vector of `size` zeros where it has another size.
void fitMemory(Vector<float>& v, Index size);
/// Throws InputError where a restored state has not `vectors` vectors.
void expectVectors(const OptimizerState& state, std::size_t vectors);

} // namespace contrastlab
