// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One thread at a time.
#include "loading_line.h"

#include <cmath>
#include <cstdio>
#include <memory>
#include <unistd.h>

namespace contrastlab {

namespace {

constexpr std::chrono::milliseconds firstLine { 1000 };
constexpr std::chrono::milliseconds nextLines { 5000 };

const char* nameOf(LoadPhase phase)
{
    switch (phase) {
    case LoadPhase::listing:
        return "listing";
    case LoadPhase::checking:
        return "checking";
    case LoadPhase::encoding:
        return "encoding";
    case LoadPhase::decoding:
        break;
    }
    return "decoding";
}

} // namespace

std::string duration(double seconds)
{
    const auto whole = static_cast<long long>(std::ceil(seconds));
    const auto joined = [](long long large, const char* one, long long small, const char* other) {
        return std::to_string(large) + one + (small > 0 ? " " + std::to_string(small) + other : "");
    };
    if (whole >= 3600) return joined(whole / 3600, " h", whole % 3600 / 60, " min");
    if (whole >= 60) return joined(whole / 60, " min", whole % 60, " s");
    return std::to_string(whole) + " s";
}

std::string describe(const LoadProgress& progress)
{
    std::string text = nameOf(progress.phase);
    if (progress.total <= 0) return text;
    text += " " + std::to_string(progress.done) + " of " + std::to_string(progress.total);
    if (progress.itemsPerSecond <= 0) return text;
    text += ", " + std::to_string(std::llround(progress.itemsPerSecond)) + " items/s";
    const auto left = static_cast<double>(progress.total - progress.done);
    if (left > 0) text += ", " + duration(left / progress.itemsPerSecond) + " left";
    return text;
}

std::string LoadingLine::at(Clock::time_point now, const LoadProgress& progress)
{
    if (m_terminal) {
        const bool last = progress.total > 0 && progress.done >= progress.total;
        return "\r\033[K" + (last ? std::string() : describe(progress));
    }
    if (now - m_shown < (m_told ? nextLines : firstLine)) return {};
    m_shown = now;
    m_told = true;
    return "data: " + describe(progress) + "\n";
}

namespace {

/// Writes to standard error, and wipes a terminal's line when all is told.
class WrittenLine {
public:
    WrittenLine() : m_terminal(isatty(STDERR_FILENO) != 0), m_line(m_terminal, Clock::now()) { }
    ~WrittenLine()
    {
        if (m_terminal) write("\r\033[K");
    }
    WrittenLine(const WrittenLine&) = delete;
    WrittenLine& operator=(const WrittenLine&) = delete;

    void tell(const LoadProgress& progress) { write(m_line.at(Clock::now(), progress)); }

private:
    using Clock = LoadingLine::Clock;

    static void write(const std::string& text)
    {
        std::fputs(text.c_str(), stderr);
        std::fflush(stderr);
    }

    bool m_terminal;
    LoadingLine m_line;
};

} // namespace

ProgressCallback progressOnStandardError()
{
    return [line = std::make_shared<WrittenLine>()](
               const LoadProgress& progress) { line->tell(progress); };
}

} // namespace contrastlab
