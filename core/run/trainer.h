// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The engine's stepper: a model, an objective and an optimiser over batches of a data set. step()
// and nothing else happens to it: no clock, files or threads of its own. Its whole state is a
// Checkpoint.
#pragma once

#include "base/thread_pool.h"
#include "data/batch_maker.h"
#include "data/batcher.h"
#include "model/tower.h"
#include "objective/objective.h"
#include "optimizer/optimizer.h"
#include "optimizer/schedule.h"
#include "run/checkpoint.h"
#include "run/metrics.h"

#include <memory>
#include <optional>
#include <stop_token>

namespace contrastlab {

/// One pair of modalities that the objective sees, with a scale of its own.
struct TrainedPair {
    int a = 0;
    int b = 1;

    friend bool operator==(const TrainedPair&, const TrainedPair&) = default;
};

/// What does not change during a run: the data, its split, the towers' shapes and the parameter
/// layout. Shared by the trainer, evaluations and the views; immutable, so any thread may read it.
class RunSetup {
public:
    /// Throws SpecError with all problems of spec and data.
    RunSetup(const RunSpec& spec, std::shared_ptr<const Dataset> dataset);

    [[nodiscard]] const RunSpec& spec() const { return m_spec; } ///< as the run began
    [[nodiscard]] const Dataset& dataset() const { return *m_dataset; }
    [[nodiscard]] const BatchMaker& batches() const { return *m_batches; }
    [[nodiscard]] const Split& split() const { return m_split; }
    [[nodiscard]] DataFacts facts() const;
    /// The modalities trained, as indices into the data set.
    [[nodiscard]] const std::vector<int>& modalities() const { return m_modalities; }
    [[nodiscard]] const ModalityData& modality(int tower) const;
    [[nodiscard]] const std::vector<TrainedPair>& pairs() const { return m_pairs; }
    /// Every two towers: the trained pairs first, then those that no objective sees.
    [[nodiscard]] std::vector<TrainedPair> everyPair() const;

    /// Those of the items that have every trained modality.
    [[nodiscard]] std::vector<Index> complete(const std::vector<Index>& items) const;

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
    /// Where ln(1 / temperature) of a pair lies in the parameter vector; the bias lies after the
    /// last.
    [[nodiscard]] Index scaleOffset(int pair) const { return m_scaleOffset + pair; }
    [[nodiscard]] Index biasOffset() const
    {
        return m_scaleOffset + static_cast<Index>(m_pairs.size());
    }
    [[nodiscard]] const std::vector<ParameterBlock>& blocks() const { return m_blocks; }

    /// The parameters that a run begins with.
    [[nodiscard]] Vector<float> initialParameters() const;

    /// Embeddings (raw) of items through one tower, with all words and the given variant, no
    /// augmentation.
    [[nodiscard]] Matrix<float> embed(ThreadPool& pool, const Vector<float>& parameters, int tower,
        std::span<const Index> items, int variant) const;

private:
    RunSpec m_spec;
    std::shared_ptr<const Dataset> m_dataset;
    Split m_split;
    std::vector<int> m_modalities;
    std::vector<TrainedPair> m_pairs;
    std::unique_ptr<BatchMaker> m_batches;
    std::vector<Tower<float>> m_towers;
    std::vector<Index> m_offsets;
    Index m_scaleOffset = 0;
    Index m_parameters = 0;
    std::vector<ParameterBlock> m_blocks;
};

class Trainer {
public:
    Trainer(std::shared_ptr<const RunSetup> setup, ThreadPool& pool);
    /// Continues from a checkpoint of the same setup.
    Trainer(std::shared_ptr<const RunSetup> setup, ThreadPool& pool, const Checkpoint& checkpoint);
    ~Trainer();

    /// One step of the optimiser. Throws Interrupted where `stop` is requested meanwhile; the
    /// trainer is then of no further use.
    StepMetrics step(std::stop_token stop = {});
    /// False after a step that did not come to its end.
    [[nodiscard]] bool isWhole() const { return m_whole; }
    [[nodiscard]] bool finished() const;
    /// False once a loss, a gradient or a parameter was not finite. Where it was the loss or the
    /// gradient, parameters and optimiser are as before the step; where the update overflowed, they
    /// are of no use.
    [[nodiscard]] bool healthy() const { return m_healthy; }

    /// Changes a live parameter from the next step on. Nothing, or why not; then nothing has
    /// changed. What is no longer learnt takes along the spec's temperature or bias.
    std::optional<Problem> change(std::string_view key, const ParameterValue& value);

    [[nodiscard]] std::int64_t steps() const { return m_state.step; }
    [[nodiscard]] const RunSpec& spec() const { return m_state.spec; } ///< as it stands now
    [[nodiscard]] const RunSetup& setup() const { return *m_setup; }
    [[nodiscard]] std::shared_ptr<const RunSetup> sharedSetup() const { return m_setup; }
    [[nodiscard]] ThreadPool& pool() { return m_pool; }
    [[nodiscard]] const Vector<float>& parameters() const { return m_state.parameters; }
    /// The temperature of a pair, and the bias, now: learnt or as the spec says.
    [[nodiscard]] double temperature(int pair = 0) const;
    [[nodiscard]] double bias() const;
    [[nodiscard]] Checkpoint checkpoint() const;

private:
    struct Work;

    void applySpec();
    void drawBatch();
    void makeBatch();
    void findPresentRows(std::size_t pair);
    [[nodiscard]] Index rowsOf(std::size_t pair) const;
    void embedKeys();
    void beginMetrics();
    double evaluate(const Vector<float>& parameters, Vector<float>& gradient);
    double lossAndGradient(const Vector<float>& parameters, Vector<float>& gradient);
    double meanOverPairs(const Vector<float>& parameters, Vector<float>& gradient);
    PairInput<float> inputOf(std::size_t pair, const Vector<float>& parameters);
    void addGradients(std::size_t pair, double weight);
    void clipGradient(Vector<float>& gradient);
    bool clampScales();
    void resetObjectiveState();
    void followWithKeys();

    std::shared_ptr<const RunSetup> m_setup;
    ThreadPool& m_pool;
    Checkpoint m_state; ///< its optimizer and batcher members are filled by checkpoint()
    Batcher m_batcher;
    std::unique_ptr<Optimizer> m_optimizer;
    std::unique_ptr<PairObjective<float>> m_objective;
    const ObjectiveInfo* m_objectiveInfo = nullptr;
    const OptimizerInfo* m_optimizerInfo = nullptr;
    OptimizerSettings m_optimizerSettings;
    ObjectiveSettings m_objectiveSettings;
    Augmentation m_augmentation;
    Schedule m_schedule;
    std::vector<ParameterBlock> m_blocks; ///< with freezes and rate factors as they stand now
    std::unique_ptr<Work> m_work;
    bool m_healthy = true;
    bool m_whole = true;
};

} // namespace contrastlab
