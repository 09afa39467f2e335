// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a run is made of before its first step. Immutable, so any thread may read it.
#pragma once

#include "base/thread_pool.h"
#include "data/batch_maker.h"
#include "data/batcher.h"
#include "model/tower.h"
#include "optimizer/optimizer.h"
#include "run/prepared_data.h"
#include "task/learning_task.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace contrastlab {

/// What some items hold in the two towers of a pair, one number an item each: those that share
/// either are as right as each other where one of the pair is looked for by the other.
struct PartnerNumbers {
    std::vector<int> a;
    std::vector<int> b;

    [[nodiscard]] bool arePartners(std::size_t i, std::size_t j) const
    {
        return i == j || a[i] == a[j] || b[i] == b[j];
    }
    [[nodiscard]] std::size_t size() const { return a.size(); }
};

/// What is learnt is to tell pairs apart, by the objective.
inline bool isContrast(const RunSpec& spec)
{
    return spec.text("task") == "contrast";
}

/// What does not change during a run: the prepared data, which other runs may share, the towers'
/// shapes and the parameter layout. Shared by the trainer, evaluations and the views; immutable, so
/// any thread may read it.
class RunSetup {
public:
    /// Throws SpecError with all problems of spec and data.
    RunSetup(const RunSpec& spec, std::shared_ptr<const Dataset> dataset);
    /// On data that serve the spec.
    RunSetup(const RunSpec& spec, std::shared_ptr<const PreparedData> data);

    [[nodiscard]] const RunSpec& spec() const { return m_spec; } ///< as the run began
    [[nodiscard]] const Dataset& dataset() const { return m_data->dataset(); }
    [[nodiscard]] const BatchMaker& batches() const { return m_data->batches(); }
    [[nodiscard]] const Split& split() const { return m_data->fitting().split; }
    [[nodiscard]] const DataFacts& facts() const { return m_data->fitting().facts; }
    /// The modalities trained, as indices into the data set.
    [[nodiscard]] const std::vector<int>& modalities() const
    {
        return m_data->fitting().modalities;
    }
    [[nodiscard]] const ModalityData& modality(int tower) const;
    [[nodiscard]] const std::vector<TrainedPair>& pairs() const { return m_data->fitting().pairs; }
    /// Every two towers: the trained pairs first, then those that no objective sees.
    [[nodiscard]] std::vector<TrainedPair> everyPair() const;

    /// Those of the items that have every trained modality.
    [[nodiscard]] std::vector<Index> complete(const std::vector<Index>& items) const;

    /// Equal numbers where items hold the same (contentGroups()), -1 where they lack the modality.
    [[nodiscard]] const std::vector<int>& contents(int tower) const
    {
        return m_data->fitting().contents[static_cast<std::size_t>(tower)];
    }
    /// The class of each item where the tower's captions are names of classes; else empty.
    [[nodiscard]] std::span<const int> classes(int tower) const
    {
        const bool named = m_data->fitting().namesClasses[static_cast<std::size_t>(tower)];
        return named ? std::span(contents(tower)) : std::span<const int>();
    }
    /// Of complete items.
    [[nodiscard]] PartnerNumbers partners(
        const TrainedPair& pair, std::span<const Index> items) const;

    [[nodiscard]] int towers() const { return static_cast<int>(m_towers.size()); }
    [[nodiscard]] const Tower<float>& tower(int index) const
    {
        return m_towers[static_cast<std::size_t>(index)];
    }
    [[nodiscard]] Index towerOffset(int index) const
    {
        return m_offsets[static_cast<std::size_t>(index)];
    }
    [[nodiscard]] Index parameters() const { return m_parameters; }
    [[nodiscard]] Index embeddingWidth() const { return m_towers.front().embeddingWidth(); }
    /// The parameters that the task of a spec needs beside the towers' are there. Shapes are those
    /// that the run began with.
    [[nodiscard]] bool hasRoomFor(const RunSpec& spec) const;
    /// What is learnt, with the settings of `spec` applied. It has state, so whoever evaluates
    /// makes his own; the setup outlives it.
    [[nodiscard]] std::unique_ptr<LearningTask<float>> makeTask(const RunSpec& spec) const;
    /// Where the own parameters of a spec's task begin: scales and bias are the contrast's, those
    /// of other tasks lie between the towers' and these, the decoders' first.
    [[nodiscard]] Index taskOffset(const RunSpec& spec) const
    {
        return isContrast(spec) ? m_scaleOffset : m_taskOffset;
    }
    /// Behind the towers'.
    [[nodiscard]] Index taskOffset() const { return m_taskOffset; }
    [[nodiscard]] TowersView<float> model() const { return { m_towers, m_offsets }; }
    /// Where ln(1 / temperature) of a pair lies in the parameter vector; the bias lies after the
    /// last.
    [[nodiscard]] Index scaleOffset(int pair) const { return m_scaleOffset + pair; }
    [[nodiscard]] Index biasOffset() const
    {
        return m_scaleOffset + static_cast<Index>(pairs().size());
    }
    [[nodiscard]] const std::vector<ParameterBlock>& blocks() const { return m_blocks; }

    /// The parameters that a run begins with.
    [[nodiscard]] Vector<float> initialParameters() const;

    /// Embeddings (raw) of items through one tower, with all words and the given variant, no
    /// augmentation.
    [[nodiscard]] Matrix<float> embed(ThreadPool& pool, const Vector<float>& parameters, int tower,
        std::span<const Index> items, int variant) const;

    /// The embedding (raw, 1 x d) of a text that is no item's; nothing where the vocabulary knows
    /// nothing of it.
    [[nodiscard]] std::optional<Matrix<float>> embedText(
        ThreadPool& pool, const Vector<float>& parameters, int tower, std::string_view text) const;
    /// Of a picture that is no item's: height x width x 3 bytes of the tower's shape.
    [[nodiscard]] Matrix<float> embedImage(ThreadPool& pool, const Vector<float>& parameters,
        int tower, std::span<const std::uint8_t> pixels) const;
    /// Of a sound that is no item's: its log-mel frames x bands (media/decode/log_mel.h).
    [[nodiscard]] Matrix<float> embedSound(ThreadPool& pool, const Vector<float>& parameters,
        int tower, ConstMatrixView<float> logMel) const;

private:
    void addTask(const LearningTask<float>& task, const char* prefix);
    [[nodiscard]] std::unique_ptr<LearningTask<float>> makeRoom() const;
    [[nodiscard]] std::unique_ptr<LearningTask<float>> makeContrast() const;
    [[nodiscard]] std::unique_ptr<LearningTask<float>> makeTaskOf(const RunSpec& named) const;
    void measureTasks();
    [[nodiscard]] Matrix<float> embedBatch(ThreadPool& pool, const Vector<float>& parameters,
        int tower, const ModalityBatch<float>& batch) const;

    RunSpec m_spec;
    std::shared_ptr<const PreparedData> m_data;
    std::vector<Tower<float>> m_towers;
    std::vector<Index> m_offsets;
    std::map<std::string, Index, std::less<>> m_taskSizes; ///< parameters by name of the task
    Index m_taskOffset = 0;
    Index m_scaleOffset = 0;
    Index m_parameters = 0;
    std::vector<ParameterBlock> m_blocks;
};

} // namespace contrastlab
