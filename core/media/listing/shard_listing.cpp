// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// webdataset: tar shards whose consecutive members with the same name up to the first dot of the
// last component are one sample. Read in place, never unpacked. One thread.
#include "media/bytes/limits.h"
#include "media/bytes/text_file.h"
#include "media/listing/listing.h"
#include "media/listing/tar_files.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace contrastlab {

namespace {

/// ^((?:.*/|)[^.]+)[.]([^/]*)$
bool splitKey(const std::string& name, std::string& key, std::string& field)
{
    const auto base = name.rfind('/') + 1;
    const auto dot = name.find('.', base);
    if (dot == std::string::npos || dot == base) return false;
    key = name.substr(0, dot);
    field = lowered(name.substr(dot + 1));
    return true;
}

/// Those of a sample's JSON as img2dataset and others write it: a text or a list of texts in the
/// first of these fields that has any, in capitals or not. Throws MediaError.
std::vector<std::string> jsonCaptions(const QByteArray& bytes, const std::string& name)
{
    using Json = nlohmann::json;
    Json json;
    try {
        json = Json::parse(bytes.begin(), bytes.end());
    } catch (const Json::exception& error) {
        const std::string why = error.what();
        throw MediaError(name, "",
            { sentences::jsonInvalid,
                { shortened(why.substr(std::min(why.find("] ") + 2, why.size())), 160) } });
    }
    std::vector<std::string> captions;
    if (!json.is_object()) return captions;
    for (const char* field : { "caption", "text", "title", "captions" }) {
        for (const auto& [key, value] : json.items()) {
            if (lowered(key) != field) continue;
            for (const Json& one : value.is_array() ? value : Json::array({ value }))
                if (one.is_string()) captions.push_back(one.get<std::string>());
        }
        if (!captions.empty()) break;
    }
    return captions;
}

/// A sample's members as they come.
class ShardReader {
public:
    ShardReader(Listing& listing, const TarFiles& files, ReadingContext& context)
        : m_listing(listing)
        , m_files(files)
        , m_context(context)
    {
    }

    void read(const std::string& shard, const std::vector<TarMember>& members)
    {
        std::vector<std::string> unused;
        std::string current;
        for (const TarMember& member : members) {
            m_context.progress.check();
            std::string key, field;
            if (!splitKey(member.name, key, field)) {
                unused.push_back(member.name);
                continue;
            }
            if (key != current || m_listing.items.empty()) {
                finish();
                m_listing.items.emplace_back();
                m_listing.items.back().place = shard + "/" + key;
                current = key;
            }
            if (!take(shard + "/" + member.name, field)) unused.push_back(member.name);
        }
        finish();
        if (!unused.empty())
            m_context.report.add({ shard, "",
                { sentences::filesNotUsed, { std::to_string(unused.size()), unused.front() } } });
    }

private:
    bool take(const std::string& name, const std::string& field)
    {
        ListedItem& item = m_listing.items.back();
        if (isImageName("." + field) && item.image.empty()) {
            item.image = name;
        } else if (isSoundName("." + field) && item.sound.empty()) {
            item.sound = name;
        } else if (field == "txt" || field == "caption"
            || field == m_context.spec.language + ".txt") {
            readText(name);
        } else if (field == "cls") {
            readClass(name);
        } else if (field == "json") {
            m_json = name;
        } else {
            return false;
        }
        return true;
    }

    template <class Use> void readMember(const std::string& name, Use use)
    {
        try {
            use(m_files.read(name, limits::captionBytes));
        } catch (const MediaError& error) {
            ++m_context.report.unreadable;
            m_context.report.add({ name, error.placeMessage(), error.message() });
        }
    }

    void readText(const std::string& name)
    {
        readMember(name, [&](const QByteArray& bytes) {
            addCaption(m_listing.items.back(), decodeText(bytes, name), name, "", m_context.report);
        });
    }

    void readClass(const std::string& name)
    {
        readMember(name, [&](const QByteArray& bytes) {
            std::string label(trimmed(decodeText(bytes, name)));
            wholeUtf8(label);
            m_listing.items.back().label = label;
        });
    }

    /// What only the end of a sample tells: captions that stand in its JSON, or only as its class.
    void finish()
    {
        if (!m_json.empty() && m_listing.items.back().captions.empty())
            readMember(m_json, [&](const QByteArray& bytes) {
                for (const std::string& caption : jsonCaptions(bytes, m_json))
                    addCaption(m_listing.items.back(), caption, m_json, "", m_context.report);
            });
        m_json.clear();
        if (m_listing.items.empty()) return;
        ListedItem& item = m_listing.items.back();
        if (item.captions.empty() && !item.label.empty()) item.captions = { spoken(item.label) };
    }

    Listing& m_listing;
    const TarFiles& m_files;
    ReadingContext& m_context;
    std::string m_json;
};

} // namespace

Listing listShards(const std::vector<std::filesystem::path>& shards, ReadingContext& context)
{
    auto files = std::make_shared<TarFiles>(shards.front().parent_path().string());
    Listing listing { files, {} };
    context.progress.start(LoadPhase::listing, static_cast<Index>(shards.size()));
    for (const auto& path : shards) {
        const std::string shard = path.filename().string();
        try {
            const auto bytes = openBytes(path, shard);
            const auto members = listTar(
                *bytes, shard, context.report, [&](std::int64_t) { context.progress.check(); });
            files->add(shard, bytes, members);
            ShardReader(listing, *files, context).read(shard, members);
        } catch (const MediaError& error) {
            if (shards.size() == 1) throw;
            reportUnusable(shard, error.placeMessage(), error.message(), context.report);
        }
        context.progress.advance();
    }
    return listing;
}

} // namespace contrastlab
