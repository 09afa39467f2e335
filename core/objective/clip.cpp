// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The InfoNCE family: clip (both directions) and infonce (a to b).
#include "objective/families.h"

#include "objective/unit_rows.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace contrastlab {

namespace {

// ln(exp(a) + exp(b)) where either may be -infinity.
double clipLogAdd(double a, double b)
{
    const double high = std::max(a, b);
    if (high == -std::numeric_limits<double>::infinity()) return high;
    return high + std::log1p(std::exp(std::min(a, b) - high));
}

// ln(1 + exp(x)) and its derivative.
double clipSoftplus(double x)
{
    return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x)));
}
double clipSigmoid(double x)
{
    return 1.0 / (1.0 + std::exp(-x));
}

// With x = s u v^T and n_i = ln sum over j != i of exp(x_ij), the loss of row i is softplus(n_i -
// x_ii): exact also where it is tiny, because the positive is not part of the sum.
template <class S, bool bothDirections> class InfoNce final : public PairObjective<S> {
public:
    void evaluate(ThreadPool& pool, const PairInput<S>& input, const ObjectiveSettings&, Want want,
        PairResult<S>& result) override
    {
        normalizeRows(pool, input.a, m_unitA, m_inverseA);
        normalizeRows(pool, input.b, m_unitB, m_inverseB);
        const double scale = std::exp(input.logScale);
        sumNegatives(static_cast<S>(scale));
        lossOf(scale, result);
        if (want == Want::loss) return;
        result.gradA.setZero(input.a.rows(), input.a.cols());
        result.gradB.setZero(input.b.rows(), input.b.cols());
        addGradients(static_cast<S>(scale), result);
        result.gradLogScale = backpropNormalize<S>(
            pool, view(std::as_const(m_unitA)), m_inverseA, view(result.gradA));
        backpropNormalize<S>(pool, view(std::as_const(m_unitB)), m_inverseB, view(result.gradB));
        result.gradBias = 0;
    }

private:
    static constexpr Index m_stripe = 64;

    void logits(Index first, Index count, S scale)
    {
        m_logits.noalias() = scale * m_unitA.middleRows(first, count) * m_unitB.transpose();
    }

    void sumNegatives(S scale)
    {
        const Index n = m_unitA.rows();
        constexpr double none = -std::numeric_limits<double>::infinity();
        m_negativesA.setConstant(n, none);
        m_negativesB.setConstant(n, none);
        for (Index first = 0; first < n; first += m_stripe) {
            const Index count = std::min(m_stripe, n - first);
            logits(first, count, scale);
            for (Index i = 0; i < count; ++i)
                for (Index j = 0; j < n; ++j) {
                    if (first + i == j) continue;
                    const double x = static_cast<double>(m_logits(i, j));
                    m_negativesA[first + i] = clipLogAdd(m_negativesA[first + i], x);
                    m_negativesB[j] = clipLogAdd(m_negativesB[j], x);
                }
        }
    }

    void lossOf(double scale, PairResult<S>& result)
    {
        const Index n = m_unitA.rows();
        m_positive.resize(n);
        double aToB = 0;
        double bToA = 0;
        for (Index i = 0; i < n; ++i) {
            m_positive[i] = scale
                * m_unitA.row(i).template cast<double>().dot(
                    m_unitB.row(i).template cast<double>());
            aToB += clipSoftplus(m_negativesA[i] - m_positive[i]);
            bToA += clipSoftplus(m_negativesB[i] - m_positive[i]);
        }
        result.lossAToB = aToB / static_cast<double>(n);
        result.lossBToA = bToA / static_cast<double>(n);
        result.loss = bothDirections ? 0.5 * (result.lossAToB + result.lossBToA) : result.lossAToB;
    }

    // G = (P + Q - 2 I) / 2N, dU = s G V, dV = s G^T U; for one direction G = (P - I) / N.
    void addGradients(S scale, PairResult<S>& result)
    {
        const Index n = m_unitA.rows();
        const double share = (bothDirections ? 0.5 : 1.0) / static_cast<double>(n);
        for (Index first = 0; first < n; first += m_stripe) {
            const Index count = std::min(m_stripe, n - first);
            logits(first, count, scale);
            for (Index i = 0; i < count; ++i)
                for (Index j = 0; j < n; ++j)
                    m_logits(i, j) =
                        scale * static_cast<S>(share * slope(first + i, j, m_logits(i, j)));
            result.gradA.middleRows(first, count).noalias() += m_logits * m_unitB;
            result.gradB.noalias() += m_logits.transpose() * m_unitA.middleRows(first, count);
        }
    }

    double slope(Index i, Index j, S logit) const
    {
        const double x = static_cast<double>(logit);
        if (i == j) {
            const double a = -clipSigmoid(m_negativesA[i] - m_positive[i]);
            return bothDirections ? a - clipSigmoid(m_negativesB[i] - m_positive[i]) : a;
        }
        const double a = std::exp(x - clipLogAdd(m_negativesA[i], m_positive[i]));
        return bothDirections ? a + std::exp(x - clipLogAdd(m_negativesB[j], m_positive[j])) : a;
    }

    Matrix<S> m_unitA, m_unitB, m_logits;
    Vector<double> m_inverseA, m_inverseB, m_negativesA, m_negativesB, m_positive;
};

template <class S> using Clip = InfoNce<S, true>;
template <class S> using OneWayInfoNce = InfoNce<S, false>;

double logOfBatch(Index batch, double, double, const ObjectiveSettings&)
{
    return std::log(static_cast<double>(batch));
}

} // namespace

ObjectiveEntry clipEntry()
{
    return entryOf<Clip>(
        { .name = "clip",
            .label = "CLIP (symmetric InfoNCE)",
            .formula = "L = 1/(2N) sum_i [ lse_j(s a_i.b_j) + lse_j(s a_j.b_i) - 2 s a_i.b_i ]",
            .source = "Radford et al. 2021, fig. 3; open_clip ClipLoss",
            .usesScale = true },
        logOfBatch);
}

ObjectiveEntry infoNceEntry()
{
    return entryOf<OneWayInfoNce>({ .name = "infonce",
                                      .label = "InfoNCE (a to b)",
                                      .formula = "L = 1/N sum_i [ lse_j(s a_i.b_j) - s a_i.b_i ]",
                                      .source = "van den Oord et al. 2018, eq. 4",
                                      .usesScale = true },
        logOfBatch);
}

} // namespace contrastlab
