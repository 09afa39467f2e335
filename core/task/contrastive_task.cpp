// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What it reuses from step to step is kept, so that a step allocates nothing.
#include "task/contrastive_task.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace contrastlab {

template <class S>
ContrastiveTask<S>::ContrastiveTask(
    std::vector<TrainedPair> pairs, const TowersView<S>& model, std::uint64_t seed)
    : m_pairs(std::move(pairs))
    , m_seed(seed)
    , m_keys(model)
    , m_results(m_pairs.size())
{
}

template <class S> std::vector<TowerBlock> ContrastiveTask<S>::blocks() const
{
    std::vector<TowerBlock> blocks;
    for (std::size_t pair = 0; pair < m_pairs.size(); ++pair)
        blocks.push_back({ "log_scale" + (m_pairs.size() > 1 ? std::to_string(pair + 1) : ""),
            static_cast<Index>(pair), 1, 1, false });
    blocks.push_back({ "bias", std::ssize(m_pairs), 1, 1, false });
    return blocks;
}

template <class S> void ContrastiveTask<S>::initialise(S* parameters, RandomStream&) const
{
    std::fill_n(parameters, m_pairs.size() + 1, S(0));
}

template <class S> void ContrastiveTask<S>::apply(const TaskSettings& settings)
{
    if (settings.objective != m_settings.objective)
        m_objective = makeObjective<S>(settings.objective->name);
    m_settings = settings;
}

template <class S> void ContrastiveTask<S>::begin(const Vector<S>& model)
{
    if (m_settings.keepsKeys)
        m_keys.begin(model, m_settings.objectiveSettings.queueSize, m_seed);
    else
        m_keys.clear();
}

template <class S> void ContrastiveTask<S>::prepare(ThreadPool& pool, const TaskBatch<S>& batch)
{
    if (!m_keys.empty()) m_keys.embed(pool, batch.inputs);
}

template <class S>
bool ContrastiveTask<S>::follow(const Vector<S>& model, const TaskBatch<S>& batch)
{
    if (m_keys.empty()) return false;
    m_keys.follow(model, m_settings.keyMomentum, batch.inputs);
    return true;
}

// Rows of the batch that the objective sees of a pair; 0 where they are too few for it.
template <class S> Index ContrastiveTask<S>::rowsOf(const PairRows& present) const
{
    return present.count >= m_settings.objective->leastBatch ? present.count : 0;
}

template <class S> int ContrastiveTask<S>::judgedPairs(const TaskBatch<S>& batch) const
{
    return static_cast<int>(std::ranges::count_if(
        batch.pairs, [this](const PairRows& present) { return rowsOf(present) > 0; }));
}

template <class S> bool ContrastiveTask<S>::judges(const TaskBatch<S>& batch) const
{
    return judgedPairs(batch) > 0;
}

template <class S>
double ContrastiveTask<S>::chance(const S* parameters, const TaskBatch<S>& batch) const
{
    double chance = 0;
    for (std::size_t pair = 0; pair < m_pairs.size(); ++pair)
        if (const Index rows = rowsOf(batch.pairs[pair]); rows > 0)
            chance += chanceLoss(m_settings.objective->name, rows,
                std::exp(-static_cast<double>(parameters[pair])),
                static_cast<double>(parameters[m_pairs.size()]), m_settings.objectiveSettings);
    return chance / judgedPairs(batch);
}

template <class S>
PairInput<S> ContrastiveTask<S>::inputOf(std::size_t pair, const S* parameters,
    const TaskBatch<S>& batch, const std::vector<ConstMatrixView<S>>& embeddings)
{
    const auto a = static_cast<std::size_t>(m_pairs[pair].a);
    const auto b = static_cast<std::size_t>(m_pairs[pair].b);
    const PairRows& present = batch.pairs[pair];
    PairInput<S> input;
    input.logScale = static_cast<double>(parameters[pair]);
    input.bias = static_cast<double>(parameters[m_pairs.size()]);
    input.labels = present.all ? batch.labels : std::span<const int>(present.labels);
    const auto point = [&](ConstMatrixView<S>& to, const ConstMatrixView<S>& rows,
                           Matrix<S>& kept) {
        if (present.all) return pointAt(to, rows);
        kept = rows(present.rows, Eigen::all);
        pointAt(to, kept);
    };
    point(input.a, embeddings[a], m_presentA);
    point(input.b, embeddings[b], m_presentB);
    if (m_settings.objective->usesQueue) {
        point(input.keysA, view(m_keys.keys(a)), m_presentKeysA);
        point(input.keysB, view(m_keys.keys(b)), m_presentKeysB);
        pointAt(input.queueA, m_keys.queue(a));
        pointAt(input.queueB, m_keys.queue(b));
    }
    return input;
}

// A result's gradients, to the embeddings of its pair.
template <class S>
void ContrastiveTask<S>::addGradients(std::size_t pair, const PairRows& present, double weight,
    std::vector<Matrix<S>>& gradEmbeddings)
{
    const auto add = [&](int tower, Matrix<S>& from) {
        Matrix<S>& to = gradEmbeddings[static_cast<std::size_t>(tower)];
        if (present.all && m_pairs.size() == 1)
            to.swap(from);
        else if (present.all)
            to += static_cast<S>(weight) * from;
        else
            for (std::size_t i = 0; i < present.rows.size(); ++i)
                to.row(present.rows[i]) += static_cast<S>(weight) * from.row(static_cast<Index>(i));
    };
    add(m_pairs[pair].a, m_results[pair].gradA);
    add(m_pairs[pair].b, m_results[pair].gradB);
}

template <class S>
TaskLoss ContrastiveTask<S>::evaluate(ThreadPool& pool, const S* parameters,
    const TaskBatch<S>& batch, const std::vector<ConstMatrixView<S>>& embeddings, Want want,
    S* gradParameters, std::vector<Matrix<S>>& gradEmbeddings)
{
    const bool gradients = want == Want::gradients;
    const bool simple = m_pairs.size() == 1 && batch.pairs[0].all;
    if (gradients) {
        std::fill_n(gradParameters, m_pairs.size() + 1, S(0));
        for (std::size_t t = 0; t < embeddings.size() && !simple; ++t)
            gradEmbeddings[t].setZero(embeddings[t].rows(), embeddings[t].cols());
    }
    const int judged = judgedPairs(batch);
    const double weight = 1.0 / static_cast<double>(judged);
    double loss = judged > 0 ? 0 : std::numeric_limits<double>::quiet_NaN();
    for (std::size_t pair = 0; pair < m_pairs.size(); ++pair) {
        PairResult<S>& result = m_results[pair];
        result.lossAToB = result.lossBToA = std::numeric_limits<double>::quiet_NaN();
        if (rowsOf(batch.pairs[pair]) == 0) continue;
        m_objective->evaluate(pool, inputOf(pair, parameters, batch, embeddings),
            m_settings.objectiveSettings, want, result);
        loss += weight * result.loss;
        if (!gradients) continue;
        gradParameters[pair] += static_cast<S>(weight * result.gradLogScale);
        gradParameters[m_pairs.size()] += static_cast<S>(weight * result.gradBias);
        addGradients(pair, batch.pairs[pair], weight, gradEmbeddings);
    }
    return { loss, m_results.front().lossAToB, m_results.front().lossBToA };
}

template class ContrastiveTask<float>;
template class ContrastiveTask<double>;

} // namespace contrastlab
