// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The objectives that look at whole rows or at dimensions (labels, mining, queue, correlation, the
// article's): exact gradients, plain formulas, closed forms, invariances, stability.
#include "objective/article.h"
#include "objective/families.h"
#include "objective/objective.h"
#include "support/gradient_check.h"

#include <Eigen/QR>
#include <QtTest>

#include <cstring>
#include <numeric>

using namespace contrastlab;

namespace {

constexpr double baseTemperature = 0.07;

// A batch with all that any objective may ask for.
template <class S> struct Batch {
    Matrix<S> a, b, keysA, keysB, queueA, queueB;
    std::vector<int> labels;
    double logScale = std::log(1 / baseTemperature);

    PairInput<S> input() const
    {
        PairInput<S> in;
        in.logScale = logScale;
        in.labels = labels;
        setView(in.a, a);
        setView(in.b, b);
        setView(in.keysA, keysA);
        setView(in.keysB, keysB);
        setView(in.queueA, queueA);
        setView(in.queueB, queueB);
        return in;
    }
    template <class T> Batch<T> as() const
    {
        return { a.template cast<T>(), b.template cast<T>(), keysA.template cast<T>(),
            keysB.template cast<T>(), queueA.template cast<T>(), queueB.template cast<T>(), labels,
            logScale };
    }
};

Batch<double> randomBatch(Index n, Index d, std::uint64_t seed, double likeness = 0.5)
{
    Batch<double> batch;
    batch.a = normalMatrix<double>(n, d, seed);
    batch.b = likeness * batch.a + normalMatrix<double>(n, d, seed + 1);
    batch.keysA = batch.a + 0.1 * normalMatrix<double>(n, d, seed + 2);
    batch.keysB = batch.b + 0.1 * normalMatrix<double>(n, d, seed + 3);
    batch.queueA = normalMatrix<double>(2 * n, d, seed + 4).rowwise().normalized();
    batch.queueB = normalMatrix<double>(2 * n, d, seed + 5).rowwise().normalized();
    for (Index i = 0; i < n; ++i)
        batch.labels.push_back(i % 5 == 4 ? -1 : static_cast<int>(i % 3));
    return batch;
}

// Raw similarities above zero, so that the listing's logarithms exist.
void makePositive(Batch<double>& batch)
{
    batch.a = batch.a.cwiseAbs();
    batch.b = batch.b.cwiseAbs();
}

template <class S>
PairResult<S> evaluateOn(const std::string& name, const Batch<S>& batch,
    const ObjectiveSettings& settings = {}, int threads = 1)
{
    ThreadPool pool(threads);
    PairResult<S> result;
    makeObjective<S>(name)->evaluate(pool, batch.input(), settings, Want::gradients, result);
    return result;
}

struct Variant {
    const char* label;
    std::string name;
    ObjectiveSettings settings;
};

const std::vector<Variant>& variants()
{
    static const std::vector<Variant> all {
        { "supcon", "supcon", {} },
        { "clip-multi-positive", "clip-multi-positive", {} },
        { "triplet all", "triplet", {} },
        { "triplet hard", "triplet", { .mining = Mining::hard } },
        { "triplet semi-hard", "triplet", { .mining = Mining::semiHard } },
        { "triplet all soft", "triplet", { .softMargin = true } },
        { "triplet hard soft", "triplet", { .mining = Mining::hard, .softMargin = true } },
        { "moco", "moco", {} },
        { "barlow-twins", "barlow-twins", {} },
        { "vicreg", "vicreg", {} },
        { "article", "article", {} },
        { "article-naive", "article-naive", {} },
    };
    return all;
}

void addVariantRows(const std::function<bool(const Variant&)>& wanted = {})
{
    QTest::addColumn<int>("variant");
    for (std::size_t i = 0; i < variants().size(); ++i)
        if (!wanted || wanted(variants()[i]))
            QTest::newRow(variants()[i].label) << static_cast<int>(i);
}

const Variant& fetchVariant()
{
    return variants()[static_cast<std::size_t>(
        *static_cast<int*>(QTest::qData("variant", QMetaType::fromType<int>().id())))];
}

Batch<double> batchFor(
    const Variant& variant, Index n, Index d, std::uint64_t seed, double likeness = 0.5)
{
    Batch<double> batch = randomBatch(n, d, seed, likeness);
    if (variant.name == "article-naive") makePositive(batch);
    return batch;
}

bool sameBits(const Matrix<float>& a, const Matrix<float>& b)
{
    return a.rows() == b.rows() && a.cols() == b.cols()
        && std::memcmp(a.data(), b.data(), sizeof(float) * static_cast<std::size_t>(a.size())) == 0;
}

Matrix<double> cosines(const Matrix<double>& a, const Matrix<double>& b)
{
    return a.rowwise().normalized() * b.rowwise().normalized().transpose();
}

// ---- The plain formulas, term by term
// -------------------------------------------------------------------------------

bool sameClass(const Batch<double>& batch, Index i, Index j)
{
    const int x = batch.labels[static_cast<std::size_t>(i)];
    return i == j || (x >= 0 && x == batch.labels[static_cast<std::size_t>(j)]);
}

double plainSupCon(const Batch<double>& batch)
{
    const Index n = batch.a.rows();
    Matrix<double> z(2 * n, batch.a.cols());
    z << batch.a, batch.b;
    const double s = std::exp(batch.logScale);
    const Matrix<double> x = s * cosines(z, z);
    double total = 0;
    for (Index i = 0; i < 2 * n; ++i) {
        double sum = 0, attraction = 0, positives = 0;
        for (Index k = 0; k < 2 * n; ++k) {
            if (k == i) continue;
            sum += std::exp(x(i, k));
            if (!sameClass(batch, i % n, k % n)) continue;
            attraction += x(i, k);
            positives += 1;
        }
        total += std::log(sum) - attraction / positives;
    }
    return total / static_cast<double>(2 * n) / s / baseTemperature;
}

double plainMultiPositive(const Batch<double>& batch)
{
    const Index n = batch.a.rows();
    const Matrix<double> x = std::exp(batch.logScale) * cosines(batch.a, batch.b);
    double total = 0;
    for (Index i = 0; i < n; ++i) {
        double attraction = 0, positives = 0;
        for (Index k = 0; k < n; ++k) {
            if (!sameClass(batch, i, k)) continue;
            attraction += x(i, k) + x(k, i);
            positives += 1;
        }
        total += std::log(x.row(i).array().exp().sum()) + std::log(x.col(i).array().exp().sum())
            - attraction / positives;
    }
    return total / static_cast<double>(2 * n);
}

double plainTripletDirection(const Matrix<double>& s, const ObjectiveSettings& settings)
{
    double total = 0, count = 0;
    for (Index i = 0; i < s.rows(); ++i) {
        Index nearest = -1;
        for (Index j = 0; j < s.cols(); ++j)
            if (j != i && (nearest < 0 || s(i, j) > s(i, nearest))) nearest = j;
        for (Index j = 0; j < s.cols(); ++j) {
            const double gap = s(i, i) - s(i, j);
            if (j == i || (settings.mining == Mining::hard && j != nearest)) continue;
            if (settings.mining == Mining::semiHard && (gap < 0 || gap >= settings.margin))
                continue;
            const double cost = settings.softMargin ? std::log(1 + std::exp(-gap))
                                                    : std::max(0.0, settings.margin - gap);
            total += cost;
            count += cost > 0 ? 1 : 0;
        }
    }
    return count > 0 ? total / count : 0;
}

double plainTriplet(const Batch<double>& batch, const ObjectiveSettings& settings)
{
    const Matrix<double> s = cosines(batch.a, batch.b);
    return 0.5
        * (plainTripletDirection(s, settings) + plainTripletDirection(s.transpose(), settings));
}

double plainMoco(const Batch<double>& batch)
{
    const double s = std::exp(batch.logScale);
    const auto direction = [&](const Matrix<double>& q, const Matrix<double>& k,
                               const Matrix<double>& queue) {
        const Matrix<double> positive = s * cosines(q, k);
        const Matrix<double> negative = s * cosines(q, queue);
        double total = 0;
        for (Index i = 0; i < q.rows(); ++i)
            total -= std::log(std::exp(positive(i, i))
                / (std::exp(positive(i, i)) + negative.row(i).array().exp().sum()));
        return total / static_cast<double>(q.rows());
    };
    return 0.5
        * (direction(batch.a, batch.keysB, batch.queueB)
            + direction(batch.b, batch.keysA, batch.queueA));
}

Matrix<double> standardised(const Matrix<double>& x)
{
    Matrix<double> z = x.rowwise() - x.colwise().mean();
    for (Index j = 0; j < z.cols(); ++j)
        z.col(j) /= std::sqrt(z.col(j).squaredNorm() / static_cast<double>(z.rows()) + 1e-5);
    return z;
}

double plainBarlowTwins(const Batch<double>& batch, const ObjectiveSettings& settings)
{
    const Matrix<double> c = standardised(batch.a).transpose() * standardised(batch.b)
        / static_cast<double>(batch.a.rows());
    double total = 0;
    for (Index i = 0; i < c.rows(); ++i)
        for (Index j = 0; j < c.cols(); ++j)
            total += i == j ? (1 - c(i, i)) * (1 - c(i, i))
                            : settings.redundancyWeight * c(i, j) * c(i, j);
    return total;
}

double plainVicReg(const Batch<double>& batch, const ObjectiveSettings& settings)
{
    const double d = static_cast<double>(batch.a.cols());
    double total = settings.invarianceWeight * (batch.a - batch.b).array().square().mean();
    for (const Matrix<double>* x : { &batch.a, &batch.b }) {
        const Matrix<double> centred = x->rowwise() - x->colwise().mean();
        const Matrix<double> covariance =
            centred.transpose() * centred / static_cast<double>(x->rows() - 1);
        for (Index i = 0; i < covariance.rows(); ++i)
            for (Index j = 0; j < covariance.cols(); ++j)
                total += i == j
                    ? settings.varianceWeight / 2 / d
                        * std::max(0.0, 1 - std::sqrt(covariance(i, i) + 1e-4))
                    : settings.covarianceWeight / d * covariance(i, j) * covariance(i, j);
    }
    return total;
}

double plainArticle(const Batch<double>& batch, bool naive)
{
    const Matrix<double> x = std::exp(batch.logScale) * (batch.a * batch.b.transpose());
    double total = 0;
    for (Index i = 0; i < x.rows(); ++i) {
        const double most = x.row(i).maxCoeff();
        total -= naive ? std::log(x(i, i) / x.row(i).sum())
                       : x(i, i) - most - std::log((x.row(i).array() - most).exp().sum());
    }
    return total / static_cast<double>(x.rows());
}

double plainLoss(const Variant& variant, const Batch<double>& batch)
{
    if (variant.name == "supcon") return plainSupCon(batch);
    if (variant.name == "clip-multi-positive") return plainMultiPositive(batch);
    if (variant.name == "triplet") return plainTriplet(batch, variant.settings);
    if (variant.name == "moco") return plainMoco(batch);
    if (variant.name == "barlow-twins") return plainBarlowTwins(batch, variant.settings);
    if (variant.name == "vicreg") return plainVicReg(batch, variant.settings);
    return plainArticle(batch, variant.name == "article-naive");
}

bool close(double x, double y, double tolerance)
{
    return std::abs(x - y) <= tolerance * std::max(1.0, std::abs(y));
}

} // namespace

