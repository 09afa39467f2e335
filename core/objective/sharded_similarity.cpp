// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Three products a block, by Eigen: logits U V^T, then G V for the rows and G^T U for the columns.
#include "objective/sharded_similarity.h"

#include "base/eigen_product.h"
#include "objective/unit_rows.h"

#include <algorithm>
#include <numeric>

namespace contrastlab {

namespace {

constexpr Index pairsATile = 128;

// Enough blocks along a side for several threads, where there are rows enough.
Index blockEdge(Index side)
{
    constexpr Index step = 16;
    const Index eighth = (side + 7) / 8;
    return std::clamp((eighth + step - 1) / step * step, step, LogitBlock<float>::most);
}

template <class S> MatrixView<S> valuesOf(const LogitBlock<S>& block)
{
    return { block.values, block.rows, block.columns, Eigen::OuterStride<>(LogitBlock<S>::stride) };
}

template <class S>
void normalizeAll(ThreadPool& pool, ConstMatrixView<S> raw, NormalizedRows<S>& to)
{
    normalizeRows(pool, raw, to.unit, to.inverseNorms);
}

} // namespace

template <class S>
void ShardedSimilarity<S>::load(ThreadPool& pool, const Shards& shards, Pairing pairing,
    ConstMatrixView<S> a, ConstMatrixView<S> b, double scale)
{
    m_pairing = pairing;
    m_pairs = a.rows();
    m_scale = scale;
    const Index each = m_pairs / shards.count();
    m_firstOwn = each * shards.own().first;
    m_own = each * shards.own().count();
    if (pairing == Pairing::cross) {
        normalizeAll(pool, rowsOf(a, m_firstOwn, m_own), m_rows);
        normalizeAll(pool, b, m_columns);
    } else if (pairing == Pairing::within) {
        normalizeAll(pool, a, m_columns);
    } else {
        m_stacked.resize(2 * m_pairs, a.cols());
        m_stacked.topRows(m_pairs) = a;
        m_stacked.bottomRows(m_pairs) = b;
        normalizeAll(pool, view(std::as_const(m_stacked)), m_columns);
    }
    m_stripes.clear();
    for (int shard = 0; shard < shards.own().count(); ++shard) {
        const Index inBatch = m_firstOwn + shard * each;
        m_stripes.push_back({ inBatch, each, inBatch, shard * each });
        if (pairing == Pairing::stacked)
            m_stripes.push_back({ m_pairs + inBatch, each, inBatch, m_own + shard * each });
    }
    m_positives.setZero(m_pairs);
    if (m_scratch.size() < pool.threads() * LogitBlock<S>::most * LogitBlock<S>::stride)
        m_scratch.resize(pool.threads() * LogitBlock<S>::most * LogitBlock<S>::stride);
}

template <class S> ConstMatrixView<S> ShardedSimilarity<S>::unitRows(const Stripe& stripe) const
{
    if (m_pairing == Pairing::cross) return rowsOf(view(m_rows.unit), stripe.place, stripe.count);
    return rowsOf(view(m_columns.unit), stripe.first, stripe.count);
}

// In round k, block (i, i + k modulo the longer side's number) for all i of the shorter at once.
template <class S>
void ShardedSimilarity<S>::inRounds(
    ThreadPool& pool, const Stripe& stripe, FunctionRef<void(LogitBlock<S>&)> visitBlock)
{
    const Index columns = m_columns.unit.rows();
    const Index height = blockEdge(stripe.count), width = blockEdge(columns);
    const Index down = (stripe.count + height - 1) / height;
    const Index across = (columns + width - 1) / width;
    for (Index k = 0; k < std::max(down, across); ++k)
        pool.run(std::min(down, across), [&](Index tile, int thread) {
            const Block place = across >= down ? Block { tile, (tile + k) % across }
                                               : Block { (tile + k) % down, tile };
            LogitBlock<S> block;
            block.values = m_scratch.data() + thread * LogitBlock<S>::most * LogitBlock<S>::stride;
            block.firstRow = place.row * height;
            block.firstColumn = place.column * width;
            block.rows = std::min(height, stripe.count - block.firstRow);
            block.columns = std::min(width, columns - block.firstColumn);
            fill(stripe, block);
            visitBlock(block);
        });
}

// Logits, but for the positives, a row with itself, and what only fills up a vector.
template <class S> void ShardedSimilarity<S>::fill(const Stripe& stripe, LogitBlock<S>& block)
{
    eigenProductTransposedRight<S>(rowsOf(unitRows(stripe), block.firstRow, block.rows),
        rowsOf(view(std::as_const(m_columns.unit)), block.firstColumn, block.columns),
        valuesOf(block), Write::replace, static_cast<S>(m_scale));
    const Index whole = wholeVectors<S>(block.columns);
    const bool ofA = stripe.first < m_pairs;
    for (Index i = 0; i < block.rows; ++i) {
        S* x = block.row(i);
        std::fill(x + block.columns, x + whole, LogitBlock<S>::excluded);
        const auto exclude = [&](Index column, double* kept) {
            const Index j = column - block.firstColumn;
            if (j < 0 || j >= block.columns) return;
            if (kept) *kept = static_cast<double>(x[j]);
            x[j] = LogitBlock<S>::excluded;
        };
        const Index pair = stripe.inBatch + block.firstRow + i;
        if (m_pairing != Pairing::cross) exclude(stripe.first + block.firstRow + i, nullptr);
        if (m_pairing == Pairing::cross)
            exclude(pair, &m_positives[pair]);
        else if (m_pairing == Pairing::stacked)
            exclude(ofA ? m_pairs + pair : pair, ofA ? &m_positives[pair] : nullptr);
    }
}

template <class S>
void ShardedSimilarity<S>::visit(ThreadPool& pool, const Stripe& stripe, Visit visit)
{
    inRounds(pool, stripe, visit);
}

template <class S> void ShardedSimilarity<S>::beginGradients(const Shards& shards)
{
    m_gradRows.setZero(m_pairing == Pairing::stacked ? 2 * m_own : m_own, width());
    if (m_pairing == Pairing::cross) m_columnSum.begin(shards, m_pairs * width());
}

template <class S>
void ShardedSimilarity<S>::differentiate(ThreadPool& pool, const Stripe& stripe, Visit slopes)
{
    const bool cross = m_pairing == Pairing::cross;
    const MatrixView<S> gradRows = rowsOf(view(m_gradRows), stripe.place, stripe.count);
    const MatrixView<S> gradColumns =
        viewOf(cross ? m_columnSum.room() : static_cast<S*>(nullptr), cross ? m_pairs : 0, width());
    MatrixView<S>(gradColumns).setZero();
    const ConstMatrixView<S> rows = unitRows(stripe);
    const ConstMatrixView<S> columns = view(std::as_const(m_columns.unit));
    this->visit(pool, stripe, [&](LogitBlock<S>& block) {
        slopes(block);
        const ConstMatrixView<S> values = asConst(valuesOf(block));
        eigenProduct<S>(values, rowsOf(columns, block.firstColumn, block.columns),
            rowsOf(gradRows, block.firstRow, block.rows), Write::add);
        if (cross)
            eigenProductTransposedLeft<S>(values, rowsOf(rows, block.firstRow, block.rows),
                rowsOf(gradColumns, block.firstColumn, block.columns), Write::add);
    });
    if (cross) m_columnSum.put(pool);
}

template <class S>
void ShardedSimilarity<S>::finishGradients(ThreadPool& pool, const Shards& shards)
{
    if (m_pairing != Pairing::cross) return;
    m_gradColumns.resize(m_own, width());
    m_columnSum.toOwners(pool, shards, m_gradColumns.data());
}

template <class S>
void ShardedSimilarity<S>::gather(const Shards& shards, Vector<double>& ofRows) const
{
    for (Index side = 0; side < ofRows.size(); side += m_pairs)
        shards.gather(ofRows.data() + side, m_pairs / shards.count());
}

template <class S> ConstMatrixView<S> ShardedSimilarity<S>::unitRows(Side side) const
{
    if (m_pairing == Pairing::cross && side == Side::a) return view(m_rows.unit);
    const Index first = m_pairing == Pairing::stacked && side == Side::b ? m_pairs : 0;
    return rowsOf(view(m_columns.unit), first + m_firstOwn, m_own);
}

template <class S> const double* ShardedSimilarity<S>::inverseNorms(Side side) const
{
    if (m_pairing == Pairing::cross && side == Side::a) return m_rows.inverseNorms.data();
    const Index first = m_pairing == Pairing::stacked && side == Side::b ? m_pairs : 0;
    return m_columns.inverseNorms.data() + first + m_firstOwn;
}

template <class S>
double ShardedSimilarity<S>::writeGradient(ThreadPool& pool, const Shards& shards, Side side,
    double factor, const Vector<double>& slopes, double slopeFactor, ConstMatrixView<S> partners,
    Matrix<S>& target)
{
    const bool ofColumns = m_pairing == Pairing::cross && side == Side::b;
    Matrix<S>& grads = ofColumns ? m_gradColumns : m_gradRows;
    const Index first = !ofColumns && side == Side::b ? m_own : 0;
    const ConstMatrixView<S> unit = unitRows(side);
    target.resize(m_own, width());
    m_radial.resize(m_own);
    pool.run((m_own + pairsATile - 1) / pairsATile, [&](Index tile) {
        for (Index i = tile * pairsATile; i < std::min(m_own, (tile + 1) * pairsATile); ++i) {
            const double slope = slopeFactor * slopes[m_firstOwn + i];
            auto grad = grads.row(first + i);
            grad = static_cast<S>(factor) * grad + static_cast<S>(slope) * partners.row(i);
            m_radial[i] = projectRow(grad.data(), unit.data() + i * unit.outerStride(), width(),
                inverseNorms(side)[i], target.data() + i * width());
        }
    });
    return sumOver(shards, m_radial);
}

template <class S>
double ShardedSimilarity<S>::sumOver(const Shards& shards, const Vector<double>& ofOwnPairs) const
{
    const Index each = m_pairs / shards.count();
    Vector<double> sums(shards.count());
    // One by one: Eigen's order of a sum goes by where in memory it begins.
    for (int shard = 0; shard < shards.own().count(); ++shard) {
        const double* first = ofOwnPairs.data() + shard * each;
        sums[shards.own().first + shard] = std::accumulate(first, first + each, 0.0);
    }
    shards.gather(sums.data(), 1);
    return sums.sum();
}

template <class S>
void ShardedSimilarity<S>::writeGradients(ThreadPool& pool, const Shards& shards,
    const Vector<double>& positiveSlopes, double share, PairResult<S>& result)
{
    const double factor = share * m_scale;
    const double ofA = writeGradient(
        pool, shards, Side::a, factor, positiveSlopes, factor, unitRows(Side::b), result.gradA);
    const double ofB = writeGradient(
        pool, shards, Side::b, factor, positiveSlopes, factor, unitRows(Side::a), result.gradB);
    result.gradLogScale = m_pairing == Pairing::cross ? ofA : 0.5 * (ofA + ofB);
    result.gradBias = 0;
}

template <class S>
void ShardedLogSums<S>::sum(ThreadPool& pool, const Shards& shards,
    ShardedSimilarity<S>& similarity, double bound, Adjust adjust)
{
    m_bound = bound;
    const Index columns = similarity.columns().unit.rows();
    m_rows.setZero(similarity.rows());
    m_columnSum.begin(shards, columns);
    for (const auto& stripe : similarity.stripes()) {
        m_sums.reset(stripe.count, columns, bound, false);
        similarity.visit(pool, stripe, [&](LogitBlock<S>& block) {
            adjust(stripe, block);
            m_sums.add(block);
        });
        m_sums.finish();
        m_rows.segment(stripe.first, stripe.count) = m_sums.rows();
        if (!similarity.isCross()) continue;
        std::copy_n(m_sums.columns().data(), columns, m_columnSum.room());
        m_columnSum.put(pool);
    }
    similarity.gather(shards, m_rows);
    if (similarity.hasPositives()) similarity.gather(shards, similarity.positives());
    if (!similarity.isCross()) return;
    m_columns.resize(columns);
    m_columnSum.toAll(pool, shards, m_columns.data());
}

template <class S>
void ShardedLogSums<S>::differentiate(ThreadPool& pool, const Shards& shards,
    ShardedSimilarity<S>& similarity, const Vector<double>& rowLogs,
    const Vector<double>& rowFactors, const Vector<double>& columnLogs,
    const Vector<double>& columnFactors, Adjust adjust)
{
    similarity.beginGradients(shards);
    for (const auto& stripe : similarity.stripes()) {
        m_sums.reset(stripe.count, columnLogs.size(), m_bound, false);
        m_sums.setSoftmax(rowLogs.segment(stripe.first, stripe.count),
            rowFactors.segment(stripe.first, stripe.count), columnLogs, columnFactors);
        similarity.differentiate(pool, stripe, [&](LogitBlock<S>& block) {
            adjust(stripe, block);
            m_sums.slopes(block);
        });
    }
    similarity.finishGradients(pool, shards);
}

template class ShardedSimilarity<float>;
template class ShardedSimilarity<double>;
template class ShardedLogSums<float>;
template class ShardedLogSums<double>;

} // namespace contrastlab
