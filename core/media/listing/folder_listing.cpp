// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Folders whose file names say what belongs together: a picture, a sound and a text of one stem, or
// a folder a class. One thread.
#include "media/bytes/limits.h"
#include "media/bytes/text_file.h"
#include "media/listing/foreign_kinds.h"
#include "media/listing/language_lines.h"
#include "media/listing/manifest.h"

#include <algorithm>
#include <map>
#include <set>

namespace contrastlab {

namespace {

/// Files of one stem. `texts` by language; "" where the name has none.
struct StemFiles {
    std::string image;
    std::string sound;
    std::map<std::string, std::string> texts;

    [[nodiscard]] int parts() const { return !image.empty() + !sound.empty() + !texts.empty(); }
};

using Stems = std::map<std::string, StemFiles>;

std::string withoutFolders(const std::string& name)
{
    return name.substr(name.rfind('/') + 1);
}

/// "a.zh.txt" -> "a" and "zh", for names of two or three letters between the dots.
std::pair<std::string, std::string> textStem(const std::string& name)
{
    const std::string stem = stemOf(name);
    const auto dot = stem.rfind('.');
    const bool language = dot != std::string::npos && stem.size() - dot >= 3
        && stem.size() - dot <= 4
        && stem.find_first_not_of("abcdefghijklmnopqrstuvwxyz", dot + 1) == std::string::npos;
    if (!language) return { stem, "" };
    return { stem.substr(0, dot), stem.substr(dot + 1) };
}

/// What no item takes: files of no known kind, and a second picture of one name beside the first.
struct LeftFiles {
    std::vector<std::string> unused;
    std::vector<std::pair<std::string, std::string>> seconds;
};

/// Groups files by stem, with their folders or without. Two images of one stem: the first stays.
Stems groupByStem(const std::vector<std::string>& files, bool withFolders, LeftFiles& left,
    std::set<std::string>& languages)
{
    Stems stems;
    const auto key = [&](const std::string& stem) {
        return withFolders ? stem : withoutFolders(stem);
    };
    for (const std::string& name : files) {
        std::string* slot = nullptr;
        if (isImageName(name)) {
            slot = &stems[key(stemOf(name))].image;
        } else if (isSoundName(name)) {
            slot = &stems[key(stemOf(name))].sound;
        } else if (isTextName(name)) {
            const auto [stem, language] = textStem(name);
            slot = &stems[key(stem)].texts[language];
            languages.insert(language);
        }
        if (!slot)
            left.unused.push_back(name);
        else if (slot->empty())
            *slot = name;
        else
            left.seconds.emplace_back(name, *slot);
    }
    return stems;
}

bool hasPairs(const Stems& stems)
{
    return std::any_of(
        stems.begin(), stems.end(), [](const auto& stem) { return stem.second.parts() >= 2; });
}

/// The lines of the language that was chosen, else of English, else of the first; all are told.
void readLanguage(ListedItem& item, const std::vector<LanguageLine>& lines, const std::string& name,
    ReadingContext& context)
{
    for (const LanguageLine& line : lines)
        context.report.addLanguage(line.language);
    const auto has = [&](const std::string& language) {
        return std::any_of(lines.begin(), lines.end(),
            [&](const LanguageLine& line) { return line.language == language; });
    };
    const std::string wanted = lowered(context.spec.language);
    const std::string language = has(wanted) ? wanted : has("en") ? "en" : lines.front().language;
    for (const LanguageLine& line : lines)
        if (line.language == language)
            addCaption(item, line.text, name, linePlace(line.number), context.report);
}

/// Every line of a text file is a caption; of "en=..." and "fr=..." those of the language chosen.
void readCaptions(
    ListedItem& item, const FileSet& files, const std::string& name, ReadingContext& context)
{
    try {
        TextEncoding encoding = TextEncoding::unicode;
        const std::string text =
            decodeText(files.read(name, limits::captionBytes), name, &encoding);
        noteEncoding(encoding, name, context.report);
        if (trimmed(text).empty()) addCaption(item, "", name, "", context.report);
        if (const auto lines = languageLines(text); !lines.empty()) {
            readLanguage(item, lines, name, context);
            return;
        }
        Lines lines(text);
        for (std::string_view line; lines.next(line);)
            if (!trimmed(line).empty())
                addCaption(
                    item, std::string(line), name, linePlace(lines.number()), context.report);
    } catch (const MediaError& error) {
        ++context.report.unreadable;
        context.report.add({ name, error.placeMessage(), error.message() });
    }
}

const std::string& textIn(const StemFiles& stem, const std::string& language)
{
    for (const std::string& wanted : { language, std::string(), std::string("en") })
        if (const auto found = stem.texts.find(wanted); found != stem.texts.end())
            return found->second;
    return stem.texts.begin()->second;
}

/// The items of one language choice: captions in the chosen language, and one file each.
ListedItem itemOf(const StemFiles& stem, const FileSet& files, ReadingContext& context)
{
    ListedItem item { stem.image, stem.sound, {}, {}, {}, {} };
    item.place = !stem.image.empty() ? stem.image
        : !stem.sound.empty()        ? stem.sound
                                     : stem.texts.begin()->second;
    if (!stem.texts.empty())
        readCaptions(item, files, textIn(stem, context.spec.language), context);
    return item;
}

/// Files under the folder, with links and files of no use reported.
std::vector<std::string> listedFiles(const FileSet& files, ReadingContext& context)
{
    std::vector<DataNote> skipped;
    std::vector<std::string> names = files.names(skipped);
    for (const DataNote& note : skipped)
        context.report.add({ note.name, "", note.why });
    return names;
}

} // namespace

Listing listPairs(const std::filesystem::path& folder, ReadingContext& context)
{
    const std::shared_ptr<const FileSet> files = filesAt(folder);
    const std::vector<std::string> names = listedFiles(*files, context);
    LeftFiles left;
    std::set<std::string> languages;
    Stems stems = groupByStem(names, true, left, languages);
    if (!hasPairs(stems)) {
        left = {};
        stems = groupByStem(names, false, left, languages);
    }
    for (const std::string& language : languages)
        context.report.addLanguage(language);
    reportUnusedFiles(folder, left.unused, context.report);
    for (const auto& [second, first] : left.seconds)
        context.report.add({ second, "", { sentences::secondOfName, { first } } });
    Listing listing { files, {} };
    for (const auto& [key, stem] : stems) {
        context.progress.check();
        if (stem.image.empty() && stem.sound.empty() && withoutFolders(key) == "README") continue;
        listing.items.push_back(itemOf(stem, *files, context));
    }
    return listing;
}

std::string topFolder(const std::vector<std::string>& media)
{
    std::string top;
    for (;;) {
        const auto slash = media.empty() ? std::string::npos : media.front().find('/', top.size());
        if (slash == std::string::npos) return top;
        const std::string next = media.front().substr(0, slash + 1);
        const bool shared = std::all_of(media.begin(), media.end(),
            [&](const std::string& name) { return name.starts_with(next); });
        if (!shared) return top;
        top = next;
    }
}

std::string captionOfName(const std::string& name)
{
    std::string words = stemOf(name).substr(name.rfind('/') + 1);
    std::replace_if(
        words.begin(), words.end(), [](char c) { return c == '_' || c == '-' || c == '.'; }, ' ');
    wholeUtf8(words);
    return std::string(trimmed(words));
}

/// acorn-bold.svg is "acorn bold"; the folder that it lies in, if any, is its label.
Listing listNames(const std::filesystem::path& folder, ReadingContext& context)
{
    const std::shared_ptr<const FileSet> files = filesAt(folder);
    std::vector<std::string> media, unused;
    for (const std::string& name : listedFiles(*files, context))
        (isImageName(name) || isSoundName(name) ? media : unused).push_back(name);
    reportUnusedFiles(folder, unused, context.report);
    const std::size_t top = topFolder(media).size();
    Listing listing { files, {} };
    for (const std::string& name : media) {
        ListedItem item;
        (isImageName(name) ? item.image : item.sound) = name;
        if (const std::string caption = captionOfName(name); !caption.empty())
            item.captions = { caption };
        if (const auto slash = name.rfind('/'); slash != std::string::npos && slash > top)
            item.label = spoken(name.substr(top, slash - top));
        wholeUtf8(item.label);
        item.place = name;
        listing.items.push_back(std::move(item));
    }
    return listing;
}

/// class/name.png, or split/class/name.png where every first folder is the name of a split.
Listing listClasses(const std::filesystem::path& folder, ReadingContext& context)
{
    const std::shared_ptr<const FileSet> files = filesAt(folder);
    std::vector<std::string> media, unused;
    for (const std::string& name : listedFiles(*files, context)) {
        const bool used =
            (isImageName(name) || isSoundName(name)) && name.find('/') != std::string::npos;
        (used ? media : unused).push_back(name);
    }
    reportUnusedFiles(folder, unused, context.report);
    // A folder around all of them is no class, unless it is the name of a part.
    std::string top = topFolder(media);
    if (std::any_of(media.begin(), media.end(), [&](const std::string& name) {
            return name.find('/', top.size()) == std::string::npos;
        }))
        top.clear();
    if (partNamed(top.substr(0, top.find('/')))) top.clear();
    const bool splits = std::all_of(media.begin(), media.end(), [&](const std::string& name) {
        return partNamed(name.substr(top.size(), name.find('/', top.size()) - top.size()))
            && std::count(name.begin() + static_cast<std::ptrdiff_t>(top.size()), name.end(), '/')
            >= 2;
    });
    Listing listing { files, {} };
    for (const std::string& name : media) {
        ListedItem item;
        (isImageName(name) ? item.image : item.sound) = name;
        const auto start = splits ? name.find('/', top.size()) + 1 : top.size();
        item.label = spoken(name.substr(start, name.find('/', start) - start));
        wholeUtf8(item.label);
        if (splits) item.part = partNamed(name.substr(top.size(), start - 1 - top.size()));
        item.captions = { item.label };
        item.place = name;
        listing.items.push_back(std::move(item));
    }
    return listing;
}

} // namespace contrastlab
