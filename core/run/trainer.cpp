// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The training step. Everything it reuses from step to step stands in Work, so that it allocates
// nothing.
#include "run/trainer.h"

#include "base/digest.h"
#include "base/random.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace contrastlab {

namespace {

constexpr double leastLearnableLogScale = 0.0; // ln 1
constexpr double mostLearnableLogScale = 4.605170185988092; // ln 100, as CLIP clamps it
constexpr std::int64_t updateRatioEvery = 8; // it costs a copy of the parameters
constexpr Index normTile = Index(1) << 16;

double squaredNormOf(
    ThreadPool& pool, const float* values, Index count, std::vector<double>& partial)
{
    const Index tiles = (count + normTile - 1) / normTile;
    partial.assign(static_cast<std::size_t>(tiles), 0.0);
    pool.run(tiles, [&](Index tile) {
        const Index first = tile * normTile;
        const Eigen::Map<const Eigen::ArrayXf> part(
            values + first, std::min(normTile, count - first));
        partial[static_cast<std::size_t>(tile)] = static_cast<double>(part.square().sum());
    });
    double sum = 0;
    for (const double p : partial)
        sum += p;
    return sum;
}

Mining miningOf(const std::string& name)
{
    if (name == "hard") return Mining::hard;
    return name == "semi-hard" ? Mining::semiHard : Mining::all;
}

BetaRule betaRuleOf(const std::string& name)
{
    if (name == "fletcher-reeves") return BetaRule::fletcherReeves;
    return name == "hager-zhang" ? BetaRule::hagerZhang : BetaRule::polakRibierePlus;
}

OptimizerSettings optimizerSettingsOf(const RunSpec& spec)
{
    OptimizerSettings settings;
    settings.momentum = spec.real("momentum");
    settings.beta1 = spec.real("beta1");
    settings.beta2 = spec.real("beta2");
    settings.epsilon = spec.real("epsilon");
    settings.weightDecay = spec.real("weight_decay");
    settings.trustCoefficient = spec.real("trust_coefficient");
    settings.betaRule = betaRuleOf(spec.text("beta_rule"));
    settings.lineSearch = spec.text("line_search") == "strong-wolfe"
        ? LineSearchRule::strongWolfe
        : LineSearchRule::approximateWolfe;
    settings.curvature = spec.real("curvature");
    settings.historySize = static_cast<int>(spec.integer("history"));
    return settings;
}

Augmentation augmentationOf(const RunSpec& spec)
{
    return { static_cast<int>(spec.integer("augment.shift")), spec.flag("augment.flip"),
        spec.real("augment.colour"), spec.flag("augment.styles"), spec.real("augment.drop_text") };
}

Schedule scheduleOf(const RunSpec& spec)
{
    const std::string& name = spec.text("schedule");
    const ScheduleKind kind = name == "cosine" ? ScheduleKind::cosine
        : name == "linear"                     ? ScheduleKind::linear
        : name == "cooldown"                   ? ScheduleKind::constantCooldown
                                               : ScheduleKind::constant;
    return { kind, spec.integer("warmup_steps"), spec.integer("steps"),
        spec.integer("cooldown_steps") };
}

// Which towers a row named "freeze_a", "rate_factor_b" ... speaks of.
std::string perTowerKey(const char* stem, int tower)
{
    return std::string(stem) + "_" + static_cast<char>('a' + tower);
}

void normaliseRows(Matrix<float>& rows)
{
    for (Index i = 0; i < rows.rows(); ++i) {
        const float norm = rows.row(i).norm();
        if (norm > 0) rows.row(i) /= norm;
    }
}

} // namespace

ObjectiveSettings objectiveSettingsOf(const RunSpec& spec)
{
    ObjectiveSettings settings;
    settings.margin = spec.real("margin");
    settings.mining = miningOf(spec.text("mining"));
    settings.softMargin = spec.flag("soft_margin");
    settings.hardness = spec.real("hardness");
    settings.positivePrior = spec.real("positive_prior");
    settings.positiveWidth = spec.real("positive_width");
    settings.alignmentPower = spec.real("alignment_power");
    settings.uniformityScale = spec.real("uniformity_scale");
    settings.uniformityWeight = spec.real("uniformity_weight");
    settings.redundancyWeight = spec.real("redundancy_weight");
    settings.invarianceWeight = spec.real("invariance_weight");
    settings.varianceWeight = spec.real("variance_weight");
    settings.covarianceWeight = spec.real("covariance_weight");
    settings.queueSize = spec.integer("queue_size");
    settings.width = spec.integer("embedding_width");
    return settings;
}

