// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/query_search.h"

#include "base/eigen_product.h"
#include "base/simd.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>

namespace contrastlab {

namespace {

constexpr std::size_t nearestCounted = 10;
constexpr Index mostHubQueries = 1000;
constexpr Index rowsAProduct = 512; ///< whose cosines stay in the cache
constexpr int sinkhornRounds = 20;

/// `most` of the rows, evenly spread.
Matrix<float> sampleOfRows(ConstMatrixView<float> rows, Index most)
{
    const Index count = std::min(rows.rows(), std::max<Index>(1, most));
    Matrix<float> sample(count, rows.cols());
    for (Index i = 0; i < count; ++i)
        sample.row(i) = rows.row(i * rows.rows() / count);
    return sample;
}

/// rows x columnsᵀ; what is no number is as far as can be.
Matrix<float> cosinesOf(ConstMatrixView<float> rows, ConstMatrixView<float> columns)
{
    Matrix<float> cosines(rows.rows(), columns.rows());
    eigenProductTransposedRight<float>(rows, columns, view(cosines));
    for (Index i = 0; i < cosines.size(); ++i)
        if (!std::isfinite(cosines.data()[i])) cosines.data()[i] = -1;
    return cosines;
}

/// The mean of the largest ten.
float meanOfLargest(std::span<const float> values)
{
    std::array<float, nearestCounted> largest; // ascending
    largest.fill(-std::numeric_limits<float>::infinity());
    for (const float value : values) {
        if (value <= largest.front()) continue;
        std::size_t place = 0;
        for (; place + 1 < largest.size() && largest[place + 1] < value; ++place)
            largest[place] = largest[place + 1];
        largest[place] = value;
    }
    const auto kept = std::min(largest.size(), values.size());
    return std::accumulate(largest.end() - std::ptrdiff_t(kept), largest.end(), 0.0F)
        / static_cast<float>(kept);
}

/// r(c) of each candidate.
Vector<float> meanNearest(
    ThreadPool& pool, ConstMatrixView<float> queries, ConstMatrixView<float> candidates)
{
    constexpr Index rowsATile = 512;
    Vector<float> means(candidates.rows());
    pool.run((candidates.rows() + rowsATile - 1) / rowsATile, [&](Index tile) {
        const Index first = tile * rowsATile;
        const Index count = std::min(rowsATile, candidates.rows() - first);
        const Matrix<float> cosines = cosinesOf(rowsOf(candidates, first, count), queries);
        for (Index i = 0; i < count; ++i)
            means[first + i] =
                meanOfLargest({ cosines.row(i).data(), static_cast<std::size_t>(cosines.cols()) });
    });
    return means;
}

std::vector<int> countOccurrences(const Matrix<float>& cosines)
{
    std::vector<int> occurrences(static_cast<std::size_t>(cosines.cols()), 0);
    std::vector<Index> order(static_cast<std::size_t>(cosines.cols()));
    const auto kept = std::min(nearestCounted, order.size());
    for (Index q = 0; q < cosines.rows(); ++q) {
        for (std::size_t c = 0; c < order.size(); ++c)
            order[c] = static_cast<Index>(c);
        const auto nearer = [&](Index a, Index b) {
            return cosines(q, a) > cosines(q, b) || (cosines(q, a) == cosines(q, b) && a < b);
        };
        std::nth_element(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept - 1),
            order.end(), nearer);
        for (std::size_t i = 0; i < kept; ++i)
            ++occurrences[static_cast<std::size_t>(order[i])];
    }
    return occurrences;
}

// Rows and columns of e^(cos / tau) are scaled in turn until both sum to their fair share.
Vector<float> sinkhornWeights(const Matrix<float>& cosines, double temperature)
{
    const Matrix<double> kernel =
        ((cosines.cast<double>().array() - 1) / temperature).exp().matrix();
    Vector<double> rows = Vector<double>::Ones(kernel.rows());
    Vector<double> columns = Vector<double>::Ones(kernel.cols());
    const double share = static_cast<double>(kernel.rows()) / static_cast<double>(kernel.cols());
    constexpr double least = 1e-300;
    for (int round = 0; round < sinkhornRounds; ++round) {
        rows = (kernel * columns).cwiseMax(least).cwiseInverse();
        columns = share * (kernel.transpose() * rows).cwiseMax(least).cwiseInverse();
    }
    return (-temperature * columns.array().log()).cast<float>().matrix();
}

/// The best of some candidates, the best first.
class BestCandidates {
public:
    explicit BestCandidates(std::size_t most) : m_most(most) { m_best.reserve(most + 1); }

