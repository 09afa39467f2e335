// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One Channel a modality holds what is computed once: tokens of every caption, means and
// deviations.
#include "data/batch_maker.h"

#include "base/random.h"
#include "data/image_change.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <set>
#include <unordered_set>

namespace contrastlab {

namespace {

// Mean and deviation a channel of values that come as rows of `channels` interleaved numbers.
struct Moments {
    std::vector<double> sum;
    std::vector<double> squares;
    double count = 0;

    explicit Moments(Index channels)
        : sum(static_cast<std::size_t>(channels))
        , squares(static_cast<std::size_t>(channels))
    {
    }
    template <class T> void add(std::span<const T> values)
    {
        const std::size_t channels = sum.size();
        for (std::size_t i = 0; i < values.size(); ++i) {
            const auto v = static_cast<double>(values[i]);
            sum[i % channels] += v;
            squares[i % channels] += v * v;
        }
        const std::size_t pixels = values.size() / channels;
        count += static_cast<double>(pixels);
    }
};

// Every k-th of the items, at most `most`.
std::vector<Index> sampleOf(std::span<const Index> items, std::size_t most)
{
    std::vector<Index> sample;
    const std::size_t stride = items.size() / most + 1;
    for (std::size_t i = 0; i < items.size(); i += stride)
        sample.push_back(items[i]);
    return sample;
}

constexpr Index samplesATile = 16;

} // namespace

struct BatchMaker::Channel {
    struct TokenizedItem {
        std::vector<std::vector<int>> captions;
        std::vector<std::vector<int>> tags;
    };

    const ModalityData* data = nullptr;
    InputShape shape;
    int number = 0;
    int mostVariants = 1;
    std::vector<float> mean;
    std::vector<float> deviation;
    Vocabulary vocabulary;
    std::vector<TokenizedItem> tokens;

    Channel(const ModalityData& modality, int position, std::span<const Index> training,
        bool standardise)
        : data(&modality)
        , number(position)
    {
        shape.kind = modality.kind;
        if (modality.kind == ModalityKind::text) {
            tokenizeAll(training);
            return;
        }
        describeDense();
        if (standardise && modality.kind != ModalityKind::sound) standardiseOn(training);
    }

    void describeDense()
    {
        if (data->images)
            shape = { shape.kind, data->images->height(), data->images->width(), 3, 0 };
        if (data->features) shape = { shape.kind, 1, 1, data->features->width(), 0 };
        if (data->sounds)
            shape = { shape.kind, data->sounds->frames(), data->sounds->bands(), 1, 0 };
        mean.assign(static_cast<std::size_t>(shape.channels), 0.0f);
        deviation.assign(static_cast<std::size_t>(shape.channels), 1.0f);
    }

    void tokenizeAll(std::span<const Index> training)
    {
        std::vector<std::string> texts;
        for (const Index item : training) {
            const Captions& captions = data->texts[static_cast<std::size_t>(item)];
            texts.insert(texts.end(), captions.captions.begin(), captions.captions.end());
            texts.insert(texts.end(), captions.tags.begin(), captions.tags.end());
        }
        vocabulary = Vocabulary::build(texts, wordsWithVectors());
        shape.vocabulary = std::max<Index>(1, vocabulary.size());
        Tokenizer tokenize(vocabulary);
        for (const Captions& captions : data->texts) {
            TokenizedItem& item = tokens.emplace_back();
            for (const std::string& caption : captions.captions)
                item.captions.push_back(tokenize(caption));
            for (const std::string& tag : captions.tags)
                item.tags.push_back(tokenize(tag));
        }
    }

    // Words of any item, held out or not, that the word vectors know. A word never seen in training
    // still has its vector, near those of words of like meaning.
    [[nodiscard]] std::vector<std::string> wordsWithVectors() const
    {
        std::set<std::string> found;
        if (!data->wordVectors) return {};
        const std::unordered_set<std::string_view> known(
            data->wordVectors->words.begin(), data->wordVectors->words.end());
        const auto look = [&](const std::vector<std::string>& texts) {
            for (const std::string& text : texts)
                for (std::string& word : wordsOf(text))
                    if (known.contains(word)) found.insert(std::move(word));
        };
        for (const Captions& captions : data->texts) {
            look(captions.captions);
            look(captions.tags);
        }
        return { found.begin(), found.end() };
    }

