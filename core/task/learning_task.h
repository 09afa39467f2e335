// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a batch teaches where it is not the contrast of pairs: a loss over the towers' embeddings
// with parameters of its own. It has no state but scratch; one owner at a time.
#pragma once

#include "data/batch_maker.h"
#include "model/tower.h"
#include "objective/objective.h"

#include <vector>

namespace contrastlab {

template <class S> struct TaskBatch {
    const std::vector<ModalityBatch<S>>& inputs; ///< one a tower, N samples each
    const std::vector<ConstMatrixView<S>>& embeddings; ///< one a tower, raw N x d
};

/// What may change while it trains.
struct TaskSettings {
    double adversary = 1; ///< how strongly towers work against the discriminator
};

struct TaskLoss {
    double loss = 0; ///< what is shown, and what the towers lower but for their adversary
    double first = 0; ///< two parts of it, by task
    double second = 0;
};

template <class S> class LearningTask {
public:
    virtual ~LearningTask() = default;
    [[nodiscard]] virtual Index parameters() const = 0;
    /// Offsets within its own parameters.
    [[nodiscard]] virtual std::vector<TowerBlock> blocks() const = 0;
    virtual void initialise(S* parameters, RandomStream& stream) const = 0;
    /// With gradients: writes dL/dparameters, and fills gradEmbeddings, one a tower, N x d.
    virtual TaskLoss evaluate(ThreadPool& pool, const S* parameters, const TaskBatch<S>& batch,
        const TaskSettings& settings, Want want, S* gradParameters,
        std::vector<Matrix<S>>& gradEmbeddings) = 0;
    /// The loss of one that has learnt nothing; NaN where there is no such value.
    [[nodiscard]] virtual double chance() const = 0;
};

} // namespace contrastlab
