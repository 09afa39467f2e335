// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is wrong with an input, as data: a list of Problem for a spec, an InputError for a file.
#pragma once

#include "base/message.h"

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace contrastlab {

/// One thing wrong in a spec: which field, the value as it was given, and the limit that it breaks.
struct Problem {
    std::string field;
    std::string value;
    Message limit; ///< "a number above 0, at most 100"
    std::string file {}; ///< that the value stands in; empty where it stands in none
    friend bool operator==(const Problem&, const Problem&) = default;
};

/// "temperature = 0: expected a number above 0, at most 100", with the file before it where there
/// is one.
std::string describe(const Problem& problem);
/// One problem a line.
std::string describe(const std::vector<Problem>& problems);

/// Text from outside as it may stand in a message: control characters as '?', so that it stays on
/// its line and a terminal takes no orders from it.
std::string withoutControls(std::string_view text);
/// The same, and at most 80 bytes of it.
std::string printable(std::string_view text);

/// Input that cannot be used. what() is one line in English: file, place, what was expected.
class InputError : public std::runtime_error {
public:
    InputError(std::string file, Message place, Message expectation)
        : std::runtime_error(
            withoutControls(english(joinedPlace(file, place)) + ": " + english(expectation)))
        , m_file(std::move(file))
        , m_place(std::move(place))
        , m_expectation(std::move(expectation))
    {
    }
    [[nodiscard]] const std::string& file() const { return m_file; }
    /// In English, as what() has them.
    [[nodiscard]] std::string place() const { return english(m_place); }
    [[nodiscard]] std::string expectation() const { return english(m_expectation); }
    /// The same, to be said in any language.
    [[nodiscard]] const Message& placeMessage() const { return m_place; }
    [[nodiscard]] const Message& message() const { return m_expectation; }

private:
    std::string m_file;
    Message m_place;
    Message m_expectation;
};

/// A spec that cannot be run, with all its problems.
class SpecError : public std::runtime_error {
public:
    explicit SpecError(std::vector<Problem> problems)
        : std::runtime_error(describe(problems))
        , m_problems(std::move(problems))
    {
    }
    [[nodiscard]] const std::vector<Problem>& problems() const { return m_problems; }

private:
    std::vector<Problem> m_problems;
};

} // namespace contrastlab
