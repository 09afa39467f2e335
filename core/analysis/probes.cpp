// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Logistic regression by accelerated gradient descent: its steps come from the curvature, so that
// there is nothing to tune and the same rows give the same answer.
#include "analysis/probes.h"

#include "analysis/neighbours.h"
#include "base/decomposition.h"
#include "base/product.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace contrastlab {

namespace {

constexpr double noAccuracy = std::numeric_limits<double>::quiet_NaN();

/// Rows with classes 0 .. classes - 1.
struct Examples {
    Matrix<double> rows;
    std::vector<Index> classes;
};

std::vector<Index> labelledPlaces(std::span<const int> labels)
{
    std::vector<Index> places;
    for (std::size_t i = 0; i < labels.size(); ++i)
        if (labels[i] >= 0) places.push_back(static_cast<Index>(i));
    return places;
}

/// Labels in rising order to 0, 1, 2 ...
std::map<int, Index> classNumbers(std::span<const int> labels)
{
    std::map<int, Index> numbers;
    for (const int label : labels)
        if (label >= 0) numbers[label] = 0;
    Index next = 0;
    for (auto& [label, number] : numbers)
        number = next++;
    return numbers;
}

/// Centres and scales all columns alike by what the training rows say, and appends the
/// intercept's 1.
void standardise(Matrix<double>& training, Matrix<double>& test)
{
    const Eigen::RowVectorXd mean = training.colwise().mean();
    training.rowwise() -= mean;
    test.rowwise() -= mean;
    const double variance = training.squaredNorm() / static_cast<double>(training.size());
    const double scale = variance > 0 ? 1 / std::sqrt(variance) : 1;
    for (Matrix<double>* rows : { &training, &test }) {
        *rows *= scale;
        rows->conservativeResize(Eigen::NoChange, rows->cols() + 1);
        rows->rightCols(1).setOnes();
    }
}

/// Share of the rows whose own class scores highest by (d + 1) x classes weights.
double accuracyOf(ThreadPool& pool, const Examples& test, const Matrix<double>& weights)
{
    Matrix<double> scores(test.rows.rows(), weights.cols());
    product<double>(pool, view(test.rows), view(weights), view(scores));
    Index right = 0;
    for (Index i = 0; i < scores.rows(); ++i) {
        Index best = 0;
        scores.row(i).maxCoeff(&best);
        right += best == test.classes[static_cast<std::size_t>(i)];
    }
    return static_cast<double>(right) / static_cast<double>(scores.rows());
}

class LogisticRegression {
public:
    LogisticRegression(ThreadPool& pool, const Examples& examples, Index classes, LinearProbe probe)
        : m_pool(pool)
        , m_examples(examples)
        , m_count(static_cast<double>(examples.rows.rows()))
        , m_penalty(probe.penalty / m_count)
        , m_weights(Matrix<double>::Zero(examples.rows.cols(), classes))
    {
        fit(probe.iterations);
    }
    [[nodiscard]] double accuracy(const Examples& test) const
    {
        return accuracyOf(m_pool, test, m_weights);
    }

private:
    // Nesterov's method, restarted when the momentum points uphill (O'Donoghue and Candes 2015).
    // The softmax's curvature is at most half that of the rows.
    void fit(int iterations)
    {
        const double step = 1 / (0.5 * largestCurvature() + m_penalty);
        Matrix<double> ahead = m_weights;
        Matrix<double> gradient(m_weights.rows(), m_weights.cols());
        double momentum = 1;
        for (int i = 0; i < iterations; ++i) {
            gradientAt(ahead, gradient);
            if (gradient.cwiseAbs().maxCoeff() < 1e-7) break;
            const Matrix<double> next = ahead - step * gradient;
            const Matrix<double> moved = next - m_weights;
            if (gradient.cwiseProduct(moved).sum() > 0) momentum = 1;
            const double later = (1 + std::sqrt(1 + 4 * momentum * momentum)) / 2;
            ahead = next + (momentum - 1) / later * moved;
            momentum = later;
            m_weights = next;
        }
    }

    [[nodiscard]] double largestCurvature() const
    {
        const Matrix<double>& x = m_examples.rows;
        const Index side = std::min(x.rows(), x.cols());
        Matrix<double> gram(side, side);
        if (x.rows() < x.cols())
            productTransposedRight<double>(m_pool, view(x), view(x), view(gram));
        else
            productTransposedLeft<double>(m_pool, view(x), view(x), view(gram));
        return largestEigenvalue(gram) / m_count;
    }

