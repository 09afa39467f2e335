// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The dense layers: linear map, activation, mean pool.
#include "base/product.h"
#include "base/stretches.h"
#include "model/layer.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace contrastlab {

namespace {

template <class S> class Linear final : public Layer<S> {
public:
    Linear(Index input, Index output, bool beforeRectifier)
        : m_input(input)
        , m_output(output)
        , m_beforeRectifier(beforeRectifier)
    {
    }
    Index inputSize() const override { return m_input; }
    Index outputSize() const override { return m_output; }
    std::vector<LayerBlock> blocks() const override
    {
        return { { "weight", m_input, m_output, true }, { "bias", 1, m_output, false } };
    }
    void initialise(S* parameters, RandomStream& stream) const override
    {
        const double fan =
            m_beforeRectifier ? static_cast<double>(m_input) / 2 : static_cast<double>(m_input);
        const double deviation = std::sqrt(1.0 / fan);
        for (Index i = 0; i < m_input * m_output; ++i)
            parameters[i] = static_cast<S>(deviation * stream.normal());
        std::fill_n(parameters + m_input * m_output, m_output, S(0));
    }
    void forward(ThreadPool& pool, const S* parameters, ConstMatrixView<S> x, MatrixView<S> y,
        LayerScratch<S>&) const override
    {
        product<S>(pool, x, weight(parameters), y);
        const Eigen::Map<const Eigen::Array<S, 1, Eigen::Dynamic>> bias(
            parameters + m_input * m_output, m_output);
        inStretches(pool, y.rows(), m_output, [&](Index first, Index count) {
            y.middleRows(first, count).array().rowwise() += bias;
        });
    }
    void backward(ThreadPool& pool, const S* parameters, ConstMatrixView<S> x, ConstMatrixView<S>,
        MatrixView<S> gradY, MatrixView<S> gradX, S* gradParameters,
        LayerScratch<S>& scratch) const override
    {
        const ConstMatrixView<S> g(
            gradY.data(), gradY.rows(), gradY.cols(), Eigen::OuterStride<>(gradY.outerStride()));
        productTransposedLeft<S>(pool, x, g, viewOf(gradParameters, m_input, m_output),
            Write::replace, scratch.precision);
        VectorView<S>(gradParameters + m_input * m_output, m_output) =
            g.colwise().sum().transpose();
        if (gradX.size() > 0)
            productTransposedRight<S>(
                pool, g, weight(parameters), gradX, Write::replace, scratch.precision);
    }

private:
    ConstMatrixView<S> weight(const S* parameters) const
    {
        return viewOf(parameters, m_input, m_output);
    }

    Index m_input;
    Index m_output;
    bool m_beforeRectifier;
};

template <class S> S geluOf(S x)
{
    return S(0.5) * x * (S(1) + std::erf(x * S(std::numbers::sqrt2 / 2)));
}

template <class S> S geluSlope(S x)
{
    const S density = std::exp(S(-0.5) * x * x) * S(std::numbers::inv_sqrtpi / std::numbers::sqrt2);
    return S(0.5) * (S(1) + std::erf(x * S(std::numbers::sqrt2 / 2))) + x * density;
}

template <class S> class ActivationLayer final : public Layer<S> {
public:
    ActivationLayer(Index size, Activation activation) : m_size(size), m_activation(activation) { }
    Index inputSize() const override { return m_size; }
    Index outputSize() const override { return m_size; }
    void forward(ThreadPool& pool, const S*, ConstMatrixView<S> x, MatrixView<S> y,
        LayerScratch<S>&) const override
    {
        inStretches(pool, x.rows(), m_size, [&](Index first, Index count) {
            const auto from = x.middleRows(first, count).array();
            auto to = y.middleRows(first, count).array();
            if (m_activation == Activation::relu) to = from.max(S(0));
            if (m_activation == Activation::tanh) to = from.tanh();
            if (m_activation == Activation::gelu) to = from.unaryExpr(&geluOf<S>);
        });
    }
    void backward(ThreadPool& pool, const S*, ConstMatrixView<S> x, ConstMatrixView<S> y,
        MatrixView<S> gradY, MatrixView<S> gradX, S*, LayerScratch<S>&) const override
    {
        if (gradX.size() == 0) return;
        inStretches(pool, x.rows(), m_size, [&](Index first, Index count) {
            const auto in = x.middleRows(first, count).array();
            const auto out = y.middleRows(first, count).array();
            const auto g = gradY.middleRows(first, count).array();
            auto to = gradX.middleRows(first, count).array();
            if (m_activation == Activation::relu) to = (out > S(0)).select(g, S(0));
            if (m_activation == Activation::tanh) to = g * (S(1) - out.square());
            if (m_activation == Activation::gelu) to = g * in.unaryExpr(&geluSlope<S>);
        });
    }

private:
    Index m_size;
    Activation m_activation;
};

template <class S> class MeanPool final : public Layer<S> {
public:
    MeanPool(Index positions, Index channels) : m_positions(positions), m_channels(channels) { }
    Index inputSize() const override { return m_positions * m_channels; }
    Index outputSize() const override { return m_channels; }
    void forward(ThreadPool& pool, const S*, ConstMatrixView<S> x, MatrixView<S> y,
        LayerScratch<S>&) const override
    {
        inStretches(pool, x.rows(), inputSize(), [&](Index first, Index count) {
            for (Index i = first; i < first + count; ++i)
                y.row(i) = viewOf(x.row(i).data(), m_positions, m_channels).colwise().mean();
        });
    }
    void backward(ThreadPool& pool, const S*, ConstMatrixView<S> x, ConstMatrixView<S>,
        MatrixView<S> gradY, MatrixView<S> gradX, S*, LayerScratch<S>&) const override
    {
        if (gradX.size() == 0) return;
        const S share = S(1) / static_cast<S>(m_positions);
        inStretches(pool, x.rows(), inputSize(), [&](Index first, Index count) {
            for (Index i = first; i < first + count; ++i)
                viewOf(gradX.row(i).data(), m_positions, m_channels).rowwise() =
                    share * gradY.row(i);
        });
    }

private:
    Index m_positions;
    Index m_channels;
};

} // namespace

template <class S>
std::unique_ptr<Layer<S>> makeLinear(Index input, Index output, bool beforeRectifier)
{
    return std::make_unique<Linear<S>>(input, output, beforeRectifier);
}

template <class S> std::unique_ptr<Layer<S>> makeActivation(Index size, Activation activation)
{
    return std::make_unique<ActivationLayer<S>>(size, activation);
}

template <class S> std::unique_ptr<Layer<S>> makeMeanPool(Index positions, Index channels)
{
    return std::make_unique<MeanPool<S>>(positions, channels);
}

template std::unique_ptr<Layer<float>> makeLinear(Index, Index, bool);
template std::unique_ptr<Layer<double>> makeLinear(Index, Index, bool);
template std::unique_ptr<Layer<float>> makeActivation(Index, Activation);
template std::unique_ptr<Layer<double>> makeActivation(Index, Activation);
template std::unique_ptr<Layer<float>> makeMeanPool(Index, Index);
template std::unique_ptr<Layer<double>> makeMeanPool(Index, Index);

} // namespace contrastlab