class DenseObjectivesTest : public QObject {
    Q_OBJECT
private slots:
    void gradientsMatchDifferences_data() { addVariantRows(); }
    void gradientsMatchDifferences();
    void wrongGradientIsFound();
    void lossMatchesThePlainFormula_data() { addVariantRows(); }
    void lossMatchesThePlainFormula();
    void singleFollowsDouble_data() { addVariantRows(); }
    void singleFollowsDouble();
    void collapseCostsTheChanceLoss_data();
    void collapseCostsTheChanceLoss();
    void collapseOfMocoAndBarlowTwins();
    void supConWithoutClassesIsNtXent();
    void distinctLabelsGiveClip();
    void mocoWithTheNegativesAsQueueIsInfoNce();
    void articleOnUnitRowsIsInfoNce();
    void orderOfRowsDoesNotMatter_data() { addVariantRows(); }
    void orderOfRowsDoesNotMatter();
    void rotationDoesNotMatter_data();
    void rotationDoesNotMatter();
    void swappingModalitiesDoesNotMatter_data();
    void swappingModalitiesDoesNotMatter();
    void lengthDoesNotMatterWhereNormalised_data();
    void lengthDoesNotMatterWhereNormalised();
    void threadsDoNotChangeABit_data() { addVariantRows(); }
    void threadsDoNotChangeABit();
    void goodPairsCostLessThanShuffled_data() { addVariantRows(); }
    void goodPairsCostLessThanShuffled();
    void staysFinite_data();
    void staysFinite();
    void missingLabelsAndKeysAreNamed();
    void articleKeepsItsPrecision();
    void listingTurnsNaNAndTheFormulaDoesNot();
    void lossAloneLeavesGradientsAlone_data() { addVariantRows(); }
    void lossAloneLeavesGradientsAlone();
};

