// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Matryoshka representations (Kusupati et al. 2022, eq. 1 with equal weights): an objective as the
// mean of itself over nested widths of the embeddings, so that they can be cut after training.
#pragma once

#include "objective/objective.h"

namespace contrastlab {

/// How many widths there are: each half of the one before, rounded down, `wanted` of them at most.
int nestedCount(Index width, int wanted);
/// The k-th of them: width, width / 2, width / 4 ...
inline Index nestedWidth(Index width, int k)
{
    return width >> k;
}

/// ObjectiveSettings::nestedWidths says over how many; with one it is the objective itself. Each
/// part sees the first columns of the raw rows, and normalises them where the objective does.
template <class S> class NestedObjective final : public PairObjective<S> {
public:
    using Maker = std::unique_ptr<PairObjective<S>> (*)();
    explicit NestedObjective(Maker maker);
    void evaluate(ThreadPool& pool, const PairInput<S>& input, const ObjectiveSettings& settings,
        Want want, PairResult<S>& result) override;

private:
    // One objective a width, so that what each keeps from step to step keeps its shape.
    struct Part {
        std::unique_ptr<PairObjective<S>> objective;
        PairResult<S> result;
        Matrix<S> queueA, queueB; ///< first columns of keys, of length one again
    };
    void evaluatePart(ThreadPool& pool, Part& part, const PairInput<S>& input, Index width,
        const ObjectiveSettings& settings, Want want);

    Maker m_maker;
    std::unique_ptr<PairObjective<S>> m_whole;
    std::vector<Part> m_parts; ///< of half the width, a quarter ...
    Vector<double> m_inverseNorms;
};

} // namespace contrastlab
