// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A discriminator tells of each embedding which tower it came from, and the towers work against it
// through a gradient that is reversed (Ganin and Lempitsky 2015; for embeddings of two languages
// Conneau et al. 2018). Who belongs to whom is not used. So that towers keep what they saw, each
// modality is decoded from its own code as well.
#pragma once

#include "task/autoencoder_task.h"
#include "task/gradient_penalty.h"

namespace contrastlab {

/// The discriminator lowers its cross entropy, plus gamma / 2 times its gradient penalty.
/// `loss` and `second` are the autoencoder's, `first` the discriminator's cross entropy in nats
/// (ln of the number of towers where it cannot tell them apart).
template <class S> class AdversarialTask final : public LearningTask<S> {
public:
    AdversarialTask(const std::vector<InputShape>& shapes, Index embeddingWidth,
        const DecoderSpec& spec, Index discriminatorWidth);

    [[nodiscard]] Index parameters() const override;
    [[nodiscard]] std::vector<TowerBlock> blocks() const override;
    void initialise(S* parameters, RandomStream& stream) const override;
    TaskLoss evaluate(ThreadPool& pool, const S* parameters, const TaskBatch<S>& batch,
        const std::vector<ConstMatrixView<S>>& embeddings, Want want, S* gradParameters,
        std::vector<Matrix<S>>& gradEmbeddings) override;
    void apply(const TaskSettings& settings) override { m_settings = settings; }
    [[nodiscard]] double chance(const S* parameters, const TaskBatch<S>& batch) const override
    {
        return m_decoders.chance(parameters, batch);
    }
    /// What keeps the codes worth something; their parameters come first.
    [[nodiscard]] const AutoencoderTask<S>& decoders() const { return m_decoders; }

private:
    double discriminate(ThreadPool& pool, const S* parameters, const TaskBatch<S>& batch,
        const std::vector<ConstMatrixView<S>>& embeddings, Want want, S* gradParameters,
        std::vector<Matrix<S>>& gradEmbeddings);
    void addPenalty(ThreadPool& pool, const S* parameters, S* gradParameters);

    TaskSettings m_settings;
    AutoencoderTask<S> m_decoders;
    DenseNet<S> m_discriminator;
    typename DenseNet<S>::Tape m_tape;
    GradientPenalty<S> m_penalty;
    Matrix<S> m_codes, m_unit, m_gradOutput, m_gradUnit;
    Vector<double> m_inverseNorms;
    std::vector<std::size_t> m_towerOfRow;
};

} // namespace contrastlab
