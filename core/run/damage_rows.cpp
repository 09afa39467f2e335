// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows of what breaks training batches on purpose. All begin with nothing broken.
#include "run/parameter_rows.h"

#include "base/translation_marks.h"

namespace contrastlab {

std::vector<Parameter> damageRows()
{
    return {
        { .key = "break.swapped",
            .label = QT_TRANSLATE_NOOP("Parameter", "Swapped pairs"),
            .section = Section::damage,
            .standard = 0.0,
            .minimum = 0,
            .maximum = 1,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Share of the training items that stand beside a wrong partner, the same one at "
                "each step. Held-out items stay as they are.") },
        { .key = "break.word_noise",
            .label = QT_TRANSLATE_NOOP("Parameter", "Wrong words"),
            .section = Section::damage,
            .standard = 0.0,
            .minimum = 0,
            .maximum = 1,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Share of the words in training texts that any other word stands in place of, the "
                "same one at each step.") },
        { .key = "break.imbalance",
            .label = QT_TRANSLATE_NOOP("Parameter", "Rare classes"),
            .section = Section::damage,
            .standard = 1.0,
            .minimum = 1,
            .maximum = 100,
            .scale = Scale::logarithmic,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Items of every second class are drawn so many times more rarely; others come in "
                "their place. 1: all alike.") },
        { .key = "break.missing",
            .label = QT_TRANSLATE_NOOP("Parameter", "Missing partners"),
            .section = Section::damage,
            .standard = 0.0,
            .minimum = 0,
            .maximum = 0.9,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Share of the training items of which the first modality alone is there. They "
                "train nothing, and are no negatives.") },
        { .key = "break.augmentation",
            .label = QT_TRANSLATE_NOOP("Parameter", "One augmentation only"),
            .section = Section::damage,
            .standard = std::string("all"),
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Only this one of the augmentations above stays, as strong as it is set there."),
            .choices = { { "all", QT_TRANSLATE_NOOP("Parameter", "all as they are set") },
                { "shift", QT_TRANSLATE_NOOP("Parameter", "shift") },
                { "flip", QT_TRANSLATE_NOOP("Parameter", "flip") },
                { "colour", QT_TRANSLATE_NOOP("Parameter", "colour") },
                { "styles", QT_TRANSLATE_NOOP("Parameter", "drawing styles or voices") },
                { "text", QT_TRANSLATE_NOOP("Parameter", "words left out") },
                { "none", QT_TRANSLATE_NOOP("Parameter", "none") } } },
        { .key = "break.no_negatives",
            .label = QT_TRANSLATE_NOOP("Parameter", "No negatives"),
            .section = Section::damage,
            .standard = false,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Pairs pull together and nothing is pushed apart: the loss is the squared distance "
                "within a pair, and everything collapses."),
            .relevance = { "task", { "contrast" } } },
    };
}

} // namespace contrastlab
