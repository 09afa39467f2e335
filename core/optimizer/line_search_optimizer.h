// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What conjugate gradient and l-bfgs share: they minimise f(theta) = loss + lambda / 2 |theta|^2 of
// one held batch, one line search a step, and keep the gradient at theta for the next step. Used on
// the training thread.
#pragma once

#include "optimizer/line_search.h"
#include "optimizer/optimizer.h"

namespace contrastlab {

/// What a step was called with.
struct StepScope {
    ThreadPool& pool;
    std::span<const ParameterBlock> blocks;
    const OptimizerSettings& settings;
    const LossFunction& function;
};

/// An accepted move, seen by the memory of curvature.
struct Move {
    const Vector<float>& from;
    const Vector<float>& to;
    const Vector<float>& direction;
    const Vector<float>& gradient; ///< at `to`
    const Vector<float>& change; ///< y: gradient at `to` less that at `from`
    double squareBefore; ///< |gradient at from|^2
    double squareAfter; ///< |gradient at to|^2
};

/// Sums and vectors run over the blocks that move; the values of the others are neither read nor
/// written.
class LineSearchOptimizer : public Optimizer {
public:
    StepReport step(ThreadPool& pool, Vector<float>& theta, std::span<const ParameterBlock> blocks,
        const OptimizerSettings& settings, const LossFunction& function) final;
    void batchChanged() final { m_ready = false; }
    [[nodiscard]] OptimizerState state() const final;
    void restore(const OptimizerState& state) final;

protected:
    /// Drops the memory: the next direction is -g.
    virtual void forget() = 0;
    [[nodiscard]] virtual bool remembers() const = 0;
    /// Fills direction, which holds the last one.
    virtual void direct(
        const StepScope& scope, const Vector<float>& gradient, Vector<float>& direction) = 0;
    virtual void learn(const StepScope& scope, const Move& move) = 0;
    /// The first trial; `slope` is the derivative along the new direction.
    [[nodiscard]] virtual double firstStep(double slope, double square) const = 0;
    [[nodiscard]] virtual double curvature(const OptimizerSettings& settings) const = 0;
    /// Appends the memory; load() is handed what save() appended, and throws InputError where it
    /// does not fit.
    virtual void save(OptimizerState& state) const = 0;
    virtual void load(const OptimizerState& memory) = 0;

    [[nodiscard]] double lastStep() const { return m_lastStep; }
    [[nodiscard]] double lastSlope() const { return m_lastSlope; }

private:
    struct Evaluation {
        double loss = 0; ///< as the loss function tells it
        double value = 0; ///< f: with the decay
    };
    static Evaluation evaluate(
        const StepScope& scope, const Vector<float>& theta, Vector<float>& gradient);
    void begin(const StepScope& scope, const Vector<float>& theta, double key);
    LineSearchResult search(const StepScope& scope, const Vector<float>& theta);
    LineSample trial(const StepScope& scope, const Vector<float>& theta, double step);
    void accept(const StepScope& scope, Vector<float>& theta, const LineSearchResult& found);

    bool m_ready = false; ///< here and gradient belong to theta and to the batch
    double m_key = 0; ///< what f depends on besides the batch
    Evaluation m_here;
    double m_square = 0; ///< |gradient|^2
    double m_lastStep = 0; ///< 0 where there is none
    double m_lastSlope = 0;
    Evaluation m_there; ///< at the last trial
    Vector<float> m_gradient;
    Vector<float> m_direction;
    Vector<float> m_trial;
    Vector<float> m_trialGradient;
};

/// The parameters of every line search.
std::vector<Parameter> lineSearchRows();

/// Over the blocks that move, in double.
double inner(const StepScope& scope, const Vector<float>& a, const Vector<float>& b);

} // namespace contrastlab
