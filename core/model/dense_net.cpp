// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The layers of a tower, one after the other.
#include "model/dense_net.h"

#include <utility>

namespace contrastlab {

template <class S>
DenseNet<S>::DenseNet(
    Index input, Index output, Index hiddenWidth, int hiddenLayers, Activation activation)
{
    for (int hidden = 0; hidden < hiddenLayers; ++hidden) {
        add(makeLinear<S>(input, hiddenWidth, true));
        add(makeActivation<S>(hiddenWidth, activation));
        input = hiddenWidth;
    }
    add(makeLinear<S>(input, output, false));
}

template <class S> void DenseNet<S>::add(std::unique_ptr<Layer<S>> layer)
{
    m_offsets.push_back(m_parameters);
    const std::string prefix = "layer" + std::to_string(m_layers.size() + 1) + ".";
    for (const LayerBlock& block : layer->blocks()) {
        m_blocks.push_back(
            { prefix + block.name, m_parameters, block.rows, block.columns, block.decays });
        m_parameters += block.rows * block.columns;
    }
    m_layers.push_back(std::move(layer));
}

template <class S> void DenseNet<S>::initialise(S* parameters, RandomStream& stream) const
{
    for (std::size_t i = 0; i < m_layers.size(); ++i)
        m_layers[i]->initialise(parameters + m_offsets[i], stream);
}

template <class S>
ConstMatrixView<S> DenseNet<S>::forward(
    ThreadPool& pool, const S* parameters, ConstMatrixView<S> x, Tape& tape) const
{
    tape.outputs.resize(m_layers.size());
    tape.scratch.resize(m_layers.size());
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        Matrix<S>& y = tape.outputs[i];
        y.resize(x.rows(), m_layers[i]->outputSize());
        const ConstMatrixView<S> from = i == 0 ? x : view(std::as_const(tape.outputs[i - 1]));
        m_layers[i]->forward(pool, parameters + m_offsets[i], from, view(y), tape.scratch[i]);
    }
    return view(std::as_const(tape.outputs.back()));
}

template <class S>
void DenseNet<S>::backward(ThreadPool& pool, const S* parameters, ConstMatrixView<S> x, Tape& tape,
    Matrix<S>& gradOutput, Matrix<S>& gradX, S* gradParameters) const
{
    tape.gradients.resize(m_layers.size());
    Matrix<S>* gradY = &gradOutput;
    for (std::size_t i = m_layers.size(); i-- > 0;) {
        Matrix<S>& to = i == 0 ? gradX : tape.gradients[i];
        to.resize(x.rows(), m_layers[i]->inputSize());
        const ConstMatrixView<S> from = i == 0 ? x : view(std::as_const(tape.outputs[i - 1]));
        m_layers[i]->backward(pool, parameters + m_offsets[i], from,
            view(std::as_const(tape.outputs[i])), view(*gradY), view(to),
            gradParameters + m_offsets[i], tape.scratch[i]);
        gradY = &to;
    }
}

template class DenseNet<float>;
template class DenseNet<double>;

} // namespace contrastlab
