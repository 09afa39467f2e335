// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window on a run that a Python program writes meanwhile, at 500 steps a second with a probe of
// 256 pairs each second: repaints a second, handlers, and how far the curves are behind the loop
// that is recorded (what waits to be written counts).
//   bench_window_followed [SECONDS] [STEPS BEFORE]   QT_QPA_PLATFORM as it stands
// STEPS BEFORE are written before the window opens, as after a night of training.
#include "benchmarks/event_probe.h"
#include "plot/line_chart.h"
#include "shell/main_window.h"
#include "views/heatmap_view.h"
#include "views/loss_view.h"
#include "views/projection_view.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include <chrono>
#include <cstdlib>

using namespace contrastlab;

namespace {

constexpr double warmUp = 3; ///< seconds after the first picture that are not counted

const char* const program = R"py(
import sys, time
sys.path.insert(0, sys.argv[1])
import numpy as np, contrastlab
before, rate = int(sys.argv[3]), 500
generator = np.random.default_rng(0)
shared = generator.normal(size=(256, 128)).astype(np.float32)
noise = [generator.normal(size=(256, 128)).astype(np.float32) for _ in range(2)]
pictures = [generator.integers(0, 255, (32, 32, 3), dtype=np.uint8) for _ in range(256)]
run = contrastlab.Run(sys.argv[2], captions=[f"thing {i}" for i in range(256)], pictures=pictures,
                      labels=[i % 10 for i in range(256)], batch_size=256, temperature=0.07)
began, step = time.monotonic() - run._seconds(), 0

def do():
    global step
    step += 1
    run.step(loss=0.5 + 5 * 0.9997 ** step + 0.1 * generator.normal(), learning_rate=1e-3)
    if run.due() if step > before else step % max(1, before // 200) == 0:
        more = min(4.0, 1e-3 * step)
        run.embeddings(image=noise[0] + more * shared, text=noise[1] + more * shared)

while step < before:
    do()
run.flush()
print(began, flush=True)
ahead = time.monotonic() - before / rate
while True:
    do()
    wait = ahead + step / rate - time.monotonic()
    if wait > 0:
        time.sleep(wait)
)py";

double now()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// Until the end of the scope.
class Recorder {
public:
    Recorder(const QString& path, const char* before)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral("/usr/bin/python3"),
            { QStringLiteral("-c"), QString::fromUtf8(program), QStringLiteral(PYTHON_PACKAGE),
                path, QString::fromUtf8(before) });
        while (m_process.state() != QProcess::NotRunning && !m_process.canReadLine())
            m_process.waitForReadyRead(-1);
        m_began = m_process.readLine().toDouble();
    }
    ~Recorder()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;
    /// On the clock of now(); 0 where it could not begin.
    [[nodiscard]] double began() const { return m_began; }

private:
    QProcess m_process;
    double m_began = 0;
};

} // namespace

int main(int argc, char** argv)
{
    EventProbe application(argc, argv);
    const double seconds = argc > 1 ? std::max(2.0, std::atof(argv[1])) : 10;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("python.clab"));
    const Recorder recorder(path, argc > 2 ? argv[2] : "0");
    if (recorder.began() == 0)
        return std::fprintf(stderr, "bench_window_followed: Python cannot record\n"), 1;

    MainWindow::Setup setup;
    setup.rememberSettings = false;
    setup.settings.language = QStringLiteral("en");
    setup.runFile = path;
    setup.size = { 1366, 768 };
    MainWindow window(std::move(setup));
    window.show();
    const RunMoment& moment = window.session().moment();
    QElapsedTimer clock;
    std::vector<double> behind;
    std::int64_t first = 0;
    bool isThere = false;
    const auto watch = [&] {
        application.watch();
        first = moment.newestStep();
        clock.start();
        QTimer::singleShot(int(1000 * seconds), &window, [] { QApplication::quit(); });
    };
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &window, [&] {
        if (moment.newestStep() == 0) return;
        if (!std::exchange(isThere, true)) QTimer::singleShot(int(1000 * warmUp), &window, watch);
        if (clock.isValid())
            behind.push_back(now() - recorder.began() - moment.run()->steps.last()->seconds);
    });
    look.start(10);
    QApplication::exec();
    const double watched = 1e-3 * double(clock.elapsed());
    std::ranges::sort(behind);
    std::printf("steps      %.0f a second shown, %lld in all\n",
        double(moment.newestStep() - first) / watched, static_cast<long long>(moment.newestStep()));
    std::printf("behind     median %.2f s, 99 %% %.2f s, at most %.2f s\n",
        behind[behind.size() / 2], behind[behind.size() * 99 / 100], behind.back());
    application.report(watched);
    std::printf("repaints   loss %.1f Hz, heat map %.1f Hz, projection %.1f Hz\n",
        application.paintsOf(window.lossView().chart()) / watched,
        application.paintsOf(window.heatmapView()) / watched,
        application.paintsOf(window.projectionView()) / watched);
    return 0;
}
