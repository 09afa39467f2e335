// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The numbers of a run as a table. Any thread.
#pragma once

#include <QString>

namespace contrastlab {

class Run;

/// CSV with one row a step, and the held-out judgement where there is one. Throws InputError where
/// it cannot be written.
void writeMetrics(const Run& run, const QString& path);

} // namespace contrastlab
