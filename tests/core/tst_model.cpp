// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Layers and towers against finite differences in double precision, and the convolution against its
// definition.
#include "base/random.h"
#include "model/embedding_bag.h"
#include "model/tower.h"
#include "objective/objective.h"
#include "support/gradient_check.h"

#include <QTest>

using namespace contrastlab;

namespace {

ModalityBatch<double> batchFor(const InputShape& shape, Index count)
{
    ModalityBatch<double> batch;
    if (shape.kind == ModalityKind::text) {
        RandomStream stream(5, Purpose::noise);
        for (Index i = 0; i < count; ++i) {
            const auto words = i == 1 ? 0 : 1 + stream.below(5); // sample 1 has no words at all
            for (std::uint64_t w = 0; w < words; ++w)
                batch.tokens.ids.push_back(
                    static_cast<int>(stream.below(static_cast<std::uint64_t>(shape.vocabulary))));
            batch.tokens.endSample();
        }
    } else {
        batch.dense = normalMatrix<double>(count, shape.size(), 6);
    }
    return batch;
}

TowerSpec smallTower(TowerKind kind, Activation activation, int layers)
{
    TowerSpec spec;
    spec.kind = kind;
    spec.hiddenWidth = 7;
    spec.hiddenLayers = layers;
    spec.activation = activation;
    spec.filters = { 3, 4 };
    spec.tokenWidth = 6;
    spec.embeddingWidth = 5;
    return spec;
}

// Loss: the clip objective between the tower's output and fixed partners.
struct TowerCheck {
    Tower<double> tower;
    ModalityBatch<double> batch;
    Matrix<double> partners;
    Vector<double> parameters;
    ThreadPool pool { 2 };
    TowerTape<double> tape;
    std::unique_ptr<PairObjective<double>> objective = makeObjective<double>("clip");
    PairResult<double> result;

    TowerCheck(const TowerSpec& spec, const InputShape& shape, Index count)
        : tower(spec, shape)
        , batch(batchFor(shape, count))
        , partners(normalMatrix<double>(count, spec.embeddingWidth, 8))
        , parameters(tower.parameters())
    {
        RandomStream stream(3, Purpose::initialWeights);
        tower.initialise(parameters.data(), stream);
        for (const TowerBlock& block : tower.blocks()) // biases too shall matter
            if (!block.decays)
                for (Index i = 0; i < block.rows * block.columns; ++i)
                    parameters[block.offset + i] = 0.3 * stream.normal();
    }
    double loss(Want want)
    {
        PairInput<double> input;
        pointAt(input.a, tower.forward(pool, parameters.data(), batch, tape));
        pointAt(input.b, partners);
        input.logScale = 1.5;
        objective->evaluate(pool, input, {}, want, result);
        return result.loss;
    }
    Vector<double> gradient()
    {
        loss(Want::gradients);
        Vector<double> grad =
            Vector<double>::Constant(parameters.size(), 99.0); // must be overwritten
        tower.backward(pool, parameters.data(), batch, tape, result.gradA, grad.data());
        return grad;
    }
};

} // namespace

