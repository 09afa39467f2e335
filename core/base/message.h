// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the core has to say to people: a sentence and what stands in it, so that the window says it
// in the reader's language and the command line in English. Values; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace contrastlab {

/// A `const char*` is a sentence of the program, in English; it doubles as the code by which the
/// window finds its translation (context "Message"), so it is marked with QT_TRANSLATE_NOOP where
/// it stands. A `std::string` is quoted: a name, a number, other people's words; nobody translates
/// it.
struct Message {
    std::string sentence; ///< with %1 ... %9 where arguments stand
    std::vector<Message> arguments;
    bool quoted = false;

    Message() = default;
    Message(const char* code, std::vector<Message> parts = {})
        : sentence(code)
        , arguments(std::move(parts))
    {
    }
    Message(std::string text) : sentence(std::move(text)), quoted(true) { }
    [[nodiscard]] bool empty() const { return sentence.empty(); }
    /// Whether this is the sentence, whatever stands in it.
    [[nodiscard]] bool is(std::string_view code) const { return !quoted && sentence == code; }
    friend bool operator==(const Message&, const Message&) = default;
};

/// Control characters (line ends above all) as spaces: names of files may hold anything.
std::string oneLine(std::string text);
/// Of all that is quoted.
Message oneLined(Message message);

/// `sentence` with the arguments in place.
std::string fillIn(std::string_view sentence, const std::vector<std::string>& arguments);
/// The message in English; what is quoted within a sentence stays on its line.
std::string english(const Message& message);

// Places in a file, counted from 1 (bytes from 0).
Message linePlace(std::int64_t line);
Message rowPlace(std::int64_t row);
Message bytePlace(std::int64_t byte);
/// "captions.txt, line 7"; one of them alone where the other is empty.
Message joinedPlace(Message file, Message place);

/// What the system says of an errno: the frequent ones are marked for translation.
Message systemReason(int error);

} // namespace contrastlab
