// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Drawings on an opaque ground at the towers' size, and texts in the chosen languages.
#include "media/emoji/emoji_dataset.h"

#include "base/digest.h"
#include "base/problem.h"
#include "media/emoji/emoji_sounds.h"
#include "media/emoji/emoji_speech.h"

#include <QPainter>

#include <algorithm>
#include <array>

namespace contrastlab {

namespace {

/// Rows of red, green, blue with no padding between them, appended to `pixels`.
void appendRgb(const QImage& picture, std::vector<std::uint8_t>& pixels)
{
    const QImage rgb = picture.convertToFormat(QImage::Format_RGB888);
    for (int y = 0; y < rgb.height(); ++y)
        pixels.insert(pixels.end(), rgb.constScanLine(y), rgb.constScanLine(y) + 3 * rgb.width());
}

QImage onGround(const QImage& drawing, const QColor& ground)
{
    QImage opaque(drawing.size(), QImage::Format_RGB32);
    opaque.fill(ground);
    QPainter(&opaque).drawImage(0, 0, drawing);
    return opaque;
}

ModalityData emojiImages(const EmojiPack& pack, int size, const QColor& ground)
{
    const int styles = static_cast<int>(pack.styles().size());
    std::vector<std::uint8_t> pixels;
    pixels.reserve(static_cast<std::size_t>(pack.size() * styles * size * size * 3));
    for (Index item = 0; item < pack.size(); ++item)
        for (int style = 0; style < styles; ++style)
            appendRgb(onGround(pack.drawing(item, style), ground)
                          .scaled(size, size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation),
                pixels);
    ModalityData images;
    images.name = "image";
    images.kind = ModalityKind::image;
    images.images = imagesInMemory(std::move(pixels), size, size, styles);
    return images;
}

Captions captionsOf(const Emoji& emoji, EmojiLanguage language)
{
    Captions captions;
    for (const EmojiText* text : { &emoji.en, &emoji.zh }) {
        if (language == (text == &emoji.en ? EmojiLanguage::chinese : EmojiLanguage::english))
            continue;
        captions.captions.push_back(text->label);
        captions.tags.insert(captions.tags.end(), text->tags.begin(), text->tags.end());
    }
    return captions;
}

constexpr const char* chineseText = "chinese"; // beside "text", where each language has its own

EmojiLanguage languageOf(std::string_view modality, EmojiLanguage language)
{
    if (modality == chineseText) return EmojiLanguage::chinese;
    return language == EmojiLanguage::each ? EmojiLanguage::english : language;
}

ModalityData emojiTexts(const EmojiPack& pack, const char* name, EmojiLanguage language)
{
    ModalityData texts;
    texts.name = name;
    texts.kind = ModalityKind::text;
    for (Index item = 0; item < pack.size(); ++item)
        texts.texts.push_back(captionsOf(pack.item(item), languageOf(name, language)));
    return texts;
}

bool speaks(const EmojiVoice& voice, EmojiLanguage language)
{
    return language == EmojiLanguage::both || language == EmojiLanguage::each
        || voice.language == (language == EmojiLanguage::chinese ? "zh" : "en");
}

ModalityData emojiSounds(const EmojiPack& pack, const EmojiOptions& options)
{
    const auto speech = EmojiSpeech::load();
    if (speech->size() != pack.size())
        throw InputError("emoji/speech.json", "",
            QT_TRANSLATE_NOOP("Message", "expected a sound for each emoji"));
    return makeEmojiSounds(*speech, voicesOf(*speech, options.language), options.soundSeconds);
}

std::string digestOf(const EmojiPack& pack, const EmojiOptions& options)
{
    Digest digest;
    digest.add(pack.digest());
    digest.add(static_cast<int>(options.language));
    digest.add(static_cast<int>(options.labels));
    digest.add(options.imageSize);
    digest.add(static_cast<unsigned>(options.ground.rgb()));
    digest.add(options.sound ? options.soundSeconds : 0.0);
    return digest.hex();
}

/// "1F408-200D-2B1B" as "U+1F408 U+200D U+2B1B".
std::string codePoints(const std::string& hexcode)
{
    std::string points = "U+";
    for (const char c : hexcode)
        points += c == '-' ? std::string(" U+") : std::string(1, c);
    return points;
}

class EmojiMedia final : public ItemMedia {
public:
    EmojiMedia(std::shared_ptr<const EmojiPack> pack, EmojiLanguage language)
        : m_pack(std::move(pack))
        , m_speech(m_pack->isSpoken() ? EmojiSpeech::load() : nullptr)
        , m_language(language)
        , m_voices(m_speech ? voicesOf(*m_speech, language) : std::vector<int>())
    {
    }

