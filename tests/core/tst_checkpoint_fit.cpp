// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What does not fit a setup is told before anything is resumed: what was found, what was expected.
#include "run/checkpoint_fit.h"
#include "support/small_run.h"

#include <QTest>

#include <functional>

using namespace contrastlab;

namespace {

using Change = std::function<void(Checkpoint&)>;

struct Tampering {
    const char* name;
    const char* objective;
    const char* optimizer;
    Change change;
    const char* told; ///< stands in the message
};

const std::vector<Tampering>& tamperings()
{
    static const std::vector<Tampering> all {
        { "parameters", "clip", "adamw", [](Checkpoint& c) { c.parameters.conservativeResize(7); },
            "checkpoint.parameters = 7 numbers: expected " },
        { "step", "clip", "adamw", [](Checkpoint& c) { c.step = -3; },
            "checkpoint.step = -3: expected at least 0" },
        { "position past the end", "clip", "adamw", [](Checkpoint& c) { c.batcher.position = 241; },
            "checkpoint.position = 241: expected from 0 to 240" },
        { "position before the beginning", "clip", "adamw",
            [](Checkpoint& c) { c.batcher.position = -1; },
            "checkpoint.position = -1: expected from 0 to 240" },
        { "epoch", "clip", "adamw", [](Checkpoint& c) { c.batcher.epoch = -1; },
            "checkpoint.epoch = -1" },
        { "ahead", "clip", "adamw", [](Checkpoint& c) { c.batcher.ahead = 241; },
            "checkpoint.ahead = 241" },
        { "postponed", "clip", "adamw",
            [](Checkpoint& c) {
                c.batcher.postponed = { 5, 299 };
            },
            "checkpoint.postponed = item 299: expected one of the 240 training items" },
        { "held batch's size", "clip", "adamw", [](Checkpoint& c) { c.heldBatch.pop_back(); },
            "checkpoint.held_batch = 31 items: expected none or 32" },
        { "held batch's items", "clip", "adamw", [](Checkpoint& c) { c.heldBatch[3] = 1 << 30; },
            "checkpoint.held_batch = item 1073741824" },
        { "held since", "clip", "adamw", [](Checkpoint& c) { c.heldSince = 99; },
            "checkpoint.held_since = 99" },
        { "optimiser's vector", "clip", "adamw",
            [](Checkpoint& c) { c.optimizer.vectors[1].setZero(12); },
            "checkpoint.optimizer = 12 numbers in a vector: expected " },
        { "optimiser's vectors", "clip", "adamw",
            [](Checkpoint& c) { c.optimizer.vectors.clear(); },
            "the state of adamw: expected 2 vectors, found 0" },
        { "another optimiser's state", "clip", "ncg",
            [](Checkpoint& c) { c.optimizer = makeOptimizer("sgd")->state(); },
            "the state of ncg: expected 2 vectors" },
        { "gradient that is kept", "clip", "ncg",
            [](Checkpoint& c) {
                c.optimizer.scalars[0] = 1;
                c.optimizer.vectors[0].resize(0);
            },
            "the gradient that is kept" },
        { "l-bfgs pair", "clip", "l-bfgs",
            [](Checkpoint& c) {
                c.optimizer.vectors.resize(4);
                c.optimizer.vectors[3] = c.optimizer.vectors[0];
                c.optimizer.vectors[2].resize(0);
                c.optimizer.scalars.resize(9);
            },
            "expected vectors of one length, none empty" },
        { "queue's rows", "moco", "adamw", [](Checkpoint& c) { c.keys.queues[1].resize(63, 12); },
            "checkpoint.queue = 63 x 12: expected 64 x 12" },
        { "queue's width", "moco", "adamw", [](Checkpoint& c) { c.keys.queues[0].resize(64, 11); },
            "checkpoint.queue = 64 x 11: expected 64 x 12" },
        { "queues", "moco", "adamw", [](Checkpoint& c) { c.keys.queues.pop_back(); },
            "checkpoint.queues = 1: expected 2 for the objective moco" },
        { "key parameters", "moco", "adamw", [](Checkpoint& c) { c.keys.parameters.resize(0); },
            "checkpoint.key_parameters = 0 numbers" },
        { "queue's place", "moco", "adamw", [](Checkpoint& c) { c.keys.filled = 64; },
            "checkpoint.queue_filled = 64: expected from 0 to 63" },
        { "queue of an objective without", "clip", "adamw",
            [](Checkpoint& c) { c.keys.queues.emplace_back(64, 12); },
            "checkpoint.queues = 1: expected 0 for the objective clip" },
        { "unknown objective", "clip", "adamw",
            [](Checkpoint& c) { c.spec.set("objective", std::string("magic")); },
            "objective = magic: expected one of clip" },
        { "unknown optimiser", "clip", "adamw",
            [](Checkpoint& c) { c.spec.set("optimizer", std::string("adamax")); },
            "optimizer = adamax: expected one of sgd" },
        { "unknown choice", "clip", "adamw",
            [](Checkpoint& c) { c.spec.set("mining", std::string("coal")); },
            "mining = coal: expected one of all" },
    };
    return all;
}

} // namespace

