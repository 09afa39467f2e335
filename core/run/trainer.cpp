// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The training step. Everything it reuses from step to step stands in Work, so that it allocates
// nothing. Changes between steps are in trainer_change.cpp.
#include "run/trainer.h"

#include "run/checkpoint_fit.h"
#include "run/precision.h"
#include "run/sharded_gradient.h"
#include "run/spec_settings.h"
#include "run/training_batch.h"
#include "run/vector_sums.h"
#include "run/weight_average.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace contrastlab {

namespace {

constexpr std::int64_t updateRatioEvery = 8; // it costs a copy of the parameters

} // namespace

struct Trainer::Work {
    TrainingBatch batch;
    std::unique_ptr<ShardedGradient> shards; ///< in the place of the batch, where there are several
    std::vector<TowerTape<float>> tapes;
    std::vector<ConstMatrixView<float>> embeddings;
    std::vector<Matrix<float>> gradEmbeddings;
    TaskLoss loss;
    std::vector<double> partial;
    Vector<float> before;
    bool measured = false; ///< the first evaluation of a step tells the step's metrics
    StepMetrics metrics;

    [[nodiscard]] TaskBatch<float> forTask() const
    {
        return shards ? shards->forTask() : batch.forTask();
    }
};

namespace {

LocalExchange& everythingHere()
{
    static LocalExchange exchange;
    return exchange;
}

} // namespace

Trainer::Trainer(std::shared_ptr<const RunSetup> setup, ThreadPool& pool)
    : m_setup(std::move(setup))
    , m_pool(pool)
    , m_batcher(
          m_setup->split().training, static_cast<std::uint64_t>(m_setup->spec().integer("seed")))
    , m_work(std::make_unique<Work>())
{
    m_state.spec = m_setup->spec();
    m_state.parameters = m_setup->initialParameters();
    shareWith(everythingHere());
    applySpec();
    m_task->begin(m_state.parameters);
}

Trainer::Trainer(
    std::shared_ptr<const RunSetup> setup, ThreadPool& pool, const Checkpoint& checkpoint)
    : m_setup(std::move(setup))
    , m_pool(pool)
    , m_state(checkpoint)
    , m_batcher(
          m_setup->split().training, static_cast<std::uint64_t>(m_setup->spec().integer("seed")))
    , m_work(std::make_unique<Work>())
{
    requireFits(checkpoint, *m_setup);
    m_batcher.restore(checkpoint.batcher);
    applySpec();
    m_optimizer.restore(checkpoint.optimizer);
    m_task->restore(std::move(m_state.keys));
    m_state.optimizer = {}; // theirs from here on
    m_state.keys = {};
    shareWith(everythingHere());
    if (!m_work->shards && !m_state.heldBatch.empty()) makeBatch();
}

void Trainer::shareWith(Exchange& exchange)
{
    if (m_setup->spec().integer("shards") == 1) return;
    m_work->shards = std::make_unique<ShardedGradient>(m_setup, exchange);
    if (!m_state.heldBatch.empty()) makeBatch();
}

Trainer::~Trainer() = default;

// Everything that the spec's live values determine is derived again; state is kept unless its kind
// has changed.
void Trainer::applySpec()
{
    const RunSpec& spec = m_state.spec;
    m_objectiveInfo = findObjective(spec.text("objective"));
    m_optimizerInfo = findOptimizer(spec.text("optimizer"));
    m_optimizer.use(m_optimizerInfo->name, discriminatorOptimizer(spec));
    if (m_taskName != spec.text("task"))
        m_task = m_setup->makeTask(spec);
    else
        m_task->apply(taskSettingsOf(spec));
    m_taskName = spec.text("task");
    m_optimizerSettings = optimizerSettingsOf(spec);
    m_augmentation = augmentationOf(spec);
    m_damage = damageOf(spec);
    m_schedule = scheduleOf(spec);
    applyLocks();
    if (spec.real("average_decay") == 0)
        m_state.averageParameters.resize(0);
    else if (m_state.averageParameters.size() == 0)
        m_state.averageParameters = m_state.parameters;
}

