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

} // namespace contrastlab
