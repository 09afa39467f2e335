// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each thread prepares a batch, runs the model on it alone and appends the rows: nobody waits for
// anybody, and the features do not depend on who computed them.
#include "encoder/feature_stage.h"

#include "base/digest.h"
#include "base/problem.h"
#include "base/thread_pool.h"
#include "encoder/encoder_messages.h"
#include "encoder/feature_cache.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <unordered_set>

namespace contrastlab {

namespace {

constexpr std::size_t itemsABatch = 16;

/// One variant of an item that is not in the cache.
struct MissingRow {
    std::uint64_t key;
    Index item;
    int variant;
};

/// Keys of all variants, and where those of each item begin.
struct RowKeys {
    std::vector<std::uint64_t> keys;
    std::vector<std::size_t> begins { 0 };

    void endItem() { begins.push_back(keys.size()); }
};

std::vector<MissingRow> missingRows(const RowKeys& all, const FeatureCache& cache)
{
    std::vector<MissingRow> missing;
    std::unordered_set<std::uint64_t> listed;
    for (std::size_t item = 0; item + 1 < all.begins.size(); ++item)
        for (std::size_t place = all.begins[item]; place < all.begins[item + 1]; ++place)
            if (!cache.contains(all.keys[place]) && listed.insert(all.keys[place]).second)
                missing.push_back({ all.keys[place], static_cast<Index>(item),
                    static_cast<int>(place - all.begins[item]) });
    return missing;
}

void requireFinite(
    const Encoder& encoder, const Matrix<float>& rows, std::span<const MissingRow> part)
{
    for (Index row = 0; row < rows.rows(); ++row)
        if (!rows.row(row).allFinite())
            throw InputError(encoder.file(), "",
                { sentences::featuresNotFinite,
                    { std::to_string(part[static_cast<std::size_t>(row)].item + 1) } });
}

/// Computes what is missing, batch by batch; encodePart(rows) gives their features.
template <class EncodePart>
void computeMissing(const Encoder& encoder, std::span<const std::vector<MissingRow>> batches,
    FeatureCache& cache, const FeatureStage& stage, const EncodePart& encodePart)
{
    Index rows = 0;
    for (const auto& batch : batches)
        rows += std::ssize(batch);
    if (rows == 0) return;
    cache.reserve(rows, stage.mostBytes);
    if (stage.begin) stage.begin(rows);
    ThreadPool pool(stage.threads);
    const InterruptedBy interrupted(pool, stage.stop);
    std::mutex mutex;
    pool.run(std::ssize(batches), [&](Index tile) {
        const std::span<const MissingRow> part = batches[static_cast<std::size_t>(tile)];
        const Matrix<float> features = encodePart(part);
        requireFinite(encoder, features, part);
        std::vector<std::uint64_t> keys;
        for (const MissingRow& row : part)
            keys.push_back(row.key);
        const std::lock_guard lock(mutex);
        cache.append(keys, view(features));
        for (std::size_t i = 0; stage.advance && i < part.size(); ++i)
            stage.advance();
    });
}

std::vector<std::vector<MissingRow>> inBatches(const std::vector<MissingRow>& rows)
{
    std::vector<std::vector<MissingRow>> batches;
    for (std::size_t first = 0; first < rows.size(); first += itemsABatch)
        batches.emplace_back(rows.begin() + static_cast<std::ptrdiff_t>(first),
            rows.begin() + static_cast<std::ptrdiff_t>(std::min(first + itemsABatch, rows.size())));
    return batches;
}

// By what the loader has found in the files, else by the pixels or the spectrogram that the tower
// would see; of a spectrogram, which may end before the sound does, with the item.
class ContentKeys {
public:
    ContentKeys(const ModalityData& modality, std::string_view look)
        : m_modality(modality)
        , m_look(look)
    {
    }
    std::uint64_t operator()(Index item, int variant)
    {
        Digest digest;
        digest.add(m_look);
        digest.add(variant);
        if (!m_modality.contents.empty())
            digest.add(m_modality.contents[static_cast<std::size_t>(item)]);
        else if (m_modality.kind == ModalityKind::sound)
            addSpectrogram(item, variant, digest);
        else
            addPixels(item, variant, digest);
        return digest.value();
    }

private:
    void addPixels(Index item, int variant, Digest& digest)
    {
        const ImageSource& images = *m_modality.images;
        m_pixels.resize(static_cast<std::size_t>(images.width())
            * static_cast<std::size_t>(images.height()) * 3);
        images.read(item, variant, m_pixels);
        digest.add(std::span<const std::uint8_t>(m_pixels));
    }
    void addSpectrogram(Index item, int variant, Digest& digest)
    {
        const SoundSource& sounds = *m_modality.sounds;
        m_values.resize(
            static_cast<std::size_t>(sounds.frames()) * static_cast<std::size_t>(sounds.bands()));
        sounds.read(item, variant, m_values);
        digest.add(item);
        digest.add(std::span<const float>(m_values));
    }

