// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a run is made of: defaults that give way to small data, data that nothing can be learnt
// from, and what a run will take of memory.
#include "base/memory_left.h"
#include "data/sameness.h"
#include "run/data_shelf.h"
#include "run/idle_parameters.h"
#include "run/memory_need.h"
#include "run/spec_settings.h"
#include "support/small_run.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace contrastlab;

namespace {

/// `items` of two modalities of features, of which the second is there in every `every`-th item
/// alone.
std::shared_ptr<Dataset> rareData(Index items, Index every)
{
    Dataset world = makeSyntheticWorld({ .items = items, .heldOut = items / 5 }, 1);
    world.parts.clear();
    world.modalities[1].present.assign(static_cast<std::size_t>(items), 0);
    for (Index item = 0; item < items; item += every)
        world.modalities[1].present[static_cast<std::size_t>(item)] = 1;
    return std::make_shared<Dataset>(std::move(world));
}

std::shared_ptr<Dataset> filled(float a, float b)
{
    auto data = std::make_shared<Dataset>(makeSyntheticWorld({ .items = 60, .heldOut = 20 }, 1));
    data->modalities[0].features = featuresInMemory(Matrix<float>::Constant(60, 5, a));
    if (std::isfinite(b))
        data->modalities[1].features = featuresInMemory(Matrix<float>::Constant(60, 5, b));
    return data;
}

std::string problemText(const RunSpec& spec, const Dataset& data)
{
    return describe(problemsWith(spec, data));
}

RunSpec specWith(const char* key, const std::string& choice)
{
    RunSpec spec;
    spec.set(key, choice);
    return spec;
}

} // namespace

class TestRunSetup : public QObject {
    Q_OBJECT

private slots:
    // Data are opened and prepared once for all specs that ask the same of them.
    void dataThatRunsShare()
    {
        int opened = 0;
        DataShelf shelf([&](const RunSpec&) {
            ++opened;
            return rareData(200, 1);
        });
        const RunSpec spec = smallSpec();
        const auto data = shelf.prepared(spec);
        QVERIFY(
            shelf.prepared(smallSpec({ { "temperature", "1" }, { "batch_size", "8" } })) == data);
        for (const char* key : { "held_out", "training_items" }) {
            const auto other = shelf.prepared(smallSpec({ { key, "30" } }));
            QVERIFY(other != data);
            QVERIFY(&other->dataset() == &data->dataset());
        }
        QCOMPARE(opened, 1);
        // A world is another with another seed, files are not.
        QVERIFY(shelf.dataset(smallSpec({ { "seed", "1" } })) != shelf.dataset(spec));
        QVERIFY(shelf.dataset(smallSpec({ { "world.noise", "1" } })) != shelf.dataset(spec));
        QVERIFY(shelf.dataset(smallSpec({ { "dataset", "a" }, { "seed", "1" } }))
            == shelf.dataset(smallSpec({ { "dataset", "a" } })));
        RunSpec read = smallSpec({ { "dataset", "a" } });
        read.setData("data.second", "b");
        QVERIFY(shelf.dataset(read) != shelf.dataset(smallSpec({ { "dataset", "a" } })));
        QCOMPARE(opened, 5);
    }

    // A setup on shared data is the one that it would be on data of its own.
    void setupOnSharedData()
    {
        const auto data = rareData(200, 1);
        const auto shared = std::make_shared<const PreparedData>(smallSpec(), data);
        for (const char* width : { "4", "16" }) {
            const RunSpec spec = smallSpec({ { "embedding_width", width } });
            const RunSetup own(spec, data), other(spec, shared);
            QVERIFY(own.spec() == other.spec());
            QCOMPARE(own.split().heldOut, other.split().heldOut);
            QVERIFY(own.initialParameters() == other.initialParameters());
        }
        const RunSpec wrong = smallSpec({ { "batch_size", "4000" } });
        QVERIFY_EXCEPTION_THROWN(RunSetup(wrong, shared), SpecError);
    }

