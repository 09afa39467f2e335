// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The discriminator sees unit rows: lengths would tell towers apart without a word of what they
// mean.
#include "task/adversarial_task.h"

#include "objective/unit_rows.h"

#include <cmath>
#include <utility>

namespace contrastlab {

template <class S>
AdversarialTask<S>::AdversarialTask(const std::vector<InputShape>& shapes, Index embeddingWidth,
    const DecoderSpec& spec, Index discriminatorWidth)
    : m_decoders(shapes, embeddingWidth, spec)
    , m_discriminator(embeddingWidth, static_cast<Index>(shapes.size()), discriminatorWidth, 1,
          Activation::relu)
{
}

template <class S> Index AdversarialTask<S>::parameters() const
{
    return m_decoders.parameters() + m_discriminator.parameters();
}

template <class S> std::vector<TowerBlock> AdversarialTask<S>::blocks() const
{
    std::vector<TowerBlock> blocks = m_decoders.blocks();
    for (TowerBlock block : m_discriminator.blocks()) {
        block.name = "discriminator." + block.name;
        block.offset += m_decoders.parameters();
        blocks.push_back(std::move(block));
    }
    return blocks;
}

template <class S> void AdversarialTask<S>::initialise(S* parameters, RandomStream& stream) const
{
    m_decoders.initialise(parameters, stream);
    m_discriminator.initialise(parameters + m_decoders.parameters(), stream);
}

template <class S>
TaskLoss AdversarialTask<S>::evaluate(ThreadPool& pool, const S* parameters,
    const TaskBatch<S>& batch, const std::vector<ConstMatrixView<S>>& embeddings, Want want,
    S* gradParameters, std::vector<Matrix<S>>& gradEmbeddings)
{
    TaskLoss result = m_decoders.evaluate(
        pool, parameters, batch, embeddings, want, gradParameters, gradEmbeddings);
    const Index offset = m_decoders.parameters();
    result.second = result.loss;
    result.first = discriminate(pool, parameters + offset, batch, embeddings, want,
        want == Want::gradients ? gradParameters + offset : nullptr, gradEmbeddings);
    return result;
}

template <class S>
double AdversarialTask<S>::discriminate(ThreadPool& pool, const S* parameters,
    const TaskBatch<S>& batch, const std::vector<ConstMatrixView<S>>& embeddings, Want want,
    S* gradParameters, std::vector<Matrix<S>>& gradEmbeddings)
{
    const Index rows = embeddings.front().rows(), width = embeddings.front().cols();
    m_towerOfRow.clear();
    std::vector<Index> places;
    for (std::size_t t = 0; t < embeddings.size(); ++t)
        for (Index i = 0; i < rows; ++i)
            if (batch.inputs[t].present.empty()
                || batch.inputs[t].present[static_cast<std::size_t>(i)] != 0) {
                m_towerOfRow.push_back(t);
                places.push_back(i);
            }
    const Index count = std::ssize(places);
    if (count == 0) return 0;
    m_codes.resize(count, width);
    for (Index row = 0; row < count; ++row)
        m_codes.row(row) = embeddings[m_towerOfRow[static_cast<std::size_t>(row)]].row(
            places[static_cast<std::size_t>(row)]);
    normalizeRows<S>(pool, view(std::as_const(m_codes)), m_unit, m_inverseNorms);
    const ConstMatrixView<S> logits =
        m_discriminator.forward(pool, parameters, view(std::as_const(m_unit)), m_tape);
    m_gradOutput.resize(count, logits.cols());
    double loss = 0;
    for (Index row = 0; row < count; ++row) {
        const auto all = logits.row(row).template cast<double>().array();
        const double most = all.maxCoeff();
        const double logSum = most + std::log((all - most).exp().sum());
        const auto tower = static_cast<Index>(m_towerOfRow[static_cast<std::size_t>(row)]);
        loss += (logSum - all[tower]) / static_cast<double>(count);
        m_gradOutput.row(row) =
            ((all - logSum).exp() / static_cast<double>(count)).template cast<S>();
        m_gradOutput(row, tower) -= static_cast<S>(1.0 / static_cast<double>(count));
    }
    if (want == Want::loss) return loss;
    m_discriminator.backward(pool, parameters, view(std::as_const(m_unit)), m_tape, m_gradOutput,
        m_gradUnit, gradParameters);
    if (m_settings.gradientPenalty > 0) addPenalty(pool, parameters, gradParameters);
    backpropNormalize<S>(pool, view(std::as_const(m_unit)), m_inverseNorms, view(m_gradUnit));
    for (Index row = 0; row < count; ++row) // reversed: the towers raise what it lowers
        gradEmbeddings[m_towerOfRow[static_cast<std::size_t>(row)]].row(
            places[static_cast<std::size_t>(row)]) -=
            static_cast<S>(m_settings.adversary) * m_gradUnit.row(row);
    return loss;
}

// The discriminator's layers: linear, rectifier, linear.
template <class S>
void AdversarialTask<S>::addPenalty(ThreadPool& pool, const S* parameters, S* gradParameters)
{
    const std::vector<TowerBlock>& blocks = m_discriminator.blocks();
    const TowerBlock &v = blocks[0], &w = blocks[2];
    m_penalty.evaluate(pool, viewOf(parameters + v.offset, v.rows, v.columns),
        viewOf(parameters + w.offset, w.rows, w.columns), view(std::as_const(m_tape.outputs[1])),
        0.5 * m_settings.gradientPenalty, viewOf(gradParameters + v.offset, v.rows, v.columns),
        viewOf(gradParameters + w.offset, w.rows, w.columns));
}

template class AdversarialTask<float>;
template class AdversarialTask<double>;

} // namespace contrastlab
