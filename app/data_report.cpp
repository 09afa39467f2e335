// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Standard output stays free for the summary.
#include "data_report.h"

#include <algorithm>
#include <cstdio>
#include <string>

namespace contrastlab {

namespace {

constexpr std::size_t problemsShown = 10;

std::string counted(const char* what, Index count)
{
    return count > 0 ? std::string("; ") + what + ": " + std::to_string(count) : std::string();
}

} // namespace

void printProblems(const DatasetReport& report)
{
    for (const Message& hint : report.hints)
        std::fprintf(stderr, "data: %s\n", oneLine(english(hint)).c_str());
    if (report.problemCount == 0) return;
    const std::string counts = counted("unreadable files", report.unreadable)
        + counted("without a partner", report.withoutPartner)
        + counted("rows that cannot be used", report.badRows)
        + counted("repeated captions", report.repeatedCaptions)
        + counted("repeated files", report.repeatedFiles);
    std::fprintf(stderr, "data: %lld of %lld items train or are held out%s\n",
        static_cast<long long>(report.items), static_cast<long long>(report.listed),
        counts.c_str());
    const std::size_t shown = std::min(report.problems.size(), problemsShown);
    for (std::size_t i = 0; i < shown; ++i)
        std::fprintf(stderr, "data: %s\n", describe(report.problems[i]).c_str());
    const auto more = report.problemCount - static_cast<Index>(shown);
    if (more > 0)
        std::fprintf(stderr,
            "data: and %lld more (contrastlab-cli datasets PATH --check lists them)\n",
            static_cast<long long>(more));
}

void printLate(const LateProblems* late)
{
    if (!late || late->count() == 0) return;
    std::fprintf(stderr,
        "data: files that could not be decoded while training went on, and were seen as the ground "
        "colour: %zu\n",
        late->count());
    const auto problems = late->list();
    for (std::size_t i = 0; i < std::min(problems.size(), problemsShown); ++i)
        std::fprintf(stderr, "data: %s\n", describe(problems[i]).c_str());
}

} // namespace contrastlab
