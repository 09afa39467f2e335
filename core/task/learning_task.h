// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a batch teaches: a loss over the towers' embeddings, with parameters of its own and what it
// keeps from step to step. One owner at a time.
#pragma once

#include "data/batch_maker.h"
#include "objective/objective.h"
#include "task/moving_average_towers.h"

#include <span>
#include <vector>

namespace contrastlab {

/// Two towers whose embeddings of an item belong together.
struct TrainedPair {
    int a = 0;
    int b = 1;

    friend bool operator==(const TrainedPair&, const TrainedPair&) = default;
};

/// The rows of a batch that both modalities of a pair have.
struct PairRows {
    bool all = true;
    Index count = 0;
    std::vector<Index> rows; ///< where not all
    std::vector<int> labels; ///< of those; empty where the data have none
};

template <class S> struct TaskBatch {
    const std::vector<ModalityBatch<S>>& inputs; ///< one a tower, N samples each
    std::span<const PairRows> pairs = {}; ///< of each trained pair; the contrast alone asks
    std::span<const int> labels = {}; ///< one a sample, or empty
};

/// Whose code a modality is decoded from.
enum class DecodeFrom {
    own,
    partners, ///< every other modality's
    all ///< one shared code
};

/// What may change while it trains.
struct TaskSettings {
    DecodeFrom decodeFrom = DecodeFrom::own;
    double adversary = 1; ///< how strongly towers work against the discriminator
    double gradientPenalty = 0; ///< gamma of the discriminator's (Mescheder et al. 2018, eq. 9)
    const ObjectiveInfo* objective = nullptr; ///< of the contrast
    bool keepsKeys = false; ///< moving-average towers and queues are there, also while unused
    ObjectiveSettings objectiveSettings;
    double keyMomentum = 0.99; ///< of moving-average towers
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

    /// Before the first evaluation, and after each change of settings.
    virtual void apply(const TaskSettings& settings) = 0;
    /// The loss of one that has learnt nothing; NaN where there is no such value.
    [[nodiscard]] virtual double chance(const S* parameters, const TaskBatch<S>& batch) const = 0;
    /// The batch holds enough of what it compares for a loss.
    [[nodiscard]] virtual bool judges(const TaskBatch<S>&) const { return true; }
    /// With gradients: writes dL/dparameters, and fills gradEmbeddings, one a tower, N x d.
    virtual TaskLoss evaluate(ThreadPool& pool, const S* parameters, const TaskBatch<S>& batch,
        const std::vector<ConstMatrixView<S>>& embeddings, Want want, S* gradParameters,
        std::vector<Matrix<S>>& gradEmbeddings) = 0;

    /// What is kept from step to step begins anew from all parameters of the model.
    virtual void begin(const Vector<S>&) { }
    virtual void restore(KeyState<S>) { }
    [[nodiscard]] virtual KeyState<S> state() const { return {}; }
    /// Before a step's evaluations.
    virtual void prepare(ThreadPool&, const TaskBatch<S>&) { }
    /// After a step, with all parameters of the model; true where the loss is another function from
    /// here on, also of the same batch.
    virtual bool follow(const Vector<S>&, const TaskBatch<S>&) { return false; }
};

} // namespace contrastlab
