// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Building a tower from its spec, and passing batches through it.
#include "model/tower.h"

#include "model/embedding_bag.h"

#include <utility>

namespace contrastlab {

namespace {

constexpr double tokenDeviation = 0.02;

} // namespace

template <class S> Tower<S>::Tower(const TowerSpec& spec, const InputShape& shape) : m_shape(shape)
{
    Index size = shape.size();
    if (shape.kind == ModalityKind::text) {
        m_tokenWidth = size = spec.tokenWidth;
        m_blocks.push_back({ "tokens", 0, shape.vocabulary, m_tokenWidth, true });
        m_parameters = shape.vocabulary * m_tokenWidth;
    } else if (spec.kind == TowerKind::convolution) {
        Index height = shape.height;
        Index width = shape.width;
        Index channels = shape.channels;
        for (const Index filters : spec.filters) {
            add(makeConvolution<S>(height, width, channels, filters), "convolution");
            height = (height + 1) / 2;
            width = (width + 1) / 2;
            channels = filters;
        }
        add(makeMeanPool<S>(height * width, channels), "pool");
        size = channels;
    }
    for (int hidden = 0; spec.kind == TowerKind::mlp && hidden < spec.hiddenLayers; ++hidden) {
        add(makeLinear<S>(size, spec.hiddenWidth, true), "hidden");
        add(makeActivation<S>(spec.hiddenWidth, spec.activation), "activation");
        size = spec.hiddenWidth;
    }
    add(makeLinear<S>(size, spec.embeddingWidth, false), "head");
}

template <class S> void Tower<S>::add(std::unique_ptr<Layer<S>> layer, const std::string& name)
{
    const std::string prefix = name + std::to_string(m_layers.size() + 1) + ".";
    m_offsets.push_back(m_parameters);
    for (const LayerBlock& block : layer->blocks()) {
        m_blocks.push_back(
            { prefix + block.name, m_parameters, block.rows, block.columns, block.decays });
        m_parameters += block.rows * block.columns;
    }
    m_layers.push_back(std::move(layer));
}

template <class S> Index Tower<S>::activations() const
{
    Index count = m_tokenWidth;
    for (const auto& layer : m_layers)
        count += layer->outputSize();
    return count;
}

template <class S> void Tower<S>::initialise(S* parameters, RandomStream& stream) const
{
    // Small beginnings: what the vectors mean is learnt, not drawn (a deviation of 1 cost a tenth
    // of the recall).
    for (Index i = 0; i < m_shape.vocabulary * m_tokenWidth; ++i)
        parameters[i] = static_cast<S>(tokenDeviation * stream.normal());
    for (std::size_t i = 0; i < m_layers.size(); ++i)
        m_layers[i]->initialise(parameters + m_offsets[i], stream);
}

template <class S>
ConstMatrixView<S> Tower<S>::forward(
    ThreadPool& pool, const S* parameters, const ModalityBatch<S>& batch, TowerTape<S>& tape) const
{
    tape.outputs.resize(m_layers.size());
    tape.scratch.resize(m_layers.size());
    const Index count = batch.size();
    if (m_tokenWidth > 0) {
        tape.bag.resize(count, m_tokenWidth);
        bagForward<S>(pool, batch.tokens, viewOf(parameters, m_shape.vocabulary, m_tokenWidth),
            view(tape.bag));
    }
    const Matrix<S>* x = m_tokenWidth > 0 ? &tape.bag : &batch.dense;
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        Matrix<S>& y = tape.outputs[i];
        y.resize(count, m_layers[i]->outputSize());
        m_layers[i]->forward(pool, parameters + m_offsets[i], view(*x), view(y), tape.scratch[i]);
        x = &y;
    }
    return view(*x);
}

template <class S>
void Tower<S>::backward(ThreadPool& pool, const S* parameters, const ModalityBatch<S>& batch,
    TowerTape<S>& tape, Matrix<S>& gradEmbedding, S* gradParameters) const
{
    tape.gradients.resize(m_layers.size());
    for (LayerScratch<S>& scratch : tape.scratch)
        scratch.precision = tape.precision;
    const Index count = batch.size();
    Matrix<S>* gradY = &gradEmbedding;
    Matrix<S> none;
    for (std::size_t i = m_layers.size(); i-- > 0;) {
        const bool first = i == 0;
        const Matrix<S>& x = !first ? tape.outputs[i - 1]
            : m_tokenWidth > 0      ? tape.bag
                                    : batch.dense;
        Matrix<S>* gradX = !first ? &tape.gradients[i]
            : m_tokenWidth > 0    ? &tape.bagGradient
                                  : &none;
        if (gradX != &none) gradX->resize(count, m_layers[i]->inputSize());
        m_layers[i]->backward(pool, parameters + m_offsets[i], view(x),
            view(std::as_const(tape.outputs[i])), view(*gradY), view(*gradX),
            gradParameters + m_offsets[i], tape.scratch[i]);
        gradY = gradX;
    }
    if (m_tokenWidth > 0)
        bagBackward<S>(pool, batch.tokens, view(std::as_const(tape.bagGradient)),
            viewOf(gradParameters, m_shape.vocabulary, m_tokenWidth));
}

template class Tower<float>;
template class Tower<double>;

} // namespace contrastlab