void DenseObjectivesTest::gradientsMatchDifferences()
{
    const Variant& variant = fetchVariant();
    ThreadPool pool;
    // Hinges: a step so small that no difference crosses a kink.
    const double step = variant.name == "triplet" ? 1e-6 : 1e-3;
    for (const Index n : { 2, 11 })
        for (const double temperature : { 0.2, 1.0 }) {
            Batch<double> batch = batchFor(variant, n, 6, 40 + static_cast<std::uint64_t>(n));
            batch.logScale = -std::log(temperature);
            // Some deviations below 1 and some above, for vicreg's hinge.
            if (variant.name == "vicreg") batch.b *= 0.7;
            const auto objective = makeObjective<double>(variant.name);
            const ObjectiveErrors errors = checkObjective(
                pool, *objective, batch.a, batch.b, batch.input(), variant.settings, step);
            const QString where = QString("n %1, temperature %2: a %3; b %4; scale %5")
                                      .arg(n)
                                      .arg(temperature)
                                      .arg(QString::fromStdString(errors.a.describe()))
                                      .arg(QString::fromStdString(errors.b.describe()))
                                      .arg(QString::fromStdString(errors.logScale.describe()));
            QVERIFY2(errors.worst() < 1e-6, qPrintable(where));
        }
}

// The check itself: one sign turned must show.
void DenseObjectivesTest::wrongGradientIsFound()
{
    class Wrong final : public PairObjective<double> {
    public:
        void evaluate(ThreadPool& pool, const PairInput<double>& input,
            const ObjectiveSettings& settings, Want want, PairResult<double>& result) override
        {
            m_right->evaluate(pool, input, settings, want, result);
            if (want == Want::gradients) result.gradB(0, 0) = -result.gradB(0, 0);
        }
        std::unique_ptr<PairObjective<double>> m_right = makeObjective<double>("vicreg");
    };
    ThreadPool pool;
    Wrong wrong;
    const Batch<double> batch = randomBatch(5, 4, 1);
    const ObjectiveErrors errors = checkObjective(pool, wrong, batch.a, batch.b, batch.input());
    QVERIFY(errors.b.relative > 1e-3 && errors.a.relative < 1e-6);
}

