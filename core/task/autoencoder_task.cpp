// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Samples that lack a modality take no part in what is decoded from or to it.
#include "task/autoencoder_task.h"

#include "base/stretches.h"
#include "task/told_losses.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace contrastlab {

namespace {

template <class S> bool isThere(const ModalityBatch<S>& batch, Index sample)
{
    return batch.present.empty() || batch.present[static_cast<std::size_t>(sample)] != 0;
}

template <class S> Index bothThere(const ModalityBatch<S>& a, const ModalityBatch<S>& b)
{
    Index there = 0;
    for (Index i = 0; i < a.size(); ++i)
        there += isThere(a, i) && isThere(b, i);
    return there;
}

} // namespace

template <class S>
AutoencoderTask<S>::AutoencoderTask(
    const std::vector<InputShape>& shapes, Index embeddingWidth, const DecoderSpec& spec)
    : m_shapes(shapes)
{
    for (const InputShape& shape : shapes) {
        const Index size = shape.kind == ModalityKind::text ? shape.vocabulary : shape.size();
        m_decoders.emplace_back(
            embeddingWidth, size, spec.hiddenWidth, spec.hiddenLayers, spec.activation);
        m_offsets.push_back(m_parameters);
        m_parameters += m_decoders.back().parameters();
    }
}

template <class S> std::vector<TowerBlock> AutoencoderTask<S>::blocks() const
{
    std::vector<TowerBlock> blocks;
    for (std::size_t t = 0; t < m_decoders.size(); ++t)
        for (TowerBlock block : m_decoders[t].blocks()) {
            block.name = "decoder" + std::to_string(t + 1) + "." + block.name;
            block.offset += m_offsets[t];
            blocks.push_back(std::move(block));
        }
    return blocks;
}

template <class S> void AutoencoderTask<S>::initialise(S* parameters, RandomStream& stream) const
{
    for (std::size_t t = 0; t < m_decoders.size(); ++t)
        m_decoders[t].initialise(parameters + m_offsets[t], stream);
}

template <class S> double AutoencoderTask<S>::chance(const S*, const TaskBatch<S>&) const
{
    const bool texts = std::ranges::any_of(
        m_shapes, [](const InputShape& shape) { return shape.kind == ModalityKind::text; });
    return texts ? std::numeric_limits<double>::quiet_NaN() : 1;
}

template <class S> bool AutoencoderTask<S>::decodes(std::size_t from, std::size_t to) const
{
    return m_from == DecodeFrom::all || (from == to) == (m_from == DecodeFrom::own);
}

template <class S>
Matrix<S> AutoencoderTask<S>::decode(
    ThreadPool& pool, const S* parameters, int to, ConstMatrixView<S> codes) const
{
    const auto place = static_cast<std::size_t>(to);
    typename DenseNet<S>::Tape tape;
    return m_decoders[place].forward(pool, parameters + m_offsets[place], codes, tape);
}

template <class S>
double AutoencoderTask<S>::errorOf(std::size_t to, ConstMatrixView<S> told,
    const ModalityBatch<S>& truth, Index row, S weight, Matrix<S>* gradient) const
{
    return m_shapes[to].kind == ModalityKind::text
        ? bagCrossEntropy<S>(told, truth.tokens, row, weight, gradient)
        : squaredError<S>(told, truth.dense, row, weight, gradient);
}

template <class S>
std::vector<double> AutoencoderTask<S>::errors(
    int to, ConstMatrixView<S> told, const ModalityBatch<S>& truth) const
{
    std::vector<double> errors(
        static_cast<std::size_t>(told.rows()), std::numeric_limits<double>::quiet_NaN());
    for (Index i = 0; i < told.rows(); ++i)
        if (isThere(truth, i))
            errors[static_cast<std::size_t>(i)] =
                errorOf(static_cast<std::size_t>(to), told, truth, i, S(1), nullptr);
    return errors;
}

template <class S>
TaskLoss AutoencoderTask<S>::evaluate(ThreadPool& pool, const S* parameters,
    const TaskBatch<S>& batch, const std::vector<ConstMatrixView<S>>& embeddings, Want want,
    S* gradParameters, std::vector<Matrix<S>>& gradEmbeddings)
{
    const std::size_t towers = m_decoders.size();
    const bool gradients = want == Want::gradients;
    int directions = 0;
    for (std::size_t from = 0; from < towers; ++from)
        for (std::size_t to = 0; to < towers; ++to)
            directions += decodes(from, to);
    if (gradients) {
        std::fill_n(gradParameters, m_parameters, S(0));
        for (std::size_t t = 0; t < towers; ++t)
            gradEmbeddings[t].setZero(embeddings[t].rows(), embeddings[t].cols());
    }
    std::vector<double> losses(towers, 0.0);
    std::vector<int> counts(towers, 0);
    for (std::size_t from = 0; from < towers; ++from)
        for (std::size_t to = 0; to < towers; ++to) {
            const Index there =
                decodes(from, to) ? bothThere(batch.inputs[from], batch.inputs[to]) : 0;
            if (there == 0) continue;
            const DenseNet<S>& decoder = m_decoders[to];
            const S* own = parameters + m_offsets[to];
            const ConstMatrixView<S> told = decoder.forward(pool, own, embeddings[from], m_tape);
            losses[to] += errorsOf(pool, told, to, batch.inputs[from], batch.inputs[to],
                              1.0 / (static_cast<double>(there) * directions), want)
                / static_cast<double>(there);
            ++counts[to];
            if (!gradients) continue;
            m_gradDecoder.resize(decoder.parameters());
            decoder.backward(pool, own, embeddings[from], m_tape, m_gradOutput, m_gradCodes,
                m_gradDecoder.data());
            Eigen::Map<Vector<S>>(gradParameters + m_offsets[to], decoder.parameters()) +=
                m_gradDecoder;
            gradEmbeddings[from] += m_gradCodes;
        }
    TaskLoss result;
    for (std::size_t t = 0; t < towers; ++t)
        result.loss += losses[t] / directions;
    result.first = losses[0] / std::max(1, counts[0]);
    result.second = losses[1] / std::max(1, counts[1]);
    return result;
}

// The sum over samples that have both modalities; its gradient by what is told, times `weight`, is
// m_gradOutput.
template <class S>
double AutoencoderTask<S>::errorsOf(ThreadPool& pool, ConstMatrixView<S> told, std::size_t to,
    const ModalityBatch<S>& source, const ModalityBatch<S>& truth, double weight, Want want)
{
    Matrix<S>* gradient = want == Want::gradients ? &m_gradOutput : nullptr;
    if (gradient) gradient->resize(told.rows(), told.cols());
    m_errors.resize(static_cast<std::size_t>(told.rows()));
    const auto scale = static_cast<S>(weight);
    inStretches(pool, told.rows(), told.cols(), [&](Index first, Index count) {
        for (Index i = first; i < first + count; ++i) {
            double& error = m_errors[static_cast<std::size_t>(i)];
            if (!isThere(source, i) || !isThere(truth, i)) {
                error = 0;
                if (gradient) gradient->row(i).setZero();
            } else {
                error = errorOf(to, told, truth, i, scale, gradient);
            }
        }
    });
    return std::accumulate(m_errors.begin(), m_errors.end(), 0.0);
}

template class AutoencoderTask<float>;
template class AutoencoderTask<double>;

} // namespace contrastlab
