// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Parameters that change nothing on the data at hand, so that nobody waits for what cannot come.
// Pure.
#pragma once

#include "base/problem.h"
#include "run/run_setup.h"

#include <optional>

namespace contrastlab {

/// Why a parameter changes nothing in runs on these data with this spec; nothing where it may.
std::optional<Message> idleReason(
    const Parameter& parameter, const RunSpec& spec, const RunSetup& setup);

} // namespace contrastlab
