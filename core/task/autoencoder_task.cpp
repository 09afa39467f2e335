// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Samples that lack a modality take no part in what is decoded from or to it.
#include "task/autoencoder_task.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace contrastlab {

namespace {

template <class S> bool isThere(const ModalityBatch<S>& batch, Index sample)
{
    return batch.present.empty() || batch.present[static_cast<std::size_t>(sample)] != 0;
}

/// Squared error a value of one row; the gradient times `weight` where it is wanted.
template <class S>
double squaredError(
    ConstMatrixView<S> told, const Matrix<S>& truth, Index row, S weight, Matrix<S>* gradient)
{
    double sum = 0;
    const auto width = static_cast<double>(truth.cols());
    for (Index k = 0; k < truth.cols(); ++k) {
        const S difference = told(row, k) - truth(row, k);
        sum += static_cast<double>(difference) * static_cast<double>(difference);
        if (gradient) (*gradient)(row, k) = weight * static_cast<S>(2 / width) * difference;
    }
    return sum / width;
}

/// Cross entropy of a bag of tokens, whose weights sum to 1, with the softmax of logits.
template <class S>
double bagCrossEntropy(
    ConstMatrixView<S> logits, const TokenBag& bag, Index row, S weight, Matrix<S>* gradient)
{
    const auto all = logits.row(row).template cast<double>().array();
    const double most = all.maxCoeff();
    const double logSum = most + std::log((all - most).exp().sum());
    if (gradient)
        gradient->row(row) =
            (static_cast<double>(weight) * (all - logSum).exp()).template cast<S>();
    double loss = 0;
    const std::span<const int> tokens = bag.tokens(row);
    const float* weights = bag.weights.data() + bag.offsets[static_cast<std::size_t>(row)];
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const auto share = static_cast<double>(weights[i]);
        loss += share * (logSum - static_cast<double>(logits(row, tokens[i])));
        if (gradient) (*gradient)(row, tokens[i]) -= static_cast<S>(share) * weight;
    }
    return tokens.empty() ? 0 : loss;
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
TaskLoss AutoencoderTask<S>::evaluate(ThreadPool& pool, const S* parameters,
    const TaskBatch<S>& batch, const std::vector<ConstMatrixView<S>>& embeddings, Want want,
    S* gradParameters, std::vector<Matrix<S>>& gradEmbeddings)
{
    const std::size_t towers = m_decoders.size();
    const bool gradients = want == Want::gradients;
    const Index rows = embeddings.front().rows();
    int directions = 0;
    for (std::size_t from = 0; from < towers; ++from)
        for (std::size_t to = 0; to < towers; ++to)
            directions += decodes(from, to);
    if (gradients) {
        std::fill_n(gradParameters, m_parameters, S(0));
        for (std::size_t t = 0; t < towers; ++t)
            gradEmbeddings[t].setZero(rows, embeddings[t].cols());
    }
    std::vector<double> losses(towers, 0.0);
    std::vector<int> counts(towers, 0);
    for (std::size_t from = 0; from < towers; ++from)
        for (std::size_t to = 0; to < towers; ++to) {
            if (!decodes(from, to)) continue;
            Index there = 0;
            for (Index i = 0; i < rows; ++i)
                there += isThere(batch.inputs[from], i) && isThere(batch.inputs[to], i);
            if (there == 0) continue;
            const DenseNet<S>& decoder = m_decoders[to];
            const S* own = parameters + m_offsets[to];
            const ConstMatrixView<S> told = decoder.forward(pool, own, embeddings[from], m_tape);
            if (gradients) m_gradOutput.setZero(rows, decoder.outputSize());
            const S weight = static_cast<S>(1.0 / (static_cast<double>(there) * directions));
            Matrix<S>* gradient = gradients ? &m_gradOutput : nullptr;
            double sum = 0;
            const bool isText = m_shapes[to].kind == ModalityKind::text;
            for (Index i = 0; i < rows; ++i) {
                if (!isThere(batch.inputs[from], i) || !isThere(batch.inputs[to], i)) continue;
                sum += isText
                    ? bagCrossEntropy<S>(told, batch.inputs[to].tokens, i, weight, gradient)
                    : squaredError<S>(told, batch.inputs[to].dense, i, weight, gradient);
            }
            losses[to] += sum / static_cast<double>(there);
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

template class AutoencoderTask<float>;
template class AutoencoderTask<double>;

} // namespace contrastlab
