// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// train --resume: a recorded run goes on, at its end or from an earlier step, as if it had never
// stopped.
#pragma once

#include "spec_options.h"

#include "media/open_data.h"
#include "run/run.h"
#include "run/run_setup.h"

#include <cstdint>
#include <memory>
#include <string>

namespace contrastlab {

struct ResumeOptions {
    std::string file;
    std::int64_t step = -1; ///< -1: where the run ended or broke off
};

struct Resumption {
    OpenedData data;
    std::shared_ptr<const RunSetup> setup;
    std::shared_ptr<Run> run;
    std::shared_ptr<const Checkpoint> from;
};

/// Reads the run, opens its data (where they are now, where `given` says so) and makes the other
/// changes that `given` names. The run takes its own place where `replaces`; else it is a branch.
/// Throws InputError or SpecError.
Resumption resume(const ResumeOptions& options, const GivenSpec& given, bool replaces, int threads);

} // namespace contrastlab
