// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each modality, or its partner, told again from the embedding by a decoder a modality: what
// contrast is compared with (Hinton and Salakhutdinov 2006; across modalities Ngiam et al. 2011).
#pragma once

#include "model/dense_net.h"
#include "task/learning_task.h"

#include <memory>

namespace contrastlab {

struct DecoderSpec {
    Index hiddenWidth = 64;
    int hiddenLayers = 1; ///< 0: linear
    Activation activation = Activation::relu;
};

/// The loss is a mean over what is decoded. Numbers (pixels, features, spectrograms): squared error
/// a value, 1 for standardised inputs where the mean is guessed. Texts: cross entropy of their bag
/// of tokens in nats. `first` and `second` are those of the first two modalities.
template <class S> class AutoencoderTask final : public LearningTask<S> {
public:
    AutoencoderTask(
        const std::vector<InputShape>& shapes, Index embeddingWidth, const DecoderSpec& spec);

    [[nodiscard]] Index parameters() const override { return m_parameters; }
    [[nodiscard]] std::vector<TowerBlock> blocks() const override;
    void initialise(S* parameters, RandomStream& stream) const override;
    TaskLoss evaluate(ThreadPool& pool, const S* parameters, const TaskBatch<S>& batch,
        const std::vector<ConstMatrixView<S>>& embeddings, Want want, S* gradParameters,
        std::vector<Matrix<S>>& gradEmbeddings) override;
    void apply(const TaskSettings& settings) override { m_from = settings.decodeFrom; }
    [[nodiscard]] double chance(const S* parameters, const TaskBatch<S>& batch) const override;

    /// Of codes (N x d), the modality `to`: N x its size, standardised as inputs are; of texts the
    /// logits of their tokens.
    Matrix<S> decode(ThreadPool& pool, const S* parameters, int to, ConstMatrixView<S> codes) const;
    /// The modality `to` is learnt to be told from codes of `from`.
    [[nodiscard]] bool decodes(std::size_t from, std::size_t to) const;
    /// What each row that decode() told costs, as the loss counts it; NaN where there is no truth.
    [[nodiscard]] std::vector<double> errors(
        int to, ConstMatrixView<S> told, const ModalityBatch<S>& truth) const;

private:
    double errorsOf(ThreadPool& pool, ConstMatrixView<S> told, std::size_t to,
        const ModalityBatch<S>& source, const ModalityBatch<S>& truth, double weight, Want want);
    /// Of a row of the modality `to`; `gradient`, times `weight`, where it is not null.
    double errorOf(std::size_t to, ConstMatrixView<S> told, const ModalityBatch<S>& truth,
        Index row, S weight, Matrix<S>* gradient) const;

    std::vector<InputShape> m_shapes;
    DecodeFrom m_from = DecodeFrom::own;
    std::vector<DenseNet<S>> m_decoders; ///< one a modality
    std::vector<Index> m_offsets;
    Index m_parameters = 0;
    typename DenseNet<S>::Tape m_tape;
    std::vector<double> m_errors; ///< one a sample
    Matrix<S> m_gradOutput, m_gradCodes;
    Vector<S> m_gradDecoder;
};

} // namespace contrastlab
