// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pool under many short runs, exceptions, sleep and wake, and many pools at once. Worth running
// under ThreadSanitizer: nothing here is atomic but the pool itself.
#include "base/thread_pool.h"

#include <QTest>

#include <atomic>
#include <chrono>
#include <ctime>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace contrastlab;

namespace {

double processorSeconds()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

} // namespace

class TestThreadPool : public QObject {
    Q_OBJECT

private slots:
    void eachTileOnce_data()
    {
        QTest::addColumn<int>("threads");
        for (int threads : { 1, 2, 3, 8 })
            QTest::addRow("%d threads", threads) << threads;
    }
    void eachTileOnce()
    {
        QFETCH(int, threads);
        ThreadPool pool(threads);
        QCOMPARE(pool.threads(), threads);
        for (Index tiles : { 0, 1, 2, 3, 7, 1000 }) {
            std::vector<int> count(static_cast<std::size_t>(tiles));
            std::vector<int> thread(static_cast<std::size_t>(tiles));
            pool.run(tiles, [&](Index tile, int on) {
                ++count[static_cast<std::size_t>(tile)];
                thread[static_cast<std::size_t>(tile)] = on;
            });
            for (std::size_t t = 0; t < count.size(); ++t) {
                QCOMPARE(count[t], 1);
                QVERIFY(thread[t] >= 0 && thread[t] < threads);
            }
        }
    }

    void stormOfShortRuns()
    {
        ThreadPool pool(4);
        std::vector<long> sums(5);
        for (int run = 0; run < 20000; ++run)
            pool.run(
                1 + run % 5, [&](Index tile) { sums[static_cast<std::size_t>(tile)] += tile + 1; });
        for (long tile = 0; tile < 5; ++tile)
            QCOMPARE(sums[static_cast<std::size_t>(tile)], (tile + 1) * 4000 * (5 - tile));
    }

    // What one run writes the next run reads on another thread.
    void runsAreOrdered()
    {
        ThreadPool pool(3);
        std::vector<long> values(64, 1);
        for (int run = 0; run < 500; ++run)
            pool.run(64, [&](Index tile) {
                // A tile is written by whoever has it and read in the next run by whoever has it
                // then.
                values[static_cast<std::size_t>(tile)] += run;
            });
        for (long value : values)
            QCOMPARE(value, 1L + 499 * 500 / 2);
    }

    void tasksRunOnOtherThreads()
    {
        ThreadPool pool(2);
        std::vector<std::thread::id> ids(2);
        // Each tile waits for the other to have begun, which one thread alone cannot do.
        std::atomic<int> begun { 0 };
        pool.run(2, [&](Index tile) {
            ++begun;
            while (begun < 2)
                std::this_thread::yield();
            ids[static_cast<std::size_t>(tile)] = std::this_thread::get_id();
        });
        QVERIFY(ids[0] != ids[1]);
        QVERIFY(ids[0] == std::this_thread::get_id() || ids[1] == std::this_thread::get_id());
    }

    void poolOfOneStaysOnTheCaller()
    {
        ThreadPool pool(1);
        const std::thread::id caller = std::this_thread::get_id();
        pool.run(10, [&](Index) { QVERIFY(std::this_thread::get_id() == caller); });
    }

    void firstExceptionIsThrownAgain_data() { eachTileOnce_data(); }
    void firstExceptionIsThrownAgain()
    {
        QFETCH(int, threads);
        ThreadPool pool(threads);
        for (int run = 0; run < 300; ++run) {
            QVERIFY_EXCEPTION_THROWN(pool.run(40,
                                         [&](Index tile) {
                                             if (tile == run % 40) throw std::runtime_error("tile");
                                         }),
                std::runtime_error);
            // The pool is as good as new.
            std::atomic<int> done { 0 };
            pool.run(7, [&](Index) { ++done; });
            QCOMPARE(done.load(), 7);
        }
    }

    void tilesAfterAnExceptionAreSkipped()
    {
        ThreadPool pool(2);
        std::atomic<int> done { 0 };
        try {
            pool.run(100000, [&](Index tile) {
                if (tile == 0) throw std::logic_error("first");
                ++done;
            });
            QFAIL("no exception");
        } catch (const std::logic_error& error) {
            QCOMPARE(error.what(), "first");
        }
        QVERIFY(done < 100000 - 1);
    }

    void sleepsAndWakes()
    {
        ThreadPool pool(3);
        std::atomic<int> done { 0 };
        for (int pause = 0; pause < 120; ++pause) {
            std::this_thread::sleep_for(std::chrono::microseconds(pause * 3));
            pool.run(3, [&](Index) { ++done; });
        }
        QCOMPARE(done.load(), 360);
    }

    void idlePoolUsesNoProcessor()
    {
        ThreadPool pool(4);
        pool.run(16, [](Index) {});
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        const double before = processorSeconds();
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        QVERIFY(
            processorSeconds() - before < 0.05); // one thread that spun all the time would use 0.2
    }

    void reportsWhatIsMore()
    {
        ThreadPool pool(2);
        pool.report(0.5); // nobody listens
        std::vector<double> heard;
        const auto hear = [&](double share) { heard.push_back(share); };
        const FunctionRef<void(double)> listener(hear);
        for (int step = 0; step < 2; ++step) {
            const ReportingTo reporting(pool, listener);
            for (const double share : { 0.25, 0.125, 0.25, 1.0 })
                pool.report(share);
        }
        pool.report(0.75);
        QCOMPARE(heard, std::vector<double>({ 0.25, 1.0, 0.25, 1.0 }));
    }

    void manyPools()
    {
        std::vector<std::jthread> owners;
        std::vector<long> sums(4);
        for (std::size_t owner = 0; owner < sums.size(); ++owner)
            owners.emplace_back([&sum = sums[owner]] {
                for (int life = 0; life < 40; ++life) {
                    ThreadPool pool(1 + life % 4);
                    std::vector<long> parts(6);
                    for (int run = 0; run < life; ++run)
                        pool.run(
                            6, [&](Index tile) { parts[static_cast<std::size_t>(tile)] += tile; });
                    for (long part : parts)
                        sum += part;
                }
            });
        owners.clear();
        for (long sum : sums)
            QCOMPARE(sum, 15L * 39 * 40 / 2);
    }
};

QTEST_APPLESS_MAIN(TestThreadPool)
#include "tst_thread_pool.moc"
