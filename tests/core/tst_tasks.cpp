// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Autoencoder and adversary: exact gradients in double, closed forms, and what they do and do not
// learn in a run.
#include "analysis/evaluation.h"
#include "analysis/projection.h"
#include "run/checkpoint_fit.h"
#include "run/drive.h"
#include "run/run_recorder.h"
#include "support/gradient_check.h"
#include "support/random_rows.h"
#include "support/small_run.h"
#include "task/adversarial_task.h"
#include "task/contrastive_task.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>

using namespace contrastlab;

namespace {

/// Two modalities of features and one of text, of some samples, with gaps where `missing`.
struct SmallBatch {
    std::vector<InputShape> shapes;
    std::vector<ModalityBatch<double>> inputs;
    std::vector<Matrix<double>> embeddings;

    explicit SmallBatch(bool missing, Index samples = 5, Index width = 3)
    {
        for (const Index size : { Index(4), Index(6) }) {
            InputShape shape;
            shape.channels = size;
            shapes.push_back(shape);
            inputs.emplace_back();
            inputs.back().dense = normalMatrix<double>(samples, size, std::uint64_t(size));
        }
        InputShape text;
        text.kind = ModalityKind::text;
        text.vocabulary = 7;
        shapes.push_back(text);
        inputs.emplace_back();
        for (Index i = 0; i < samples; ++i) {
            inputs.back().tokens.ids.push_back(int(i % 7));
            inputs.back().tokens.ids.push_back(int((3 * i + 1) % 7));
            inputs.back().tokens.endSample();
        }
        if (missing) inputs[1].present = { 1, 0, 1, 1, 0 };
        for (std::size_t t = 0; t < 3; ++t)
            embeddings.push_back(normalMatrix<double>(samples, width, 20 + t));
    }
};

template <class Task> struct Evaluated {
    TaskLoss loss;
    Vector<double> gradient;
    std::vector<Matrix<double>> gradEmbeddings { 3 };
};

template <class Task>
Evaluated<Task> evaluated(Task& task, const Vector<double>& parameters, const SmallBatch& small,
    Want want, const TaskSettings& settings = {})
{
    ThreadPool pool(1);
    std::vector<ConstMatrixView<double>> views;
    for (const Matrix<double>& rows : small.embeddings)
        views.push_back(view(rows));
    Evaluated<Task> result;
    result.gradient.setZero(task.parameters());
    task.apply(settings);
    result.loss = task.evaluate(pool, parameters.data(), { small.inputs }, views, want,
        result.gradient.data(), result.gradEmbeddings);
    return result;
}

/// Of the discriminator's outputs by its input, a row at a time from its weights.
double meanSquaredSlope(
    const AdversarialTask<double>& task, const Vector<double>& parameters, const SmallBatch& small)
{
    const auto blocks = task.blocks();
    const auto named = [&](const char* name) {
        const auto block =
            std::ranges::find(blocks, std::string("discriminator.") + name, &TowerBlock::name);
        return Matrix<double>(
            viewOf(parameters.data() + block->offset, block->rows, block->columns));
    };
    const Matrix<double> v = named("layer1.weight"), w = named("layer3.weight");
    const Matrix<double> bias = named("layer1.bias");
    double sum = 0;
    int rows = 0;
    for (std::size_t t = 0; t < small.embeddings.size(); ++t)
        for (Index i = 0; i < small.embeddings[t].rows(); ++i) {
            if (!small.inputs[t].present.empty() && !small.inputs[t].present[std::size_t(i)])
                continue;
            const Matrix<double> x = small.embeddings[t].row(i).normalized();
            const Matrix<double> hidden = x * v + bias;
            Matrix<double> through = v;
            for (Index unit = 0; unit < hidden.size(); ++unit)
                if (hidden(0, unit) <= 0) through.col(unit).setZero();
            sum += (through * w).squaredNorm();
            ++rows;
        }
    return sum / rows;
}

template <class Task> Vector<double> begun(const Task& task)
{
    Vector<double> parameters(task.parameters());
    RandomStream stream(3, Purpose::initialWeights, 0);
    task.initialise(parameters.data(), stream);
    for (double& parameter : parameters)
        parameter += 0.05 * stream.normal(); // biases too
    return parameters;
}

Vector<double> begunOf(Index size)
{
    Vector<double> parameters(size);
    RandomStream stream(4, Purpose::initialWeights, 0);
    for (double& parameter : parameters)
        parameter = 0.3 * stream.normal();
    return parameters;
}

RunSpec taskSpec(const char* task, std::initializer_list<std::pair<const char*, std::string>> more)
{
    RunSpec spec = smallSpec({ { "task", task }, { "steps", "600" }, { "feature_tower", "linear" },
        { "embedding_width", "6" }, { "learn_temperature", "false" }, { "optimizer", "adam" },
        { "learning_rate", "0.005" }, { "weight_decay", "0" }, { "schedule", "cosine" },
        { "batch_size", "120" } });
    for (const auto& [key, text] : more)
        if (const auto problem = assign(spec, key, text)) throw SpecError({ *problem });
    return spec;
}

std::shared_ptr<Run> runOf(const RunSpec& spec, const SyntheticWorld& world, int threads = 1)
{
    const auto setup =
        std::make_shared<RunSetup>(spec, std::make_shared<Dataset>(makeSyntheticWorld(world, 1)));
    ThreadPool pool(threads);
    Trainer trainer(setup, pool);
    auto run = std::make_shared<Run>(setup->spec());
    RunRecorder recorder(*run, nullptr, &evaluatePart);
    drive(trainer, recorder, nullptr, {});
    return run;
}

} // namespace

