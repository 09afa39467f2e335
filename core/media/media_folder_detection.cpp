// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// By names alone.
#include "media/media_folder_detection.h"

#include "data/vocabulary.h"
#include "media/bytes/data_path.h"
#include "media/bytes/text_file.h"
#include "media/listing/foreign_kinds.h"
#include "media/listing/listing.h"

#include <algorithm>
#include <set>

namespace fs = std::filesystem;

namespace contrastlab {

namespace {

constexpr std::size_t shareOfPairs = 10; // one file in so many has to have a partner
constexpr std::size_t fewestNamed = 3;

/// The name without folders and ending.
std::string bareStem(const std::string& name)
{
    return stemOf(name).substr(name.rfind('/') + 1);
}

/// Stems that a text stands beside; of "a.zh.txt" also "a".
std::set<std::string> stemsOfTexts(const std::vector<std::string>& files)
{
    std::set<std::string> stems;
    for (const std::string& name : files) {
        if (!isTextName(name)) continue;
        const std::string stem = bareStem(name);
        stems.insert(stem);
        stems.insert(stem.substr(0, stem.find('.')));
    }
    return stems;
}

/// A folder of files that are read nowhere says what they are.
void throwIfForeign(const fs::path& folder, const std::vector<std::string>& files)
{
    const auto problem = firstForeign(folder, files);
    if (problem) throw MediaError((folder / english(problem->file)).string(), "", problem->message);
}

/// Whether a name says what is to be seen or heard: not img_0123, frame or 42.
bool tells(const std::string& caption)
{
    static const std::set<std::string> empty { "img", "image", "images", "dsc", "dscn", "dscf",
        "pic", "photo", "picture", "frame", "screenshot", "scan", "file", "untitled", "sample",
        "audio", "sound", "rec", "recording", "track", "vid", "video", "test", "train", "page",
        "copy" };
    const auto isTelling = [](const std::string& word) {
        const bool letters =
            std::ranges::none_of(word, [](char c) { return c >= '0' && c <= '9'; });
        return letters && word.size() >= 3 && !empty.contains(word);
    };
    return std::ranges::any_of(wordsOf(caption), isTelling);
}

/// Most names tell something, and most something else.
bool doNamesTell(const std::vector<std::string>& media)
{
    std::set<std::string> captions;
    std::size_t telling = 0;
    for (const std::string& name : media) {
        const std::string caption = captionOfName(name);
        telling += tells(caption);
        captions.insert(caption);
    }
    return media.size() >= fewestNamed && 5 * telling >= 4 * media.size()
        && 2 * captions.size() >= media.size();
}

} // namespace

Detected detectMedia(
    const fs::path& folder, DatasetReport& report, const std::optional<MediaError>& failure)
{
    std::vector<DataNote> skipped;
    const std::vector<std::string> files = filesAt(folder)->names(skipped);
    const std::set<std::string> texts = stemsOfTexts(files);
    std::vector<std::string> media;
    for (const std::string& name : files)
        if (isImageName(name) || isSoundName(name)) media.push_back(name);
    const std::size_t top = topFolder(media).size();
    std::set<std::string> stems, folders;
    std::size_t paired = 0;
    for (const std::string& name : media) {
        paired += texts.contains(bareStem(name)) || !stems.insert(stemOf(name)).second;
        if (const auto slash = name.find('/', top); slash != std::string::npos)
            folders.insert(name.substr(top, slash - top));
    }
    const auto because = [&](const char* sentence, std::vector<Message> arguments) {
        report.reasons.emplace_back(sentence, std::move(arguments));
    };
    const bool inFolders = folders.size() >= 2;
    if (paired > 0 && (!inFolders || paired * shareOfPairs >= media.size())) {
        because(sentences::detectedFolderOfPairs, { std::to_string(paired) });
        return { DataFormat::folderOfPairs, folder, {}, {} };
    }
    if (stems.empty()) throwIfForeign(folder, files);
    if (!inFolders && failure) throw MediaError(*failure);
    if (inFolders) {
        because(sentences::detectedFolderOfClasses, { std::to_string(folders.size()) });
        return { DataFormat::folderOfClasses, folder, {}, {} };
    }
    if (doNamesTell(media)) {
        because(sentences::detectedFolderOfNames,
            { std::to_string(media.size()), shortened(media.front(), 60) });
        return { DataFormat::folderOfNames, folder, {}, {} };
    }
    throw MediaError(folder.string(), "",
        media.empty() ? Message(sentences::formatUnknown) : Message(sentences::namesCouldServe));
}

} // namespace contrastlab
