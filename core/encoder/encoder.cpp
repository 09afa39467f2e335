// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Items -> tensors -> the model -> pooling.
#include "encoder/encoder.h"

#include "base/digest.h"
#include "base/problem.h"
#include "encoder/encoder_messages.h"
#include "encoder/encoder_settings.h"
#include "encoder/side_files.h"
#include "store/mapped_file.h"

#include <algorithm>
#include <filesystem>
#include <limits>

namespace contrastlab {

namespace {

constexpr Index mostFeatures = 65536;
constexpr std::uint64_t encodingGeneration = 1; // another where the same files give other features

void addFile(const std::string& path, Digest& digest)
{
    const MappedFile file(path);
    digest.addBytes(file.bytes().data(), file.bytes().size());
    file.requireWhole();
}

// The model's weights may stand in a file beside it.
void addModel(const std::string& path, Digest& digest)
{
    addFile(path, digest);
    for (const char* ending : { "_data", ".data" }) {
        std::error_code error;
        if (std::filesystem::is_regular_file(path + ending, error)) addFile(path + ending, digest);
    }
}

// Of a batch of vectors, places x width, the one that the pooling asks for.
Eigen::RowVectorXf pool(ConstMatrixView<float> rows, Pooling pooling, std::size_t length)
{
    const auto used = static_cast<Index>(length);
    switch (pooling) {
    case Pooling::mean:
        return rows.topRows(used).colwise().mean();
    case Pooling::max:
        return rows.topRows(used).colwise().maxCoeff();
    case Pooling::last:
        return rows.row(used - 1);
    case Pooling::none:
    case Pooling::first:
        break;
    }
    return rows.row(0);
}

} // namespace

Encoder::Encoder(std::shared_ptr<const OnnxRuntime> runtime, const std::string& file,
    const std::string& settings)
    : Encoder(std::make_shared<const OnnxSession>(std::move(runtime), file), settings)
{
}

Encoder::Encoder(std::shared_ptr<const OnnxSession> session, const std::string& settings)
    : m_session(std::move(session))
    , m_plan(planOf(*m_session))
{
    Digest digest;
    digest.add(encodingGeneration);
    addModel(file(), digest);
    const std::int64_t readTokens = m_plan.mostTokens;
    m_plan = fitToModel(*m_session, withSettings(m_plan, settings, file()));
    if (m_plan.kind == EncoderKind::texts) {
        readVocabulary(m_plan.mostTokens != readTokens);
        addTokenizer(digest);
    }
    digest.add(std::string_view(describe(m_plan)));
    m_digest = digest.value();
    tryBlank();
    if (m_width > mostFeatures)
        throw InputError(file(), "",
            { sentences::featuresTooWide,
                { std::to_string(mostFeatures), std::to_string(m_width) } });
}

void Encoder::tryBlank()
{
    if (m_plan.kind == EncoderKind::texts) {
        const std::vector<std::int64_t> blank = tokensOf("a");
        m_width = encode(std::span(&blank, 1)).cols();
    } else if (m_plan.kind == EncoderKind::sounds) {
        constexpr double blankSeconds = 1;
        const SoundClip blank(samplesIn(blankSeconds, m_plan.sound));
        m_width = encode(std::span(&blank, 1)).cols();
    } else {
        constexpr std::uint8_t grey = 128;
        const Picture blank { 1, 1, { grey, grey, grey } };
        m_width = encode(std::span(&blank, 1)).cols();
    }
}

// With a length that somebody has chosen, what the tokenizer's files say of it does not count.
void Encoder::readVocabulary(bool ownLength)
{
    m_tokenizer =
        m_plan.tokenizer.empty() ? readTokenizer(file()) : readTokenizerFile(m_plan.tokenizer);
    requireMatchingTokenizer();
    if (m_tokenizer->mostTokens && !m_plan.fixedLength && !ownLength)
        m_plan.mostTokens = std::min(m_plan.mostTokens, *m_tokenizer->mostTokens);
}

void Encoder::addTokenizer(Digest& digest) const
{
    if (!m_plan.tokenizer.empty()) addFile(m_plan.tokenizer, digest);
    const std::string& neighbour = m_plan.tokenizer.empty() ? file() : m_plan.tokenizer;
    for (const char* name :
        { "tokenizer.json", "tokenizer_config.json", "vocab.txt", "vocab.json", "merges.txt" })
        if (const auto found = besideFile(neighbour, name)) addFile(*found, digest);
}

void Encoder::requireMatchingTokenizer() const
{
    const auto config = besideFile(file(), "config.json");
    if (!config) return;
    const nlohmann::json json = sideJson(*config);
    const Setting all(json, *config);
    const Setting own = all["vocab_size"];
    const Setting size = own.isNull() ? all["text_config"]["vocab_size"] : own;
    if (size.isNull()) return;
    const std::int64_t tokens = size.whole(1, std::int64_t(1) << 30);
    if (m_tokenizer->largest >= tokens)
        throw InputError(m_tokenizer->file, "",
            { sentences::tokenizerMismatch,
                { std::to_string(m_tokenizer->largest), std::to_string(tokens) } });
}

std::vector<std::int64_t> Encoder::tokensOf(std::string_view text) const
{
    std::vector<std::int64_t> tokens =
        m_tokenizer->encode(text, static_cast<std::size_t>(m_plan.mostTokens));
    if (tokens.empty()) tokens.push_back(m_tokenizer->padding); // of a text without a known sign
    return tokens;
}

std::size_t Encoder::itemsARun(std::size_t items) const
{
    if (m_plan.kind == EncoderKind::sounds && !hasOneLength(m_plan.sound)) return 1;
    return m_plan.fixedBatch > 0 ? static_cast<std::size_t>(m_plan.fixedBatch)
                                 : std::max<std::size_t>(1, items);
}

template <class Item>
Matrix<float> Encoder::encodeAll(std::span<const Item> items, const std::stop_token& stop) const
{
    const std::size_t taken = itemsARun(items.size());
    const std::size_t batch = std::max(taken, static_cast<std::size_t>(m_plan.fixedBatch));
    Matrix<float> rows;
    for (std::size_t first = 0; first < items.size(); first += taken) {
        const std::size_t last = std::min(first + taken, items.size()) - 1;
        std::vector<const Item*> part;
        for (std::size_t i = first; i < first + batch; ++i)
            part.push_back(&items[std::min(i, last)]);
        const Matrix<float> some = run(std::span<const Item* const>(part), stop);
        if (first == 0) rows.resize(std::ssize(items), some.cols());
        if (some.cols() != rows.cols())
            throw InputError(file(), "",
                { sentences::modelRows,
                    { std::to_string(rows.cols()), std::to_string(some.cols()) } });
        const auto count = static_cast<Index>(last + 1 - first);
        rows.middleRows(static_cast<Index>(first), count) = some.topRows(count);
    }
    return rows;
}

Matrix<float> Encoder::encode(std::span<const Picture> pictures, const std::stop_token& stop) const
{
    return encodeAll(pictures, stop);
}

Matrix<float> Encoder::encode(
    std::span<const std::vector<std::int64_t>> texts, const std::stop_token& stop) const
{
    return encodeAll(texts, stop);
}

Matrix<float> Encoder::encode(std::span<const SoundClip> clips, const std::stop_token& stop) const
{
    return encodeAll(clips, stop);
}

Matrix<float> Encoder::run(
    std::span<const Picture* const> pictures, const std::stop_token& stop) const
{
    // Kept from batch to batch: the system would clear new pages each time.
    thread_local std::vector<float> room;
    TensorInput input { m_plan.input, onnx::elementFloat, {}, std::move(room), {} };
    for (const TensorPlace& place : m_session->inputs())
        if (place.name == m_plan.input) input.type = place.type;
    const PixelScale scale(m_plan.preparation);
    std::size_t size = 0;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        const bool isReady = isPrepared(*pictures[i], m_plan.preparation);
        const Picture changed = isReady ? Picture() : prepared(*pictures[i], m_plan.preparation);
        const Picture& picture = isReady ? *pictures[i] : changed;
        if (i == 0) {
            size = picture.pixels.size();
            input.reals.resize(size * pictures.size());
            const std::int64_t items = std::ssize(pictures);
            if (m_plan.planes)
                input.extents = { items, 3, picture.height, picture.width };
            else
                input.extents = { items, picture.height, picture.width, 3 };
        }
        scale.apply(picture, m_plan.planes, std::span(input.reals).subspan(i * size, size));
    }
    const TensorOutput output = m_session->run(std::span(&input, 1), m_plan.output, stop);
    room = std::move(input.reals);
    return pooled(output, std::ssize(pictures), {});
}

