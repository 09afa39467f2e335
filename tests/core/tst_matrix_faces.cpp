// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Faces of a matrix by hand, by their sums, by closed forms of each objective's gradient, and what
// each takes for a positive.
#include "analysis/matrix_faces.h"
#include "support/random_rows.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace contrastlab;
using namespace contrastlab::test;

namespace {

/// The first objective of a kind, with or without labels.
const ObjectiveInfo* objectiveOf(PairTerm term, bool needsLabels = false)
{
    const auto& table = objectiveTable();
    const auto found = std::ranges::find_if(table, [&](const ObjectiveInfo& info) {
        return info.term == term && info.needsLabels == needsLabels;
    });
    return found == table.end() ? nullptr : &*found;
}

/// Items 0 and 3 have label 0, item 1 and 4 label 1, item 2 and 5 none; item 1 holds what 2 does.
MatrixItems itemsOf(const ObjectiveInfo* objective, Index n = 6, double temperature = 0.2)
{
    MatrixItems items;
    items.a = unitNormalRows<float>(n, 8, 1);
    items.b = noisyCopy<float>(items.a, 0.3, 2);
    items.cosines = items.a * items.b.transpose();
    items.temperature = temperature;
    items.bias = -1;
    for (Index i = 0; i < n; ++i) {
        items.labels.push_back(i % 3 == 2 ? -1 : int(i % 3));
        items.partners.a.push_back(int(i == 2 ? 1 : i));
        items.partners.b.push_back(int(i));
    }
    items.objective = objective;
    return items;
}

Matrix<float> cosineFace(MatrixFace face, const Matrix<float>& cosines, double temperature)
{
    MatrixItems items;
    items.cosines = cosines;
    items.temperature = temperature;
    return PairMatrix(items).face(face, PairBlock::across);
}

} // namespace

class TestMatrixFaces : public QObject {
    Q_OBJECT

private slots:
    void byHand()
    {
        Matrix<float> cosines(2, 2);
        cosines << 1, 0, 0.5f, 0.5f;
        const double e = std::exp(2.0);
        QCOMPARE(cosineFace(MatrixFace::cosine, cosines, 0.5), cosines);
        QCOMPARE(cosineFace(MatrixFace::logit, cosines, 0.5)(1, 0), 1.0f);
        const Matrix<float> rows = cosineFace(MatrixFace::rowSoftmax, cosines, 0.5);
        QVERIFY(std::abs(double(rows(0, 0)) - e / (e + 1)) < 1e-6);
        QCOMPARE(rows(1, 0), 0.5f);
        const Matrix<float> columns = cosineFace(MatrixFace::columnSoftmax, cosines, 0.5);
        QVERIFY(std::abs(double(columns(0, 0)) - e / (e + std::exp(1.0))) < 1e-6);
    }

    void sharesSumToOneAndForcesToNothing()
    {
        for (const double temperature : { 1e-3, 0.07, 1.0, 100.0 }) {
            const PairMatrix matrix(itemsOf(objectiveOf(PairTerm::softmax), 40, temperature));
            const auto face = [&](MatrixFace which, PairBlock block = PairBlock::across) {
                return matrix.face(which, block);
            };
            const Matrix<float> rows = face(MatrixFace::rowSoftmax);
            QVERIFY((rows.rowwise().sum().array() - 1).abs().maxCoeff() < 1e-5f);
            QVERIFY((face(MatrixFace::columnSoftmax).colwise().sum().array() - 1).abs().maxCoeff()
                < 1e-5f);
            const Matrix<float> forces = face(MatrixFace::gradient);
            QVERIFY(std::abs(forces.sum()) < 1e-4f);
            QVERIFY((forces.diagonal().array() <= 0).all());
            // One modality with itself: an item does not choose itself.
            Matrix<float> own = face(MatrixFace::rowSoftmax, PairBlock::first);
            QVERIFY(own.diagonal().array().isNaN().all());
            own.diagonal().setZero();
            QVERIFY((own.rowwise().sum().array() - 1).abs().maxCoeff() < 1e-5f);
        }
    }

