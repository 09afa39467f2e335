// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A JSON text whose values know the line that they stand on, so that whoever reads a lesson's file
// can say where something is wrong. Any thread.
#pragma once

#include "base/problem.h"

#include <nlohmann/json.hpp>

#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace contrastlab {

/// One value of such a text. Whatever is not as expected throws InputError with file and line.
class LinedJson {
public:
    using Json = nlohmann::ordered_json;

    /// Texts of up to 1 MB.
    static LinedJson read(std::string_view text, const std::string& file);

    /// The member of an object. `at` wants it to be there.
    [[nodiscard]] LinedJson at(const std::string& key) const;
    [[nodiscard]] bool has(const std::string& key) const;
    /// Of an object, in the order of the file.
    [[nodiscard]] std::vector<std::string> keys() const;
    /// An object without any but these.
    void requireOnly(std::initializer_list<std::string_view> keys) const;
    /// Of an array, at least one.
    [[nodiscard]] std::vector<LinedJson> elements() const;
    [[nodiscard]] std::string text() const;
    [[nodiscard]] double number() const;
    [[nodiscard]] std::int64_t wholeNumber(std::int64_t least, std::int64_t most) const;
    [[nodiscard]] bool flag() const;
    [[nodiscard]] bool isText() const { return m_json->is_string(); }
    [[nodiscard]] bool isObject() const { return m_json->is_object(); }
    /// A text, a number or a flag, as it is written.
    [[nodiscard]] std::string scalar() const;

    [[noreturn]] void fail(Message expectation) const;

private:
    struct File;

    LinedJson(std::shared_ptr<const File> file, const Json* json, std::string pointer);

    std::shared_ptr<const File> m_file;
    const Json* m_json;
    std::string m_pointer;
};

} // namespace contrastlab
