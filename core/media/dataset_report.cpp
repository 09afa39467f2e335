// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any thread.
#include "media/dataset_report.h"

namespace contrastlab {

std::string describe(const DataProblem& problem)
{
    std::string line = problem.file;
    if (!problem.place.empty()) line += (line.empty() ? "" : ", ") + problem.place;
    return oneLine((line.empty() ? line : line + ": ") + english(problem.message));
}

void DatasetReport::add(DataProblem problem)
{
    ++problemCount;
    if (problems.size() < problemLimit) problems.push_back(std::move(problem));
}

} // namespace contrastlab
