// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "run/waiting_text.h"

#include "run/foreign_run.h"

#include <QCoreApplication>

namespace contrastlab {

namespace {

struct WaitingTexts {
    Q_DECLARE_TR_FUNCTIONS(WaitingText)
};

} // namespace

QString waitingText(const RunMoment& moment, const QString& first)
{
    switch (moment.lack()) {
    case RunMoment::Lack::none:
        return first;
    case RunMoment::Lack::preparing:
        return WaitingTexts::tr("Preparing the data…");
    case RunMoment::Lack::failed:
        return WaitingTexts::tr("The data could not be opened.");
    case RunMoment::Lack::noData:
        return WaitingTexts::tr("No data are loaded.");
    }
    return {};
}

QString weightsText(const RunMoment& moment, const QString& first)
{
    if (!moment.run() || !isForeign(moment.run()->spec())) return waitingText(moment, first);
    return WaitingTexts::tr("Another program trained this run and recorded no weights: there is "
                            "nothing to compute this from.");
}

} // namespace contrastlab