    int variants(std::string_view modality, Index) const override
    {
        if (modality == "image") return static_cast<int>(m_pack->styles().size());
        return modality == "sound" ? static_cast<int>(m_voices.size()) : 0;
    }
    DisplayName variantName(std::string_view modality, int variant) const override
    {
        if (!has(modality, variant)) return {};
        if (modality == "sound") return m_speech->voices()[voice(variant)].name;
        return { m_pack->styles()[static_cast<std::size_t>(variant)].name, {} };
    }
    QImage picture(
        std::string_view modality, Index item, int variant, int longestSide) const override
    {
        if (modality != "image" || !has(modality, variant)) return {};
        const QImage drawing = m_pack->drawing(item, variant);
        const int side = std::min(longestSide, m_pack->side());
        return drawing.scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    }
    SoundSamples sound(std::string_view modality, Index item, int variant) const override
    {
        if (modality != "sound" || !has(modality, variant)) return {};
        try {
            return m_speech->name(item, static_cast<int>(voice(variant)));
        } catch (const std::exception&) { // an item that is none, a damaged recording
            return {};
        }
    }
    std::vector<std::string> captions(std::string_view modality, Index item) const override
    {
        if (!isText(modality)) return {};
        Captions text = captionsOf(m_pack->item(item), languageOf(modality, m_language));
        text.captions.insert(text.captions.end(), text.tags.begin(), text.tags.end());
        return std::move(text.captions);
    }
    std::vector<ItemText> texts(std::string_view modality, Index item) const override
    {
        if (!isText(modality)) return {};
        const Emoji& emoji = m_pack->item(item);
        std::vector<ItemText> texts { { "en", { emoji.en.label }, emoji.en.tags } };
        if (!emoji.zh.label.empty()) // icons have English names alone
            texts.push_back({ "zh", { emoji.zh.label }, emoji.zh.tags });
        return texts;
    }
    Message origin(Index item) const override { return codePoints(m_pack->item(item).hexcode); }

private:
    bool isText(std::string_view modality) const
    {
        return modality == "text" || (modality == chineseText && m_language == EmojiLanguage::each);
    }
    bool has(std::string_view modality, int variant) const
    {
        return variant >= 0 && variant < variants(modality, 0);
    }
    std::size_t voice(int variant) const
    {
        return static_cast<std::size_t>(m_voices[static_cast<std::size_t>(variant)]);
    }

    std::shared_ptr<const EmojiPack> m_pack;
    std::shared_ptr<const EmojiSpeech> m_speech;
    EmojiLanguage m_language;
    std::vector<int> m_voices;
};

// Three factors of 3 x 21 x 6 values: along each of them every fifth combination is held out.
constexpr int heldOutEvery = 5;

void addFactors(Dataset& dataset, const EmojiPack& pack)
{
    dataset.factors = { { { "person", "人物" }, pack.subgroups(), {} },
        { { "profession", "职业" }, pack.groups(), {} },
        { { "skin tone", "肤色" }, pack.tones(), {} } };
    for (Index item = 0; item < pack.size(); ++item) {
        const Emoji& emoji = pack.item(item);
        const std::array values { emoji.subgroup, emoji.group, emoji.tone };
        for (std::size_t factor = 0; factor < values.size(); ++factor)
            dataset.factors[factor].ofItems.push_back(values[factor]);
        const bool held = (emoji.subgroup + emoji.group + emoji.tone) % heldOutEvery == 0;
        dataset.parts.push_back(held ? Part::heldOut : Part::training);
    }
}

} // namespace

std::vector<int> voicesOf(const EmojiSpeech& speech, EmojiLanguage language)
{
    std::vector<int> voices;
    for (std::size_t voice = 0; voice < speech.voices().size(); ++voice)
        if (speaks(speech.voices()[voice], language)) voices.push_back(static_cast<int>(voice));
    return voices;
}

Dataset makeEmojiDataset(const EmojiPack& pack, const EmojiOptions& options)
{
    const bool byGroup = options.labels == EmojiLabels::group;
    Dataset dataset;
    dataset.name = pack.name();
    dataset.items = pack.size();
    dataset.modalities = { emojiImages(pack, options.imageSize, options.ground),
        emojiTexts(pack, "text", options.language) };
    if (options.language == EmojiLanguage::each)
        dataset.modalities.push_back(emojiTexts(pack, chineseText, options.language));
    if (options.sound) dataset.modalities.push_back(emojiSounds(pack, options));
    dataset.labelNames = byGroup ? pack.groups() : pack.subgroups();
    for (Index item = 0; item < pack.size(); ++item) {
        const Emoji& emoji = pack.item(item);
        dataset.labels.push_back(byGroup ? emoji.group : emoji.subgroup);
        dataset.itemNames.push_back({ emoji.en.label, emoji.zh.label });
    }
    if (!pack.tones().empty()) addFactors(dataset, pack);
    dataset.digest = digestOf(pack, options);
    return dataset;
}

std::shared_ptr<const ItemMedia> makeEmojiMedia(
    std::shared_ptr<const EmojiPack> pack, EmojiLanguage language)
{
    return std::make_shared<EmojiMedia>(std::move(pack), language);
}

} // namespace contrastlab
