// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ranks against a plain loop, the tie rule, several partners, threads.
#include "analysis/retrieval.h"
#include "analysis/similarity.h"
#include "support/random_rows.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <numeric>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

template <class S>
TwoWayRetrieval retrieval(const Matrix<S>& a, const Matrix<S>& b, int threads = 1)
{
    ThreadPool pool(threads);
    return summary(retrievalRanks<S>(pool, view(a), view(b)));
}

/// The definition, on cosines of small whole numbers, where ties are exact.
Index plainRank(const Matrix<double>& cosines, Index i)
{
    Index rank = 0;
    for (Index j = 0; j < cosines.cols(); ++j)
        rank += cosines(i, j) > cosines(i, i) || (j < i && cosines(i, j) == cosines(i, i));
    return rank;
}

/// The best partner's rank: sorted by falling cosine, equal ones by place, the first partner's
/// position.
Index plainGroupRank(const Matrix<double>& cosines, Index i, const std::vector<int>& groupsA,
    const std::vector<int>& groupsB)
{
    std::vector<Index> order(static_cast<std::size_t>(cosines.cols()));
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
        [&](Index x, Index y) { return cosines(i, x) > cosines(i, y); });
    for (std::size_t rank = 0; rank < order.size(); ++rank)
        if (groupsA[static_cast<std::size_t>(i)] >= 0
            && groupsB[static_cast<std::size_t>(order[rank])]
                == groupsA[static_cast<std::size_t>(i)])
            return static_cast<Index>(rank);
    return -1;
}

/// Rows of small whole numbers: products are exact in either precision, and many are equal.
template <class S> Matrix<S> wholeRows(Index rows, Index columns, std::uint64_t seed)
{
    RandomStream stream(seed, Purpose::noise);
    Matrix<S> m(rows, columns);
    for (Index i = 0; i < m.size(); ++i)
        m.data()[i] = static_cast<S>(static_cast<int>(stream.below(5)) - 2);
    return m;
}

} // namespace

class TestRetrieval : public QObject {
    Q_OBJECT

private slots:
    void ranksAsDefined_data();
    void ranksAsDefined();
    void groupsAsDefined_data();
    void groupsAsDefined();
    void groupsOfOneArePairs();
    void eitherKeyMakesPartners();
    void aGuessIsCountedOut_data();
    void aGuessIsCountedOut();
    void intervalsAreWilsons();
    void collapsedModelScoresChance_data();
    void collapsedModelScoresChance();
    void perfectModel();
    void reversedModel();
    void medianIsFloored();
    void notANumberIsAMiss();
    void swapExchangesDirections();
    void threadsDoNotMatter_data();
    void threadsDoNotMatter();
};

void TestRetrieval::ranksAsDefined_data()
{
    QTest::addColumn<int>("n");
    QTest::addColumn<int>("d");
    for (const int n : { 1, 2, 47, 48, 49, 191, 192, 193, 500 })
        for (const int d : { 1, 3, 40 })
            QTest::addRow("%d x %d", n, d) << n << d;
}

void TestRetrieval::ranksAsDefined()
{
    QFETCH(int, n);
    QFETCH(int, d);
    const Matrix<float> a = wholeRows<float>(n, d, 1);
    const Matrix<float> b = wholeRows<float>(n, d, 2);
    const Matrix<double> cosines = a.cast<double>() * b.cast<double>().transpose();
    ThreadPool pool;
    const RetrievalRanks ranks = retrievalRanks<float>(pool, view(a), view(b));
    for (Index i = 0; i < n; ++i) {
        QCOMPARE(ranks.aToB[static_cast<std::size_t>(i)], plainRank(cosines, i));
        QCOMPARE(ranks.bToA[static_cast<std::size_t>(i)], plainRank(cosines.transpose(), i));
    }
    const Matrix<double> da = a.cast<double>();
    const Matrix<double> db = b.cast<double>();
    QCOMPARE(retrievalRanks<double>(pool, view(da), view(db)).aToB, ranks.aToB);
}