    // Fewer are a part of more, and nobody is judged on others.
    void fewerTrainingItems()
    {
        const auto data = rareData(400, 1);
        const auto splitWith = [&](const char* most, const char* seed) {
            return RunSetup(
                smallSpec({ { "training_items", most }, { "seed", seed }, { "batch_size", "8" } }),
                data)
                .split();
        };
        const Split all = splitWith("0", "1"), some = splitWith("100", "1"),
                    few = splitWith("20", "1");
        QCOMPARE(some.training.size(), std::size_t(100));
        QCOMPARE(few.training.size(), std::size_t(20));
        QCOMPARE(some.heldOut, all.heldOut);
        QVERIFY(std::ranges::includes(all.training, some.training));
        QVERIFY(std::ranges::includes(some.training, few.training));
        QVERIFY(splitWith("20", "2").training != few.training);
        QCOMPARE(splitWith("4000", "1").training, all.training);
    }

    // By the shapes that the run began with, whatever a spec says later.
    void roomIsForTasksOfTheRunsShapes()
    {
        const auto roomOf = [](std::initializer_list<std::pair<const char*, std::string>> begun,
                                const char* task) {
            const auto setup = smallSetup(smallSpec(begun));
            RunSpec spec = setup->spec();
            spec.set("task", std::string(task));
            spec.set("hidden_width", std::int64_t(4096));
            spec.set("discriminator_width", std::int64_t(4096));
            const bool room = setup->hasRoomFor(spec);
            if (room && !isContrast(spec))
                QTEST_ASSERT(setup->makeTask(spec)->parameters()
                    <= setup->scaleOffset(0) - setup->taskOffset());
            return room;
        };
        QVERIFY(roomOf({}, "contrast") && !roomOf({}, "autoencoder"));
        QVERIFY(roomOf({ { "task", "autoencoder" } }, "autoencoder"));
        QVERIFY(!roomOf({ { "task", "autoencoder" } }, "adversarial"));
        for (const char* task : { "contrast", "autoencoder", "adversarial" }) {
            QVERIFY(roomOf({ { "task", "adversarial" } }, task));
            QVERIFY(roomOf({ { "task_room", "true" } }, task));
        }
        QVERIFY(!roomOf({ { "task_room", "true" } }, "unheard of"));
    }

    void aQueueGivesWayToTheBatch()
    {
        RunSpec spec = smallSpec({ { "objective", "moco" }, { "batch_size", "6" } });
        QCOMPARE(validate(spec).size(), std::size_t(1)); // 1,024 is no multiple of 6
        RunSpec chosen = spec;
        fitQueue(chosen, { "queue_size" });
        QVERIFY(chosen == spec);
        const RunSetup setup(spec, std::make_shared<Dataset>(makeSyntheticWorld({}, 1)));
        QCOMPARE(setup.spec().integer("queue_size"), std::int64_t(1026));
        fitQueue(spec, {});
        QCOMPARE(spec.integer("queue_size"), std::int64_t(1026));
        QVERIFY(validate(spec).empty());
        RunSpec clip = smallSpec({ { "batch_size", "6" } });
        fitQueue(clip, {});
        QCOMPARE(clip.integer("queue_size"), std::int64_t(1024));
    }

    // As batch size does: six training items, and neither batch nor queue was chosen.
    void aQueueGivesWayToABatchThatGaveWay()
    {
        RunSpec spec;
        spec.set("objective", std::string("moco"));
        const Dataset world = [] {
            Dataset data = makeSyntheticWorld({ .items = 8, .heldOut = 2 }, 1);
            return data;
        }();
        const RunSetup setup(spec, std::make_shared<Dataset>(world));
        QCOMPARE(setup.spec().integer("batch_size"), std::int64_t(6));
        QCOMPARE(setup.spec().integer("queue_size"), std::int64_t(1026));
        QVERIFY(!problemsWith(spec, world, { "queue_size" }).empty());
    }

