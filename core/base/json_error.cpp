// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The library's sentence, without the number and the place that it puts before it.
#include "base/json_error.h"

#include <algorithm>

namespace contrastlab {

namespace {

std::string sentenceOf(std::string text)
{
    for (const char* before : { "] ", "column " })
        if (const auto found = text.find(before); found != std::string::npos)
            text = text.substr(found + std::string_view(before).size());
    const auto colon = text.find(": ");
    const bool place = colon != std::string::npos && colon < 20; // "17: "
    return withoutControls(place ? text.substr(colon + 2) : text);
}

} // namespace

InputError jsonError(std::string_view text, const std::string& file, std::size_t position,
    const nlohmann::json::exception& error)
{
    const std::string_view read = text.substr(0, position > 0 ? position - 1 : 0);
    const auto line = std::count(read.begin(), read.end(), '\n') + 1;
    const std::size_t column = read.size() - (read.rfind('\n') + 1) + 1;
    return InputError(file, "line " + std::to_string(line) + ", column " + std::to_string(column),
        "expected JSON: " + sentenceOf(error.what()));
}

} // namespace contrastlab