    void gradientAt(const Matrix<double>& weights, Matrix<double>& gradient)
    {
        m_errors.resize(m_examples.rows.rows(), weights.cols());
        product<double>(m_pool, view(m_examples.rows), view(weights), view(m_errors));
        for (Index i = 0; i < m_errors.rows(); ++i) {
            auto row = m_errors.row(i);
            row = (row.array() - row.maxCoeff()).exp();
            row /= row.sum();
            row[m_examples.classes[static_cast<std::size_t>(i)]] -= 1;
        }
        productTransposedLeft<double>(
            m_pool, view(m_examples.rows), view(std::as_const(m_errors)), view(gradient));
        gradient /= m_count;
        gradient.topRows(gradient.rows() - 1) += m_penalty * weights.topRows(weights.rows() - 1);
    }

    ThreadPool& m_pool;
    const Examples& m_examples;
    double m_count;
    double m_penalty;
    Matrix<double> m_weights; ///< (d + 1) x classes, the intercept last
    Matrix<double> m_errors;
};

double fittedAccuracy(
    ThreadPool& pool, Examples& training, Examples& test, Index classes, LinearProbe probe)
{
    if (training.classes.empty() || test.classes.empty()) return noAccuracy;
    standardise(training.rows, test.rows);
    return LogisticRegression(pool, training, classes, probe).accuracy(test);
}

template <class S> void addExample(Examples& to, ConstMatrixView<S> rows, Index row, Index label)
{
    to.rows.row(static_cast<Index>(to.classes.size())) = rows.row(row).template cast<double>();
    to.classes.push_back(label);
}

/// The labelled of two sets of rows, with the same numbers for classes.
struct Sets {
    Examples training, test;
    Index numberOfClasses = 0;

    template <class S>
    Sets(ConstMatrixView<S> trainingRows, std::span<const int> trainingLabels,
        ConstMatrixView<S> testRows, std::span<const int> testLabels)
    {
        std::vector<int> all(trainingLabels.begin(), trainingLabels.end());
        all.insert(all.end(), testLabels.begin(), testLabels.end());
        const std::map<int, Index> numbers = classNumbers(all);
        const auto examplesOf = [&](ConstMatrixView<S> rows, std::span<const int> labels) {
            const std::vector<Index> places = labelledPlaces(labels);
            Examples examples { Matrix<double>(std::ssize(places), rows.cols()), {} };
            for (const Index place : places)
                addExample(
                    examples, rows, place, numbers.at(labels[static_cast<std::size_t>(place)]));
            return examples;
        };
        training = examplesOf(trainingRows, trainingLabels);
        test = examplesOf(testRows, testLabels);
        numberOfClasses = static_cast<Index>(numbers.size());
    }
};

/// e^((cosine - 1) / temperature): the constant does not change a vote, and nothing overflows.
double voteWeight(double squaredDistance, double temperature)
{
    return std::exp(-squaredDistance / 2 / temperature);
}

} // namespace

template <class S>
double neighbourProbeAccuracy(
    ThreadPool& pool, ConstMatrixView<S> rows, std::span<const int> labels, NeighbourProbe probe)
{
    const std::vector<Index> places = labelledPlaces(labels);
    if (places.size() < 2) return noAccuracy;
    Matrix<S> labelled(static_cast<Index>(places.size()), rows.cols());
    for (std::size_t i = 0; i < places.size(); ++i)
        labelled.row(static_cast<Index>(i)) = rows.row(places[i]);
    const Neighbours near =
        nearestNeighbours<S>(pool, view(std::as_const(labelled)), probe.neighbours);
    Index right = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto row = static_cast<Index>(i);
        std::map<int, double> votes;
        for (Index k = 0; k < near.indices.cols(); ++k) {
            const Index place = places[static_cast<std::size_t>(near.indices(row, k))];
            votes[labels[static_cast<std::size_t>(place)]] +=
                voteWeight(near.squaredDistances(row, k), probe.temperature);
        }
        const auto winner = std::max_element(votes.begin(), votes.end(),
            [](const auto& x, const auto& y) { return x.second < y.second; });
        right += winner->first == labels[static_cast<std::size_t>(places[i])];
    }
    return static_cast<double>(right) / static_cast<double>(places.size());
}

template <class S>
double linearProbeAccuracy(
    ThreadPool& pool, ConstMatrixView<S> rows, std::span<const int> labels, LinearProbe probe)
{
    const std::vector<Index> places = labelledPlaces(labels);
    const std::map<int, Index> numbers = classNumbers(labels);
    const auto count = static_cast<Index>(places.size());
    Examples training { Matrix<double>((count + 1) / 2, rows.cols()), {} };
    Examples test { Matrix<double>(count / 2, rows.cols()), {} };
    for (std::size_t i = 0; i < places.size(); ++i)
        addExample(i % 2 == 0 ? training : test, rows, places[i],
            numbers.at(labels[static_cast<std::size_t>(places[i])]));
    return fittedAccuracy(pool, training, test, static_cast<Index>(numbers.size()), probe);
}

