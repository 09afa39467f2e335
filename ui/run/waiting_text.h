// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a view says while it has nothing to show. Window thread.
#pragma once

#include "run/run_moment.h"

#include <QString>

namespace contrastlab {

/// That the data are prepared, that they could not be opened, that there are none; `first` once
/// they are there.
QString waitingText(const RunMoment& moment, const QString& first);
/// The same of a view that shows what is computed from weights, which a run that another program
/// recorded has none of.
QString weightsText(const RunMoment& moment, const QString& first);

} // namespace contrastlab
