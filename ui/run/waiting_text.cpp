// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "run/waiting_text.h"

#include <QCoreApplication>

namespace contrastlab {

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(WaitingText)
};

} // namespace

QString waitingText(const RunController& controller, const QString& first)
{
    if (controller.setup()) return first;
    if (controller.state() != RunController::State::ended) return Texts::tr("Preparing the data…");
    return controller.outcome().kind == RunOutcome::Kind::failed
        ? Texts::tr("The data could not be opened.")
        : Texts::tr("No data are loaded.");
}

} // namespace contrastlab
