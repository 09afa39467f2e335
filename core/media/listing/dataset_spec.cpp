// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of keys: one row a field, with how it is read, written and explained. Any thread.
#include "media/listing/dataset_spec.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>
#include <utility>

namespace contrastlab {

namespace {

struct SpecKey {
    const char* key;
    const char* help;
    std::string limit;
    /// Sets the field; false where the value is none for it.
    std::function<bool(DatasetSpec&, const std::string&)> set;
    std::function<std::string(const DatasetSpec&)> text;
};

const std::pair<DataFormat, const char*> formatNames[] = {
    { DataFormat::automatic, "auto" },
    { DataFormat::table, "table" },
    { DataFormat::flickr8k, "flickr8k" },
    { DataFormat::flickrTokens, "flickr-tokens" },
    { DataFormat::flickr30k, "flickr30k" },
    { DataFormat::coco, "coco" },
    { DataFormat::karpathy, "karpathy" },
    { DataFormat::clotho, "clotho" },
    { DataFormat::audiocaps, "audiocaps" },
    { DataFormat::folderOfPairs, "folder-pairs" },
    { DataFormat::folderOfClasses, "folder-classes" },
    { DataFormat::folderOfNames, "folder-names" },
    { DataFormat::webdataset, "webdataset" },
    { DataFormat::matrices, "matrices" },
    { DataFormat::word2vec, "word2vec" },
    { DataFormat::glove, "glove" },
    { DataFormat::idx, "idx" },
    { DataFormat::digits, "digits" },
};

template <class T> std::string shortest(T value)
{
    char buffer[64];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
    return { buffer, end };
}

SpecKey textKey(const char* key, std::string DatasetSpec::*field, const char* help)
{
    return { key, help, "a text",
        [field](DatasetSpec& spec, const std::string& value) {
            spec.*field = value;
            return true;
        },
        [field](const DatasetSpec& spec) { return spec.*field; } };
}

template <class T>
SpecKey numberKey(const char* key, T DatasetSpec::*field, T low, T high, const char* help)
{
    const std::string limit = "a number from " + shortest(low) + " to " + shortest(high);
    return { key, help, limit,
        [=](DatasetSpec& spec, const std::string& value) {
            T number {};
            const char* end = value.data() + value.size();
            const auto parsed = std::from_chars(value.data(), end, number);
            if (parsed.ec != std::errc() || parsed.ptr != end || !(number >= low && number <= high))
                return false;
            spec.*field = number;
            return true;
        },
        [field](const DatasetSpec& spec) { return shortest(spec.*field); } };
}

bool setFormat(DatasetSpec& spec, const std::string& value)
{
    const auto found = std::find_if(std::begin(formatNames), std::end(formatNames),
        [&](const auto& row) { return value == row.second; });
    if (found == std::end(formatNames)) return false;
    spec.format = found->first;
    return true;
}

std::string formatLimit()
{
    std::string names;
    for (const auto& [format, name] : formatNames)
        names += (names.empty() ? "one of " : ", ") + std::string(name);
    return names;
}

bool setFit(DatasetSpec& spec, const std::string& value)
{
    if (value != "crop" && value != "pad") return false;
    spec.imageFit = value == "crop" ? ImageFit::crop : ImageFit::pad;
    return true;
}

bool setArrays(DatasetSpec& spec, const std::string& value)
{
    if (value != "rows" && value != "pictures") return false;
    spec.arrays = value == "rows" ? ArrayUse::rows : ArrayUse::pictures;
    return true;
}

constexpr std::array duplicateNames { std::pair(DuplicateUse::keep, "keep"),
    std::pair(DuplicateUse::merge, "merge"), std::pair(DuplicateUse::drop, "drop") };

bool setDuplicates(DatasetSpec& spec, const std::string& value)
{
    for (const auto& [use, name] : duplicateNames) {
        if (value != name) continue;
        spec.duplicates = use;
        return true;
    }
    return false;
}

std::string duplicatesOf(const DatasetSpec& spec)
{
    for (const auto& [use, name] : duplicateNames)
        if (use == spec.duplicates) return name;
    return {};
}

bool setGround(DatasetSpec& spec, const std::string& value)
{
    const bool hex = value.size() == 7 && value[0] == '#'
        && value.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string::npos;
    if (hex) spec.ground = value;
    return hex;
}

const std::vector<SpecKey>& specKeys()
{
    using Spec = DatasetSpec;
    static const std::vector<SpecKey> keys {
        textKey("data.path", &Spec::path, "file, folder or shards (name-{000..012}.tar)"),
        { "data.format", "how to read it; auto looks at the files", formatLimit(), setFormat,
            [](const Spec& spec) { return std::string(nameOf(spec.format)); } },
        textKey("data.root", &Spec::root, "folder that file names in a manifest start from"),
        textKey("data.second", &Spec::second, "file of the second matrix"),
        textKey("data.labels", &Spec::labels, "file of labels, or a table of id, label, split"),
        textKey("data.matrices", &Spec::matrices,
            "arrays of a .npz or .safetensors to take, as NAME,NAME; empty takes all"),
        { "data.arrays", "what an array of 3 or 4 dimensions is", "rows or pictures", setArrays,
            [](const Spec& spec) {
                return std::string(spec.arrays == ArrayUse::rows ? "rows" : "pictures");
            } },
        textKey("data.image_column", &Spec::imageColumn, "column of image files"),
        textKey("data.sound_column", &Spec::soundColumn, "column of sound files"),
        textKey("data.caption_column", &Spec::captionColumn, "column of captions"),
        textKey("data.label_column", &Spec::labelColumn, "column of labels, or array of a .npz"),
        textKey("data.split_column", &Spec::splitColumn, "column of train, val, test"),
        textKey("data.language", &Spec::language, "language of the captions: en, zh ..."),
        numberKey("data.held_out", &Spec::heldOut, -1.0, 0.9,
            "share of items held out; -1 leaves the split to the data or the run"),
        { "data.duplicates",
            "items whose files repeat those of an earlier one: keep them, merge their captions, or "
            "drop them",
            "keep, merge or drop", setDuplicates, duplicatesOf },
        numberKey(
            "data.items", &Spec::items, 0LL, 100'000'000LL, "at most so many items; 0 is all"),
        numberKey(
            "data.image_size", &Spec::imageSize, 0, 512, "side of the images in pixels; 0 chooses"),
        { "data.image_fit", "crop the centre or pad to a square", "crop or pad", setFit,
            [](const Spec& spec) {
                return std::string(spec.imageFit == ImageFit::crop ? "crop" : "pad");
            } },
        { "data.ground", "colour behind transparent pixels", "a colour as #rrggbb", setGround,
            [](const Spec& spec) { return spec.ground; } },
        numberKey(
            "data.memory", &Spec::memory, 16, 1'048'576, "MiB for decoded pixels and spectrograms"),
        numberKey("data.sound_seconds", &Spec::soundSeconds, 0.0, 60.0,
            "seconds of sound; 0 is the longest, at most 10"),
    };
    return keys;
}

std::string unknownKey()
{
    std::string names;
    for (const SpecKey& key : specKeys())
        names += (names.empty() ? "one of " : ", ") + std::string(key.key);
    return names;
}

} // namespace

const char* nameOf(DataFormat format)
{
    const auto* found = std::find_if(std::begin(formatNames), std::end(formatNames),
        [&](const auto& row) { return row.first == format; });
    return found->second;
}

const std::vector<DataFormat>& dataFormats()
{
    static const std::vector<DataFormat> formats = [] {
        std::vector<DataFormat> all;
        for (const auto& row : formatNames)
            all.push_back(row.first);
        return all;
    }();
    return formats;
}

std::map<std::string, std::string> toMap(const DatasetSpec& spec)
{
    std::map<std::string, std::string> values;
    const DatasetSpec defaults;
    for (const SpecKey& key : specKeys())
        if (key.text(spec) != key.text(defaults)) values[key.key] = key.text(spec);
    return values;
}

std::vector<Problem> assign(DatasetSpec& spec, const std::map<std::string, std::string>& values)
{
    std::vector<Problem> problems;
    for (const auto& [name, value] : values) {
        if (!name.starts_with("data.")) continue;
        const auto& keys = specKeys();
        const auto key = std::ranges::find(keys, std::string_view(name), &SpecKey::key);
        if (key == keys.end()) {
            problems.push_back({ name, value, unknownKey() });
            continue;
        }
        if (!key->set(spec, value)) problems.push_back({ name, value, key->limit });
    }
    return problems;
}

std::vector<DatasetKey> datasetKeys()
{
    const DatasetSpec defaults;
    std::vector<DatasetKey> rows;
    for (const SpecKey& key : specKeys())
        rows.push_back({ key.key, key.help, key.limit, key.text(defaults) });
    return rows;
}

} // namespace contrastlab
