// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A step taken apart, at one of its stages, as figure and words show it. Plain values; the texts
// belong to the window thread.
#pragma once

#include "analysis/step_anatomy.h"

#include <QImage>
#include <QStringList>

#include <memory>
#include <optional>

namespace contrastlab {

enum class AnatomyStage {
    sample,
    encode,
    normalise,
    similarity,
    temperature,
    softmax,
    loss,
    gradient,
    update
};
inline constexpr int anatomyStages = 9;

/// Whose way is shown: that of both halves, or of one.
enum class AnatomySide { both, a, b };

/// An input as its tower takes it in this step.
struct AnatomyInput {
    QImage picture; ///< of an image, or the spectrogram of a sound
    QString words; ///< of a text those that were left, of a sound its name
    std::vector<float> numbers; ///< of features
};

struct AnatomyScene {
    std::shared_ptr<const StepAnatomy> anatomy; ///< null: nothing to show
    AnatomyStage stage = AnatomyStage::sample;
    AnatomySide side = AnatomySide::both;
    int shown = 0; ///< of the anatomy's items, the first that have room
    int row = 0, column = 0; ///< the pair whose numbers stand in the formula, among those shown
    QString nameA, nameB; ///< of the modalities
    QStringList items; ///< names of those shown
    Index trainingItems = 0;
    std::vector<AnatomyInput> inputsA, inputsB;
    std::optional<StepMetrics> recorded; ///< of the same step, once the run has done it

    [[nodiscard]] bool shows(AnatomySide one) const
    {
        return side == AnatomySide::both || side == one;
    }
};

/// The inputs of one tower's shown items, with pictures as they were before standardising.
std::vector<AnatomyInput> anatomyInputs(
    const RunSetup& setup, const TowerAnatomy& tower, const QStringList& names);

/// "Sample", "Encode" ...
QString anatomyStageName(AnatomyStage stage);
/// What the stage does, in a line.
QString anatomySentence(const AnatomyScene& scene);
/// The stage's formula with the example's numbers, and what else there is to say of it.
QStringList anatomyFormula(const AnatomyScene& scene);
/// "Step 121: 8 of 64 pairs shown, numbers are of all".
QString anatomyHeader(const AnatomyScene& scene);
/// A cosine or the like, with a minus sign.
QString anatomyNumber(double value, int digits = 3);

} // namespace contrastlab
