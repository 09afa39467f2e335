// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lists of captions in one cell. Any thread.
#include "media/bytes/text_file.h"
#include "media/listing/records.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace contrastlab {

namespace {

/// A list as Python prints it; nothing where it is none.
std::vector<std::string> pythonList(std::string_view cell)
{
    std::vector<std::string> texts;
    std::size_t at = 1;
    const auto skip = [&](std::string_view these) {
        at = std::min(cell.find_first_not_of(these, at), cell.size());
    };
    for (skip(" \n"); at + 1 < cell.size(); skip(" ,\n")) {
        const char quote = cell[at];
        if (quote != '\'' && quote != '"') return {};
        std::string text;
        for (++at; at < cell.size() && cell[at] != quote; ++at) {
            const bool escaped = cell[at] == '\\' && at + 1 < cell.size();
            if (escaped) ++at;
            text += escaped && cell[at] == 'n' ? ' ' : cell[at];
        }
        if (at >= cell.size()) return {};
        ++at;
        texts.push_back(std::move(text));
    }
    return texts;
}

} // namespace

std::vector<std::string> textsOfCell(const std::string& cell)
{
    const auto inside = trimmed(cell);
    if (!inside.starts_with('[') || !inside.ends_with(']')) return { cell };
    const auto json = nlohmann::json::parse(inside, nullptr, false);
    if (!json.is_array()) {
        std::vector<std::string> texts = pythonList(inside);
        return texts.empty() ? std::vector<std::string> { cell } : texts;
    }
    std::vector<std::string> texts;
    for (const auto& entry : json)
        if (entry.is_string()) texts.push_back(entry.get<std::string>());
    if (texts.empty() && !json.empty()) return { cell };
    return texts;
}

} // namespace contrastlab
