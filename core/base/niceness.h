// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How a thread stands back behind others, and how far each kind of work does behind the run in
// front, whose threads have the usual niceness: where that run pauses, the rest has the processors
// to itself. Any thread, for itself.
#pragma once

namespace contrastlab {

/// What a person holding a slider waits for: the run in front keeps three quarters of its pace.
inline constexpr int foresightNiceness = 5;
/// What the views show. Every stretch that another thread takes from one training thread makes the
/// rest wait, too.
inline constexpr int viewNiceness = 10;
/// Many runs, which may take long: the run in front keeps more than three quarters of its pace.
inline constexpr int sweepNiceness = 15;

/// This thread, and those that it starts from now on, take a smaller share of a processor that
/// others want, too: beside one of usual niceness 1 / (1 + 1.25^n). Cannot be taken back. Where
/// threads have no niceness of their own (only Linux has it), nothing happens.
void standBack(int niceness);

} // namespace contrastlab
