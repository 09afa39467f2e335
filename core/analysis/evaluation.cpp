// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every item goes through every tower once; all else is made of its rows.
#include "analysis/evaluation.h"

#include "analysis/probe_frame.h"
#include "analysis/retrieval.h"
#include "base/eigen_product.h"
#include "objective/unit_rows.h"
#include "run/spec_settings.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace contrastlab {

namespace {

constexpr std::size_t mostJudgedItems = 2048;
constexpr int mostJudgedCaptions = 16; // an item

void add(RecallMetrics& sum, const Retrieval& one, double weight)
{
    sum.recallAt1 += weight * one.recallAt1;
    sum.recallAt5 += weight * one.recallAt5;
    sum.recallAt10 += weight * one.recallAt10;
    sum.medianRank += weight * one.medianRank;
}

// An objective with a queue is judged by what it approximates: InfoNCE over the held-out items.
std::string_view judgedObjective(const RunSpec& spec)
{
    return judgedBy(*findObjective(spec.text("objective"))).name;
}

/// Unit rows that are looked for, and the item that each belongs to, by its place among the judged.
struct JudgedRows {
    Matrix<float> rows;
    std::vector<int> places;
};

/// Held-out items through every tower and every variant, each once; raw rows. Captions beyond an
/// item's first are rows of their own, since any of them is a hit.
class HeldOutRows {
public:
    HeldOutRows(ThreadPool& pool, const RunSetup& setup, const Vector<float>& parameters,
        const std::vector<Index>& items)
    {
        for (int t = 0; t < setup.towers(); ++t) {
            std::vector<Matrix<float>>& rows = m_rows.emplace_back();
            for (int variant = 0; variant < setup.batches().variants(t); ++variant)
                rows.push_back(setup.embed(pool, parameters, t, items, variant));
            embedMoreCaptions(pool, setup, parameters, t, items);
        }
    }
    /// A pair has as many variants as that of its towers which has more.
    [[nodiscard]] int variants(const TrainedPair& pair) const
    {
        return static_cast<int>(std::max(of(pair.a).size(), of(pair.b).size()));
    }
    [[nodiscard]] const Matrix<float>& at(int tower, int variant) const
    {
        return of(tower)[static_cast<std::size_t>(variant) % of(tower).size()];
    }
    [[nodiscard]] JudgedRows judged(int tower, int variant) const
    {
        const Matrix<float>& first = at(tower, variant);
        const JudgedRows& more = m_more[static_cast<std::size_t>(tower)];
        JudgedRows all { Matrix<float>(first.rows() + more.rows.rows(), first.cols()), {} };
        all.rows << first, more.rows;
        toUnitRows(all.rows);
        for (Index place = 0; place < first.rows(); ++place)
            all.places.push_back(static_cast<int>(place));
        all.places.insert(all.places.end(), more.places.begin(), more.places.end());
        return all;
    }

private:
    /// Caption by caption, so that items with as many are embedded together.
    void embedMoreCaptions(ThreadPool& pool, const RunSetup& setup, const Vector<float>& parameters,
        int tower, const std::vector<Index>& items)
    {
        JudgedRows& more = m_more.emplace_back();
        more.rows.resize(0, setup.embeddingWidth());
        for (int caption = 1; caption < mostJudgedCaptions; ++caption) {
            std::vector<Index> having;
            for (std::size_t i = 0; i < items.size(); ++i) {
                if (setup.batches().captions(tower, items[i]) <= caption) continue;
                having.push_back(items[i]);
                more.places.push_back(static_cast<int>(i));
            }
            if (having.empty()) return;
            const Index before = more.rows.rows();
            more.rows.conservativeResize(
                before + static_cast<Index>(having.size()), Eigen::NoChange);
            more.rows.bottomRows(static_cast<Index>(having.size())) =
                setup.embed(pool, parameters, tower, having, caption);
        }
    }
    [[nodiscard]] const std::vector<Matrix<float>>& of(int tower) const
    {
        return m_rows[static_cast<std::size_t>(tower)];
    }

