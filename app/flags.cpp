// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Limits in the words of the parameter table.
#include "flags.h"

#include "base/joined.h"
#include "run/parameters.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace contrastlab {

namespace {

constexpr std::int64_t mostThreads = 1024;

CLI::Validator numberWithin(const Parameter& limits)
{
    const auto judge = [limits](const std::string& text) -> std::string {
        const auto value = parseValue(limits, text);
        if (value && !check(limits, *value)) return {};
        return "expected " + limitOf(limits) + ", found " + printable(text);
    };
    return { judge, limitOf(limits) }; // which the help shows
}

Parameter wholeLimits(std::int64_t least, std::int64_t most)
{
    return { .key = "",
        .label = "",
        .standard = std::int64_t(0),
        .minimum = static_cast<double>(least),
        .maximum = static_cast<double>(most) };
}

// Levenshtein's: insertions, deletions and replacements.
std::size_t editDistance(const std::string& a, const std::string& b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t(0));
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = std::min({ replaced, row[j] + 1, row[j - 1] + 1 });
        }
    }
    return row.back();
}

// "a known flag", with the nearest where one is near.
std::string knownFlag(const CLI::App& command, const std::string& flag)
{
    std::size_t least = flag.size() / 3 + 1; // so many letters may differ
    std::string nearest;
    for (const CLI::Option* option : command.get_options())
        for (const std::string& name : option->get_lnames())
            if (const auto distance = editDistance("--" + name, flag); distance < least) {
                least = distance;
                nearest = "--" + name;
            }
    return "a known flag" + (nearest.empty() ? "" : ", such as " + nearest);
}

} // namespace

CLI::Validator wholeNumber(std::int64_t least, std::int64_t most)
{
    return numberWithin(wholeLimits(least, most));
}

CLI::Validator wholeNumber(std::int64_t least)
{
    return wholeNumber(least, 9'000'000'000'000'000); // what the table counts as unlimited
}

CLI::Validator realNumber(double least, double most)
{
    return numberWithin(
        { .key = "", .label = "", .standard = 0.0, .minimum = least, .maximum = most });
}

CLI::Validator oneOf(const std::vector<std::string>& names)
{
    const auto judge = [names](const std::string& text) -> std::string {
        if (std::ranges::find(names, text) != names.end()) return {};
        return "expected one of " + joined(names) + ", found " + printable(text);
    };
    return { judge, "{" + joined(names, {}, ",") + "}" }; // which the help shows
}

CLI::Validator someOf(const std::vector<std::string>& names)
{
    const CLI::Validator one = oneOf(names);
    const auto judge = [one](const std::string& text) -> std::string {
        std::vector<std::string> found = CLI::detail::split(text, ',');
        for (std::string& name : found)
            if (const std::string problem = one(name); !problem.empty()) return problem;
        return {};
    };
    return { judge, one.get_description() };
}

void addThreadsFlag(CLI::App& command, std::string& text)
{
    command.add_option("--threads", text, "Threads of the engine; 0: one a processor [0]");
}

int threadsFrom(const std::string& text, ProblemLog& log)
{
    if (text.empty()) return 0;
    const Parameter limits = wholeLimits(0, mostThreads);
    const auto value = parseValue(limits, text);
    if (value && !check(limits, *value)) return static_cast<int>(std::get<std::int64_t>(*value));
    log.add(Problem { "--threads", text, limitOf(limits) });
    return 0;
}

std::vector<std::string> unknownArguments(const CLI::App& command)
{
    std::vector<std::string> problems;
    bool afterFlag = false; // a value of the flag before it, which is told
    for (const std::string& argument : command.remaining()) {
        const bool isFlag = argument.starts_with('-') && argument.size() > 1;
        if (isFlag || !afterFlag) {
            const std::string flag = argument.substr(0, argument.find('='));
            problems.push_back(printable(argument) + ": expected "
                + (isFlag ? knownFlag(command, flag) : "no more arguments") + " (see --help)");
        }
        afterFlag = isFlag && argument.find('=') == std::string::npos;
    }
    return problems;
}

} // namespace contrastlab
