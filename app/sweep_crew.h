// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The runs of a sweep on several processes: process 0 hands them out and has all files; each trains
// one at a time, on one thread, so that a run is the one that it would be alone.
#pragma once

#include "mail.h"

#include "run/sweep_runs.h"
#include "store/sweep_folder.h"

#include <chrono>

namespace contrastlab {

/// How long a process may be silent before its run is given to another.
constexpr std::chrono::seconds longestSilence { 60 };

/// As runSweep(), of process 0: trains runs itself, too. The file of a run that another has trained
/// is put into `folder`, which may be null. What a process that is lost was at is trained again.
void leadSweep(Mail& mail, SweepFolder* folder, const Sweep& sweep, const SweepWork& work,
    const std::stop_token& stop);

/// Of the others: trains what it is told, until it is told that all is done or process 0 is gone.
/// `work.keep` is not asked; the runs' files go to process 0 where it `keeps` them.
void followSweep(Mail& mail, bool keeps, const Sweep& sweep, SweepWork work);

} // namespace contrastlab