class TestModel : public QObject {
    Q_OBJECT

private slots:
    void towerGradients_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("activation");
        QTest::addColumn<int>("input");
        const char* inputs[] = { "features", "text", "image 5x6", "sound 7x4" };
        for (int input = 0; input < 4; ++input)
            for (int kind = 0; kind < 3; ++kind)
                for (int activation = 0; activation < 3; ++activation) {
                    if (kind != int(TowerKind::mlp) && activation > 0) continue;
                    if (kind == int(TowerKind::convolution) && input < 2) continue;
                    QTest::addRow("%s kind %d activation %d", inputs[input], kind, activation)
                        << kind << activation << input;
                }
    }
    void towerGradients()
    {
        QFETCH(int, kind);
        QFETCH(int, activation);
        QFETCH(int, input);
        const InputShape shapes[] = { { ModalityKind::features, 1, 1, 9, 0 },
            { ModalityKind::text, 1, 1, 1, 12 }, { ModalityKind::image, 5, 6, 3, 0 },
            { ModalityKind::sound, 7, 4, 1, 0 } };
        TowerCheck check(smallTower(TowerKind(kind), Activation(activation), 2), shapes[input], 11);
        const Vector<double> gradient = check.gradient();
        const auto size = static_cast<std::size_t>(gradient.size());
        const GradientError error = checkGradient(
            { check.parameters.data(), size }, { gradient.data(), size },
            [&] { return check.loss(Want::loss); }, 1e-5);
        QVERIFY2(error.relative < 1e-6, error.describe().c_str());
        QVERIFY(gradient.norm() > 1e-3);
    }

    void wrongGradientIsCaught()
    {
        TowerCheck check(smallTower(TowerKind::mlp, Activation::tanh, 1),
            { ModalityKind::features, 1, 1, 9, 0 }, 11);
        Vector<double> gradient = check.gradient();
        gradient[4] += 1e-4 * gradient.cwiseAbs().maxCoeff();
        const auto size = static_cast<std::size_t>(gradient.size());
        const GradientError error = checkGradient(
            { check.parameters.data(), size }, { gradient.data(), size },
            [&] { return check.loss(Want::loss); }, 1e-5);
        QVERIFY(error.relative > 1e-5);
        QCOMPARE(error.worst, std::size_t(4));
    }

    void batchGradientIsTheMeanOverSamples()
    {
        // With the loss replaced by a sum over rows, a batch is no more than its samples.
        const InputShape shape { ModalityKind::image, 6, 6, 3, 0 };
        const Tower<double> tower(smallTower(TowerKind::convolution, Activation::relu, 1), shape);
        ThreadPool pool(2);
        Vector<double> parameters(tower.parameters());
        RandomStream stream(3, Purpose::initialWeights);
        tower.initialise(parameters.data(), stream);
        const ModalityBatch<double> all = batchFor(shape, 20);
        TowerTape<double> tape;
        tower.forward(pool, parameters.data(), all, tape);
        Matrix<double> ones = Matrix<double>::Ones(20, 5);
        Vector<double> together(tower.parameters());
        tower.backward(pool, parameters.data(), all, tape, ones, together.data());
        Vector<double> sum = Vector<double>::Zero(tower.parameters());
        for (Index i = 0; i < 20; ++i) {
            ModalityBatch<double> one;
            one.dense = all.dense.row(i);
            tower.forward(pool, parameters.data(), one, tape);
            Matrix<double> g = Matrix<double>::Ones(1, 5);
            Vector<double> part(tower.parameters());
            tower.backward(pool, parameters.data(), one, tape, g, part.data());
            sum += part;
        }
        QVERIFY((sum - together).norm() < 1e-10 * sum.norm());
    }

    void convolutionMatchesItsDefinition_data()
    {
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("width");
        QTest::newRow("even") << 8 << 6;
        QTest::newRow("odd") << 7 << 5;
        QTest::newRow("one pixel") << 1 << 1;
        QTest::newRow("narrow") << 9 << 2;
    }
    void convolutionMatchesItsDefinition()
    {
        QFETCH(int, height);
        QFETCH(int, width);
        constexpr int channels = 2;
        constexpr int filters = 3;
        const auto layer = makeConvolution<double>(height, width, channels, filters);
        const Matrix<double> weights = normalMatrix<double>(9 * channels + 1, filters, 1);
        const Matrix<double> x = normalMatrix<double>(3, height * width * channels, 2);
        const int outWidth = (width + 1) / 2;
        Matrix<double> y(3, layer->outputSize());
        LayerScratch<double> scratch;
        ThreadPool pool(2);
        layer->forward(pool, weights.data(), view(x), view(y), scratch);
        for (int i = 0; i < 3; ++i)
            for (int oy = 0; oy < (height + 1) / 2; ++oy)
                for (int ox = 0; ox < outWidth; ++ox)
                    for (int f = 0; f < filters; ++f) {
                        double sum = weights(9 * channels, f);
                        for (int ky = 0; ky < 3; ++ky)
                            for (int kx = 0; kx < 3; ++kx)
                                for (int c = 0; c < channels; ++c) {
                                    const int iy = 2 * oy - 1 + ky;
                                    const int ix = 2 * ox - 1 + kx;
                                    if (iy < 0 || ix < 0 || iy >= height || ix >= width) continue;
                                    sum += weights((ky * 3 + kx) * channels + c, f)
                                        * x(i, (iy * width + ix) * channels + c);
                                }
                        const double expected = std::max(0.0, sum);
                        QVERIFY(
                            std::abs(y(i, (oy * outWidth + ox) * filters + f) - expected) < 1e-12);
                    }
    }

    void towersAreTheSameOnAnyNumberOfThreads()
    {
        for (const ModalityKind kind :
            { ModalityKind::image, ModalityKind::text, ModalityKind::features }) {
            const InputShape shape = kind == ModalityKind::image ? InputShape { kind, 16, 16, 3, 0 }
                : kind == ModalityKind::text                     ? InputShape { kind, 1, 1, 1, 200 }
                                             : InputShape { kind, 1, 1, 300, 0 };
            TowerSpec spec;
            spec.kind = kind == ModalityKind::image ? TowerKind::convolution : TowerKind::mlp;
            const Tower<float> tower(spec, shape);
            Vector<float> parameters(tower.parameters());
            RandomStream stream(3, Purpose::initialWeights);
            tower.initialise(parameters.data(), stream);
            const ModalityBatch<double> source = batchFor(shape, 150);
            const ModalityBatch<float> batch { source.dense.cast<float>(), source.tokens, {} };
            Vector<float> gradients[2];
            for (const int threads : { 1, 3 }) {
                ThreadPool pool(threads);
                TowerTape<float> tape;
                Matrix<float> g = tower.forward(pool, parameters.data(), batch, tape);
                Vector<float>& gradient = gradients[threads / 2];
                gradient.resize(tower.parameters());
                tower.backward(pool, parameters.data(), batch, tape, g, gradient.data());
            }
            QVERIFY(gradients[0] == gradients[1]);
        }
    }

    void bagOfNothingIsZero()
    {
        TokenBag tokens;
        tokens.endSample();
        tokens.ids = { 1, 1, 0 };
        tokens.endSample();
        const Matrix<double> table = normalMatrix<double>(2, 40, 4);
        Matrix<double> bag(2, 40);
        ThreadPool pool(1);
        bagForward<double>(pool, tokens, view(table), view(bag));
        QVERIFY(bag.row(0).isZero());
        QVERIFY((bag.row(1) - (2 * table.row(1) + table.row(0)) / 3).norm() < 1e-6);
    }
};

QTEST_APPLESS_MAIN(TestModel)
#include "tst_model.moc"