    const ModalityData& m_modality;
    std::string_view m_look;
    std::vector<std::uint8_t> m_pixels;
    std::vector<float> m_values;
};

void requireGoOn(const FeatureStage& stage)
{
    if (stage.stop.stop_requested()) throw Interrupted();
}

// Of pictures or sounds.
RowKeys contentKeys(
    const ModalityData& modality, Index items, std::string_view look, const FeatureStage& stage)
{
    RowKeys all;
    ContentKeys keyOf(modality, look);
    for (Index item = 0; item < items; ++item) {
        requireGoOn(stage);
        const int variants = !modality.has(item) ? 0
            : modality.images                    ? modality.images->variants(item)
                                                 : modality.sounds->variants(item);
        for (int variant = 0; variant < variants; ++variant)
            all.keys.push_back(keyOf(item, variant));
        all.endItem();
    }
    return all;
}

} // namespace

std::shared_ptr<const FeatureSource> pictureFeatures(const Encoder& encoder,
    const ModalityData& modality, Index items, const PictureSource& pictures, std::string_view look,
    const FeatureStage& stage)
{
    const RowKeys all = contentKeys(modality, items, look, stage);
    FeatureCache cache(stage.folder, encoder.digest(), encoder.width());
    computeMissing(encoder, inBatches(missingRows(all, cache)), cache, stage,
        [&](std::span<const MissingRow> part) {
            std::vector<Picture> batch;
            for (const MissingRow& row : part)
                batch.push_back(pictures.picture(row.item, row.variant));
            return encoder.encode(batch, stage.stop);
        });
    return cache.features(all.keys, all.begins);
}

std::shared_ptr<const FeatureSource> soundFeatures(const Encoder& encoder,
    const ModalityData& modality, Index items, const ClipSource& clips, const FeatureStage& stage)
{
    const RowKeys all = contentKeys(modality, items, "", stage);
    FeatureCache cache(stage.folder, encoder.digest(), encoder.width());
    computeMissing(encoder, inBatches(missingRows(all, cache)), cache, stage,
        [&](std::span<const MissingRow> part) {
            std::vector<SoundClip> batch;
            for (const MissingRow& row : part)
                batch.push_back(clips.clip(row.item, row.variant));
            return encoder.encode(batch, stage.stop);
        });
    return cache.features(all.keys, all.begins);
}

std::vector<std::string> encodedTexts(const Captions& captions)
{
    std::string tags;
    for (const std::string& tag : captions.tags)
        tags += ", " + tag;
    std::vector<std::string> texts;
    for (const std::string& caption : captions.captions)
        if (std::ssize(texts) < mostEncodedCaptions) texts.push_back(caption + tags);
    if (texts.empty()) texts.push_back(tags.substr(std::min<std::size_t>(2, tags.size())));
    return texts;
}

std::shared_ptr<const FeatureSource> textFeatures(
    const Encoder& encoder, const ModalityData& modality, Index items, const FeatureStage& stage)
{
    RowKeys all;
    for (Index item = 0; item < items; ++item) {
        requireGoOn(stage);
        if (modality.has(item))
            for (const std::string& text :
                encodedTexts(modality.texts[static_cast<std::size_t>(item)])) {
                Digest digest;
                digest.add(std::string_view(text));
                all.keys.push_back(digest.value());
            }
        all.endItem();
    }
    FeatureCache cache(stage.folder, encoder.digest(), encoder.width());
    const auto tokensOf = [&](const MissingRow& row) {
        const Captions& captions = modality.texts[static_cast<std::size_t>(row.item)];
        return encoder.tokensOf(encodedTexts(captions)[static_cast<std::size_t>(row.variant)]);
    };
    // Texts of one length go together: nothing is filled up, and features depend on no neighbour.
    std::map<std::size_t, std::vector<MissingRow>> byLength;
    for (const MissingRow& row : missingRows(all, cache)) {
        requireGoOn(stage);
        byLength[encoder.plan().fixedLength ? 0 : tokensOf(row).size()].push_back(row);
    }
    std::vector<std::vector<MissingRow>> batches;
    for (const auto& [length, rows] : byLength)
        for (auto& batch : inBatches(rows))
            batches.push_back(std::move(batch));
    computeMissing(encoder, batches, cache, stage, [&](std::span<const MissingRow> part) {
        std::vector<std::vector<std::int64_t>> tokens;
        for (const MissingRow& row : part)
            tokens.push_back(tokensOf(row));
        return encoder.encode(tokens, stage.stop);
    });
    return cache.features(all.keys, all.begins);
}

} // namespace contrastlab
