// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One sentence or two a code: first what is seen, then what it means.
#include "run/finding_text.h"

#include "plot/axis_ticks.h"
#include "run/table_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace contrastlab {

namespace {

using Code = Finding::Code;

struct Sentences {
    Q_DECLARE_TR_FUNCTIONS(Findings)
};

QString n(double number)
{
    return shortNumber(number, QLocale());
}

QString aboutTraining(const Finding& finding, const RunSpec& spec)
{
    const auto& x = finding.numbers;
    switch (finding.code) {
    case Code::tooEarly:
        return Sentences::tr("%1 of %2 steps seen since the last change: too early to tell.")
            .arg(n(x[0]), n(x[1]));
    case Code::healthy:
        return std::isfinite(x[1])
            ? Sentences::tr("Training goes well: the loss is %1; a model that guesses has %2.")
                  .arg(n(x[0]), landmarkText(spec, x[1]))
            : Sentences::tr("Training goes well: the loss is %1, and held-out pairs are found.")
                  .arg(n(x[0]));
    case Code::falling:
        return Sentences::tr("The loss, %1, is still near that of a guess, %2, but it falls.")
            .arg(n(x[0]), landmarkText(spec, x[1]));
    case Code::notFoundYet:
        return std::isfinite(x[1])
            ? Sentences::tr("The loss, %1, is below that of a guess, %2, but held-out pairs are "
                            "found no better than by a guess yet.")
                  .arg(n(x[0]), landmarkText(spec, x[1]))
            : Sentences::tr("The loss is %1, but held-out pairs are found no better than by a "
                            "guess yet.")
                  .arg(n(x[0]));
    case Code::stuck:
        return Sentences::tr("The loss, %1, stays near that of a guess, %2, and none of the usual "
                             "causes is seen. Do the pairs belong together?")
            .arg(n(x[0]), landmarkText(spec, x[1]));
    case Code::diverged:
        return finding.change
            ? Sentences::tr("The loss stopped being a number at step %1. What most likely did it: "
                            "%2.")
                  .arg(n(x[0]), suspectText(*finding.change))
            : Sentences::tr("The loss stopped being a number at step %1.").arg(n(x[0]));
    case Code::spoiltByChange:
        return Sentences::tr("Held-out pairs are found no better than by a guess any more, and the "
                             "weights are spoilt. What most likely did it: %1.")
            .arg(finding.change ? suspectText(*finding.change) : QString());
    case Code::learningRateTooLow:
        return Sentences::tr("The loss, %1, stays near that of a guess, %2. The learning rate %3 "
                             "is too low: a step moves the weights by %4 of their length, where "
                             "0.001 to 0.01 is usual.")
            .arg(n(x[2]), landmarkText(spec, x[3]), n(x[0]), n(x[1]));
    case Code::learningRateTooHigh:
        return Sentences::tr("The loss, %1, jumps or does not leave that of a guess, %2. The "
                             "learning rate %3 is too high: a step moves the weights by %4 of "
                             "their length, where 0.001 to 0.01 is usual.")
            .arg(n(x[2]), landmarkText(spec, x[3]), n(x[0]), n(x[1]));
    case Code::lineSearchFails:
        return Sentences::tr("The line search finds no step that lowers the loss (%1 of the last "
                             "%2 steps): this batch is at its minimum, or at a kink that no line "
                             "leads down from. Draw batches more often (hold each for fewer "
                             "steps), or choose an optimiser without a line search.")
            .arg(n(x[0]), n(x[1]));
    case Code::memorising:
        return Sentences::tr("The training loss falls to %1, but held-out pairs are found no "
                             "better than by a guess (median rank %2 of %3): the model learns its "
                             "pairs by heart. Do the pairs belong together?")
            .arg(n(x[0]), n(x[1]), n(x[2]));
    case Code::overfitting:
        return Sentences::tr("Overfitting: recall@1 was %2 at step %3 and is %1 now. Stop earlier, "
                             "or train on more pairs.")
            .arg(n(x[0]), n(x[1]), n(x[2]));
    case Code::overconfident:
        return Sentences::tr("The held-out loss has risen from %2 at step %3 to %1, but recall "
                             "holds: the model is too sure of itself. No reason to stop.")
            .arg(n(x[0]), n(x[1]), n(x[2]));
    default:
        return {};
    }
}

QString aboutTask(const Finding& finding)
{
    const auto& x = finding.numbers;
    switch (finding.code) {
    case Code::reconstructs:
        return std::isfinite(x[1])
            ? Sentences::tr("Reconstruction goes well: the loss is %1; telling the mean of all "
                            "items has %2.")
                  .arg(n(x[0]), n(x[1]))
            : Sentences::tr("Reconstruction goes on: the loss is %1.").arg(n(x[0]));
    case Code::tellsTheMean:
        return Sentences::tr("The decoders tell no more than the mean of all items: the loss, %1, "
                             "stays near %2.")
            .arg(n(x[0]), n(x[1]));
    case Code::heldOutRises:
        return Sentences::tr("The loss of held-out items has risen from %2 at step %3 to %1: the "
                             "decoders learn the training items by heart. Stop earlier, or train "
                             "on more items.")
            .arg(n(x[0]), n(x[1]), n(x[2]));
    case Code::fools:
        return x[0] < 0.9 * x[1]
            ? Sentences::tr("The discriminator tells the modalities apart: its loss is %1; where "
                            "it cannot, %2.")
                  .arg(n(x[0]), n(x[1]))
            : Sentences::tr("The discriminator can hardly tell the modalities apart: its loss is "
                            "%1, a guess has %2. That finds no partners.")
                  .arg(n(x[0]), n(x[1]));
    default:
        return {};
    }
}

QString aboutTemperature(const Finding& finding)
{
    const auto& x = finding.numbers;
    switch (finding.code) {
    case Code::temperatureTooHigh:
        return Sentences::tr("The temperature %1 is too high: with it no embeddings reach a loss "
                             "below %2, and a model that guesses has %3.")
            .arg(n(x[0]), n(x[1]), n(x[2]));
    case Code::temperatureTooLow:
        return Sentences::tr("The temperature %1 is too low: of all negatives only about %2 push, "
                             "the nearest ones.")
            .arg(n(x[0]), n(x[1]));
    case Code::temperatureAtLowerEnd:
        return Sentences::tr("The learned temperature lies at its lower end, %1. Usual where the "
                             "training pairs are told apart with ease; a sign of overfitting if "
                             "the held-out loss rises.")
            .arg(n(x[0]));
    case Code::temperatureAtUpperEnd:
        return Sentences::tr("The learned temperature lies at its upper end, %1. Usual where many "
                             "pairs do not belong together.")
            .arg(n(x[0]));
    default:
        return {};
    }
}

QString aboutObjective(const Finding& finding)
{
    const auto& x = finding.numbers;
    switch (finding.code) {
    case Code::batchOfOne:
        return Sentences::tr("A batch of one pair has no negatives: nothing is learned.");
    case Code::towersFrozen:
        return Sentences::tr("All towers are frozen: nothing is learned.");
    case Code::duplicateCaptions:
        return Sentences::tr("Items repeat each other, captions for one: no embeddings bring the "
                             "mean loss below E[ln m] = %1, m copies to a batch. It is %2 now; a "
                             "model that guesses has %3.")
            .arg(n(x[0]), n(x[1]), n(x[2]));
    case Code::alignmentOnly:
        return Sentences::tr("Alignment alone is at its best when all embeddings are equal: "
                             "without uniformity they collapse.");
    case Code::noVarianceTerm:
        return Sentences::tr("Without its variance term VICReg is at its best when all embeddings "
                             "are equal: they collapse.");
    case Code::noMargin:
        return Sentences::tr("With a margin of 0 equal embeddings have a loss of 0: nothing keeps "
                             "them apart.");
    case Code::hardMining:
        return Sentences::tr("The loss, %1, stays at %2, that of equal embeddings: the hardest "
                             "negatives alone pull everything to one point.")
            .arg(n(x[0]), n(x[1]));
    case Code::biasTooHigh:
        return Sentences::tr("SigLIP's bias is fixed at %1: above −ln(N − 1) = %2 the negatives "
                             "drown the positives, and a modality gap stays.")
            .arg(n(x[0]), n(x[1]));
    case Code::logOfRatio:
        return Sentences::tr("The listing takes the logarithm of a ratio of raw similarities: "
                             "where a similarity is negative, it is not a number.");
    default:
        return {};
    }
}

QString aboutCollapse(const Finding& finding)
{
    const auto& x = finding.numbers;
    if (finding.code == Code::completeCollapse) {
        const QString where = x[0] == 1 ? Sentences::tr("of the first modality")
            : x[0] == 2                 ? Sentences::tr("of the second modality")
                                        : Sentences::tr("within each modality");
        return Sentences::tr("Complete collapse: all embeddings %1 are nearly equal (their spread "
                             "is %2, where the whole sphere has 1).",
            "where, spread")
            .arg(where, n(std::round(1000 * x[1]) / 1000));
    }
    if (finding.code == Code::dimensionalCollapse)
        return Sentences::tr("The embeddings fill few of their dimensions: effective rank %1 of "
                             "%2 (dimensional collapse).")
            .arg(n(x[0]), n(x[1]));
    return {};
}

} // namespace

