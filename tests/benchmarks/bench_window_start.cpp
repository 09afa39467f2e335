// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How long it takes from exec of the window's program until its window stands, until each view has
// its first picture, and until that picture moves, as training does: times of the first flush whose
// pixels differ from those of the flush before. The program is this one, which makes the window
// anew in a process of its own; its settings are those of somebody who has seen the start page.
//   bench_window_start [STARTS] [SECONDS]   QT_QPA_PLATFORM as it stands; 3 starts, each for at
//                                           most 20 seconds
#include "plot/line_chart.h"
#include "shell/main_window.h"
#include "views/heatmap_view.h"
#include "views/loss_view.h"
#include "views/projection_view.h"

#include <QApplication>
#include <QBackingStore>
#include <QImage>
#include <QPaintEvent>
#include <QTemporaryDir>
#include <QTimer>

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <optional>
#include <vector>

using namespace contrastlab;

namespace {

double monotonicSeconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// A view on the window's own pixels: what was flushed last, when it had its first picture, and
/// when another took its place.
struct Watched {
    const char* name;
    QWidget* view;
    std::function<bool()> isFilled;
    QRect place {};
    QImage last {};
    std::optional<double> first {}, moved {}; ///< seconds after exec

    void look(const QImage& window, double seconds)
    {
        const QRect now(view->mapTo(view->window(), QPoint()), view->size());
        QImage picture = window.copy(now);
        const bool differs = now == place && picture != last, moves = now != place;
        place = now;
        last = std::move(picture);
        if (!isFilled() || !(differs || moves)) return;
        if (!first)
            first = seconds;
        else if (differs && !moved)
            moved = seconds;
    }
};

/// Looks at the window after each event that painted.
class Application final : public QApplication {
public:
    Application(int& argc, char** argv, double began) : QApplication(argc, argv), m_began(began) { }

    void watch(MainWindow& window)
    {
        m_window = &window;
        RunSession& session = window.session();
        m_views = {
            Watched { "loss", &window.lossView().chart(),
                [&] { return session.run() && session.run()->steps.size() > 0; } },
            Watched { "matrix", &window.heatmapView(),
                [&] { return !window.heatmapView().itemsInOrder().empty(); } },
            Watched { "map", &window.projectionView(),
                [&] { return window.projectionView().pointCount() > 0; } },
        };
    }
    bool notify(QObject* receiver, QEvent* event) override
    {
        ++m_depth;
        m_painted |= event->type() == QEvent::Paint;
        const bool result = QApplication::notify(receiver, event);
        if (--m_depth == 0 && m_painted && m_window) look();
        return result;
    }
    [[nodiscard]] int report() const
    {
        const auto ms = [](const std::optional<double>& seconds) {
            return seconds ? 1e3 * *seconds : -1;
        };
        std::printf("window %5.0f ms", ms(m_stands));
        for (const Watched& watched : m_views)
            std::printf(
                "   %s %5.0f, moves %5.0f", watched.name, ms(watched.first), ms(watched.moved));
        std::printf("\n");
        return allMove() ? 0 : 1;
    }

private:
    void look()
    {
        m_painted = false;
        QBackingStore* store = m_window->backingStore();
        const double seconds = monotonicSeconds() - m_began;
        const auto* pixels = store ? dynamic_cast<const QImage*>(store->paintDevice()) : nullptr;
        if (!pixels) return;
        if (!m_stands) m_stands = seconds;
        for (Watched& watched : m_views)
            watched.look(*pixels, seconds);
        if (allMove()) quit();
    }
    [[nodiscard]] bool allMove() const
    {
        return std::ranges::all_of(m_views, [](const Watched& w) { return w.moved.has_value(); });
    }

    double m_began;
    MainWindow* m_window = nullptr;
    std::vector<Watched> m_views;
    std::optional<double> m_stands;
    int m_depth = 0;
    bool m_painted = false;
};

int startedAt(double began, double seconds, int argc, char** argv)
{
    Application application(argc, argv, began);
    QApplication::setApplicationName(QStringLiteral("contrastlab"));
    MainWindow::Setup setup;
    setup.settings = Settings::load();
    setup.settings.startPageSeen = true;
    setup.size = { 1440, 900 }; // with room for all three
    MainWindow window(std::move(setup));
    application.watch(window);
    window.show();
    QTimer::singleShot(int(1e3 * seconds), &application, &QApplication::quit);
    QApplication::exec();
    return application.report();
}

/// Exit status of a start in a home of its own.
int start(char* program, double seconds)
{
    const QTemporaryDir home;
    const pid_t child = fork();
    if (child == 0) {
        setenv("HOME", home.path().toLocal8Bit().constData(), 1);
        for (const char* place : { "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME" })
            unsetenv(place);
        const QByteArray limit = QByteArray::number(seconds);
        const QByteArray began = QByteArray::number(monotonicSeconds(), 'f', 6);
        execl("/proc/self/exe", program, "from", began.constData(), limit.constData(), nullptr);
        _exit(127);
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) < 0) return 1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc == 4 && QByteArray(argv[1]) == QByteArrayLiteral("from"))
        return startedAt(std::atof(argv[2]), std::atof(argv[3]), argc, argv);
    const int starts = argc > 1 ? std::atoi(argv[1]) : 3;
    const double seconds = argc > 2 ? std::atof(argv[2]) : 20;
    int worst = 0;
    for (int i = 0; i < starts; ++i)
        worst = std::max(worst, start(argv[0], seconds));
    return worst;
}