class TestTasks : public QObject {
    Q_OBJECT

private slots:
    void contrastGradients_data()
    {
        QTest::addColumn<QString>("objective");
        QTest::addColumn<int>("pairs");
        QTest::addColumn<bool>("missing");
        for (const char* objective : { "clip", "siglip", "triplet", "moco" })
            for (const int pairs : { 1, 2, 3 })
                for (const bool missing : { false, true })
                    QTest::addRow("%s, %d pairs%s", objective, pairs, missing ? ", missing" : "")
                        << objective << pairs << missing;
    }
    // Of temperatures, bias and embeddings, also where pairs share a tower and rows are missing.
    void contrastGradients()
    {
        QFETCH(QString, objective);
        QFETCH(int, pairs);
        QFETCH(bool, missing);
        SmallBatch small(missing);
        std::vector<TrainedPair> trained { { 0, 1 }, { 0, 2 }, { 1, 2 } };
        trained.resize(std::size_t(pairs));
        std::vector<PairRows> rows;
        for (const TrainedPair pair : trained) {
            rows.push_back({ true, 5, {}, {} });
            if (missing && (pair.a == 1 || pair.b == 1))
                rows.back() = { false, 3, { 0, 2, 3 }, {} };
        }
        std::vector<Tower<double>> towers;
        std::vector<Index> offsets;
        Index size = 0;
        for (const InputShape& shape : small.shapes) {
            towers.emplace_back(TowerSpec { .tokenWidth = 2, .embeddingWidth = 3 }, shape);
            offsets.push_back(size);
            size += towers.back().parameters();
        }
        ContrastiveTask<double> task(trained, { towers, offsets }, 1);
        task.apply({ .objective = findObjective(objective.toStdString()),
            .keepsKeys = objective == QStringLiteral("moco"),
            .objectiveSettings = { .softMargin = true, .queueSize = 4 } });
        ThreadPool pool(1);
        const TaskBatch<double> batch { small.inputs, rows };
        task.begin(begunOf(size));
        task.prepare(pool, batch);
        Vector<double> parameters = Vector<double>::Constant(task.parameters(), 0.7);
        std::vector<ConstMatrixView<double>> views;
        for (const Matrix<double>& embeddings : small.embeddings)
            views.push_back(view(embeddings));
        Vector<double> gradient(task.parameters());
        std::vector<Matrix<double>> gradEmbeddings(3);
        const auto loss = [&](Want want) {
            return task
                .evaluate(
                    pool, parameters.data(), batch, views, want, gradient.data(), gradEmbeddings)
                .loss;
        };
        const double exact = loss(Want::gradients);
        QVERIFY(std::isfinite(exact));
        const auto again = [&] { return loss(Want::loss); };
        const GradientError own =
            checkGradient({ parameters.data(), std::size_t(parameters.size()) },
                { gradient.data(), std::size_t(gradient.size()) }, again);
        QVERIFY2(own.relative < 1e-6, own.describe().c_str());
        for (std::size_t t = 0; t < (pairs > 1 ? 3 : 2); ++t) {
            Matrix<double>& embeddings = small.embeddings[t];
            const GradientError error =
                checkGradient({ embeddings.data(), std::size_t(embeddings.size()) },
                    { gradEmbeddings[t].data(), std::size_t(embeddings.size()) }, again);
            QVERIFY2(error.relative < 1e-6, error.describe().c_str());
        }
    }

