// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A trainer of its own makes the step, which tells batch, metrics and update; what it does not tell
// is worked out beside it, from the weights before and after.
#include "analysis/step_anatomy.h"

#include "base/eigen_product.h"
#include "objective/unit_rows.h"
#include "run/spec_settings.h"
#include "run/training_batch.h"
#include "task/moving_average_towers.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace contrastlab {

namespace {

constexpr double notKnown = std::numeric_limits<double>::quiet_NaN();
constexpr double sameMean = 1e-4; // relative; rows are in single precision

/// What the loss sees of a pair: the rows that have both modalities.
struct PairOfBatch {
    Matrix<float> a, b, keysA, keysB, queueA, queueB;
    std::vector<int> labels;
    double logScale = 0, bias = 0;
};

/// The same as an objective takes it, in single precision as the trainer or in double.
template <class S> struct TypedPair {
    Matrix<S> a, b, keysA, keysB, queueA, queueB;
    PairInput<S> input;

    explicit TypedPair(const PairOfBatch& pair)
    {
        const auto take = [](ConstMatrixView<S>& to, Matrix<S>& kept, const Matrix<float>& from) {
            kept = from.cast<S>();
            pointAt(to, kept);
        };
        take(input.a, a, pair.a);
        take(input.b, b, pair.b);
        input.logScale = pair.logScale;
        input.bias = pair.bias;
        input.labels = pair.labels;
        if (pair.keysA.rows() == 0) return;
        take(input.keysA, keysA, pair.keysA);
        take(input.keysB, keysB, pair.keysB);
        take(input.queueA, queueA, pair.queueA);
        take(input.queueB, queueB, pair.queueB);
    }
};

/// The batch that the step draws, and the rows of it that the pair has.
struct DrawnBatch {
    TrainingBatch batch;
    std::vector<Index> items;
    std::vector<Index> rows; ///< places in the batch

    void findRows(const TrainedPair& pair)
    {
        const auto lacks = [&](int tower, std::size_t place) {
            const auto& present = batch.modalities()[static_cast<std::size_t>(tower)].present;
            return !present.empty() && !present[place];
        };
        for (std::size_t i = 0; i < items.size(); ++i)
            if (!lacks(pair.a, i) && !lacks(pair.b, i)) rows.push_back(static_cast<Index>(i));
    }
};

ModalityBatch<float> partOf(const ModalityBatch<float>& batch, const std::vector<Index>& rows)
{
    ModalityBatch<float> part;
    if (batch.dense.rows() > 0) {
        part.dense = batch.dense(rows, Eigen::all);
        return part;
    }
    for (const Index row : rows) {
        const auto first = static_cast<std::size_t>(batch.tokens.offsets[std::size_t(row)]);
        const auto tokens = batch.tokens.tokens(row);
        part.tokens.ids.insert(part.tokens.ids.end(), tokens.begin(), tokens.end());
        for (std::size_t i = 0; i < tokens.size(); ++i)
            part.tokens.weights.push_back(batch.tokens.weights[first + i]);
        part.tokens.offsets.push_back(std::ssize(part.tokens.ids));
    }
    return part;
}

Matrix<float> embedded(ThreadPool& pool, const RunSetup& setup, const Vector<float>& parameters,
    const DrawnBatch& drawn, int tower)
{
    TowerTape<float> tape;
    const ConstMatrixView<float> all =
        setup.tower(tower).forward(pool, parameters.data() + setup.towerOffset(tower),
            drawn.batch.modalities()[static_cast<std::size_t>(tower)], tape);
    return all(drawn.rows, Eigen::all);
}

Matrix<float> unitOf(const Matrix<float>& raw)
{
    Matrix<float> unit = raw;
    toUnitRows(unit);
    return unit;
}

BatchCosines meansOf(const Matrix<float>& a, const Matrix<float>& b)
{
    const Matrix<double> left = a.cast<double>(), right = b.cast<double>();
    const auto count = static_cast<double>(a.rows());
    const double partners = left.cwiseProduct(right).sum();
    const double all = left.colwise().sum().dot(right.colwise().sum());
    return { count > 0 ? partners / count : notKnown,
        count > 1 ? (all - partners) / (count * (count - 1)) : notKnown };
}

Matrix<float> cosinesOf(const Matrix<float>& a, const Matrix<float>& b)
{
    Matrix<float> cosines(a.rows(), b.rows());
    eigenProductTransposedRight<float>(view(a), view(b), view(cosines));
    return cosines;
}

/// One direction of a cross entropy over the batch: rows of `own` look for theirs in `other`.
struct Direction {
    const Matrix<double>& own;
    const Matrix<double>& other;
    double scale = 1;
    bool withinToo = false; ///< those of its own modality are candidates, too

