// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A sweep of the window beside the run in front: temperature x batch size from 8 to 256 on the
// synthetic world, linear towers to 16, 600 steps each. How much of its pace the run in front
// keeps, how long the sweep takes once that is paused, and the longest event handler meanwhile.
//   bench_sweep_window [SIDE [SECONDS beside the run in front]]   QT_QPA_PLATFORM as it stands
#include "benchmarks/event_probe.h"
#include "panels/sweep_editor.h"
#include "panels/sweep_panel.h"
#include "shell/main_window.h"

#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTimer>
#include <QToolButton>

#include <cstdlib>
#include <functional>

using namespace contrastlab;

namespace {

RunSpec frontSpec()
{
    RunSpec spec;
    for (const auto& [key, text] :
        { std::pair("dataset", "synthetic"), std::pair("feature_tower", "linear"),
            std::pair("embedding_width", "16"), std::pair("steps", "1000000000") })
        assign(spec, key, text);
    return spec;
}

/// Lets events come until something is so.
void wait(const std::function<bool()>& isSo)
{
    QTimer timer;
    timer.callOnTimeout([&] {
        if (isSo()) QApplication::quit();
    });
    timer.start(20);
    QApplication::exec();
}

void waitSeconds(double seconds)
{
    QTimer::singleShot(int(1000 * seconds), [] { QApplication::quit(); });
    QApplication::exec();
}

double paceFor(RunSession& session, double seconds)
{
    QElapsedTimer clock;
    const auto before = session.run()->steps.size();
    clock.start();
    waitSeconds(seconds);
    return double(session.run()->steps.size() - before) / (1e-3 * double(clock.elapsed()));
}

} // namespace

int main(int argc, char** argv)
{
    EventProbe application(argc, argv);
    const QString side = QString::fromUtf8(argc > 1 ? argv[1] : "32");
    const double beside = argc > 2 ? std::atof(argv[2]) : 8;
    const QTemporaryDir home;
    MainWindow::Setup setup;
    setup.spec = frontSpec();
    setup.rememberSettings = false;
    setup.settings.recordsRuns = false;
    setup.settings.folders.recordings = home.path();
    MainWindow window(std::move(setup));
    window.resize(1600, 1000);
    window.show();
    window.docks().bringForward("sweep");
    RunSession& session = window.session();
    SweepPanel& panel = window.sweep();
    wait([&] { return session.setup() && session.run()->steps.size() > 100; });
    waitSeconds(1);
    const double alone = paceFor(session, beside);

    SweepEditor& editor = panel.editor();
    editor.keyBox(0).setCurrentIndex(editor.keyBox(0).findData(QStringLiteral("temperature")));
    editor.valuesField(0).setText(QStringLiteral("log:0.01:1:%1").arg(side));
    editor.keyBox(1).setCurrentIndex(editor.keyBox(1).findData(QStringLiteral("batch_size")));
    editor.valuesField(1).setText(QStringLiteral("log:8:256:%1").arg(side));
    editor.stepsField().setValue(600);
    application.watch();
    QElapsedTimer clock;
    clock.start();
    panel.goButton().click();
    wait([&] { return panel.live().state() != LiveSweep::State::preparing; });
    std::printf(
        "judged     %zu runs in %.2f s\n", panel.live().runs(), 1e-3 * double(clock.elapsed()));
    const std::size_t before = panel.live().ended();
    const double kept = paceFor(session, beside);
    const auto ended = double(panel.live().ended() - before);
    const double after = [&] {
        panel.live().setPaused(true);
        waitSeconds(0.5);
        const double pace = paceFor(session, beside);
        panel.live().setPaused(false);
        return pace;
    }();
    std::printf("front      %.0f steps/s alone (%.0f before, %.0f while the sweep is paused), %.0f "
                "beside it: %.0f %%; the sweep does %.1f runs/s meanwhile\n",
        (alone + after) / 2, alone, after, kept, 200 * kept / (alone + after), ended / beside);
    session.setPaused(true);
    const auto there = double(panel.live().ended());
    clock.start();
    wait([&] { return panel.live().state() == LiveSweep::State::complete; });
    const double seconds = 1e-3 * double(clock.elapsed());
    const double rate = (double(panel.live().ended()) - there) / seconds;
    std::printf("by itself  %.1f runs/s: %zu in %.1f s\n", rate, panel.live().runs(),
        double(panel.live().runs()) / rate);
    application.report(seconds + 2 * beside);
    const QString folder = panel.live().folder();
    clock.start();
    panel.openSweep(folder);
    wait([&] { return panel.live().state() == LiveSweep::State::complete; });
    std::printf("opened     again in %.1f s\n", 1e-3 * double(clock.elapsed()));
    return 0;
}