struct Trainer::Work {
    std::vector<ModalityBatch<float>> batch;
    std::vector<int> labels;
    std::vector<TowerTape<float>> tapes;
    std::vector<TowerTape<float>> keyTapes;
    std::vector<ConstMatrixView<float>> embeddings;
    std::vector<Matrix<float>> keys;
    std::vector<Matrix<float>> gradEmbeddings;
    std::vector<PairResult<float>> results; ///< of each pair
    Matrix<float> presentA; ///< rows that both modalities of a pair have
    Matrix<float> presentB;
    Matrix<float> presentKeysA;
    Matrix<float> presentKeysB;
    std::vector<Index> present;
    std::vector<int> presentLabels;
    std::vector<double> partial;
    Vector<float> gradient;
    Vector<float> before;
    bool measured = false; ///< the first evaluation of a step tells the step's metrics
    StepMetrics metrics;
    double loss = 0;
};

Trainer::Trainer(std::shared_ptr<const RunSetup> setup, ThreadPool& pool)
    : m_setup(std::move(setup))
    , m_pool(pool)
    , m_batcher(
          m_setup->split().training, static_cast<std::uint64_t>(m_setup->spec().integer("seed")))
    , m_work(std::make_unique<Work>())
{
    m_state.spec = m_setup->spec();
    m_state.parameters = m_setup->initialParameters();
    applySpec();
    resetObjectiveState();
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
    m_batcher.restore(checkpoint.batcher);
    applySpec();
    m_optimizer->restore(checkpoint.optimizer);
    if (!m_state.heldBatch.empty()) {
        const auto items = std::span<const Index>(m_state.heldBatch);
        m_setup->batches().make(m_pool, items, m_augmentation,
            static_cast<std::uint64_t>(spec().integer("seed")),
            static_cast<std::uint64_t>(m_state.heldSince), m_work->batch);
    }
}

Trainer::~Trainer() = default;

// Everything that the spec's live values determine is derived again; state is kept unless its kind
// has changed.
void Trainer::applySpec()
{
    const RunSpec& spec = m_state.spec;
    const ObjectiveInfo* objective = findObjective(spec.text("objective"));
    if (objective != m_objectiveInfo) m_objective = makeObjective<float>(objective->name);
    m_objectiveInfo = objective;
    const OptimizerInfo* optimizer = findOptimizer(spec.text("optimizer"));
    if (optimizer != m_optimizerInfo) m_optimizer = makeOptimizer(optimizer->name);
    m_optimizerInfo = optimizer;
    m_objectiveSettings = objectiveSettingsOf(spec);
    m_optimizerSettings = optimizerSettingsOf(spec);
    m_augmentation = augmentationOf(spec);
    m_schedule = scheduleOf(spec);
    m_blocks = m_setup->blocks();
    for (ParameterBlock& block : m_blocks) {
        if (block.tower >= 0) {
            block.frozen = spec.flag(perTowerKey("freeze", block.tower));
            block.frozen |= block.name.ends_with(".tokens") && spec.flag("freeze_word_vectors");
            block.learningRateFactor = spec.real(perTowerKey("rate_factor", block.tower));
        } else if (block.name == "bias") {
            block.frozen = !objective->usesBias || !spec.flag("learn_bias");
        } else {
            block.frozen = !objective->usesScale || !spec.flag("learn_temperature");
        }
    }
}

// The queue begins as normalised noise, and the moving-average towers as copies (He et al. 2020,
// alg. 1).
void Trainer::resetObjectiveState()
{
    m_state.keyParameters.resize(0);
    m_state.queues.clear();
    m_state.queueFilled = 0;
    if (!m_objectiveInfo->usesQueue) return;
    m_state.keyParameters = m_state.parameters;
    for (int t = 0; t < m_setup->towers(); ++t) {
        RandomStream stream(static_cast<std::uint64_t>(spec().integer("seed")), Purpose::queue,
            static_cast<std::uint64_t>(t));
        Matrix<float>& queue =
            m_state.queues.emplace_back(spec().integer("queue_size"), m_setup->embeddingWidth());
        for (Index i = 0; i < queue.size(); ++i)
            queue.data()[i] = static_cast<float>(stream.normal());
        normaliseRows(queue);
    }
}

