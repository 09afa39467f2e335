// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The engine's stepper: a model, a task and an optimiser over batches of a data set. step()
// and nothing else happens to it: no clock, files or threads of its own. Its whole state is a
// Checkpoint.
#pragma once

#include "base/exchange.h"
#include "base/thread_pool.h"
#include "data/batcher.h"
#include "objective/objective.h"
#include "optimizer/optimizer_groups.h"
#include "optimizer/schedule.h"
#include "run/batch_damage.h"
#include "run/checkpoint.h"
#include "run/metrics.h"
#include "run/run_setup.h"

#include <memory>
#include <optional>
#include <stop_token>

namespace contrastlab {

class Trainer {
public:
    Trainer(std::shared_ptr<const RunSetup> setup, ThreadPool& pool);
    /// Continues from a checkpoint. Throws SpecError where it does not fit (checkFits()).
    Trainer(std::shared_ptr<const RunSetup> setup, ThreadPool& pool, const Checkpoint& checkpoint);
    ~Trainer();

    /// Before the first step: the other members of the exchange are trainers in the same state, and
    /// make the same steps and changes. Where the spec has several shards, each does the work of
    /// its own.
    void shareWith(Exchange& exchange);

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
    /// What is judged: their average over steps where the spec asks for one.
    [[nodiscard]] const Vector<float>& judged() const { return m_state.judged(); }
    /// The temperature of a pair, and the bias, now: learnt or as the spec says.
    [[nodiscard]] double temperature(int pair = 0) const;
    [[nodiscard]] double bias() const;
    [[nodiscard]] Checkpoint checkpoint() const;

private:
    struct Work;

    void applySpec();
    void applyLocks();
    [[nodiscard]] bool isLocked(int tower) const;
    void unlock();
    void drawBatch();
    void makeBatch();
    void beginMetrics();
    double evaluate(const Vector<float>& parameters, Vector<float>& gradient);
    double lossAndGradient(const Vector<float>& parameters, Vector<float>& gradient);
    TaskLoss ofWholeBatch(const Vector<float>& parameters, Vector<float>& gradient);
    [[nodiscard]] std::span<const ParameterBlock> blocksOfTurn();
    void clipGradient(Vector<float>& gradient);
    bool clampScales();
    void followWithAverage();

    std::shared_ptr<const RunSetup> m_setup;
    ThreadPool& m_pool;
    Checkpoint m_state; ///< what optimiser, batcher and keys hold is filled in by checkpoint()
    Batcher m_batcher;
    std::unique_ptr<LearningTask<float>> m_task;
    std::string m_taskName;
    OptimizerGroups m_optimizer;
    const ObjectiveInfo* m_objectiveInfo = nullptr;
    const OptimizerInfo* m_optimizerInfo = nullptr;
    OptimizerSettings m_optimizerSettings;
    Augmentation m_augmentation;
    BatchDamage m_damage;
    Schedule m_schedule;
    std::vector<ParameterBlock> m_blocks; ///< with freezes and rate factors as they stand now
    std::vector<ParameterBlock> m_turnBlocks; ///< the same, with those frozen whose turn it is not
    std::unique_ptr<Work> m_work;
    bool m_healthy = true;
    bool m_whole = true;
};

} // namespace contrastlab