    /// ln of the sum of exp(logit) over the candidates of each row.
    [[nodiscard]] Vector<double> logSums(ThreadPool& pool) const
    {
        constexpr Index height = 64;
        const Index count = own.rows();
        Vector<double> sums(count);
        pool.run((count + height - 1) / height, [&](Index tile) {
            const Index first = tile * height, rows = std::min(height, count - first);
            Matrix<double> logits(rows, withinToo ? 2 * count : count);
            const auto block = [&](const Matrix<double>& with, Index at) {
                MatrixView<double> part(
                    logits.data() + at, rows, count, Eigen::OuterStride<>(logits.cols()));
                eigenProductTransposedRight<double>(
                    rowsOf(view(own), first, rows), view(with), part, Write::replace, scale);
            };
            block(other, 0);
            if (withinToo) block(own, count);
            for (Index r = 0; r < rows; ++r) {
                if (withinToo)
                    logits(r, count + first + r) = -std::numeric_limits<double>::infinity();
                const double most = logits.row(r).maxCoeff();
                sums[first + r] = most + std::log((logits.row(r).array() - most).exp().sum());
            }
        });
        return sums;
    }
};

/// Losses and shares of the shown rows where the loss is the mean of those cross entropies; by the
/// entry of the objective, and by looking whether it is.
void tellCrossEntropy(
    ThreadPool& pool, const ObjectiveInfo& info, const PairOfBatch& pair, StepAnatomy& anatomy)
{
    if (info.candidates == Candidates::none) return;
    const Matrix<double> a = unitOf(pair.a).cast<double>(), b = unitOf(pair.b).cast<double>();
    const double scale = std::exp(pair.logScale);
    const bool within = info.candidates == Candidates::bothModalities;
    const auto tell = [&](TowerAnatomy& tower, const Matrix<double>& own,
                          const Matrix<double>& other, double mean) {
        const Vector<double> sums = Direction { own, other, scale, within }.logSums(pool);
        const Vector<double> losses = sums - scale * own.cwiseProduct(other).rowwise().sum();
        if (!(std::abs(losses.mean() - mean) <= sameMean * std::max(1.0, std::abs(mean)))) return;
        const auto count = std::ssize(anatomy.places);
        tower.shares.resize(count, count);
        for (Index r = 0; r < count; ++r) {
            const Index row = anatomy.places[static_cast<std::size_t>(r)];
            tower.losses.push_back(losses[row]);
            tower.logSums.push_back(sums[row]);
            for (Index c = 0; c < count; ++c) {
                const Index column = anatomy.places[static_cast<std::size_t>(c)];
                tower.shares(r, c) =
                    std::exp(scale * own.row(row).dot(other.row(column)) - sums[row]);
            }
        }
    };
    tell(anatomy.a, a, b, anatomy.lossAToB);
    tell(anatomy.b, b, a, anatomy.lossBToA);
}

void tellLoss(ThreadPool& pool, const RunSpec& spec, const PairOfBatch& pair, StepAnatomy& anatomy)
{
    const TrainedObjective trained = trainedObjectiveOf(spec);
    const ObjectiveInfo& info = trained.info();
    const ObjectiveSettings& settings = trained.settings;
    const TypedPair<float> single(pair);
    PairResult<float> result;
    makeObjective<float>(info.name)->evaluate(
        pool, single.input, settings, Want::gradients, result);
    anatomy.loss = result.loss;
    anatomy.lossAToB = result.lossAToB;
    anatomy.lossBToA = result.lossBToA;
    anatomy.a.gradient = result.gradA(anatomy.places, Eigen::all);
    anatomy.b.gradient = result.gradB(anatomy.places, Eigen::all);
    tellCrossEntropy(pool, info, pair, anatomy);

    const TypedPair<double> exact(pair);
    anatomy.ofDirections = ignoresLengths(pool, info.name, exact.input, settings);
    const RowSlopes slopes = rowSlopes(pool, info.name, exact.input, settings, anatomy.places);
    if (slopes.ofCosines)
        anatomy.slopes =
            static_cast<double>(anatomy.rows) * slopes.fromA(anatomy.places, Eigen::all);
}

// Those that are wished for first, then the first of the batch.
void choosePlaces(const DrawnBatch& drawn, const AnatomyWish& wish, StepAnatomy& anatomy)
{
    const auto itemAt = [&](Index row) {
        return drawn.items[static_cast<std::size_t>(drawn.rows[static_cast<std::size_t>(row)])];
    };
    std::vector<Index> order(drawn.rows.size());
    std::iota(order.begin(), order.end(), Index(0));
    const auto wished = [&](Index row) {
        return std::ranges::find(wish.items, itemAt(row)) - wish.items.begin();
    };
    std::ranges::stable_sort(order, {}, wished);
    order.resize(std::min(order.size(), wish.shown));
    anatomy.places = std::move(order);
    for (const Index row : anatomy.places)
        anatomy.items.push_back(itemAt(row));
}

double clipOf(const StepAnatomy& anatomy)
{
    const double most = anatomy.spec.real("clip_gradient"), norm = anatomy.metrics.gradientNorm;
    const bool clips = !findOptimizer(anatomy.spec.text("optimizer"))->needsHeldBatch;
    return clips && most > 0 && norm > most ? most / norm : 1;
}

/// The step, made once, and what is read off it.
class Dissection {
public:
    Dissection(ThreadPool& pool, std::shared_ptr<const RunSetup> setup,
        const Checkpoint& checkpoint, const AnatomyWish& wish)
        : m_pool(pool)
        , m_setup(std::move(setup))
        , m_before(checkpoint)
        , m_scale(wish.pair < std::ssize(m_setup->pairs()) ? wish.pair : 0)
    {
        m_anatomy.step = checkpoint.step + 1;
        m_anatomy.spec = checkpoint.spec;
        m_anatomy.pair = m_setup->everyPair()[static_cast<std::size_t>(wish.pair)];
        m_anatomy.trained = m_scale == wish.pair;
        m_anatomy.a.tower = m_anatomy.pair.a;
        m_anatomy.b.tower = m_anatomy.pair.b;
    }

