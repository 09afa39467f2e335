// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Run files whose digests are right and whose content is not, as another program might write them:
// each round spoils a run, writes it, opens it in one and the same window and looks at some of its
// steps. The window shows the run or says in one line why not, the file stays as it was, and no
// round ends in a crash or a hang (an alarm). `fuzz_run_window ROUNDS [SEED]`: 60 rounds and seed 1
// in ctest; by hand as many as you like.
#include "analysis/evaluation.h"
#include "analysis/probe_frame.h"
#include "media/open_data.h"
#include "run/run_opener.h"
#include "run/run_recorder.h"
#include "run/trainer.h"
#include "store/run_store.h"
#include "support/file_bytes.h"
#include "support/file_fuzzing.h"
#include "support/open_window.h"
#include "support/window_run.h"

#include <QPixmap>
#include <QTemporaryDir>

#include <limits>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

struct Trained {
    std::shared_ptr<const RunSetup> setup;
    std::shared_ptr<Run> run;
};

Trained someRun()
{
    const RunSpec spec = smallWindowSpec(120);
    Trained trained;
    trained.setup = std::make_shared<RunSetup>(spec, openData(spec).dataset);
    trained.run = std::make_shared<Run>(trained.setup->spec());
    ThreadPool pool(1);
    Trainer trainer(trained.setup, pool);
    RunRecorder recorder(*trained.run, nullptr, &evaluatePart);
    drive(trainer, recorder, nullptr, {});
    const ProbeSet probes = chooseProbes(*trained.setup);
    for (const auto& checkpoint : trained.run->checkpoints()) {
        trained.run->frames.append(
            analyseProbes(pool, *trained.setup, probes, *checkpoint, nullptr));
        trained.run->diagnostics.append({ .step = checkpoint->step });
    }
    return trained;
}

constexpr double strangeNumbers[] { 0, -1, 1e-300, 1e300, -1e300,
    std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
    -std::numeric_limits<double>::infinity() };
constexpr std::int64_t strangeSteps[] { -1, 0, 1, 7, 1'000'000'000'000,
    std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min() };
constexpr const char* strangeTexts[] { "", "0", "-1", "nan", "1e400", "temperature", "none",
    "\x01\n<b>bold</b>", "/dev/zero", "../../nowhere", "\xff\xfe", "emoji" };

class Spoiler {
public:
    Spoiler(const Run& run, RandomStream& random) : m_random(random), m_record(run.record())
    {
        for (const auto& kept : m_record.checkpoints)
            m_checkpoints.push_back(std::make_shared<Checkpoint>(*kept->get()));
        take(run.steps, m_steps);
        take(run.evaluations, m_evaluations);
        take(run.events, m_events);
        for (const auto& frame : run.frames.all())
            m_frames.push_back(*frame);
    }

    void spoilOnce()
    {
        switch (m_random.below(9)) {
        case 0:
            return spoilNumbers();
        case 1:
            return spoilSteps();
        case 2:
            return spoilEvents();
        case 3:
            return spoilFrame();
        case 4:
            return spoilCheckpoint();
        case 5:
            return spoilSpec(m_record.spec);
        case 6:
            return spoilSpec(m_checkpoints[place(m_checkpoints.size())]->spec);
        case 7:
            return spoilEnding();
        default:
            return leaveOut();
        }
    }

    [[nodiscard]] std::shared_ptr<Run> run() const
    {
        RunRecord record = m_record;
        record.checkpoints.clear();
        for (const auto& checkpoint : m_checkpoints)
            record.checkpoints.push_back(std::make_shared<KeptCheckpoint>(checkpoint));
        auto run = std::make_shared<Run>(record);
        for (const auto& step : m_steps)
            run->steps.append(step);
        for (const auto& evaluation : m_evaluations)
            run->evaluations.append(evaluation);
        for (const auto& event : m_events)
            run->events.append(event);
        for (const auto& frame : m_frames)
            run->frames.append(std::make_shared<ProbeFrame>(frame));
        return run;
    }

private:
    template <class Entry> static void take(const AppendLog<Entry>& log, std::vector<Entry>& into)
    {
        into = log.since(0);
    }
    [[nodiscard]] std::size_t place(std::size_t size)
    {
        return static_cast<std::size_t>(m_random.below(size));
    }
    template <class Value, std::size_t n> Value any(const Value (&values)[n])
    {
        return values[place(n)];
    }

