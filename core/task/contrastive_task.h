// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// To tell who belongs to whom: an objective over each trained pair of modalities, their mean taken
// (three modalities: Tian et al. 2020, eq. 8; a hub: Girdhar et al. 2023).
#pragma once

#include "task/learning_task.h"

#include <memory>

namespace contrastlab {

/// Its parameters are ln(1 / temperature) of each pair, then the bias. `first` and `second` are the
/// two directions of the first pair, NaN where the batch holds too little of it. The loss is the
/// mean over the pairs that the batch holds, NaN where it holds none.
template <class S> class ContrastiveTask final : public LearningTask<S> {
public:
    /// The towers are those that keys are made with; all over one vector of parameters.
    ContrastiveTask(std::vector<TrainedPair> pairs, const TowersView<S>& model, std::uint64_t seed);

    [[nodiscard]] Index parameters() const override { return std::ssize(m_pairs) + 1; }
    [[nodiscard]] std::vector<TowerBlock> blocks() const override;
    /// Temperature 1 and bias 0.
    void initialise(S* parameters, RandomStream& stream) const override;

    void apply(const TaskSettings& settings) override;
    [[nodiscard]] double chance(const S* parameters, const TaskBatch<S>& batch) const override;
    [[nodiscard]] bool judges(const TaskBatch<S>& batch) const override;
    TaskLoss evaluate(ThreadPool& pool, const S* parameters, const TaskBatch<S>& batch,
        const std::vector<ConstMatrixView<S>>& embeddings, Want want, S* gradParameters,
        std::vector<Matrix<S>>& gradEmbeddings) override;

    void begin(const Vector<S>& model) override;
    void restore(KeyState<S> state) override { m_keys.restore(std::move(state)); }
    [[nodiscard]] KeyState<S> state() const override { return m_keys.state(); }
    void prepare(ThreadPool& pool, const TaskBatch<S>& batch) override;
    bool follow(const Vector<S>& model, const TaskBatch<S>& batch) override;

private:
    [[nodiscard]] Index rowsOf(const PairRows& present) const;
    [[nodiscard]] int judgedPairs(const TaskBatch<S>& batch) const;
    PairInput<S> inputOf(std::size_t pair, const S* parameters, const TaskBatch<S>& batch,
        const std::vector<ConstMatrixView<S>>& embeddings);
    void addGradients(std::size_t pair, const PairRows& present, double weight,
        std::vector<Matrix<S>>& gradEmbeddings);

    std::vector<TrainedPair> m_pairs;
    std::uint64_t m_seed;
    MovingAverageTowers<S> m_keys; ///< empty where the objective has none
    std::unique_ptr<PairObjective<S>> m_objective;
    TaskSettings m_settings;
    std::vector<PairResult<S>> m_results; ///< of each pair
    Matrix<S> m_presentA; ///< present rows of a pair, beside each other
    Matrix<S> m_presentB;
    Matrix<S> m_presentKeysA;
    Matrix<S> m_presentKeysB;
};

} // namespace contrastlab
