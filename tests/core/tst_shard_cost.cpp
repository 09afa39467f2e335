// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What steps of several processes are foretold to take: bytes as they are sent, and times that
// behave.
#include "run/shard_cost.h"
#include "support/small_run.h"
#include "support/thread_exchange.h"

#include <QTest>

#include <array>
#include <cmath>

using namespace contrastlab;

class TestShardCost : public QObject {
    Q_OBJECT

private slots:
    void bytesAreThoseThatAreSent_data()
    {
        QTest::addColumn<int>("members");
        for (const int members : { 1, 2, 4, 8 })
            QTest::addRow("%d", members) << members;
    }
    void bytesAreThoseThatAreSent()
    {
        QFETCH(int, members);
        constexpr int steps = 3;
        const auto setup = smallSetup(smallSpec({ { "shards", "8" } }));
        std::array<std::size_t, 8> sent {};
        together(members, [&](ThreadExchange& exchange) {
            ThreadPool pool(1);
            Trainer trainer(setup, pool);
            trainer.shareWith(exchange);
            for (int i = 0; i < steps; ++i)
                trainer.step();
            sent[static_cast<std::size_t>(exchange.member())] = exchange.bytesSent();
        });
        const ShardedStep step { 32, 12, static_cast<double>(setup->taskOffset()), 8 };
        const double agreed = 8.0 * (members - 1); // before a step, by others than the trainer
        std::size_t all = 0;
        for (const std::size_t bytes : sent)
            all += bytes;
        const double expected = steps * members * (bytesOf(step, members) - agreed);
        QVERIFY(std::abs(static_cast<double>(all) - expected) < 0.5);
    }

    void moreProcessesShareTheWork()
    {
        const Machine machine;
        const ShardedStep step { 1 << 18, 64, 1e6, 1024 };
        const StepCost one = costOf(step, 1, machine), many = costOf(step, 64, machine);
        QCOMPARE(one.bytes, 0.0);
        QCOMPARE(one.waiting, 0.0);
        QVERIFY(std::abs(one.shared / many.shared - 64) < 1e-9);
        QVERIFY(many.seconds() < one.seconds() / 10);
        QVERIFY(many.waiting > 0 && many.sending > 0);
    }

    // Larger batches are worth more processes, slower ways fewer.
    void whereItStops()
    {
        const Machine machine;
        ShardedStep step { 1 << 15, 64, 1e6, 1 };
        const Scaling few = scalingOf(step, machine);
        QVERIFY(few.worthwhile > 8 && few.fastest >= few.worthwhile);
        step.rows = 1 << 20;
        const Scaling most = scalingOf(step, machine);
        QVERIFY(most.worthwhile > few.worthwhile && most.fastest > few.fastest);
        Machine slow = machine;
        slow.latency *= 100;
        slow.bandwidth /= 100;
        QVERIFY(scalingOf(step, slow).worthwhile < most.worthwhile);
    }
};

QTEST_APPLESS_MAIN(TestShardCost)
#include "tst_shard_cost.moc"
