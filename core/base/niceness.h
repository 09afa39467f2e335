// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How a thread stands back behind others. Any thread, for itself.
#pragma once

namespace contrastlab {

/// This thread, and those that it starts from now on, take a smaller share of a processor that
/// others want, too: beside one of usual niceness 1 / (1 + 1.25^n). Cannot be taken back. Where
/// threads have no niceness of their own (only Linux has it), nothing happens.
void standBack(int niceness);

} // namespace contrastlab
