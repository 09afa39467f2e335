// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Convolution as a matrix product over gathered patches (im2col), a few pictures at a time so that
// the patches stay in the processor's cache. Patches are gathered again for the gradient: copying
// is cheaper than keeping.
#include "model/layer.h"

#include "base/eigen_product.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace contrastlab {

namespace {

constexpr Index kernelSide = 3;
constexpr Index mostGroups = 16; // partial weight gradients, summed in order
constexpr Index leastGroup = 8; // pictures
constexpr Index patchBytes = 1 << 19; // what a gathered stretch may take

// Products of gradients inside a task: Eigen's, or with rounded factors ours on a pool of one
// thread.
template <class S> class TaskProducts {
public:
    explicit TaskProducts(Precision precision) : m_precision(precision) { }

    void multiplyTransposedRight(ConstMatrixView<S> a, ConstMatrixView<S> b, MatrixView<S> c)
    {
        if (m_precision == Precision::float32) return eigenProductTransposedRight<S>(a, b, c);
        productTransposedRight<S>(m_alone, a, b, c, Write::replace, m_precision);
    }
    void addTransposedLeft(ConstMatrixView<S> a, ConstMatrixView<S> b, MatrixView<S> c)
    {
        if (m_precision == Precision::float32)
            return eigenProductTransposedLeft<S>(a, b, c, Write::add);
        productTransposedLeft<S>(m_alone, a, b, c, Write::add, m_precision);
    }

private:
    Precision m_precision;
    ThreadPool m_alone;
};

template <class S> class Convolution final : public Layer<S> {
public:
    Convolution(Index height, Index width, Index channels, Index filters)
        : m_height(height)
        , m_width(width)
        , m_channels(channels)
        , m_filters(filters)
        , m_outHeight((height + 1) / 2)
        , m_outWidth((width + 1) / 2)
    {
    }
    Index inputSize() const override { return m_height * m_width * m_channels; }
    Index outputSize() const override { return positions() * m_filters; }
    std::vector<LayerBlock> blocks() const override
    {
        return { { "weight", patch(), m_filters, true }, { "bias", 1, m_filters, false } };
    }
    void initialise(S* parameters, RandomStream& stream) const override
    {
        // A third of Xavier's variance, as in PyTorch's default: smaller than He's, so that
        // features are learnt sooner.
        const double deviation = std::sqrt(1.0 / (3.0 * static_cast<double>(patch())));
        for (Index i = 0; i < patch() * m_filters; ++i)
            parameters[i] = static_cast<S>(deviation * stream.normal());
        std::fill_n(parameters + patch() * m_filters, m_filters, S(0));
    }

    void forward(ThreadPool& pool, const S* parameters, ConstMatrixView<S> x, MatrixView<S> y,
        LayerScratch<S>& scratch) const override
    {
        const auto weight = viewOf(parameters, patch(), m_filters);
        const Eigen::Map<const Eigen::Array<S, 1, Eigen::Dynamic>> bias(
            parameters + patch() * m_filters, m_filters);
        prepare(pool, scratch);
        inGroups(pool, x.rows(), [&](Index, Index first, Index count, int thread) {
            Matrix<S>& patches = scratch.matrices[static_cast<std::size_t>(thread)];
            gather(x, first, count, patches);
            auto out = viewOf(y.row(first).data(), count * positions(), m_filters);
            eigenProduct<S>(
                rowsOf(view(std::as_const(patches)), 0, count * positions()), weight, out);
            out.array() = (out.array().rowwise() + bias).max(S(0));
        });
    }

    void backward(ThreadPool& pool, const S* parameters, ConstMatrixView<S> x, ConstMatrixView<S> y,
        MatrixView<S> gradY, MatrixView<S> gradX, S* gradParameters,
        LayerScratch<S>& scratch) const override
    {
        const auto weight = viewOf(parameters, patch(), m_filters);
        prepare(pool, scratch);
        const Index groups = (x.rows() + groupSize(x.rows()) - 1) / groupSize(x.rows());
        Matrix<S>& partial =
            scratch.at(static_cast<std::size_t>(pool.threads()), groups, (patch() + 1) * m_filters);
        partial.setZero();
        inGroups(pool, x.rows(), [&](Index group, Index first, Index count, int thread) {
            Matrix<S>& patches = scratch.matrices[static_cast<std::size_t>(thread)];
            const Index rows = count * positions();
            auto g = viewOf(gradY.row(first).data(), rows, m_filters);
            const auto out = viewOf(y.row(first).data(), rows, m_filters);
            g.array() = (out.array() > S(0)).select(g.array(), S(0));
            gather(x, first, count, patches);
            auto sum = viewOf(partial.row(group).data(), patch() + 1, m_filters);
            const MatrixView<S> gathered = rowsOf(view(patches), 0, rows);
            TaskProducts<S> products(scratch.precision);
            products.addTransposedLeft(asConst(gathered), asConst(g), rowsOf(sum, 0, patch()));
            sum.row(patch()) += g.colwise().sum();
            if (gradX.size() == 0) return;
            products.multiplyTransposedRight(asConst(g), weight, gathered);
            scatter(patches, first, count, gradX);
        });
        // Blocks lie one after the other, so one sum serves weight and bias.
        VectorView<S>(gradParameters, (patch() + 1) * m_filters) =
            partial.colwise().sum().transpose();
    }

private:
    Index positions() const { return m_outHeight * m_outWidth; }
    Index patch() const { return kernelSide * kernelSide * m_channels; }
    static Index groupSize(Index rows)
    {
        return std::max(leastGroup, (rows + mostGroups - 1) / mostGroups);
    }
    Index stretchSize() const
    {
        return std::max<Index>(
            1, patchBytes / (positions() * patch() * static_cast<Index>(sizeof(S))));
    }

    void prepare(ThreadPool& pool, LayerScratch<S>& scratch) const
    {
        const Index rows = stretchSize() * positions();
        for (int thread = 0; thread < pool.threads(); ++thread)
            scratch.at(static_cast<std::size_t>(thread), rows, patch());
    }

    // Calls body(group, first, count, thread) for stretches of each group of pictures, in order
    // within the group.
    template <class Body> void inGroups(ThreadPool& pool, Index rows, const Body& body) const
    {
        const Index size = groupSize(rows);
        const Index stretch = stretchSize();
        pool.run((rows + size - 1) / size, [&](Index group, int thread) {
            const Index end = std::min(rows, (group + 1) * size);
            for (Index first = group * size; first < end; first += stretch)
                body(group, first, std::min(stretch, end - first), thread);
        });
    }

    // Calls body(offset of the patch row, offset in the picture or -1, values) for the rows of
    // every patch. In a row of three taps those inside the picture are contiguous: channels are
    // innermost.
    template <class Body> void forEachTapRow(const Body& body) const
    {
        for (Index oy = 0; oy < m_outHeight; ++oy) {
            for (Index ox = 0; ox < m_outWidth; ++ox) {
                const Index position = oy * m_outWidth + ox;
                const Index left = 2 * ox - 1;
                const Index skip = left < 0 ? 1 : 0;
                const Index taps = std::min(left + kernelSide, m_width) - std::max<Index>(left, 0);
                for (Index ky = 0; ky < kernelSide; ++ky) {
                    const Index row = 2 * oy - 1 + ky;
                    const bool inside = row >= 0 && row < m_height;
                    const Index from = inside ? (row * m_width + left + skip) * m_channels : -1;
                    body(position * patch() + ky * kernelSide * m_channels, skip * m_channels, from,
                        taps * m_channels);
                }
            }
        }
    }

    void gather(ConstMatrixView<S> x, Index first, Index count, Matrix<S>& patches) const
    {
        const Index span = kernelSide * m_channels;
        for (Index i = 0; i < count; ++i) {
            const S* picture = x.row(first + i).data();
            S* to = patches.data() + i * positions() * patch();
            forEachTapRow([&](Index at, Index skip, Index from, Index values) {
                S* taps = to + at;
                if (from < 0 || values < span) std::fill_n(taps, span, S(0));
                if (from >= 0) std::copy_n(picture + from, values, taps + skip);
            });
        }
    }

    void scatter(const Matrix<S>& patches, Index first, Index count, MatrixView<S> gradX) const
    {
        for (Index i = 0; i < count; ++i) {
            S* picture = gradX.row(first + i).data();
            std::fill_n(picture, inputSize(), S(0));
            const S* from = patches.data() + i * positions() * patch();
            forEachTapRow([&](Index at, Index skip, Index to, Index values) {
                if (to < 0) return;
                const S* taps = from + at + skip;
                for (Index v = 0; v < values; ++v)
                    picture[to + v] += taps[v];
            });
        }
    }

    Index m_height;
    Index m_width;
    Index m_channels;
    Index m_filters;
    Index m_outHeight;
    Index m_outWidth;
};

} // namespace

template <class S>
std::unique_ptr<Layer<S>> makeConvolution(Index height, Index width, Index channels, Index filters)
{
    return std::make_unique<Convolution<S>>(height, width, channels, filters);
}

template std::unique_ptr<Layer<float>> makeConvolution(Index, Index, Index, Index);
template std::unique_ptr<Layer<double>> makeConvolution(Index, Index, Index, Index);

} // namespace contrastlab