    std::vector<std::vector<Matrix<float>>> m_rows;
    std::vector<JudgedRows> m_more; ///< one a tower; not yet of unit length
};

/// The numbers of the items that rows belong to.
std::vector<int> numbersOf(const std::vector<int>& items, const JudgedRows& rows)
{
    std::vector<int> numbers;
    numbers.reserve(rows.places.size());
    for (const int place : rows.places)
        numbers.push_back(items[static_cast<std::size_t>(place)]);
    return numbers;
}

RetrievalRanks ranksOf(
    ThreadPool& pool, const PartnerNumbers& partners, const JudgedRows& a, const JudgedRows& b)
{
    const std::vector<int> aByA = numbersOf(partners.a, a), bByA = numbersOf(partners.a, b);
    const std::vector<int> aByB = numbersOf(partners.b, a), bByB = numbersOf(partners.b, b);
    const PartnerKey keys[] = { { aByA, bByA }, { aByB, bByB } };
    return retrievalRanks<float>(
        pool, view(std::as_const(a.rows)), view(std::as_const(b.rows)), keys);
}

PairRecall recallOf(ThreadPool& pool, const PartnerNumbers& partners, const HeldOutRows& rows,
    const TrainedPair& pair)
{
    PairRecall recall { pair.a, pair.b, true, {}, {}, {}, {} };
    const int variants = rows.variants(pair);
    for (int variant = 0; variant < variants; ++variant) {
        const RetrievalRanks ranks =
            ranksOf(pool, partners, rows.judged(pair.a, variant), rows.judged(pair.b, variant));
        const TwoWayRetrieval found = summary(ranks), chance = chanceOf(ranks);
        add(recall.aToB, found.aToB, 1.0 / variants);
        add(recall.bToA, found.bToA, 1.0 / variants);
        add(recall.chanceAToB, chance.aToB, 1.0 / variants);
        add(recall.chanceBToA, chance.bToA, 1.0 / variants);
    }
    return recall;
}

struct HeldOutLoss {
    double loss = 0;
    double chance = 0;
};

// Of one trained pair, averaged over its variants.
HeldOutLoss lossOf(ThreadPool& pool, const HeldOutRows& rows, const TrainedPair& pair,
    const RunSpec& spec, PairInput<float> input)
{
    const std::string_view name = judgedObjective(spec);
    const auto objective = makeObjective<float>(name);
    const int variants = rows.variants(pair);
    HeldOutLoss sum;
    for (int variant = 0; variant < variants; ++variant) {
        pointAt(input.a, rows.at(pair.a, variant));
        pointAt(input.b, rows.at(pair.b, variant));
        PairResult<float> result;
        objective->evaluate(pool, input, objectiveSettingsOf(spec), Want::loss, result);
        sum.loss += result.loss / variants;
    }
    sum.chance = chanceLoss(
        name, input.a.rows(), std::exp(-input.logScale), input.bias, objectiveSettingsOf(spec));
    return sum;
}

/// The first item of each class, in the order of the classes.
std::vector<Index> firstOfEach(std::span<const int> classes)
{
    std::vector<Index> firsts;
    for (std::size_t i = 0; i < classes.size(); ++i)
        if (classes[i] == static_cast<int>(firsts.size())) // numbered by first mention
            firsts.push_back(static_cast<Index>(i));
    return firsts;
}

/// The nearest name of each row; of equally near ones the first; -1 where there is no number.
std::vector<int> nearestNames(ConstMatrixView<float> rows, const Matrix<float>& names)
{
    Matrix<float> cosines(rows.rows(), names.rows());
    eigenProductTransposedRight<float>(rows, view(names), view(cosines));
    std::vector<int> nearest;
    for (Index i = 0; i < cosines.rows(); ++i) {
        Index best = -1;
        for (Index c = 0; c < cosines.cols(); ++c)
            if (!std::isnan(cosines(i, c)) && (best < 0 || cosines(i, c) > cosines(i, best)))
                best = c;
        nearest.push_back(static_cast<int>(best));
    }
    return nearest;
}

/// Of the first drawing style; in parts that bound the memory of what is decoded.
HeldOutLoss taskLossOf(ThreadPool& pool, const RunSetup& setup, const RunSpec& spec,
    const Vector<float>& parameters, const std::vector<Index>& items, const HeldOutRows& rows)
{
    constexpr std::size_t part = 256;
    const auto task = setup.makeTask(spec);
    const float* own = parameters.data() + setup.taskOffset(spec);
    HeldOutLoss sum;
    std::vector<ModalityBatch<float>> inputs(static_cast<std::size_t>(setup.towers()));
    std::vector<Matrix<float>> none;
    for (std::size_t first = 0; first < items.size(); first += part) {
        const std::size_t count = std::min(part, items.size() - first);
        std::vector<ConstMatrixView<float>> embeddings;
        for (int t = 0; t < setup.towers(); ++t) {
            setup.batches().makePlain(pool, std::span(items).subspan(first, count), t, 0,
                inputs[static_cast<std::size_t>(t)]);
            const Matrix<float>& all = rows.at(t, 0);
            embeddings.push_back(viewOf(all.data() + static_cast<Index>(first) * all.cols(),
                static_cast<Index>(count), all.cols()));
        }
        const TaskBatch<float> batch { inputs };
        const double share = static_cast<double>(count) / static_cast<double>(items.size());
        sum.loss +=
            share * task->evaluate(pool, own, batch, embeddings, Want::loss, nullptr, none).loss;
        sum.chance = task->chance(own, batch);
    }
    return sum;
}

/// The names of the classes as their tower sees them: those of the items that come first.
Matrix<float> namesOf(ThreadPool& pool, const RunSetup& setup, const Vector<float>& parameters,
    int tower, std::span<const Index> firsts)
{
    Matrix<float> names = setup.embed(pool, parameters, tower, firsts, 0);
    toUnitRows(names);
    return names;
}

/// Averaged over drawing styles.
void judgeNames(ThreadPool& pool, const RunSetup& setup, const Vector<float>& parameters,
    const std::vector<Index>& items, const HeldOutRows& rows, EvaluationMetrics& metrics)
{
    const ClassTask task = classTask(setup);
    if (!task.exists()) return;
    const std::span<const int> classes = setup.classes(task.names);
    const Matrix<float> names = namesOf(pool, setup, parameters, task.names, firstOfEach(classes));
    const int variants = setup.batches().variants(task.items);
    Index right = 0;
    for (int variant = 0; variant < variants; ++variant) {
        Matrix<float> unit = rows.at(task.items, variant);
        toUnitRows(unit);
        const std::vector<int> nearest = nearestNames(view(std::as_const(unit)), names);
        for (std::size_t i = 0; i < items.size(); ++i)
            right += nearest[i] == classes[static_cast<std::size_t>(items[i])];
    }
    metrics.classAccuracy =
        static_cast<double>(right) / static_cast<double>(variants * std::ssize(items));
    metrics.classChance = 1.0 / static_cast<double>(names.rows());
}

} // namespace