    void spoilNumbers()
    {
        StepMetrics& step = m_steps[place(m_steps.size())];
        double* const numbers[] { &step.loss, &step.epoch, &step.chance, &step.temperature,
            &step.learningRate, &step.gradientNorm, &step.updateRatio, &step.seconds };
        *any(numbers) = any(strangeNumbers);
        EvaluationMetrics& evaluation = m_evaluations[place(m_evaluations.size())];
        double* const judged[] { &evaluation.loss, &evaluation.chance, &evaluation.aToB.recallAt1,
            &evaluation.bToA.medianRank, &evaluation.classAccuracy, &evaluation.seconds };
        *any(judged) = any(strangeNumbers);
    }
    void spoilSteps()
    {
        m_steps[place(m_steps.size())].step = any(strangeSteps);
        m_evaluations[place(m_evaluations.size())].step = any(strangeSteps);
        m_steps[place(m_steps.size())].batchSize = any(strangeSteps);
    }
    void spoilEvents()
    {
        RunEvent event { .step = any(strangeSteps),
            .key = any(strangeTexts),
            .before = any(strangeTexts),
            .after = any(strangeTexts) };
        m_events.push_back(event);
    }
    void spoilMatrix(Matrix<float>& matrix)
    {
        switch (m_random.below(4)) {
        case 0:
            matrix.resize(0, 0);
            break;
        case 1:
            matrix = Matrix<float>::Zero(matrix.rows() + 1, matrix.cols());
            break;
        case 2:
            matrix = Matrix<float>::Constant(1, 3, 0.5f);
            break;
        default:
            if (matrix.size() > 0)
                matrix(Index(place(std::size_t(matrix.rows()))), 0) = float(any(strangeNumbers));
        }
    }
    void spoilFrame()
    {
        if (m_frames.empty()) return;
        ProbeFrame& frame = m_frames[place(m_frames.size())];
        std::vector<Matrix<float>>* const lists[] { &frame.similarities,
            &frame.trainingSimilarities, &frame.embeddings, &frame.trainingEmbeddings,
            &frame.points };
        std::vector<Matrix<float>>& list = *any(lists);
        if (list.empty() || m_random.below(4) == 0)
            list.emplace_back(Matrix<float>::Zero(2, 2));
        else if (m_random.below(4) == 0)
            list.pop_back();
        else
            spoilMatrix(list[place(list.size())]);
        frame.temperature = any(strangeNumbers);
    }
    void spoilCheckpoint()
    {
        Checkpoint& checkpoint = *m_checkpoints[place(m_checkpoints.size())];
        switch (m_random.below(4)) {
        case 0:
            checkpoint.parameters.conservativeResize(Index(place(20)));
            break;
        case 1:
            checkpoint.step = any(strangeSteps);
            break;
        case 2:
            checkpoint.parameters(0) = float(any(strangeNumbers));
            break;
        default:
            checkpoint.heldBatch.push_back(Index(any(strangeSteps)));
        }
    }
    void spoilSpec(RunSpec& spec)
    {
        constexpr const char* texts[] { "dataset", "objective", "optimizer", "feature_tower",
            "task", "pairs" };
        constexpr const char* integers[] { "batch_size", "embedding_width", "steps",
            "evaluate_every", "world.items", "warmup_steps" };
        switch (m_random.below(3)) {
        case 0:
            return spec.set(any(texts), std::string(any(strangeTexts)));
        case 1:
            return spec.set(any(integers), any(strangeSteps));
        default:
            return spec.set("temperature", any(strangeNumbers));
        }
    }
    void spoilEnding()
    {
        m_record.outcome.step = any(strangeSteps);
        m_record.outcome.cause = any(strangeTexts);
        m_record.outcome.message = any(strangeTexts);
        m_record.outcome.kind = static_cast<RunOutcome::Kind>(m_random.below(5));
        m_record.identity.branchedAt = any(strangeSteps);
        m_record.identity.name = any(strangeTexts);
        m_record.identity.parentId = any(strangeTexts);
        m_record.began = any(strangeNumbers);
    }
    void leaveOut()
    {
        switch (m_random.below(4)) {
        case 0:
            return m_steps.resize(place(m_steps.size()) + 1);
        case 1:
            return m_evaluations.resize(place(m_evaluations.size()) + 1);
        case 2:
            return m_frames.clear();
        default:
            return m_checkpoints.resize(place(m_checkpoints.size()) + 1);
        }
    }

