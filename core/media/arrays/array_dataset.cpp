// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One thread.
#include "media/arrays/array_dataset.h"

#include "base/digest.h"

#include <algorithm>
#include <charconv>

namespace contrastlab {

namespace {

constexpr Index previewValues = 6;
constexpr Index digestedRows = 4096;

std::string firstValues(const FeatureSource& source, Index item)
{
    std::vector<float> values(static_cast<std::size_t>(source.width()));
    source.read(item, values);
    std::string text;
    for (std::size_t i = 0; i < std::min<std::size_t>(values.size(), previewValues); ++i) {
        char number[32];
        const auto end =
            std::to_chars(number, number + sizeof number, values[i], std::chars_format::general, 4)
                .ptr;
        text += (i ? ", " : "") + std::string(number, end);
    }
    return text + (values.size() > previewValues ? " \xE2\x80\xA6" : "");
}

void addDigest(Digest& digest, const FeatureSource& source, Index items)
{
    std::vector<float> values(static_cast<std::size_t>(source.width()));
    const Index step = std::max<Index>(1, items / digestedRows);
    for (Index item = 0; item < items; item += step) {
        source.read(item, values);
        digest.add(std::span<const float>(values));
    }
}

void addDigest(Digest& digest, const ImageSource& source, Index items)
{
    std::vector<std::uint8_t> pixels(
        static_cast<std::size_t>(source.width()) * static_cast<std::size_t>(source.height()) * 3);
    const Index step = std::max<Index>(1, items / digestedRows);
    for (Index item = 0; item < items; item += step) {
        source.read(item, 0, pixels);
        digest.add(std::span<const std::uint8_t>(pixels));
    }
}

std::string digestOf(const Dataset& dataset)
{
    Digest digest;
    digest.add(dataset.items);
    for (const ModalityData& modality : dataset.modalities) {
        if (modality.features) addDigest(digest, *modality.features, dataset.items);
        if (modality.images) addDigest(digest, *modality.images, dataset.items);
        for (const Captions& text : modality.texts)
            for (const std::string& caption : text.captions)
                digest.add(std::string_view(caption));
    }
    for (const int label : dataset.labels)
        digest.add(label);
    return digest.hex();
}

void fillPreviewRows(const Dataset& dataset, DatasetReport& report)
{
    const auto shown = std::min<Index>(dataset.items, DatasetReport::previewLimit);
    for (Index item = 0; item < shown; ++item) {
        const auto place = static_cast<std::size_t>(item);
        PreviewItem preview;
        preview.origin =
            dataset.itemNames.empty() ? rowPlace(item + 1) : Message(dataset.itemNames[place].en);
        for (const ModalityData& modality : dataset.modalities) {
            if (modality.kind == ModalityKind::text)
                preview.captions = modality.texts[place].captions;
            if (modality.features && preview.values.empty())
                preview.values = firstValues(*modality.features, item);
        }
        if (!dataset.labels.empty() && dataset.labels[place] >= 0)
            preview.label = dataset.labelNames[static_cast<std::size_t>(dataset.labels[place])].en;
        report.preview.push_back(std::move(preview));
    }
}

} // namespace

ModalityData textModality(const std::vector<std::string>& texts)
{
    ModalityData modality;
    modality.name = "text";
    modality.kind = ModalityKind::text;
    for (const std::string& text : texts) {
        modality.texts.push_back({});
        if (!text.empty()) modality.texts.back().captions = { text };
        modality.present.push_back(!text.empty());
    }
    const bool all =
        std::all_of(modality.present.begin(), modality.present.end(), [](auto p) { return p; });
    if (all) modality.present.clear();
    return modality;
}

Dataset finished(Dataset dataset, ReadingContext& context)
{
    DatasetReport& report = context.report;
    dataset.name = std::filesystem::path(context.spec.path).filename().string();
    report.items = dataset.items;
    dataset.digest = digestOf(dataset);
    fillPreviewRows(dataset, report);
    report.showSplit(dataset.parts);
    return dataset;
}

} // namespace contrastlab