    // Sounds beside a few pictures: what nearly nobody has is not what is trained by itself.
    void theFullestPairIsTrained()
    {
        Dataset world = makeSyntheticWorld({ .items = 300, .heldOut = 60, .modalities = 3 }, 1);
        world.modalities[0].present.assign(300, 0);
        for (std::size_t i = 0; i < 300; i += 10)
            world.modalities[0].present[i] = 1;
        const RunSetup rare(smallSpec(), std::make_shared<Dataset>(world));
        QCOMPARE(rare.modalities(), (std::vector<int> { 1, 2 }));
        world.modalities[0].present.clear();
        const RunSetup full(smallSpec(), std::make_shared<Dataset>(world));
        QCOMPARE(full.modalities(), (std::vector<int> { 0, 1 }));
        const RunSetup chosen(
            smallSpec({ { "modalities", "a,c" } }), std::make_shared<Dataset>(world));
        QCOMPARE(chosen.modalities(), (std::vector<int> { 0, 2 }));
    }

    void whatChangesNothingIsTold()
    {
        const auto reasonOf = [](const char* key, const RunSpec& spec, const RunSetup& setup) {
            const auto why = idleReason(*findParameter(key), spec, setup);
            return why ? english(*why) : std::string();
        };
        const auto world = smallSetup(smallSpec());
        const RunSpec& spec = world->spec();
        QCOMPARE(reasonOf("augment.flip", spec, *world), std::string("no pictures are trained"));
        QCOMPARE(reasonOf("held_out", spec, *world), std::string("a split comes with the data"));
        QCOMPARE(reasonOf("caption_language", spec, *world),
            std::string("it concerns dataset = emoji, people alone"));
        QCOMPARE(reasonOf("batch_size", spec, *world), std::string());
        QCOMPARE(reasonOf("target_recall", spec, *world), std::string());
        const RunSetup few(smallSpec(),
            std::make_shared<Dataset>(makeSyntheticWorld({ .items = 300, .heldOut = 10 }, 1)));
        QVERIFY(!reasonOf("target_recall", spec, few).empty());
        QCOMPARE(reasonOf("feature_tower", spec, *world), std::string());
        auto data = filled(1, std::nanf(""));
        data->parts.clear();
        data->modalities[0] = { .name = "text", .kind = ModalityKind::text };
        for (Index i = 0; i < data->items; ++i)
            data->modalities[0].texts.push_back({ { std::to_string(i) }, {} });
        const RunSetup captions(smallSpec(), data);
        QVERIFY(!reasonOf("augment.drop_text", spec, captions).empty());
        QVERIFY(reasonOf("augment.drop_words", spec, captions).empty());
        QVERIFY(reasonOf("held_out", spec, captions).empty());
    }

    void heldOutItemsAreCompleteWhereFewAre()
    {
        const auto data = rareData(1000, 50); // 20 complete ones
        RunSpec spec = smallSpec();
        spec.set("batch_size", std::int64_t(16));
        spec.set("held_out", std::int64_t(3));
        const RunSetup setup(spec, data);
        QCOMPARE(setup.split().heldOut.size(), std::size_t(3));
        QCOMPARE(setup.complete(setup.split().heldOut).size(), std::size_t(3));
        std::set<Index> all(setup.split().heldOut.begin(), setup.split().heldOut.end());
        all.insert(setup.split().training.begin(), setup.split().training.end());
        // An item of which nothing can be learnt is in no batch and counts nowhere.
        QCOMPARE(all.size(), std::size_t(20));
        QCOMPARE(setup.complete({ all.begin(), all.end() }).size(), std::size_t(20));
        QCOMPARE(setup.facts().trainingItems, std::int64_t(17));
        // Set up again from what it stores.
        const RunSetup again(setup.spec(), data);
        QCOMPARE(again.split().heldOut, setup.split().heldOut);
    }

