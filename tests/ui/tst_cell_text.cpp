// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the card of a cell says of every objective: each line's numbers give what stands behind its
// last sign of equality.
#include "support/random_rows.h"
#include "views/cell_text.h"

#include <QRegularExpression>
#include <QTest>

#include <cmath>
#include <limits>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

PairMatrix matrixOf(std::string_view name, Index n = 8)
{
    MatrixItems items;
    items.a = unitNormalRows<float>(n, 8, 1);
    items.b = noisyCopy<float>(items.a, 0.3, 2);
    items.cosines = items.a * items.b.transpose();
    items.temperature = 0.2;
    items.bias = -1.5;
    for (Index i = 0; i < n; ++i) {
        items.labels.push_back(int(i % 3));
        items.partners.a.push_back(int(i));
        items.partners.b.push_back(int(i));
    }
    items.objective = &judgedBy(*findObjective(name));
    return PairMatrix(std::move(items));
}

QString lineOf(const QString& text, const QString& start)
{
    for (const QString& line : text.split(QLatin1Char('\n')))
        if (line.startsWith(start)) return line;
    return {};
}

/// The numbers of a text, in their order.
std::vector<double> numbersIn(const QString& text)
{
    static const QRegularExpression number(QStringLiteral("-?\\d+(\\.\\d+)?(e-?\\d+)?"));
    std::vector<double> numbers;
    for (auto found = number.globalMatch(text); found.hasNext();)
        numbers.push_back(found.next().captured().toDouble());
    return numbers;
}

} // namespace

class TestCellText : public QObject {
    Q_OBJECT

private slots:
    void everyObjectiveSaysWhatItDoes()
    {
        for (const ObjectiveInfo& info : objectiveTable()) {
            const PairMatrix matrix = matrixOf(info.name);
            for (const auto block : { PairBlock::across, PairBlock::first, PairBlock::second })
                for (const Index column : { 1, 2, 4 }) {
                    const QString text = cellText(matrix, block, 1, column);
                    const FaceLack lack = matrix.lack(MatrixFace::gradient, block);
                    if (block != PairBlock::across && column == 1) {
                        QCOMPARE(text, QStringLiteral("the same item: cosine 1"));
                    } else if (lack != FaceLack::none) {
                        QVERIFY(text.contains(lackText(lack, matrix.items().objective)));
                    } else if (matrix.cell(block, 1, column).gradient != 0) {
                        const QString line = lineOf(text, QStringLiteral("N ∂L/∂"));
                        const double said = numbersIn(line).back();
                        QVERIFY2(std::abs(said - matrix.cell(block, 1, column).gradient) < 6e-4,
                            qPrintable(text));
                        QVERIFY(line.endsWith(said < 0 ? QStringLiteral("pulled together")
                                                       : QStringLiteral("pushed apart")));
                    }
                    QVERIFY2(!text.contains(QStringLiteral("nan"))
                            && !text.contains(QRegularExpression(QStringLiteral("%\\d"))),
                        qPrintable(text));
                }
        }
    }

    // x = cos / τ, p = e^(x - log), (p + q - 2) / 2.
    void aSoftmaxsNumbersGiveWhatStandsBehindThem()
    {
        const QString text = cellText(matrixOf("clip"), PairBlock::across, 2, 2);
        const auto logit = numbersIn(lineOf(text, QStringLiteral("x = cos/τ")));
        QCOMPARE(logit.size(), std::size_t(3));
        QVERIFY(std::abs(logit[0] / logit[1] - logit[2]) < 6e-3);
        const auto row = numbersIn(lineOf(text, QStringLiteral("row: p")));
        QCOMPARE(row.size(), std::size_t(4)); // others, x, log, p
        QCOMPARE(row[0], 7.0);
        QVERIFY(std::abs(std::exp(row[1] - row[2]) - row[3]) < 2e-3);
        const auto column = numbersIn(lineOf(text, QStringLiteral("column: q")));
        const auto slope = numbersIn(lineOf(text, QStringLiteral("N ∂L/∂x")));
        QVERIFY(std::abs((row[3] + column[3] - 2) / 2 - slope.back()) < 2e-3);
        QVERIFY(text.contains(QStringLiteral("a positive of CLIP")));
        QVERIFY(cellText(matrixOf("clip"), PairBlock::across, 2, 5)
                    .contains(QStringLiteral("a false negative of CLIP")));
        // Both modalities stand in the sum.
        const QString stacked = cellText(matrixOf("nt-xent"), PairBlock::second, 2, 4);
        QCOMPARE(numbersIn(lineOf(stacked, QStringLiteral("row: p")))[0], 14.0);
    }

    void theOthersDoToo()
    {
        const QString sigmoid = cellText(matrixOf("siglip"), PairBlock::across, 2, 2);
        const auto logit = numbersIn(lineOf(sigmoid, QStringLiteral("x = cos/τ + b")));
        QVERIFY(std::abs(logit[0] / logit[1] + logit[2] - logit[3]) < 6e-3);
        const double p = 1 / (1 + std::exp(-logit[3]));
        QVERIFY(std::abs(numbersIn(lineOf(sigmoid, QStringLiteral("p = "))).back() - p) < 2e-3);
        const QString triplet = cellText(matrixOf("triplet"), PairBlock::across, 2, 4);
        const auto cost = numbersIn(lineOf(triplet, QStringLiteral("row: ")));
        QVERIFY(std::abs(std::max(0.0, cost[1] + cost[2] - cost[3]) - cost[4]) < 2e-3);
        const QString potential = cellText(matrixOf("align-uniform"), PairBlock::across, 2, 2);
        const auto slope = numbersIn(lineOf(potential, QStringLiteral("N ∂L/∂cos")));
        QCOMPARE(slope.back(), -2.0);
    }

    void whatIsNoNumberIsSaidSo()
    {
        MatrixItems items = matrixOf("clip").items();
        items.a.setConstant(std::numeric_limits<float>::quiet_NaN());
        items.cosines = items.a * items.b.transpose();
        const QString text = cellText(PairMatrix(items), PairBlock::across, 0, 1);
        QVERIFY(text.contains(QStringLiteral("nan")));
        items.objective = nullptr;
        QVERIFY(cellText(PairMatrix(items), PairBlock::across, 0, 1)
                    .contains(lackText(FaceLack::untrained, nullptr)));
    }
};

QTEST_MAIN(TestCellText)
#include "tst_cell_text.moc"