    StepAnatomy take(const AnatomyWish& wish, const std::stop_token& stop)
    {
        makeStep(stop);
        const InterruptedBy interrupted(m_pool, stop);
        drawBatch(wish);
        embedPair(m_before.parameters);
        addKeys();
        tellBefore();
        const int leastBatch = trainedObjectiveOf(m_before.spec).info().leastBatch;
        m_anatomy.judged = m_anatomy.trained && m_anatomy.rows >= leastBatch;
        if (m_anatomy.judged) tellLoss(m_pool, m_before.spec, m_pair, m_anatomy);
        embedPair(m_next.parameters);
        tellAfter();
        return std::move(m_anatomy);
    }

private:
    void makeStep(const std::stop_token& stop)
    {
        Trainer ahead(m_setup, m_pool, m_before);
        m_anatomy.metrics = ahead.step(stop);
        m_anatomy.healthy = ahead.healthy();
        m_anatomy.evaluations =
            static_cast<int>(m_anatomy.metrics.evaluations - m_before.evaluations);
        m_anatomy.clip = clipOf(m_anatomy);
        m_next = ahead.checkpoint();
    }

    void drawBatch(const AnatomyWish& wish)
    {
        m_drawn.items = m_next.heldBatch;
        m_drawn.batch.make(m_pool, *m_setup, m_drawn.items, augmentationOf(m_before.spec),
            damageOf(m_before.spec), static_cast<std::uint64_t>(m_next.heldSince));
        m_drawn.findRows(m_anatomy.pair);
        m_anatomy.batch = std::ssize(m_drawn.items);
        m_anatomy.rows = std::ssize(m_drawn.rows);
        choosePlaces(m_drawn, wish, m_anatomy);
        const std::vector<int>& labels = m_drawn.batch.labels();
        for (const Index row : m_drawn.rows)
            if (!labels.empty()) m_pair.labels.push_back(labels[static_cast<std::size_t>(row)]);
    }

