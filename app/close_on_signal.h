// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SIGINT, SIGTERM, SIGQUIT and SIGHUP close the window as its close button does, but ask nothing:
// settings are kept, training ends at a step, a long run that is in no file goes into one. The
// program then ends with status 130. Window thread.
#pragma once

#include <QObject>

class QWidget;

namespace contrastlab {

/// For main, before all else: from now on signals are kept for the window that is to come. What
/// whoever started the program has told it to ignore (nohup) stays ignored. A signal that comes
/// again, a second later or more, ends the program at once: something holds the closing up.
void keepSignals();

/// Takes the signals that came, and those that come.
///
///     signal -> a byte into a pipe -> QSocketNotifier -> QWidget::close(), exit(130)
class CloseOnSignal : public QObject {
public:
    explicit CloseOnSignal(QWidget& window);
};

} // namespace contrastlab
