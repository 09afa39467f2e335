// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/cell_text.h"

#include "run/table_text.h"
#include "views/heatmap_view.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <cmath>

namespace contrastlab {

namespace {

struct CellWords {
    Q_DECLARE_TR_FUNCTIONS(CellText)
};

QString threeDigits(double value)
{
    return QLocale().toString(value, 'f', 3);
}

// A small number keeps its first digits.
QString digitsOf(double value)
{
    return value != 0 && std::abs(value) < 0.001 ? QString::number(value, 'g', 2)
                                                 : threeDigits(value);
}

// In brackets below zero, as what is added or subtracted.
QString term(double value)
{
    const QString digits = threeDigits(value);
    return value < 0 ? QStringLiteral("(%1)").arg(digits) : digits;
}

/// The formula of one cell.
class CellFormula {
public:
    CellFormula(const PairMatrix& matrix, PairBlock block, Index row, Index column)
        : m_matrix(matrix)
        , m_objective(*matrix.items().objective)
        , m_cell(matrix.cell(block, row, column))
        , m_across(block == PairBlock::across)
        , m_row(row)
        , m_column(column)
    {
    }

    [[nodiscard]] QStringList lines() const
    {
        switch (m_objective.term) {
        case PairTerm::sigmoid:
            return sigmoid();
        case PairTerm::hinge:
            return hinge();
        case PairTerm::potential:
            return potential();
        default:
            return m_cell.isInSoftmax ? softmax()
                                      : QStringList { logit(QString()), slope(reason()) };
        }
    }

private:
    [[nodiscard]] bool isPair() const { return m_across && m_row == m_column; }

    [[nodiscard]] QString logit(const QString& bias) const
    {
        return bias.isEmpty() ? QStringLiteral("x = cos/τ = %1 / %2 = %3")
                                    .arg(threeDigits(m_cell.cosine),
                                        QLocale().toString(m_matrix.items().temperature, 'g', 4),
                                        threeDigits(m_cell.logit))
                              : QStringLiteral("x = cos/τ + b = %1 / %2 + %3 = %4")
                                    .arg(threeDigits(m_cell.cosine),
                                        QLocale().toString(m_matrix.items().temperature, 'g', 4),
                                        bias, threeDigits(m_cell.logit + m_matrix.items().bias));
    }
    /// "N ∂L/∂x = p − 1 = −0.602: pulled together"
    [[nodiscard]] QString slope(const QString& formula) const
    {
        const QString by =
            m_objective.usesScale ? QStringLiteral("N ∂L/∂x = ") : QStringLiteral("N ∂L/∂cos = ");
        const QString value = by + (formula.isEmpty() ? QString() : formula + QStringLiteral(" = "))
            + digitsOf(m_cell.gradient);
        if (m_cell.gradient < 0) return CellWords::tr("%1: pulled together").arg(value);
        return m_cell.gradient > 0 ? CellWords::tr("%1: pushed apart").arg(value) : value;
    }
    [[nodiscard]] QString reason() const
    {
        return m_objective.term == PairTerm::decoupled && isPair() ? QStringLiteral("−w")
                                                                   : QString();
    }

    [[nodiscard]] QString share(const SoftmaxTerm& sum, const QString& pattern) const
    {
        return pattern.arg(sum.others)
            .arg(threeDigits(m_cell.logit), term(sum.log), digitsOf(sum.share));
    }
    [[nodiscard]] QStringList softmax() const
    {
        const bool rowsAlone = m_objective.term == PairTerm::rowSoftmax;
        const QString p = digitsOf(m_cell.byRow.share);
        const QString q = digitsOf(m_cell.byColumn.share);
        QStringList lines { logit(QString()),
            share(
                m_cell.byRow, CellWords::tr("row: p = eˣ / (eˣ + %1 others) = e^(%2 − %3) = %4")) };
        if (rowsAlone)
            return lines << slope(m_cell.pull > 0 ? QStringLiteral("p − 1 = %1 − 1").arg(p)
                                                  : QStringLiteral("p"));
        lines << share(
            m_cell.byColumn, CellWords::tr("column: q = eˣ / (eˣ + %1 others) = e^(%2 − %3) = %4"));
        const QString pull = m_cell.pull > 0
            ? QStringLiteral(" − ") + QLocale().toString(m_cell.pull, 'g', 3)
            : QString();
        const QString sum = QStringLiteral("(%1 + %2%3) / 2").arg(p, q, pull);
        if (m_objective.baseTemperature <= 0)
            return lines << slope(QStringLiteral("(p + q%1) / 2 = %2").arg(pull, sum));
        return lines << slope(QStringLiteral("τ/%1 (p + q%2) / 2 = %3 · %4")
                                  .arg(QLocale().toString(m_objective.baseTemperature), pull,
                                      threeDigits(m_cell.factor), sum));
    }

    [[nodiscard]] QStringList sigmoid() const
    {
        if (!m_across) return { logit(QString()) };
        const double p = m_cell.gradient + (isPair() ? 1 : 0);
        return { logit(term(m_matrix.items().bias)),
            QStringLiteral("p = 1 / (1 + e^−x) = %1").arg(digitsOf(p)),
            slope(isPair() ? QStringLiteral("p − 1") : QStringLiteral("p")) };
    }