QString landmarkText(const RunSpec& spec, double chance)
{
    const QString value = n(chance);
    switch (landmarkOf(spec)) {
    case LossLandmark::logBatch:
        return QStringLiteral("ln N = %1").arg(value);
    case LossLandmark::logCandidates:
        return QStringLiteral("ln(2N − 1) = %1").arg(value);
    case LossLandmark::logNegatives:
        return QStringLiteral("ln(N − 1) = %1").arg(value);
    case LossLandmark::logQueue:
        return QStringLiteral("ln(1 + K) = %1").arg(value);
    case LossLandmark::width:
        return QStringLiteral("d = %1").arg(value);
    case LossLandmark::logTwo:
        return QStringLiteral("ln 2 = %1").arg(value);
    case LossLandmark::margin:
        return Sentences::tr("the margin %1").arg(value);
    case LossLandmark::chance:
        return value;
    }
    return value;
}

QString findingText(const Finding& finding, const RunSpec& spec)
{
    for (const QString& text : { aboutTraining(finding, spec), aboutTemperature(finding),
             aboutObjective(finding), aboutCollapse(finding), aboutTask(finding) })
        if (!text.isEmpty()) return text;
    return {};
}

QString remedyText(const Finding& finding)
{
    if (!finding.remedy) return {};
    const Remedy& remedy = *finding.remedy;
    const Parameter& parameter = *findParameter(remedy.key);
    const QString label = labelText(parameter), value = valueText(parameter, remedy.value);
    if (remedy.backTo == 0) return restartText(remedy);
    if (remedy.backTo > 0)
        return Sentences::tr("Go back to step %1, with %2 %3", "step, parameter, value")
            .arg(QString::number(remedy.backTo), label, value);
    return Sentences::tr("Set %1 to %2", "parameter, value").arg(label, value);
}

QString restartText(const Remedy& remedy)
{
    const Parameter& parameter = *findParameter(remedy.key);
    return Sentences::tr("Restart with %1 %2", "parameter, value")
        .arg(labelText(parameter), valueText(parameter, remedy.value));
}

QString suspectText(const Suspect& suspect)
{
    const Parameter* parameter = findParameter(suspect.key);
    if (!parameter) return QString::fromStdString(suspect.key);
    const auto value = [&](const std::string& text) {
        const auto parsed = parseValue(*parameter, text);
        return parsed ? valueText(*parameter, *parsed) : QString::fromStdString(text);
    };
    return Sentences::tr("%1 went from %2 to %3 at step %4", "parameter, values, step")
        .arg(labelText(*parameter), value(suspect.before), value(suspect.after),
            QString::number(suspect.step));
}

} // namespace contrastlab