void DenseObjectivesTest::lossMatchesThePlainFormula()
{
    const Variant& variant = fetchVariant();
    for (const Index n : { 2, 5, 300 }) { // 300 rows: several stripes
        const Batch<double> batch = batchFor(variant, n, 7, 3);
        const PairResult<double> result = evaluateOn(variant.name, batch, variant.settings);
        const double plain = plainLoss(variant, batch);
        QVERIFY2(close(result.loss, plain, 1e-12),
            qPrintable(QString("n %1: %2, plain %3").arg(n).arg(result.loss).arg(plain)));
        if (n > 2) QVERIFY(plain != 0);
    }
}

void DenseObjectivesTest::singleFollowsDouble()
{
    const Variant& variant = fetchVariant();
    const Batch<double> batch = batchFor(variant, 150, 20, 9);
    const PairResult<double> exact = evaluateOn(variant.name, batch, variant.settings);
    const PairResult<float> single =
        evaluateOn<float>(variant.name, batch.as<float>(), variant.settings);
    QVERIFY(close(single.loss, exact.loss, 1e-5));
    QVERIFY((single.gradA.cast<double>() - exact.gradA).norm() < 1e-4 * exact.gradA.norm());
    QVERIFY((single.gradB.cast<double>() - exact.gradB).norm() < 1e-4 * exact.gradB.norm());
    QVERIFY(close(single.gradLogScale, exact.gradLogScale, 1e-4));
}

void DenseObjectivesTest::collapseCostsTheChanceLoss_data()
{
    addVariantRows([](const Variant& v) { return v.name != "moco" && v.name != "barlow-twins"; });
}

