// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A multi-layer perceptron over rows, with the gradient of its input: decoders and discriminators.
// A pure function of (rows, parameters).
#pragma once

#include "model/tower.h"

namespace contrastlab {

template <class S> class DenseNet {
public:
    /// `hiddenLayers` may be 0: a linear map.
    DenseNet(Index input, Index output, Index hiddenWidth, int hiddenLayers, Activation activation);

    [[nodiscard]] Index parameters() const { return m_parameters; }
    [[nodiscard]] Index outputSize() const { return m_layers.back()->outputSize(); }
    [[nodiscard]] const std::vector<TowerBlock>& blocks() const { return m_blocks; }
    void initialise(S* parameters, RandomStream& stream) const;

    struct Tape {
        std::vector<Matrix<S>> outputs; ///< of each layer
        std::vector<Matrix<S>> gradients;
        std::vector<LayerScratch<S>> scratch;
    };
    /// x: N x input; N x output, a view into the tape.
    ConstMatrixView<S> forward(
        ThreadPool& pool, const S* parameters, ConstMatrixView<S> x, Tape& tape) const;
    /// After forward with the same rows and tape: writes dL/dparameters and dL/dx (N x input).
    /// gradOutput is overwritten.
    void backward(ThreadPool& pool, const S* parameters, ConstMatrixView<S> x, Tape& tape,
        Matrix<S>& gradOutput, Matrix<S>& gradX, S* gradParameters) const;

private:
    void add(std::unique_ptr<Layer<S>> layer);

    std::vector<std::unique_ptr<Layer<S>>> m_layers;
    std::vector<Index> m_offsets; ///< of each layer's parameters
    std::vector<TowerBlock> m_blocks;
    Index m_parameters = 0;
};

} // namespace contrastlab