// What the next step moves, and how fast.
void Trainer::applyLocks()
{
    const RunSpec& spec = m_state.spec;
    const bool headsAlone = m_state.step < spec.integer("head_steps");
    m_blocks = m_setup->blocks();
    for (ParameterBlock& block : m_blocks) {
        if (block.tower >= 0) {
            const std::string head = m_setup->modality(block.tower).name + ".head";
            block.frozen = isLocked(block.tower) || (headsAlone && !block.name.starts_with(head));
            block.frozen |= block.name.ends_with(".tokens") && spec.flag("freeze_word_vectors");
            block.learningRateFactor = spec.real(perTowerKey("rate_factor", block.tower));
        } else if (block.offset < m_setup->scaleOffset(0)) {
            // of the task, or of one that does not run
            block.frozen =
                isContrast(spec) || block.offset >= m_setup->taskOffset() + m_task->parameters();
            if (block.group == 1) block.learningRateFactor = spec.real("discriminator_rate");
        } else if (!isContrast(spec)) {
            block.frozen = true; // no pair has a scale
        } else if (block.name == "bias") {
            block.frozen = !m_objectiveInfo->usesBias || !spec.flag("learn_bias");
        } else {
            block.frozen = !m_objectiveInfo->usesScale || !spec.flag("learn_temperature");
        }
    }
    m_turnBlocks = m_blocks;
}

bool Trainer::isLocked(int tower) const
{
    const std::int64_t until = spec().integer("unlock_step");
    return spec().flag(perTowerKey("freeze", tower)) && (until == 0 || m_state.step < until);
}

// A step may be the first that more learn in.
void Trainer::unlock()
{
    const bool now = m_state.step > 0
        && (m_state.step == spec().integer("unlock_step")
            || m_state.step == spec().integer("head_steps"));
    if (!now) return;
    applyLocks();
    m_optimizer.batchChanged(); // a line search knows the function of those that learnt before
}

void Trainer::drawBatch()
{
    const bool held = !m_state.heldBatch.empty()
        && m_state.step < m_state.heldSince + spec().integer("hold_batch");
    if (held) return;
    m_batcher.next(spec().integer("batch_size"), m_state.heldBatch);
    m_state.heldSince = m_state.step;
    thinOutClasses(*m_setup, m_damage, static_cast<std::uint64_t>(m_state.step), m_state.heldBatch);
    makeBatch();
    m_optimizer.batchChanged();
}

void Trainer::makeBatch()
{
    const auto drawnAt = static_cast<std::uint64_t>(m_state.heldSince);
    if (m_work->shards)
        m_work->shards->makeBatch(m_pool, m_state.heldBatch, m_augmentation, m_damage, drawnAt);
    else
        m_work->batch.make(m_pool, *m_setup, m_state.heldBatch, m_augmentation, m_damage, drawnAt);
}

double Trainer::lossAndGradient(const Vector<float>& parameters, Vector<float>& gradient)
{
    Work& work = *m_work;
    if (work.shards) {
        std::vector<bool> locked;
        for (int tower = 0; tower < m_setup->towers(); ++tower)
            locked.push_back(isLocked(tower));
        work.loss = work.shards->evaluate(m_pool, spec(), locked, parameters, gradient);
    } else {
        work.loss = ofWholeBatch(parameters, gradient);
    }
    for (const ParameterBlock& block : m_blocks)
        if (block.frozen) gradient.segment(block.offset, block.size()).setZero();
    return work.loss.loss;
}

