// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pictures come as people see them, at their own size, and not as a tower that learns from pixels
// would have them.
#include "media/encoded_data.h"

#include "base/digest.h"
#include "base/joined.h"
#include "base/translation_marks.h"
#include "data/contents.h"
#include "encoder/feature_cache.h"
#include "media/built_in_encoders.h"
#include "media/decode/sound_decoder.h"
#include "media/item_list.h"

#include <QColor>
#include <QImage>
#include <QPainter>

#include <algorithm>
#include <array>

namespace contrastlab {

namespace {

constexpr int longestPictureSide = 4096; ///< larger ones are made smaller first
constexpr const char* noEncoder = "scratch";

class MediaPictures final : public PictureSource {
public:
    MediaPictures(
        std::shared_ptr<const ItemMedia> media, std::string modality, const QColor& ground)
        : m_media(std::move(media))
        , m_modality(std::move(modality))
        , m_ground(ground)
    {
    }
    Picture picture(Index item, int variant) const override
    {
        return pictureOf(m_media->picture(m_modality, item, variant, longestPictureSide), m_ground);
    }

private:
    std::shared_ptr<const ItemMedia> m_media;
    std::string m_modality;
    QColor m_ground;
};

class MediaClips final : public ClipSource {
public:
    MediaClips(std::shared_ptr<const ItemMedia> media, std::string modality, int rate)
        : m_media(std::move(media))
        , m_modality(std::move(modality))
        , m_rate(rate)
    {
    }
    SoundClip clip(Index item, int variant) const override
    {
        return resampled(m_media->sound(m_modality, item, variant), m_rate);
    }

private:
    std::shared_ptr<const ItemMedia> m_media;
    std::string m_modality;
    int m_rate;
};

/// What is said of one kind of encoder.
struct KindOfEncoder {
    ModalityKind modality;
    const char* parameter;
    const char* needed;
    const char* nothing;
};

// In the order of EncoderKind.
constexpr std::array<KindOfEncoder, 3> kindsOfEncoders { {
    { ModalityKind::image, "image_encoder", QT_TRANSLATE_NOOP("Message", "an encoder of pictures"),
        QT_TRANSLATE_NOOP("Message", "scratch, because these data have no pictures: %1") },
    { ModalityKind::text, "text_encoder", QT_TRANSLATE_NOOP("Message", "an encoder of texts"),
        QT_TRANSLATE_NOOP("Message", "scratch, because these data have no texts: %1") },
    { ModalityKind::sound, "sound_encoder", QT_TRANSLATE_NOOP("Message", "an encoder of sounds"),
        QT_TRANSLATE_NOOP("Message", "scratch, because these data have no sounds: %1") },
} };

const KindOfEncoder& ofKind(EncoderKind kind)
{
    return kindsOfEncoders[static_cast<std::size_t>(kind)];
}

bool hasKind(const Dataset& dataset, ModalityKind kind)
{
    return std::ranges::find(dataset.modalities, kind, &ModalityData::kind)
        != dataset.modalities.end();
}

// Takes the place of the modality's own content, which the encoder has seen.
void becomeFeatures(ModalityData& modality, std::shared_ptr<const FeatureSource> features)
{
    modality.kind = ModalityKind::features;
    modality.features = std::move(features);
    modality.images.reset();
    modality.sounds.reset();
    modality.texts.clear();
}

// Features that came with the program; false where none did.
bool takeEmbedded(OpenedData& data, const std::string& key, const RunSpec& spec)
{
    if (spec.text(key) != builtInEncoder) return false;
    auto dataset = std::make_shared<Dataset>(*data.dataset);
    Digest digest;
    digest.add(std::string_view(dataset->digest));
    bool any = false;
    for (ModalityData& modality : dataset->modalities)
        if (auto features = embeddedFeaturesOf(spec, key, *dataset, modality, digest)) {
            becomeFeatures(modality, std::move(features));
            any = true;
        }
    if (!any) return false;
    dataset->digest = digest.hex();
    data.dataset = dataset;
    return true;
}

void encodeKind(OpenedData& data, EncoderKind wanted, const RunSpec& spec,
    const ProgressCallback& progress, const std::stop_token& stop)
{
    const KindOfEncoder& facts = ofKind(wanted);
    const std::string key = facts.parameter;
    if (spec.text(key) == noEncoder || takeEmbedded(data, key, spec)) return;
    const bool builtIn = spec.text(key) == builtInEncoder;
    const bool has = hasKind(*data.dataset, facts.modality);
    if (builtIn && wanted == EncoderKind::sounds && !has) return; // idle where none are trained
    const std::string file = builtIn ? builtInEncoderFile(spec, key) : spec.text(key);
    const Encoder encoder(OnnxRuntime::load(), file, spec.text(key + "_settings"));
    if (encoder.plan().kind != wanted) throw SpecError({ { key, file, facts.needed } });
    auto dataset = std::make_shared<Dataset>(*data.dataset);
    if (!has)
        throw SpecError({ { key, file,
            { facts.nothing, { joined(dataset->modalities, &ModalityData::name) } } } });
    Digest digest;
    digest.add(std::string_view(dataset->digest));
    digest.add(encoder.digest());
    for (ModalityData& modality : dataset->modalities) {
        if (modality.kind != facts.modality) continue;
        if (modality.kind == ModalityKind::text)
            modality.contents = contentsOf(modality, dataset->items, stop);
        becomeFeatures(
            modality, encodedFeatures(encoder, data, modality, groundOf(spec), progress, stop));
    }
    dataset->digest = digest.hex();
    data.dataset = dataset;
}

} // namespace

Picture pictureOf(const QImage& image, const QColor& ground)
{
    if (image.isNull()) // a damaged file is ground, as for the towers
        return { 1, 1,
            { static_cast<std::uint8_t>(ground.red()), static_cast<std::uint8_t>(ground.green()),
                static_cast<std::uint8_t>(ground.blue()) } };
    QImage opaque = image;
    if (image.hasAlphaChannel()) {
        opaque = QImage(image.size(), QImage::Format_RGB32);
        opaque.fill(ground);
        QPainter(&opaque).drawImage(0, 0, image);
    }
    opaque.convertTo(QImage::Format_RGB888);
    Picture picture { opaque.width(), opaque.height(), {} };
    const std::ptrdiff_t rowBytes = std::ptrdiff_t(3) * opaque.width();
    picture.pixels.reserve(static_cast<std::size_t>(rowBytes * opaque.height()));
    for (int y = 0; y < opaque.height(); ++y)
        picture.pixels.insert(
            picture.pixels.end(), opaque.constScanLine(y), opaque.constScanLine(y) + rowBytes);
    return picture;
}

std::shared_ptr<const PictureSource> picturesFor(
    const OpenedData& data, const ModalityData& modality, const std::string& ground)
{
    return std::make_shared<MediaPictures>(
        data.media, modality.name, QColor(QString::fromStdString(ground)));
}

std::shared_ptr<const ClipSource> clipsFor(
    const OpenedData& data, const ModalityData& modality, int rate)
{
    return std::make_shared<MediaClips>(data.media, modality.name, rate);
}

ModalityKind kindFor(EncoderKind kind)
{
    return ofKind(kind).modality;
}

const char* parameterOf(EncoderKind kind)
{
    return ofKind(kind).parameter;
}

std::shared_ptr<const FeatureSource> encodedFeatures(const Encoder& encoder, const OpenedData& data,
    const ModalityData& modality, const std::string& ground, const ProgressCallback& progress,
    const std::stop_token& stop)
{
    ProgressMeter meter(progress, stop);
    FeatureStage stage { featureCacheFolder(), featureCacheBytes(), 0, stop,
        [&](Index rows) { meter.start(LoadPhase::encoding, rows); }, [&] { meter.advance(); } };
    if (modality.kind == ModalityKind::text)
        return textFeatures(encoder, modality, data.dataset->items, stage);
    if (modality.kind == ModalityKind::sound)
        return soundFeatures(encoder, modality, data.dataset->items,
            *clipsFor(data, modality, encoder.plan().sound.rate), stage);
    return pictureFeatures(encoder, modality, data.dataset->items,
        *picturesFor(data, modality, ground), ground, stage);
}

OpenedData withEncoders(OpenedData data, const RunSpec& spec, const ProgressCallback& progress,
    const std::stop_token& stop)
{
    for (const EncoderKind kind :
        { EncoderKind::pictures, EncoderKind::texts, EncoderKind::sounds })
        encodeKind(data, kind, spec, progress, stop);
    return data;
}

} // namespace contrastlab
