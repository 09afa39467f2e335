// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// All in double, small enough for one thread.
#include "lesson/experiments.h"

#include "base/joined.h"
#include "base/random.h"
#include "lesson/experiment_list.h"
#include "lesson/retrieval_experiments.h"
#include "objective/objective.h"
#include "run/run_spec.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace contrastlab {

namespace {

using Settings = std::map<std::string, double>;
using Results = std::map<std::string, double>;

double logSumExp(const Eigen::RowVectorXd& row)
{
    const double most = row.maxCoeff();
    return most + std::log((row.array() - most).exp().sum());
}

/// Mean over both directions of the cross entropy of finding the partner (Radford et al. 2021).
double symmetricLoss(const Matrix<double>& logits)
{
    double sum = 0;
    for (Index i = 0; i < logits.rows(); ++i)
        sum += logSumExp(logits.row(i)) + logSumExp(logits.col(i).transpose()) - 2 * logits(i, i);
    return sum / (2 * double(logits.rows()));
}

// Correlated Gaussians, whose mutual information and best critic ln p(y | x) / p(y) are known.
Results optimalCritic(ThreadPool&, const Settings& settings, std::uint64_t seed)
{
    constexpr Index width = 20, samples = 4096;
    const double information = settings.at("information");
    const auto batch = Index(settings.at("batch"));
    const double squared = 1 - std::exp(-2 * information / double(width)),
                 correlation = std::sqrt(squared), rest = 1 - squared;
    RandomStream stream(seed, Purpose::noise);
    double sum = 0;
    const Index batches = std::max<Index>(1, samples / batch);
    for (Index b = 0; b < batches; ++b) {
        Matrix<double> x(batch, width), y(batch, width);
        for (Index i = 0; i < x.size(); ++i) {
            x.data()[i] = stream.normal();
            y.data()[i] = correlation * x.data()[i] + std::sqrt(rest) * stream.normal();
        }
        const Eigen::VectorXd ofX = x.rowwise().squaredNorm() * (squared / (2 * rest));
        const Eigen::RowVectorXd ofY =
            y.rowwise().squaredNorm().transpose() * (squared / (2 * rest));
        Matrix<double> critic = x * y.transpose() * (correlation / rest);
        critic.colwise() -= ofX;
        critic.rowwise() -= ofY;
        for (Index i = 0; i < batch; ++i)
            sum += critic(i, i) - logSumExp(critic.row(i));
    }
    const double limit = std::log(double(batch));
    return { { "bound", limit + sum / double(batches * batch) }, { "limit", limit },
        { "information", information } };
}

// Six pairs on a sphere, 20 degrees apart on the equator; the second of each moves towards the
// pole. Where the loss is least, and how far apart the means of both are there.
Results displacedPairs(ThreadPool&, const Settings& settings, std::uint64_t)
{
    constexpr int pairs = 6;
    constexpr double degree = std::numbers::pi / 180, apart = 20 * degree;
    const double scale = settings.at("scale");
    Matrix<double> a(pairs, 3);
    for (int i = 0; i < pairs; ++i)
        a.row(i) << std::cos(apart * i), std::sin(apart * i), 0;
    Matrix<double> level = a; // the partners, before they move
    if (settings.at("swapped") > 0) level.row(0).swap(level.row(1));
    Results best { { "gap", 0 }, { "loss", 0 }, { "loss_without_gap", 0 } };
    for (int step = 0; step <= 900; ++step) {
        const double latitude = 0.1 * step * degree;
        Matrix<double> b = level * std::cos(latitude);
        b.col(2).setConstant(std::sin(latitude));
        const double loss = symmetricLoss(scale * a * b.transpose());
        if (step == 0) best["loss_without_gap"] = loss;
        if (step > 0 && loss >= best["loss"]) continue;
        best["loss"] = loss;
        best["gap"] = (a.colwise().mean() - b.colwise().mean()).norm();
    }
    return best;
}

double cosineOf(const Matrix<double>& a, const Matrix<double>& b)
{
    return a.cwiseProduct(b).sum() / (a.norm() * b.norm());
}

// Pairs that have something in common, as at the beginning of training.
std::pair<Matrix<double>, Matrix<double>> noisyPairs(Index rows, Index width, std::uint64_t seed)
{
    RandomStream stream(seed, Purpose::noise);
    Matrix<double> a(rows, width), b(rows, width);
    for (Index i = 0; i < a.size(); ++i) {
        const double shared = stream.normal();
        a.data()[i] = shared + stream.normal();
        b.data()[i] = shared + stream.normal();
    }
    return { a, b };
}

PairResult<double> lossOf(ThreadPool& pool, const Matrix<double>& a, const Matrix<double>& b,
    Index first, Index rows, double temperature)
{
    const auto objective = makeObjective<double>(RunSpec().text("objective"));
    const Matrix<double> partA = a.middleRows(first, rows), partB = b.middleRows(first, rows);
    const PairInput<double> input {
        .a = view(partA), .b = view(partB), .logScale = -std::log(temperature)
    };
    PairResult<double> result;
    objective->evaluate(pool, input, {}, Want::gradients, result);
    return result;
}

// One large batch, against the same rows in small ones whose gradients are averaged, and against
// every logit at once in memory.
Results partedBatch(ThreadPool& pool, const Settings& settings, std::uint64_t seed)
{
    constexpr Index width = 16;
    const auto rows = Index(settings.at("batch")), parts = Index(settings.at("parts"));
    const double temperature = settings.at("temperature");
    const Index each = std::max<Index>(1, rows / parts);
    const auto [a, b] = noisyPairs(each * parts, width, seed);
    const PairResult<double> whole = lossOf(pool, a, b, 0, a.rows(), temperature);
    Matrix<double> averaged(a.rows(), width);
    double loss = 0;
    for (Index part = 0; part < parts; ++part) {
        const PairResult<double> small = lossOf(pool, a, b, part * each, each, temperature);
        averaged.middleRows(part * each, each) = small.gradA / double(parts);
        loss += small.loss / double(parts);
    }
    const Matrix<double> unitA = a.rowwise().normalized(), unitB = b.rowwise().normalized();
    const double dense = symmetricLoss(unitA * unitB.transpose() / temperature);
    return { { "gradient_cosine", cosineOf(whole.gradA, averaged) }, { "loss", whole.loss },
        { "loss_of_parts", loss }, { "difference_to_dense", std::abs(whole.loss - dense) } };
}

} // namespace

