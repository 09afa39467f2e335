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

namespace contrastlab {

namespace {

using Json = nlohmann::json;

EmojiText emojiText(const Json& text)
{
    return { text.at("label"), text.at("tags").get<std::vector<std::string>>() };
}

/// Fills `names` and returns the place of each key.
std::map<std::string, int> readNames(const Json& list, std::vector<DisplayName>& names)
{
    std::map<std::string, int> places;
    for (const Json& entry : list) {
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
    return std::move(atlas).convertToFormat(QImage::Format_ARGB32_Premultiplied);
}

std::string_view bytesOf(const QByteArray& bytes)
{
    return { bytes.data(), static_cast<std::size_t>(bytes.size()) };
}

} // namespace

std::shared_ptr<const EmojiPack> EmojiPack::load(const std::string& name)
{
    auto pack = std::make_shared<EmojiPack>();
    pack->m_name = name;
    Digest digest;
    pack->readIndex(digest);
    pack->readDrawings(digest);
    pack->m_digest = digest.hex();
    return pack;
}

void EmojiPack::readIndex(Digest& digest)
{
    const QString file = QStringLiteral("%1/%1.json").arg(QString::fromStdString(m_name));
    const QByteArray bytes = embeddedFile(file);
    digest.add(bytesOf(bytes));
    try {
        parseIndex(Json::parse(bytes.begin(), bytes.end()));
    } catch (const std::exception& error) { // of the parser, or a key that is not there
        throw InputError(file.toStdString(), "", error.what());
    }
}

void EmojiPack::parseIndex(const Json& index)
{
    m_side = index.at("tile");
    for (const Json& style : index.at("styles"))
        m_styles.push_back({ style.at("key"), style.at("name"), style.at("license") });
    const auto groups = readNames(index.at("groups"), m_groups);
    const auto subgroups = readNames(index.at("subgroups"), m_subgroups);
    const auto tones = readNames(index.value("tones", Json::array()), m_tones);
    for (const Json& item : index.at("items"))
        m_items.push_back({ item.at("hexcode"), item.at("emoji"), groups.at(item.at("group")),
            subgroups.at(item.at("subgroup")), tones.empty() ? -1 : tones.at(item.at("tone")),
            emojiText(item.at("en")), emojiText(item.at("zh")) });
}

void EmojiPack::readDrawings(Digest& digest)
{
    for (const EmojiStyle& style : m_styles) {
        const QString file =
            QStringLiteral("%1/%2.png")
                .arg(QString::fromStdString(m_name), QString::fromStdString(style.key));
        const QByteArray png = embeddedFile(file);
        digest.add(bytesOf(png));
        m_atlases.push_back(decodeAtlas(file, png, m_side, size()));
    }
}

QImage EmojiPack::drawing(Index item, int style) const
{
    const QImage& atlas = m_atlases.at(static_cast<std::size_t>(style));
    return atlas.copy(0, static_cast<int>(item) * m_side, m_side, m_side);
}

} // namespace contrastlab