    void aDefaultGivesWayToWhatIsComplete()
    {
        const auto data = rareData(4000, 1000); // 4 complete ones
        RunSpec spec = smallSpec();
        spec.set("held_out", std::int64_t(0));
        spec.set("batch_size", findParameter("batch_size")->standard);
        const RunSetup setup(spec, data);
        QCOMPARE(setup.spec().integer("held_out"), std::int64_t(2));
        QCOMPARE(setup.complete(setup.split().heldOut).size(), std::size_t(2));
        const RunSetup again(setup.spec(), data);
        QCOMPARE(again.split().heldOut, setup.split().heldOut);
        // What was chosen stays, and is told.
        RunSpec chosen = spec;
        chosen.set("held_out", std::int64_t(100));
        const auto problems = problemsWith(chosen, *data, { "held_out" });
        QCOMPARE(problems.size(), std::size_t(1));
        QCOMPARE(problems.front().field, std::string("held_out"));
        QVERIFY(problemsWith(chosen, *rareData(4000, 4), { "held_out" }).empty());
    }

    void itemsThatAreAllTheSameAreNamed()
    {
        const float other = std::nanf("");
        for (const float value : { 0.0f, 3.5f, 1e38f }) {
            const std::string told = problemText(smallSpec(), *filled(value, other));
            QVERIFY2(told.find("dataset = synthetic: expected items that differ: in a all "
                               "are the same")
                    != std::string::npos,
                told.c_str());
        }
        QCOMPARE(problemsWith(smallSpec(), *filled(1, 2)).size(), std::size_t(2));
        QVERIFY_EXCEPTION_THROWN(RunSetup(smallSpec(), filled(0, 0)), SpecError);
    }

    void samenessLooksAtWhatIsThere()
    {
        auto data = filled(2, 2);
        ModalityData& a = data->modalities[0];
        QVERIFY(areAllSame(a, 3));
        QVERIFY(!areAllSame(a, 1)); // one alone differs from nothing
        Matrix<float> rows = Matrix<float>::Constant(3, 5, 2);
        rows(2, 4) = 1;
        a.features = featuresInMemory(rows);
        QVERIFY(!areAllSame(a, 3));
        a.present = { 1, 1, 0 };
        QVERIFY(areAllSame(a, 3));
        ModalityData text;
        text.kind = ModalityKind::text;
        text.texts = { { { "a dog" }, {} }, { { "a dog" }, {} }, { { "a cat" }, {} } };
        QVERIFY(areAllSame(text, 2));
        QVERIFY(!areAllSame(text, 3));
    }

    // Squares of such numbers overflow in the first step, whatever the learning rate.
    void hugeInputsAreTheCauseOfADivergence()
    {
        auto data =
            std::make_shared<Dataset>(makeSyntheticWorld({ .items = 300, .heldOut = 60 }, 1));
        Matrix<float> rows(300, 6);
        for (Index i = 0; i < rows.size(); ++i)
            rows.data()[i] = static_cast<float>(i * 7919 % 13 - 6) * 4e37f;
        data->modalities[0].features = featuresInMemory(rows);
        const auto setup =
            std::make_shared<RunSetup>(smallSpec({ { "standardise", "false" } }), data);
        ThreadPool pool(1);
        Trainer trainer(setup, pool);
        Run run(setup->spec());
        RunRecorder recorder(run, nullptr, nullptr);
        const RunOutcome outcome = drive(trainer, recorder, nullptr, {});
        QCOMPARE(outcome.kind, RunOutcome::Kind::diverged);
        QCOMPARE(outcome.cause, std::string("standardise"));
    }

    void noChoiceFallsToADefault_data()
    {
        QTest::addColumn<QString>("key");
        for (const char* key : { "mining", "beta_rule", "line_search", "schedule" })
            QTest::newRow(key) << QString(key);
    }
    void noChoiceFallsToADefault()
    {
        QFETCH(QString, key);
        const auto settingsOf = [](const RunSpec& spec) {
            objectiveSettingsOf(spec);
            optimizerSettingsOf(spec);
            scheduleOf(spec);
        };
        const std::string name = key.toStdString();
        for (const Choice& choice : findParameter(name)->choices)
            settingsOf(specWith(name.c_str(), std::string(choice.value)));
        QVERIFY_EXCEPTION_THROWN(settingsOf(specWith(name.c_str(), "no such")), SpecError);
    }

