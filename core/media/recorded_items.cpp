// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pictures stay in their formats until somebody looks.
#include "media/recorded_items.h"

#include "base/digest.h"
#include "media/bytes/media_message.h"
#include "media/decode/image_decoder.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace contrastlab {

namespace {

using Items = std::shared_ptr<const std::vector<RecordedItem>>;

constexpr int towerSide = 8; ///< pixels: no tower looks at them
constexpr std::size_t longestModalityName = 256;

QByteArray recordedPicture(const Items& items, Index item)
{
    const std::string& bytes = (*items)[static_cast<std::size_t>(item)].picture;
    return QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

class RecordedImages final : public ImageSource {
public:
    explicit RecordedImages(Items items) : m_items(std::move(items)) { }
    int width() const override { return towerSide; }
    int height() const override { return towerSide; }
    int variants(Index) const override { return 1; }
    void read(Index item, int, std::span<std::uint8_t> pixels) const override
    {
        try {
            decodeImage(recordedPicture(m_items, item), { .side = towerSide }, pixels, "picture");
        } catch (const std::exception&) {
            std::ranges::fill(pixels, std::uint8_t(255));
        }
    }

private:
    Items m_items;
};

class RecordedMedia final : public ItemMedia {
public:
    RecordedMedia(Items items, std::vector<std::pair<std::string, ModalityKind>> modalities)
        : m_items(std::move(items))
        , m_modalities(std::move(modalities))
    {
    }
    int variants(std::string_view, Index) const override { return 1; }
    QImage picture(std::string_view modality, Index item, int, int longestSide) const override
    {
        if (kindOf(modality) != ModalityKind::image) return {};
        try {
            return decodePicture(recordedPicture(m_items, item), longestSide, "picture");
        } catch (const std::exception&) {
            return {};
        }
    }
    SoundSamples sound(std::string_view, Index, int) const override { return {}; }
    std::vector<std::string> captions(std::string_view modality, Index item) const override
    {
        if (kindOf(modality) != ModalityKind::text) return {};
        return (*m_items)[static_cast<std::size_t>(item)].captions;
    }
    Message origin(Index item) const override { return rowPlace(item + 1); }

private:
    [[nodiscard]] ModalityKind kindOf(std::string_view modality) const
    {
        const auto found = std::ranges::find(
            m_modalities, modality, [](const auto& one) -> std::string_view { return one.first; });
        return found == m_modalities.end() ? ModalityKind::features : found->second;
    }

    Items m_items;
    std::vector<std::pair<std::string, ModalityKind>> m_modalities;
};

[[noreturn]] void refuseModalities(const std::string& path)
{
    throw InputError(path, "modalities",
        QT_TRANSLATE_NOOP("Message",
            "expected the names and kinds of two or three modalities, as the recorder writes "
            "them"));
}

std::vector<std::pair<std::string, ModalityKind>> modalitiesOf(
    const std::string& path, const RunFile& file)
{
    const auto facts = nlohmann::json::parse(file.data().facts, nullptr, false);
    const auto given = facts.is_object() ? facts.find("modalities") : facts.end();
    if (!facts.is_object() || given == facts.end() || !given->is_array()) refuseModalities(path);
    std::vector<std::pair<std::string, ModalityKind>> modalities;
    for (const auto& one : *given) {
        if (!one.is_object() || !one.contains("name") || !one["name"].is_string())
            refuseModalities(path);
        const std::string name = one["name"].get<std::string>();
        const bool isNew = std::ranges::none_of(
            modalities, [&](const auto& other) { return other.first == name; });
        if (name.empty() || name.size() > longestModalityName || !isNew) refuseModalities(path);
        ModalityKind kind = ModalityKind::features;
        for (const ModalityKind known : { ModalityKind::image, ModalityKind::text })
            if (one.contains("kind") && one["kind"] == nameOf(known)) kind = known;
        modalities.emplace_back(name, kind);
    }
    if (modalities.size() < 2 || modalities.size() > mostModalities) refuseModalities(path);
    return modalities;
}

// Equal text or bytes, equal numbers; an item without stands for itself.
std::uint64_t contentNumberOf(std::string_view content, std::size_t place)
{
    Digest digest;
    if (content.empty()) digest.add(static_cast<std::uint64_t>(place));
    digest.add(content);
    return digest.value();
}

ModalityData recordedModalityOf(const std::string& name, ModalityKind kind, const Items& items)
{
    ModalityData data { .name = name, .kind = kind };
    for (std::size_t i = 0; i < items->size(); ++i) {
        const RecordedItem& item = (*items)[i];
        std::string content = kind == ModalityKind::image ? item.picture : std::string();
        if (kind == ModalityKind::text) {
            data.texts.push_back({ item.captions, {} });
            for (const std::string& caption : item.captions)
                content += caption + '\n';
        }
        data.contents.push_back(contentNumberOf(content, i));
    }
    if (kind == ModalityKind::image) data.images = std::make_shared<RecordedImages>(items);
    if (kind == ModalityKind::features)
        data.features = featuresInMemory(Matrix<float>::Zero(std::ssize(*items), 1));
    return data;
}

} // namespace

OpenedData openRecordedItems(const std::string& path, const RunFile& file)
{
    const auto items = std::make_shared<const std::vector<RecordedItem>>(file.items());
    auto modalities = modalitiesOf(path, file);
    const auto all = [&](auto has) { return std::ranges::all_of(*items, has); };
    const bool captioned = all([](const RecordedItem& item) { return !item.captions.empty(); });
    const bool pictured = all([](const RecordedItem& item) { return !item.picture.empty(); });
    auto dataset = std::make_shared<Dataset>();
    dataset->name = "recorded";
    dataset->items = std::ssize(*items);
    dataset->digest = file.data().digest;
    dataset->parts.assign(items->size(), Part::heldOut);
    for (auto& [name, kind] : modalities) {
        if ((kind == ModalityKind::text && !captioned)
            || (kind == ModalityKind::image && !pictured))
            kind = ModalityKind::features;
        dataset->modalities.push_back(recordedModalityOf(name, kind, items));
    }
    for (const RecordedItem& item : *items) {
        if (item.label >= std::ssize(dataset->labelNames))
            dataset->labelNames.push_back({ item.labelName, {} });
        dataset->labels.push_back(item.label);
        dataset->itemNames.push_back({ item.name, {} });
    }
    if (dataset->labelNames.empty()) dataset->labels.clear();
    if (all([](const RecordedItem& item) { return item.name.empty(); })) dataset->itemNames.clear();
    return { dataset, std::make_shared<RecordedMedia>(items, std::move(modalities)), {}, {} };
}

} // namespace contrastlab