    void standardiseOn(std::span<const Index> training)
    {
        Moments moments(shape.channels);
        std::vector<float> row(static_cast<std::size_t>(shape.size()));
        std::vector<std::uint8_t> pixels(data->images ? row.size() : 0);
        for (const Index item : sampleOf(training, data->images ? 512 : 8192)) {
            if (!data->has(item)) continue;
            if (data->images) {
                data->images->read(item, 0, pixels);
                moments.add(std::span<const std::uint8_t>(pixels));
            } else {
                data->features->read(item, row);
                moments.add(std::span<const float>(row));
            }
        }
        if (moments.count == 0) return;
        const double unit = data->images ? 255.0 : 1.0;
        for (std::size_t c = 0; c < mean.size(); ++c) {
            const double m = moments.sum[c] / moments.count;
            const double variance = std::max(0.0, moments.squares[c] / moments.count - m * m);
            mean[c] = static_cast<float>(m / unit);
            // A constant channel carries nothing; it is left at its scale.
            deviation[c] = variance > 1e-12 * (m * m + 1)
                ? static_cast<float>(std::sqrt(variance) / unit)
                : 1.0f;
        }
    }

    void readImage(Index item, int variant, const ImageChange& change, std::span<float> row) const
    {
        thread_local std::vector<std::uint8_t> pixels;
        pixels.resize(row.size());
        data->images->read(item, variant, pixels);
        changeImage(pixels, shape.height, shape.width, change, mean, deviation, row);
    }

    void readFeatures(Index item, int variant, std::span<float> row) const
    {
        data->features->readVariant(item, variant, row);
        const auto count = static_cast<Index>(row.size());
        const Eigen::Map<const Eigen::ArrayXf> means(mean.data(), count);
        const Eigen::Map<const Eigen::ArrayXf> deviations(deviation.data(), count);
        Eigen::Map<Eigen::ArrayXf> values(row.data(), count);
        values = (values - means) / deviations;
    }

    // Sound is moved in time by whole frames, the edge repeated.
    void readSound(Index item, int variant, int shift, std::span<float> row) const
    {
        data->sounds->read(item, variant, row);
        if (shift == 0) return;
        const Index bands = shape.width;
        const std::vector<float> original(row.begin(), row.end());
        for (Index frame = 0; frame < shape.height; ++frame) {
            const Index from = std::clamp<Index>(frame - shift, 0, shape.height - 1);
            std::copy_n(original.begin() + from * bands, bands, row.begin() + frame * bands);
        }
    }

    [[nodiscard]] int variantsOf(Index item) const
    {
        if (data->images) return data->images->variants(item);
        if (data->features) return data->features->variants(item);
        return data->sounds ? data->sounds->variants(item) : 1;
    }

    void readDense(Index item, const Augmentation* augmentation, int variant, RandomStream stream,
        std::span<float> row) const
    {
        const int variants = variantsOf(item);
        variant %= variants;
        ImageChange change;
        if (augmentation) {
            const auto drawn = static_cast<int>(stream.below(static_cast<std::uint64_t>(variants)));
            variant = augmentation->styles ? drawn : 0;
            if (!data->features) change = drawImageChange(*augmentation, stream);
        }
        if (data->images) return readImage(item, variant, change, row);
        if (data->features) return readFeatures(item, variant, row);
        readSound(item, variant, change.shiftX, row);
    }

    // Tokens of the words that are not left out; one at least.
    [[nodiscard]] std::vector<int> someWords(
        const std::vector<std::string>& all, double drop, RandomStream& stream) const
    {
        std::string kept;
        for (const std::string& word : all)
            if (stream.uniform() >= drop) kept += word + ' ';
        if (kept.empty() && !all.empty()) kept = all[stream.below(all.size())];
        return vocabulary.tokenize(kept);
    }

    // The words of a text; a share of them is any other's. `noise` is the text's own, so that the
    // same words are wrong each time.
    [[nodiscard]] std::vector<std::string> noisyWords(
        const std::string& text, double share, RandomStream noise) const
    {
        std::vector<std::string> words = wordsOf(text);
        const auto known = static_cast<std::uint64_t>(vocabulary.words());
        if (share <= 0 || known == 0) return words;
        for (std::string& word : words) {
            const bool wrong = noise.uniform() < share;
            const auto other = static_cast<int>(noise.below(known));
            if (wrong) word = vocabulary.token(other);
        }
        return words;
    }

