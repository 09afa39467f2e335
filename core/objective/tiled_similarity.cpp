// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Three products a block: logits U V^T, then G V for the rows and G^T U for the columns, while G is
// in cache.
#include "objective/tiled_similarity.h"

#include "base/micro_kernel.h"
#include "objective/unit_rows.h"

#include <algorithm>

namespace contrastlab {

namespace {

constexpr double shareOfForward = 0.25; // of the products of both passes

template <class S> constexpr Index blockSize = LogitBlock<S>::most* LogitBlock<S>::stride;

constexpr Index blocksFor(Index rows)
{
    return (rows + LogitBlock<float>::most - 1) / LogitBlock<float>::most;
}

// Vectors never shrink, so that a batch of another size allocates only when it is the largest so
// far.
template <class Values> void growTo(Values& values, Index size)
{
    if (values.size() < size) values.resize(size);
}

// Whole vectors, and an odd number of cache lines against rows that fall on few sets of the cache.
template <class S> Index unitStride(Index width)
{
    constexpr Index line = 64 / static_cast<Index>(sizeof(S));
    const Index lines = (width + line - 1) / line;
    return (lines | 1) * line;
}

template <class S>
void reserveUnitRows(UnitRows<S>& side, Index count, Index width, bool isRight, Rounding rounding)
{
    constexpr Index columns = kernelColumns<S>;
    side.count = count;
    side.width = width;
    side.stride = unitStride<S>(width);
    growTo(side.rows, count * side.stride);
    if (rounding.gradients) side.rounded.reserve(count, width, rounding, isRight);
    if (isRight && !rounding.logits)
        growTo(side.scaledPanels, (count + columns - 1) / columns * columns * width);
    growTo(side.inverseNorms, count);
    growTo(side.grad, count * side.stride);
    if (!rounding.gradients) return;
    growTo(side.common, side.stride);
    growTo(side.slopes, wholeVectors<S>(count));
}

// Rows [first, first + count) of side from raw rows.
template <class S>
void normalizeInto(
    UnitRows<S>& side, Index first, Index count, const ConstMatrixView<S>& raw, Index firstRaw)
{
    for (Index i = 0; i < count; ++i) {
        const S* from = raw.data() + (firstRaw + i) * raw.outerStride();
        S* to = side.rows.data() + (first + i) * side.stride;
        const double inverse = inverseNorm(from, side.width);
        side.inverseNorms[first + i] = inverse;
        scaleRow(from, side.width, inverse, to);
        std::fill(to + side.width, to + side.stride, S(0));
    }
}

// The kernel's right side: panels of kernelColumns rows as width x kernelColumns, zero where rows
// end.
template <class S> void packScaled(UnitRows<S>& side, Index first, Index count, S scale)
{
    constexpr Index columns = kernelColumns<S>;
    for (Index panel = first; panel < first + count; panel += columns) {
        S* to = side.scaledPanels.data() + panel * side.width;
        const Index valid = std::min(columns, first + count - panel);
        if (valid < columns) std::fill(to, to + columns * side.width, S(0));
        for (Index j = 0; j < valid; ++j) {
            const S* from = side.row(panel + j);
            for (Index k = 0; k < side.width; ++k)
                to[k * columns + j] = scale * from[k];
        }
    }
}

// to(rows x width) += a(rows x depth) b(depth x width), all in cache.
template <class S, Index aRow>
void addProduct(
    Index rows, Index depth, Index width, const S* a, Index aStep, const S* b, Index bStep, S* to)
{
    const auto columns = [&](auto vectors, Index first) {
        forRowPanels(rows, [&](auto panelRows, Index i) {
            constexpr int height = decltype(panelRows)::value;
            constexpr int count = decltype(vectors)::value;
            Vec<S> sum[height][count] = {};
            multiplyAdd<S, height, count>(depth, a + i * aRow,
                std::integral_constant<Index, aRow> {}, aStep, b + first, bStep, sum);
            for (int r = 0; r < height; ++r)
                for (int c = 0; c < count; ++c) {
                    S* cell = to + (i + r) * bStep + first + c * Simd<S>::width;
                    store<S>(cell, load<S>(cell) + sum[r][c]);
                }
        });
    };
    Index first = 0;
    for (; first + 2 * Simd<S>::width <= width; first += 2 * Simd<S>::width)
        columns(std::integral_constant<int, 2> {}, first);
    if (first < width) columns(std::integral_constant<int, 1> {}, first);
}

} // namespace

template <class S>
void TiledSimilarity<S>::loadRows(ThreadPool& pool, Pairing pairing, ConstMatrixView<S> a,
    ConstMatrixView<S> b, double scale, bool visitsTwice, Rounding rounding)
{
    const Index n = a.rows();
    const bool cross = pairing == Pairing::cross;
    m_rounding = std::is_same_v<S, float> ? rounding : Rounding {};
    m_forwarded = false;
    m_pairing = pairing;
    m_pairs = n;
    m_scale = scale;
    m_visited = false;
    const Index count = pairing == Pairing::stacked ? 2 * n : n;
    reserveUnitRows(m_left, count, a.cols(), !cross, m_rounding);
    reserveUnitRows(m_right, count, a.cols(), cross,
        Rounding { m_rounding.logits && cross, m_rounding.gradients });
    m_blocks = blocksFor(m_left.count);
    constexpr Index mostKept = (Index(20) << 20) / static_cast<Index>(sizeof(S));
    m_keepsBlocks = visitsTwice && m_blocks * m_blocks * blockSize<S> <= mostKept;
    if (m_keepsBlocks) growTo(m_kept, m_blocks * m_blocks * blockSize<S>);
    growTo(m_scratch, pool.threads() * blockSize<S>);
    if (m_rounding.gradients && std::ssize(m_slopes) < pool.threads())
        m_slopes.resize(static_cast<std::size_t>(pool.threads()));
    m_positives.setZero(n);
    growTo(m_radial, n);
    const auto loadBlock = [&](UnitRows<S>& side, Index first, bool isRight) {
        const Index here = std::min(LogitBlock<S>::most, side.count - first);
        const bool fromB = &side == &m_right;
        const Index ofA = fromB ? 0 : std::clamp<Index>(n - first, 0, here);
        normalizeInto(side, first, ofA, a, first);
        normalizeInto(side, first + ofA, here - ofA, b, fromB ? first : first + ofA - n);
        if (isRight && !m_rounding.logits) packScaled(side, first, here, static_cast<S>(scale));
    };
    const Index tasks = cross ? 2 * m_blocks : m_blocks;
    pool.run(tasks, [&](Index t) {
        const bool isRight = t >= m_blocks;
        loadBlock(
            isRight ? m_right : m_left, (t % m_blocks) * LogitBlock<S>::most, isRight || !cross);
    });
    if constexpr (std::is_same_v<S, float>) {
        if (!m_rounding.gradients) return;
        findCommon(pool, m_left);
        if (cross) findCommon(pool, m_right);
        pool.run(tasks, [&](Index t) {
            UnitRows<S>& side = t >= m_blocks ? m_right : m_left;
            const Index first = (t % m_blocks) * LogitBlock<S>::most;
            side.rounded.load(side.row(first), side.stride, side.common.data(), first,
                std::min(LogitBlock<S>::most, side.count - first));
        });
    }
}

template <class S> void TiledSimilarity<S>::findCommon(ThreadPool& pool, UnitRows<S>& side)
{
    growTo(m_sums, m_blocks * side.stride);
    const auto add = [&](S* sum, const S* row) {
        mapVectors<S>(
            side.stride, sum, [](Vec<S> a, Vec<S> b) { return a + b; }, sum, row);
    };
    pool.run(m_blocks, [&](Index block) {
        S* sum = m_sums.data() + block * side.stride;
        std::fill_n(sum, side.stride, S(0));
        const Index first = block * LogitBlock<S>::most;
        for (Index i = first; i < std::min(side.count, first + LogitBlock<S>::most); ++i)
            add(sum, side.row(i));
    });
    std::fill_n(side.common.data(), side.stride, S(0));
    for (Index block = 0; block < m_blocks; ++block)
        add(side.common.data(), m_sums.data() + block * side.stride);
    side.common.head(side.stride) /= static_cast<S>(side.count);
}

// In round k, super-block (i, i + k modulo their number) for all i at once: no two share a row or a
// column.
template <class S>
void TiledSimilarity<S>::inRounds(
    ThreadPool& pool, Stretch stretch, FunctionRef<void(Block, int)> visitBlock)
{
    // Along a super-block: many, so that memory is read in order, but enough super-blocks for all
    // threads.
    const Index side = std::clamp<Index>(m_blocks / 8, 1, 8);
    const Index count = (m_blocks + side - 1) / side;
    const bool each = m_pairing == Pairing::cross;
    // Of unordered pairs of super-blocks, (i, i + k) with 2k <= count are all, those with 2k =
    // count twice.
    const Index rounds = each ? count : count / 2 + 1;
    for (Index k = 0; k < rounds; ++k) {
        const Index tiles = !each && 2 * k == count ? count / 2 : count;
        pool.run(tiles, [&](Index tile, int thread) {
            const Index row = tile * side;
            const Index column = (tile + k) % count * side;
            for (Index j = column; j < std::min(column + side, m_blocks); ++j)
                for (Index i = row; i < std::min(row + side, m_blocks); ++i)
                    if (each || k > 0 || i <= j) visitBlock({ i, j }, thread);
        });
        pool.report(stretch.from
            + (stretch.to - stretch.from) * static_cast<double>(k + 1)
                / static_cast<double>(rounds));
    }
}

template <class S> LogitBlock<S> TiledSimilarity<S>::blockAt(Block block, int thread)
{
    LogitBlock<S> logits;
    logits.values = m_keepsBlocks
        ? m_kept.data() + (block.row * m_blocks + block.column) * blockSize<S>
        : m_scratch.data() + thread * blockSize<S>;
    logits.firstRow = block.row * LogitBlock<S>::most;
    logits.firstColumn = block.column * LogitBlock<S>::most;
    logits.rows = std::min(LogitBlock<S>::most, rows() - logits.firstRow);
    logits.columns = std::min(LogitBlock<S>::most, columns() - logits.firstColumn);
    return logits;
}

template <class S> void TiledSimilarity<S>::multiply(LogitBlock<S>& block) const
{
    if constexpr (std::is_same_v<S, float>)
        if (m_rounding.logits) return multiplyRounded(block);
    const Index depth = m_left.width;
    const S* rightPanel = right().scaledPanels.data() + block.firstColumn * depth;
    for (Index j = 0; j < block.columns;
         j += kernelColumns<S>, rightPanel += kernelColumns<S> * depth)
        forRowPanels(block.rows, [&](auto panelRows, Index i) {
            constexpr int height = decltype(panelRows)::value;
            Vec<S> x[height][2] = {};
            multiplyAdd<S, height, 2>(depth, m_left.row(block.firstRow + i), m_left.stride, 1,
                rightPanel, kernelColumns<S>, x);
            for (int r = 0; r < height; ++r) {
                store<S>(block.row(i + r) + j, x[r][0]);
                store<S>(block.row(i + r) + j + Simd<S>::width, x[r][1]);
            }
        });
}

// The rounded rows are the same in all three products, so the scale comes after.
template <class S> void TiledSimilarity<S>::multiplyRounded(LogitBlock<float>& block) const
{
    const RoundedRows& rows = m_left.rounded;
    for (Index j = 0; j < block.columns; j += kernelColumns<float>)
        multiplyPairs(block.rows, kernelColumns<float>, rows.depth(), rows.along(block.firstRow),
            right().rounded.panel(block.firstColumn + j), static_cast<float>(m_scale), false,
            block.values + j, LogitBlock<float>::stride);
}

// Takes the positives out of the block, and what is there twice or only fills up a vector.
template <class S> void TiledSimilarity<S>::exclude(LogitBlock<S>& block)
{
    const Index whole = wholeVectors<S>(block.columns);
    if (whole > block.columns)
        for (Index i = 0; i < block.rows; ++i)
            std::fill(block.row(i) + block.columns, block.row(i) + whole, LogitBlock<S>::excluded);
    const bool isTriangle = m_pairing != Pairing::cross && block.firstRow == block.firstColumn;
    if (isTriangle)
        for (Index i = 0; i < block.rows; ++i)
            std::fill(block.row(i), block.row(i) + i + 1, LogitBlock<S>::excluded);
    if (m_pairing == Pairing::within) return;
    const auto takePositive = [&](Index i, Index j, Index pair) {
        if (j < 0 || j >= block.columns || (isTriangle && j <= i)) return;
        m_positives[pair] = static_cast<double>(block.row(i)[j]);
        block.row(i)[j] = LogitBlock<S>::excluded;
    };
    const Index apart = block.firstRow - block.firstColumn;
    for (Index i = 0; i < block.rows; ++i) {
        if (m_pairing == Pairing::cross)
            takePositive(i, i + apart, block.firstRow + i);
        else if (block.firstRow + i < m_pairs)
            takePositive(i, i + apart + m_pairs, block.firstRow + i);
        else
            takePositive(i, i + apart - m_pairs, block.firstRow + i - m_pairs);
    }
}

template <class S> void TiledSimilarity<S>::addGradients(const LogitBlock<S>& block, int thread)
{
    const Index stride = m_left.stride;
    S* ofRows = m_left.grad.data() + block.firstRow * stride;
    S* ofColumns = m_right.grad.data() + block.firstColumn * stride;
    if constexpr (std::is_same_v<S, float>)
        if (m_rounding.gradients) {
            addSlopes(block);
            return addRoundedGradients(block, thread, ofRows, ofColumns);
        }
    const Index width = wholeVectors<S>(m_left.width);
    addProduct<S, LogitBlock<S>::stride>(block.rows, block.columns, width, block.values, 1,
        right().row(block.firstColumn), stride, ofRows);
    addProduct<S, 1>(block.columns, block.rows, width, block.values, LogitBlock<S>::stride,
        m_left.row(block.firstRow), stride, ofColumns);
}

template <class S>
void TiledSimilarity<S>::addRoundedGradients(
    const LogitBlock<float>& block, int thread, float* ofRows, float* ofColumns)
{
    RoundedSlopes& slopes = m_slopes[static_cast<std::size_t>(thread)];
    slopes.round(block.values, LogitBlock<float>::stride, block.rows, block.columns);
    const Index stride = m_left.stride;
    const Index width = wholeVectors<float>(m_left.width);
    for (Index k = 0; k < width; k += kernelColumns<float>) {
        const Index columns = std::min(kernelColumns<float>, width - k);
        multiplyPairs(block.rows, columns, (block.columns + 1) / 2, slopes.rows(),
            right().rounded.below(block.firstColumn, k), 1, true, ofRows + k, stride);
        multiplyPairs(block.columns, columns, (block.rows + 1) / 2, slopes.columns(),
            m_left.rounded.below(block.firstRow, k), 1, true, ofColumns + k, stride);
    }
}

template <class S> void TiledSimilarity<S>::addSlopes(const LogitBlock<S>& block)
{
    S* ofColumns = m_right.slopes.data() + block.firstColumn;
    for (Index i = 0; i < block.rows; ++i) {
        Vec<S> sum = {};
        mapVectors<S>(
            block.columns, ofColumns,
            [&](Vec<S> a, Vec<S> slopes) {
                sum += slopes;
                return a + slopes;
            },
            ofColumns, block.row(i));
        m_left.slopes[block.firstRow + i] += sumOf<S>(sum);
    }
}

template <class S> void TiledSimilarity<S>::forward(ThreadPool& pool, Visit visit)
{
    inRounds(pool, { 0, shareOfForward }, [&](Block place, int thread) {
        LogitBlock<S> block = blockAt(place, thread);
        multiply(block);
        exclude(block);
        visit(block);
    });
    m_forwarded = true;
    m_visited = m_keepsBlocks;
}

template <class S> void TiledSimilarity<S>::backward(ThreadPool& pool, Visit slopes)
{
    m_left.grad.head(m_left.count * m_left.stride).setZero();
    m_right.grad.head(m_left.count * m_left.stride).setZero();
    if (m_rounding.gradients) {
        m_left.slopes.head(m_left.count).setZero();
        m_right.slopes.head(m_left.count).setZero();
    }
    inRounds(pool, { m_forwarded ? shareOfForward : 0, 1 }, [&](Block place, int thread) {
        LogitBlock<S> block = blockAt(place, thread);
        block.visited = m_visited;
        if (!block.visited) {
            multiply(block);
            exclude(block);
        }
        slopes(block);
        addGradients(block, thread);
    });
}

template <class S> const S* TiledSimilarity<S>::unitRow(Side side, Index i) const
{
    if (side == Side::a) return m_left.row(i);
    return m_pairing == Pairing::cross ? m_right.row(i) : m_left.row(m_pairs + i);
}

// What rounded rows were without.
template <class S> void TiledSimilarity<S>::addCommon(S* grad, Index i, bool ownsRight) const
{
    S slope = ownsRight ? m_right.slopes[i] : m_left.slopes[i];
    if (m_pairing != Pairing::cross) slope += m_right.slopes[i];
    const S* common = (ownsRight ? m_left : right()).common.data();
    mapVectors<S>(
        m_left.stride, grad, [&](Vec<S> g, Vec<S> c) { return g + broadcast<S>(slope) * c; }, grad,
        common);
}

// grad = factor (grad + asColumn) + slope partner
template <class S>
void TiledSimilarity<S>::weighRow(
    S* grad, const S* asColumn, double factor, const S* partner, double slope) const
{
    const S by = static_cast<S>(factor);
    const S partnerBy = static_cast<S>(slope);
    for (Index k = 0; k < wholeVectors<S>(m_left.width); k += Simd<S>::width) {
        Vec<S> sum = load<S>(grad + k);
        if (asColumn) sum += load<S>(asColumn + k);
        store<S>(grad + k, by * sum + partnerBy * load<S>(partner + k));
    }
}

// Where rows and columns are the same rows, each has a gradient as a row and one as a column.
template <class S>
double TiledSimilarity<S>::writeGradient(ThreadPool& pool, Side side, double factor,
    Positives positives, MatrixView<S> target, const TiledSimilarity* partner)
{
    const bool cross = m_pairing == Pairing::cross;
    const bool ownsRight = cross && side == Side::b;
    const Index first = !cross && side == Side::b ? m_pairs : 0;
    const Side partnerSide = partner || side == Side::b ? Side::a : Side::b;
    const Vector<double>& inverseNorms = ownsRight ? m_right.inverseNorms : m_left.inverseNorms;
    S* grads = (ownsRight ? m_right.grad : m_left.grad).data() + first * m_left.stride;
    const S* asColumns = cross ? nullptr : m_right.grad.data() + first * m_left.stride;
    pool.run(blocksFor(m_pairs), [&](Index t) {
        const Index end = std::min(m_pairs, (t + 1) * LogitBlock<S>::most);
        for (Index i = t * LogitBlock<S>::most; i < end; ++i) {
            S* grad = grads + i * m_left.stride;
            if (m_rounding.gradients) addCommon(grad, first + i, ownsRight);
            weighRow(grad, asColumns ? asColumns + i * m_left.stride : nullptr, factor,
                (partner ? partner : this)->unitRow(partnerSide, i),
                positives.factor * positives.slopes[i]);
            m_radial[i] = projectRow(grad, unitRow(side, i), m_left.width, inverseNorms[first + i],
                target.data() + i * target.outerStride());
        }
    });
    return m_radial.head(m_pairs).sum();
}

// The sum of <u, w> over the rows of one side of a cross pairing is the sum of slope times logit
// over all pairs, which is the derivative with respect to the log of the scale; stacked, both rows
// of each pair count it.
template <class S>
void TiledSimilarity<S>::writeGradients(
    ThreadPool& pool, const Vector<double>& positiveSlopes, double share, PairResult<S>& result)
{
    result.gradA.resize(m_pairs, width());
    result.gradB.resize(m_pairs, width());
    const double factor = share * m_scale;
    const double ofA =
        writeGradient(pool, Side::a, factor, { positiveSlopes, factor }, view(result.gradA));
    const double ofB =
        writeGradient(pool, Side::b, factor, { positiveSlopes, factor }, view(result.gradB));
    result.gradLogScale = m_pairing == Pairing::cross ? ofA : 0.5 * (ofA + ofB);
    result.gradBias = 0;
}

template class TiledSimilarity<float>;
template class TiledSimilarity<double>;

} // namespace contrastlab
