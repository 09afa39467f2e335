// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What standard error says of data that are being read and have been read. Any one thread.
#pragma once

#include "media/dataset_loader.h"

#include <string>
#include <vector>

namespace contrastlab {

/// How files were read: the format and why, what each column is taken for with the setting that
/// changes it, and the first three items. A line each; none of data that are built in.
std::vector<std::string> readingOf(const DatasetReport& report);
/// The same on standard error.
void printReading(const DatasetReport& report);

/// What would make the training better or faster, one line of counts and the first problems, where
/// files were read and something was wrong.
void printProblems(const DatasetReport& report);

/// Files that turned out damaged while training went on; null and none say nothing.
void printLate(const LateProblems* late);

} // namespace contrastlab