void TestRetrieval::groupsAsDefined_data()
{
    QTest::addColumn<int>("n");
    QTest::addColumn<int>("m");
    QTest::addColumn<int>("groups");
    QTest::addRow("five captions a picture") << 60 << 300 << 60;
    QTest::addRow("few classes") << 200 << 230 << 4;
    QTest::addRow("some without partner") << 250 << 100 << 150;
    QTest::addRow("one query") << 1 << 200 << 3;
}

void TestRetrieval::groupsAsDefined()
{
    QFETCH(int, n);
    QFETCH(int, m);
    QFETCH(int, groups);
    const Matrix<float> a = wholeRows<float>(n, 4, 3);
    const Matrix<float> b = wholeRows<float>(m, 4, 4);
    std::vector<int> groupsA;
    std::vector<int> groupsB;
    for (int i = 0; i < n; ++i)
        groupsA.push_back(i % groups - (i % 7 == 6 ? i % groups + 1 : 0)); // some are -1
    for (int j = 0; j < m; ++j)
        groupsB.push_back((j * 3 + 1) % groups);
    const Matrix<double> cosines = a.cast<double>() * b.cast<double>().transpose();
    ThreadPool pool(2);
    const RetrievalRanks ranks = retrievalRanks<float>(pool, view(a), view(b), groupsA, groupsB);
    for (Index i = 0; i < n; ++i)
        QCOMPARE(
            ranks.aToB[static_cast<std::size_t>(i)], plainGroupRank(cosines, i, groupsA, groupsB));
    for (Index j = 0; j < m; ++j)
        QCOMPARE(ranks.bToA[static_cast<std::size_t>(j)],
            plainGroupRank(cosines.transpose(), j, groupsB, groupsA));
}

void TestRetrieval::groupsOfOneArePairs()
{
    const Matrix<float> a = unitNormalRows<float>(333, 9, 5);
    const Matrix<float> b = noisyCopy(a, 0.4, 6);
    std::vector<int> ids(333);
    std::iota(ids.begin(), ids.end(), 0);
    ThreadPool pool;
    const RetrievalRanks pairs = retrievalRanks<float>(pool, view(a), view(b));
    const RetrievalRanks groups = retrievalRanks<float>(pool, view(a), view(b), ids, ids);
    QCOMPARE(groups.aToB, pairs.aToB);
    QCOMPARE(groups.bToA, pairs.bToA);
}

void TestRetrieval::collapsedModelScoresChance_data()
{
    QTest::addColumn<int>("n");
    QTest::addColumn<int>("d");
    // Widths and counts around the blocks of the product's kernels: all cosines must be equal to
    // the last bit.
    for (const int n : { 2, 7, 50, 193, 481 })
        for (const int d : { 1, 2, 17, 64, 333, 700 })
            QTest::addRow("%d x %d", n, d) << n << d;
}

void TestRetrieval::collapsedModelScoresChance()
{
    QFETCH(int, n);
    QFETCH(int, d);
    const Matrix<double> row = unitNormalRows<double>(1, d, 7);
    const Matrix<double> all = row.replicate(n, 1);
    const Matrix<float> single = all.cast<float>();
    for (const TwoWayRetrieval& r : { retrieval(all, all), retrieval(single, single) }) {
        QCOMPARE(r.aToB.recallAt1, 1.0 / n);
        QCOMPARE(r.bToA.recallAt1, 1.0 / n);
        QCOMPARE(r.aToB.recallAt5, std::min(1.0, 5.0 / n));
        QCOMPARE(r.aToB.medianRank, std::floor((n - 1) / 2.0) + 1);
    }
}

void TestRetrieval::perfectModel()
{
    const Matrix<float> a = unitNormalRows<float>(400, 16, 8);
    const TwoWayRetrieval r = retrieval(a, a);
    QCOMPARE(r.aToB.recallAt1, 1.0);
    QCOMPARE(r.bToA.recallAt10, 1.0);
    QCOMPARE(r.aToB.medianRank, 1.0);
    QCOMPARE(r.aToB.meanRank, 1.0);
    QCOMPARE(r.aToB.queries, 400);
}

