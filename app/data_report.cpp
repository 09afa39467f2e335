// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Standard output stays free for the summary.
#include "data_report.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <unistd.h>

namespace contrastlab {

namespace {

constexpr std::size_t problemsShown = 10;

const char* nameOf(LoadPhase phase)
{
    switch (phase) {
    case LoadPhase::listing:
        return "listing";
    case LoadPhase::checking:
        return "checking";
    case LoadPhase::decoding:
        break;
    }
    return "decoding";
}

void show(const LoadProgress& progress)
{
    std::fprintf(stderr, "\r\033[K%s", nameOf(progress.phase));
    if (progress.total > 0)
        std::fprintf(stderr, " %lld/%lld  %.0f items/s", static_cast<long long>(progress.done),
            static_cast<long long>(progress.total), progress.itemsPerSecond);
    const bool last = progress.total > 0 && progress.done >= progress.total;
    if (last) std::fputs("\r\033[K", stderr);
    std::fflush(stderr);
}

std::string counted(const char* what, Index count)
{
    return count > 0 ? std::string("; ") + what + ": " + std::to_string(count) : std::string();
}

} // namespace

ProgressCallback progressOnTerminal()
{
    if (isatty(STDERR_FILENO) == 0) return {};
    return show;
}

void printProblems(const DatasetReport& report)
{
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

} // namespace contrastlab