Matrix<float> Encoder::run(
    std::span<const std::vector<std::int64_t>* const> texts, const std::stop_token& stop) const
{
    std::size_t length = m_plan.fixedLength ? static_cast<std::size_t>(m_plan.mostTokens) : 0;
    std::vector<std::size_t> lengths;
    for (const auto* tokens : texts) {
        lengths.push_back(tokens->size());
        if (!m_plan.fixedLength) length = std::max(length, tokens->size());
    }
    std::vector<TensorInput> inputs;
    for (const TensorPlace& place : m_session->inputs()) {
        TensorInput input { place.name, place.type,
            { std::ssize(texts), static_cast<std::int64_t>(length) }, {}, {} };
        for (const auto* tokens : texts)
            for (std::size_t i = 0; i < length; ++i) {
                const bool isUsed = i < tokens->size();
                input.wholes.push_back(place.name == m_plan.input
                        ? (isUsed ? (*tokens)[i] : m_tokenizer->padding)
                        : place.name == "attention_mask" ? std::int64_t(isUsed)
                        : place.name == "position_ids"   ? static_cast<std::int64_t>(i)
                                                         : 0);
            }
        inputs.push_back(std::move(input));
    }
    return pooled(m_session->run(inputs, m_plan.output, stop), std::ssize(texts), lengths);
}