    void offer(const FoundCandidate& candidate)
    {
        if (isFull()) {
            if (!(candidate.score > worst())) return;
            m_best.pop_back();
        }
        const auto worse = std::ranges::find_if(
            m_best, [&](const FoundCandidate& one) { return one.score < candidate.score; });
        m_best.insert(worse, candidate);
    }
    [[nodiscard]] bool isFull() const { return m_best.size() == m_most; }
    /// Of those kept; above all where none may be.
    [[nodiscard]] float worst() const
    {
        return m_best.empty() ? std::numeric_limits<float>::infinity() : m_best.back().score;
    }
    [[nodiscard]] std::vector<FoundCandidate> take() { return std::move(m_best); }

private:
    std::size_t m_most;
    std::vector<FoundCandidate> m_best;
};

/// Row by row, in the order of memory: Eigen's product takes eight rows at once, which a memory
/// that reads ahead follows less well (bench_search).
void dotsWithRows(ConstMatrixView<float> rows, const Vector<float>& query, float* dots)
{
    constexpr Index width = Simd<float>::width;
    const Index whole = rows.cols() / width * width, rest = rows.cols() - whole;
    for (Index r = 0; r < rows.rows(); ++r) {
        const float* row = rows.data() + r * rows.outerStride();
        Vec<float> sum = {};
        for (Index i = 0; i < whole; i += width)
            sum += load(row + i) * load(query.data() + i);
        if (rest > 0) sum += loadSome(row + whole, rest) * loadSome(query.data() + whole, rest);
        dots[r] = sumOf<float>(sum);
    }
}

/// Offers the candidates from `first` on, whose cosines these are; how many score above the one
/// asked about. Most blocks hold none of the best, which vectors see at once.
Index offerAll(const Eigen::Ref<const Vector<float>>& cosines, Index first,
    const Vector<float>& penalty, float askedScore, BestCandidates& best)
{
    Eigen::Array<float, Eigen::Dynamic, 1, 0, rowsAProduct, 1> scores = cosines.array();
    if (penalty.size() > 0) scores -= penalty.segment(first, cosines.size()).array();
    scores = scores.isFinite().select(scores, -std::numeric_limits<float>::infinity());
    const auto above = static_cast<Index>((scores > askedScore).cast<int>().sum());
    if (best.isFull() && (scores > best.worst()).cast<int>().sum() == 0) return above;
    for (Index i = 0; i < scores.size(); ++i)
        best.offer({ first + i, cosines[i], scores[i] });
    return above;
}

} // namespace

double skewness(const std::vector<int>& values)
{
    const auto count = static_cast<double>(values.size());
    double mean = 0, squares = 0, cubes = 0;
    for (const int value : values)
        mean += value / count;
    for (const int value : values) {
        squares += std::pow(value - mean, 2) / count;
        cubes += std::pow(value - mean, 3) / count;
    }
    return squares > 0 ? cubes / std::pow(squares, 1.5) : 0;
}

HubTable hubTable(ThreadPool& pool, ConstMatrixView<float> queries,
    ConstMatrixView<float> candidates, double temperature, RankBy by)
{
    HubTable table;
    if (queries.rows() == 0 || candidates.rows() == 0) return table;
    const bool kernel = by == RankBy::sinkhorn;
    const Index most =
        kernel ? std::min(mostHubQueries, mostSinkhornNumbers / candidates.rows()) : mostHubQueries;
    const Matrix<float> asked = sampleOfRows(queries, most);
    const Matrix<float> some = sampleOfRows(candidates, mostHubQueries);
    table.occurrences = countOccurrences(cosinesOf(view(asked), view(some)));
    table.hubness = skewness(table.occurrences);
    table.queries = asked.rows();
    if (by == RankBy::csls) table.penalty = meanNearest(pool, view(asked), candidates) / 2;
    if (kernel && canRankBy(by, candidates.rows()))
        table.penalty = sinkhornWeights(cosinesOf(view(asked), candidates), temperature);
    return table;
}

Vector<float> queryOf(const std::vector<QueryTerm>& terms)
{
    if (terms.empty()) return {};
    Vector<float> sum = Vector<float>::Zero(terms.front().direction.size());
    for (const QueryTerm& term : terms)
        sum += term.weight * term.direction;
    const float length = sum.norm();
    if (!(length > 1e-6f)) return Vector<float>::Zero(sum.size());
    return sum / length;
}

FoundCandidates nearestCandidates(ThreadPool& pool, const Vector<float>& query,
    ConstMatrixView<float> candidates, const Vector<float>& penalty, std::size_t count,
    float askedScore)
{
    constexpr Index rowsATile = 16384;
    const Index tiles = (candidates.rows() + rowsATile - 1) / rowsATile;
    std::vector<FoundCandidates> parts(static_cast<std::size_t>(tiles));
    pool.run(tiles, [&](Index tile) {
        FoundCandidates& part = parts[static_cast<std::size_t>(tile)];
        BestCandidates best(count);
        Vector<float> cosines(rowsAProduct);
        const Index end = std::min((tile + 1) * rowsATile, candidates.rows());
        for (Index first = tile * rowsATile; first < end; first += rowsAProduct) {
            const Index rows = std::min(rowsAProduct, end - first);
            dotsWithRows(rowsOf(candidates, first, rows), query, cosines.data());
            part.above += offerAll(cosines.head(rows), first, penalty, askedScore, best);
        }
        part.best = best.take();
    });
    FoundCandidates all;
    BestCandidates best(std::min(count, static_cast<std::size_t>(candidates.rows())));
    for (const FoundCandidates& part : parts) {
        all.above += part.above;
        for (const FoundCandidate& candidate : part.best)
            best.offer(candidate);
    }
    all.best = best.take();
    return all;
}

} // namespace contrastlab
