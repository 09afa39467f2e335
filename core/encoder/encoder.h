// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A pretrained encoder: pictures, texts or sounds in, a row of features each out. Immutable once
// made; any number of threads encode at once.
#pragma once

#include "base/matrix.h"
#include "encoder/encoder_plan.h"
#include "encoder/tokenizer.h"

#include <optional>
#include <span>
#include <stop_token>

namespace contrastlab {

class Digest;

class Encoder {
public:
    /// Reads the ONNX file and what stands beside it, and tries it on one blank item; `settings` is
    /// a line of encoder_settings.h. Throws InputError.
    Encoder(std::shared_ptr<const OnnxRuntime> runtime, const std::string& file,
        const std::string& settings = {});
    /// Of a model that is open already.
    explicit Encoder(std::shared_ptr<const OnnxSession> session, const std::string& settings = {});

    [[nodiscard]] const std::string& file() const { return m_session->path(); }
    [[nodiscard]] const EncoderPlan& plan() const { return m_plan; }
    /// Of an encoder of texts: that its vocabulary was read from.
    [[nodiscard]] const std::string& tokenizerFile() const { return m_tokenizer->file; }
    [[nodiscard]] Index width() const { return m_width; } ///< features an item
    /// Names the file's content, its plan and its tokenizer.
    [[nodiscard]] std::uint64_t digest() const { return m_digest; }

    /// Of an encoder of texts.
    [[nodiscard]] std::vector<std::int64_t> tokensOf(std::string_view text) const;

    // Rows of features, which may hold values that are not finite. Both throw InputError where the
    // model fails, Interrupted where `stop` is requested.
    [[nodiscard]] Matrix<float> encode(
        std::span<const Picture> pictures, const std::stop_token& stop = {}) const;
    /// What is shorter than the longest is filled up.
    [[nodiscard]] Matrix<float> encode(
        std::span<const std::vector<std::int64_t>> texts, const std::stop_token& stop = {}) const;

    /// Sounds at the rate of the plan, each cut and filled up as the plan says.
    [[nodiscard]] Matrix<float> encode(
        std::span<const SoundClip> clips, const std::stop_token& stop = {}) const;

private:
    /// Item numbers from `first` on, the last one again and again where a run takes more.
    template <class Item>
    Matrix<float> encodeAll(std::span<const Item> items, const std::stop_token& stop) const;
    Matrix<float> run(std::span<const Picture* const> pictures, const std::stop_token& stop) const;
    Matrix<float> run(
        std::span<const std::vector<std::int64_t>* const> texts, const std::stop_token& stop) const;
    Matrix<float> run(std::span<const SoundClip* const> clips, const std::stop_token& stop) const;
    /// Items of one run: all that are alike, unless the model takes so many; sounds of any length
    /// go alone.
    [[nodiscard]] std::size_t itemsARun(std::size_t items) const;
    void tryBlank();
    /// One vector an item out of what the model gives.
    Matrix<float> pooled(
        const TensorOutput& output, Index items, std::span<const std::size_t> lengths) const;
    void readVocabulary(bool ownLength);
    void addTokenizer(Digest& digest) const;
    void requireMatchingTokenizer() const;

    std::shared_ptr<const OnnxSession> m_session;
    EncoderPlan m_plan;
    std::optional<SubwordTokenizer> m_tokenizer;
    Index m_width = 0;
    std::uint64_t m_digest = 0;
};

} // namespace contrastlab
