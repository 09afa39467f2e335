// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the window costs: the longest event handlers while training runs at full speed, how often
// each view repaints, and training steps a second without the window, with it, and with its
// analyses alone.
//   bench_window [SECONDS] [map=all] [views=all] [KEY=VALUE ...]   QT_QPA_PLATFORM as it stands
// With map=all the map shows all items, trained on and held out. With views=all every dock is in
// sight, those that share a place in windows of their own, an item is pinned and searched for, and
// the forces on it are drawn.
#include "analysis/evaluation.h"
#include "benchmarks/event_probe.h"
#include "panels/parameter_form.h"
#include "panels/search_panel.h"
#include "plot/line_chart.h"
#include "shell/main_window.h"
#include "views/heatmap_view.h"
#include "views/loss_view.h"
#include "views/projection_panel.h"
#include "views/projection_view.h"

#include <QApplication>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QTimer>
#include <QToolButton>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>
#include <thread>
#include <vector>

using namespace contrastlab;

namespace {

double stepsPerSecond(const Run& run, double fromSeconds)
{
    const auto steps = run.steps.all();
    const auto first = std::find_if(
        steps.begin(), steps.end(), [&](const StepMetrics& m) { return m.seconds >= fromSeconds; });
    if (first == steps.end() || steps.back().seconds <= first->seconds) return 0;
    return double(steps.back().step - first->step) / (steps.back().seconds - first->seconds);
}

constexpr double warmUp = 1.5; ///< seconds that are not counted

double headless(const RunSpec& spec, double seconds)
{
    const auto prepare = [spec] {
        return std::make_shared<const RunSetup>(spec, openData(spec).dataset);
    };
    auto run = std::make_shared<Run>(spec);
    TrainingThread thread({ prepare, run, nullptr, evaluatePart, 0, false });
    while (run->steps.size() == 0 && run->outcome().kind == RunOutcome::Kind::running)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds + warmUp));
    return stepsPerSecond(*run, warmUp);
}

// Training with all analyses, diagnostics among them, but without views.
double analysed(const RunSpec& spec, double seconds)
{
    RunSession session(0);
    session.start(spec);
    QTimer::singleShot(int(1000 * (seconds + warmUp + 0.5)), [] { QApplication::quit(); });
    QApplication::exec();
    std::printf("analyses   %zu diagnoses in %.0f s\n", session.run()->diagnostics.size(), seconds);
    return stepsPerSecond(*session.run(), warmUp);
}

void showAllViews(MainWindow& window)
{
    for (const char* key : { "diagnostics", "items", "search", "anatomy", "lessons", "item" }) {
        QDockWidget* dock = window.docks()[key];
        dock->setFloating(true);
        dock->show();
    }
    const auto& items = window.session().moment().probes().projectionItems;
    window.focus().pin({ { items.front(), 0 } });
    window.searchPanel().addPinned(false);
    window.findChild<ProjectionPanel*>()->forcesButton().click();
}

} // namespace

int main(int argc, char** argv)
{
    EventProbe application(argc, argv);
    const double seconds = argc > 1 ? std::max(2.0, std::atof(argv[1])) : 8;
    RunSpec spec;
    spec.set("steps", std::int64_t(100000000));
    bool allItems = false, allViews = false;
    for (int i = 2; i < argc; ++i) {
        const std::string text = argv[i];
        if (text == "map=all" || text == "views=all") {
            (text == "map=all" ? allItems : allViews) = true;
            continue;
        }
        const auto equals = text.find('=');
        if (equals == std::string::npos
            || assign(spec, text.substr(0, equals), text.substr(equals + 1)))
            return std::fprintf(stderr, "bench_window: %s is no KEY=VALUE\n", argv[i]), 2;
    }
    const double before = headless(spec, seconds);
    const double withAnalyses = analysed(spec, seconds);

    MainWindow::Setup setup;
    setup.spec = spec;
    setup.rememberSettings = false;
    MainWindow window(std::move(setup));
    window.resize(1600, 1000);
    window.show();
    if (allItems) window.projectionView().map().setItemsOf(LiveMap::Of::all);
    QElapsedTimer clock;
    int frames = 0;
    QObject::connect(&window.session().moment(), &RunMoment::changed, &window,
        [&](const MomentChange& change) { frames += change.frame; });
    QTimer::singleShot(int(1000 * warmUp), &window, [&] {
        if (allViews) showAllViews(window);
    });
    QTimer::singleShot(int(1000 * (warmUp + 1)), &window, [&] {
        application.watch();
        frames = 0;
        clock.start();
        QTimer::singleShot(int(1000 * seconds), &window, [] { QApplication::quit(); });
    });
    QApplication::exec();
    const double watched = 1e-3 * double(clock.elapsed());
    const double with = stepsPerSecond(*window.session().run(), warmUp);
    window.session().setPaused(true); // so that the run alone is alone
    const double after = headless(spec, seconds);
    const double alone = 0.5 * (before + after);
    std::printf("training   %.1f steps/s headless (%.1f before, %.1f after), %.1f with the window: "
                "%.1f %%\n",
        alone, before, after, with, 100 * with / alone);
    std::printf("           %.1f steps/s with analyses alone: %.1f %%\n", withAnalyses,
        100 * withAnalyses / alone);
    application.report(watched);
    std::printf("map        %d points\n", window.projectionView().pointCount());
    std::printf("repaints   loss %.1f Hz, heat map %.1f Hz, projection %.1f Hz; analysed frames "
                "%.1f Hz\n",
        application.paintsOf(window.lossView().chart()) / watched,
        application.paintsOf(window.heatmapView()) / watched,
        application.paintsOf(window.projectionView()) / watched, frames / watched);
    return 0;
}
