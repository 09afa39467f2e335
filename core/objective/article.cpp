// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The article's formula, theta^T z / tau over a positive and its negatives, as a softmax
// ("article"), and as its listing has it, the log of a ratio of raw similarities ("article-naive").
// Theta is a map in a tower: with a linear tower a_i = theta^T x_i, so theta^T z is a_i.b_j of raw,
// not normalised rows, for 100 x 100 theta or any other.
#include "objective/article.h"

#include "objective/families.h"

#include "base/translation_marks.h"
#include "objective/row_stripes.h"

#include <utility>

namespace contrastlab {

namespace {

// L = 1/N sum_i softplus(lse_{j != i}(s a_i.b_j) - s a_i.b_i): the article's formula, shifted so
// that it cannot overflow. Raw rows have no bound, and at a low temperature the rounding of their
// products in single precision would be that of whole nats: all is computed in double.
template <class S> class Article final : public PairObjective<S> {
public:
    void evaluate(ThreadPool& pool, const PairInput<S>& input, const ObjectiveSettings&, Want want,
        PairResult<S>& result) override
    {
        const double scale = std::exp(input.logScale);
        m_a = input.a.template cast<double>();
        m_b = input.b.template cast<double>();
        measure(pool, scale);
        result.loss = result.lossAToB = m_losses.mean();
        result.lossBToA = 0;
        if (want == Want::loss) return;
        gradient(pool, m_a, m_b, scale, Axis::rows);
        result.gradA = m_grad.template cast<S>();
        result.gradLogScale = m_grad.cwiseProduct(m_a).sum();
        gradient(pool, m_b, m_a, scale, Axis::columns);
        result.gradB = m_grad.template cast<S>();
        result.gradBias = 0;
    }

private:
    enum class Axis { rows, columns }; // of the logits: which one `from` is

    void measure(ThreadPool& pool, double scale)
    {
        m_losses.resize(m_a.rows());
        m_logSums.resize(m_a.rows());
        m_missed.resize(m_a.rows());
        m_stripes.run(pool, view(std::as_const(m_a)), view(std::as_const(m_b)), scale,
            [&](Index first, Matrix<double>& x) {
                for (Index row = 0; row < x.rows(); ++row) {
                    const Index i = first + row;
                    const double positive = x(row, i);
                    x(row, i) = -std::numeric_limits<double>::infinity();
                    const double gap = logSumExp(x.row(row)) - positive;
                    m_losses[i] = softplus(gap);
                    m_logSums[i] = positive + m_losses[i]; // of all, the positive too
                    m_missed[i] = sigmoid(gap);
                }
            });
    }

    // G_ij = P_ij for negatives, -(1 - P_ii) for the positive; da_i = s / N sum_j G_ij b_j
    void gradient(ThreadPool& pool, const Matrix<double>& from, const Matrix<double>& to,
        double scale, Axis axis)
    {
        m_grad.resize(from.rows(), from.cols());
        const double factor = scale / static_cast<double>(from.rows());
        m_stripes.run(pool, view(from), view(to), scale, [&](Index first, Matrix<double>& x) {
            for (Index row = 0; row < x.rows(); ++row) {
                const Index i = first + row;
                for (Index j = 0; j < x.cols(); ++j) {
                    // A share is at most 1, whatever rounding makes of the exponent.
                    const double excess = x(row, j) - m_logSums[axis == Axis::rows ? i : j];
                    x(row, j) = std::exp(std::min(0.0, excess));
                }
                x(row, i) = -m_missed[i];
            }
            x *= factor;
            eigenProduct<double>(
                view(std::as_const(x)), view(to), rowsOf(view(m_grad), first, x.rows()));
        });
    }

    RowStripes<double> m_stripes;
    Matrix<double> m_a, m_b, m_grad;
    Vector<double> m_losses, m_logSums, m_missed;
};

// L = -1/N sum_i ln(p_i / q_i), p_i = a_i.b_i / tau, q_i = sum_j a_i.b_j / tau. No exponential, so
// tau cancels, and nothing keeps the ratio above zero. Left as it is: it is the lesson.
template <class S> class ArticleNaive final : public PairObjective<S> {
public:
    void evaluate(ThreadPool&, const PairInput<S>& input, const ObjectiveSettings&, Want want,
        PairResult<S>& result) override
    {
        result.loss = -articleRatios(input.a, input.b).array().log().mean();
        result.lossAToB = result.loss;
        result.lossBToA = 0;
        if (want == Want::gradients) gradients(input, result);
    }

private:
    // da_i = (sum_j b_j / q_i - b_i / p_i) / N,  db_i = (sum_j a_j / q_j - a_i / p_i) / N
    static void gradients(const PairInput<S>& input, PairResult<S>& result)
    {
        using Row = Eigen::Matrix<double, 1, Eigen::Dynamic>;
        const Index n = input.a.rows();
        result.gradA.resize(n, input.a.cols());
        result.gradB.resize(n, input.b.cols());
        const double share = 1 / static_cast<double>(n);
        const Row sumB = input.b.template cast<double>().colwise().sum();
        Row pushB = Row::Zero(input.a.cols());
        for (Index i = 0; i < n; ++i) {
            const Row a = input.a.row(i).template cast<double>();
            const Row b = input.b.row(i).template cast<double>();
            const double p = a.dot(b);
            const double q = a.dot(sumB);
            result.gradA.row(i) = (share * (sumB / q - b / p)).template cast<S>();
            result.gradB.row(i) = (-share * a / p).template cast<S>();
            pushB += share * a / q;
        }
        result.gradB.rowwise() += pushB.template cast<S>();
        result.gradLogScale = 0;
        result.gradBias = 0;
    }
};

double articleAtChance(Index batch, double, double, const ObjectiveSettings&)
{
    return std::log(static_cast<double>(batch));
}

} // namespace

template <class S>
Vector<double> articleRatios(const ConstMatrixView<S>& a, const ConstMatrixView<S>& b)
{
    const Eigen::RowVectorXd sum = b.template cast<double>().colwise().sum();
    Vector<double> ratios(a.rows());
    for (Index i = 0; i < a.rows(); ++i)
        ratios[i] = rowDot(a.row(i), b.row(i)) / a.row(i).template cast<double>().dot(sum);
    return ratios;
}
template Vector<double> articleRatios<float>(
    const ConstMatrixView<float>&, const ConstMatrixView<float>&);
template Vector<double> articleRatios<double>(
    const ConstMatrixView<double>&, const ConstMatrixView<double>&);

ObjectiveEntry articleEntry()
{
    return entryOf<Article>(
        { .name = "article",
            .label = "The article's formula",
            .family = ObjectiveFamily::article,
            .purpose =
                QT_TRANSLATE_NOOP("Objective", "The softmax of raw dot products, computed stably."),
            .formula = "L = 1/N sum_i [ lse_j(a_i.b_j / tau) - a_i.b_i / tau ], raw "
                       "rows; theta^T z is a.b with theta in a linear tower",
            .symbols = QT_TRANSLATE_NOOP("Objective", "a, b: as they come, not of length 1"),
            .source = "the article's formula as a softmax with log-sum-exp: van "
                      "den Oord et al. 2018, eq. 4, on raw dot products",
            .usesScale = true,
            .defaultTemperature = 0.1,
            .landmark = LossLandmark::logBatch,
            .term = PairTerm::product },
        articleAtChance);
}

ObjectiveEntry articleNaiveEntry()
{
    return entryOf<ArticleNaive>(
        { .name = "article-naive",
            .label = "The article's listing (turns NaN)",
            .family = ObjectiveFamily::article,
            .purpose = QT_TRANSLATE_NOOP(
                "Objective", "As it was printed: it turns NaN, to show why logarithms matter."),
            .formula =
                "L = -1/N sum_i ln( (a_i.b_i / tau) / sum_j (a_i.b_j / tau) ), raw rows; tau "
                "cancels; NaN where a ratio is below zero",
            .symbols = QT_TRANSLATE_NOOP("Objective", "a, b: as they come, not of length 1"),
            .source =
                "the article's listing, kept as written: the log of a ratio of raw dot products "
                "(theta in a linear tower)",
            .usesScale = true,
            .defaultTemperature = 0.1,
            .term = PairTerm::product,
            .stable = "article" },
        articleAtChance);
}

} // namespace contrastlab