template <class S>
double linearProbeAccuracy(ThreadPool& pool, ConstMatrixView<S> trainingRows,
    std::span<const int> trainingLabels, ConstMatrixView<S> testRows,
    std::span<const int> testLabels, LinearProbe probe)
{
    Sets sets(trainingRows, trainingLabels, testRows, testLabels);
    return fittedAccuracy(pool, sets.training, sets.test, sets.numberOfClasses, probe);
}

template <class S>
double ridgeProbeAccuracy(ThreadPool& pool, ConstMatrixView<S> trainingRows,
    std::span<const int> trainingLabels, ConstMatrixView<S> testRows,
    std::span<const int> testLabels, double penalty)
{
    Sets sets(trainingRows, trainingLabels, testRows, testLabels);
    if (sets.training.classes.empty() || sets.test.classes.empty()) return noAccuracy;
    standardise(sets.training.rows, sets.test.rows);
    const Matrix<double>& rows = sets.training.rows;
    Matrix<double> targets = Matrix<double>::Zero(rows.rows(), sets.numberOfClasses);
    for (Index i = 0; i < rows.rows(); ++i)
        targets(i, sets.training.classes[static_cast<std::size_t>(i)]) = 1;
    Matrix<double> gram(rows.cols(), rows.cols()), weights(rows.cols(), targets.cols());
    productTransposedLeft<double>(pool, view(rows), view(rows), view(gram));
    productTransposedLeft<double>(pool, view(rows), view(std::as_const(targets)), view(weights));
    gram.diagonal().head(rows.cols() - 1).array() += penalty; // the intercept is free
    return accuracyOf(pool, sets.test, solvePositive(gram, weights));
}

template <class S>
double nearestProbeAccuracy(ThreadPool& pool, ConstMatrixView<S> trainingRows,
    std::span<const int> trainingLabels, ConstMatrixView<S> testRows,
    std::span<const int> testLabels)
{
    const Sets sets(trainingRows, trainingLabels, testRows, testLabels);
    if (sets.training.classes.empty() || sets.test.classes.empty()) return noAccuracy;
    const Matrix<double>&known = sets.training.rows, &asked = sets.test.rows;
    Matrix<double> products(asked.rows(), known.rows());
    productTransposedRight<double>(pool, view(asked), view(known), view(products));
    const Eigen::RowVectorXd squares = known.rowwise().squaredNorm().transpose();
    Index right = 0;
    for (Index i = 0; i < asked.rows(); ++i) {
        Index nearest = 0;
        (squares - 2 * products.row(i)).minCoeff(&nearest);
        right += sets.training.classes[static_cast<std::size_t>(nearest)]
            == sets.test.classes[static_cast<std::size_t>(i)];
    }
    return static_cast<double>(right) / static_cast<double>(asked.rows());
}

template <class S>
double modalityProbeAccuracy(
    ThreadPool& pool, ConstMatrixView<S> a, ConstMatrixView<S> b, LinearProbe probe)
{
    const Index n = a.rows();
    Examples training { Matrix<double>((n + 1) / 2 * 2, a.cols()), {} };
    Examples test { Matrix<double>(n / 2 * 2, a.cols()), {} };
    for (Index i = 0; i < n; ++i) {
        Examples& half = i % 2 == 0 ? training : test;
        addExample(half, a, i, 0);
        addExample(half, b, i, 1);
    }
    return fittedAccuracy(pool, training, test, 2, probe);
}

#define CONTRASTLAB_INSTANTIATE(S)                                                                 \
    template double ridgeProbeAccuracy<S>(ThreadPool&, ConstMatrixView<S>, std::span<const int>,   \
        ConstMatrixView<S>, std::span<const int>, double);                                         \
    template double nearestProbeAccuracy<S>(ThreadPool&, ConstMatrixView<S>, std::span<const int>, \
        ConstMatrixView<S>, std::span<const int>);                                                 \
    template double neighbourProbeAccuracy<S>(                                                     \
        ThreadPool&, ConstMatrixView<S>, std::span<const int>, NeighbourProbe);                    \
    template double linearProbeAccuracy<S>(                                                        \
        ThreadPool&, ConstMatrixView<S>, std::span<const int>, LinearProbe);                       \
    template double linearProbeAccuracy<S>(ThreadPool&, ConstMatrixView<S>, std::span<const int>,  \
        ConstMatrixView<S>, std::span<const int>, LinearProbe);                                    \
    template double modalityProbeAccuracy<S>(                                                      \
        ThreadPool&, ConstMatrixView<S>, ConstMatrixView<S>, LinearProbe);
CONTRASTLAB_INSTANTIATE(float)
CONTRASTLAB_INSTANTIATE(double)
#undef CONTRASTLAB_INSTANTIATE

} // namespace contrastlab