void TestRetrieval::reversedModel()
{
    // The partner is opposite: every other row comes before it.
    const Matrix<float> a = unitNormalRows<float>(100, 8, 9);
    const Matrix<float> b = -a;
    const TwoWayRetrieval r = retrieval(a, b);
    QCOMPARE(r.aToB.recallAt10, 0.0);
    QCOMPARE(r.aToB.medianRank, 100.0);
    QCOMPARE(r.bToA.meanRank, 100.0);
}

void TestRetrieval::medianIsFloored()
{
    const Index ranks[] = { 0, 3, 4, 9, -1 };
    const Retrieval r = summary(ranks);
    QCOMPARE(r.medianRank, 4.0); // floor(3.5) + 1
    QCOMPARE(r.meanRank, 5.0);
    QCOMPARE(r.recallAt1, 0.25);
    QCOMPARE(r.recallAt5, 0.75);
    QCOMPARE(r.recallAt10, 1.0);
    QCOMPARE(r.queries, 4);
    QVERIFY(std::isnan(summary(std::span<const Index> {}).recallAt1));
}

void TestRetrieval::notANumberIsAMiss()
{
    Matrix<float> a = unitNormalRows<float>(20, 4, 10);
    a.setConstant(std::nanf(""));
    const TwoWayRetrieval r = retrieval(a, a);
    QCOMPARE(r.aToB.recallAt10, 0.0);
    QCOMPARE(r.bToA.recallAt10, 0.0);
}

void TestRetrieval::swapExchangesDirections()
{
    const Matrix<float> a = unitNormalRows<float>(250, 12, 11);
    const Matrix<float> b = noisyCopy(a, 0.5, 12);
    const TwoWayRetrieval there = retrieval(a, b);
    const TwoWayRetrieval back = retrieval(b, a);
    QVERIFY(there.aToB.recallAt1 > 0.05 && there.aToB.recallAt1 < 0.95);
    QCOMPARE(there.aToB.recallAt1, back.bToA.recallAt1);
    QCOMPARE(there.bToA.meanRank, back.aToB.meanRank);
}

void TestRetrieval::threadsDoNotMatter_data()
{
    QTest::addColumn<int>("threads");
    QTest::addRow("2") << 2;
    QTest::addRow("5") << 5;
}

void TestRetrieval::threadsDoNotMatter()
{
    QFETCH(int, threads);
    const Matrix<float> a = unitNormalRows<float>(700, 12, 13);
    const Matrix<float> b = noisyCopy(a, 0.5, 14);
    ThreadPool one;
    ThreadPool many(threads);
    const RetrievalRanks ranks = retrievalRanks<float>(one, view(a), view(b));
    const RetrievalRanks same = retrievalRanks<float>(many, view(a), view(b));
    QCOMPARE(same.aToB, ranks.aToB);
    QCOMPARE(same.bToA, ranks.bToA);
    std::vector<int> labels;
    for (int i = 0; i < 700; ++i)
        labels.push_back(i % 9);
    const SimilarityStatistics s = similarityStatistics<float>(one, view(a), view(b), 0.07, labels);
    const SimilarityStatistics t =
        similarityStatistics<float>(many, view(a), view(b), 0.07, labels);
    QCOMPARE(t.negatives, s.negatives);
    QVERIFY(t.effectiveNegatives == s.effectiveNegatives); // to the last bit
    QVERIFY(t.falseNegativeShare == s.falseNegativeShare);
    QVERIFY(t.meanNegative == s.meanNegative);
}

