// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a parameter is: its value, its row in the table, what its text means and where its limits
// lie. Plain values and pure functions, any thread.
#pragma once

#include "base/problem.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace contrastlab {

using ParameterValue = std::variant<bool, std::int64_t, double, std::string>;

enum class Scale { linear, logarithmic, powersOfTwo };
enum class Applies {
    live, ///< takes effect at the next step
    restart ///< begins a new run
};
enum class Section { data, model, objective, optimizer, batch, damage, run };

/// A value of a choice, as it is written and as people read it (English source text).
struct Choice {
    std::string_view value;
    std::string_view label;
    std::string_view heading {}; ///< that it stands under in a list, as its neighbours do; or empty
    std::string_view purpose {}; ///< what it is for, in one line; or empty
};

/// The row concerns a run only where the parameter `key` has one of these values. Empty key:
/// always.
struct Relevance {
    std::string_view key;
    std::vector<std::string_view> values;
};

/// One row: it drives flag, spec file, validation, form, tooltip and translation.
struct Parameter {
    std::string_view key; ///< "learning_rate"; the flag is --learning-rate
    std::string_view label; ///< English source text, as are unit and help
    Section section = Section::run;
    Applies applies = Applies::live;
    ParameterValue standard = 0.0; ///< the default; its alternative is the parameter's type
    double minimum = 0;
    double maximum = 0;
    bool aboveMinimum = false; ///< the minimum itself is not allowed
    Scale scale = Scale::linear;
    std::string_view unit;
    std::string_view help;
    std::vector<Choice> choices; ///< of a text parameter that is a choice
    Relevance relevance;
    bool advanced = false; ///< folded away in the form at first
};

/// A maximum from here on is none.
inline constexpr double unlimited = 9.0e15;

/// The text reads back as the same value; numbers with all their digits.
std::string toText(const ParameterValue& value);
/// The value that the text means for this parameter, or nothing where it is none of its type.
std::optional<ParameterValue> parseValue(const Parameter& parameter, std::string_view text);
/// "a number above 0, at most 100", "one of clip, infonce, ..."
std::string limitOf(const Parameter& parameter);
/// Nothing where the value lies within the parameter's limits.
std::optional<Problem> check(const Parameter& parameter, const ParameterValue& value);

/// Appends the rows of one choice (an objective, an optimiser) to those of the others: relevant
/// where the parameter `chooser` has the value `choice`. A row that stands there already, because
/// another choice shares it, becomes relevant to both.
void addRowsOf(std::string_view choice, std::string_view chooser,
    const std::vector<Parameter>& rows, std::vector<Parameter>& to);

} // namespace contrastlab