const std::vector<Experiment>& experimentTable()
{
    static const std::vector<Experiment> table {
        { "optimal-critic",
            "InfoNCE with the best critic there is, on Gaussians whose information is known "
            "(van den Oord et al. 2018; Poole et al. 2019, figure 2)",
            { { "information", 4, 0.01, 40 }, { "batch", 64, 2, 4096 } },
            { "bound", "limit", "information" }, &optimalCritic },
        { "displaced-pairs",
            "Six pairs on a sphere whose two sides move apart (Liang et al. 2022, figure 3)",
            { { "scale", 100, 0.1, 1000 }, { "swapped", 1, 0, 1 } },
            { "gap", "loss", "loss_without_gap" }, &displacedPairs },
        { "parted-batch",
            "One batch, and the same rows in parts whose gradients are averaged (Gao et al. 2021)",
            { { "batch", 256, 2, 4096 }, { "parts", 4, 1, 64 },
                { "temperature", 0.1, 0.001, 100 } },
            { "gradient_cosine", "loss", "loss_of_parts", "difference_to_dense" }, &partedBatch },
        linearModes(),
        momentCurve(),
        freeSets(),
        sigmoidGeometry(),
        classMeans(),
        gapOverTime(),
        twoSeeds(),
        connectedModes(),
        hubnessExperiment(),
        prefixExperiment(),
        fewBitsExperiment(),
        sparseAtomsExperiment(),
        atomStabilityExperiment(),
        languagesExperiment(),
        emojiLanguagesExperiment(),
    };
    return table;
}

const Experiment* findExperiment(std::string_view name)
{
    const auto found = std::ranges::find(experimentTable(), name, &Experiment::name);
    return found == experimentTable().end() ? nullptr : &*found;
}

std::string experimentNames()
{
    return joined(experimentTable(), [](const Experiment& e) { return e.name; });
}

std::string namesOf(const std::vector<ExperimentSetting>& settings)
{
    return joined(settings, [](const ExperimentSetting& s) { return s.name; });
}

std::string namesOf(const std::vector<std::string>& names)
{
    return joined(names, [](const std::string& name) { return name; });
}

} // namespace contrastlab
