// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Small pictures in arrays: MNIST's IDX files (Fashion-MNIST), and the digits of scikit-learn. One
// thread calls.
#include "base/digest.h"
#include "media/arrays/array_loader.h"
#include "media/bytes/byte_source.h"
#include "media/bytes/delimited.h"
#include "media/bytes/limits.h"
#include "media/bytes/text_file.h"
#include "media/listing/labels_and_parts.h"

#include <QImage>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace fs = std::filesystem;

namespace contrastlab {

namespace {

constexpr int digitSide = 8;
constexpr int digitLook = 16;

const DisplayName fashionNames[] = { { "T-shirt", "T恤" }, { "trouser", "裤子" },
    { "pullover", "套头衫" }, { "dress", "连衣裙" }, { "coat", "外套" }, { "sandal", "凉鞋" },
    { "shirt", "衬衫" }, { "sneaker", "运动鞋" }, { "bag", "包" }, { "ankle boot", "短靴" } };
const DisplayName digitNames[] = { { "zero", "零" }, { "one", "一" }, { "two", "二" },
    { "three", "三" }, { "four", "四" }, { "five", "五" }, { "six", "六" }, { "seven", "七" },
    { "eight", "八" }, { "nine", "九" } };

/// Grey pictures of one size with a class each.
struct GreyPictures {
    int side = 0;
    std::vector<std::uint8_t> pixels; ///< items x side x side
    std::vector<int> labels;
    std::vector<Part> parts;