std::vector<int> labelsOf(const Dataset& dataset, const std::vector<Index>& items)
{
    std::vector<int> labels;
    for (const Index item : items)
        if (!dataset.labels.empty())
            labels.push_back(dataset.labels[static_cast<std::size_t>(item)]);
    return labels;
}

ClassTask classTask(const RunSetup& setup)
{
    for (const TrainedPair& pair : setup.pairs()) {
        if (!setup.classes(pair.b).empty()) return { pair.b, pair.a };
        if (!setup.classes(pair.a).empty()) return { pair.a, pair.b };
    }
    return {};
}

ClassAccuracy judgeClasses(ThreadPool& pool, const RunSetup& setup, const Vector<float>& parameters,
    std::span<const Index> items, ConstMatrixView<float> rows)
{
    const ClassTask task = classTask(setup);
    const std::span<const int> classes = setup.classes(task.names);
    const Matrix<float> names = namesOf(pool, setup, parameters, task.names, firstOfEach(classes));
    const std::vector<int> nearest = nearestNames(rows, names);
    ClassAccuracy accuracy { 0, Vector<double>::Zero(names.rows()),
        std::vector<Index>(static_cast<std::size_t>(names.rows()), 0) };
    for (std::size_t i = 0; i < items.size(); ++i) {
        const int own = classes[static_cast<std::size_t>(items[i])];
        ++accuracy.items[static_cast<std::size_t>(own)];
        accuracy.perClass[own] += nearest[i] == own;
        accuracy.all += nearest[i] == own;
    }
    accuracy.all /= static_cast<double>(items.size());
    for (Index c = 0; c < names.rows(); ++c) // 0 / 0 is NaN
        accuracy.perClass[c] /= static_cast<double>(accuracy.items[static_cast<std::size_t>(c)]);
    return accuracy;
}

