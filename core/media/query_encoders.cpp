// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/query_encoders.h"

#include "base/digest.h"
#include "base/problem.h"
#include "encoder/encoder_messages.h"
#include "media/built_in_encoders.h"
#include "media/decode/sound_decoder.h"
#include "media/encoded_data.h"
#include "media/item_list.h"

#include <QColor>

#include <algorithm>

namespace contrastlab {

namespace {

constexpr std::size_t queriesKept = 64;
constexpr std::size_t itemsLookedAt = 16; ///< for captions

// Encoded modalities keep their names.
bool wasOfKind(const RunSetup& setup, int tower, const ItemMedia* media, EncoderKind kind)
{
    const ModalityData& modality = setup.modality(tower);
    if (modality.kind != ModalityKind::features) return false;
    if (kind == EncoderKind::pictures) return modality.name == "image";
    if (kind == EncoderKind::sounds) return modality.name == "sound";
    const std::span<const Index> all = setup.split().heldOut;
    const auto items = all.first(std::min(itemsLookedAt, all.size()));
    return media && std::ranges::any_of(items, [&](Index item) {
        return modality.has(item) && !media->captions(modality.name, item).empty();
    });
}

std::uint64_t keyOf(const Encoder& encoder, const EncoderQuery& query, const std::string& ground)
{
    Digest digest;
    digest.add(encoder.digest());
    digest.add(std::string_view(ground));
    digest.add(std::string_view(query.words));
    digest.add(query.sound.rate);
    digest.add(std::span<const float>(query.sound.values));
    for (int y = 0; y < query.picture.height(); ++y)
        digest.addBytes(query.picture.constScanLine(y), std::size_t(query.picture.bytesPerLine()));
    return digest.value();
}

Matrix<float> encoded(const Encoder& encoder, const EncoderQuery& query, const std::string& ground)
{
    if (query.kind == EncoderKind::texts) {
        const std::vector<std::int64_t> tokens = encoder.tokensOf(query.words);
        return encoder.encode(std::span(&tokens, 1));
    }
    if (query.kind == EncoderKind::sounds) {
        const SoundClip clip = resampled(query.sound, encoder.plan().sound.rate);
        return encoder.encode(std::span(&clip, 1));
    }
    const Picture picture = pictureOf(query.picture, QColor(QString::fromStdString(ground)));
    return encoder.encode(std::span(&picture, 1));
}

std::string encoderFileOf(const RunSpec& spec, const std::string& key)
{
    if (spec.text(key) != builtInEncoder) return spec.text(key);
    const std::string file = builtInEncoderPlace(key);
    if (file.empty()) throw InputError(builtInEncoder, "", sentences::builtInQueryFile);
    return file;
}

} // namespace

int encodedTower(const RunSetup& setup, const ItemMedia* media, EncoderKind kind)
{
    if (setup.spec().text(parameterOf(kind)) == "scratch") return -1;
    for (int tower = 0; tower < setup.towers(); ++tower)
        if (wasOfKind(setup, tower, media, kind)) return tower;
    return -1;
}

const Encoder& QueryEncoders::encoderOf(const RunSpec& spec, EncoderKind kind)
{
    const std::string key = parameterOf(kind);
    const std::string& settings = spec.text(key + "_settings");
    Opened& opened = m_opened[static_cast<std::size_t>(kind)];
    if (const std::string name = spec.text(key) + '\n' + settings; opened.file != name)
        opened = { name, nullptr, nullptr };
    if (!opened.encoder && !opened.failure) {
        try {
            opened.encoder = std::make_shared<const Encoder>(
                OnnxRuntime::load(), encoderFileOf(spec, key), settings);
            if (opened.encoder->plan().kind != kind)
                throw InputError(opened.encoder->file(), "", sentences::encoderOfOtherKind);
        } catch (...) {
            opened.failure = std::current_exception();
        }
    }
    if (opened.failure) std::rethrow_exception(opened.failure);
    return *opened.encoder;
}

std::vector<float> QueryEncoders::features(
    const RunSpec& spec, const EncoderQuery& query, Index width)
{
    const std::lock_guard lock(m_mutex);
    const Encoder& encoder = encoderOf(spec, query.kind);
    if (encoder.width() != width)
        throw InputError(encoder.file(), "",
            { sentences::encoderChanged,
                { std::to_string(width), std::to_string(encoder.width()) } });
    const std::string ground = groundOf(spec);
    const std::uint64_t key = keyOf(encoder, query, ground);
    if (const auto known = std::ranges::find(m_known, key, &Known::key); known != m_known.end())
        return known->features;
    const Matrix<float> row = encoded(encoder, query, ground);
    if (!row.allFinite()) throw InputError(encoder.file(), "", sentences::queryNotFinite);
    m_known.push_front({ key, { row.data(), row.data() + row.size() } });
    if (m_known.size() > queriesKept) m_known.pop_back();
    return m_known.front().features;
}

} // namespace contrastlab
