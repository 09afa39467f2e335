// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two groups of parameters with an optimiser each, as towers and their adversary may have, or one
// for all. One owner at a time.
#pragma once

#include "optimizer/optimizer.h"

namespace contrastlab {

class OptimizerGroups {
public:
    /// By name; one that stays keeps its state. Where `second` is empty, the first moves all.
    void use(std::string_view first, std::string_view second);

    /// As Optimizer::step(); both groups move by the same gradient. One all of whose blocks are
    /// frozen rests. Where there are two, neither may be one that needs a held batch.
    StepReport step(ThreadPool& pool, Vector<float>& theta, std::span<const ParameterBlock> blocks,
        const OptimizerSettings& settings, const LossFunction& function);
    void batchChanged();
    [[nodiscard]] OptimizerState state() const;
    /// Throws InputError where it is not the state of such optimisers.
    void restore(const OptimizerState& state);

private:
    struct Group {
        std::string name;
        std::unique_ptr<Optimizer> optimizer;
        std::vector<ParameterBlock> blocks; ///< all, with the other group's frozen
    };

    static void use(Group& group, std::string_view name);

    Group m_first;
    Group m_second; ///< without an optimiser where the first moves all
    Vector<float> m_gradient;
};

} // namespace contrastlab
