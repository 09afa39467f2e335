// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One item a run of the model, so that features depend on no neighbour.
#include "media/encoder_preview.h"

#include "base/problem.h"
#include "base/thread_pool.h"
#include "encoder/encoder_messages.h"
#include "media/item_list.h"

#include <algorithm>
#include <numeric>

namespace contrastlab {

namespace {

/// At most `count` of the items, at even distances.
std::vector<Index> evenlyFrom(const std::vector<Index>& items, Index count)
{
    const Index all = std::ssize(items), taken = std::min(count, all);
    std::vector<Index> some;
    for (Index i = 0; i < taken; ++i)
        some.push_back(items[static_cast<std::size_t>(i * all / taken)]);
    return some;
}

Matrix<float> unitRowsOf(const Encoder& encoder, std::span<const Index> items,
    const std::function<Matrix<float>(Index)>& encodeItem, ProgressMeter& meter,
    const std::stop_token& stop)
{
    Matrix<float> rows(std::ssize(items), encoder.width());
    ThreadPool pool(0);
    const InterruptedBy interrupted(pool, stop);
    meter.start(LoadPhase::encoding, rows.rows());
    pool.run(rows.rows(), [&](Index i) {
        const Index item = items[static_cast<std::size_t>(i)];
        const Matrix<float> features = encodeItem(item);
        if (!features.allFinite())
            throw InputError(
                encoder.file(), "", { sentences::featuresNotFinite, { std::to_string(item + 1) } });
        rows.row(i) = features.row(0).stableNormalized();
        meter.advance();
    });
    return rows;
}

PreviewRow rowOf(const Matrix<float>& rows, std::span<const Index> items, Index query)
{
    const Eigen::VectorXf cosines = rows * rows.row(query).transpose();
    std::vector<Index> order(static_cast<std::size_t>(rows.rows()));
    std::iota(order.begin(), order.end(), Index(0));
    std::erase(order, query);
    const auto count = std::min<std::ptrdiff_t>(previewNeighbours, std::ssize(order));
    // Of equals the first: what is shown does not change from time to time.
    std::partial_sort(order.begin(), order.begin() + count, order.end(), [&](Index a, Index b) {
        return cosines[a] != cosines[b] ? cosines[a] > cosines[b] : a < b;
    });
    PreviewRow row { items[static_cast<std::size_t>(query)], {}, {} };
    for (std::ptrdiff_t i = 0; i < count; ++i) {
        const Index place = order[static_cast<std::size_t>(i)];
        row.nearest.push_back(items[static_cast<std::size_t>(place)]);
        row.cosines.push_back(cosines[place]);
    }
    return row;
}

// Of rows of length 1: the square of their sum holds each pair twice, and each row with itself.
double meanCosineOf(const Matrix<float>& rows)
{
    const auto n = static_cast<double>(rows.rows());
    if (n < 2) return 0;
    const Eigen::RowVectorXd sum = rows.cast<double>().colwise().sum();
    return (sum.squaredNorm() - rows.cast<double>().squaredNorm()) / (n * (n - 1));
}

} // namespace

const ModalityData* modalityFor(const Encoder& encoder, const Dataset& dataset)
{
    const ModalityKind kind = kindFor(encoder.plan().kind);
    const auto found = std::ranges::find(dataset.modalities, kind, &ModalityData::kind);
    return found != dataset.modalities.end() ? &*found : nullptr;
}

EncoderPreview previewOf(const Encoder& encoder, const OpenedData& data,
    const ModalityData& modality, const std::string& ground, const ProgressCallback& progress,
    const std::stop_token& stop)
{
    const std::vector<Index> items =
        evenlyFrom(itemsWith(modality, data.dataset->items), previewedItems);
    ProgressMeter meter(progress, stop);
    std::function<Matrix<float>(Index)> encodeItem;
    std::shared_ptr<const PictureSource> pictures;
    std::shared_ptr<const ClipSource> clips;
    if (modality.kind == ModalityKind::text) {
        encodeItem = [&](Index item) {
            const auto texts = encodedTexts(modality.texts[static_cast<std::size_t>(item)]);
            const std::vector<std::int64_t> tokens = encoder.tokensOf(texts.front());
            return encoder.encode(std::span(&tokens, 1), stop);
        };
    } else if (modality.kind == ModalityKind::sound) {
        clips = clipsFor(data, modality, encoder.plan().sound.rate);
        encodeItem = [&](Index item) {
            const SoundClip clip = clips->clip(item, 0);
            return encoder.encode(std::span(&clip, 1), stop);
        };
    } else {
        pictures = picturesFor(data, modality, ground);
        encodeItem = [&](Index item) {
            const Picture picture = pictures->picture(item, 0);
            return encoder.encode(std::span(&picture, 1), stop);
        };
    }
    const Matrix<float> rows = unitRowsOf(encoder, items, encodeItem, meter, stop);
    EncoderPreview preview { modality.name, std::ssize(items), {}, meanCosineOf(rows) };
    std::vector<Index> places(items.size());
    std::iota(places.begin(), places.end(), Index(0));
    for (const Index query : evenlyFrom(places, previewRows))
        preview.rows.push_back(rowOf(rows, items, query));
    return preview;
}

} // namespace contrastlab