    [[nodiscard]] QString triplet(const QString& pattern, Index anchor) const
    {
        const ObjectiveSettings& settings = m_matrix.items().settings;
        const auto pair = double(m_matrix.items().cosines(anchor, anchor));
        const QString own = term(pair), cosine = term(m_cell.cosine);
        const double near = m_cell.cosine - pair;
        return pattern.arg(settings.softMargin
                ? QStringLiteral("ln(1 + e^(%1 − %2)) = %3")
                      .arg(cosine, own, threeDigits(std::log1p(std::exp(near))))
                : QStringLiteral("max(0, %1 + %2 − %3) = %4")
                      .arg(threeDigits(settings.margin), cosine, own,
                          threeDigits(std::max(0.0, settings.margin + near))));
    }
    [[nodiscard]] QStringList hinge() const
    {
        if (!m_across || isPair()) return { slope(QString()) };
        return { triplet(CellWords::tr("row: %1"), m_row),
            triplet(CellWords::tr("column: %1"), m_column), slope(QString()) };
    }

    [[nodiscard]] QStringList potential() const
    {
        const ObjectiveSettings& settings = m_matrix.items().settings;
        const double squared = 2 - 2 * m_cell.cosine;
        const QString distance = QStringLiteral("D² = 2 − 2 cos = %1").arg(threeDigits(squared));
        if (isPair())
            return { distance,
                slope(QStringLiteral("−α D^(α − 2) = −%1 · %2")
                          .arg(QLocale().toString(settings.alignmentPower),
                              threeDigits(std::pow(squared, settings.alignmentPower / 2 - 1)))) };
        if (m_across || m_row == m_column) return { distance };
        const double factor =
            settings.uniformityWeight * settings.uniformityScale * double(m_matrix.size());
        return { distance,
            CellWords::tr("p = e^(−t D²) / the same of all pairs = %1")
                .arg(digitsOf(m_cell.gradient / factor)),
            slope(QStringLiteral("λ t N p = %1 p").arg(QLocale().toString(factor, 'g', 4))) };
    }

    const PairMatrix& m_matrix;
    const ObjectiveInfo& m_objective;
    CellNumbers m_cell;
    bool m_across;
    Index m_row, m_column;
};

QString targetText(PairTarget target, const ObjectiveInfo& objective)
{
    const QString name = objectiveName(objective);
    switch (target) {
    case PairTarget::positive:
        return CellWords::tr("a positive of %1").arg(name);
    case PairTarget::negative:
        return CellWords::tr("a negative of %1").arg(name);
    case PairTarget::falseNegative:
        return CellWords::tr("a false negative of %1: of one group or content").arg(name);
    case PairTarget::leftOut:
        break;
    }
    return CellWords::tr("left out by %1").arg(name);
}

QString shareText(const CellNumbers& cell)
{
    const QLocale locale;
    return CellWords::tr("by row %1%, by column %2%", "probabilities of a cell")
        .arg(locale.toString(100 * cell.rowShare, 'f', 1),
            locale.toString(100 * cell.columnShare, 'f', 1));
}

} // namespace

QString lackText(FaceLack lack, const ObjectiveInfo* objective)
{
    const QString name = objective ? objectiveName(*objective) : QString();
    switch (lack) {
    case FaceLack::untrained:
        return CellWords::tr(
            "No objective sees these two modalities: nothing pulls or pushes here.");
    case FaceLack::dimensions:
        return CellWords::tr("%1 compares dimensions, not items: no cell has a pull of its own.")
            .arg(name);
    case FaceLack::products:
        return CellWords::tr(
            "%1 takes embeddings of any length: its pull is no function of cosines.")
            .arg(name);
    case FaceLack::widths:
        return CellWords::tr("The loss is a mean over several widths of the embeddings: its pull "
                             "is no function of these cosines alone.");
    case FaceLack::embeddings:
        return CellWords::tr("This run was recorded without embeddings of training items.");
    case FaceLack::items:
        return CellWords::tr("%1 needs two items at least.").arg(name);
    case FaceLack::none:
        break;
    }
    return {};
}

QString cellText(const PairMatrix& matrix, PairBlock block, Index row, Index column)
{
    const CellNumbers cell = matrix.cell(block, row, column);
    const bool across = block == PairBlock::across;
    if (!across && row == column) return CellWords::tr("the same item: cosine 1");
    const ObjectiveInfo* objective = matrix.items().objective;
    QStringList lines { HeatmapView::textOf(float(cell.cosine), row == column,
        across && matrix.items().partners.arePartners(std::size_t(row), std::size_t(column))) };
    if (!cell.isInSoftmax) lines << shareText(cell);
    if (objective) lines << targetText(cell.target, *objective);
    const FaceLack lack = matrix.lack(MatrixFace::gradient, block);
    if (lack != FaceLack::none)
        lines << lackText(lack, objective);
    else
        lines << CellFormula(matrix, block, row, column).lines();
    return lines.join(QLatin1Char('\n'));
}

} // namespace contrastlab
