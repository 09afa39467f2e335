// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One step: direction, line search, and where that fails a second search along -g.
#include "optimizer/line_search_optimizer.h"

#include "base/digest.h"
#include "base/translation_marks.h"
#include "optimizer/first_order.h"
#include "optimizer/parameter_walk.h"
#include "optimizer/sums.h"

#include <cmath>
#include <utility>

namespace contrastlab {

namespace {

// Changes of these make another function of theta. Fits the 53 bits of a double.
double functionKey(const StepScope& scope, Index size)
{
    Digest digest;
    digest.add(size);
    digest.add(scope.settings.weightDecay);
    for (const ParameterBlock& block : scope.blocks)
        digest.add(static_cast<int>(isHeld(block)) + 2 * static_cast<int>(block.decays));
    return static_cast<double>(digest.value() >> 12);
}

// Of the shared part of the state; the family's follow.
constexpr std::ptrdiff_t ownVectors = 2;
constexpr std::ptrdiff_t ownScalars = 7;

} // namespace

std::vector<Parameter> lineSearchRows()
{
    return {
        { .key = "line_search",
            .label = QT_TRANSLATE_NOOP("Parameter", "Line search"),
            .section = Section::optimizer,
            .standard = std::string("strong-wolfe"),
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "The condition that an accepted step length fulfils."),
            .choices = { { "strong-wolfe", QT_TRANSLATE_NOOP("Parameter", "strong Wolfe") },
                { "approximate-wolfe", QT_TRANSLATE_NOOP("Parameter", "approximate Wolfe") } } },
        { .key = "curvature",
            .label = QT_TRANSLATE_NOOP("Parameter", "Curvature condition c₂"),
            .section = Section::optimizer,
            .standard = 0.1,
            .minimum = 0.001,
            .maximum = 0.999,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "How exactly the line search solves along its line; smaller is more exact."),
            .advanced = true }
    };
}

double inner(const StepScope& scope, const Vector<float>& a, const Vector<float>& b)
{
    double sum = 0;
    for (const ParameterBlock& block : scope.blocks)
        if (!isHeld(block)) sum += dot(scope.pool, a, b, block.offset, block.size());
    return sum;
}

LineSearchOptimizer::Evaluation LineSearchOptimizer::evaluate(
    const StepScope& scope, const Vector<float>& theta, Vector<float>& gradient)
{
    const double loss = scope.function(theta, gradient);
    const double lambda = scope.settings.weightDecay;
    if (lambda == 0) return { loss, loss };
    forEachStretch(scope.pool, theta.size(), scope.blocks, [&](const ParameterStretch& stretch) {
        if (stretch.block.decays)
            stretch.of(gradient) += static_cast<float>(lambda) * stretch.of(theta);
    });
    double square = 0;
    for (const ParameterBlock& block : scope.blocks)
        if (block.decays && !isHeld(block))
            square += dot(scope.pool, theta, theta, block.offset, block.size());
    return { loss, loss + 0.5 * lambda * square };
}

void LineSearchOptimizer::begin(const StepScope& scope, const Vector<float>& theta, double key)
{
    fitMemory(m_gradient, theta.size());
    m_here = evaluate(scope, theta, m_gradient);
    m_square = inner(scope, m_gradient, m_gradient);
    m_key = key;
    m_ready = true;
    forget();
}

StepReport LineSearchOptimizer::step(ThreadPool& pool, Vector<float>& theta,
    std::span<const ParameterBlock> blocks, const OptimizerSettings& settings,
    const LossFunction& function)
{
    const StepScope scope { pool, blocks, settings, function };
    StepReport report { .loss = 0, .evaluations = 0 };
    if (const double key = functionKey(scope, theta.size()); !m_ready || key != m_key) {
        begin(scope, theta, key);
        report.evaluations = 1;
    }
    report.loss = m_here.loss;
    LineSearchResult found = search(scope, theta);
    report.evaluations += found.evaluations;
    if (!found.found && remembers()) {
        forget();
        m_lastStep = 0;
        found = search(scope, theta);
        report.evaluations += found.evaluations;
    }
    report.lineSearchFailed = !found.found;
    report.stepSize = found.found ? found.sample.step : 0;
    if (found.found)
        accept(scope, theta, found);
    else
        m_lastStep = 0;
    return report;
}