    void blocksAreOfOneModality()
    {
        const MatrixItems items = itemsOf(objectiveOf(PairTerm::softmax));
        const PairMatrix matrix(items);
        QCOMPARE(matrix.face(MatrixFace::cosine, PairBlock::first)(1, 3),
            items.a.row(1).dot(items.a.row(3)));
        QCOMPARE(matrix.face(MatrixFace::cosine, PairBlock::second)(0, 2),
            items.b.row(0).dot(items.b.row(2)));
        MatrixItems bare = items;
        bare.a = bare.b = {};
        const PairMatrix cosinesAlone(bare);
        QCOMPARE(cosinesAlone.face(MatrixFace::cosine, PairBlock::across), items.cosines);
        QCOMPARE(cosinesAlone.face(MatrixFace::cosine, PairBlock::first).size(), Index(0));
        QCOMPARE(cosinesAlone.lack(MatrixFace::gradient, PairBlock::across), FaceLack::embeddings);
        QCOMPARE(cosinesAlone.lack(MatrixFace::target, PairBlock::across), FaceLack::none);
    }

    // The gradient of every softmax is what its shares say, in each block.
    void aSoftmaxsGradientFollowsFromItsShares_data()
    {
        QTest::addColumn<QString>("name");
        for (const ObjectiveInfo& info : objectiveTable())
            if (info.term >= PairTerm::softmax && info.term <= PairTerm::decoupled)
                QTest::addRow("%s", std::string(info.name).c_str())
                    << QString::fromStdString(std::string(info.name));
    }
    void aSoftmaxsGradientFollowsFromItsShares()
    {
        QFETCH(QString, name);
        const ObjectiveInfo* info = findObjective(name.toStdString());
        const PairMatrix matrix(itemsOf(info));
        int checked = 0;
        for (const auto block : { PairBlock::across, PairBlock::first, PairBlock::second })
            for (Index i = 0; i < 6; ++i)
                for (Index j = 0; j < 6; ++j) {
                    const CellNumbers cell = matrix.cell(block, i, j);
                    if (!cell.isInSoftmax) continue;
                    const double wanted = info->term == PairTerm::rowSoftmax
                        ? cell.byRow.share - cell.pull / 2
                        : cell.factor / 2 * (cell.byRow.share + cell.byColumn.share - cell.pull);
                    QVERIFY(std::abs(cell.gradient - wanted) < 1e-5);
                    QVERIFY(
                        std::abs(cell.byRow.share - std::exp(cell.logit - cell.byRow.log)) < 1e-12);
                    QCOMPARE(cell.byRow.others,
                        Index(info->term == PairTerm::stackedSoftmax ? 10
                                : info->term == PairTerm::decoupled  ? 4
                                                                     : 5));
                    ++checked;
                }
        QCOMPARE(checked,
            info->term == PairTerm::stackedSoftmax  ? 36 + 30 + 30
                : info->term == PairTerm::decoupled ? 30
                                                    : 36);
    }

    void theOthersGradientsByHand()
    {
        const MatrixItems items = itemsOf(objectiveOf(PairTerm::sigmoid));
        const PairMatrix sigmoid(items);
        const CellNumbers cell = sigmoid.cell(PairBlock::across, 1, 4);
        const double x = double(items.cosines(1, 4)) / items.temperature + items.bias;
        QVERIFY(std::abs(cell.gradient - 1 / (1 + std::exp(-x))) < 1e-6);
        // A margin that nothing keeps: each of 5 strangers pushes once, by each item of the cell.
        MatrixItems triplets = itemsOf(objectiveOf(PairTerm::hinge));
        triplets.settings.margin = 2;
        const PairMatrix hinge(triplets);
        QVERIFY(std::abs(hinge.cell(PairBlock::across, 2, 2).gradient + 1) < 1e-9);
        QVERIFY(std::abs(hinge.cell(PairBlock::across, 2, 3).gradient - 0.2) < 1e-9);
        const PairMatrix potential(itemsOf(objectiveOf(PairTerm::potential)));
        QVERIFY(std::abs(potential.cell(PairBlock::across, 2, 2).gradient + 2) < 1e-6);
        QCOMPARE(potential.cell(PairBlock::across, 2, 3).gradient, 0.0);
        QVERIFY(potential.cell(PairBlock::first, 2, 3).gradient > 0);
    }