void DenseObjectivesTest::collapseCostsTheChanceLoss()
{
    const Variant& variant = fetchVariant();
    for (const Index n : { 2, 64 }) {
        Batch<double> batch = batchFor(variant, n, 8, 21);
        batch.a.rowwise() = Eigen::RowVectorXd::LinSpaced(8, 1, 2);
        batch.b = batch.a;
        const double chance =
            chanceLoss(variant.name, n, std::exp(-batch.logScale), 0, variant.settings);
        QVERIFY2(close(evaluateOn(variant.name, batch, variant.settings).loss, chance, 1e-12),
            qPrintable(QString::number(chance)));
        QVERIFY(close(evaluateOn<float>(variant.name, batch.as<float>(), variant.settings).loss,
            chance, 1e-6));
    }
    if (variant.name == "triplet")
        QCOMPARE(chanceLoss("triplet", 64, 1, 0, variant.settings),
            variant.settings.softMargin ? std::log(2.0) : 0.2);
}

// Values that depend on the queue's length or on the width.
void DenseObjectivesTest::collapseOfMocoAndBarlowTwins()
{
    Batch<double> batch = randomBatch(16, 8, 2);
    const auto same = [](Matrix<double>& rows) {
        rows.rowwise() = Eigen::RowVectorXd::Ones(8) / std::sqrt(8.0);
    };
    for (Matrix<double>* rows :
        { &batch.a, &batch.b, &batch.keysA, &batch.keysB, &batch.queueA, &batch.queueB })
        same(*rows);
    ObjectiveSettings settings;
    QVERIFY(std::isnan(chanceLoss("moco", 16, 1, 0, settings)));
    QVERIFY(std::isnan(chanceLoss("barlow-twins", 16, 1, 0, settings)));
    settings.queueSize = 32;
    settings.width = 8;
    QCOMPARE(chanceLoss("moco", 16, 1, 0, settings), std::log(1.0 + 32));
    QCOMPARE(chanceLoss("barlow-twins", 16, 1, 0, settings), 8.0);
    QVERIFY(close(evaluateOn("moco", batch).loss, std::log(1.0 + 32), 1e-12));
    QVERIFY(close(evaluateOn("barlow-twins", batch).loss, 8, 1e-12));
}

void DenseObjectivesTest::supConWithoutClassesIsNtXent()
{
    Batch<double> batch = randomBatch(40, 8, 5);
    std::iota(batch.labels.begin(), batch.labels.end(), 0);
    const Index n = batch.a.rows();
    Matrix<double> z(2 * n, batch.a.cols());
    z << batch.a, batch.b;
    const Matrix<double> x = cosines(z, z) / baseTemperature;
    double ntXent = 0;
    for (Index i = 0; i < 2 * n; ++i)
        ntXent +=
            std::log(x.row(i).array().exp().sum() - std::exp(x(i, i))) - x(i, (i + n) % (2 * n));
    ntXent /= static_cast<double>(2 * n);
    QVERIFY(close(evaluateOn("supcon", batch).loss, ntXent, 1e-10));
    batch.labels.assign(40, -1); // no label is a class of one as well
    QVERIFY(close(evaluateOn("supcon", batch).loss, ntXent, 1e-10));
}

void DenseObjectivesTest::distinctLabelsGiveClip()
{
    Batch<double> batch = randomBatch(50, 8, 6);
    std::iota(batch.labels.begin(), batch.labels.end(), 0);
    const PairResult<double> clip = evaluateOn("clip", batch);
    const PairResult<double> multi = evaluateOn("clip-multi-positive", batch);
    QVERIFY(close(multi.loss, clip.loss, 1e-12));
    QVERIFY(close(multi.lossAToB, clip.lossAToB, 1e-12));
    QVERIFY(close(multi.lossBToA, clip.lossBToA, 1e-12));
    QVERIFY((multi.gradA - clip.gradA).norm() < 1e-12);
    QVERIFY((multi.gradB - clip.gradB).norm() < 1e-12);
    QVERIFY(close(multi.gradLogScale, clip.gradLogScale, 1e-11));
}