    void embedPair(const Vector<float>& parameters)
    {
        m_pair.a = embedded(m_pool, *m_setup, parameters, m_drawn, m_anatomy.pair.a);
        m_pair.b = embedded(m_pool, *m_setup, parameters, m_drawn, m_anatomy.pair.b);
        m_pair.logScale = static_cast<double>(parameters[m_setup->scaleOffset(m_scale)]);
        m_pair.bias = static_cast<double>(parameters[m_setup->biasOffset()]);
    }

    void addKeys()
    {
        MovingAverageTowers<float> keys(m_setup->model());
        keys.restore(m_before.keys);
        if (keys.empty()) return;
        keys.embed(m_pool, m_drawn.batch.modalities());
        const auto a = static_cast<std::size_t>(m_anatomy.pair.a);
        const auto b = static_cast<std::size_t>(m_anatomy.pair.b);
        m_pair.keysA = keys.keys(a)(m_drawn.rows, Eigen::all);
        m_pair.keysB = keys.keys(b)(m_drawn.rows, Eigen::all);
        m_pair.queueA = keys.queue(a);
        m_pair.queueB = keys.queue(b);
    }

    void tellBefore()
    {
        tellTower(m_pair.a, m_anatomy.a);
        tellTower(m_pair.b, m_anatomy.b);
        m_anatomy.temperature = std::exp(-m_pair.logScale);
        m_anatomy.bias = m_pair.bias;
        m_anatomy.cosines = cosinesOf(m_anatomy.a.unit, m_anatomy.b.unit);
        m_anatomy.before = meansOf(unitOf(m_pair.a), unitOf(m_pair.b));
    }

    void tellTower(const Matrix<float>& raw, TowerAnatomy& tower) const
    {
        std::vector<Index> rows;
        for (const Index place : m_anatomy.places)
            rows.push_back(m_drawn.rows[static_cast<std::size_t>(place)]);
        const auto t = static_cast<std::size_t>(tower.tower);
        tower.input = partOf(m_drawn.batch.modalities()[t], rows);
        tower.raw = raw(m_anatomy.places, Eigen::all);
        tower.unit = unitOf(tower.raw);
        for (Index r = 0; r < tower.raw.rows(); ++r)
            tower.lengths.push_back(tower.raw.row(r).cast<double>().norm());
        const Index offset = m_setup->towerOffset(tower.tower);
        const Index size = m_setup->tower(tower.tower).parameters();
        const Vector<double> weights = m_before.parameters.segment(offset, size).cast<double>();
        tower.weightNorm = weights.norm();
        tower.updateNorm =
            (m_next.parameters.segment(offset, size).cast<double>() - weights).norm();
        tower.gradientNorm = m_anatomy.metrics.towerGradientNorm[t];
    }

    void tellAfter()
    {
        m_anatomy.temperatureAfter = std::exp(-m_pair.logScale);
        m_anatomy.a.after = unitOf(m_pair.a(m_anatomy.places, Eigen::all));
        m_anatomy.b.after = unitOf(m_pair.b(m_anatomy.places, Eigen::all));
        m_anatomy.cosinesAfter = cosinesOf(m_anatomy.a.after, m_anatomy.b.after);
        m_anatomy.after = meansOf(unitOf(m_pair.a), unitOf(m_pair.b));
        m_anatomy.lossAfter = notKnown;
        if (!m_anatomy.judged) return;
        const TypedPair<float> typed(m_pair);
        PairResult<float> result;
        const TrainedObjective trained = trainedObjectiveOf(m_before.spec);
        makeObjective<float>(trained.name)
            ->evaluate(m_pool, typed.input, trained.settings, Want::loss, result);
        m_anatomy.lossAfter = result.loss;
    }

    ThreadPool& m_pool;
    std::shared_ptr<const RunSetup> m_setup;
    const Checkpoint& m_before;
    int m_scale; ///< the place of the pair's temperature
    Checkpoint m_next;
    DrawnBatch m_drawn;
    PairOfBatch m_pair;
    StepAnatomy m_anatomy;
};

} // namespace

StepAnatomy anatomyOfNextStep(ThreadPool& pool, const std::shared_ptr<const RunSetup>& setup,
    const Checkpoint& checkpoint, const AnatomyWish& wish, const std::stop_token& stop)
{
    return Dissection(pool, setup, checkpoint, wish).take(wish, stop);
}

} // namespace contrastlab