void Trainer::drawBatch()
{
    const bool held = !m_state.heldBatch.empty()
        && m_state.step < m_state.heldSince + spec().integer("hold_batch");
    if (held) return;
    m_batcher.next(spec().integer("batch_size"), m_state.heldBatch);
    m_state.heldSince = m_state.step;
    m_setup->batches().make(m_pool, m_state.heldBatch, m_augmentation,
        static_cast<std::uint64_t>(spec().integer("seed")),
        static_cast<std::uint64_t>(m_state.step), m_work->batch);
    m_optimizer->batchChanged();
}

// The loss of one pair of modalities, its gradients added to gradEmbeddings and to the scale and
// bias.
void Trainer::pairLoss(
    std::size_t pair, const Vector<float>& parameters, Vector<float>& gradient, double& loss)
{
    Work& work = *m_work;
    const auto a = static_cast<std::size_t>(m_setup->pairs()[pair].a);
    const auto b = static_cast<std::size_t>(m_setup->pairs()[pair].b);
    const double weight = 1.0 / static_cast<double>(m_setup->pairs().size());
    const Index scale = m_setup->scaleOffset(static_cast<int>(pair));
    PairInput<float> input;
    input.logScale = static_cast<double>(parameters[scale]);
    input.bias = static_cast<double>(parameters[m_setup->biasOffset()]);
    pointAt(input.a, work.embeddings[a]);
    pointAt(input.b, work.embeddings[b]);
    input.labels = work.labels;
    if (m_objectiveInfo->usesQueue) {
        pointAt(input.keysA, work.keys[a]);
        pointAt(input.keysB, work.keys[b]);
        pointAt(input.queueA, m_state.queues[a]);
        pointAt(input.queueB, m_state.queues[b]);
    }
    const auto& presentA = work.batch[a].present;
    const auto& presentB = work.batch[b].present;
    const bool complete = presentA.empty() && presentB.empty();
    if (!complete) {
        work.present.clear();
        work.presentLabels.clear();
        for (Index i = 0; i < input.a.rows(); ++i) {
            const auto s = static_cast<std::size_t>(i);
            if ((!presentA.empty() && !presentA[s]) || (!presentB.empty() && !presentB[s]))
                continue;
            work.present.push_back(i);
            if (!work.labels.empty()) work.presentLabels.push_back(work.labels[s]);
        }
        if (work.present.size() < static_cast<std::size_t>(m_objectiveInfo->leastBatch)
            || work.present.empty())
            return;
        const auto narrow = [&](ConstMatrixView<float>& rows, Matrix<float>& kept) {
            kept = rows(work.present, Eigen::all);
            pointAt(rows, kept);
        };
        narrow(input.a, work.presentA);
        narrow(input.b, work.presentB);
        input.labels = work.presentLabels;
        if (m_objectiveInfo->usesQueue) {
            narrow(input.keysA, work.presentKeysA);
            narrow(input.keysB, work.presentKeysB);
        }
    }
    PairResult<float>& result = work.results[pair];
    m_objective->evaluate(m_pool, input, m_objectiveSettings, Want::gradients, result);
    loss += weight * result.loss;
    gradient[scale] += static_cast<float>(weight * result.gradLogScale);
    gradient[m_setup->biasOffset()] += static_cast<float>(weight * result.gradBias);
    const auto w = static_cast<float>(weight);
    if (m_setup->pairs().size() == 1 && complete) {
        work.gradEmbeddings[a].swap(result.gradA);
        work.gradEmbeddings[b].swap(result.gradB);
    } else if (complete) {
        work.gradEmbeddings[a] += w * result.gradA;
        work.gradEmbeddings[b] += w * result.gradB;
    } else {
        for (std::size_t i = 0; i < work.present.size(); ++i) {
            work.gradEmbeddings[a].row(work.present[i]) +=
                w * result.gradA.row(static_cast<Index>(i));
            work.gradEmbeddings[b].row(work.present[i]) +=
                w * result.gradB.row(static_cast<Index>(i));
        }
    }
}