    // The caption with some of the tags; never nothing where there are words.
    void appendTokens(Index item, const Augmentation* augmentation, int variant,
        RandomStream stream, RandomStream noise, TokenBag& bag) const
    {
        const TokenizedItem& words = tokens[static_cast<std::size_t>(item)];
        const double drop = augmentation ? augmentation->dropText : 0.0;
        const auto append = [&](const std::vector<int>& ids) {
            bag.ids.insert(bag.ids.end(), ids.begin(), ids.end());
        };
        if (!words.captions.empty()) {
            const auto drawn = stream.below(words.captions.size());
            const auto judged = static_cast<std::size_t>(variant) % words.captions.size();
            const auto place = augmentation ? static_cast<std::size_t>(drawn) : judged;
            const Captions& texts = data->texts[static_cast<std::size_t>(item)];
            const double share = augmentation ? augmentation->wordNoise : 0.0;
            // A place of its own in the noise for each text of the item.
            const auto noisy = [&](const std::string& text, std::size_t nth) {
                noise.seek(static_cast<std::uint64_t>(nth) << 16);
                return noisyWords(text, share, noise);
            };
            const auto appendText = [&](const std::vector<int>& clean, const std::string& text,
                                        std::size_t nth) {
                append(share > 0 ? someWords(noisy(text, nth), 0, stream) : clean);
            };
            if (augmentation && augmentation->dropWords > 0 && words.tags.empty()) {
                append(someWords(
                    noisy(texts.captions[place], place), augmentation->dropWords, stream));
                bag.endSample(vocabulary.words());
                return;
            }
            std::vector<std::size_t> kept;
            for (std::size_t tag = 0; tag < words.tags.size(); ++tag)
                if (stream.uniform() >= drop) kept.push_back(tag);
            if (kept.empty() || stream.uniform() >= drop)
                appendText(words.captions[place], texts.captions[place], place);
            for (const std::size_t tag : kept)
                appendText(words.tags[tag], texts.tags[tag], words.captions.size() + tag);
        }
        bag.endSample(vocabulary.words());
    }
};

BatchMaker::BatchMaker(std::shared_ptr<const Dataset> dataset, const std::vector<int>& modalities,
    std::span<const Index> trainingItems, bool standardise)
    : m_dataset(std::move(dataset))
{
    for (const int modality : modalities) {
        const ModalityData& data = m_dataset->modalities[static_cast<std::size_t>(modality)];
        auto channel = std::make_unique<Channel>(
            data, static_cast<int>(m_channels.size()), trainingItems, standardise);
        for (Index item = 0; item < m_dataset->items; ++item)
            if (data.has(item))
                channel->mostVariants = std::max(channel->mostVariants, channel->variantsOf(item));
        m_channels.push_back(std::move(channel));
    }
}

BatchMaker::~BatchMaker() = default;

int BatchMaker::modalities() const
{
    return static_cast<int>(m_channels.size());
}

InputShape BatchMaker::shape(int modality) const
{
    return m_channels[static_cast<std::size_t>(modality)]->shape;
}

const Vocabulary* BatchMaker::vocabulary(int modality) const
{
    const Channel& channel = *m_channels[static_cast<std::size_t>(modality)];
    return channel.shape.kind == ModalityKind::text ? &channel.vocabulary : nullptr;
}

BatchMaker::Standard BatchMaker::standard(int modality) const
{
    const Channel& channel = *m_channels[static_cast<std::size_t>(modality)];
    return { channel.mean, channel.deviation };
}

int BatchMaker::variants(int modality) const
{
    return m_channels[static_cast<std::size_t>(modality)]->mostVariants;
}

int BatchMaker::captions(int modality, Index item) const
{
    const Channel& channel = *m_channels[static_cast<std::size_t>(modality)];
    if (channel.shape.kind != ModalityKind::text) return 0;
    return static_cast<int>(channel.tokens[static_cast<std::size_t>(item)].captions.size());
}

void BatchMaker::fill(ThreadPool& pool, const Channel& channel, std::span<const Index> items,
    const Augmentation* augmentation, int variant, std::uint64_t seed, std::uint64_t step,
    Index first, ModalityBatch<float>& batch)
{
    const auto count = static_cast<Index>(items.size());
    batch.present.clear();
    const auto has = [&](Index item) { return item >= 0 && channel.data->has(item); };
    if (!channel.data->present.empty() || std::ranges::find(items, -1) != items.end())
        for (const Index item : items)
            batch.present.push_back(has(item) ? 1 : 0);
    // A stream a sample, named by step, place in the batch and modality.
    const auto streamOf = [&](Index sample, Purpose purpose) {
        return RandomStream(seed, purpose,
            (step << 24) + (static_cast<std::uint64_t>(first + sample) << 2)
                + static_cast<std::uint64_t>(channel.number));
    };
    if (channel.shape.kind == ModalityKind::text) {
        batch.tokens.clear();
        for (Index i = 0; i < count; ++i) {
            const Index item = items[static_cast<std::size_t>(i)];
            if (item < 0) {
                batch.tokens.endSample(channel.vocabulary.words());
                continue;
            }
            const RandomStream noise(seed, Purpose::noise,
                (static_cast<std::uint64_t>(item) << 2)
                    + static_cast<std::uint64_t>(channel.number));
            channel.appendTokens(item, augmentation, variant, streamOf(i, Purpose::captionChoice),
                noise, batch.tokens);
        }
        return;
    }
    batch.dense.resize(count, channel.shape.size());
    const Index tiles = (count + samplesATile - 1) / samplesATile;
    const auto width = static_cast<std::size_t>(channel.shape.size());
    pool.run(tiles, [&](Index tile) {
        for (Index i = tile * samplesATile; i < std::min(count, (tile + 1) * samplesATile); ++i) {
            const std::span<float> row(batch.dense.row(i).data(), width);
            const Index item = items[static_cast<std::size_t>(i)];
            if (has(item))
                channel.readDense(
                    item, augmentation, variant, streamOf(i, Purpose::augmentation), row);
            else
                std::fill(row.begin(), row.end(), 0.0f);
        }
    });
}

void BatchMaker::make(ThreadPool& pool, std::span<const Index> items,
    const Augmentation& augmentation, std::uint64_t seed, std::uint64_t step,
    std::vector<ModalityBatch<float>>& batch) const
{
    make(pool, items, items, augmentation, seed, step, batch);
}

void BatchMaker::make(ThreadPool& pool, std::span<const Index> items, std::span<const Index> others,
    const Augmentation& augmentation, std::uint64_t seed, std::uint64_t step,
    std::vector<ModalityBatch<float>>& batch, Index first) const
{
    batch.resize(m_channels.size());
    for (std::size_t m = 0; m < m_channels.size(); ++m)
        fill(pool, *m_channels[m], m == 0 ? items : others, &augmentation, 0, seed, step, first,
            batch[m]);
}

bool BatchMaker::makeText(int modality, std::string_view text, ModalityBatch<float>& batch) const
{
    const Channel& channel = *m_channels[static_cast<std::size_t>(modality)];
    batch = {};
    batch.tokens.ids = channel.vocabulary.tokenize(text);
    const bool known = !batch.tokens.ids.empty();
    batch.tokens.endSample(channel.vocabulary.words());
    return known;
}

void BatchMaker::makeImage(
    int modality, std::span<const std::uint8_t> pixels, ModalityBatch<float>& batch) const
{
    const Channel& channel = *m_channels[static_cast<std::size_t>(modality)];
    batch = {};
    batch.dense.resize(1, channel.shape.size());
    changeImage(pixels, channel.shape.height, channel.shape.width, {}, channel.mean,
        channel.deviation, { batch.dense.data(), static_cast<std::size_t>(batch.dense.size()) });
}

void BatchMaker::makeSound(
    int modality, ConstMatrixView<float> logMel, ModalityBatch<float>& batch) const
{
    const Channel& channel = *m_channels[static_cast<std::size_t>(modality)];
    assert(logMel.cols() == channel.shape.width);
    const SoundScale scale = channel.data->sounds->scale();
    const Index frames = std::min(logMel.rows(), channel.shape.height);
    batch = {};
    batch.dense.setZero(1, channel.shape.size());
    viewOf(batch.dense.data(), frames, channel.shape.width) =
        (logMel.topRows(frames).array() - scale.mean) / scale.deviation;
}

void BatchMaker::makePlain(ThreadPool& pool, std::span<const Index> items, int modality,
    int variant, ModalityBatch<float>& batch) const
{
    fill(pool, *m_channels[static_cast<std::size_t>(modality)], items, nullptr, variant, 0, 0, 0,
        batch);
}

} // namespace contrastlab
