// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a contrastive objective is to the rest of the engine: embeddings of pairs in, a loss and its
// exact gradients out. Objectives have no state of their own; what they need (scale, queue, labels)
// is handed in.
#pragma once

#include "base/bfloat16.h"
#include "base/matrix.h"
#include "base/parameter.h"
#include "base/problem.h"
#include "base/thread_pool.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace contrastlab {

enum class Mining { all, hard, semiHard };

/// The parameters of all objectives; each uses its own few and ignores the rest. Defaults as in the
/// source that ObjectiveInfo names.
struct ObjectiveSettings {
    double margin = 0.2; ///< triplet: in units of cosine
    Mining mining = Mining::all; ///< triplet
    bool softMargin = false; ///< triplet: softplus in place of the hinge
    double hardness = 1.0; ///< hard-negative: beta (Robinson et al. 2021)
    double positivePrior = 0.1; ///< hard-negative: tau-plus (Chuang et al. 2020)
    double positiveWidth = 0.5; ///< dclw: sigma of the positive's weight
    double alignmentPower = 2.0; ///< align-uniform: alpha
    double uniformityScale = 2.0; ///< align-uniform: t
    double uniformityWeight = 1.0; ///< align-uniform: lambda
    double redundancyWeight = 0.005; ///< barlow-twins: lambda
    double invarianceWeight = 25.0; ///< vicreg
    double varianceWeight = 25.0; ///< vicreg
    double covarianceWeight = 1.0; ///< vicreg
    int nestedWidths = 1; ///< over how many widths of the embeddings the loss is a mean
    Index queueSize = 0; ///< moco: keys in the queue; asked by chanceLoss() alone
    Index width = 0; ///< of the embeddings; asked by chanceLoss() alone
    /// Of products with all similarities, where they are tiled; in double it changes nothing.
    Precision precision = Precision::float32;
};

/// A batch of N pairs: row i of a and row i of b belong together.
template <class S> struct PairInput {
    ConstMatrixView<S> a { nullptr, 0, 0,
        Eigen::OuterStride<>(0) }; ///< N x d, raw (not normalised)
    ConstMatrixView<S> b { nullptr, 0, 0, Eigen::OuterStride<>(0) }; ///< N x d, raw
    double logScale = 0; ///< ln(1 / temperature)
    double bias = 0; ///< siglip's
    std::span<const int> labels; ///< one a row, or empty; -1 for none
    ConstMatrixView<S> keysA { nullptr, 0, 0,
        Eigen::OuterStride<>(0) }; ///< moco: rows of the moving-average tower
    ConstMatrixView<S> keysB { nullptr, 0, 0, Eigen::OuterStride<>(0) };
    ConstMatrixView<S> queueA { nullptr, 0, 0,
        Eigen::OuterStride<>(0) }; ///< moco: K x d, normalised keys of the past
    ConstMatrixView<S> queueB { nullptr, 0, 0, Eigen::OuterStride<>(0) };
};

/// Reused from step to step, so that a training step allocates nothing.
template <class S> struct PairResult {
    double loss = 0;
    double lossAToB = 0; ///< the direction a -> b alone, where the objective has directions
    double lossBToA = 0;
    Matrix<S> gradA; ///< N x d: derivative of loss with respect to the raw rows
    Matrix<S> gradB;
    double gradLogScale = 0;
    double gradBias = 0;
};

enum class Want { loss, gradients };

template <class S> class PairObjective {
public:
    virtual ~PairObjective() = default;
    /// Fills result. Finite for every temperature from 0.001 to 100, every N >= the objective's
    /// least batch, zero rows and duplicates included. With Want::loss the gradients are left as
    /// they are.
    virtual void evaluate(ThreadPool& pool, const PairInput<S>& input,
        const ObjectiveSettings& settings, Want want, PairResult<S>& result) = 0;
};

/// What a loss at chance equals.
enum class LossLandmark {
    chance, ///< a number with no simpler name
    logBatch, ///< ln N
    logCandidates, ///< ln(2N - 1)
    logNegatives, ///< ln(N - 1)
    logQueue, ///< ln(1 + K)
    margin,
    logTwo, ///< ln 2
    width ///< d
};

/// Where the loss is the cross entropy of finding the one partner among so many: it then bounds the
/// information that the modalities share, and no embeddings reach less than lowestLoss().
enum class Candidates {
    none,
    batch, ///< N
    bothModalities ///< 2N - 1
};

