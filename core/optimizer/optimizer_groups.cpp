// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The states of two are one after the other, with the sizes of the first at the end.
#include "optimizer/optimizer_groups.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace contrastlab {

void OptimizerGroups::use(Group& group, std::string_view name)
{
    if (group.name == name) return;
    group.name = name;
    group.optimizer = name.empty() ? nullptr : makeOptimizer(name);
}

void OptimizerGroups::use(std::string_view first, std::string_view second)
{
    use(m_first, first);
    use(m_second, second);
}

StepReport OptimizerGroups::step(ThreadPool& pool, Vector<float>& theta,
    std::span<const ParameterBlock> blocks, const OptimizerSettings& settings,
    const LossFunction& function)
{
    if (!m_second.optimizer)
        return m_first.optimizer->step(pool, theta, blocks, settings, function);
    if (m_gradient.size() != theta.size()) m_gradient.resize(theta.size());
    StepReport report;
    report.loss = function(theta, m_gradient);
    report.stepSize = settings.learningRate;
    const auto known = [&](const Vector<float>&, Vector<float>& gradient) {
        gradient = m_gradient;
        return report.loss;
    };
    for (Group* group : { &m_first, &m_second }) {
        const int own = group == &m_second;
        group->blocks.assign(blocks.begin(), blocks.end());
        for (ParameterBlock& block : group->blocks)
            block.frozen |= block.group != own;
        if (std::ranges::all_of(group->blocks, &ParameterBlock::frozen)) continue;
        group->optimizer->step(pool, theta, group->blocks, settings, known);
    }
    return report;
}

void OptimizerGroups::batchChanged()
{
    m_first.optimizer->batchChanged();
    if (m_second.optimizer) m_second.optimizer->batchChanged();
}

OptimizerState OptimizerGroups::state() const
{
    OptimizerState state = m_first.optimizer->state();
    if (!m_second.optimizer) return state;
    const auto vectors = static_cast<double>(state.vectors.size());
    const auto scalars = static_cast<double>(state.scalars.size());
    OptimizerState second = m_second.optimizer->state();
    std::ranges::move(second.vectors, std::back_inserter(state.vectors));
    std::ranges::copy(second.scalars, std::back_inserter(state.scalars));
    state.scalars.insert(state.scalars.end(), { vectors, scalars });
    return state;
}

void OptimizerGroups::restore(const OptimizerState& state)
{
    if (!m_second.optimizer) return m_first.optimizer->restore(state);
    const auto sizeAt = [&](std::size_t fromEnd, std::size_t most) {
        const double size = fromEnd <= state.scalars.size() ? *(state.scalars.end() - fromEnd) : -1;
        if (!(size >= 0 && size <= static_cast<double>(most)) || size != std::floor(size))
            throw InputError("checkpoint", "optimiser state",
                "expected the states of two optimisers, found one that ends in no sizes of the "
                "first");
        return static_cast<std::ptrdiff_t>(size);
    };
    const auto vectors = sizeAt(2, state.vectors.size());
    const auto scalars = sizeAt(1, state.scalars.size() - 2);
    m_first.optimizer->restore({ { state.vectors.begin(), state.vectors.begin() + vectors },
        { state.scalars.begin(), state.scalars.begin() + scalars } });
    m_second.optimizer->restore({ { state.vectors.begin() + vectors, state.vectors.end() },
        { state.scalars.begin() + scalars, state.scalars.end() - 2 } });
}

} // namespace contrastlab