    void everyTowerAndActivationIsKnown()
    {
        const auto world =
            std::make_shared<Dataset>(makeSyntheticWorld({ .items = 300, .heldOut = 60 }, 1));
        for (const char* key : { "feature_tower", "activation", "pairs" })
            for (const Choice& choice : findParameter(key)->choices)
                QVERIFY(
                    RunSetup(smallSpec({ { key, std::string(choice.value) } }), world).parameters()
                    > 0);
    }

    void memoryIsCountedBeforeItIsTaken()
    {
        const auto setup = smallSetup(smallSpec({ { "steps", "100" } }));
        const double vector = 4.0 * static_cast<double>(setup->parameters());
        const MemoryNeed need = memoryNeedOf(*setup);
        QCOMPARE(need.parameters, 5 * vector); // with gradient, a copy, and Adam's two
        QCOMPARE(need.checkpoints, 4 * 3 * vector); // at 0, 50 and 100, and the newest
        QCOMPARE(need.queues, 0.0);
        QVERIFY(!memoryProblem(*setup, std::nullopt));
        QVERIFY(!memoryProblem(*setup, std::int64_t(need.total()) + 1));
        const auto problem = memoryProblem(*setup, 1000);
        QVERIFY(problem);
        const std::string limit = english(problem->limit);
        QVERIFY2(limit.starts_with("less: it takes about ")
                && limit.ends_with(" of memory, and 1.0 kB are left"),
            limit.c_str());
    }

    void theLargestPartIsNamed_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::newRow("width") << "hidden_width"
                               << "4096";
        QTest::newRow("embedding") << "embedding_width"
                                   << "4096";
        QTest::newRow("queue") << "queue_size"
                               << "524288";
        QTest::newRow("batch") << "batch_size"
                               << "2000";
    }
    void theLargestPartIsNamed()
    {
        QFETCH(QString, key);
        QFETCH(QString, value);
        RunSpec spec = smallSpec({ { "objective", key == "queue_size" ? "moco" : "clip" } });
        if (key == "embedding_width") assign(spec, "hidden_width", "2048"); // or the batch is more
        QVERIFY(!assign(spec, key.toStdString(), value.toStdString()));
        const RunSetup setup(spec,
            std::make_shared<Dataset>(makeSyntheticWorld({ .items = 2300, .heldOut = 60 }, 1)));
        const auto problem = memoryProblem(setup, 1);
        QVERIFY(problem);
        QCOMPARE(problem->field, key.toStdString());
        QCOMPARE(problem->value, value.toStdString());
    }

    void aLargeWorldIsCounted()
    {
        SyntheticWorld world;
        const double small = bytesOf(world);
        QVERIFY(small > 4.0 * 2304 * (32 + 24) && small < 4e6);
        world.items = 1'000'000;
        std::ranges::fill(world.widths, Index(4096));
        QVERIFY(bytesOf(world) > 1e6 * 4096 * 4 * 2);
        const auto problem = memoryProblem("world.items", "1000000", bytesOf(world), 400'000'000);
        QVERIFY(problem);
        QCOMPARE(describe(*problem),
            std::string("world.items = 1000000: expected less: it takes about ")
                + byteText(bytesOf(world)) + " of memory, and 400 MB are left");
    }

    void bytesAreReadable()
    {
        QCOMPARE(byteText(1000), std::string("1.0 kB"));
        QCOMPARE(byteText(4e8), std::string("400 MB"));
        QCOMPARE(byteText(1.25e9), std::string("1.2 GB"));
        QCOMPARE(byteText(9.99e11), std::string("999 GB"));
        QCOMPARE(byteText(5e15), std::string("5000 TB"));
    }
};

QTEST_APPLESS_MAIN(TestRunSetup)
#include "tst_run_setup.moc"
