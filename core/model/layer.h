// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A layer: a function of a batch and of a stretch of the flat parameter vector, with its exact
// gradient. Layers hold shapes only, so one may serve several threads; activations belong to the
// caller.
#pragma once

#include "base/bfloat16.h"
#include "base/matrix.h"
#include "base/random.h"
#include "base/thread_pool.h"

#include <memory>
#include <string>
#include <vector>

namespace contrastlab {

enum class Activation { relu, gelu, tanh };

/// A named piece of a layer's parameters: rows x columns, row-major.
struct LayerBlock {
    std::string name;
    Index rows = 0;
    Index columns = 0;
    bool decays = true;
};

/// Scratch memory that a layer may use within one call and reuse in the next.
template <class S> struct LayerScratch {
    std::vector<Matrix<S>> matrices;
    /// Of the products of backward(); in double it changes nothing.
    Precision precision = Precision::float32;

    Matrix<S>& at(std::size_t i, Index rows, Index columns)
    {
        if (matrices.size() <= i) matrices.resize(i + 1);
        if (matrices[i].rows() != rows || matrices[i].cols() != columns)
            matrices[i].resize(rows, columns);
        return matrices[i];
    }
};

template <class S> class Layer {
public:
    virtual ~Layer() = default;
    [[nodiscard]] virtual Index inputSize() const = 0; ///< values a sample
    [[nodiscard]] virtual Index outputSize() const = 0; ///< values a sample
    [[nodiscard]] virtual std::vector<LayerBlock> blocks() const { return {}; }
    /// Fills the parameters, blocks one after another.
    virtual void initialise(S* /*parameters*/, RandomStream& /*stream*/) const { }

    /// y = f(x): x is N x inputSize, y is N x outputSize.
    virtual void forward(ThreadPool& pool, const S* parameters, ConstMatrixView<S> x,
        MatrixView<S> y, LayerScratch<S>& scratch) const = 0;
    /// From gradY = dL/dy writes dL/dparameters to gradParameters and, unless gradX is empty, dL/dx
    /// to gradX. gradY may be overwritten.
    virtual void backward(ThreadPool& pool, const S* parameters, ConstMatrixView<S> x,
        ConstMatrixView<S> y, MatrixView<S> gradY, MatrixView<S> gradX, S* gradParameters,
        LayerScratch<S>& scratch) const = 0;
};

/// y = x W + b with W: input x output. LeCun-normal for a last layer, He-normal before a
/// rectifier.
template <class S>
std::unique_ptr<Layer<S>> makeLinear(Index input, Index output, bool beforeRectifier);
template <class S> std::unique_ptr<Layer<S>> makeActivation(Index size, Activation activation);
/// 3 x 3 convolution of stride 2 with one row and column of zeros around, then max(0, .): height x
/// width x channels to ceil(height / 2) x ceil(width / 2) x filters, channels innermost. Normal
/// weights of variance 1 / (3 fan-in).
template <class S>
std::unique_ptr<Layer<S>> makeConvolution(Index height, Index width, Index channels, Index filters);
/// Mean over positions: (positions x channels) to channels.
template <class S> std::unique_ptr<Layer<S>> makeMeanPool(Index positions, Index channels);

} // namespace contrastlab
