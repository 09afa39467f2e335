// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the readers share. One thread.
#include "media/listing/listing.h"

#include "media/bytes/limits.h"
#include "media/bytes/text_file.h"
#include "media/listing/manifest.h"

#include <QImageReader>

#include <algorithm>
#include <array>
#include <set>

namespace contrastlab {

namespace {

std::string endingOf(const std::string& name)
{
    const auto dot = name.rfind('.');
    if (dot == std::string::npos || name.find('/', dot) != std::string::npos) return {};
    return lowered(name.substr(dot + 1));
}

} // namespace

Message placeOf(const ListedItem& item)
{
    return item.line > 0 ? joinedPlace(item.place, linePlace(item.line)) : Message(item.place);
}

ListedItem& ListingBuilder::item(const std::string& key)
{
    const auto [place, isNew] = m_places.try_emplace(key, m_items.size());
    if (isNew) m_items.emplace_back();
    if (m_items.size() > static_cast<std::size_t>(limits::rows))
        throw MediaError(key, "", { sentences::tooManyRows, { std::to_string(limits::rows) } });
    return m_items[place->second];
}

void addCaption(ListedItem& item, std::string caption, const std::string& file,
    const Message& place, DatasetReport& report)
{
    const bool whole = wholeUtf8(caption);
    if (!whole) report.add({ file, place, { sentences::textNotUtf8, {} } });
    const auto text = trimmed(caption);
    if (text.empty()) {
        report.add({ file, place, { sentences::captionMissing, {} } });
        ++report.badRows;
    } else if (std::find(item.captions.begin(), item.captions.end(), text) == item.captions.end()) {
        item.captions.emplace_back(text);
    }
}

std::optional<Part> partNamed(const std::string& word)
{
    static const std::set<std::string> training { "train", "training", "restval", "development",
        "dev_train" };
    static const std::set<std::string> heldOut { "val", "valid", "validation", "dev", "held_out",
        "heldout", "held-out" };
    static const std::set<std::string> test { "test", "testing", "evaluation", "eval" };
    const std::string name = lowered(trimmed(word));
    if (training.contains(name)) return Part::training;
    if (heldOut.contains(name)) return Part::heldOut;
    if (test.contains(name)) return Part::test;
    if (name == "unused") return Part::unused;
    return std::nullopt;
}

bool isImageName(const std::string& name)
{
    static const std::set<std::string> endings = [] {
        std::set<std::string> all;
        for (const QByteArray& format : QImageReader::supportedImageFormats())
            all.insert(format.toLower().toStdString());
        all.erase("pdf");
        return all;
    }();
    return endings.contains(endingOf(name));
}

bool isSoundName(const std::string& name)
{
    static const std::set<std::string> endings { "wav", "flac", "ogg", "oga", "opus", "mp3", "aif",
        "aiff", "au", "w64", "caf" };
    return endings.contains(endingOf(name));
}

bool isTextName(const std::string& name)
{
    return lowered(name).ends_with(".txt") || lowered(name).ends_with(".caption");
}

std::string stemOf(const std::string& name)
{
    const std::string ending = endingOf(name);
    return ending.empty() ? name : name.substr(0, name.size() - ending.size() - 1);
}

std::string spoken(std::string name)
{
    std::replace(name.begin(), name.end(), '_', ' ');
    return name;
}

std::string manifestText(const std::filesystem::path& manifest)
{
    DatasetReport unused;
    return manifestText(manifest, unused);
}

} // namespace contrastlab
