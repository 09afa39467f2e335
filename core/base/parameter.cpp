// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Texts, values and limits.
#include "base/parameter.h"
#include "base/joined.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace contrastlab {

namespace {

using Integer = std::int64_t;

// Reads a whole text as one number; Chinese or German users may not type another decimal point.
template <class Number> std::optional<Number> wholeNumber(std::string_view text)
{
    Number number {};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::string shortNumber(double number)
{
    char text[40];
    const auto end = std::to_chars(text, text + sizeof text, number).ptr;
    return { text, end };
}

std::optional<ParameterValue> parseBool(std::string_view text)
{
    for (const std::string_view yes : { "true", "on", "yes", "1" })
        if (text == yes) return true;
    for (const std::string_view no : { "false", "off", "no", "0" })
        if (text == no) return false;
    return std::nullopt;
}

// "256" as well as "2.56e2", which spreadsheets like to write.
std::optional<ParameterValue> parseInteger(std::string_view text)
{
    if (const auto integer = wholeNumber<Integer>(text)) return *integer;
    const auto real = wholeNumber<double>(text);
    if (!real || std::floor(*real) != *real || std::abs(*real) > unlimited) return std::nullopt;
    return static_cast<Integer>(*real);
}

} // namespace

std::string toText(const ParameterValue& value)
{
    if (const bool* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
    if (const Integer* integer = std::get_if<Integer>(&value)) return std::to_string(*integer);
    if (const double* real = std::get_if<double>(&value)) return shortNumber(*real);
    return std::get<std::string>(value);
}

std::optional<ParameterValue> parseValue(const Parameter& parameter, std::string_view text)
{
    if (std::holds_alternative<bool>(parameter.standard)) return parseBool(text);
    if (std::holds_alternative<Integer>(parameter.standard)) return parseInteger(text);
    if (std::holds_alternative<double>(parameter.standard)) {
        if (const auto real = wholeNumber<double>(text)) return *real;
        return std::nullopt;
    }
    return std::string(text);
}

std::string limitOf(const Parameter& parameter)
{
    if (std::holds_alternative<bool>(parameter.standard)) return "true or false";
    if (std::holds_alternative<std::string>(parameter.standard)) {
        if (parameter.choices.empty()) return "a text";
        return "one of " + joined(parameter.choices, &Choice::value);
    }
    const bool integer = std::holds_alternative<Integer>(parameter.standard);
    std::string limit = integer ? "a whole number " : "a number ";
    limit += (parameter.aboveMinimum ? "above " : "of at least ") + shortNumber(parameter.minimum);
    if (parameter.maximum < unlimited) limit += ", at most " + shortNumber(parameter.maximum);
    return limit;
}

std::optional<Problem> check(const Parameter& parameter, const ParameterValue& value)
{
    const auto problem = [&] {
        return Problem { std::string(parameter.key), toText(value), limitOf(parameter) };
    };
    if (value.index() != parameter.standard.index()) return problem();
    if (const std::string* text = std::get_if<std::string>(&value)) {
        const bool known = parameter.choices.empty()
            || std::any_of(parameter.choices.begin(), parameter.choices.end(),
                [&](const Choice& choice) { return choice.value == *text; });
        return known ? std::nullopt : std::optional(problem());
    }
    if (std::holds_alternative<bool>(value)) return std::nullopt;
    const Integer* integer = std::get_if<Integer>(&value);
    const double number = integer ? static_cast<double>(*integer) : std::get<double>(value);
    // Written so that not-a-number fails.
    const bool high =
        parameter.aboveMinimum ? number > parameter.minimum : number >= parameter.minimum;
    return high && number <= parameter.maximum ? std::nullopt : std::optional(problem());
}

void addRowsOf(std::string_view choice, std::string_view chooser,
    const std::vector<Parameter>& rows, std::vector<Parameter>& to)
{
    for (const Parameter& row : rows) {
        auto found = std::ranges::find(to, row.key, &Parameter::key);
        if (found == to.end()) {
            found = to.insert(to.end(), row);
            found->relevance = { chooser, {} };
        }
        found->relevance.values.push_back(choice);
    }
}

} // namespace contrastlab
