// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The names that people give to columns, in the languages that they write. Pure; any thread.
#pragma once

#include <string>
#include <vector>

namespace contrastlab {

enum class ColumnRole { image, sound, file, caption, label, split };

/// Lower case, without spaces around, with "_" for what joins words: "Image Path" -> "image_path".
std::string plainColumnName(const std::string& name);

/// How well a plain name fits a role: 0 not at all, below 100 a word of it does ("my_photo"), 100
/// and more it is one of the known names, the more usual the higher.
int nameFit(const std::string& plain, ColumnRole role);

/// Names that mark a first line as a header, in lower case.
const std::vector<std::string>& knownColumns();

/// "caption_1" of Clotho, "comment 2", "caption3".
bool isNumberedCaption(const std::string& plain);
/// "caption_zh", "title_zh", "zh_text", or "zh" alone.
bool isLanguageColumn(const std::string& plain, const std::string& language);
/// Languages that columns of captions are looked for.
const std::vector<std::string>& columnLanguages();

} // namespace contrastlab
