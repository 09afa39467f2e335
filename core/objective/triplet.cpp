// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Triplets across modalities: a pair should be closer by a margin than either row is to the rows of
// other pairs.
#include "objective/families.h"

#include "base/translation_marks.h"
#include "objective/row_stripes.h"
#include "objective/unit_rows.h"

#include <utility>

namespace contrastlab {

namespace {

// Differences of cosines below this are rounding.
template <class S> constexpr double tripletTie = sizeof(S) == 4 ? 1e-6 : 1e-13;

// Anchor i, positive i, negative j != i, gap = S_ii - S_ij in cosines:
//   hinge max(0, margin - gap), or soft ln(1 + exp(-gap)) (Hermans et al. 2017, without margin).
// Mining: all negatives; hard: the nearest one; semi-hard: those within 0 <= gap < margin (a tie
// counts, so that a collapsed batch costs the margin). A direction is the mean over triplets that
// cost anything; the loss is the mean of both directions.
template <class S> class Triplet final : public PairObjective<S> {
public:
    void evaluate(ThreadPool& pool, const PairInput<S>& input, const ObjectiveSettings& settings,
        Want want, PairResult<S>& result) override
    {
        m_settings = settings;
        normalizeRows(pool, input.a, m_unitA, m_inverseA);
        normalizeRows(pool, input.b, m_unitB, m_inverseB);
        m_positive.resize(input.a.rows());
        for (Index i = 0; i < m_positive.size(); ++i)
            m_positive[i] = rowDot(m_unitA.row(i), m_unitB.row(i));
        result.lossAToB = direction(pool, m_unitA, m_unitB, m_aToB);
        result.lossBToA = direction(pool, m_unitB, m_unitA, m_bToA);
        result.loss = 0.5 * (result.lossAToB + result.lossBToA);
        if (want == Want::loss) return;
        slopes(pool, m_unitA, m_unitB, m_aToB, m_bToA, result.gradA);
        slopes(pool, m_unitB, m_unitA, m_bToA, m_aToB, result.gradB);
        backpropNormalize<S>(pool, view(std::as_const(m_unitA)), m_inverseA, view(result.gradA));
        backpropNormalize<S>(pool, view(std::as_const(m_unitB)), m_inverseB, view(result.gradB));
        result.gradLogScale = 0;
        result.gradBias = 0;
    }

private:
    // What one direction's pass over all triplets leaves, a value an anchor.
    struct Anchors {
        std::vector<Index> hardest; ///< the nearest negative, -1 where there is none
        Vector<double> costs; ///< sum over triplets
        Vector<double> counts; ///< triplets that cost anything
        Vector<double> pulls; ///< sum of the costs' slopes
        double share = 0; ///< 1 / number of triplets that cost anything, both directions halved
    };

    double cost(double gap) const
    {
        return m_settings.softMargin ? softplus(-gap) : std::max(0.0, m_settings.margin - gap);
    }
    // -d cost / d gap
    double pull(double gap) const
    {
        if (m_settings.softMargin) return sigmoid(-gap);
        return gap < m_settings.margin ? 1 : 0;
    }
    bool mined(double gap, bool hardest) const
    {
        switch (m_settings.mining) {
        case Mining::all:
            return true;
        case Mining::hard:
            return hardest;
        case Mining::semiHard:
            break;
        }
        return gap >= -tripletTie<S> && gap < m_settings.margin;
    }

    double direction(
        ThreadPool& pool, const Matrix<S>& from, const Matrix<S>& to, Anchors& anchors) const
    {
        const Index n = from.rows();
        anchors.hardest.assign(static_cast<std::size_t>(n), -1);
        anchors.costs.setZero(n);
        anchors.counts.setZero(n);
        anchors.pulls.setZero(n);
        m_stripes.run(pool, view(from), view(to), 1, [&](Index first, Matrix<S>& x) {
            for (Index row = 0; row < x.rows(); ++row)
                countRow(x.row(row), first + row, anchors);
        });
        const double count = anchors.counts.sum();
        anchors.share = count > 0 ? 0.5 / count : 0;
        // Each row is part of a positive; a hinge would hide one that is no number.
        if (!m_positive.allFinite()) return std::numeric_limits<double>::quiet_NaN();
        return count > 0 ? anchors.costs.sum() / count : 0;
    }

    template <class Row> void countRow(Row&& x, Index i, Anchors& anchors) const
    {
        Index& hardest = anchors.hardest[static_cast<std::size_t>(i)];
        x[i] = -std::numeric_limits<S>::infinity();
        if (x.size() > 1) x.maxCoeff(&hardest);
        for (Index j = 0; j < x.size(); ++j) {
            const double gap = m_positive[i] - static_cast<double>(x[j]);
            if (j == i || !mined(gap, j == hardest) || cost(gap) <= 0) continue;
            anchors.costs[i] += cost(gap);
            anchors.counts[i] += 1;
            anchors.pulls[i] += pull(gap);
        }
    }

    // dS_ij = pulls of (i, j) with anchor i, and of (j, i) with anchor j in the other direction.
    void slopes(ThreadPool& pool, const Matrix<S>& from, const Matrix<S>& to, const Anchors& own,
        const Anchors& other, Matrix<S>& grad) const
    {
        grad.resize(from.rows(), from.cols());
        m_stripes.run(pool, view(from), view(to), 1, [&](Index first, Matrix<S>& x) {
            for (Index row = 0; row < x.rows(); ++row) {
                const Index i = first + row;
                for (Index j = 0; j < x.cols(); ++j) {
                    if (j == i) continue;
                    const double similarity = static_cast<double>(x(row, j));
                    x(row, j) = static_cast<S>(
                        slope(own, i, j, similarity) + slope(other, j, i, similarity));
                }
                x(row, i) =
                    static_cast<S>(-own.share * own.pulls[i] - other.share * other.pulls[i]);
            }
            eigenProduct<S>(view(std::as_const(x)), view(to), rowsOf(view(grad), first, x.rows()));
        });
    }
    double slope(const Anchors& anchors, Index anchor, Index negative, double similarity) const
    {
        const double gap = m_positive[anchor] - similarity;
        const bool hardest = anchors.hardest[static_cast<std::size_t>(anchor)] == negative;
        return mined(gap, hardest) ? anchors.share * pull(gap) : 0;
    }

    ObjectiveSettings m_settings;
    mutable RowStripes<S> m_stripes;
    Matrix<S> m_unitA, m_unitB;
    Vector<double> m_inverseA, m_inverseB, m_positive;
    Anchors m_aToB, m_bToA;
};

double tripletAtChance(Index batch, double, double, const ObjectiveSettings& settings)
{
    if (batch < 2) return 0;
    return settings.softMargin ? std::log(2.0) : settings.margin;
}

std::vector<Pitfall> tripletPitfalls()
{
    return { { .kind = Pitfall::Kind::noMargin,
                 .holds = [](const ObjectiveSettings& s) { return !s.softMargin && s.margin == 0; },
                 .key = "margin",
                 .value = 0.2 },
        { .kind = Pitfall::Kind::hardMining,
            .holds = [](const ObjectiveSettings& s) { return s.mining == Mining::hard; },
            .key = "mining",
            .value = std::string("all"),
            .whereStuck = true } };
}

std::vector<Parameter> tripletParameters()
{
    return { { .key = "margin",
                 .label = QT_TRANSLATE_NOOP("Parameter", "Margin"),
                 .section = Section::objective,
                 .standard = 0.2,
                 .minimum = 0,
                 .maximum = 2,
                 .help = QT_TRANSLATE_NOOP("Parameter",
                     "How much closer the partner must be than a negative, in "
                     "cosine.") },
        { .key = "mining",
            .label = QT_TRANSLATE_NOOP("Parameter", "Mining"),
            .section = Section::objective,
            .standard = std::string("all"),
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Which triplets count: all that violate the margin, the hardest negative "
                "of each "
                "anchor, or those "
                "that are farther than the partner and yet within the margin."),
            .choices = { { "all", QT_TRANSLATE_NOOP("Parameter", "all") },
                { "hard", QT_TRANSLATE_NOOP("Parameter", "hardest") },
                { "semi-hard", QT_TRANSLATE_NOOP("Parameter", "semi-hard") } } },
        { .key = "soft_margin",
            .label = QT_TRANSLATE_NOOP("Parameter", "Soft margin"),
            .section = Section::objective,
            .standard = false,
            .help = QT_TRANSLATE_NOOP("Parameter", "Softplus in place of the hinge.") } };
}

} // namespace

ObjectiveEntry tripletEntry()
{
    return entryOf<Triplet>(
        { .name = "triplet",
            .label = "Triplet margin",
            .family = ObjectiveFamily::margin,
            .purpose = QT_TRANSLATE_NOOP(
                "Objective", "A partner has to be nearer than any stranger, by a margin."),
            .formula = "L = mean over costly triplets of max(0, margin + a_i.b_j - "
                       "a_i.b_i), both directions; soft: ln(1 + e^(a_i.b_j - a_i.b_i))",
            .symbols = QT_TRANSLATE_NOOP("Objective", "m: the margin"),
            .source = "Schroff et al. 2015 (FaceNet), eq. 3; Hermans et al. 2017 "
                      "(arXiv 1703.07737); Faghri et al. 2018 (VSE++), eq. 6",
            .landmark = LossLandmark::margin,
            .softLandmark = LossLandmark::logTwo,
            .term = PairTerm::hinge,
            .pitfalls = tripletPitfalls(),
            .parameters = tripletParameters() },
        tripletAtChance);
}

} // namespace contrastlab
