// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Work on items is parallel; what is reported is gathered in their order, so it is the same on any
// machine.
#include "media/file_loader.h"

#include "base/digest.h"
#include "base/thread_pool.h"
#include "data/contents.h"
#include "media/bytes/text_file.h"
#include "media/decode/file_media.h"
#include "media/decode/listing_decoder.h"
#include "media/decode/source_parts.h"
#include "media/file_repeats.h"
#include "media/hints.h"
#include "media/listing/flip_judge.h"
#include "media/listing/labels_and_parts.h"
#include "media/listing/listing_checks.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

namespace contrastlab {

namespace {

constexpr Index repeatedCaptionsListed = 20;

int partsOf(const ListedItem& item)
{
    return !item.image.empty() + !item.sound.empty() + !item.captions.empty();
}

const char* onlyPartOf(const ListedItem& item)
{
    return !item.image.empty() ? QT_TRANSLATE_NOOP("Message", "image")
        : !item.sound.empty()  ? QT_TRANSLATE_NOOP("Message", "sound")
                               : QT_TRANSLATE_NOOP("Message", "text");
}

/// Drops what is left with no partner, and counts it.
std::vector<std::size_t> withPartners(const std::vector<ListedItem>& items, DatasetReport& report)
{
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (partsOf(items[i]) >= 2) {
            kept.push_back(i);
            continue;
        }
        ++report.withoutPartner;
        if (partsOf(items[i]) == 1)
            report.add(
                { placeOf(items[i]), "", { sentences::partnerMissing, { onlyPartOf(items[i]) } } });
    }
    return kept;
}

/// Counts captions that an earlier item has too. They are kept; the first ones are named.
void countRepeatedCaptions(const std::vector<ListedItem>& items, DatasetReport& report)
{
    std::unordered_map<std::string_view, std::size_t> firsts;
    for (std::size_t i = 0; i < items.size(); ++i) {
        for (const std::string& caption : items[i].captions) {
            const auto [first, isNew] = firsts.try_emplace(caption, i);
            if (isNew || first->second == i) continue;
            if (++report.repeatedCaptions > repeatedCaptionsListed || !items[i].label.empty())
                continue;
            report.add({ placeOf(items[i]), "",
                { sentences::captionRepeated,
                    { shortened(caption, 60), placeOf(items[first->second]) } } });
        }
    }
    if (report.repeatedCaptions > 0)
        report.add({ "", "",
            { sentences::captionsRepeatedInAll, { std::to_string(report.repeatedCaptions) } } });
}

void countParts(const std::vector<ListedItem>& items, DatasetReport& report)
{
    report.items = static_cast<Index>(items.size());
    report.images = report.sounds = report.captions = 0;
    for (const ListedItem& item : items) {
        report.images += !item.image.empty();
        report.sounds += !item.sound.empty();
        report.captions += static_cast<Index>(item.captions.size());
    }
}

void fillPreview(const Listing& listing, ReadingContext& context)
{
    DatasetReport& report = context.report;
    const auto media = makeFileMedia(listing.files, listing.items);
    report.preview.clear();
    for (std::size_t i = 0; i < std::min(listing.items.size(), DatasetReport::previewLimit); ++i) {
        context.progress.check(); // a large picture takes a while
        const ListedItem& item = listing.items[i];
        PreviewItem preview;
        preview.origin = placeOf(item);
        preview.file = item.image.empty() ? item.sound : item.image;
        preview.picture = media->picture("image", static_cast<Index>(i), 0, PreviewItem::side);
        preview.sound = item.sound;
        preview.captions = item.captions;
        preview.label = item.label;
        report.preview.push_back(std::move(preview));
    }
}

std::optional<Message> objectionToFlip(const std::vector<ListedItem>& items)
{
    FlipJudge judge;
    if (std::ranges::all_of(items, [](const auto& item) { return item.image.empty(); })) return {};
    for (const ListedItem& item : items) {
        judge.addLabel(item.label);
        for (const std::string& caption : item.captions)
            judge.addCaption(caption);
    }
    return judge.objection();
}

/// What explains best that nothing is left: repeated captions and unused files do not.
Message firstProblem(const DatasetReport& report)
{
    for (const DataProblem& problem : report.problems)
        if (!problem.message.is(sentences::captionRepeated)
            && !problem.message.is(sentences::captionsRepeatedInAll)
            && !problem.message.is(sentences::filesNotUsed))
            return told(problem);
    return report.problems.empty() ? Message(sentences::fileEmpty) : told(report.problems.front());
}

void throwIfUnusable(
    const std::vector<ListedItem>& items, const FileSet& files, const ReadingContext& context)
{
    if (!items.empty()) return;
    const DatasetReport& report = context.report;
    const Message first = firstProblem(report);
    const bool listsFiles =
        report.format != DataFormat::webdataset && report.format != DataFormat::folderOfPairs;
    if (listsFiles && context.spec.root.empty() && areAllMissing(report))
        throw MediaError(context.spec.path, "",
            { sentences::filesElsewhere,
                { std::to_string(report.unreadable), files.name(), first } });
    throw MediaError(context.spec.path, "",
        { sentences::nothingUsable, { std::to_string(report.listed), first } });
}

ModalityData modalityOf(const std::vector<ListedItem>& items, const char* name, ModalityKind kind,
    bool (*has)(const ListedItem&))
{
    ModalityData modality;
    modality.name = name;
    modality.kind = kind;
    const bool all = std::all_of(items.begin(), items.end(), has);
    if (all) return modality;
    for (const ListedItem& item : items)
        modality.present.push_back(has(item));
    return modality;
}

void addModalities(Dataset& dataset, const std::vector<ListedItem>& items,
    const ListingDecoder& decoder, const FileContents& contents)
{
    const auto hasImage = [](const ListedItem& item) { return !item.image.empty(); };
    const auto hasText = [](const ListedItem& item) { return !item.captions.empty(); };
    const auto hasSound = [](const ListedItem& item) { return !item.sound.empty(); };
    if (std::any_of(items.begin(), items.end(), hasImage)) {
        dataset.modalities.push_back(modalityOf(items, "image", ModalityKind::image, hasImage));
        dataset.modalities.back().images = decoder.images;
        dataset.modalities.back().contents = contents.images;
    }
    if (std::any_of(items.begin(), items.end(), hasText)) {
        dataset.modalities.push_back(modalityOf(items, "text", ModalityKind::text, hasText));
        for (const ListedItem& item : items)
            dataset.modalities.back().texts.push_back({ item.captions, {} });
        dataset.modalities.back().contents =
            contentsOf(dataset.modalities.back(), std::ssize(items));
    }
    if (std::any_of(items.begin(), items.end(), hasSound)) {
        dataset.modalities.push_back(modalityOf(items, "sound", ModalityKind::sound, hasSound));
        dataset.modalities.back().sounds = decoder.sounds;
        dataset.modalities.back().contents = contents.sounds;
    }
}

void addNames(Dataset& dataset, const std::vector<ListedItem>& items, const DatasetSpec& spec)
{
    std::vector<std::string> labels;
    const bool chinese = spec.language.starts_with("zh");
    for (const ListedItem& item : items) {
        labels.push_back(item.label);
        const std::string name = item.captions.empty()
            ? (item.image.empty() ? item.sound : item.image)
            : item.captions.front();
        dataset.itemNames.push_back({ name, chinese ? name : "" });
    }
    setLabels(dataset, labels);
    dataset.name = std::filesystem::path(spec.path).filename().string();
}

void digestItems(const Dataset& dataset, const std::vector<ListedItem>& items, Digest& digest)
{
    for (const ListedItem& item : items)
        for (const std::string& caption : item.captions)
            digest.add(std::string_view(caption));
    for (const int label : dataset.labels)
        digest.add(label);
    for (const Part part : dataset.parts)
        digest.add(digestedPart(part));
}

} // namespace

