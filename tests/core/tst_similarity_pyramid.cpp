// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Means, pairs and nearest of blocks against all cosines, computed one by one.
#include "analysis/item_cosines.h"
#include "analysis/similarity_pyramid.h"
#include "support/random_rows.h"
#include "support/small_run.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <numeric>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

struct World {
    Matrix<float> a, b;
    Matrix<double> cosines;

    World(Index items, Index width)
        : a(unitNormalRows<float>(items, width, 1))
        , b(noisyCopy(a, 0.1, 2))
        , cosines(a.cast<double>() * b.cast<double>().transpose())
    {
    }
    [[nodiscard]] SimilarityPyramid pyramid() const
    {
        ThreadPool pool;
        return { pool, a, b };
    }
};

} // namespace

class TestSimilarityPyramid : public QObject {
    Q_OBJECT

private slots:
    void meansAreThoseOfAllCosines_data()
    {
        QTest::addColumn<int>("items");
        QTest::addColumn<int>("width");
        QTest::newRow("one") << 1 << 5;
        QTest::newRow("two") << 2 << 3;
        QTest::newRow("seventeen") << 17 << 8;
        QTest::newRow("odd") << 2309 << 31;
        QTest::newRow("power of two") << 2048 << 16;
        QTest::newRow("one more") << 1025 << 16;
    }
    void meansAreThoseOfAllCosines()
    {
        QFETCH(int, items);
        QFETCH(int, width);
        const World world(items, width);
        const SimilarityPyramid pyramid = world.pyramid();
        QCOMPARE(pyramid.items(), Index(items));
        QCOMPARE(pyramid.blocks(pyramid.levels() - 1), Index(1));
        for (int level = 0; level < pyramid.levels(); ++level) {
            const Index blocks = pyramid.blocks(level);
            // Few of the many: the first, one in the middle, and the last, which is shorter.
            const BlockRange range { std::max<Index>(0, blocks - 3), std::min<Index>(3, blocks) };
            const BlockRange middle { blocks / 2, 1 };
            for (const BlockRange& rows : { BlockRange { 0, 1 }, middle, range }) {
                const Matrix<float> means = pyramid.means(level, rows, range);
                QCOMPARE(means.rows(), rows.count);
                QCOMPARE(means.cols(), range.count);
                for (Index r = 0; r < rows.count; ++r)
                    for (Index c = 0; c < range.count; ++c) {
                        const BlockRange down = pyramid.itemsOf(level, rows.first + r),
                                         across = pyramid.itemsOf(level, range.first + c);
                        const double expected =
                            world.cosines.block(down.first, across.first, down.count, across.count)
                                .mean();
                        QVERIFY(std::abs(double(means(r, c)) - expected) < 1e-6);
                    }
            }
            const BlockRange last = pyramid.itemsOf(level, blocks - 1);
            QCOMPARE(last.first + last.count, Index(items));
            const auto pairs = world.cosines.diagonal().segment(last.first, last.count);
            QVERIFY(std::abs(double(pyramid.pairMean(level, blocks - 1)) - pairs.mean()) < 1e-6);
            QVERIFY(
                std::abs(double(pyramid.leastPair(level, blocks - 1)) - pairs.minCoeff()) < 1e-6);
        }
    }

    // As all cosines have it, whether computed at once or kept.
    void theLargestOfBlocks_data()
    {
        QTest::addColumn<int>("items");
        for (const int items : { 1, 2, 3, 17, 300, 1500 })
            QTest::addRow("%d", items) << items;
    }
    void theLargestOfBlocks()
    {
        QFETCH(int, items);
        const World world(items, 12);
        const SimilarityPyramid pyramid = world.pyramid();
        ThreadPool pool(2);
        const BlockMaxima maxima(pool, world.a, world.b);
        QCOMPARE(maxima.finestLevel(), 1);
        for (int level = 0; level < pyramid.levels(); ++level) {
            const Index blocks = pyramid.blocks(level);
            const BlockRange rows { 0, std::min<Index>(2, blocks) };
            const BlockRange columns { std::max<Index>(0, blocks - 2), rows.count };
            const auto found = pyramid.largest(level, rows, columns);
            QCOMPARE(found.size(), std::size_t(rows.count * columns.count));
            for (Index row = 0; row < rows.count; ++row)
                for (Index column = 0; column < columns.count; ++column) {
                    const BlockRange down = pyramid.itemsOf(level, rows.first + row),
                                     across = pyramid.itemsOf(level, columns.first + column);
                    Index r = 0, c = 0;
                    const double largest =
                        world.cosines.block(down.first, across.first, down.count, across.count)
                            .maxCoeff(&r, &c);
                    std::vector<SimilarityPyramid::Cell> cells {
                        found[std::size_t(row * columns.count + column)]
                    };
                    if (level > 0)
                        cells.push_back(maxima.at(level, rows.first + row, columns.first + column));
                    for (const auto& cell : cells) {
                        QCOMPARE(cell.row, down.first + r);
                        QCOMPARE(cell.column, across.first + c);
                        QVERIFY(std::abs(double(cell.cosine) - largest) < 1e-6);
                    }
                }
        }
    }