    void targetsAreTheObjectives()
    {
        using Block = PairBlock;
        using Target = PairTarget;
        const auto target = [](const ObjectiveInfo* objective, Block block, Index i, Index j) {
            const PairMatrix matrix(itemsOf(objective));
            const Target found = matrix.cell(block, i, j).target;
            const bool same = float(found) == matrix.face(MatrixFace::target, block)(i, j);
            return same ? found : Target(-1);
        };
        const ObjectiveInfo* softmax = objectiveOf(PairTerm::softmax);
        QCOMPARE(target(softmax, Block::across, 1, 1), Target::positive);
        QCOMPARE(target(softmax, Block::across, 0, 4), Target::negative);
        QCOMPARE(target(softmax, Block::across, 0, 3), Target::falseNegative); // one label
        QCOMPARE(target(softmax, Block::across, 1, 2), Target::falseNegative); // one content
        QCOMPARE(target(softmax, Block::across, 2, 5), Target::negative); // no labels
        QCOMPARE(target(softmax, Block::first, 0, 4), Target::leftOut);
        const ObjectiveInfo* several = objectiveOf(PairTerm::softmax, true);
        QCOMPARE(target(several, Block::across, 0, 3), Target::positive);
        const ObjectiveInfo* stacked = objectiveOf(PairTerm::stackedSoftmax);
        QCOMPARE(target(stacked, Block::second, 0, 4), Target::negative);
        QCOMPARE(target(stacked, Block::second, 0, 3), Target::falseNegative);
        QCOMPARE(target(stacked, Block::second, 3, 3), Target::leftOut);
        const ObjectiveInfo* supervised = objectiveOf(PairTerm::stackedSoftmax, true);
        QCOMPARE(target(supervised, Block::first, 0, 3), Target::positive);
        const ObjectiveInfo* potential = objectiveOf(PairTerm::potential);
        QCOMPARE(target(potential, Block::across, 0, 4), Target::leftOut);
        QCOMPARE(target(potential, Block::first, 0, 4), Target::negative);
        const ObjectiveInfo* dimensions = objectiveOf(PairTerm::none);
        QCOMPARE(target(dimensions, Block::across, 0, 0), Target::positive);
        QCOMPARE(target(dimensions, Block::across, 0, 4), Target::leftOut);
        // Of triplets those that cost something.
        MatrixItems items = itemsOf(objectiveOf(PairTerm::hinge));
        items.settings.margin = 0.3;
        items.cosines = Matrix<float>::Constant(6, 6, 0.f);
        items.a = items.b = Matrix<float>::Identity(6, 6);
        items.cosines.diagonal().setOnes();
        QCOMPARE(PairMatrix(items).cell(Block::across, 0, 4).target, Target::leftOut);
        items.settings.margin = 1.5;
        QCOMPARE(PairMatrix(items).cell(Block::across, 0, 4).target, Target::negative);
    }

    void whatIsLackingIsSaid()
    {
        const auto lack = [](const ObjectiveInfo* objective, Index n = 6) {
            return PairMatrix(itemsOf(objective, n)).lack(MatrixFace::gradient, PairBlock::across);
        };
        QCOMPARE(lack(nullptr), FaceLack::untrained);
        QCOMPARE(lack(objectiveOf(PairTerm::none)), FaceLack::dimensions);
        QCOMPARE(lack(objectiveOf(PairTerm::product)), FaceLack::products);
        QCOMPARE(lack(objectiveOf(PairTerm::decoupled), 1), FaceLack::items);
        QCOMPARE(lack(objectiveOf(PairTerm::decoupled), 2), FaceLack::none);
        QCOMPARE(lack(&judgedBy(*objectiveOf(PairTerm::queue))), FaceLack::none);
        const PairMatrix none(itemsOf(objectiveOf(PairTerm::none)));
        QVERIFY(none.face(MatrixFace::gradient, PairBlock::across).size() == 0);
        QVERIFY(std::isnan(none.cell(PairBlock::across, 0, 1).gradient));
    }

    void noNumbersStayWhereTheyAre()
    {
        Matrix<float> cosines = Matrix<float>::Identity(3, 3);
        cosines(0, 1) = std::numeric_limits<float>::quiet_NaN();
        const Matrix<float> rows = cosineFace(MatrixFace::rowSoftmax, cosines, 0.1);
        QVERIFY(std::isnan(rows(0, 0)));
        QVERIFY(std::abs(rows(1, 1) - 1) < 1e-3f);
        for (const ObjectiveInfo& info : objectiveTable()) {
            MatrixItems items = itemsOf(&judgedBy(info));
            items.a.row(2).setConstant(std::numeric_limits<float>::quiet_NaN());
            items.cosines = items.a * items.b.transpose();
            const PairMatrix matrix(std::move(items));
            if (matrix.lack(MatrixFace::gradient, PairBlock::across) != FaceLack::none) continue;
            QVERIFY2(std::isnan(matrix.cell(PairBlock::across, 2, 2).gradient),
                std::string(info.name).c_str());
        }
    }
};

QTEST_APPLESS_MAIN(TestMatrixFaces)
#include "tst_matrix_faces.moc"