ClassAccuracy judgeClasses(ThreadPool& pool, const RunSetup& setup, const Vector<float>& parameters)
{
    const std::vector<Index> items =
        evenlySpread(setup.complete(setup.split().heldOut), mostJudgedItems);
    Matrix<float> rows = setup.embed(pool, parameters, classTask(setup).items, items, 0);
    toUnitRows(rows);
    return judgeClasses(pool, setup, parameters, items, view(std::as_const(rows)));
}

std::vector<std::string> classNames(const RunSetup& setup)
{
    const int tower = classTask(setup).names;
    std::vector<std::string> names;
    for (const Index item : firstOfEach(setup.classes(tower)))
        names.push_back(
            setup.modality(tower).texts[static_cast<std::size_t>(item)].captions.front());
    return names;
}

EvaluationMetrics evaluateItems(ThreadPool& pool, const RunSetup& setup, const RunSpec& spec,
    const Vector<float>& parameters, const std::vector<Index>& given)
{
    const std::vector<Index> items = evenlySpread(setup.complete(given), mostJudgedItems);
    const std::vector<int> labels = labelsOf(setup.dataset(), items);
    const HeldOutRows rows(pool, setup, parameters, items);
    EvaluationMetrics metrics;
    metrics.items = static_cast<std::int64_t>(items.size());
    const int trained = static_cast<int>(setup.pairs().size());
    const bool byObjective = isContrast(spec);
    if (!byObjective) {
        const HeldOutLoss judged = taskLossOf(pool, setup, spec, parameters, items, rows);
        metrics.loss = judged.loss;
        metrics.chance = judged.chance;
    }
    for (int i = 0; const TrainedPair& pair : setup.everyPair()) {
        PairRecall recall = recallOf(pool, setup.partners(pair, items), rows, pair);
        recall.trained = i < trained;
        metrics.pairs.push_back(recall);
        if (i < trained && byObjective) {
            PairInput<float> input;
            input.logScale = static_cast<double>(parameters[setup.scaleOffset(i)]);
            input.bias = static_cast<double>(parameters[setup.biasOffset()]);
            input.labels = labels;
            const HeldOutLoss judged = lossOf(pool, rows, pair, spec, input);
            metrics.loss += judged.loss / trained;
            metrics.chance += judged.chance / trained;
        }
        ++i;
    }
    metrics.aToB = metrics.pairs[0].aToB;
    metrics.bToA = metrics.pairs[0].bToA;
    judgeNames(pool, setup, parameters, items, rows, metrics);
    return metrics;
}

EvaluationMetrics evaluateHeldOut(
    ThreadPool& pool, const RunSetup& setup, const RunSpec& spec, const Vector<float>& parameters)
{
    return evaluateItems(pool, setup, spec, parameters, setup.split().heldOut);
}

EvaluationMetrics evaluateTrainer(Trainer& trainer)
{
    return evaluatePart(trainer, trainer.setup().split().heldOut);
}

EvaluationMetrics evaluatePart(Trainer& trainer, const std::vector<Index>& items)
{
    return evaluateItems(trainer.pool(), trainer.setup(), trainer.spec(), trainer.judged(), items);
}

} // namespace contrastlab