void DenseObjectivesTest::mocoWithTheNegativesAsQueueIsInfoNce()
{
    const Batch<double> batch = randomBatch(12, 6, 7);
    const Matrix<double> unitB = batch.b.rowwise().normalized();
    double total = 0;
    for (Index i = 0; i < 12; ++i) {
        Batch<double> one = batch;
        one.a = batch.a.row(i);
        one.b = one.keysB = batch.b.row(i);
        one.keysA = one.a;
        one.queueB.resize(11, 6);
        one.queueB << unitB.topRows(i), unitB.bottomRows(11 - i);
        total += evaluateOn("moco", one).lossAToB;
    }
    QVERIFY(close(total / 12, evaluateOn("infonce", batch).loss, 1e-12));
}

void DenseObjectivesTest::articleOnUnitRowsIsInfoNce()
{
    Batch<double> batch = randomBatch(30, 6, 8);
    batch.a.rowwise().normalize();
    batch.b.rowwise().normalize();
    QVERIFY(close(evaluateOn("article", batch).loss, evaluateOn("infonce", batch).loss, 1e-12));
}

void DenseObjectivesTest::orderOfRowsDoesNotMatter()
{
    const Variant& variant = fetchVariant();
    const Index n = 140;
    const Batch<double> batch = batchFor(variant, n, 9, 11);
    RandomStream stream(5, Purpose::sampleOrder);
    const std::vector<std::int64_t> order = permutation(n, stream);
    Batch<double> mixed = batch;
    for (Index i = 0; i < n; ++i) {
        const Index from = order[static_cast<std::size_t>(i)];
        mixed.a.row(i) = batch.a.row(from);
        mixed.b.row(i) = batch.b.row(from);
        mixed.keysA.row(i) = batch.keysA.row(from);
        mixed.keysB.row(i) = batch.keysB.row(from);
        mixed.labels[static_cast<std::size_t>(i)] = batch.labels[static_cast<std::size_t>(from)];
    }
    const PairResult<double> one = evaluateOn(variant.name, batch, variant.settings);
    const PairResult<double> two = evaluateOn(variant.name, mixed, variant.settings);
    QVERIFY(close(one.loss, two.loss, 1e-12));
    for (Index i = 0; i < n; ++i)
        QVERIFY((two.gradA.row(i) - one.gradA.row(order[static_cast<std::size_t>(i)])).norm()
            < 1e-12 * (1 + one.gradA.norm()));
}

void DenseObjectivesTest::rotationDoesNotMatter_data()
{
    // The other two look at single dimensions.
    addVariantRows([](const Variant& v) { return v.name != "barlow-twins" && v.name != "vicreg"; });
}

void DenseObjectivesTest::rotationDoesNotMatter()
{
    const Variant& variant = fetchVariant();
    const Batch<double> batch = batchFor(variant, 40, 8, 12);
    const Eigen::MatrixXd turn =
        Eigen::HouseholderQR<Eigen::MatrixXd>(normalMatrix<double>(8, 8, 77)).householderQ();
    Batch<double> turned = batch;
    for (Matrix<double>* rows :
        { &turned.a, &turned.b, &turned.keysA, &turned.keysB, &turned.queueA, &turned.queueB })
        *rows *= turn;
    const PairResult<double> one = evaluateOn(variant.name, batch, variant.settings);
    const PairResult<double> two = evaluateOn(variant.name, turned, variant.settings);
    QVERIFY(close(one.loss, two.loss, 1e-12));
    QVERIFY((one.gradA * turn - two.gradA).norm() < 1e-11 * (1 + one.gradA.norm()));
    QVERIFY((one.gradB * turn - two.gradB).norm() < 1e-11 * (1 + one.gradB.norm()));
}

void DenseObjectivesTest::swappingModalitiesDoesNotMatter_data()
{
    // The article's formula has one direction.
    addVariantRows([](const Variant& v) { return !v.name.starts_with("article"); });
}

void DenseObjectivesTest::swappingModalitiesDoesNotMatter()
{
    const Variant& variant = fetchVariant();
    const Batch<double> batch = batchFor(variant, 40, 8, 13);
    Batch<double> swapped = batch;
    std::swap(swapped.a, swapped.b);
    std::swap(swapped.keysA, swapped.keysB);
    std::swap(swapped.queueA, swapped.queueB);
    const PairResult<double> one = evaluateOn(variant.name, batch, variant.settings);
    const PairResult<double> two = evaluateOn(variant.name, swapped, variant.settings);
    QVERIFY(close(one.loss, two.loss, 1e-12));
    QVERIFY((one.gradA - two.gradB).norm() < 1e-12 * (1 + one.gradA.norm()));
    QVERIFY(close(one.gradLogScale, two.gradLogScale, 1e-11));
}

