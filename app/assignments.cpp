// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// All problems are collected before any is told.
#include "assignments.h"

#include "base/joined.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <sstream>

namespace contrastlab {

namespace {

std::optional<double> numberFrom(const std::string& text)
{
    double value = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc() || stop != end || !std::isfinite(value)) return std::nullopt;
    return value;
}

std::string limitOf(const NumberSetting& setting)
{
    std::ostringstream text;
    text << (setting.isWhole ? "a whole number" : "a number") << " from " << setting.minimum
         << " to " << setting.maximum;
    return text.str();
}

std::string keysOf(const std::vector<NumberSetting>& settings)
{
    const std::string keys = joined(settings, &NumberSetting::key);
    return keys.empty() ? "no key: this method has no settings" : "one of " + keys;
}

std::optional<Problem> applyOne(
    const std::string& key, const std::string& text, const std::vector<NumberSetting>& settings)
{
    const auto setting = std::find_if(
        settings.begin(), settings.end(), [&](const NumberSetting& s) { return s.key == key; });
    if (setting == settings.end()) return Problem { "--set", key, keysOf(settings) };
    const std::optional<double> value = numberFrom(text);
    const bool fits = value && *value >= setting->minimum && *value <= setting->maximum
        && (!setting->isWhole || *value == std::floor(*value));
    if (!fits) return Problem { key, text, limitOf(*setting) };
    *setting->value = *value;
    return std::nullopt;
}

} // namespace

std::vector<std::pair<std::string, std::string>> splitAssignments(
    const std::vector<std::string>& texts, std::vector<Problem>& problems)
{
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const std::string& text : texts) {
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos)
            problems.push_back({ "--set", text, "KEY=VALUE" });
        else
            pairs.emplace_back(text.substr(0, equals), text.substr(equals + 1));
    }
    return pairs;
}

void applyAssignments(
    const std::vector<std::string>& texts, const std::vector<NumberSetting>& settings)
{
    std::vector<Problem> problems;
    for (const auto& [key, value] : splitAssignments(texts, problems))
        if (auto problem = applyOne(key, value, settings)) problems.push_back(std::move(*problem));
    if (!problems.empty()) throw SpecError(problems);
}

} // namespace contrastlab
