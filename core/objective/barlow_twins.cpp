// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Barlow Twins: the cross-correlation of the two modalities' dimensions should be the identity.
#include "objective/families.h"

#include "base/product.h"
#include "base/translation_marks.h"
#include "objective/column_statistics.h"

#include <cmath>
#include <limits>
#include <utility>

namespace contrastlab {

namespace {

constexpr double batchNormEpsilon = 1e-5; // as in the reference's BatchNorm1d

// With columns standardised by biased variance, z = (x - mean) / sqrt(var + 1e-5), and C = z_aᵀ z_b
// / N (d x d): L = sum_i (1 - C_ii)^2 + lambda sum_{i != j} C_ij^2
template <class S> class BarlowTwins final : public PairObjective<S> {
public:
    void evaluate(ThreadPool& pool, const PairInput<S>& input, const ObjectiveSettings& settings,
        Want want, PairResult<S>& result) override
    {
        const double n = static_cast<double>(input.a.rows());
        standardise(pool, input.a, m_a);
        standardise(pool, input.b, m_b);
        m_correlation.resize(input.a.cols(), input.a.cols());
        productTransposedLeft<S>(
            pool, view(std::as_const(m_a.z)), view(std::as_const(m_b.z)), view(m_correlation));
        m_correlation /= static_cast<S>(n);
        result.loss = lossAndSlopes(settings.redundancyWeight);
        result.lossAToB = result.lossBToA = result.loss;
        if (want == Want::loss) return;
        m_correlation /= static_cast<S>(n); // dL/dC / N from here on
        const ConstMatrixView<S> slopes = view(std::as_const(m_correlation));
        result.gradA.resize(input.a.rows(), input.a.cols());
        result.gradB.resize(input.b.rows(), input.b.cols());
        productTransposedRight<S>(pool, view(std::as_const(m_b.z)), slopes, view(result.gradA));
        product<S>(pool, view(std::as_const(m_a.z)), slopes, view(result.gradB));
        backpropStandardise(m_a, result.gradA);
        backpropStandardise(m_b, result.gradB);
        result.gradLogScale = result.gradBias = 0;
    }

private:
    struct Side {
        ColumnStatistics statistics;
        Vector<double> inverseDeviation;
        Matrix<S> z;
    };

    static void standardise(ThreadPool& pool, const ConstMatrixView<S>& x, Side& side)
    {
        measureColumns(pool, x, side.statistics);
        side.inverseDeviation =
            (side.statistics.squares.array() / static_cast<double>(x.rows()) + batchNormEpsilon)
                .rsqrt();
        centreColumns(pool, x, side.statistics, side.inverseDeviation, side.z);
    }

    // Turns C into dL/dC: 2 (C_ii - 1) and 2 lambda C_ij.
    double lossAndSlopes(double lambda)
    {
        double loss = 0;
        for (Index i = 0; i < m_correlation.rows(); ++i) {
            const double miss = static_cast<double>(m_correlation(i, i)) - 1;
            m_correlation(i, i) = 0;
            loss +=
                miss * miss + lambda * m_correlation.row(i).template cast<double>().squaredNorm();
            m_correlation.row(i) *= static_cast<S>(2 * lambda);
            m_correlation(i, i) = static_cast<S>(2 * miss);
        }
        return loss;
    }

    // dx = (dz - mean(dz) - z mean(dz z)) / deviation, a column
    static void backpropStandardise(const Side& side, Matrix<S>& grad)
    {
        const double n = static_cast<double>(grad.rows());
        Eigen::RowVectorXd mean = Eigen::RowVectorXd::Zero(grad.cols());
        Eigen::RowVectorXd along = mean;
        for (Index i = 0; i < grad.rows(); ++i) {
            const auto dz = grad.row(i).template cast<double>();
            mean += dz;
            along.array() += dz.array() * side.z.row(i).template cast<double>().array();
        }
        mean /= n;
        along /= n;
        for (Index i = 0; i < grad.rows(); ++i) {
            const auto dz = grad.row(i).template cast<double>().array();
            const auto z = side.z.row(i).template cast<double>().array();
            grad.row(i) = ((dz - mean.array() - z * along.array())
                * side.inverseDeviation.transpose().array())
                              .template cast<S>();
        }
    }

    Side m_a, m_b;
    Matrix<S> m_correlation;
};

// No dimension correlates with any: each of them misses 1.
double barlowTwinsAtChance(Index, double, double, const ObjectiveSettings& settings)
{
    return settings.width > 0 ? static_cast<double>(settings.width)
                              : std::numeric_limits<double>::quiet_NaN();
}

std::vector<Parameter> barlowTwinsParameters()
{
    return { { .key = "redundancy_weight",
        .label = QT_TRANSLATE_NOOP("Parameter", "Redundancy weight λ"),
        .section = Section::objective,
        .standard = 0.005,
        .minimum = 0,
        .maximum = 1,
        .help = QT_TRANSLATE_NOOP("Parameter", "Weight of the off-diagonal correlations.") } };
}

} // namespace

ObjectiveEntry barlowTwinsEntry()
{
    return entryOf<BarlowTwins>(
        { .name = "barlow-twins",
            .label = "Barlow Twins",
            .family = ObjectiveFamily::redundancy,
            .purpose = QT_TRANSLATE_NOOP("Objective",
                "Each dimension agrees within pairs and repeats no other; no negatives."),
            .formula = "L = sum_i (1 - C_ii)^2 + lambda sum_{i != j} C_ij^2, C = correlation of "
                       "a's and b's dimensions",
            .symbols = QT_TRANSLATE_NOOP("Objective", "C: correlation of a's dimensions with b's"),
            .source = "Zbontar et al. 2021 (arXiv 2103.03230), eq. 1-2; barlowtwins main.py",
            .leastBatch = 2,
            .landmark = LossLandmark::width,
            .parameters = barlowTwinsParameters() },
        barlowTwinsAtChance);
}

} // namespace contrastlab
