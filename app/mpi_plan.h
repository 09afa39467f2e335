// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// contrastlab-mpi plan: what steps would take on machines that are not here.
#pragma once

#include "run/shard_cost.h"

#include <string>

namespace contrastlab {

/// Tables, one a batch size from 32,768 to 4,194,304: seconds a step with 8, 64 and 1,024
/// processes, what they go into, and from where on more processes make a step no shorter.
std::string planText(const ShardedStep& step, const Machine& machine);

} // namespace contrastlab
