// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is said of a stage, with the numbers of one pair. What an objective has of the stages, facts
// of its entry and the numbers themselves tell.
#include "views/anatomy_scene.h"

#include "run/spec_settings.h"
#include "run/table_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <functional>

namespace contrastlab {

namespace {

struct Anatomy {
    Q_DECLARE_TR_FUNCTIONS(Anatomy)
};

constexpr Index termsShown = 3; // of a vector
constexpr double sameNumber = 1e-3; // relative, of two ways to the same

QString shortText(double value)
{
    return QLocale().toString(value, 'g', 4).replace(u'-', u'−');
}

QString anatomyCount(Index count)
{
    return QLocale().toString(qlonglong(count));
}

const ObjectiveInfo& objectiveOf(const StepAnatomy& anatomy)
{
    return trainedObjectiveOf(anatomy.spec).info();
}

QString itemAt(const AnatomyScene& scene, int place)
{
    return Anatomy::tr("“%1”").arg(scene.items.value(place));
}

/// "(0.31, −0.12, 0.05, …)"
QString vectorText(const Matrix<float>& rows, int row)
{
    QStringList terms;
    for (Index i = 0; i < std::min(termsShown, rows.cols()); ++i)
        terms << anatomyNumber(double(rows(row, i)), 2);
    if (rows.cols() > termsShown) terms << QStringLiteral("…");
    return u'(' + terms.join(QStringLiteral(", ")) + u')';
}

QStringList encodeLines(const AnatomyScene& scene)
{
    const StepAnatomy& anatomy = *scene.anatomy;
    QStringList lines;
    const auto add = [&](AnatomySide side, const TowerAnatomy& tower, const QString& name) {
        if (scene.shows(side))
            lines << Anatomy::tr(
                "%1 %2 → z = %3, length |z| = %4", "modality, item, vector, number")
                         .arg(name, itemAt(scene, scene.row), vectorText(tower.raw, scene.row),
                             anatomyNumber(tower.lengths[std::size_t(scene.row)], 2));
    };
    add(AnatomySide::a, anatomy.a, scene.nameA);
    add(AnatomySide::b, anatomy.b, scene.nameB);
    return lines;
}

QStringList normaliseLines(const AnatomyScene& scene)
{
    const StepAnatomy& anatomy = *scene.anatomy;
    QStringList lines;
    const auto add = [&](AnatomySide side, const TowerAnatomy& tower, const QString& symbol) {
        if (scene.shows(side))
            lines << QStringLiteral("%1 = z / |z| = %2 / %3 = %4")
                         .arg(symbol, vectorText(tower.raw, scene.row),
                             anatomyNumber(tower.lengths[std::size_t(scene.row)], 2),
                             vectorText(tower.unit, scene.row));
    };
    add(AnatomySide::a, anatomy.a, QStringLiteral("u"));
    add(AnatomySide::b, anatomy.b, QStringLiteral("v"));
    if (anatomy.judged && !anatomy.ofDirections)
        lines << Anatomy::tr("The loss of this run goes by the outputs before this stage: their "
                             "lengths count, too.");
    return lines;
}

QStringList similarityLines(const AnatomyScene& scene)
{
    const StepAnatomy& anatomy = *scene.anatomy;
    const Matrix<float>&u = anatomy.a.unit, &v = anatomy.b.unit;
    QStringList terms;
    for (Index i = 0; i < std::min(termsShown, u.cols()); ++i) {
        QString factor = anatomyNumber(double(v(scene.column, i)), 2);
        if (v(scene.column, i) < 0) factor = u'(' + factor + u')';
        terms << QStringLiteral("%1 × %2").arg(anatomyNumber(double(u(scene.row, i)), 2), factor);
    }
    if (u.cols() > termsShown) terms << QStringLiteral("…");
    return { QStringLiteral("s = u · v = %1 = %2")
                 .arg(terms.join(QStringLiteral(" + ")),
                     anatomyNumber(double(anatomy.cosines(scene.row, scene.column)))),
        Anatomy::tr("%1 %2 with %3 %4")
            .arg(scene.nameA, itemAt(scene, scene.row), scene.nameB, itemAt(scene, scene.column)) };
}

double logitOf(const AnatomyScene& scene, int row, int column)
{
    const StepAnatomy& anatomy = *scene.anatomy;
    return double(anatomy.cosines(row, column)) / anatomy.temperature;
}

QStringList temperatureLines(const AnatomyScene& scene)
{
    const StepAnatomy& anatomy = *scene.anatomy;
    const ObjectiveInfo& info = objectiveOf(anatomy);
    if (!info.usesScale)
        return { Anatomy::tr("The loss of this run has no temperature: nothing happens here.") };
    const double logit = logitOf(scene, scene.row, scene.column);
    QStringList lines { QStringLiteral("s / τ = %1 / %2 = %3")
                            .arg(anatomyNumber(double(anatomy.cosines(scene.row, scene.column))),
                                shortText(anatomy.temperature), anatomyNumber(logit, 2)) };
    if (info.usesBias)
        lines << QStringLiteral("s / τ + b = %1 + (%2) = %3")
                     .arg(anatomyNumber(logit, 2), anatomyNumber(anatomy.bias, 2),
                         anatomyNumber(logit + anatomy.bias, 2));
    lines << Anatomy::tr("A lead of 0.1 in cosine becomes a factor of %1 in the next stage.")
                 .arg(shortText(std::exp(0.1 / anatomy.temperature)));
    return lines;
}

bool hasNestedWidths(const StepAnatomy& anatomy)
{
    return anatomy.spec.integer("matryoshka") > 1;
}

QString formulaOfRun(const StepAnatomy& anatomy)
{
    const QString formula = qString(objectiveOf(anatomy).formula);
    return hasNestedWidths(anatomy) ? Anatomy::tr("mean over the nested widths of: %1").arg(formula)
                                    : formula;
}

QStringList softmaxLines(const AnatomyScene& scene)
{
    const StepAnatomy& anatomy = *scene.anatomy;
    QStringList lines;
    const auto add = [&](AnatomySide side, const TowerAnatomy& tower, int own, int other,
                         const QString& from, const QString& to) {
        if (!scene.shows(side) || tower.losses.empty()) return;
        lines << Anatomy::tr("p = e^%1 / e^%2 = %3 for %4 %5 → %6 %7")
                     .arg(anatomyNumber(logitOf(scene, scene.row, scene.column), 2),
                         anatomyNumber(tower.logSums[std::size_t(own)], 2),
                         anatomyNumber(tower.shares(own, other)), from, itemAt(scene, own), to,
                         itemAt(scene, other));
    };
    add(AnatomySide::a, anatomy.a, scene.row, scene.column, scene.nameA, scene.nameB);
    add(AnatomySide::b, anatomy.b, scene.column, scene.row, scene.nameB, scene.nameA);
    if (!lines.isEmpty())
        return lines << Anatomy::tr("e^%1 is the sum over all candidates in the batch.")
                            .arg(anatomyNumber(
                                (scene.shows(AnatomySide::a) && !anatomy.a.losses.empty()
                                        ? anatomy.a.logSums[std::size_t(scene.row)]
                                        : anatomy.b.logSums[std::size_t(scene.column)]),
                                2));
    lines << formulaOfRun(anatomy);
    if (hasNestedWidths(anatomy))
        return lines << Anatomy::tr("The loss of this run is a mean over several widths of the "
                                    "embeddings: there is one softmax for each width.");
    lines << (anatomy.slopes.size() > 0
            ? Anatomy::tr("The loss of this run has no softmax over the batch. Shown instead: how "
                          "strongly it acts on each pair.")
            : Anatomy::tr("The loss of this run compares columns of numbers, not pairs: there is "
                          "no softmax."));
    return lines;
}

QStringList lossLines(const AnatomyScene& scene)
{
    const StepAnatomy& anatomy = *scene.anatomy;
    QStringList lines;
    const auto add = [&](AnatomySide side, const TowerAnatomy& tower, const QString& arrow,
                         double mean) {
        if (!scene.shows(side) || tower.losses.empty()) return;
        lines << Anatomy::tr("%1 −ln p = −ln %2 = %3 for %4; mean of all %5: %6",
            "arrow, share, loss, item, count, mean")
                     .arg(arrow, shortText(tower.shares(scene.row, scene.row)),
                         anatomyNumber(tower.losses[std::size_t(scene.row)], 2),
                         itemAt(scene, scene.row), anatomyCount(anatomy.rows), anatomyNumber(mean));
    };
    add(AnatomySide::a, anatomy.a, QStringLiteral("→"), anatomy.lossAToB);
    add(AnatomySide::b, anatomy.b, QStringLiteral("←"), anatomy.lossBToA);
    const bool halves = std::abs((anatomy.lossAToB + anatomy.lossBToA) / 2 - anatomy.loss) < 1e-6
        && !lines.isEmpty();
    if (lines.isEmpty()) lines << formulaOfRun(anatomy);
    QString total = halves && !objectiveOf(anatomy).oneDirection
        ? QStringLiteral("L = (%1 + %2) / 2 = %3")
              .arg(anatomyNumber(anatomy.lossAToB), anatomyNumber(anatomy.lossBToA),
                  anatomyNumber(anatomy.loss))
        : QStringLiteral("L = %1").arg(anatomyNumber(anatomy.loss));
    if (std::isfinite(anatomy.metrics.chance))
        total += Anatomy::tr("; of a guess: %1").arg(anatomyNumber(anatomy.metrics.chance));
    return lines << total;
}

// Where the slope is that of the cross entropies shown before.
QString slopeInShares(const AnatomyScene& scene)
{
    const StepAnatomy& anatomy = *scene.anatomy;
    if (anatomy.a.losses.empty()) return {};
    const double forth = anatomy.a.shares(scene.row, scene.column);
    const bool both = !anatomy.b.losses.empty() && !objectiveOf(anatomy).oneDirection;
    const double back = both ? anatomy.b.shares(scene.column, scene.row) : forth;
    const double own = scene.row == scene.column ? 1 : 0;
    const double told = ((forth + back) / 2 - own) / anatomy.temperature;
    const double slope = anatomy.slopes(scene.row, scene.column);
    if (!(std::abs(told - slope) <= sameNumber * std::max(1.0, std::abs(slope)))) return {};
    const QString mean = both
        ? QStringLiteral("(%1 + %2) / 2").arg(shortText(forth), shortText(back))
        : shortText(forth);
    return QStringLiteral("(%1%2) / %3 = ")
        .arg(mean, own > 0 ? QStringLiteral(" − 1") : QString(), shortText(anatomy.temperature));
}

QString overTowers(const AnatomyScene& scene,
    const std::function<QString(const TowerAnatomy&, const QString&)>& text)
{
    QStringList towers;
    if (scene.shows(AnatomySide::a)) towers << text(scene.anatomy->a, scene.nameA);
    if (scene.shows(AnatomySide::b)) towers << text(scene.anatomy->b, scene.nameB);
    return towers.join(QStringLiteral("; "));
}

QString weightsText(const AnatomyScene& scene)
{
    return overTowers(scene, [](const TowerAnatomy& tower, const QString& name) {
        return Anatomy::tr("%1 tower: weights of length %2 move by %3")
            .arg(name, shortText(tower.weightNorm), shortText(tower.updateNorm));
    });
}

QString gradientsText(const AnatomyScene& scene)
{
    return overTowers(scene, [](const TowerAnatomy& tower, const QString& name) {
        return Anatomy::tr("%1 tower: gradient by its weights, of length %2")
            .arg(name, shortText(tower.gradientNorm));
    });
}

QStringList gradientLines(const AnatomyScene& scene)
{
    const StepAnatomy& anatomy = *scene.anatomy;
    if (hasNestedWidths(anatomy))
        return { formulaOfRun(anatomy),
            Anatomy::tr("Each width acts on its own cosines. Shown: where each output is moved.") };
    if (anatomy.slopes.size() == 0)
        return { formulaOfRun(anatomy),
            Anatomy::tr("The loss acts on no pair by itself. Shown: where each output is moved.") };
    const double slope = anatomy.slopes(scene.row, scene.column);
    const QString what = slope < 0 ? Anatomy::tr("below 0: drawn together")
        : slope > 0                ? Anatomy::tr("above 0: driven apart")
                                   : Anatomy::tr("0: left alone");
    return { QStringLiteral("%1 · ∂L/∂s = %2%3")
                 .arg(anatomyCount(anatomy.rows), slopeInShares(scene), anatomyNumber(slope, 2)),
        Anatomy::tr("%1 %2 and %3 %4 – %5")
            .arg(scene.nameA, itemAt(scene, scene.row), scene.nameB, itemAt(scene, scene.column),
                what),
        gradientsText(scene) };
}

QString optimizerText(const StepAnatomy& anatomy)
{
    const OptimizerInfo& info = *findOptimizer(anatomy.spec.text("optimizer"));
    QStringList parts { optimizerName(info) };
    if (info.usesLearningRate)
        parts << QStringLiteral("η = %1").arg(shortText(anatomy.metrics.learningRate));
    if (anatomy.clip < 1)
        parts << Anatomy::tr("gradient shortened to %1 of its length").arg(shortText(anatomy.clip));
    if (anatomy.evaluations > 1)
        parts << Anatomy::tr("looked at the loss %1 times").arg(anatomy.evaluations);
    if (anatomy.metrics.lineSearchFailed)
        parts << Anatomy::tr("found no step that lowers the loss");
    return parts.join(QStringLiteral(", "));
}

QString comparisonText(const AnatomyScene& scene)
{
    const StepAnatomy& anatomy = *scene.anatomy;
    const double foretold = anatomy.metrics.loss;
    if (!scene.recorded)
        return Anatomy::tr("Foretold for the record of step %1: loss %2")
            .arg(anatomyCount(anatomy.step), anatomyNumber(foretold, 5));
    const double recorded = scene.recorded->loss;
    const QString numbers = Anatomy::tr("Step %1: foretold loss %2, recorded %3")
                                .arg(anatomyCount(anatomy.step), anatomyNumber(foretold, 5),
                                    anatomyNumber(recorded, 5));
    return numbers
        + (foretold == recorded ? Anatomy::tr(" – the same to the last digit")
                                : Anatomy::tr(" – a value was changed in between"));
}

QStringList updateLines(const AnatomyScene& scene)
{
    const StepAnatomy& anatomy = *scene.anatomy;
    if (!anatomy.healthy)
        return { Anatomy::tr("This step ends the run: a loss, gradient or weight is no number any "
                             "more.") };
    QStringList lines { QStringLiteral("s: %1 → %2")
                            .arg(anatomyNumber(double(anatomy.cosines(scene.row, scene.column))),
                                anatomyNumber(
                                    double(anatomy.cosinesAfter(scene.row, scene.column)))) };
    if (anatomy.judged)
        lines.front() += Anatomy::tr("   loss of this batch: %1 → %2")
                             .arg(anatomyNumber(anatomy.loss), anatomyNumber(anatomy.lossAfter));
    lines << comparisonText(scene);
    lines << Anatomy::tr("Mean cosine of partners: %1 → %2, of all others: %3 → %4")
                 .arg(anatomyNumber(anatomy.before.partners), anatomyNumber(anatomy.after.partners),
                     anatomyNumber(anatomy.before.others), anatomyNumber(anatomy.after.others));
    return lines << optimizerText(anatomy) + QStringLiteral("; ") + weightsText(scene);
}

} // namespace

QString anatomyNumber(double value, int digits)
{
    if (!std::isfinite(value)) return shortText(value);
    const double unit = std::pow(10.0, -digits);
    const double seen = std::abs(value) < unit / 2 ? 0 : value; // no minus before zeros
    return QLocale().toString(seen, 'f', digits).replace(u'-', u'−');
}

QString anatomyStageName(AnatomyStage stage)
{
    switch (stage) {
    case AnatomyStage::sample:
        return Anatomy::tr("Sample");
    case AnatomyStage::encode:
        return Anatomy::tr("Encode");
    case AnatomyStage::normalise:
        return Anatomy::tr("Normalise");
    case AnatomyStage::similarity:
        return Anatomy::tr("Similarity");
    case AnatomyStage::temperature:
        return Anatomy::tr("Temperature");
    case AnatomyStage::softmax:
        return Anatomy::tr("Softmax");
    case AnatomyStage::loss:
        return Anatomy::tr("Loss");
    case AnatomyStage::gradient:
        return Anatomy::tr("Gradient");
    case AnatomyStage::update:
        return Anatomy::tr("Update");
    }
    return {};
}

QString anatomySentence(const AnatomyScene& scene)
{
    switch (scene.stage) {
    case AnatomyStage::sample:
        return Anatomy::tr("Pairs are drawn at random: this is what the towers get.");
    case AnatomyStage::encode:
        return Anatomy::tr("Each tower turns its half of a pair into %1 numbers.")
            .arg(scene.anatomy->a.raw.cols());
    case AnatomyStage::normalise:
        return Anatomy::tr("Numbers are divided by their length: what is left is a direction.");
    case AnatomyStage::similarity:
        return Anatomy::tr("Every %1 is compared with every %2: the cosine of their directions.")
            .arg(scene.nameA, scene.nameB);
    case AnatomyStage::temperature:
        return Anatomy::tr("Cosines are divided by the temperature, which widens small leads.");
    case AnatomyStage::softmax:
        if (!scene.anatomy->a.losses.empty() || !scene.anatomy->b.losses.empty())
            return Anatomy::tr("Each shares out 1 over all candidates: the higher, the surer.");
        return Anatomy::tr("This loss has no softmax: it weighs in a way of its own.");
    case AnatomyStage::loss:
        if (!scene.anatomy->a.losses.empty() || !scene.anatomy->b.losses.empty())
            return Anatomy::tr("The smaller the share of the right partner, the larger the loss.");
        return Anatomy::tr("One number says how wrong the batch is: the loss.");
    case AnatomyStage::gradient:
        return Anatomy::tr("What would lower the loss: blue pairs together, orange ones apart.");
    case AnatomyStage::update:
        return Anatomy::tr("The weights moved: blue pairs came closer, orange ones apart.");
    }
    return {};
}

QStringList anatomyFormula(const AnatomyScene& scene)
{
    const StepAnatomy& anatomy = *scene.anatomy;
    switch (scene.stage) {
    case AnatomyStage::sample:
        return { Anatomy::tr("%1 of %2 training items, each once an epoch")
                     .arg(anatomyCount(anatomy.batch), anatomyCount(scene.trainingItems)),
            anatomy.rows == anatomy.batch
                ? Anatomy::tr("Row i of one tower and row i of the other belong together.")
                : Anatomy::tr("%1 of them have both halves.").arg(anatomyCount(anatomy.rows)) };
    case AnatomyStage::encode:
        return encodeLines(scene);
    case AnatomyStage::normalise:
        return normaliseLines(scene);
    case AnatomyStage::similarity:
        return similarityLines(scene);
    case AnatomyStage::temperature:
        return temperatureLines(scene);
    case AnatomyStage::softmax:
    case AnatomyStage::loss:
    case AnatomyStage::gradient:
        if (!anatomy.trained)
            return { Anatomy::tr("No loss sees this pair of modalities: what happens to it comes "
                                 "from the others.") };
        if (!anatomy.judged)
            return { Anatomy::tr("Too few items of this batch have both halves: the loss leaves "
                                 "them out.") };
        return scene.stage == AnatomyStage::softmax ? softmaxLines(scene)
            : scene.stage == AnatomyStage::loss     ? lossLines(scene)
                                                    : gradientLines(scene);
    case AnatomyStage::update:
        return updateLines(scene);
    }
    return {};
}

QString anatomyHeader(const AnatomyScene& scene)
{
    if (!scene.anatomy) return {};
    const StepAnatomy& anatomy = *scene.anatomy;
    return scene.shown < anatomy.rows
        ? Anatomy::tr("Step %1: %2 of %3 pairs shown, numbers are of all")
              .arg(
                  anatomyCount(anatomy.step), anatomyCount(scene.shown), anatomyCount(anatomy.rows))
        : Anatomy::tr("Step %1: all %2 pairs shown")
              .arg(anatomyCount(anatomy.step), anatomyCount(scene.shown));
}

} // namespace contrastlab
