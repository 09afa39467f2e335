// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The embedded emoji (853 things and 741 faces, people, symbols and flags, each drawn in four
// styles, and 360 people at work in two, all named in English and Chinese), and 1,512 icons in six
// weights, named in English.
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
    std::size_t atlas = 0; ///< where its drawings are: files of a folder, and the place in them
    int place = 0;
};

struct EmojiStyle {
    std::string key; ///< "noto", the file's name
    std::string name; ///< "Noto Emoji"
    std::string license; ///< SPDX name
};

class EmojiPack {
public:
    /// Reads the embedded files and decodes all drawings ("emoji": 31 MB, 0.2 s, with all kinds 59
    /// MB; "people": 7 MB; "icons": 21 MB). `kinds` chooses among the emoji: "things", "faces",
    /// "people", "symbols" (and flags), "all". Throws InputError where they are not what they
    /// should be.
    static std::shared_ptr<const EmojiPack> load(
        const std::string& name = "emoji", const std::string& kinds = "things");
    /// Their names are there as sounds.
    static bool isSpoken(std::string_view name, std::string_view kinds)
    {
        return name == "emoji" && kinds == "things";
    }

    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] bool isSpoken() const { return isSpoken(m_name, m_kinds); }

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
    void readFolder(const std::string& folder, std::string_view kind, Digest& digest);
    /// Returns how many items the index has, those of other kinds among them.
    int parseIndex(const nlohmann::json& index, std::string_view kind);
    void readDrawings(const std::string& folder, int items, Digest& digest);

    std::string m_name;
    std::string m_kinds;
    std::vector<Emoji> m_items;
    std::vector<EmojiStyle> m_styles;
    std::vector<DisplayName> m_groups;
    std::vector<DisplayName> m_subgroups;
    std::vector<DisplayName> m_tones; ///< empty for things
    /// Of each folder one a style: a column of drawings in the order of its items.
    std::vector<std::vector<QImage>> m_atlases;
    int m_side = 0;
    std::string m_digest;
};

} // namespace contrastlab
