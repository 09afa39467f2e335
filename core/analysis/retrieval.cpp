// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// First the cosine of each query's partner, then one pass over tiles that counts what comes before
// it, for the rows (a -> b) and the columns (b -> a) at once.
#include "analysis/retrieval.h"

#include "analysis/similarity_tiles.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <numeric>

namespace contrastlab {

namespace {

/// The best partner of each query: its cosine and its place, -1 for none.
template <class S> struct BestPartners {
    std::vector<S> cosine;
    std::vector<Index> place;
    std::vector<Index> count; ///< of all its partners

    explicit BestPartners(Index queries)
        : cosine(static_cast<std::size_t>(queries), -std::numeric_limits<S>::infinity())
        , place(static_cast<std::size_t>(queries), -1)
        , count(static_cast<std::size_t>(queries), 0)
    {
    }
    // Places come in rising order, so the first of equals stays.
    void offer(Index query, S value, Index at)
    {
        const auto q = static_cast<std::size_t>(query);
        ++count[q];
        if (place[q] >= 0 && !(value > cosine[q])) return;
        cosine[q] = value;
        place[q] = at;
    }
    void offer(const BestPartners& later)
    {
        for (std::size_t q = 0; q < place.size(); ++q) {
            if (later.place[q] < 0) continue;
            offer(static_cast<Index>(q), later.cosine[q], later.place[q]);
            count[q] += later.count[q] - 1;
        }
    }
};

template <class S> struct Partners {
    BestPartners<S> ofA;
    BestPartners<S> ofB;
};

template <class S>
Partners<S> pairPartners(ThreadPool& pool, const PaddedRows<S>& a, const PaddedRows<S>& b)
{
    Partners<S> partners { BestPartners<S>(a.rows), BestPartners<S>(b.rows) };
    pool.run(a.tiles(), [&](Index tile) {
        Matrix<S> cosines;
        multiplyTiles(a, tile, b, tile, cosines);
        for (Index i = 0; i < a.count(tile); ++i) {
            partners.ofA.offer(a.first(tile) + i, cosines(i, i), a.first(tile) + i);
            partners.ofB.offer(a.first(tile) + i, cosines(i, i), a.first(tile) + i);
        }
    });
    return partners;
}

/// Calls visit(tileA, tileB, cosines, part) for all tiles: those of one part on one thread, in
/// order.
template <class S, class Visit>
void visitTiles(ThreadPool& pool, const PaddedRows<S>& a, const PaddedRows<S>& b, Index parts,
    const Visit& visit)
{
    pool.run(parts, [&](Index part) {
        Matrix<S> cosines;
        const TileRange range = tilesOfPart(a.tiles(), parts, part);
        for (Index tileA = range.first; tileA < range.last; ++tileA)
            for (Index tileB = 0; tileB < b.tiles(); ++tileB) {
                multiplyTiles(a, tileA, b, tileB, cosines);
                visit(tileA, tileB, cosines, part);
            }
    });
}

bool arePartners(std::span<const PartnerKey> keys, Index row, Index column)
{
    return std::ranges::any_of(keys, [&](const PartnerKey& key) {
        const int number = key.a[static_cast<std::size_t>(row)];
        return number >= 0 && number == key.b[static_cast<std::size_t>(column)];
    });
}

// Row i belongs to row i and to no other.
bool areOneToOne(std::span<const PartnerKey> keys)
{
    for (const PartnerKey& key : keys) {
        if (!std::ranges::equal(key.a, key.b)) return false;
        std::vector<int> numbers(key.a.begin(), key.a.end());
        std::ranges::sort(numbers);
        const bool distinct = std::ranges::adjacent_find(numbers) == numbers.end();
        // Whom no number joins to another is known by the other keys.
        if (!distinct || numbers.front() < 0) return false;
    }
    return true;
}

template <class S>
Partners<S> keyPartners(ThreadPool& pool, const PaddedRows<S>& a, const PaddedRows<S>& b,
    std::span<const PartnerKey> keys)
{
    const Index parts = std::min(mostColumnParts, a.tiles());
    Partners<S> partners { BestPartners<S>(a.rows), BestPartners<S>(b.rows) };
    std::vector<BestPartners<S>> columns(static_cast<std::size_t>(parts), BestPartners<S>(b.rows));
    visitTiles(
        pool, a, b, parts, [&](Index tileA, Index tileB, const Matrix<S>& cosines, Index part) {
            for (Index i = 0; i < a.count(tileA); ++i)
                for (Index j = 0; j < b.count(tileB); ++j) {
                    const Index row = a.first(tileA) + i;
                    const Index column = b.first(tileB) + j;
                    if (!arePartners(keys, row, column)) continue;
                    partners.ofA.offer(row, cosines(i, j), column);
                    columns[static_cast<std::size_t>(part)].offer(column, cosines(i, j), row);
                }
        });
    for (const BestPartners<S>& part : columns)
        partners.ofB.offer(part);
    return partners;
}

// So many numbers at a time: a loop of fixed length becomes vectors.
constexpr Index lanes = 16;
static_assert(similarityTileSide % lanes == 0);

/// How many of the values are `ahead`.
template <class S, class Ahead> Index countAlong(const S* values, Index count, const Ahead& ahead)
{
    std::array<std::int32_t, lanes> found {};
    Index k = 0;
    for (; k + lanes <= count; k += lanes)
        for (Index lane = 0; lane < lanes; ++lane)
            found[static_cast<std::size_t>(lane)] += ahead(values[k + lane]) ? 1 : 0;
    Index sum = std::accumulate(found.begin(), found.end(), Index(0));
    for (; k < count; ++k)
        sum += ahead(values[k]) ? 1 : 0;
    return sum;
}

/// How many of count values at places first, first + 1 ... come before a partner with this cosine
/// and place.
template <class S>
Index countAhead(const S* values, Index first, Index count, S cosine, Index place)
{
    // Negated, so that NaN is ahead of all.
    const Index before = std::clamp<Index>(place - first, 0, count);
    return countAlong(values, before, [cosine](S value) { return !(value < cosine); })
        + countAlong(
            values + before, count - before, [cosine](S value) { return !(value <= cosine); });
}

/// The same for the columns of one tile.
template <class S> class ColumnCounts {
public:
    /// Of `count` columns from `first` on; row 0 of the tile is the query at place `firstRow`.
    ColumnCounts(const BestPartners<S>& partners, Index first, Index count, Index firstRow)
        : m_count(count)
    {
        for (Index k = 0; k < count; ++k) {
            const auto column = static_cast<std::size_t>(first + k);
            m_cosine[static_cast<std::size_t>(k)] = partners.cosine[column];
            m_row[static_cast<std::size_t>(k)] = static_cast<std::int32_t>(
                std::clamp<Index>(partners.place[column] - firstRow, 0, similarityTileSide));
        }
    }
    /// The tile's row i: as many values as columns, up to a multiple of `lanes`.
    void add(const S* values, Index i)
    {
        const auto row = static_cast<std::int32_t>(i);
        for (Index first = 0; first < m_count; first += lanes)
            for (Index lane = 0; lane < lanes; ++lane) {
                const auto k = static_cast<std::size_t>(first + lane);
                const S value = values[k];
                const int less = value < m_cosine[k], notMore = value <= m_cosine[k];
                const int below = row >= m_row[k];
                m_ahead[k] += 1 - (less | (notMore & below)); // NaN is neither
            }
    }
    void addTo(Index* ahead) const
    {
        for (Index k = 0; k < m_count; ++k)
            ahead[k] += m_ahead[static_cast<std::size_t>(k)];
    }

private:
    Index m_count;
    std::array<S, similarityTileSide> m_cosine {};
    std::array<std::int32_t, similarityTileSide> m_row {}; ///< of the partner, within the tile
    std::array<std::int32_t, similarityTileSide> m_ahead {};
};

template <class S>
RetrievalRanks countRanks(
    ThreadPool& pool, const PaddedRows<S>& a, const PaddedRows<S>& b, const Partners<S>& partners)
{
    const Index parts = std::min(mostColumnParts, a.tiles());
    RetrievalRanks ranks { std::vector<Index>(partners.ofA.place.size()),
        std::vector<Index>(partners.ofB.place.size()), partners.ofA.count, partners.ofB.count };
    std::vector<std::vector<Index>> columns(static_cast<std::size_t>(parts), ranks.bToA);
    visitTiles(
        pool, a, b, parts, [&](Index tileA, Index tileB, const Matrix<S>& cosines, Index part) {
            const Index firstB = b.first(tileB);
            ColumnCounts<S> ofColumns(partners.ofB, firstB, b.count(tileB), a.first(tileA));
            for (Index i = 0; i < a.count(tileA); ++i) {
                const Index row = a.first(tileA) + i;
                const auto r = static_cast<std::size_t>(row);
                const S* values = &cosines(i, 0);
                ranks.aToB[r] += countAhead(
                    values, firstB, b.count(tileB), partners.ofA.cosine[r], partners.ofA.place[r]);
                ofColumns.add(values, i);
            }
            ofColumns.addTo(columns[static_cast<std::size_t>(part)].data() + firstB);
        });
    for (const std::vector<Index>& part : columns)
        for (std::size_t j = 0; j < part.size(); ++j)
            ranks.bToA[j] += part[j];
    return ranks;
}

template <class S>
void markWithoutPartner(std::vector<Index>& ranks, const BestPartners<S>& partners)
{
    for (std::size_t i = 0; i < ranks.size(); ++i)
        if (partners.place[i] < 0) ranks[i] = -1;
}

double shareBelow(const std::vector<Index>& sorted, Index k)
{
    const auto end = std::lower_bound(sorted.begin(), sorted.end(), k);
    return static_cast<double>(end - sorted.begin()) / static_cast<double>(sorted.size());
}

} // namespace

template <class S>
RetrievalRanks retrievalRanks(ThreadPool& pool, ConstMatrixView<S> a, ConstMatrixView<S> b)
{
    const PaddedRows<S> left(a);
    const PaddedRows<S> right(b);
    return countRanks(pool, left, right, pairPartners(pool, left, right));
}

template <class S>
RetrievalRanks retrievalRanks(
    ThreadPool& pool, ConstMatrixView<S> a, ConstMatrixView<S> b, std::span<const PartnerKey> keys)
{
    if (areOneToOne(keys)) return retrievalRanks<S>(pool, a, b); // which is faster
    const PaddedRows<S> left(a);
    const PaddedRows<S> right(b);
    const Partners<S> partners = keyPartners(pool, left, right, keys);
    RetrievalRanks ranks = countRanks(pool, left, right, partners);
    markWithoutPartner(ranks.aToB, partners.ofA);
    markWithoutPartner(ranks.bToA, partners.ofB);
    return ranks;
}

Retrieval summary(std::span<const Index> ranks)
{
    std::vector<Index> sorted;
    std::copy_if(ranks.begin(), ranks.end(), std::back_inserter(sorted),
        [](Index rank) { return rank >= 0; });
    std::sort(sorted.begin(), sorted.end());
    const Index n = static_cast<Index>(sorted.size());
    const double none = std::numeric_limits<double>::quiet_NaN();
    if (n == 0) return { none, none, none, none, none, 0 };
    double sum = 0;
    for (const Index rank : sorted)
        sum += static_cast<double>(rank);
    // floor((x + y) / 2) of the two in the middle is integer division: ranks are whole.
    const Index middle =
        (sorted[static_cast<std::size_t>((n - 1) / 2)] + sorted[static_cast<std::size_t>(n / 2)])
        / 2;
    return { shareBelow(sorted, 1), shareBelow(sorted, 5), shareBelow(sorted, 10),
        static_cast<double>(middle + 1), sum / static_cast<double>(n) + 1, n };
}

TwoWayRetrieval summary(const RetrievalRanks& ranks)
{
    return { summary(ranks.aToB), summary(ranks.bToA) };
}

namespace {

/// P(rank <= k), ranks from 1, of the best of p partners among m candidates.
double foundBy(Index k, Index partners, Index candidates)
{
    if (k > candidates - partners) return 1;
    if (partners == 1) return static_cast<double>(k) / static_cast<double>(candidates);
    double missed = 1;
    for (Index drawn = 0; drawn < k; ++drawn)
        missed *= static_cast<double>(candidates - partners - drawn)
            / static_cast<double>(candidates - drawn);
    return 1 - missed;
}

} // namespace

Retrieval chanceRetrieval(std::span<const Index> partners, Index candidates)
{
    std::map<Index, Index> queries; // by how many partners they have
    for (const Index count : partners)
        if (count > 0) ++queries[count];
    const double none = std::numeric_limits<double>::quiet_NaN();
    if (queries.empty()) return { none, none, none, none, none, 0 };
    Retrieval chance;
    for (const auto& [count, number] : queries)
        chance.queries += number;
    const auto foundAmong = [&](Index k) {
        double sum = 0;
        for (const auto& [count, number] : queries)
            sum += static_cast<double>(number) * foundBy(k, count, candidates);
        return sum / static_cast<double>(chance.queries);
    };
    chance.recallAt1 = foundAmong(1);
    chance.recallAt5 = foundAmong(5);
    chance.recallAt10 = foundAmong(10);
    Index low = 0, high = candidates; // the median lies in (low, high]
    while (high - low > 1) {
        const Index middle = (low + high) / 2;
        (foundAmong(middle) < 0.5 - 1e-12 ? low : high) = middle;
    }
    chance.medianRank = static_cast<double>(high);
    for (const auto& [count, number] : queries)
        chance.meanRank += static_cast<double>(number) * static_cast<double>(candidates + 1)
            / static_cast<double>((count + 1) * chance.queries);
    return chance;
}

TwoWayRetrieval chanceOf(const RetrievalRanks& ranks)
{
    return { chanceRetrieval(ranks.partnersOfA, std::ssize(ranks.bToA)),
        chanceRetrieval(ranks.partnersOfB, std::ssize(ranks.aToB)) };
}

Interval wilsonInterval(double share, Index trials)
{
    if (trials < 1) return {};
    constexpr double z = 1.959963984540054; // of the standard normal, at 97.5 %
    const auto n = static_cast<double>(trials);
    const double middle = share + z * z / (2 * n);
    const double half = z * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
    // Whole at both ends, whatever the rounding.
    return { share > 0 ? std::max(0.0, (middle - half) / (1 + z * z / n)) : 0,
        share < 1 ? std::min(1.0, (middle + half) / (1 + z * z / n)) : 1 };
}

#define CONTRASTLAB_INSTANTIATE(S)                                                                 \
    template RetrievalRanks retrievalRanks<S>(                                                     \
        ThreadPool&, ConstMatrixView<S>, ConstMatrixView<S>);                                      \
    template RetrievalRanks retrievalRanks<S>(                                                     \
        ThreadPool&, ConstMatrixView<S>, ConstMatrixView<S>, std::span<const PartnerKey>);
CONTRASTLAB_INSTANTIATE(float)
CONTRASTLAB_INSTANTIATE(double)
#undef CONTRASTLAB_INSTANTIATE

} // namespace contrastlab