double Trainer::lossAndGradient(const Vector<float>& parameters, Vector<float>& gradient)
{
    Work& work = *m_work;
    const auto towers = static_cast<std::size_t>(m_setup->towers());
    const bool simple = m_setup->pairs().size() == 1 && work.batch[0].present.empty()
        && work.batch[1].present.empty();
    gradient.resize(parameters.size());
    gradient.tail(parameters.size() - m_setup->scaleOffset(0)).setZero();
    work.embeddings.clear();
    for (std::size_t t = 0; t < towers; ++t) {
        const int tower = static_cast<int>(t);
        work.embeddings.push_back(m_setup->tower(tower).forward(
            m_pool, parameters.data() + m_setup->towerOffset(tower), work.batch[t], work.tapes[t]));
        if (!simple)
            work.gradEmbeddings[t].setZero(work.embeddings[t].rows(), work.embeddings[t].cols());
    }
    double loss = 0;
    for (std::size_t pair = 0; pair < m_setup->pairs().size(); ++pair)
        pairLoss(pair, parameters, gradient, loss);
    for (std::size_t t = 0; t < towers; ++t) {
        const int tower = static_cast<int>(t);
        const Index offset = m_setup->towerOffset(tower);
        if (spec().flag(perTowerKey("freeze", tower)))
            gradient.segment(offset, m_setup->tower(tower).parameters()).setZero();
        else
            m_setup->tower(tower).backward(m_pool, parameters.data() + offset, work.batch[t],
                work.tapes[t], work.gradEmbeddings[t], gradient.data() + offset);
    }
    return loss;
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
    for (const ParameterBlock& block : m_blocks)
        if (block.tower < 0 && !block.frozen) {
            const auto value = static_cast<double>(gradient[block.offset]);
            total += value * value;
        }
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
            logScale = std::clamp(logScale, static_cast<float>(leastLearnableLogScale),
                static_cast<float>(mostLearnableLogScale));
        clamped |= logScale != before;
    }
    return clamped;
}

// Keys of this batch enter the queue, and the key towers follow the trained ones.
void Trainer::followWithKeys()
{
    if (!m_objectiveInfo->usesQueue) return;
    const Index size = m_state.queues.front().rows();
    Index filled = m_state.queueFilled;
    for (std::size_t t = 0; t < m_state.queues.size(); ++t) {
        Matrix<float>& keys = m_work->keys[t];
        normaliseRows(keys);
        filled = m_state.queueFilled;
        for (Index i = 0; i < keys.rows(); ++i, ++filled)
            m_state.queues[t].row(filled % size) = keys.row(i);
    }
    m_state.queueFilled = filled % size;
    const auto keep = static_cast<float>(spec().real("key_momentum"));
    m_state.keyParameters = keep * m_state.keyParameters + (1.0f - keep) * m_state.parameters;
}

