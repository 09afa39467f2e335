// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Built-in sets by name; anything else is a path.
#include "media/open_data.h"

#include "base/memory_left.h"
#include "base/thread_pool.h"
#include "data/contents.h"
#include "data/synthetic.h"
#include "media/arrays/word_vector_file.h"
#include "media/built_in_encoders.h"
#include "media/bytes/limits.h"
#include "media/bytes/media_message.h"
#include "media/emoji/emoji_dataset.h"
#include "media/emoji/word_vectors.h"
#include "media/encoded_data.h"
#include "media/gallery.h"
#include "run/built_in_data.h"
#include "run/foreign_run.h"

#include <algorithm>
#include <filesystem>
#include <numeric>

namespace contrastlab {

namespace {

bool isBuiltIn(const RunSpec& spec)
{
    return isBuiltInData(spec.text("dataset"));
}

bool isDrawn(const RunSpec& spec)
{
    return isBuiltIn(spec) && spec.text("dataset") != "synthetic";
}

// Of fewer, labels tell the subgroups apart: faces alone are one group.
constexpr std::size_t leastGroups = 3;

OpenedData openEmoji(const RunSpec& spec)
{
    EmojiOptions options;
    options.language = emojiLanguage(spec);
    const auto pack = EmojiPack::load(spec.text("dataset"), spec.text("emoji_kinds"));
    if (pack->groups().size() < leastGroups) options.labels = EmojiLabels::subgroup;
    if (spec.text("dataset") == "icons") options.language = EmojiLanguage::english;
    options.sound = EmojiPack::isSpoken(pack->name(), spec.text("emoji_kinds"))
        && spec.text("modalities").find("sound") != std::string::npos;
    return { std::make_shared<Dataset>(makeEmojiDataset(*pack, options)),
        makeEmojiMedia(pack, options.language), {}, {} };
}

OpenedData openSynthetic(const RunSpec& spec, const std::stop_token& stop)
{
    SyntheticWorld world;
    world.items = spec.integer("world.items");
    world.heldOut = world.items / 9;
    world.classes = static_cast<int>(spec.integer("world.classes"));
    world.spread = spec.real("world.spread");
    world.noise = spec.real("world.noise");
    world.nuisance = spec.real("world.nuisance");
    world.mismatched = spec.real("world.mismatched");
    world.modalities = static_cast<int>(spec.integer("world.modalities"));
    if (const Index width = spec.integer("world.width"); width > 0)
        std::ranges::fill(world.widths, width);
    if (auto problem = memoryProblem(
            "world.items", toText(spec.value("world.items")), bytesOf(world), memoryLeft()))
        throw SpecError({ std::move(*problem) });
    const auto seed = static_cast<std::uint64_t>(spec.integer("seed"));
    const auto goOn = [&] {
        if (stop.stop_requested()) throw LoadCancelled();
    };
    return { std::make_shared<Dataset>(makeSyntheticWorld(world, seed, goOn)), nullptr, {}, {} };
}

OpenedData openFiles(const RunSpec& spec, const ProgressCallback& progress, std::stop_token stop)
{
    DatasetSpec data;
    data.path = spec.text("dataset");
    for (const GalleryEntry& entry : gallery()) {
        if (entry.id != data.path) continue;
        if (!entry.available())
            throw SpecError({ { "dataset", entry.id,
                { QT_TRANSLATE_NOOP("Message", "installed data: %1"), { entry.install } } } });
        data.path = entry.path;
    }
    assign(data, spec.data()); // without problems: openData() has looked
    std::error_code error; // such as a name that is too long: no such file either
    if (!std::filesystem::exists(data.path, error) && data.path.find('{') == std::string::npos)
        throw SpecError({ { "dataset", data.path,
            QT_TRANSLATE_NOOP(
                "Message", "emoji, people, icons, synthetic, or the path of a file or folder") } });
    LoadedDataset loaded = load(data, progress, std::move(stop));
    return { std::make_shared<Dataset>(std::move(loaded.dataset)), std::move(loaded.media),
        std::move(loaded.report), std::move(loaded.late) };
}

// Gives every text modality the vectors that its word embeddings begin from.
OpenedData withWordVectors(OpenedData data, const std::string& source)
{
    if (source == "none") return data;
    const auto vectors = std::make_shared<const WordVectors>(
        source == "glove" ? embeddedWordVectors() : readWordVectors(source));
    auto dataset = std::make_shared<Dataset>(*data.dataset);
    for (ModalityData& modality : dataset->modalities)
        if (modality.kind == ModalityKind::text) modality.wordVectors = vectors;
    data.dataset = dataset;
    return data;
}

// Matrices that are not searched for values that are not finite are not read for this either.
bool isSearched(const ModalityData& modality, Index items)
{
    if (modality.images || modality.sounds) return false; // their loader knows
    return !modality.features || items * modality.features->width() * 4 <= limits::scannedBytes;
}

// Looks for what repeats, once for all runs on these data.
OpenedData withContents(OpenedData data, const std::stop_token& stop)
{
    auto dataset = std::make_shared<Dataset>(*data.dataset);
    for (ModalityData& modality : dataset->modalities)
        if (isSearched(modality, dataset->items)) {
            modality.contents = contentsOf(modality, dataset->items, stop);
        } else if (modality.features) {
            modality.contents.resize(static_cast<std::size_t>(dataset->items));
            std::iota(modality.contents.begin(), modality.contents.end(), std::uint64_t(0));
        }
    data.dataset = dataset;
    return data;
}

} // namespace

std::vector<std::string> knownModalities(const RunSpec& spec)
{
    if (isDrawn(spec)) {
        std::vector<std::string> names { "image", "text" };
        if (spec.text("caption_language") == "each") names.emplace_back("chinese");
        if (EmojiPack::isSpoken(spec.text("dataset"), spec.text("emoji_kinds")))
            names.emplace_back("sound");
        return names;
    }
    if (spec.text("dataset") != "synthetic") return {};
    std::vector<std::string> names { "a", "b", "c" };
    names.resize(static_cast<std::size_t>(std::clamp<std::int64_t>(
        spec.integer("world.modalities"), 2, static_cast<std::int64_t>(names.size()))));
    return names;
}

std::vector<Problem> dataKeyProblems(const RunSpec& spec)
{
    DatasetSpec data;
    if (!isBuiltIn(spec)) return assign(data, spec.data());
    std::vector<Problem> problems;
    for (const auto& [key, value] : spec.data())
        problems.push_back({ key, value,
            { QT_TRANSLATE_NOOP(
                  "Message", "no key under data., which say how files are read: %1 is built in"),
                { spec.text("dataset") } } });
    return problems;
}

void requireWordVectors(const RunSpec& spec)
{
    const std::string& source = spec.text("word_vectors");
    if (source != "none" && source != "glove" && !wordVectorFormat(source))
        throw MediaError(source, linePlace(1),
            { sentences::formatUnsuitable, { QT_TRANSLATE_NOOP("Message", "word vectors") } });
}

OpenedData openData(const RunSpec& spec, const ProgressCallback& progress, std::stop_token stop)
{
    auto problems = validate(spec);
    for (Problem& problem : dataKeyProblems(spec))
        problems.push_back(std::move(problem));
    if (isForeign(spec))
        problems.push_back({ "dataset", spec.text("dataset"),
            QT_TRANSLATE_NOOP("Message",
                "data of your own or built-in ones: recorded items stand in their run file") });
    if (!problems.empty()) throw SpecError(problems);
    OpenedData data = isDrawn(spec)           ? openEmoji(spec)
        : spec.text("dataset") == "synthetic" ? openSynthetic(spec, stop)
                                              : openFiles(spec, progress, stop);
    try {
        data = withEncoders(std::move(data), spec, progress, stop);
        return withContents(withWordVectors(std::move(data), spec.text("word_vectors")), stop);
    } catch (const Interrupted&) {
        throw LoadCancelled();
    }
}

} // namespace contrastlab