// Rows that share one of two numbers belong together, in no chain: against a plain loop.
void TestRetrieval::eitherKeyMakesPartners()
{
    const Index n = 170, m = 140;
    const Matrix<double> a = wholeRows<double>(n, 3, 21), b = wholeRows<double>(m, 3, 22);
    const Matrix<double> cosines = a * b.transpose();
    std::vector<int> a1, a2, b1, b2;
    for (int i = 0; i < n; ++i) {
        a1.push_back(i % 31);
        a2.push_back(i % 7 == 0 ? -1 : i % 50);
    }
    for (int j = 0; j < m; ++j) {
        b1.push_back(j % 37);
        b2.push_back(j % 5 == 0 ? -1 : j % 60);
    }
    const PartnerKey keys[] = { { a1, b1 }, { a2, b2 } };
    ThreadPool pool(3);
    const RetrievalRanks ranks = retrievalRanks<double>(pool, view(a), view(b), keys);
    Index most = 0;
    for (Index i = 0; i < n; ++i) {
        const auto p = std::size_t(i);
        std::vector<int> right;
        for (std::size_t j = 0; j < std::size_t(m); ++j)
            right.push_back(a1[p] == b1[j] || (a2[p] >= 0 && a2[p] == b2[j]) ? int(i) : -1);
        const std::vector<int> query(a1.size(), static_cast<int>(i));
        QCOMPARE(ranks.aToB[p], plainGroupRank(cosines, i, query, right));
        QCOMPARE(ranks.partnersOfA[p], std::ranges::count(right, int(i)));
        most = std::max(most, ranks.partnersOfA[p]);
    }
    QVERIFY(most > 3);
    QCOMPARE(std::accumulate(ranks.partnersOfA.begin(), ranks.partnersOfA.end(), Index(0)),
        std::accumulate(ranks.partnersOfB.begin(), ranks.partnersOfB.end(), Index(0)));
}

void TestRetrieval::aGuessIsCountedOut_data()
{
    QTest::addColumn<int>("partners");
    QTest::addColumn<int>("candidates");
    for (const auto& [partners, candidates] :
        { std::pair(1, 20), { 1, 13 }, { 3, 10 }, { 6, 12 }, { 4, 4 }, { 1, 1 } })
        QTest::addRow("%d of %d", partners, candidates) << partners << candidates;
}

// Against every way in which the partners can lie among the candidates.
void TestRetrieval::aGuessIsCountedOut()
{
    QFETCH(int, partners);
    QFETCH(int, candidates);
    std::vector<double> ranks;
    for (unsigned chosen = 0; chosen < 1u << candidates; ++chosen)
        if (std::popcount(chosen) == partners) ranks.push_back(std::countr_zero(chosen) + 1);
    std::ranges::sort(ranks);
    const auto below = [&](int k) {
        return double(std::ranges::count_if(ranks, [k](double r) { return r <= k; }))
            / double(ranks.size());
    };
    const std::vector<Index> counts { partners, 0, partners };
    const Retrieval chance = chanceRetrieval(counts, candidates);
    QCOMPARE(chance.queries, Index(2));
    QVERIFY(std::abs(chance.recallAt1 - below(1)) < 1e-12);
    QVERIFY(std::abs(chance.recallAt5 - below(5)) < 1e-12);
    QVERIFY(std::abs(chance.recallAt10 - below(10)) < 1e-12);
    QVERIFY(std::abs(chance.meanRank
                - std::accumulate(ranks.begin(), ranks.end(), 0.0) / double(ranks.size()))
        < 1e-9);
    QVERIFY(below(int(chance.medianRank)) >= 0.5 && below(int(chance.medianRank) - 1) < 0.5);
    QVERIFY(std::isnan(chanceRetrieval(std::vector<Index> { 0 }, 5).recallAt1));
}

void TestRetrieval::intervalsAreWilsons()
{
    const Interval eight = wilsonInterval(0.8, 10); // Newcombe 1998, table I, by hand
    QVERIFY(std::abs(eight.low - 0.490162) < 1e-5 && std::abs(eight.high - 0.943318) < 1e-5);
    const Interval none = wilsonInterval(0, 30);
    QVERIFY(none.low == 0 && std::abs(none.high - 0.113514) < 1e-5);
    QVERIFY(wilsonInterval(1, 2000).low > 0.998);
    QVERIFY(wilsonInterval(0.5, 0).low == 0 && wilsonInterval(0.5, 0).high == 1);
}

QTEST_APPLESS_MAIN(TestRetrieval)
#include "tst_retrieval.moc"