    [[nodiscard]] std::size_t items() const { return labels.size(); }
    [[nodiscard]] std::size_t pictureBytes() const { return static_cast<std::size_t>(side) * side; }
};

std::uint32_t bigEndianWord(const std::string& bytes, std::size_t at)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

/// An IDX file of bytes: 0, 0, 8, dimensions; the extents as big-endian words; the values.
std::string idxValues(
    const fs::path& path, std::size_t dimensions, std::vector<std::uint32_t>& extents)
{
    const std::string shown = path.filename().string();
    std::string bytes = unpackedFile(path, limits::manifestBytes, shown);
    const std::size_t header = 4 + 4 * dimensions;
    const bool magic = bytes.size() >= header && bytes[0] == 0 && bytes[1] == 0 && bytes[2] == 8
        && static_cast<std::size_t>(bytes[3]) == dimensions;
    if (!magic)
        throw MediaError(shown, bytePlace(0),
            { sentences::formatUnsuitable,
                { { QT_TRANSLATE_NOOP("Message", "an IDX file of bytes with %1 dimensions"),
                    { std::to_string(dimensions) } } } });
    double count = 1;
    for (std::size_t i = 0; i < dimensions; ++i) {
        extents.push_back(bigEndianWord(bytes, 4 + 4 * i));
        count *= extents.back();
    }
    if (count != static_cast<double>(bytes.size() - header))
        throw MediaError(shown, bytePlace(header),
            { sentences::headerInvalid,
                { { QT_TRANSLATE_NOOP("Message", "it names %1 values, and %2 follow"),
                    { std::to_string(static_cast<long long>(count)),
                        std::to_string(bytes.size() - header) } } } });
    return bytes.substr(header);
}

std::string replaced(std::string text, std::string_view from, std::string_view to)
{
    const auto at = text.find(from);
    if (at != std::string::npos) text.replace(at, from.size(), to);
    return text;
}

void addIdx(GreyPictures& pictures, const fs::path& images, Part part)
{
    const std::string name = images.filename().string();
    const fs::path labels =
        images.parent_path() / replaced(replaced(name, "images", "labels"), "idx3", "idx1");
    std::vector<std::uint32_t> extents, labelExtents;
    const std::string pixels = idxValues(images, 3, extents);
    const std::string classes = idxValues(labels, 1, labelExtents);
    if (labelExtents[0] != extents[0])
        throw MediaError(labels.filename().string(), "",
            { sentences::labelsCount,
                { std::to_string(labelExtents[0]), std::to_string(extents[0]) } });
    const bool fits = extents[1] == extents[2] && extents[1] >= 1 && extents[1] <= 512
        && (pictures.side == 0 || pictures.side == static_cast<int>(extents[1]));
    if (!fits)
        throw MediaError(name, bytePlace(8),
            { sentences::headerInvalid,
                { QT_TRANSLATE_NOOP("Message", "expected square pictures of 1 to 512 pixels") } });
    pictures.side = static_cast<int>(extents[1]);
    pictures.pixels.insert(pictures.pixels.end(), pixels.begin(), pixels.end());
    for (const char label : classes)
        pictures.labels.push_back(static_cast<unsigned char>(label));
    pictures.parts.resize(pictures.labels.size(), part);
}

/// Row `item` scaled to side x side and tripled to RGB.
void drawPicture(const GreyPictures& pictures, std::size_t item, int side, std::uint8_t* out)
{
    const QImage own(pictures.pixels.data() + item * pictures.pictureBytes(), pictures.side,
        pictures.side, pictures.side, QImage::Format_Grayscale8);
    const QImage scaled = side == pictures.side
        ? own
        : own.scaled(side, side, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
              .convertToFormat(QImage::Format_Grayscale8);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x, out += 3)
            std::memset(out, scaled.constScanLine(y)[x], 3);
}

DisplayName classNameOf(int label, std::span<const DisplayName> names)
{
    if (static_cast<std::size_t>(label) < names.size())
        return names[static_cast<std::size_t>(label)];
    return { "class " + std::to_string(label), {} };
}

void checkMemory(std::size_t items, int side, const DatasetSpec& spec)
{
    const auto bytes = static_cast<std::int64_t>(items) * side * side * 3;
    if (bytes <= spec.memory * limits::mebibyte) return;
    throw MediaError(spec.path, "",
        { sentences::fileTooLarge,
            { std::to_string(bytes / limits::mebibyte), std::to_string(spec.memory) } });
}

void setClasses(Dataset& dataset, const GreyPictures& pictures,
    const std::vector<std::size_t>& places, std::span<const DisplayName> names)
{
    const int classes = *std::max_element(pictures.labels.begin(), pictures.labels.end()) + 1;
    for (int label = 0; label < classes; ++label)
        dataset.labelNames.push_back(classNameOf(label, names));
    for (const std::size_t place : places) {
        dataset.labels.push_back(pictures.labels[place]);
        dataset.itemNames.push_back(classNameOf(pictures.labels[place], names));
    }
}

Dataset datasetOf(const GreyPictures& pictures, int side, std::span<const DisplayName> names,
    ReadingContext& context)
{
    const DatasetSpec& spec = context.spec;
    const auto places = evenlySpaced(pictures.items(), spec.items);
    checkMemory(places.size(), side, spec);
    Dataset dataset;
    dataset.items = static_cast<Index>(places.size());
    setClasses(dataset, pictures, places, names);
    const std::size_t bytes = static_cast<std::size_t>(side) * static_cast<std::size_t>(side) * 3;
    std::vector<std::uint8_t> pixels(places.size() * bytes);
    for (std::size_t i = 0; i < places.size(); ++i)
        drawPicture(pictures, places[i], side, pixels.data() + i * bytes);
    Digest digest;
    digest.add(std::span<const std::uint8_t>(pixels));
    digest.add(std::span<const int>(dataset.labels));
    dataset.digest = digest.hex();

    ModalityData image, text;
    image.name = "image";
    image.kind = ModalityKind::image;
    image.images = imagesInMemory(std::move(pixels), side, side, 1);
    text.name = "text";
    text.kind = ModalityKind::text;
    const bool chinese = spec.language.starts_with("zh");
    for (const DisplayName& name : dataset.itemNames)
        text.texts.push_back({ { chinese && !name.zh.empty() ? name.zh : name.en }, {} });
    dataset.modalities = { std::move(image), std::move(text) };
    if (spec.heldOut >= 0)
        dataset.parts = partsByShare(places.size(), spec.heldOut);
    else if (!pictures.parts.empty())
        for (const std::size_t place : places)
            dataset.parts.push_back(pictures.parts[place]);
    return dataset;
}

Dataset finishedPictures(Dataset dataset, std::size_t listed, ReadingContext& context)
{
    DatasetReport& report = context.report;
    report.listed = static_cast<Index>(listed);
    report.items = report.images = report.captions = dataset.items;
    report.leftOut = report.listed - report.items;
    report.repeatedCaptions = dataset.items - static_cast<Index>(dataset.labelNames.size());
    dataset.name = fs::path(context.spec.path).parent_path().filename().string();
    const auto shown = std::min<Index>(dataset.items, DatasetReport::previewLimit);
    for (Index item = 0; item < shown; ++item) {
        PreviewItem preview;
        preview.origin = rowPlace(item + 1);
        preview.captions = dataset.find("text")->texts[static_cast<std::size_t>(item)].captions;
        preview.label = preview.captions.front();
        report.preview.push_back(std::move(preview));
    }
    report.showSplit(dataset.parts);
    return dataset;
}

} // namespace

Dataset loadIdx(ReadingContext& context)
{
    const fs::path path = context.spec.path;
    const std::string name = path.filename().string();
    GreyPictures pictures;
    const bool train = name.starts_with("train-");
    const fs::path other = path.parent_path() / replaced(name, "train-", "t10k-");
    addIdx(pictures, path, Part::training);
    context.progress.check();
    if (train && fs::is_regular_file(other)) addIdx(pictures, other, Part::heldOut);
    if (!train) pictures.parts.clear();
    if (pictures.items() < 2) throw MediaError(name, "", { sentences::fileEmpty, {} });
    context.report.reasons.push_back({ sentences::detectedIdx, {} });
    const int side = context.spec.imageSize > 0 ? context.spec.imageSize : pictures.side;
    const bool fashion = path.parent_path().string().find("fashion") != std::string::npos;
    const auto names = fashion ? std::span<const DisplayName>(fashionNames)
                               : std::span<const DisplayName>(digitNames);
    Dataset dataset = datasetOf(pictures, side, names, context);
    return finishedPictures(std::move(dataset), pictures.items(), context);
}

/// 65 numbers a row: 8 x 8 values from 0 to 16, and the digit.
Dataset loadDigits(ReadingContext& context)
{
    const fs::path path = context.spec.path;
    const std::string shown = path.filename().string();
    const std::string text = unpackedFile(path, limits::manifestBytes, shown);
    GreyPictures pictures;
    pictures.side = digitSide;
    DelimitedReader reader(text, ',');
    for (TableRow row; reader.next(row);) {
        context.progress.check();
        const Message place = linePlace(row.line);
        if (row.fields.size() != 65)
            throw MediaError(shown, place,
                { sentences::rowLength, { std::to_string(row.fields.size()), "65" } });
        for (std::size_t i = 0; i < row.fields.size(); ++i) {
            const std::string_view field = trimmed(row.fields[i]);
            double value = -1;
            std::from_chars(field.data(), field.data() + field.size(), value);
            const double most = i < 64 ? 16 : 9;
            if (!(value >= 0 && value <= most))
                throw MediaError(
                    shown, place, { sentences::valueNotANumber, { shortened(field, 40) } });
            if (i < 64)
                pictures.pixels.push_back(static_cast<std::uint8_t>(std::min(255.0, value * 16)));
            else
                pictures.labels.push_back(static_cast<int>(value));
        }
    }
    if (pictures.items() < 2) throw MediaError(shown, "", { sentences::fileEmpty, {} });
    context.report.reasons.push_back({ sentences::detectedDigits, {} });
    const int side = context.spec.imageSize > 0 ? context.spec.imageSize : digitLook;
    Dataset dataset = datasetOf(pictures, side, digitNames, context);
    return finishedPictures(std::move(dataset), pictures.items(), context);
}

} // namespace contrastlab