TaskLoss Trainer::ofWholeBatch(const Vector<float>& parameters, Vector<float>& gradient)
{
    Work& work = *m_work;
    const auto towers = static_cast<std::size_t>(m_setup->towers());
    const Index own = m_setup->taskOffset(spec());
    gradient.resize(parameters.size());
    gradient.tail(parameters.size() - m_setup->taskOffset()).setZero();
    work.embeddings.clear();
    for (std::size_t t = 0; t < towers; ++t) {
        const int tower = static_cast<int>(t);
        work.embeddings.push_back(
            m_setup->tower(tower).forward(m_pool, parameters.data() + m_setup->towerOffset(tower),
                work.batch.modalities()[t], work.tapes[t]));
    }
    const TaskLoss loss = m_task->evaluate(m_pool, parameters.data() + own, work.batch.forTask(),
        work.embeddings, Want::gradients, gradient.data() + own, work.gradEmbeddings);
    for (std::size_t t = 0; t < towers; ++t) {
        const int tower = static_cast<int>(t);
        const Index offset = m_setup->towerOffset(tower);
        if (!isLocked(tower))
            m_setup->tower(tower).backward(m_pool, parameters.data() + offset,
                work.batch.modalities()[t], work.tapes[t], work.gradEmbeddings[t],
                gradient.data() + offset);
    }
    return loss;
}

// An adversary may take turns with the towers.
std::span<const ParameterBlock> Trainer::blocksOfTurn()
{
    const std::int64_t alone = spec().integer("discriminator_steps");
    if (alone == 0 || m_taskName != "adversarial") return m_blocks;
    const int turn = m_state.step % (alone + 1) < alone;
    for (std::size_t i = 0; i < m_blocks.size(); ++i)
        m_turnBlocks[i].frozen = m_blocks[i].frozen || m_blocks[i].group != turn;
    return m_turnBlocks;
}

void Trainer::clipGradient(Vector<float>& gradient)
{
    Work& work = *m_work;
    double total = 0;
    for (int t = 0; t < m_setup->towers(); ++t) {
        const double squared = squaredNormOf(m_pool, gradient.data() + m_setup->towerOffset(t),
            m_setup->tower(t).parameters(), work.partial);
        if (!work.measured)
            work.metrics.towerGradientNorm[static_cast<std::size_t>(t)] = std::sqrt(squared);
        total += squared;
    }
    if (m_setup->taskOffset() < m_setup->scaleOffset(0))
        total += squaredNormOf(m_pool, gradient.data() + m_setup->taskOffset(),
            m_setup->scaleOffset(0) - m_setup->taskOffset(), work.partial);
    for (Index i = m_setup->scaleOffset(0); i < gradient.size(); ++i)
        total += static_cast<double>(gradient[i]) * static_cast<double>(gradient[i]);
    const double norm = std::sqrt(total);
    if (!work.measured) work.metrics.gradientNorm = norm;
    const double most = spec().real("clip_gradient");
    if (most > 0 && norm > most && !m_optimizerInfo->needsHeldBatch)
        gradient *= static_cast<float>(most / norm);
}

// CLIP clamps the log scale after each step of the optimiser.
bool Trainer::clampScales()
{
    bool clamped = false;
    for (int pair = 0; pair < static_cast<int>(m_setup->pairs().size()); ++pair) {
        float& logScale = m_state.parameters[m_setup->scaleOffset(pair)];
        const float before = logScale;
        if (m_objectiveInfo->usesScale && spec().flag("learn_temperature"))
            logScale = std::clamp(logScale, static_cast<float>(-std::log(mostLearnableTemperature)),
                static_cast<float>(-std::log(leastLearnableTemperature)));
        clamped |= logScale != before;
    }
    return clamped;
}

// Scales and bias are judged as they stand.
void Trainer::followWithAverage()
{
    if (m_state.averageParameters.size() == 0) return;
    const Index weights = m_setup->scaleOffset(0);
    const double keep = averageKept(spec().real("average_decay"), m_state.step + 1);
    followWith(m_pool, m_state.averageParameters.data(), m_state.parameters.data(), weights, keep);
    const Index rest = m_state.parameters.size() - weights;
    m_state.averageParameters.tail(rest) = m_state.parameters.tail(rest);
}