Matrix<float> Encoder::run(
    std::span<const SoundClip* const> clips, const std::stop_token& stop) const
{
    const SoundPreparation& preparation = m_plan.sound;
    TensorInput input { m_plan.input, onnx::elementFloat, {}, {}, {} };
    TensorInput mask { "attention_mask", onnx::elementInt64, {}, {}, {} };
    std::vector<std::int64_t> extents;
    for (const SoundClip* clip : clips) {
        const SoundClip samples = prepared(*clip, preparation);
        const bool silent = preparation.fill != SoundFill::repeated; // what it is filled up with
        for (std::size_t i = 0; i < samples.size(); ++i)
            mask.wholes.push_back(!silent || i < std::max<std::size_t>(1, clip->size()) ? 1 : 0);
        if (preparation.mel == MelKind::none) {
            extents = { std::ssize(samples) };
            input.reals.insert(input.reals.end(), samples.begin(), samples.end());
            continue;
        }
        Matrix<float> values = logMelOf(samples, preparation);
        if (preparation.bandsFirst) values = values.transpose().eval();
        extents = { values.rows(), values.cols() };
        input.reals.insert(input.reals.end(), values.data(), values.data() + values.size());
    }
    std::vector<TensorInput> inputs;
    for (const TensorPlace& place : m_session->inputs()) {
        const bool isMask = place.name != m_plan.input;
        inputs.push_back(isMask ? mask : input);
        inputs.back().type = place.type;
        inputs.back().extents = { std::ssize(clips) };
        auto& made = inputs.back().extents;
        if (!isMask && extents.size() + 2 == place.extents.size()) made.push_back(1);
        made.insert(made.end(), extents.begin(), extents.end());
    }
    return pooled(m_session->run(inputs, m_plan.output, stop), std::ssize(clips), {});
}

Matrix<float> Encoder::pooled(
    const TensorOutput& output, Index items, std::span<const std::size_t> lengths) const
{
    const auto& extents = output.extents;
    const auto refuse = [&] {
        throw InputError(file(), "",
            { sentences::modelOutput,
                { describe({ m_plan.output, onnx::elementFloat, extents }) } });
    };
    if (extents.size() < 2 || extents.size() > 4 || output.values.empty()) refuse();
    if (extents[0] != items)
        throw InputError(file(), "",
            { sentences::modelRows, { std::to_string(items), std::to_string(extents[0]) } });
    const auto size = static_cast<Index>(output.values.size()) / items;
    Matrix<float> rows;
    if (extents.size() == 4) { // channels x height x width
        const Index width = extents[1], places = size / width;
        rows.resize(items, width);
        const ConstMatrixView<float> all = viewOf(output.values.data(), items * width, places);
        for (Index i = 0; i < items * width; ++i)
            rows(i / width, i % width) = all.row(i).mean();
    } else {
        const Index width = extents.back(), places = size / width;
        rows.resize(items, width);
        for (Index i = 0; i < items; ++i) {
            const std::size_t used = lengths.empty() ? static_cast<std::size_t>(places)
                                                     : lengths[static_cast<std::size_t>(i)];
            rows.row(i) = pool(viewOf(output.values.data() + i * size, places, width),
                m_plan.pooling, std::min(used, static_cast<std::size_t>(places)));
        }
    }
    if (m_plan.unitLength)
        for (Index i = 0; i < items; ++i)
            rows.row(i) /= std::max(rows.row(i).norm(), std::numeric_limits<float>::min());
    return rows;
}

} // namespace contrastlab
