// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window program: argv to a RunSpec, a window on it, and one line for what nobody caught.
#include "screenshot.h"
#include "window_options.h"

#include <QApplication>
#include <QByteArray>

#include <cstdio>

namespace {

using namespace contrastlab;

// Events that throw must not take the window down: the line names what went wrong, and it goes on.
class Application final : public QApplication {
public:
    using QApplication::QApplication;
    bool notify(QObject* receiver, QEvent* event) override
    {
        try {
            return QApplication::notify(receiver, event);
        } catch (const std::exception& error) {
            std::fprintf(stderr, "contrastlab: %s\n", error.what());
            return false;
        }
    }
};

// A picture needs no display, and without one there is nothing else to draw on.
void choosePlatform(int argc, char** argv)
{
    if (qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) return;
    bool screenshot = false;
    for (int i = 1; i < argc; ++i)
        screenshot |= QByteArray(argv[i]).startsWith("--screenshot");
    const bool display =
        qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
    if (screenshot || !display) qputenv("QT_QPA_PLATFORM", "offscreen");
}

int runWindow(const WindowOptions& options)
{
    MainWindow::Setup setup;
    setup.spec = options.spec;
    setup.threads = options.threads;
    const bool picture = !options.screenshot.isEmpty();
    if (!picture) setup.settings = Settings::load();
    setup.rememberSettings = !picture;
    setup.paused = picture;
    if (!options.language.isEmpty()) setup.settings.language = options.language;
    if (!options.theme.isEmpty()) setup.settings.theme = themeFromName(options.theme);
    MainWindow window(std::move(setup));
    if (options.size.isValid()) window.resize(options.size);
    window.show();
    std::unique_ptr<Screenshot> screenshot;
    if (picture)
        screenshot = std::make_unique<Screenshot>(window, options.screenshot, options.afterSteps);
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv)
{
    try {
        choosePlatform(argc, argv);
        Application application(argc, argv);
        QApplication::setApplicationName(QStringLiteral("contrastlab"));
        QApplication::setApplicationDisplayName(QStringLiteral("ContrastLab"));
        QApplication::setApplicationVersion(QStringLiteral(CONTRASTLAB_VERSION));
        QApplication::setDesktopFileName(QStringLiteral("contrastlab"));
        const WindowOptions options = readCommandLine(argc, argv);
        return options.exitStatus ? *options.exitStatus : runWindow(options);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "contrastlab: %s\n", error.what());
        return 2;
    }
}
