// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Average linkage by its definition, and the order of leaves against all orders that a tree allows.
#include "analysis/leaf_order.h"
#include "support/random_rows.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

Matrix<double> randomDistances(Index n, std::uint64_t seed)
{
    const Matrix<double> points = normalRows<double>(n, 3, seed);
    Matrix<double> distances(n, n);
    for (Index i = 0; i < n; ++i)
        for (Index j = 0; j < n; ++j)
            distances(i, j) = (points.row(i) - points.row(j)).norm();
    return distances;
}

double lengthOf(const std::vector<int>& order, const Matrix<double>& distances)
{
    double sum = 0;
    for (std::size_t i = 1; i < order.size(); ++i)
        sum += distances(order[i - 1], order[i]);
    return sum;
}

/// Of each cluster its items, merges after items.
std::vector<std::vector<int>> membersOf(int n, const std::vector<ClusterMerge>& merges)
{
    std::vector<std::vector<int>> members;
    for (int i = 0; i < n; ++i)
        members.push_back({ i });
    for (const ClusterMerge& merge : merges) {
        std::vector<int> both = members[std::size_t(merge.left)];
        const std::vector<int>& right = members[std::size_t(merge.right)];
        both.insert(both.end(), right.begin(), right.end());
        members.push_back(both);
    }
    return members;
}

/// Each cluster stands in one piece.
bool tearsNothing(const std::vector<int>& order, const std::vector<ClusterMerge>& merges)
{
    return std::ranges::all_of(
        membersOf(int(order.size()), merges), [&](const std::vector<int>& members) {
            std::vector<int> places;
            for (const int item : members)
                places.push_back(int(std::ranges::find(order, item) - order.begin()));
            const auto [first, last] = std::ranges::minmax(places);
            return last - first + 1 == int(members.size());
        });
}

} // namespace

class TestLeafOrder : public QObject {
    Q_OBJECT

private slots:
    void linksTheNearestOnAverage()
    {
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            const int n = 12;
            const Matrix<double> distances = randomDistances(n, seed);
            const std::vector<ClusterMerge> merges = averageLinkage(distances);
            QCOMPARE(int(merges.size()), n - 1);
            const auto members = membersOf(n, merges);
            std::vector<int> there(std::size_t(n), 0);
            std::iota(there.begin(), there.end(), 0);
            const auto mean = [&](int a, int b) {
                double sum = 0;
                for (const int i : members[std::size_t(a)])
                    for (const int j : members[std::size_t(b)])
                        sum += distances(i, j);
                return sum
                    / double(members[std::size_t(a)].size() * members[std::size_t(b)].size());
            };
            for (int k = 0; k < n - 1; ++k) {
                const auto [left, right] = merges[std::size_t(k)];
                for (const int a : there)
                    for (const int b : there)
                        if (a != b) QVERIFY(mean(left, right) <= mean(a, b) + 1e-12);
                std::erase(there, left);
                std::erase(there, right);
                there.push_back(n + k);
            }
        }
    }

    void noOrderOfTheTreeIsShorter()
    {
        for (int n = 2; n <= 8; ++n)
            for (std::uint64_t seed = 1; seed <= 6; ++seed) {
                const Matrix<double> distances = randomDistances(n, 10 * seed + std::uint64_t(n));
                const std::vector<ClusterMerge> merges = averageLinkage(distances);
                const std::vector<int> found = optimalLeafOrder(distances, merges);
                QVERIFY(tearsNothing(found, merges));
                QVERIFY(found.front() < found.back());
                std::vector<int> order(std::size_t(n), 0);
                std::iota(order.begin(), order.end(), 0);
                double least = lengthOf(found, distances);
                int allowed = 0;
                do {
                    if (!tearsNothing(order, merges)) continue;
                    ++allowed;
                    least = std::min(least, lengthOf(order, distances));
                } while (std::ranges::next_permutation(order).found);
                QCOMPARE(allowed, 1 << (n - 1));
                QVERIFY(std::abs(lengthOf(found, distances) - least) < 1e-12);
            }
    }

    void groupsStandTogether()
    {
        Matrix<double> distances = Matrix<double>::Constant(64, 64, 1.9);
        for (Index i = 0; i < 64; ++i)
            for (Index j = 0; j < 64; ++j)
                if (i % 4 == j % 4) distances(i, j) = i == j ? 0 : 0.2;
        const std::vector<int> order = optimalLeafOrder(distances, averageLinkage(distances));
        int changes = 0;
        for (std::size_t i = 1; i < 64; ++i)
            changes += order[i] % 4 != order[i - 1] % 4;
        QCOMPARE(changes, 3);
        std::vector<int> sorted = order;
        std::ranges::sort(sorted);
        for (int i = 0; i < 64; ++i)
            QCOMPARE(sorted[std::size_t(i)], i);
    }

    void oneItemAndNone()
    {
        QCOMPARE(optimalLeafOrder(Matrix<double>::Zero(1, 1), {}), std::vector<int> { 0 });
        QVERIFY(optimalLeafOrder(Matrix<double>(), {}).empty());
        const Matrix<double> equal = Matrix<double>::Zero(3, 3);
        QCOMPARE(optimalLeafOrder(equal, averageLinkage(equal)).size(), std::size_t(3));
    }
};

QTEST_APPLESS_MAIN(TestLeafOrder)
#include "tst_leaf_order.moc"