    void moreThanCanBeComputedIsKept()
    {
        const World world(5000, 8);
        const SimilarityPyramid pyramid = world.pyramid();
        QVERIFY(pyramid.largest(12, { 0, 1 }, { 0, 1 }).empty());
        ThreadPool one(1), several(3);
        const BlockMaxima maxima(one, world.a, world.b), same(several, world.a, world.b);
        QCOMPARE(maxima.finestLevel(), 3); // 625 blocks
        const auto all = maxima.at(pyramid.levels() - 1, 0, 0);
        QVERIFY(std::abs(double(all.cosine) - world.cosines.maxCoeff()) < 1e-6);
        QVERIFY(std::abs(world.cosines(all.row, all.column) - double(all.cosine)) < 1e-6);
        for (Index block = 0; block < 625; block += 13) {
            QCOMPARE(maxima.at(3, block, 624 - block).row, same.at(3, block, 624 - block).row);
            QCOMPARE(
                maxima.at(3, block, 624 - block).cosine, same.at(3, block, 624 - block).cosine);
        }
    }

    void threadsChangeNothing()
    {
        const Matrix<float> a = unitNormalRows<float>(20011, 9, 1), b = noisyCopy(a, 0.1, 2);
        ThreadPool single(1), several(3);
        const SimilarityPyramid one(single, a, b), three(several, a, b);
        for (const int level : { 0, 2, 4, 7, 11 }) {
            const BlockRange all { 0, std::min<Index>(one.blocks(level), 40) };
            QCOMPARE(one.means(level, all, all), three.means(level, all, all));
            QCOMPARE(one.pairMean(level, 0), three.pairMean(level, 0));
        }
        QVERIFY(one.isFinite());
        // As documented, with what the levels above add.
        QVERIFY(double(one.bytes()) < 1.001 * SimilarityPyramid::bytesAnItem(9) * 20011 + 1000);
    }

    void aRowWithoutNumbersIsTold()
    {
        World world(300, 4);
        world.b.row(170).setConstant(std::numeric_limits<float>::quiet_NaN());
        const SimilarityPyramid pyramid = world.pyramid();
        QVERIFY(!pyramid.isFinite());
        const Matrix<float> means = pyramid.means(4, { 0, 1 }, { 0, 19 });
        QVERIFY(std::isnan(means(0, 10)) && std::isfinite(means(0, 9)));
        QVERIFY(std::isnan(pyramid.pairMean(4, 10)));
        QVERIFY(pyramid.largest(4, { 0, 1 }, { 10, 1 }).empty());
    }

    void equalRowsHaveOneCosine()
    {
        const Matrix<float> rows = Matrix<float>::Constant(77, 4, 0.5f);
        ThreadPool pool;
        const SimilarityPyramid pyramid(pool, rows, rows);
        QCOMPARE(pyramid.means(pyramid.levels() - 1, { 0, 1 }, { 0, 1 })(0, 0), 1.0f);
        QCOMPARE(pyramid.leastPair(3, 9), 1.0f);
    }

    void allItemsOfARunAreThere()
    {
        const auto setup = smallSetup(smallSpec());
        const Checkpoint checkpoint { .step = 7, .parameters = setup->initialParameters() };
        ThreadPool pool;
        std::vector<Index> told;
        const ItemCosines cosines = cosinesOfItems(
            pool, *setup, checkpoint, setup->pairs().front(), [&](Index done, Index all) {
                QCOMPARE(all, Index(300));
                told.push_back(done);
            });
        QVERIFY(!told.empty() && told.front() == 0 && std::ranges::is_sorted(told));
        QCOMPARE(cosines.step, 7);
        QCOMPARE(cosines.complete, Index(300));
        const std::vector<int>& labels = setup->dataset().labels;
        std::vector<Index> expected(300);
        std::iota(expected.begin(), expected.end(), 0);
        std::ranges::stable_sort(
            expected, {}, [&](Index item) { return labels[std::size_t(item)]; });
        QCOMPARE(cosines.items, expected);
        const auto unit = [&](int tower, std::size_t place) {
            return setup
                ->embed(pool, checkpoint.parameters, tower, std::span(&expected[place], 1), 0)
                .normalized()
                .eval();
        };
        const float cosine = (unit(0, 41) * unit(1, 263).transpose()).value();
        const Matrix<float> found = cosines.pyramid.means(0, { 41, 1 }, { 263, 1 });
        QVERIFY(std::abs(found(0, 0) - cosine) < 1e-6f);
    }

    void itIsInterrupted()
    {
        const Matrix<float> rows = unitNormalRows<float>(5000, 4, 1);
        ThreadPool pool;
        std::stop_source stop;
        stop.request_stop();
        const InterruptedBy interrupted(pool, stop.get_token());
        QVERIFY_EXCEPTION_THROWN(SimilarityPyramid(pool, rows, rows), Interrupted);
    }
};

QTEST_GUILESS_MAIN(TestSimilarityPyramid)
#include "tst_similarity_pyramid.moc"
