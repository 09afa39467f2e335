// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A tower turns one modality into embeddings: layers in a row, with an embedding bag in front for
// text. MultiTower is all towers of a run over one flat parameter vector. Values only; no threads
// of its own.
#pragma once

#include "data/batch_maker.h"
#include "model/layer.h"

#include <memory>
#include <string>
#include <vector>

namespace contrastlab {

enum class TowerKind { linear, mlp, convolution };

struct TowerSpec {
    TowerKind kind = TowerKind::linear;
    Index hiddenWidth = 512;
    int hiddenLayers = 1;
    Activation activation = Activation::relu;
    std::vector<Index> filters = { 32, 64, 128 };
    Index tokenWidth = 128; ///< text: width of the word and gram embeddings
    Index embeddingWidth = 64;
};

/// A block of one tower: where in the tower's stretch of parameters it lies.
struct TowerBlock {
    std::string name; ///< "layer2.weight"
    Index offset = 0;
    Index rows = 0;
    Index columns = 0;
    bool decays = true;
};

/// What a forward pass leaves for the backward pass; reused from step to step.
template <class S> struct TowerTape {
    std::vector<Matrix<S>> outputs; ///< of each layer
    std::vector<Matrix<S>> gradients;
    std::vector<LayerScratch<S>> scratch;
    Matrix<S> bag; ///< text: N x tokenWidth
    Matrix<S> bagGradient;
    /// Of the layers' products in the backward pass. Forward all is in single precision: a unit of
    /// a rectifier that rounding takes over its kink has another gradient altogether.
    Precision precision = Precision::float32;
};

template <class S> class Tower {
public:
    Tower(const TowerSpec& spec, const InputShape& shape);

    [[nodiscard]] Index parameters() const { return m_parameters; }
    [[nodiscard]] Index embeddingWidth() const { return m_layers.back()->outputSize(); }
    [[nodiscard]] const std::vector<TowerBlock>& blocks() const { return m_blocks; }
    /// Numbers a sample that the layers put out, the embedding among them.
    [[nodiscard]] Index activations() const;
    void initialise(S* parameters, RandomStream& stream) const;

    /// The raw embeddings, N x embeddingWidth; a view into the tape.
    ConstMatrixView<S> forward(ThreadPool& pool, const S* parameters, const ModalityBatch<S>& batch,
        TowerTape<S>& tape) const;
    /// After forward with the same batch and tape: writes dL/dparameters. gradEmbedding is
    /// overwritten.
    void backward(ThreadPool& pool, const S* parameters, const ModalityBatch<S>& batch,
        TowerTape<S>& tape, Matrix<S>& gradEmbedding, S* gradParameters) const;

private:
    void add(std::unique_ptr<Layer<S>> layer, const std::string& name);

    InputShape m_shape;
    Index m_tokenWidth = 0;
    std::vector<std::unique_ptr<Layer<S>>> m_layers;
    std::vector<Index> m_offsets; ///< of each layer's parameters
    std::vector<TowerBlock> m_blocks;
    Index m_parameters = 0;
};

} // namespace contrastlab
