// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A batch as the towers take it, and the making of batches from a data set: choice of drawing style
// and words, augmentation, standardisation. A BatchMaker is immutable; its calls draw from streams
// named by step.
#pragma once

#include "base/thread_pool.h"
#include "data/dataset.h"
#include "data/vocabulary.h"

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace contrastlab {

/// What a tower sees of one modality.
struct InputShape {
    ModalityKind kind = ModalityKind::features;
    Index height = 1; ///< image rows, or sound frames
    Index width = 1; ///< image columns, or sound bands
    Index channels = 1; ///< innermost; of features: their number
    Index vocabulary = 0;

    [[nodiscard]] Index size() const { return height * width * channels; }
};

/// One modality of a batch: dense N x size (images and sounds row by row, channels innermost), or
/// tokens.
template <class S> struct ModalityBatch {
    Matrix<S> dense;
    TokenBag tokens;
    std::vector<std::uint8_t> present; ///< one a sample; empty where all are

    [[nodiscard]] Index size() const { return dense.rows() > 0 ? dense.rows() : tokens.size(); }
};

/// How samples are varied. All live.
struct Augmentation {
    int shift = 2; ///< images: at most this many pixels each way; sounds: frames
    bool flip = true; ///< images: left and right swapped half of the time
    double colour =
        0.2; ///< images: strength of brightness, contrast and saturation changes, 0 to 1
    bool styles = true; ///< a random drawing style (or voice) each time, else always the first
    double dropText =
        0.3; ///< of an item with tags: chance that the caption, and each tag, is left out
    double dropWords = 0; ///< of one without: chance that each word of the caption is left out
    double wordNoise = 0; ///< share of each item's words that any other stands in place of
};

class BatchMaker {
public:
    /// `modalities` index into dataset.modalities. Vocabularies, and means and deviations for
    /// standardising, come from the training items alone.
    BatchMaker(std::shared_ptr<const Dataset> dataset, const std::vector<int>& modalities,
        std::span<const Index> trainingItems, bool standardise = true);
    ~BatchMaker();

    [[nodiscard]] int modalities() const;
    [[nodiscard]] InputShape shape(int modality) const;
    [[nodiscard]] const Vocabulary* vocabulary(int modality) const;
    /// What each channel is lessened by and then divided by before a tower sees it, pixels from 0
    /// to 1; empty for a text. They live as long as this does.
    struct Standard {
        std::span<const float> mean, deviation;
    };
    [[nodiscard]] Standard standard(int modality) const;
    /// Drawing styles (voices) of the modality: the most that any item has.
    [[nodiscard]] int variants(int modality) const;

    /// A training batch; the same (items, augmentation, seed, step) give the same batch on any
    /// number of threads.
    void make(ThreadPool& pool, std::span<const Index> items, const Augmentation& augmentation,
        std::uint64_t seed, std::uint64_t step, std::vector<ModalityBatch<float>>& batch) const;
    /// So that in row i the first modality is that of items[i], the others are those of others[i],
    /// or absent where that is -1. Of a part of a batch, `first` is the place of its first row.
    void make(ThreadPool& pool, std::span<const Index> items, std::span<const Index> others,
        const Augmentation& augmentation, std::uint64_t seed, std::uint64_t step,
        std::vector<ModalityBatch<float>>& batch, Index first = 0) const;
    /// Captions of an item that any of counts as a hit; 0 where the modality is no text.
    [[nodiscard]] int captions(int modality, Index item) const;
    /// One modality as it is judged: no augmentation, the given variant (drawing style, voice or
    /// caption, modulo those the item has), all tags.
    void makePlain(ThreadPool& pool, std::span<const Index> items, int modality, int variant,
        ModalityBatch<float>& batch) const;

    /// A text that is no item's, as makePlain() would have it as its only caption; false, and no
    /// token, where the vocabulary knows nothing of it. The modality is a text.
    bool makeText(int modality, std::string_view text, ModalityBatch<float>& batch) const;
    /// A picture that is no item's: height x width x 3 bytes of shape(). The modality is an image.
    void makeImage(
        int modality, std::span<const std::uint8_t> pixels, ModalityBatch<float>& batch) const;
    /// A sound that is no item's: its own log-mel frames x the bands of shape(), not standardised;
    /// cut or filled up as the items' are. The modality is a sound.
    void makeSound(int modality, ConstMatrixView<float> logMel, ModalityBatch<float>& batch) const;

private:
    struct Channel;
    static void fill(ThreadPool& pool, const Channel& channel, std::span<const Index> items,
        const Augmentation* augmentation, int variant, std::uint64_t seed, std::uint64_t step,
        Index first, ModalityBatch<float>& batch);

    std::shared_ptr<const Dataset> m_dataset;
    std::vector<std::unique_ptr<Channel>> m_channels;
};

} // namespace contrastlab