    void autoencoderGradients_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("layers");
        QTest::addColumn<bool>("missing");
        for (const auto& [name, from] : { std::pair("own", DecodeFrom::own),
                 { "partners", DecodeFrom::partners }, { "all", DecodeFrom::all } })
            for (const int layers : { 0, 1 })
                for (const bool missing : { false, true })
                    QTest::addRow("%s, %d layers%s", name, layers, missing ? ", missing" : "")
                        << int(from) << layers << missing;
    }
    void autoencoderGradients()
    {
        QFETCH(int, from);
        QFETCH(int, layers);
        QFETCH(bool, missing);
        SmallBatch small(missing);
        AutoencoderTask<double> task(small.shapes, 3,
            { .hiddenWidth = 5, .hiddenLayers = layers, .activation = Activation::tanh });
        const TaskSettings settings { .decodeFrom = DecodeFrom(from) };
        Vector<double> parameters = begun(task);
        const auto exact = evaluated(task, parameters, small, Want::gradients, settings);
        const auto loss = [&] {
            return evaluated(task, parameters, small, Want::loss, settings).loss.loss;
        };
        QCOMPARE(loss(), exact.loss.loss);
        const GradientError own =
            checkGradient({ parameters.data(), std::size_t(parameters.size()) },
                { exact.gradient.data(), std::size_t(exact.gradient.size()) }, loss);
        QVERIFY2(own.relative < 1e-6, own.describe().c_str());
        for (std::size_t t = 0; t < 3; ++t) {
            Matrix<double>& rows = small.embeddings[t];
            const GradientError error = checkGradient({ rows.data(), std::size_t(rows.size()) },
                { exact.gradEmbeddings[t].data(), std::size_t(rows.size()) }, loss);
            QVERIFY2(error.relative < 1e-6, error.describe().c_str());
        }
    }

    // The discriminator goes down its own loss, the towers up it.
    void adversarialGradients_data()
    {
        QTest::addColumn<double>("gradientPenalty");
        QTest::newRow("plain") << 0.0;
        QTest::newRow("with a gradient penalty") << 0.6;
    }
    void adversarialGradients()
    {
        QFETCH(double, gradientPenalty);
        constexpr double adversary = 0.7;
        SmallBatch small(true);
        AdversarialTask<double> task(
            small.shapes, 3, { .hiddenWidth = 5, .activation = Activation::tanh }, 4);
        Vector<double> parameters = begun(task);
        const auto exact = evaluated(task, parameters, small, Want::gradients,
            { .adversary = adversary, .gradientPenalty = gradientPenalty });
        const auto at = [&] { return evaluated(task, parameters, small, Want::loss).loss; };
        const auto all = [&] {
            return at().loss + at().first
                + 0.5 * gradientPenalty * meanSquaredSlope(task, parameters, small);
        };
        const GradientError own =
            checkGradient({ parameters.data(), std::size_t(parameters.size()) },
                { exact.gradient.data(), std::size_t(exact.gradient.size()) }, all, 1e-4);
        QVERIFY2(own.relative < 1e-6, own.describe().c_str());
        const auto towers = [&] { return at().loss - adversary * at().first; };
        for (std::size_t t = 0; t < 3; ++t) {
            Matrix<double>& rows = small.embeddings[t];
            const GradientError error = checkGradient({ rows.data(), std::size_t(rows.size()) },
                { exact.gradEmbeddings[t].data(), std::size_t(rows.size()) }, towers, 1e-4);
            QVERIFY2(error.relative < 1e-6, error.describe().c_str());
        }
    }

    // First the discriminator alone, then the rest, each by a rule of its own.
    void theAdversaryTakesTurns()
    {
        ThreadPool pool(1);
        const auto setup = smallSetup(taskSpec("adversarial",
            { { "discriminator_steps", "2" }, { "discriminator_optimizer", "sgd" } }));
        Trainer trainer(setup, pool);
        const auto parts = [&] {
            std::array<std::vector<float>, 2> values;
            for (const ParameterBlock& block : setup->blocks())
                for (Index i = 0; i < block.size(); ++i)
                    values[std::size_t(block.group)].push_back(
                        trainer.parameters()[block.offset + i]);
            return values;
        };
        for (int step = 0; step < 7; ++step) {
            const auto before = parts();
            trainer.step();
            const auto after = parts();
            QVERIFY(!before[1].empty());
            QCOMPARE(before[0] != after[0], step % 3 == 2);
            QCOMPARE(before[1] != after[1], step % 3 != 2);
        }
        const Checkpoint middle = trainer.checkpoint();
        QCOMPARE(middle.optimizer.vectors.size(), std::size_t(2)); // adam's; sgd has none
        Trainer resumed(setup, pool, middle);
        for (int step = 0; step < 5; ++step) {
            trainer.step();
            resumed.step();
        }
        QCOMPARE(resumed.checkpoint().digest(), trainer.checkpoint().digest());
        QVERIFY(!trainer.change("discriminator_optimizer", std::string("same")));
        QVERIFY(!trainer.change("discriminator_rate", 0.0));
        const auto before = parts();
        trainer.step();
        trainer.step();
        trainer.step();
        QVERIFY(parts()[1] == before[1]);
        QVERIFY(parts()[0] != before[0]);

        Checkpoint damaged = middle;
        damaged.optimizer.scalars.back() = 1e9;
        QCOMPARE(checkFits(damaged, *setup).size(), std::size_t(1));
    }

    // A uniform guess among V tokens costs ln V, and a decoder of zeros guesses so; of standardised
    // numbers it costs their mean square.
    void lossesOfADecoderOfZeros()
    {
        SmallBatch small(false);
        AutoencoderTask<double> task(small.shapes, 3, { .hiddenLayers = 0 });
        const Vector<double> zeros = Vector<double>::Zero(task.parameters());
        const TaskLoss loss = evaluated(task, zeros, small, Want::loss).loss;
        const auto meanSquare = [&](std::size_t t) {
            return small.inputs[t].dense.squaredNorm() / double(small.inputs[t].dense.size());
        };
        QVERIFY(std::abs(loss.first - meanSquare(0)) < 1e-12);
        QVERIFY(std::abs(loss.second - meanSquare(1)) < 1e-12);
        QVERIFY(std::abs(3 * loss.loss - meanSquare(0) - meanSquare(1) - std::log(7)) < 1e-12);
        QVERIFY(std::isnan(task.chance(zeros.data(), { small.inputs })));
    }

    // Like an objective: the same parameters, batches and optimiser, from the next step on.
    void tasksChangeInMidRun()
    {
        ThreadPool pool(1);
        const auto setup = smallSetup(taskSpec("contrast",
            { { "task_room", "true" }, { "objective", "moco" }, { "queue_size", "240" } }));
        Trainer trainer(setup, pool);
        const Index own = setup->taskOffset(), scales = setup->scaleOffset(0);
        const auto part = [&](Index from, Index to) {
            return Vector<float>(trainer.parameters().segment(from, to - from));
        };
        const auto stepped = [&](int steps) {
            StepMetrics metrics;
            while (steps-- > 0)
                metrics = trainer.step();
            return metrics;
        };
        const Vector<float> begun = part(own, scales);
        QVERIFY(begun.size() > 0);
        stepped(5);
        QVERIFY(part(own, scales) == begun);
        QVERIFY(!trainer.checkpoint().keys.queues.empty());

        QVERIFY(!trainer.change("task", std::string("autoencoder")));
        const Vector<float> towers = part(0, own);
        const StepMetrics first = stepped(1);
        QCOMPARE(first.chance, 1.0);
        QVERIFY(trainer.checkpoint().keys.queues.empty());
        QVERIFY(part(0, own) != towers);
        const Vector<float> decoding = part(own, scales);
        QVERIFY(decoding != begun);
        QVERIFY(stepped(50).loss < first.loss);

        QVERIFY(!trainer.change("decode", std::string("partner")));
        QVERIFY(!trainer.change("task", std::string("adversarial")));
        stepped(5);
        const Checkpoint middle = trainer.checkpoint();
        Trainer resumed(setup, pool, middle);
        for (Trainer* each : { &trainer, &resumed }) {
            QVERIFY(!each->change("task", std::string("contrast")));
            for (int i = 0; i < 5; ++i)
                QVERIFY(std::isfinite(each->step().loss));
        }
        QCOMPARE(resumed.checkpoint().digest(), trainer.checkpoint().digest());
    }

    void withoutRoomATaskIsRefused()
    {
        ThreadPool pool(1);
        Trainer trainer(smallSetup(taskSpec("contrast", {})), pool);
        const auto problem = trainer.change("task", std::string("autoencoder"));
        QVERIFY(problem);
        QVERIFY(describe(*problem).find("task_room") != std::string::npos);
        QCOMPARE(trainer.spec().text("task"), std::string("contrast"));
        // An adversary has the autoencoder's decoders.
        Trainer other(smallSetup(taskSpec("adversarial", {})), pool);
        QVERIFY(!other.change("task", std::string("autoencoder")));
        QVERIFY(!other.change("task", std::string("contrast")));
        QVERIFY(std::isfinite(other.step().loss));
    }

    // The best linear autoencoder is the projection on principal components (Baldi and Hornik
    // 1989): its loss is the share of the variance that they leave.
    void aLinearAutoencoderIsPca()
    {
        const SyntheticWorld world { .items = 300, .heldOut = 60 };
        const RunSpec spec = taskSpec("autoencoder", { { "steps", "3000" } });
        const auto setup = std::make_shared<RunSetup>(
            spec, std::make_shared<Dataset>(makeSyntheticWorld(world, 1)));
        ThreadPool pool(2);
        double best = 0;
        for (int tower = 0; tower < 2; ++tower) {
            ModalityBatch<float> batch;
            setup->batches().makePlain(pool, setup->split().training, tower, 0, batch);
            const PcaBasis basis = fitPca<float>(pool, view(std::as_const(batch.dense)), 6);
            double explained = 0;
            for (const double share : basis.explained)
                explained += share;
            best += 0.5 * (1 - explained); // standardised: the variance of a value is 1
        }
        Trainer trainer(setup, pool);
        double loss = 0;
        for (int step = 1; step <= 3000; ++step) {
            const double now = trainer.step().loss;
            if (step > 2950) loss += now / 50;
        }
        QVERIFY2(std::abs(loss - best) < 0.01,
            qPrintable(QStringLiteral("%1 against %2").arg(loss).arg(best)));
    }

    void runsAreJudgedByTheirTask()
    {
        const SyntheticWorld world { .items = 300, .heldOut = 60 };
        const auto run = runOf(taskSpec("autoencoder", { { "decode", "all" } }), world);
        QCOMPARE(int(run->outcome().kind), int(RunOutcome::Kind::completed));
        const auto first = run->evaluations.all().front(), last = run->evaluations.all().back();
        QCOMPARE(first.chance, 1.0);
        QVERIFY(last.loss < 0.8 * first.loss && last.loss > 0);
        const StepMetrics step = *run->steps.last();
        QVERIFY(std::abs(step.loss - 0.5 * (step.lossAToB + step.lossBToA)) < 1e-5);
        QCOMPARE(step.chance, 1.0);
        QCOMPARE(runOf(taskSpec("autoencoder", { { "decode", "all" } }), world, 3)->digest(),
            run->digest());
    }

    // It cannot be told which tower an embedding came from, and who belongs to whom is not found.
    void anAdversaryClosesTheGapAndFindsNoPartner()
    {
        const SyntheticWorld world { .items = 600, .heldOut = 150 };
        const auto run = runOf(taskSpec("adversarial", { { "steps", "1500" } }), world);
        const StepMetrics last = *run->steps.last();
        QVERIFY2(last.lossAToB > 0.55, qPrintable(QString::number(last.lossAToB))); // ln 2 at most
        QVERIFY2(run->evaluations.last()->aToB.recallAt1 < 0.05,
            qPrintable(QString::number(run->evaluations.last()->aToB.recallAt1)));
    }

    void aTaskGoesOnFromACheckpoint()
    {
        const auto setup = smallSetup(taskSpec("adversarial", { { "batch_size", "32" } }));
        ThreadPool pool(1);
        Trainer straight(setup, pool);
        for (int i = 0; i < 5; ++i)
            straight.step();
        Trainer resumed(setup, pool, straight.checkpoint());
        for (int i = 0; i < 5; ++i)
            QCOMPARE(resumed.step().loss, straight.step().loss);
        QCOMPARE(resumed.checkpoint().digest(), straight.checkpoint().digest());
    }

    // A gradient that is reversed is the gradient of nothing, which a line search would look for.
    void whatDoesNotGoTogetherIsTold()
    {
        const RunSpec spec = taskSpec("adversarial", { { "optimizer", "l-bfgs" } });
        const auto problems = validate(spec);
        QCOMPARE(problems.size(), std::size_t(1));
        QCOMPARE(problems.front().field, std::string("optimizer"));
        QVERIFY(validate(taskSpec("autoencoder", { { "optimizer", "l-bfgs" } })).empty());
    }
};

QTEST_APPLESS_MAIN(TestTasks)
#include "tst_tasks.moc"