void DenseObjectivesTest::lengthDoesNotMatterWhereNormalised_data()
{
    addVariantRows([](const Variant& v) {
        return v.name == "supcon" || v.name == "clip-multi-positive" || v.name == "triplet"
            || v.name == "moco";
    });
}

void DenseObjectivesTest::lengthDoesNotMatterWhereNormalised()
{
    const Variant& variant = fetchVariant();
    const Batch<double> batch = batchFor(variant, 20, 8, 14);
    Batch<double> longer = batch;
    for (Index i = 0; i < 20; ++i)
        longer.a.row(i) *= 0.01 + static_cast<double>(i * i);
    longer.keysB *= 50;
    const PairResult<double> one = evaluateOn(variant.name, batch, variant.settings);
    const PairResult<double> two = evaluateOn(variant.name, longer, variant.settings);
    QVERIFY(close(one.loss, two.loss, 1e-12));
    for (Index i = 0; i < 20; ++i) // the derivative is across the row and falls with its length
        QVERIFY(std::abs(two.gradA.row(i).dot(longer.a.row(i))) < 1e-12);
}

void DenseObjectivesTest::threadsDoNotChangeABit()
{
    const Variant& variant = fetchVariant();
    const Batch<float> batch = batchFor(variant, 700, 40, 15).as<float>();
    const PairResult<float> one = evaluateOn(variant.name, batch, variant.settings, 1);
    for (const int threads : { 2, 3 }) {
        const PairResult<float> more = evaluateOn(variant.name, batch, variant.settings, threads);
        QVERIFY(one.loss == more.loss && one.gradLogScale == more.gradLogScale);
        QVERIFY(sameBits(one.gradA, more.gradA));
        QVERIFY(sameBits(one.gradB, more.gradB));
    }
}

void DenseObjectivesTest::goodPairsCostLessThanShuffled()
{
    const Variant& variant = fetchVariant();
    // Classes of one, so that shuffling breaks every pair.
    Batch<double> batch = batchFor(variant, 64, 16, 16, 3);
    std::iota(batch.labels.begin(), batch.labels.end(), 0);
    Batch<double> shuffled = batch;
    for (Index i = 0; i < 64; ++i) {
        shuffled.b.row(i) = batch.b.row((i + 1) % 64);
        shuffled.keysB.row(i) = batch.keysB.row((i + 1) % 64);
    }
    const double good = evaluateOn(variant.name, batch, variant.settings).loss;
    const double bad = evaluateOn(variant.name, shuffled, variant.settings).loss;
    // Semi-hard mining passes over the worst triplets, so only the order is certain.
    QVERIFY2(good < bad, qPrintable(QString("%1, shuffled %2").arg(good).arg(bad)));
}

void DenseObjectivesTest::staysFinite_data()
{
    addVariantRows([](const Variant& v) { return v.name != "article-naive"; });
}

void DenseObjectivesTest::staysFinite()
{
    const Variant& variant = fetchVariant();
    const auto finite = [&](const Batch<float>& batch, const char* what) {
        for (const double temperature : { 0.001, 0.01, 0.07, 1.0, 100.0 }) {
            Batch<float> at = batch;
            at.logScale = -std::log(temperature);
            const PairResult<float> result = evaluateOn(variant.name, at, variant.settings);
            const bool fine = std::isfinite(result.loss) && result.gradA.allFinite()
                && result.gradB.allFinite() && std::isfinite(result.gradLogScale);
            if (!fine) qWarning("%s at temperature %g: loss %g", what, temperature, result.loss);
            if (!fine) return false;
        }
        return true;
    };
    for (const Index n : { 1, 2, 17 }) {
        const Batch<float> batch = batchFor(variant, n, 5, 17).as<float>();
        QVERIFY(finite(batch, "random rows"));
        Batch<float> odd = batch;
        odd.a.row(0).setZero();
        QVERIFY(finite(odd, "a zero row"));
        odd.a.setZero();
        odd.b.setZero();
        odd.keysA.setZero();
        odd.keysB.setZero();
        odd.queueA.setZero();
        QVERIFY(finite(odd, "nothing but zeros"));
        odd = batch;
        odd.a.rowwise() = batch.a.row(0).eval();
        odd.b = odd.a;
        QVERIFY(finite(odd, "equal rows"));
        odd.b = -odd.a;
        QVERIFY(finite(odd, "opposite rows"));
        odd = batch;
        odd.labels.assign(static_cast<std::size_t>(n), 3);
        QVERIFY(finite(odd, "one class"));
        std::iota(odd.labels.begin(), odd.labels.end(), 0);
        QVERIFY(finite(odd, "classes of one"));
        odd = batch;
        odd.a *= 1e6f;
        odd.b *= 1e-6f;
        QVERIFY(finite(odd, "long and short rows"));
        odd = batch;
        odd.queueA.resize(0, 5);
        odd.queueB.resize(0, 0);
        QVERIFY(finite(odd, "an empty queue"));
    }
}

