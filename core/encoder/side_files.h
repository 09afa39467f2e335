// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The files beside an encoder: texts and JSON of bounded size, and values in it of the right kind.
// Any thread.
#pragma once

#include "base/message.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace contrastlab {

/// Of a file that is there. Throws InputError: not readable, or longer than 256 MB.
std::string sideText(const std::string& path);
/// Throws InputError, with line and column where it is no JSON.
nlohmann::json sideJson(const std::string& path);

/// The first of the names that is there, beside `file` or in the folder above it (exporters put
/// models into a folder "onnx"); nothing where none is.
std::optional<std::string> besideFile(const std::string& file, std::string_view name);

/// One JSON value with the file it stands in and its name, for messages.
class Setting {
public:
    Setting(const nlohmann::json& value, std::string file, std::string place = {})
        : m_value(&value)
        , m_file(std::move(file))
        , m_place(std::move(place))
    {
    }

    /// A null one where there is no such member.
    [[nodiscard]] Setting operator[](const char* key) const;
    [[nodiscard]] bool isNull() const { return m_value->is_null(); }
    [[nodiscard]] bool isObject() const { return m_value->is_object(); }
    [[nodiscard]] bool isArray() const { return m_value->is_array(); }
    [[nodiscard]] bool isText() const { return m_value->is_string(); }
    [[nodiscard]] bool isNumber() const { return m_value->is_number(); }
    [[nodiscard]] const nlohmann::json& value() const { return *m_value; }
    [[nodiscard]] const std::string& file() const { return m_file; }

    // Each throws InputError where the value is of another kind.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] std::int64_t whole(std::int64_t least, std::int64_t most) const;
    [[nodiscard]] double real() const;
    [[nodiscard]] bool flag() const;
    [[nodiscard]] std::vector<Setting> items() const;
    // `otherwise` where it is null.
    [[nodiscard]] std::string text(std::string otherwise) const;
    [[nodiscard]] bool flag(bool otherwise) const;

    /// Throws InputError: "expected <what>".
    [[noreturn]] void fail(Message what) const;
    /// Throws InputError: what it says is not understood; expected one of `known`.
    [[noreturn]] void failUnknown(const std::string& said, const std::string& known) const;

private:
    const nlohmann::json* m_value;
    std::string m_file;
    std::string m_place;
};

} // namespace contrastlab
