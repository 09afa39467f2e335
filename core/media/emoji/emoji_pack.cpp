// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads the lists and the atlases that scripts/make_emoji_pack and make_people_pack make.
#include "media/emoji/emoji_pack.h"

#include "base/digest.h"
#include "base/problem.h"
#include "media/emoji/embedded_file.h"

#include <nlohmann/json.hpp>

#include <map>
#include <set>

namespace contrastlab {

namespace {

using Json = nlohmann::json;

EmojiText emojiText(const Json& text)
{
    return { text.at("label"), text.at("tags").get<std::vector<std::string>>() };
}

/// Fills `names` with those of the keys that are used, and returns the place of each.
std::map<std::string, int> readNames(
    const Json& list, const std::set<std::string>& used, std::vector<DisplayName>& names)
{
    std::map<std::string, int> places;
    for (const Json& entry : list) {
        if (!used.contains(entry.at("key"))) continue;
        places[entry.at("key")] = static_cast<int>(names.size());
        names.push_back({ entry.at("en"), entry.at("zh") });
    }
    return places;
}

/// A column of `count` square drawings.
QImage decodeAtlas(const QString& file, const QByteArray& png, int side, Index count)
{
    QImage atlas = QImage::fromData(png, "PNG");
    if (atlas.width() != side || atlas.height() != side * count)
        throw InputError(file.toStdString(), "",
            { QT_TRANSLATE_NOOP("Message", "expected a PNG of %1 x %2 pixels"),
                { std::to_string(side), std::to_string(side * count) } });
    // Greys stay a byte each.
    return std::move(atlas).convertToFormat(
        atlas.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_Grayscale8);
}

/// By the names of its groups; the empty kind is all.
bool isOfKind(const std::string& group, std::string_view kind)
{
    return kind.empty() || (kind == "faces" && group == "smileys-emotion")
        || (kind == "people" && group == "people-body")
        || (kind == "symbols" && (group == "symbols" || group == "flags"));
}

std::string_view bytesOf(const QByteArray& bytes)
{
    return { bytes.data(), static_cast<std::size_t>(bytes.size()) };
}

} // namespace

std::shared_ptr<const EmojiPack> EmojiPack::load(const std::string& name, const std::string& kinds)
{
    auto pack = std::make_shared<EmojiPack>();
    pack->m_name = name;
    pack->m_kinds = kinds;
    const bool chosen = name == "emoji" && kinds != "things";
    Digest digest;
    if (!chosen || kinds == "all") pack->readFolder(name, {}, digest);
    if (chosen) {
        pack->readFolder("more-emoji", kinds == "all" ? std::string() : kinds, digest);
        digest.add(std::string_view(kinds));
    }
    pack->m_digest = digest.hex();
    return pack;
}

void EmojiPack::readFolder(const std::string& folder, std::string_view kind, Digest& digest)
{
    const QString file = QStringLiteral("%1/%1.json").arg(QString::fromStdString(folder));
    const QByteArray bytes = embeddedFile(file);
    digest.add(bytesOf(bytes));
    int items = 0;
    try {
        items = parseIndex(Json::parse(bytes.begin(), bytes.end()), kind);
    } catch (const std::exception& error) { // of the parser, or a key that is not there
        throw InputError(file.toStdString(), "", error.what());
    }
    readDrawings(folder, items, digest);
}

int EmojiPack::parseIndex(const Json& index, std::string_view kind)
{
    m_side = index.at("tile");
    m_styles.clear(); // the same of every folder
    for (const Json& style : index.at("styles"))
        m_styles.push_back({ style.at("key"), style.at("name"), style.at("license") });
    std::set<std::string> used[3];
    for (const Json& item : index.at("items"))
        if (isOfKind(item.at("group"), kind)) {
            used[0].insert(item.at("group"));
            used[1].insert(item.at("subgroup"));
            used[2].insert(item.value("tone", std::string()));
        }
    const auto groups = readNames(index.at("groups"), used[0], m_groups);
    const auto subgroups = readNames(index.at("subgroups"), used[1], m_subgroups);
    const auto tones = readNames(index.value("tones", Json::array()), used[2], m_tones);
    int place = 0;
    for (const Json& item : index.at("items")) {
        if (isOfKind(item.at("group"), kind))
            m_items.push_back({ item.at("hexcode"), item.at("emoji"), groups.at(item.at("group")),
                subgroups.at(item.at("subgroup")), tones.empty() ? -1 : tones.at(item.at("tone")),
                emojiText(item.at("en")), emojiText(item.at("zh")), m_atlases.size(), place });
        ++place;
    }
    return place;
}

void EmojiPack::readDrawings(const std::string& folder, int items, Digest& digest)
{
    auto& atlases = m_atlases.emplace_back();
    for (const EmojiStyle& style : m_styles) {
        const QString file =
            QStringLiteral("%1/%2.png")
                .arg(QString::fromStdString(folder), QString::fromStdString(style.key));
        const QByteArray png = embeddedFile(file);
        digest.add(bytesOf(png));
        atlases.push_back(decodeAtlas(file, png, m_side, items));
    }
}

QImage EmojiPack::drawing(Index item, int style) const
{
    const Emoji& emoji = m_items.at(static_cast<std::size_t>(item));
    const QImage& atlas = m_atlases.at(emoji.atlas).at(static_cast<std::size_t>(style));
    return atlas.copy(0, emoji.place * m_side, m_side, m_side)
        .convertToFormat(QImage::Format_ARGB32_Premultiplied);
}

} // namespace contrastlab