// What is known of a step before it is made.
void Trainer::beginMetrics()
{
    Work& work = *m_work;
    StepMetrics& metrics = work.metrics;
    metrics = {};
    metrics.temperature = temperature();
    metrics.bias = bias();
    metrics.batchSize = std::ssize(m_state.heldBatch);
    metrics.learningRate = m_optimizerInfo->usesLearningRate
        ? spec().real("learning_rate") * m_schedule.factor(m_state.step)
        : 0;
    metrics.chance =
        m_task->chance(m_state.parameters.data() + m_setup->taskOffset(spec()), work.forTask());
}

// For the optimiser, which may ask several times a step; the first time tells the metrics. NaN, so
// that it moves nothing, where loss or gradient are not finite.
double Trainer::evaluate(const Vector<float>& parameters, Vector<float>& gradient)
{
    Work& work = *m_work;
    const double loss = lossAndGradient(parameters, gradient);
    clipGradient(gradient);
    if (!std::exchange(work.measured, true)) {
        work.metrics.loss = loss;
        work.metrics.lossAToB = work.loss.first;
        work.metrics.lossBToA = work.loss.second;
        if (!std::isfinite(work.metrics.gradientNorm))
            return std::numeric_limits<double>::quiet_NaN();
    }
    return loss;
}

StepMetrics Trainer::step(std::stop_token stop)
{
    Work& work = *m_work;
    m_whole = false;
    const InterruptedBy interrupted(m_pool, std::move(stop));
    unlock();
    drawBatch();
    work.tapes.resize(static_cast<std::size_t>(m_setup->towers()));
    for (TowerTape<float>& tape : work.tapes)
        tape.precision = precisionOf(spec());
    work.gradEmbeddings.resize(work.tapes.size());
    work.measured = false;
    beginMetrics();
    m_task->prepare(m_pool, work.forTask());
    StepMetrics& metrics = work.metrics;
    m_optimizerSettings.learningRate = metrics.learningRate;
    const bool compare = m_state.step % updateRatioEvery == 0;
    if (compare) work.before = m_state.parameters;

    const auto function = [this](const Vector<float>& parameters, Vector<float>& gradient) {
        return evaluate(parameters, gradient);
    };
    const StepReport report =
        m_optimizer.step(m_pool, m_state.parameters, blocksOfTurn(), m_optimizerSettings, function);
    if (m_optimizerInfo->needsHeldBatch) metrics.loss = report.loss; // the first was a trial
    m_healthy = (std::isfinite(report.loss) || !m_task->judges(work.forTask()))
        && areFinite(m_pool, m_state.parameters, work.partial);
    if (m_healthy) {
        if (clampScales()) m_optimizer.batchChanged();
        if (m_task->follow(m_state.parameters, work.forTask())) m_optimizer.batchChanged();
        followWithAverage();
    }
    metrics.updateRatio = std::numeric_limits<double>::quiet_NaN();
    if (compare)
        metrics.updateRatio = static_cast<double>((m_state.parameters - work.before).norm())
            / std::max(1e-30, static_cast<double>(work.before.norm()));
    m_state.evaluations += report.evaluations;
    metrics.evaluations = m_state.evaluations;
    metrics.lineSearchFailed = report.lineSearchFailed;
    metrics.step = ++m_state.step;
    metrics.epoch = m_batcher.epochs();
    m_whole = true;
    return metrics;
}

bool Trainer::finished() const
{
    const std::int64_t steps = spec().integer("steps");
    return m_state.step >= steps && steps > 0;
}

double Trainer::temperature(int pair) const
{
    return std::exp(-static_cast<double>(m_state.parameters[m_setup->scaleOffset(pair)]));
}

double Trainer::bias() const
{
    return static_cast<double>(m_state.parameters[m_setup->biasOffset()]);
}

Checkpoint Trainer::checkpoint() const
{
    Checkpoint checkpoint = m_state;
    checkpoint.optimizer = m_optimizer.state();
    checkpoint.batcher = m_batcher.state();
    checkpoint.keys = m_task->state();
    return checkpoint;
}

} // namespace contrastlab