    RandomStream& m_random;
    RunRecord m_record;
    std::vector<std::shared_ptr<Checkpoint>> m_checkpoints;
    std::vector<StepMetrics> m_steps;
    std::vector<EvaluationMetrics> m_evaluations;
    std::vector<RunEvent> m_events;
    std::vector<ProbeFrame> m_frames;
};

/// A window with a run of its own, in which one file after the other is opened.
class Visitor {
public:
    Visitor() : m_window(openWindow(smallWindowSpec(), true))
    {
        RunOpener& opener = m_window->runOpener();
        QObject::connect(
            &opener, &RunOpener::opened, &opener, [this](const QString&) { m_opened = true; });
        QObject::connect(
            &opener, &RunOpener::failed, &opener, [this](const QString& why) { m_refused = why; });
        if (!QTest::qWaitFor([this] { return bool(m_window->session().setup()); }, 30000))
            fail("the window has no run of its own");
    }

    /// True where the run was opened.
    bool visit(const QString& path, RandomStream& random)
    {
        m_opened = false;
        m_refused.clear();
        m_window->runOpener().open(path);
        if (!QTest::qWaitFor([this] { return m_opened || !m_refused.isEmpty(); }, 30000))
            fail("neither opened nor refused");
        if (!m_opened) {
            if (m_refused.contains(u'\n')) fail("more than one line: " + m_refused.toStdString());
            return false;
        }
        RunMoment& moment = m_window->session().moment();
        for (const std::int64_t step : { std::int64_t(random.below(200)), std::int64_t(0) }) {
            moment.park(step);
            lookAround(step);
        }
        moment.follow();
        lookAround(moment.newestStep());
        return true;
    }

private:
    void lookAround(std::int64_t step)
    {
        constexpr int mostMs = 300; // what was spoilt may never come
        [[maybe_unused]] const bool came = QTest::qWaitFor(
            [&] {
                const auto frame = m_window->session().moment().frame();
                return frame && frame->step == step;
            },
            mostMs);
        m_window->grab();
    }

    std::unique_ptr<MainWindow> m_window;
    bool m_opened = false;
    QString m_refused;
};

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const QTemporaryDir folder;
    const Trained trained = someRun();
    const DataRecord data = recordOf(trained.setup->dataset(), trained.setup->spec());
    Visitor visitor;
    int files = 0;
    return fuzz(argc, argv, 60, [&](RandomStream& random) {
        alarm(120); // with all that a slow machine does meanwhile
        Spoiler spoiler(*trained.run, random);
        for (std::uint64_t times = random.below(4); times > 0; --times)
            spoiler.spoilOnce();
        const QString path = folder.filePath(QStringLiteral("%1.clab").arg(++files));
        const auto run = spoiler.run();
        run->takeIdentity({ .id = std::to_string(files), .name = {}, .parentId = {} });
        saveRun(*run, path.toStdString(), data);
        const std::string before = bytesOf(path.toStdString());
        const bool opened = visitor.visit(path, random);
        if (bytesOf(path.toStdString()) != before) fail("the file was changed");
        return opened;
    });
}