StepMetrics Trainer::step()
{
    Work& work = *m_work;
    drawBatch();
    const auto towers = static_cast<std::size_t>(m_setup->towers());
    work.tapes.resize(towers);
    work.gradEmbeddings.resize(towers);
    work.results.resize(m_setup->pairs().size());
    work.labels.clear();
    if (!m_setup->dataset().labels.empty())
        for (const Index item : m_state.heldBatch)
            work.labels.push_back(m_setup->dataset().labels[static_cast<std::size_t>(item)]);
    if (m_objectiveInfo->usesQueue) {
        work.keyTapes.resize(towers);
        work.keys.resize(towers);
        for (std::size_t t = 0; t < towers; ++t)
            work.keys[t] =
                m_setup->tower(static_cast<int>(t))
                    .forward(m_pool,
                        m_state.keyParameters.data() + m_setup->towerOffset(static_cast<int>(t)),
                        work.batch[t], work.keyTapes[t]);
    }

    work.metrics = {};
    StepMetrics& metrics = work.metrics;
    metrics.temperature = temperature();
    metrics.bias = static_cast<double>(m_state.parameters[m_setup->biasOffset()]);
    metrics.batchSize = static_cast<std::int64_t>(m_state.heldBatch.size());
    metrics.learningRate = m_optimizerInfo->usesLearningRate
        ? spec().real("learning_rate") * m_schedule.factor(m_state.step)
        : 0;
    metrics.chance = chanceLoss(m_objectiveInfo->name, metrics.batchSize, metrics.temperature,
        metrics.bias, m_objectiveSettings);
    m_optimizerSettings.learningRate = metrics.learningRate;
    const bool compare = m_state.step % updateRatioEvery == 0;
    if (compare) work.before = m_state.parameters;

    work.measured = false;
    const auto evaluate = [&](const Vector<float>& parameters, Vector<float>& gradient) {
        const double loss = lossAndGradient(parameters, gradient);
        clipGradient(gradient);
        if (!work.measured) {
            metrics.loss = loss;
            metrics.lossAToB = work.results.front().lossAToB;
            metrics.lossBToA = work.results.front().lossBToA;
            // A first-order step on a gradient that is not finite would destroy the parameters; a
            // line search tries such points and turns back by itself.
            m_healthy = m_optimizerInfo->needsHeldBatch
                || (std::isfinite(loss) && std::isfinite(metrics.gradientNorm));
            if (!m_healthy) gradient.setZero();
        }
        work.measured = true;
        return loss;
    };
    const StepReport report =
        m_optimizer->step(m_pool, m_state.parameters, m_blocks, m_optimizerSettings, evaluate);
    if (m_optimizerInfo->needsHeldBatch) {
        metrics.loss = report.loss; // the first evaluation was a trial
        m_healthy = std::isfinite(report.loss);
    }
    if (clampScales()) m_optimizer->batchChanged();
    followWithKeys();
    metrics.updateRatio = std::numeric_limits<double>::quiet_NaN();
    if (compare)
        metrics.updateRatio = static_cast<double>((m_state.parameters - work.before).norm())
            / std::max(1e-30, static_cast<double>(work.before.norm()));
    m_state.evaluations += report.evaluations;
    metrics.evaluations = m_state.evaluations;
    metrics.lineSearchFailed = report.lineSearchFailed;
    metrics.step = ++m_state.step;
    metrics.epoch = m_batcher.epochs();
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

std::optional<Problem> Trainer::change(std::string_view key, const ParameterValue& value)
{
    const Parameter* parameter = findParameter(key);
    if (!parameter) return Problem { std::string(key), toText(value), "a known key" };
    if (parameter->applies == Applies::restart)
        return Problem { std::string(key), toText(value),
            "a new run: it cannot change while one goes on" };
    if (auto problem = check(*parameter, value)) return problem;
    RunSpec next = m_state.spec;
    next.set(key, value);
    if (key == "learn_temperature" && m_objectiveInfo->usesScale)
        next.set("temperature", temperature());
    if (key == "learn_bias")
        next.set("bias", static_cast<double>(m_state.parameters[m_setup->biasOffset()]));
    if (auto problems = validate(next, m_setup->facts()); !problems.empty())
        return problems.front();

    const ObjectiveInfo* objectiveBefore = m_objectiveInfo;
    m_state.spec = std::move(next);
    applySpec();
    if (key == "temperature")
        m_state.parameters
            .segment(m_setup->scaleOffset(0), static_cast<Index>(m_setup->pairs().size()))
            .setConstant(static_cast<float>(-std::log(spec().real("temperature"))));
    if (key == "bias")
        m_state.parameters[m_setup->biasOffset()] = static_cast<float>(spec().real("bias"));
    if (m_objectiveInfo != objectiveBefore || key == "queue_size") resetObjectiveState();
    m_optimizer->batchChanged(); // any live value may change the function that a line search knows
    // A held batch was made under the old value; the next step draws a new one.
    if (key == "batch_size" || key.starts_with("augment.")) m_state.heldBatch.clear();
    return std::nullopt;
}

Checkpoint Trainer::checkpoint() const
{
    Checkpoint checkpoint = m_state;
    checkpoint.optimizer = m_optimizer->state();
    checkpoint.batcher = m_batcher.state();
    return checkpoint;
}

std::uint64_t Checkpoint::digest() const
{
    Digest digest;
    digest.add(step);
    digest.add(evaluations);
    const auto addAll = [&](const float* values, Index count) {
        digest.add(std::span<const float>(values, static_cast<std::size_t>(count)));
    };
    addAll(parameters.data(), parameters.size());
    for (const auto& vector : optimizer.vectors)
        addAll(vector.data(), vector.size());
    digest.add(std::span<const double>(optimizer.scalars));
    digest.add(batcher.epoch);
    digest.add(batcher.position);
    digest.add(std::span<const Index>(batcher.postponed));
    digest.add(std::span<const Index>(heldBatch));
    addAll(keyParameters.data(), keyParameters.size());
    for (const auto& queue : queues)
        addAll(queue.data(), queue.size());
    digest.add(std::string_view(toJson(spec)));
    return digest.value();
}

} // namespace contrastlab
