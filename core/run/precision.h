// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The precision that a spec asks for, and whether this machine has it. Any thread.
#pragma once

#include "base/bfloat16.h"
#include "base/problem.h"
#include "run/run_spec.h"

#include <optional>

namespace contrastlab {

Precision precisionOf(const RunSpec& spec);

/// Why nothing is trained in bfloat16 here; nothing where it can be.
std::optional<Message> whyNoBfloat16();
/// What keeps a run with this spec from being trained here. It can be computed again, as slowly as
/// the emulation is: a run file from elsewhere can be looked at.
std::optional<Problem> precisionProblem(const RunSpec& spec);

} // namespace contrastlab