// Along the family's direction, or along -g where that one does not descend.
LineSearchResult LineSearchOptimizer::search(const StepScope& scope, const Vector<float>& theta)
{
    if (!std::isfinite(m_here.value) || !std::isfinite(m_square)) return {};
    fitMemory(m_direction, theta.size());
    direct(scope, m_gradient, m_direction);
    double slope = inner(scope, m_gradient, m_direction);
    if (!(slope < 0) && remembers()) {
        forget();
        direct(scope, m_gradient, m_direction);
        slope = inner(scope, m_gradient, m_direction);
    }
    if (!(slope < 0)) return {};
    fitMemory(m_trialGradient, theta.size());
    m_trial = theta;
    const double first = firstStep(slope, m_square);
    m_lastSlope = slope;
    return searchLine([&](double step) { return trial(scope, theta, step); },
        { 0, m_here.value, slope }, first,
        { scope.settings.lineSearch, curvature(scope.settings) });
}

LineSample LineSearchOptimizer::trial(
    const StepScope& scope, const Vector<float>& theta, double step)
{
    const float length = static_cast<float>(step);
    forEachStretch(scope.pool, theta.size(), scope.blocks, [&](const ParameterStretch& stretch) {
        stretch.of(m_trial) = stretch.of(theta) + length * stretch.of(std::as_const(m_direction));
    });
    m_there = evaluate(scope, m_trial, m_trialGradient);
    return { step, m_there.value, inner(scope, m_trialGradient, m_direction) };
}

// The last trial is the accepted point, so gradient and losses are at hand.
void LineSearchOptimizer::accept(
    const StepScope& scope, Vector<float>& theta, const LineSearchResult& found)
{
    forEachStretch(scope.pool, theta.size(), scope.blocks, [&](const ParameterStretch& stretch) {
        stretch.of(m_gradient) = stretch.of(m_trialGradient) - stretch.of(m_gradient);
    });
    const double square = inner(scope, m_trialGradient, m_trialGradient);
    if (found.wolfe)
        learn(
            scope, { theta, m_trial, m_direction, m_trialGradient, m_gradient, m_square, square });
    else
        forget();
    theta = m_trial;
    m_gradient.swap(m_trialGradient);
    m_here = m_there;
    m_square = square;
    m_lastStep = found.sample.step;
}

OptimizerState LineSearchOptimizer::state() const
{
    OptimizerState state;
    state.vectors = { m_gradient, m_direction };
    state.scalars = { m_ready ? 1.0 : 0.0, m_key, m_here.loss, m_here.value, m_square, m_lastStep,
        m_lastSlope };
    save(state);
    return state;
}

void LineSearchOptimizer::restore(const OptimizerState& state)
{
    if (std::ssize(state.vectors) < ownVectors || std::ssize(state.scalars) < ownScalars)
        throw InputError("checkpoint", "optimiser state",
            "expected " + std::to_string(ownVectors) + " vectors and " + std::to_string(ownScalars)
                + " numbers or more");
    m_gradient = state.vectors[0];
    m_direction = state.vectors[1];
    const std::vector<double>& scalars = state.scalars;
    m_ready = scalars[0] != 0;
    if (m_ready && m_gradient.size() == 0)
        throw InputError("checkpoint", "optimiser state", "expected the gradient that is kept");
    m_key = scalars[1];
    m_here = { scalars[2], scalars[3] };
    m_square = scalars[4];
    m_lastStep = scalars[5];
    m_lastSlope = scalars[6];
    load({ { state.vectors.begin() + ownVectors, state.vectors.end() },
        { scalars.begin() + ownScalars, scalars.end() } });
}

} // namespace contrastlab
