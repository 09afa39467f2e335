// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// VICReg: pairs agree (invariance), every dimension varies (variance), dimensions do not repeat
// each other (covariance).
#include "objective/families.h"

#include "base/product.h"
#include "base/translation_marks.h"
#include "objective/column_statistics.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace contrastlab {

namespace {

constexpr double vicregEpsilon = 1e-4;

// Raw rows, unbiased variance and covariance, v(x) = mean_j max(0, 1 - sqrt(Var_j + 1e-4)):
// L = wi mean (a - b)^2 + wv (v(a) + v(b)) / 2 + wc (sum_{i != j} Cov_a^2 + the same of b) / d
template <class S> class VicReg final : public PairObjective<S> {
public:
    void evaluate(ThreadPool& pool, const PairInput<S>& input, const ObjectiveSettings& settings,
        Want want, PairResult<S>& result) override
    {
        const double values = static_cast<double>(std::max<Index>(1, input.a.size()));
        double invariance = 0;
        for (Index i = 0; i < input.a.rows(); ++i)
            invariance += (input.a.row(i) - input.b.row(i)).template cast<double>().squaredNorm();
        result.loss = settings.invarianceWeight * invariance / values;
        if (want == Want::gradients) {
            const S pull = static_cast<S>(2 * settings.invarianceWeight / values);
            result.gradA = pull * (input.a - input.b);
            result.gradB = -result.gradA;
        }
        result.loss += regularise(pool, input.a, settings, want, result.gradA);
        result.loss += regularise(pool, input.b, settings, want, result.gradB);
        result.lossAToB = result.lossBToA = result.loss;
        if (want == Want::gradients) result.gradLogScale = result.gradBias = 0;
    }

private:
    // Variance and covariance of one modality. Adds to grad:
    //   -wv / (2 d (N - 1) sigma_j) (x - mean) where sigma_j < 1,  4 wc / (d (N - 1)) (x - mean)
    //   Cov_{i != j}
    double regularise(ThreadPool& pool, const ConstMatrixView<S>& x,
        const ObjectiveSettings& settings, Want want, Matrix<S>& grad)
    {
        const double freedom = static_cast<double>(std::max<Index>(1, x.rows() - 1));
        const double width = static_cast<double>(std::max<Index>(1, x.cols()));
        measureColumns(pool, x, m_statistics);
        centreColumns<S>(pool, x, m_statistics, Vector<double>::Ones(x.cols()), m_centred);
        const ConstMatrixView<S> centred = view(std::as_const(m_centred));
        m_covariance.resize(x.cols(), x.cols());
        productTransposedLeft<S>(pool, centred, centred, view(m_covariance));
        m_covariance.diagonal().setZero();
        double squares = 0;
        for (Index i = 0; i < x.cols(); ++i)
            squares += m_covariance.row(i).template cast<double>().squaredNorm();

        const Eigen::ArrayXd deviation =
            (m_statistics.squares.array() / freedom + vicregEpsilon).sqrt();
        if (want == Want::gradients) {
            // The diagonal carries the variance's share, so that one product does both.
            m_covariance *=
                static_cast<S>(4 * settings.covarianceWeight / (width * freedom * freedom));
            m_covariance.diagonal() =
                (deviation < 1)
                    .select(-settings.varianceWeight / (2 * width * freedom * deviation), 0)
                    .matrix()
                    .template cast<S>();
            product<S>(pool, centred, view(std::as_const(m_covariance)), view(grad), Write::add);
        }
        return 0.5 * settings.varianceWeight * (1 - deviation).max(0).sum() / width
            + settings.covarianceWeight * squares / (freedom * freedom * width);
    }

    ColumnStatistics m_statistics;
    Matrix<S> m_centred, m_covariance;
};

// No spread at all: each modality's variance term is 1 - sqrt(1e-4), the others are 0.
double vicregAtChance(Index, double, double, const ObjectiveSettings& settings)
{
    return settings.varianceWeight * (1 - std::sqrt(vicregEpsilon));
}

std::vector<Pitfall> vicregPitfalls()
{
    return { { .kind = Pitfall::Kind::noVarianceTerm,
        .holds = [](const ObjectiveSettings& s) { return s.varianceWeight == 0; },
        .key = "variance_weight",
        .value = 25.0 } };
}

std::vector<Parameter> vicregParameters()
{
    return { { .key = "invariance_weight",
                 .label = QT_TRANSLATE_NOOP("Parameter", "Invariance weight"),
                 .section = Section::objective,
                 .standard = 25.0,
                 .minimum = 0,
                 .maximum = 1000,
                 .help = QT_TRANSLATE_NOOP("Parameter", "Weight of the distance within a pair.") },
        { .key = "variance_weight",
            .label = QT_TRANSLATE_NOOP("Parameter", "Variance weight"),
            .section = Section::objective,
            .standard = 25.0,
            .minimum = 0,
            .maximum = 1000,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Weight of the hinge that keeps every dimension spread out; 0 lets it "
                "collapse.") },
        { .key = "covariance_weight",
            .label = QT_TRANSLATE_NOOP("Parameter", "Covariance weight"),
            .section = Section::objective,
            .standard = 1.0,
            .minimum = 0,
            .maximum = 1000,
            .help =
                QT_TRANSLATE_NOOP("Parameter", "Weight of the covariances between dimensions.") } };
}

} // namespace

ObjectiveEntry vicregEntry()
{
    return entryOf<VicReg>(
        { .name = "vicreg",
            .label = "VICReg",
            .family = ObjectiveFamily::redundancy,
            .purpose = QT_TRANSLATE_NOOP(
                "Objective", "Pairs agree while every dimension keeps its spread; no negatives."),
            .formula = "L = 25 mean (a - b)^2 + 25 (v(a) + v(b))/2 + 1 (c(a) + c(b)), v = mean "
                       "max(0, 1 - deviation), c = sum_{i != j} Cov_ij^2 / d",
            .symbols = QT_TRANSLATE_NOOP(
                "Objective", "v: missing spread, c: covariances, w: the three weights"),
            .source = "Bardes et al. 2022 (arXiv 2105.04906), eq. 1-6; variance halved as in the "
                      "authors' code",
            .leastBatch = 2,
            .pitfalls = vicregPitfalls(),
            .parameters = vicregParameters() },
        vicregAtChance);
}

} // namespace contrastlab
