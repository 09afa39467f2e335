// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace contrastlab {

/// What `textOf` says of each item of `range` (a text, or what one is made from), in their order,
/// with the separator between two: "adam, sgd".
template <class Range, class TextOf = std::identity>
std::string joined(const Range& range, TextOf textOf = {}, std::string_view separator = ", ")
{
    std::string text;
    bool isFirst = true;
    for (const auto& item : range) {
        if (!isFirst) text += separator;
        isFirst = false;
        text += std::invoke(textOf, item);
    }
    return text;
}

} // namespace contrastlab
