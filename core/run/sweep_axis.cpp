// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Values are told apart as the parameter's own text has them: 0.10 is 0.1.
#include "run/sweep_axis.h"

#include "base/translation_marks.h"
#include "run/parameters.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>

namespace contrastlab {

namespace {

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::vector<std::string_view> partsOf(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(separator, begin), text.size());
        parts.push_back(trimmed(text.substr(begin, end - begin)));
        begin = end + 1;
    }
    return parts;
}

template <class Number> std::optional<Number> numberFrom(std::string_view text)
{
    Number number {};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

// "log:0.01:1:9" taken apart.
struct Range {
    bool equalRatios = false;
    double first = 0;
    double last = 0;
    std::size_t count = 0;
    std::string_view firstText, lastText;

    [[nodiscard]] double at(std::size_t place) const
    {
        const double share = static_cast<double>(place) / static_cast<double>(count - 1);
        return equalRatios ? first * std::pow(last / first, share) : first + share * (last - first);
    }
};

bool looksLikeRange(std::string_view text)
{
    return text.starts_with("log:") || text.starts_with("linear:");
}

std::optional<Range> rangeFrom(std::string_view text)
{
    const auto parts = partsOf(text, ':');
    if (parts.size() != 4) return std::nullopt;
    const auto first = numberFrom<double>(parts[1]), last = numberFrom<double>(parts[2]);
    const auto count = numberFrom<std::size_t>(parts[3]);
    if (!first || !last || !count || *count < 2 || *count > mostSweptValues) return std::nullopt;
    if (!std::isfinite(*first) || !std::isfinite(*last) || *first == *last) return std::nullopt;
    const bool equalRatios = parts[0] == "log";
    if (equalRatios && (*first <= 0 || *last <= 0)) return std::nullopt;
    return Range { equalRatios, *first, *last, *count, parts[1], parts[2] };
}

std::string textOf(double number, bool whole)
{
    char text[40];
    const auto end = whole
        ? std::to_chars(text, text + sizeof text, std::round(number), std::chars_format::fixed).ptr
        : std::to_chars(text, text + sizeof text, number, std::chars_format::general, 6).ptr;
    return { text, end };
}

std::vector<std::string> valuesOf(const Range& range, bool whole)
{
    std::vector<std::string> values { std::string(range.firstText) };
    for (std::size_t place = 1; place + 1 < range.count; ++place)
        values.push_back(textOf(range.at(place), whole));
    values.emplace_back(range.lastText);
    return values;
}

std::string asItsParameterHasIt(const Parameter* parameter, const std::string& text)
{
    const auto value = parameter ? parseValue(*parameter, text) : std::nullopt;
    return value ? toText(*value) : text;
}

} // namespace

SweepAxis readAxis(std::string_view key, std::string_view given, std::vector<Problem>& problems)
{
    const std::string_view text = trimmed(given);
    SweepAxis axis { std::string(trimmed(key)), {} };
    const Parameter* parameter = findParameter(axis.key);
    const bool whole = parameter && std::holds_alternative<std::int64_t>(parameter->standard);
    std::vector<std::string> values;
    if (looksLikeRange(text)) {
        const auto range = rangeFrom(text);
        if (!range) {
            problems.push_back({ axis.key, std::string(text),
                { QT_TRANSLATE_NOOP("Message",
                      "log:FIRST:LAST:COUNT with numbers above 0, or linear:FIRST:LAST:COUNT, of 2 "
                      "to %1 values"),
                    { std::to_string(mostSweptValues) } } });
            return axis;
        }
        values = valuesOf(*range, whole);
    } else {
        for (const std::string_view part : partsOf(text, ','))
            values.emplace_back(part);
    }
    if (values.size() > mostSweptValues
        || std::ranges::any_of(values, [](const std::string& v) { return v.empty(); })) {
        problems.push_back({ axis.key, printable(text),
            { QT_TRANSLATE_NOOP("Message", "1 to %1 values with commas between"),
                { std::to_string(mostSweptValues) } } });
        return axis;
    }
    std::set<std::string> seen;
    for (const std::string& value : values)
        if (std::string one = asItsParameterHasIt(parameter, value); seen.insert(one).second)
            axis.values.push_back(std::move(one));
    return axis;
}

SweepAxis readAxis(std::string_view text, std::vector<Problem>& problems)
{
    const std::size_t equals = text.find('=');
    if (equals != std::string_view::npos && equals > 0)
        return readAxis(text.substr(0, equals), text.substr(equals + 1), problems);
    problems.push_back({ "--sweep", printable(text),
        "KEY=VALUE,VALUE,... or KEY=log:FIRST:LAST:COUNT or KEY=linear:FIRST:LAST:COUNT" });
    return {};
}

} // namespace contrastlab
