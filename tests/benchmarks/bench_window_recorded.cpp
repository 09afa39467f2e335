// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A recorded run in the window: how long it takes until its curves are there, what it takes of
// memory, frames a second while the loss chart and the timeline are panned and zoomed, and how long
// the playhead takes to a step.
//   bench_window_recorded [STEPS | RUN.clab]   QT_QPA_PLATFORM as it stands
// STEPS (1,000,000) makes a file of so many, with an evaluation every 25, a change every 20,000 and
// a single checkpoint, where there is nothing to scrub.
#include "base/measuring.h"
#include "benchmarks/event_probe.h"
#include "benchmarks/timing.h"
#include "media/open_data.h"
#include "plot/line_chart.h"
#include "run/trainer.h"
#include "shell/main_window.h"
#include "store/run_store.h"
#include "views/loss_view.h"
#include "views/timeline.h"

#include <QMouseEvent>
#include <QTemporaryDir>
#include <QThread>
#include <QWheelEvent>

#include <cmath>
#include <cstdlib>
#include <ctime>

using namespace contrastlab;

namespace {

RunSpec longSpec(std::int64_t steps)
{
    RunSpec spec;
    for (const auto& [key, text] : std::initializer_list<std::pair<const char*, std::string>> {
             { "dataset", "synthetic" }, { "feature_tower", "linear" }, { "embedding_width", "16" },
             { "steps", std::to_string(steps) } })
        if (assign(spec, key, text)) std::abort();
    return spec;
}

// What a run of so many steps leaves behind, with some noise, but for the training.
void makeRun(const std::string& path, std::int64_t steps)
{
    const RunSpec spec = longSpec(steps);
    const OpenedData data = openData(spec);
    ThreadPool pool;
    Trainer trainer(std::make_shared<RunSetup>(spec, data.dataset), pool);
    Run run(spec);
    run.keep(std::make_shared<Checkpoint>(trainer.checkpoint()));
    RandomStream random(1, Purpose::noise);
    StepMetrics step = trainer.step();
    EvaluationMetrics judged;
    judged.pairs.push_back({});
    for (std::int64_t i = 1; i <= steps; ++i) {
        step.step = i;
        step.seconds = 0.001 * double(i);
        step.loss = 0.5 + 4 * std::exp(-1e-5 * double(i)) + 0.2 * random.normal();
        run.steps.append(step);
        if (i % 25 == 0) {
            judged.step = i;
            judged.loss = step.loss + 0.1;
            judged.chance = step.chance;
            run.evaluations.append(judged);
        }
        if (i % 20000 == 0)
            run.events.append({ RunEvent::Kind::change, i, "temperature", "0.1", "0.2" });
    }
    run.finish({ RunOutcome::Kind::completed, steps, {}, {} });
    saveRun(run, path, recordOf(*data.dataset, spec));
}

void waitFor(const std::function<bool()>& isThere)
{
    while (!isThere()) {
        QApplication::processEvents(QEventLoop::AllEvents, 5);
        QThread::usleep(200);
    }
}

// What was asked for is painted.
void settle()
{
    for (int round = 0; round < 3; ++round)
        QApplication::processEvents();
}

void wheel(QWidget& widget, QPointF at, int angle)
{
    QWheelEvent event(at, widget.mapToGlobal(at), {}, { 0, angle }, Qt::NoButton, Qt::NoModifier,
        Qt::NoScrollPhase, false);
    QApplication::sendEvent(&widget, &event);
}

void drag(QWidget& widget, QEvent::Type type, QPointF at)
{
    const bool moves = type == QEvent::MouseMove;
    QMouseEvent event(type, at, widget.mapToGlobal(at), moves ? Qt::NoButton : Qt::MiddleButton,
        type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::MiddleButton, Qt::NoModifier);
    QApplication::sendEvent(&widget, &event);
}

// Zooms in and out, then pans, a frame each time.
void measureFrames(const char* name, QWidget& widget)
{
    std::vector<double> frames, worked;
    const QPointF middle(0.5 * widget.width(), 0.5 * widget.height());
    const auto frame = [&](const std::function<void()>& act) {
        frames.push_back(1e3 * secondsOf([&] {
            worked.push_back(1e3 * processorSecondsOf([&] {
                act();
                settle();
            }));
        }));
    };
    for (int i = 0; i < 40; ++i)
        frame([&] { wheel(widget, middle, i < 30 ? 60 : -60); });
    drag(widget, QEvent::MouseButtonPress, middle);
    for (int i = 0; i < 60; ++i)
        frame([&] {
            drag(widget, QEvent::MouseMove, middle + QPointF(i < 30 ? 3 * i : 180 - 3 * i, 0));
        });
    drag(widget, QEvent::MouseButtonRelease, middle);
    std::ranges::sort(frames);
    std::ranges::sort(worked);
    std::printf("%-10s a frame %.1f ms, 95 %% %.1f ms, longest %.1f ms; of processor time %.1f, "
                "%.1f, %.1f ms\n",
        name, frames[frames.size() / 2], frames[frames.size() * 95 / 100], frames.back(),
        worked[worked.size() / 2], worked[worked.size() * 95 / 100], worked.back());
}

// Steps of the last thousand, here and there, until the views show them: as soon as the run stands
// there, and once more after the states around have been computed.
void measureScrubbing(MainWindow& window)
{
    RunMoment& moment = window.session().moment();
    const auto run = moment.run();
    const std::int64_t end = moment.newestStep(), first = std::max<std::int64_t>(1, end - 1000);
    const auto tell = [](const char* name, std::vector<double> times) {
        if (times.empty()) return std::printf("%-10s there is none\n", name);
        std::ranges::sort(times);
        return std::printf("%-10s %zu times: %.1f ms, 90 %% %.1f ms, longest %.1f ms\n", name,
            times.size(), times[times.size() / 2], times[times.size() * 9 / 10], times.back());
    };
    std::vector<double> kept, worked, others, again;
    for (const auto& frame : run->frames.since(first - 1)) {
        if (kept.size() == 40) break;
        kept.push_back(1e3 * secondsOf([&] {
            worked.push_back(1e3 * processorSecondsOf([&] {
                moment.park(frame->step);
                settle();
            }));
        }));
    }
    tell("kept frame", kept);
    tell(" processor", worked);
    for (int i = 0; i < 80; ++i) {
        if (i == 40) {
            std::printf("at rest    after %.1f s\n",
                secondsOf([&] { waitFor([&] { return window.session().seeker().isAtRest(); }); }));
            others.clear();
        }
        const std::int64_t step = first + (i * 617) % (end - first);
        if (i >= 40) again.push_back(double(window.session().seeker().stepsAgainTo(step)));
        others.push_back(1e3 * secondsOf([&] {
            moment.park(step);
            waitFor([&] {
                const auto frame = moment.frame();
                const auto state = moment.checkpoint();
                return frame && frame->step == step && state && state->step == step;
            });
        }));
        if (i == 9 || i == 39 || i == 79)
            tell(i == 9 ? "first ten" : i == 39 ? "of all" : "later", others);
    }
    std::ranges::sort(again);
    std::printf("           of them %.0f steps again, 90 %% %.0f, at most %.0f\n",
        again[again.size() / 2], again[again.size() * 9 / 10], again.back());
}

} // namespace

