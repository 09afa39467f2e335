// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The embedded emoji: 853 things, each drawn in four styles, and 360 people in two, all named in
// English and Chinese.
// Immutable; any thread.
#pragma once

#include "data/dataset.h"

#include <QImage>
#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <string>
#include <vector>

namespace contrastlab {

class Digest;

/// One emoji in words.
struct EmojiText {
    std::string label; ///< "dog face", "狗脸"
    std::vector<std::string> tags;
};

struct Emoji {
    std::string hexcode; ///< code points, "1F408-200D-2B1B"
    std::string character; ///< the same as UTF-8
    int group = 0; ///< of people the profession
    int subgroup = 0; ///< of people whether a woman, a man, or neither said
    int tone = -1; ///< of the skin; -1 for things
    EmojiText en;
    EmojiText zh;
};

struct EmojiStyle {
    std::string key; ///< "noto", the file's name
    std::string name; ///< "Noto Emoji"
    std::string license; ///< SPDX name
};

class EmojiPack {
public:
    /// Reads the embedded files and decodes all drawings ("emoji": 31 MB, 0.2 s; "people": 7 MB).
    /// Throws InputError where they are not what they should be.
    static std::shared_ptr<const EmojiPack> load(const std::string& name = "emoji");

    [[nodiscard]] const std::string& name() const { return m_name; }

    [[nodiscard]] Index size() const { return static_cast<Index>(m_items.size()); }
    [[nodiscard]] const Emoji& item(Index index) const
    {
        return m_items[static_cast<std::size_t>(index)];
    }
    [[nodiscard]] const std::vector<EmojiStyle>& styles() const { return m_styles; }
    [[nodiscard]] const std::vector<DisplayName>& groups() const { return m_groups; }
    [[nodiscard]] const std::vector<DisplayName>& subgroups() const { return m_subgroups; }
    [[nodiscard]] const std::vector<DisplayName>& tones() const { return m_tones; }

    /// Side of a drawing in pixels: 48.
    [[nodiscard]] int side() const { return m_side; }
    /// One drawing, side x side, on a transparent ground.
    [[nodiscard]] QImage drawing(Index item, int style) const;
    /// Names the content of text and drawings.
    [[nodiscard]] const std::string& digest() const { return m_digest; }

private:
    void readIndex(Digest& digest);
    void parseIndex(const nlohmann::json& index);
    void readDrawings(Digest& digest);

    std::string m_name;
    std::vector<Emoji> m_items;
    std::vector<EmojiStyle> m_styles;
    std::vector<DisplayName> m_groups;
    std::vector<DisplayName> m_subgroups;
    std::vector<DisplayName> m_tones; ///< empty for things
    std::vector<QImage> m_atlases; ///< one a style: a column of drawings in the order of the items
    int m_side = 0;
    std::string m_digest;
};

} // namespace contrastlab
