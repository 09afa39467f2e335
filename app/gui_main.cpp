// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window program: argv to a RunSpec, a window on it, and one line for what nobody caught.
#include "built_commit.h"
#include "close_on_signal.h"
#include "rendering.h"
#include "screenshot.h"
#include "self_check.h"
#include "window_options.h"

#include "store/program_version.h"

#include <QApplication>
#include <QByteArray>

#include <algorithm>
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
    return !qEnvironmentVariableIsEmpty("DISPLAY")
        || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
#endif
}

bool asksFor(const char* option, int argc, char** argv)
{
    return std::any_of(argv + std::min(argc, 1), argv + argc,
        [option](const char* argument) { return QByteArray(argument).startsWith(option); });
}

// It opens no window that anybody has to see.
bool worksUnseen(int argc, char** argv)
{
    return asksFor("--screenshot", argc, argv) || (asksFor("--check", argc, argv) && !hasDisplay())
        || (argc > 1 && QByteArray(argv[1]) == QByteArrayLiteral("render"));
}

/// Nor does a platform that the user names.
bool needsDisplay(int argc, char** argv)
{
    return !qEnvironmentVariableIsSet("QT_QPA_PLATFORM") && !asksFor("-platform", argc, argv)
        && !asksFor("--platform", argc, argv) && !worksUnseen(argc, argv);
}

void choosePlatform(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM") && worksUnseen(argc, argv))
        qputenv("QT_QPA_PLATFORM", "offscreen");
}

// Help, version and what is wrong with the options are told all the same.
int runWithoutDisplay(int argc, char** argv)
{
    const WindowOptions options = readCommandLine(argc, argv);
    if (options.exitStatus) return *options.exitStatus;
    throw std::runtime_error("there is no display: set DISPLAY or WAYLAND_DISPLAY, or draw the "
                             "window to a file with --screenshot F.png");
}

int runWindow(const WindowOptions& options)
{
    MainWindow::Setup setup;
    setup.spec = options.spec;
    setup.threads = options.threads;
    setup.runFile = options.runFile;
    setup.moreFiles = options.moreFiles;
    const bool picture = !options.screenshot.isEmpty() || options.render;
    if (!picture) setup.settings = Settings::load();
    if (setup.threads == 0) setup.threads = setup.settings.threads;
    setup.rememberSettings = !picture;
    setup.paused = picture;
    setup.offersStartPage = !picture && options.spec == RunSpec() && options.runFile.isEmpty()
        && options.moreFiles.isEmpty();
    if (!options.language.isEmpty()) setup.settings.language = options.language;
    if (!options.theme.isEmpty()) setup.settings.theme = themeFromName(options.theme);
    setup.size = options.size;
    MainWindow window(std::move(setup));
    window.show();
    new CloseOnSignal(window);
    std::unique_ptr<Screenshot> screenshot;
    std::unique_ptr<Rendering> rendering;
    if (options.render)
        rendering = std::make_unique<Rendering>(window, *options.render);
    else if (picture)
        screenshot = std::make_unique<Screenshot>(
            window, options.screenshot, options.afterSteps, options.view, options.scale);
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv)
{
    keepSignals();
    setProgramCommit(std::string(builtCommit()));
    try {
        // Nobody would see the window, and nobody could close it.
        if (needsDisplay(argc, argv) && !hasDisplay()) return runWithoutDisplay(argc, argv);
        choosePlatform(argc, argv);
        Application application(argc, argv);
        QApplication::setApplicationName(QStringLiteral("contrastlab"));
        QApplication::setApplicationDisplayName(QStringLiteral("ContrastLab"));
        QApplication::setApplicationVersion(QString::fromStdString(programVersion()));
        QApplication::setDesktopFileName(QStringLiteral("org.contrastlab.ContrastLab"));
        const WindowOptions options = readCommandLine(argc, argv);
        if (options.exitStatus) return *options.exitStatus;
        if (options.check) return runSelfChecks(selfChecks()) ? 0 : 2;
        return runWindow(options);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "contrastlab: %s\n", error.what());
        return 2;
    }
}