int main(int argc, char** argv)
{
    std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);
    EventProbe application(argc, argv);
    const QTemporaryDir folder;
    const std::string given = argc > 1 ? argv[1] : "1000000";
    const std::int64_t steps = std::atoll(given.c_str());
    const std::string path =
        steps > 0 ? folder.filePath(QStringLiteral("long.clab")).toStdString() : given;
    if (steps > 0) makeRun(path, steps);
    const std::clock_t reads = std::clock();
    (void)readRun(path);
    std::printf(
        "read       in %.2f s of processor time\n", double(std::clock() - reads) / CLOCKS_PER_SEC);
    resetPeakMemory();
    std::printf("before     %.0f MB\n", peakMemory());

    MainWindow::Setup setup;
    setup.rememberSettings = false;
    setup.settings.language = QStringLiteral("en");
    setup.runFile = QString::fromStdString(path);
    setup.size = { 1366, 768 };
    application.watch();
    const auto began = std::chrono::steady_clock::now();
    const auto elapsed = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    };
    MainWindow window(std::move(setup));
    window.show();
    LineChart& chart = window.lossView().chart();
    RunMoment& moment = window.session().moment();
    waitFor([&] { return application.paintsOf(window) > 0; });
    std::printf("window     %.2f s\n", elapsed());
    waitFor([&] { return moment.newestStep() > 0; });
    settle();
    std::printf("picture    %.2f s\n", elapsed());
    std::int64_t before = -1;
    waitFor([&] {
        const bool isWhole = moment.run()->outcome().kind != RunOutcome::Kind::running
            && std::exchange(before, moment.newestStep()) == moment.newestStep();
        return isWhole && moment.newestStep() == moment.run()->steps.last()->step;
    });
    settle();
    std::printf(
        "whole      %.2f s, %lld steps\n", elapsed(), static_cast<long long>(moment.newestStep()));
    waitFor([&] { return moment.setup() != nullptr; });
    settle();
    std::printf("data       %.2f s; memory %.0f MB at most\n", elapsed(), peakMemory());
    application.report(elapsed());
    measureFrames("loss chart", chart);
    measureFrames("timeline", *window.findChild<Timeline*>());
    if (steps == 0) measureScrubbing(window);
    std::printf("memory     %.0f MB at most\n", peakMemory());
    application.report(elapsed());
    return 0;
}
