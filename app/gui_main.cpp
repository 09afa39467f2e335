// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window program: argv to a RunSpec, a window on it, and one line for what nobody caught.
#include "screenshot.h"
#include "window_options.h"

#include <QApplication>
#include <QByteArray>

#include <cstdio>
#include <stdexcept>

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

bool hasDisplay()
{
#if defined(Q_OS_WIN) || defined(Q_OS_MACOS)
    return true;
#else
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
#endif
}

enum class Platform { asTheUserSays, display, none };

// Pictures, --help and what is wrong with the options need no display.
Platform choosePlatform(int argc, char** argv)
{
    bool named = qEnvironmentVariableIsSet("QT_QPA_PLATFORM"), screenshot = false;
    for (int i = 1; i < argc; ++i) {
        screenshot |= QByteArray(argv[i]).startsWith("--screenshot");
        named |= QByteArray(argv[i]) == "-platform" || QByteArray(argv[i]) == "--platform";
    }
    if (named) return Platform::asTheUserSays;
    if (screenshot || !hasDisplay()) qputenv("QT_QPA_PLATFORM", "offscreen");
    return hasDisplay() ? Platform::display : Platform::none;
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
        const Platform platform = choosePlatform(argc, argv);
        Application application(argc, argv);
        QApplication::setApplicationName(QStringLiteral("contrastlab"));
        QApplication::setApplicationDisplayName(QStringLiteral("ContrastLab"));
        QApplication::setApplicationVersion(QStringLiteral(CONTRASTLAB_VERSION));
        QApplication::setDesktopFileName(QStringLiteral("contrastlab"));
        const WindowOptions options = readCommandLine(argc, argv);
        if (options.exitStatus) return *options.exitStatus;
        // Nobody would see the window, and nobody could close it.
        if (platform == Platform::none && options.screenshot.isEmpty())
            throw std::runtime_error("there is no display: set DISPLAY or WAYLAND_DISPLAY, or draw "
                                     "the window to a file with --screenshot F.png");
        return runWindow(options);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "contrastlab: %s\n", error.what());
        return 2;
    }
}
