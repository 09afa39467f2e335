// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A handler may do next to nothing: it writes a byte.
#include "close_on_signal.h"

#include <QApplication>
#include <QSocketNotifier>
#include <QWidget>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <csignal>
#include <ctime>
#include <unistd.h>
#endif

namespace contrastlab {

#ifdef Q_OS_UNIX

namespace {

constexpr int exitInterrupted = 130;

int signalPipe[2] = { -1, -1 };
volatile std::sig_atomic_t firstCame = 0;
volatile std::time_t firstTime = 0;

// A terminal that is closed sends more than one at once; a person who sends another has waited.
void keep(int)
{
    const int error = errno;
    if (firstCame && std::time(nullptr) > firstTime + 1) _exit(exitInterrupted);
    if (!firstCame) firstTime = std::time(nullptr);
    firstCame = 1;
    const char byte = 0;
    [[maybe_unused]] const auto written = write(signalPipe[1], &byte, 1);
    errno = error;
}

} // namespace

void keepSignals()
{
    if (pipe(signalPipe) != 0) return; // they end the program at once, as before
    for (const int number : { SIGINT, SIGTERM, SIGQUIT, SIGHUP }) {
        struct sigaction before = {}, action = {};
        sigaction(number, nullptr, &before);
        if (before.sa_handler == SIG_IGN) continue;
        action.sa_handler = &keep;
        action.sa_flags = SA_RESTART;
        sigemptyset(&action.sa_mask);
        sigaction(number, &action, nullptr);
    }
}

CloseOnSignal::CloseOnSignal(QWidget& window) : QObject(&window)
{
    if (signalPipe[0] < 0) return;
    auto* notifier = new QSocketNotifier(signalPipe[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [notifier, &window] {
        notifier->setEnabled(false);
        // The last window that closes would end the program with status 0.
        QApplication::setQuitOnLastWindowClosed(false);
        window.setProperty("closedFromOutside", true); // nobody is there to answer
        window.close();
        QApplication::exit(exitInterrupted); // of dialogs that are open, too
    });
}

#else

void keepSignals() { }

CloseOnSignal::CloseOnSignal(QWidget& window) : QObject(&window) { }

#endif

} // namespace contrastlab
