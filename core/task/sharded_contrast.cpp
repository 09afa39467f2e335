// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pair by pair, after the embeddings have been handed round.
#include "task/sharded_contrast.h"

namespace contrastlab {

template <class S>
ShardedContrast<S>::ShardedContrast(std::vector<TrainedPair> pairs) : m_pairs(std::move(pairs))
{
}

template <class S> void ShardedContrast<S>::apply(const TaskSettings& settings)
{
    if (settings.objective != m_settings.objective)
        m_objective = makeShardedObjective<S>(settings.objective->name);
    m_settings = settings;
}

template <class S>
TaskLoss ShardedContrast<S>::evaluate(ThreadPool& pool, const Shards& shards, const S* parameters,
    std::vector<Matrix<S>>& embeddings, S* gradParameters, std::vector<Matrix<S>>& gradEmbeddings)
{
    const Index rows = embeddings.front().rows();
    const Index each = rows / shards.count();
    for (std::size_t t = 0; t < embeddings.size(); ++t) {
        shards.gather(embeddings[t].data(), each * embeddings[t].cols());
        gradEmbeddings[t].setZero(each * shards.own().count(), embeddings[t].cols());
    }
    const double weight = 1.0 / static_cast<double>(m_pairs.size());
    const S part = static_cast<S>(weight);
    S& gradBias = gradParameters[m_pairs.size()];
    gradBias = 0;
    TaskLoss loss;
    for (std::size_t pair = 0; pair < m_pairs.size(); ++pair) {
        const auto a = static_cast<std::size_t>(m_pairs[pair].a);
        const auto b = static_cast<std::size_t>(m_pairs[pair].b);
        PairInput<S> input;
        pointAt(input.a, embeddings[a]);
        pointAt(input.b, embeddings[b]);
        input.logScale = static_cast<double>(parameters[pair]);
        input.bias = static_cast<double>(parameters[m_pairs.size()]);
        m_objective->evaluate(
            pool, shards, input, m_settings.objectiveSettings, Want::gradients, m_result);
        loss.loss += weight * m_result.loss;
        if (pair == 0) {
            loss.first = m_result.lossAToB;
            loss.second = m_result.lossBToA;
        }
        gradParameters[pair] = static_cast<S>(weight * m_result.gradLogScale);
        gradBias += static_cast<S>(weight * m_result.gradBias);
        gradEmbeddings[a] += part * m_result.gradA;
        gradEmbeddings[b] += part * m_result.gradB;
    }
    return loss;
}

template class ShardedContrast<float>;
template class ShardedContrast<double>;

} // namespace contrastlab