/// How the cosine of two items enters a loss.
enum class PairTerm {
    none, ///< not at all: it compares dimensions
    product, ///< not the cosine but the dot product of rows of any length
    queue, ///< of an item and a key of the past, which no batch holds
    softmax, ///< in the softmax of its row and in that of its column
    rowSoftmax, ///< in that of its row alone
    stackedSoftmax, ///< in the softmax over both modalities stacked, of either item
    decoupled, ///< as softmax; a pair stands in no sum
    reweighted, ///< stacked; the nearer a negative, the more it counts
    sigmoid, ///< by itself
    hinge, ///< against that of the pair, where it comes too near
    potential ///< as a distance: of a pair, and of two items in one modality
};
/// The loss is a function of cosines, and of nothing else of the embeddings.
bool isOfCosines(PairTerm term);
/// Items of two modalities that are no pair push each other.
bool comparesAcross(PairTerm term);
/// Items of one modality do.
bool comparesWithin(PairTerm term);

/// A setting with which nothing is learnt, whatever the loss does, and the value that mends it.
struct Pitfall {
    enum class Kind { alignmentOnly, noVarianceTerm, noMargin, hardMining };
    Kind kind = Kind::noMargin;
    bool (*holds)(const ObjectiveSettings& settings) = nullptr;
    std::string_view key; ///< of the parameter to change
    ParameterValue value;
    bool whereStuck = false; ///< only where the run has stayed at chance
};

/// What a loss compares, for headings of menus.
enum class ObjectiveFamily { softmax, margin, redundancy, article };
/// "Softmax over the batch", ... for people, English source text.
std::string_view headingOf(ObjectiveFamily family);

/// What there is to know of an objective without running it.
struct ObjectiveInfo {
    std::string_view name; ///< "clip", as on the command line
    std::string_view label; ///< for people, English source text
    ObjectiveFamily family = ObjectiveFamily::softmax;
    std::string_view purpose; ///< what it is for, in one line of English source text
    std::string_view formula; ///< one line of plain-text mathematics
    std::string_view symbols; ///< what stands in it that others do not share, English source text
    std::string_view source; ///< paper and equation, reference implementation
    bool usesScale = false; ///< has a temperature
    bool usesBias = false;
    bool needsLabels = false;
    bool usesQueue = false; ///< needs keys and queue (moving-average towers)
    int leastBatch = 1;
    double defaultTemperature = 0.07;
    LossLandmark landmark = LossLandmark::chance;
    LossLandmark softLandmark = landmark; ///< with softMargin
    Candidates candidates = Candidates::none;
    PairTerm term = PairTerm::none;
    /// The loss is multiplied by temperature / this; 0: it is not.
    double baseTemperature = 0;
    bool oneDirection = false; ///< the loss is that of a -> b alone
    /// Takes each pair for the only right one: items that repeat leave a floor E[ln m] of the loss.
    bool onePositive = false;
    bool shards = false; ///< takes a batch in shards (sharded_objective.h)
    std::string_view labelled; ///< the objective that counts equal labels as positives; or empty
    std::string_view unlabelled; ///< the nearest objective without labels; or empty
    std::string_view stable; ///< the same without its numerical failure; empty where it has none
    std::string_view judged; ///< what held-out items are judged by, where not by itself
    std::vector<Pitfall> pitfalls;
    std::vector<Parameter> parameters; ///< that it alone has, or with few others
};

const std::vector<ObjectiveInfo>& objectiveTable();
const ObjectiveInfo* findObjective(std::string_view name);
/// By what held-out items are judged: itself, or what it approximates where they lack what it
/// needs.
const ObjectiveInfo& judgedBy(const ObjectiveInfo& info);
/// The names, with commas.
std::string objectiveNames();
/// The parameters of all objectives, in the order of forms and spec files, each relevant to those
/// that have it.
std::vector<Parameter> objectiveParameters();

/// The objective that pulls pairs together and pushes nothing apart, once its settings are so.
std::string_view alignmentAlone(ObjectiveSettings& settings);

/// Throws SpecError where the name is unknown.
template <class S> std::unique_ptr<PairObjective<S>> makeObjective(std::string_view name);

/// The loss of a model that cannot tell pairs apart (all embeddings equal): ln N for the InfoNCE
/// family, ln(2N - 1) for nt-xent, ln(1 + K) for a queue of K, the margin for triplet ... NaN where
/// there is no such value.
double chanceLoss(std::string_view name, Index batch, double temperature, double bias,
    const ObjectiveSettings& settings);

/// Where that value has a name.
LossLandmark landmarkOf(std::string_view name, const ObjectiveSettings& settings);

/// ln(candidates) - loss in nats, a lower bound on the information that the modalities share (van
/// den Oord et al. 2018). NaN for objectives without candidates.
double informationBound(std::string_view name, double loss, Index batch);

/// The lowest loss that any embeddings reach at a temperature, N points as far from each other as a
/// simplex: ln(1 + (candidates - 1) e^(-N / (N - 1) / temperature)). NaN for objectives without
/// candidates.
double lowestLoss(std::string_view name, Index batch, double temperature);

} // namespace contrastlab
