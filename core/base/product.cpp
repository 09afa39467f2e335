// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Products from two copies: the right side once as panels as wide as the kernel, for all threads; a
// tile of the left side at a time, beside each other what the kernel reads together, in the cache
// of the thread that needs it. The copies hold the numbers themselves, or two of them rounded to
// bfloat16 in a lane (a Format).
#include "base/product.h"

#include "base/micro_kernel.h"

#include <algorithm>
#include <array>
#include <vector>

namespace contrastlab {

namespace {

constexpr Index tileRows = 48;
constexpr Index mostDepth =
    256; // of a tile: the panel beside it is 32 KB and stays in the first cache

// How copies are made and multiplied: a lane holds so many numbers along the depth.
template <class S> struct Plain {
    using Number = S;
    using Lane = S;
    static constexpr Index numbersALane = 1;
};
struct Paired {
    using Number = float;
    using Lane = Bfloat16Pair;
    static constexpr Index numbersALane = 2;
};

template <class Format> constexpr Index lanesFor(Index depth)
{
    return (depth + Format::numbersALane - 1) / Format::numbersALane;
}
template <class Format> constexpr Index mostLanes = lanesFor<Format>(mostDepth);

// count numbers, by vectors.
template <class S> inline void copyNumbers(const S* from, Index count, S* to)
{
    mapVectors<S>(
        count, to, [](Vec<S> v) { return v; }, from);
}

// element(i, j) = data[i * rowStep + j * columnStep]
template <class S> struct Operand {
    const S* data;
    Index rows, columns;
    Index rowStep, columnStep;

    [[nodiscard]] Operand rowsFrom(Index first, Index count) const
    {
        return { data + first * rowStep, count, columns, rowStep, columnStep };
    }
    [[nodiscard]] Operand columnsFrom(Index first, Index count) const
    {
        return { data + first * columnStep, rows, count, rowStep, columnStep };
    }
};

template <class S> Operand<S> operandOf(const ConstMatrixView<S>& m)
{
    return { m.data(), m.rows(), m.cols(), m.outerStride(), 1 };
}
template <class S> Operand<S> transposedOperand(const ConstMatrixView<S>& m)
{
    return { m.data(), m.cols(), m.rows(), 1, m.outerStride() };
}

// The right side in panels of two vectors of columns, the last perhaps of one, zero where columns
// end; lane after lane of the depth within a panel.
template <class Format> class RightPanels {
    using S = typename Format::Number;
    using Lane = typename Format::Lane;

public:
    RightPanels(ThreadPool& pool, const Operand<S>& right)
        : m_depth(right.rows)
        , m_lanes(lanesFor<Format>(m_depth))
        , m_columns(right.columns)
    {
        const std::size_t size = static_cast<std::size_t>(m_lanes * wholeVectors<S>(m_columns));
        if (memory().size() < size) memory().resize(size);
        m_data = memory().data();
        const Index panels = (m_columns + kernelColumns<S> - 1) / kernelColumns<S>;
        const Index perTask =
            std::max<Index>(1, (Index(1) << 15) / std::max<Index>(1, m_depth * kernelColumns<S>));
        pool.run((panels + perTask - 1) / perTask, [&](Index task) {
            for (Index panel = task * perTask; panel < std::min(panels, (task + 1) * perTask);
                 ++panel)
                pack(right, panel * kernelColumns<S>);
        });
    }
    [[nodiscard]] const Lane* panel(Index firstColumn) const
    {
        return m_data + firstColumn * m_lanes;
    }
    [[nodiscard]] Index columns() const { return m_columns; }
    [[nodiscard]] Index depth() const { return m_depth; }

private:
    // One a thread that calls products, kept for its next product.
    static std::vector<Lane>& memory()
    {
        thread_local std::vector<Lane> kept;
        return kept;
    }

    void pack(const Operand<S>& right, Index first)
    {
        const Index valid = std::min(kernelColumns<S>, m_columns - first);
        const Index width = wholeVectors<S>(valid);
        Lane* to = m_data + first * m_lanes;
        const S* from = right.data + first * right.columnStep;
        if (right.columnStep == 1)
            packRows(from, right.rowStep, valid, to, width);
        else
            packColumns(from, right.columnStep, valid, to, width);
        if (valid < width)
            for (Index lane = 0; lane < m_lanes; ++lane)
                std::fill(to + lane * width + valid, to + (lane + 1) * width, Lane(0));
    }

    void packRows(const S* from, Index rowStep, Index valid, Lane* to, Index width)
    {
        for (Index k = 0; k < m_depth;
             k += Format::numbersALane, to += width, from += Format::numbersALane * rowStep) {
            if constexpr (Format::numbersALane == 1)
                copyNumbers(from, valid, to);
            else
                toPairs(from, k + 1 < m_depth ? from + rowStep : nullptr, valid, to);
        }
    }

    void packColumns(const S* from, Index columnStep, Index valid, Lane* to, Index width)
    {
        if constexpr (Format::numbersALane == 1) {
            for (Index k = 0; k < m_depth; ++k, to += width)
                for (Index j = 0; j < valid; ++j)
                    to[j] = from[k + j * columnStep];
        } else {
            std::array<Lane, mostLanes<Format>> column;
            for (Index k = 0; k < m_depth; k += mostDepth, to += mostLanes<Format> * width)
                for (Index j = 0; j < valid; ++j) {
                    const Index depth = std::min(mostDepth, m_depth - k);
                    toPairs(from + k + j * columnStep, depth, column.data());
                    for (Index lane = 0; lane < lanesFor<Format>(depth); ++lane)
                        to[lane * width + j] = column[static_cast<std::size_t>(lane)];
                }
        }
    }

    Index m_depth, m_lanes, m_columns;
    Lane* m_data = nullptr;
};

// A tile of the left side: rows beside each other with an odd number of cache lines from one to the
// next, or, where a column is what lies together, columns beside each other.
template <class Format, bool byColumns> struct LeftTile {
    using S = typename Format::Number;
    using Lane = typename Format::Lane;
    static constexpr Index rowStep =
        byColumns ? 1 : mostLanes<Format> + 64 / static_cast<Index>(sizeof(Lane));
    static constexpr Index step = byColumns ? tileRows : 1;
    alignas(64) Lane values[byColumns ? tileRows * mostLanes<Format> : tileRows * rowStep];

    void copy(const Operand<S>& left, Index firstRow, Index rows, Index firstDepth, Index depth)
    {
        const S* from = left.data + firstRow * left.rowStep + firstDepth * left.columnStep;
        if constexpr (Format::numbersALane == 1) {
            const Index lines = byColumns ? depth : rows;
            for (Index line = 0; line < lines; ++line)
                copyNumbers(from + line * (byColumns ? left.columnStep : left.rowStep),
                    byColumns ? rows : depth, values + line * (byColumns ? step : rowStep));
        } else if constexpr (byColumns) {
            for (Index k = 0; k < depth; k += 2, from += 2 * left.columnStep)
                toPairs(from, k + 1 < depth ? from + left.columnStep : nullptr, rows,
                    values + k / 2 * step);
        } else {
            for (Index row = 0; row < rows; ++row)
                toPairs(from + row * left.rowStep, depth, values + row * rowStep);
        }
    }
};

// Writes whole vectors, or the part of them that c has columns for.
template <class S, int vectors>
void writeRow(S* to, const Vec<S> (&sums)[vectors], Index columns, bool adds)
{
    constexpr Index width = Simd<S>::width;
    for (int c = 0; c < vectors; ++c, to += width, columns -= width) {
        if (columns >= width)
            store<S>(to, adds ? load<S>(to) + sums[c] : sums[c]);
        else if (columns > 0)
            storeSome<S>(to, adds ? loadSome<S>(to, columns) + sums[c] : sums[c], columns);
    }
}

template <class S, bool byColumns, int vectors>
void multiplyPanel(const LeftTile<Plain<S>, byColumns>& tile, Index rows, Index depth,
    const S* panel, Index columns, S* c, Index cStep, bool adds)
{
    using Tile = LeftTile<Plain<S>, byColumns>;
    forRowPanels(rows, [&](auto panelRows, Index i) {
        constexpr int height = decltype(panelRows)::value;
        Vec<S> sums[height][vectors] = {};
        multiplyAdd<S, height, vectors>(depth, tile.values + i * Tile::rowStep,
            std::integral_constant<Index, Tile::rowStep> {}, Tile::step, panel,
            vectors * Simd<S>::width, sums);
        for (int r = 0; r < height; ++r)
            writeRow<S, vectors>(c + (i + r) * cStep, sums[r], columns, adds);
    });
}

template <class S, bool byColumns, int vectors>
void multiplyPanel(const LeftTile<Paired, byColumns>& tile, Index rows, Index depth,
    const Bfloat16Pair* panel, Index columns, float* c, Index cStep, bool adds)
{
    using Tile = LeftTile<Paired, byColumns>;
    multiplyPairs(rows, columns, lanesFor<Paired>(depth),
        { tile.values, Tile::rowStep, Tile::step }, { panel, vectors * Simd<float>::width }, 1,
        adds, c, cStep);
}

template <class Format, bool byColumns, class S = typename Format::Number>
void multiplyTile(const Operand<S>& left, const RightPanels<Format>& right, Index firstRow,
    Index rows, MatrixView<S>& c, bool adds)
{
    LeftTile<Format, byColumns> tile;
    S* target = c.data() + firstRow * c.outerStride();
    for (Index k = 0; k < right.depth(); k += mostDepth, adds = true) {
        const Index depth = std::min(mostDepth, right.depth() - k);
        const Index lane = lanesFor<Format>(k);
        tile.copy(left, firstRow, rows, k, depth);
        for (Index j = 0; j < right.columns(); j += kernelColumns<S>) {
            const Index columns = std::min(kernelColumns<S>, right.columns() - j);
            if (columns > Simd<S>::width)
                multiplyPanel<S, byColumns, 2>(tile, rows, depth,
                    right.panel(j) + lane * kernelColumns<S>, columns, target + j, c.outerStride(),
                    adds);
            else
                multiplyPanel<S, byColumns, 1>(tile, rows, depth,
                    right.panel(j) + lane * Simd<S>::width, columns, target + j, c.outerStride(),
                    adds);
        }
    }
}

template <class Format, bool byColumns, class S = typename Format::Number>
void multiplyByRows(
    ThreadPool& pool, const Operand<S>& left, const Operand<S>& right, MatrixView<S> c, bool adds)
{
    const RightPanels<Format> panels(pool, right);
    // A task is worth handing to a thread, but small, so that threads finish together.
    constexpr Index worthATask = Index(1) << 19; // multiply-adds
    const Index perTile = std::max<Index>(1, tileRows * right.rows * right.columns);
    const Index rowsATask = std::max<Index>(1, worthATask / perTile) * tileRows;
    pool.run((left.rows + rowsATask - 1) / rowsATask, [&](Index task) {
        const Index end = std::min(left.rows, (task + 1) * rowsATask);
        for (Index row = task * rowsATask; row < end; row += tileRows)
            multiplyTile<Format, byColumns>(
                left, panels, row, std::min(tileRows, end - row), c, adds);
    });
}

// How many parts to cut a long sum into, each with a copy of c of its own: a part then reads both
// sides once, where row tiles would read all of the right side each. 1 where that does not pay.
Index partsOfDepth(Index rows, Index columns, Index depth)
{
    constexpr Index mostCopies = Index(1) << 21; // numbers in all copies of c together
    if (depth < 4096 || depth < 4 * std::max(rows, columns)) return 1;
    return std::clamp<Index>(mostCopies / std::max<Index>(1, rows * columns), 1, 16);
}

template <class Format, bool byColumns, class S = typename Format::Number>
void multiplyByDepth(ThreadPool& pool, const Operand<S>& left, const Operand<S>& right,
    MatrixView<S> c, bool adds, Index parts)
{
    thread_local std::vector<S> kept;
    const Index size = c.rows() * c.cols();
    if (kept.size() < static_cast<std::size_t>(parts * size))
        kept.resize(static_cast<std::size_t>(parts * size));
    S* copies = kept.data();
    pool.run(parts, [&](Index part) {
        ThreadPool alone;
        MatrixView<S> sum = viewOf(copies + part * size, c.rows(), c.cols());
        const Index end = (part + 1) * right.rows / parts;
        for (Index k = part * right.rows / parts, first = k; k < end; k += mostDepth) {
            const Index depth = std::min(mostDepth, end - k);
            multiplyByRows<Format, byColumns>(
                alone, left.columnsFrom(k, depth), right.rowsFrom(k, depth), sum, k > first);
        }
    });
    pool.run((c.rows() + tileRows - 1) / tileRows, [&](Index tile) {
        const Index first = tile * tileRows;
        const Index count = std::min(tileRows, c.rows() - first);
        if (!adds) c.middleRows(first, count).setZero();
        for (Index part = 0; part < parts; ++part)
            c.middleRows(first, count) +=
                viewOf(copies + part * size, c.rows(), c.cols()).middleRows(first, count);
    });
}

template <class Format, bool byColumns, class S = typename Format::Number>
void multiplyAs(
    ThreadPool& pool, const Operand<S>& left, const Operand<S>& right, MatrixView<S> c, bool adds)
{
    const Index parts = partsOfDepth(left.rows, right.columns, right.rows);
    if (right.rows == 0 && !adds)
        c.setZero();
    else if (parts > 1)
        multiplyByDepth<Format, byColumns>(pool, left, right, c, adds, parts);
    else
        multiplyByRows<Format, byColumns>(pool, left, right, c, adds);
}

template <class S, bool byColumns>
void multiplyOperands(ThreadPool& pool, const Operand<S>& left, const Operand<S>& right,
    MatrixView<S> c, Write write, Precision precision)
{
    const bool adds = write == Write::add;
    if constexpr (std::is_same_v<S, float>)
        if (precision == Precision::bfloat16)
            return multiplyAs<Paired, byColumns>(pool, left, right, c, adds);
    multiplyAs<Plain<S>, byColumns>(pool, left, right, c, adds);
}

} // namespace

template <class S>
void product(ThreadPool& pool, ConstMatrixView<S> a, ConstMatrixView<S> b, MatrixView<S> c,
    Write write, Precision precision)
{
    multiplyOperands<S, false>(pool, operandOf<S>(a), operandOf<S>(b), c, write, precision);
}

template <class S>
void productTransposedRight(ThreadPool& pool, ConstMatrixView<S> a, ConstMatrixView<S> b,
    MatrixView<S> c, Write write, Precision precision)
{
    multiplyOperands<S, false>(pool, operandOf<S>(a), transposedOperand<S>(b), c, write, precision);
}

template <class S>
void productTransposedLeft(ThreadPool& pool, ConstMatrixView<S> a, ConstMatrixView<S> b,
    MatrixView<S> c, Write write, Precision precision)
{
    multiplyOperands<S, true>(pool, transposedOperand<S>(a), operandOf<S>(b), c, write, precision);
}

#define CONTRASTLAB_INSTANTIATE(S)                                                                 \
    template void product<S>(                                                                      \
        ThreadPool&, ConstMatrixView<S>, ConstMatrixView<S>, MatrixView<S>, Write, Precision);     \
    template void productTransposedRight<S>(                                                       \
        ThreadPool&, ConstMatrixView<S>, ConstMatrixView<S>, MatrixView<S>, Write, Precision);     \
    template void productTransposedLeft<S>(                                                        \
        ThreadPool&, ConstMatrixView<S>, ConstMatrixView<S>, MatrixView<S>, Write, Precision);
CONTRASTLAB_INSTANTIATE(float)
CONTRASTLAB_INSTANTIATE(double)
#undef CONTRASTLAB_INSTANTIATE

} // namespace contrastlab