std::vector<Part> partsOfItems(const std::vector<ListedItem>& items, const DatasetSpec& spec)
{
    if (spec.heldOut >= 0) return partsByShare(items.size(), spec.heldOut);
    std::vector<Part> parts;
    if (std::none_of(items.begin(), items.end(), [](auto& item) { return item.part.has_value(); }))
        return parts;
    for (const ListedItem& item : items)
        parts.push_back(item.part.value_or(Part::training));
    return settledParts(std::move(parts));
}

void checkListing(Listing& listing, ReadingContext& context)
{
    DatasetReport& report = context.report;
    report.listed = static_cast<Index>(listing.items.size());
    context.progress.start(LoadPhase::checking, report.listed);
    settleNames(listing, context);
    listing.items = chosenOf(listing.items, withPartners(listing.items, report));
    throwIfUnusable(listing.items, *listing.files, context);
    refuseSameCaptions(listing.items, context);
    const auto places = evenlySpaced(listing.items.size(), context.spec.items);
    report.leftOut = static_cast<Index>(listing.items.size() - places.size());
    listing.items = chosenOf(listing.items, places);
    countRepeatedCaptions(listing.items, report);
    countParts(listing.items, report);
    report.againstFlip = objectionToFlip(listing.items);
    hintAtLanguage(context.spec, report);
    fillPreview(listing, context);
}

LoadedDataset loadListing(Listing listing, ReadingContext& context, DecodeWhen when)
{
    checkListing(listing, context);
    ListingDecoder decoder(listing, context, when);
    decoder.run();
    Digest digest;
    decoder.settle(listing.items, digest);
    FileContents contents { decoder.imageContents(), decoder.soundContents() };
    const auto kept = withoutRepeats(
        listing.items, withPartners(listing.items, context.report), contents, context);
    listing.items = chosenOf(listing.items, kept);
    contents = { chosenOf(contents.images, kept), chosenOf(contents.sounds, kept) };
    throwIfUnusable(listing.items, *listing.files, context);
    if (decoder.images) decoder.images->keep(kept);
    if (decoder.sounds) decoder.sounds->keep(kept);
    countParts(listing.items, context.report);
    decoder.decodeAhead();

    LoadedDataset loaded;
    loaded.late = decoder.late;
    Dataset& dataset = loaded.dataset;
    dataset.items = static_cast<Index>(listing.items.size());
    addModalities(dataset, listing.items, decoder, contents);
    hintAtSoundLength(dataset, context.report);
    dataset.parts = partsOfItems(listing.items, context.spec);
    context.report.showSplit(dataset.parts);
    addNames(dataset, listing.items, context.spec);
    digestItems(dataset, listing.items, digest);
    dataset.digest = digest.hex();
    setLabelsByCaptions(dataset);
    loaded.media = makeFileMedia(listing.files, std::move(listing.items));
    return loaded;
}

} // namespace contrastlab