class TestCheckpointFit : public QObject {
    Q_OBJECT

private slots:
    void whatATrainerLeavesFits_data()
    {
        QTest::addColumn<QString>("objective");
        QTest::addColumn<QString>("optimizer");
        for (const ObjectiveInfo& info : objectiveTable())
            for (const char* optimizer : { "adamw", "l-bfgs" })
                QTest::addRow("%s %s", std::string(info.name).c_str(), optimizer)
                    << QString::fromStdString(std::string(info.name)) << QString(optimizer);
    }
    void whatATrainerLeavesFits()
    {
        QFETCH(QString, objective);
        QFETCH(QString, optimizer);
        const auto setup = smallSetup(smallSpec(
            { { "objective", objective.toStdString() }, { "optimizer", optimizer.toStdString() },
                { "hold_batch", "4" }, { "queue_size", "64" } }));
        ThreadPool pool(1);
        Trainer trainer(setup, pool);
        for (int step = 0; step < 9;
             ++step) { // past the end of an epoch of seven batches and a half
            const auto problems = checkFits(trainer.checkpoint(), *setup);
            QVERIFY2(problems.empty(), describe(problems).c_str());
            trainer.step();
        }
    }

    void whatDoesNotFitIsNamed_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; const Tampering& tampering : tamperings())
            QTest::newRow(tampering.name) << i++;
    }
    void whatDoesNotFitIsNamed()
    {
        QFETCH(int, index);
        const Tampering& tampering = tamperings()[static_cast<std::size_t>(index)];
        const auto setup = smallSetup(smallSpec({ { "objective", tampering.objective },
            { "optimizer", tampering.optimizer }, { "queue_size", "64" } }));
        ThreadPool pool(1);
        Trainer trainer(setup, pool);
        trainer.step();
        Checkpoint checkpoint = trainer.checkpoint();
        QVERIFY(checkFits(checkpoint, *setup).empty());
        tampering.change(checkpoint);
        const std::string told = describe(checkFits(checkpoint, *setup));
        QVERIFY2(told.find(tampering.told) != std::string::npos, told.c_str());
        QVERIFY_EXCEPTION_THROWN(Trainer(setup, pool, checkpoint), SpecError);
    }

    void everythingIsToldAtOnce()
    {
        const auto setup = smallSetup(smallSpec());
        ThreadPool pool(1);
        Checkpoint checkpoint = Trainer(setup, pool).checkpoint();
        checkpoint.parameters.resize(0);
        checkpoint.batcher.position = 1000;
        checkpoint.spec.set("objective", std::string("magic"));
        QCOMPARE(checkFits(checkpoint, *setup).size(), std::size_t(3));
    }

    // A checkpoint of other data.
    void anotherSetupIsRefused()
    {
        ThreadPool pool(1);
        const Checkpoint checkpoint =
            Trainer(smallSetup(smallSpec({ { "embedding_width", "8" } })), pool).checkpoint();
        QVERIFY_EXCEPTION_THROWN(Trainer(smallSetup(smallSpec()), pool, checkpoint), SpecError);
    }
};

QTEST_APPLESS_MAIN(TestCheckpointFit)
#include "tst_checkpoint_fit.moc"