void DenseObjectivesTest::missingLabelsAndKeysAreNamed()
{
    const auto problemOf = [](const std::string& name, const Batch<float>& batch) -> std::string {
        try {
            evaluateOn(name, batch);
        } catch (const SpecError& error) {
            return error.what();
        }
        return "";
    };
    Batch<float> batch = randomBatch(6, 4, 1).as<float>();
    batch.labels.pop_back();
    for (const char* name : { "supcon", "clip-multi-positive" }) {
        const std::string problem = problemOf(name, batch);
        QVERIFY(problem.find(name) != std::string::npos);
        QVERIFY(problem.find("label") != std::string::npos);
    }
    batch.keysB.resize(0, 0);
    QVERIFY(problemOf("moco", batch).find("keys") != std::string::npos);
}

// Raw products of long rows at a low temperature: logits of 1e6 and more, whose rounding in single
// precision would be whole nats.
void DenseObjectivesTest::articleKeepsItsPrecision()
{
    Batch<float> batch = randomBatch(40, 64, 51, 0).as<float>();
    batch.a *= 30;
    batch.b.bottomRows(20) = batch.a.bottomRows(20);
    batch.b.row(3) = batch.b.row(2);
    batch.logScale = std::log(1000.0);
    const PairResult<float> single = evaluateOn<float>("article", batch);
    const PairResult<double> exact = evaluateOn("article", batch.as<double>());
    QVERIFY(close(single.loss, exact.loss, 1e-9));
    QVERIFY((single.gradA.cast<double>() - exact.gradA).norm() < 1e-6 * exact.gradA.norm());
    QVERIFY((single.gradB.cast<double>() - exact.gradB).norm() < 1e-6 * exact.gradB.norm());
    QVERIFY(close(single.gradLogScale, exact.gradLogScale, 1e-9));
}

// Raw similarities of random rows are below zero half of the time: the logarithm of their ratio
// does not exist.
void DenseObjectivesTest::listingTurnsNaNAndTheFormulaDoesNot()
{
    Batch<double> batch = randomBatch(16, 100, 18, 0);
    batch.logScale = std::log(10.0);
    const Vector<double> ratios = articleRatios(batch.input().a, batch.input().b);
    QVERIFY(ratios.minCoeff() < 0);
    QVERIFY(std::isnan(evaluateOn("article-naive", batch).loss));
    QVERIFY(std::isfinite(evaluateOn("article", batch).loss));
    // Where all are above zero it exists, and the temperature has no part in it.
    makePositive(batch);
    const double loss = evaluateOn("article-naive", batch).loss;
    QVERIFY(
        close(loss, -articleRatios(batch.input().a, batch.input().b).array().log().mean(), 1e-12));
    batch.logScale = 0;
    QCOMPARE(evaluateOn("article-naive", batch).loss, loss);
}

void DenseObjectivesTest::lossAloneLeavesGradientsAlone()
{
    const Variant& variant = fetchVariant();
    const Batch<double> batch = batchFor(variant, 9, 5, 19);
    ThreadPool pool;
    PairResult<double> result;
    result.gradA.setConstant(1, 1, 42);
    const auto objective = makeObjective<double>(variant.name);
    objective->evaluate(pool, batch.input(), variant.settings, Want::loss, result);
    QVERIFY(result.gradA.size() == 1 && result.gradA(0, 0) == 42);
    QVERIFY(result.loss == evaluateOn(variant.name, batch, variant.settings).loss);
}

QTEST_APPLESS_MAIN(DenseObjectivesTest)
#include "tst_dense_objectives.moc"
