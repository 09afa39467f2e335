// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows of the data: which, what of them, and how the synthetic world is made.
#include "run/parameter_rows.h"

#include "base/translation_marks.h"

namespace contrastlab {

namespace {

using Text = std::string;
using Integer = std::int64_t;

Parameter encoderSettingsRow(std::string_view key, std::string_view label, std::string_view help)
{
    return { .key = key,
        .label = label,
        .section = Section::data,
        .applies = Applies::restart,
        .standard = Text(""),
        .help = help,
        .advanced = true };
}

} // namespace

std::vector<Parameter> dataRows()
{
    return {
        { .key = "dataset",
            .label = QT_TRANSLATE_NOOP("Parameter", "Data set"),
            .section = Section::data,
            .applies = Applies::restart,
            .standard = Text("emoji"),
            .help = QT_TRANSLATE_NOOP("Parameter",
                "A built-in data set by name (emoji, people, icons, synthetic), or the path of a "
                "file or "
                "folder.") },
        { .key = "modalities",
            .label = QT_TRANSLATE_NOOP("Parameter", "Modalities"),
            .section = Section::data,
            .applies = Applies::restart,
            .standard = Text(""),
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Which two or three modalities are trained, by name with commas, the hub first; "
                "empty: "
                "the two that most items have, the first two of equals.") },
        { .key = "pairs",
            .label = QT_TRANSLATE_NOOP("Parameter", "Trained pairs"),
            .section = Section::data,
            .applies = Applies::restart,
            .standard = Text("all"),
            .help = QT_TRANSLATE_NOOP("Parameter",
                "With three modalities: train every pair, or only those with the first, the hub. "
                "The third "
                "pair then emerges without ever being seen together."),
            .choices = { { "all", QT_TRANSLATE_NOOP("Parameter", "every pair") },
                { "hub", QT_TRANSLATE_NOOP("Parameter", "with the hub only") } } },
        { .key = "caption_language",
            .label = QT_TRANSLATE_NOOP("Parameter", "Caption language"),
            .section = Section::data,
            .applies = Applies::restart,
            .standard = Text("en"),
            .help = QT_TRANSLATE_NOOP("Parameter",
                "The language of the names and tags that the text tower learns. A text each: "
                "English and Chinese are two modalities."),
            .choices = { { "en", QT_TRANSLATE_NOOP("Parameter", "English") },
                { "zh", QT_TRANSLATE_NOOP("Parameter", "Chinese") },
                { "both", QT_TRANSLATE_NOOP("Parameter", "both") },
                { "each", QT_TRANSLATE_NOOP("Parameter", "a text each") } },
            .relevance = { "dataset", { "emoji", "people" } } },
        { .key = "emoji_kinds",
            .label = QT_TRANSLATE_NOOP("Parameter", "Kinds of emoji"),
            .section = Section::data,
            .applies = Applies::restart,
            .standard = Text("things"),
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Which emoji are the data: 853 things (animals, food, places, objects), 168 faces, "
                "342 people, 231 symbols and flags, or all 1,594. Only the names of things are "
                "spoken."),
            .choices = { { "things", QT_TRANSLATE_NOOP("Parameter", "things") },
                { "faces", QT_TRANSLATE_NOOP("Parameter", "faces") },
                { "people", QT_TRANSLATE_NOOP("Parameter", "people") },
                { "symbols", QT_TRANSLATE_NOOP("Parameter", "symbols and flags") },
                { "all", QT_TRANSLATE_NOOP("Parameter", "all") } },
            .relevance = { "dataset", { "emoji" } } },
        { .key = "held_out",
            .label = QT_TRANSLATE_NOOP("Parameter", "Held-out items"),
            .section = Section::data,
            .applies = Applies::restart,
            .standard = Integer(0),
            .minimum = 0,
            .maximum = unlimited,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Items that never train and on which every judgement is made; 0: a tenth, of 150 "
                "to "
                "2,000, and at most a fifth. A split that comes with the data goes before this.") },
        { .key = "training_items",
            .label = QT_TRANSLATE_NOOP("Parameter", "Training items at most"),
            .section = Section::data,
            .applies = Applies::restart,
            .standard = Integer(0),
            .minimum = 0,
            .maximum = unlimited,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Train on so many items, drawn by the seed, and judge on the same held-out ones as "
                "ever: what more data would bring; 0: all."),
            .advanced = true },
        { .key = "image_encoder",
            .label = QT_TRANSLATE_NOOP("Parameter", "Image encoder"),
            .section = Section::data,
            .applies = Applies::restart,
            .standard = Text("scratch"),
            .help = QT_TRANSLATE_NOOP("Parameter",
                "scratch: the image tower learns from pixels. built-in: features of a network that "
                "was trained on photos, in place of the pixels; for the emoji they come with the "
                "program. Or the path of an ONNX file: its features of every picture, computed "
                "once and kept, go through the feature tower in place of the pixels.") },
        { .key = "text_encoder",
            .label = QT_TRANSLATE_NOOP("Parameter", "Text encoder"),
            .section = Section::data,
            .applies = Applies::restart,
            .standard = Text("scratch"),
            .help = QT_TRANSLATE_NOOP("Parameter",
                "scratch: the text tower learns from words. built-in: features of a small network "
                "that was trained on sentences, in their place; for the English names of the emoji "
                "they come with the program. Or the path of an ONNX file with its tokenizer beside "
                "it: its features of every caption, computed once and kept, go "
                "through the feature tower in place of the words.") },
        { .key = "sound_encoder",
            .label = QT_TRANSLATE_NOOP("Parameter", "Sound encoder"),
            .section = Section::data,
            .applies = Applies::restart,
            .standard = Text("scratch"),
            .help = QT_TRANSLATE_NOOP("Parameter",
                "scratch: the sound tower learns from spectrograms. built-in: features of a "
                "network that was trained on speech, in their place; for the spoken names of the "
                "emoji they come with the program. Or the path of an ONNX file: its features of "
                "every sound, computed once and kept, go through the feature tower in place of the "
                "spectrograms.") },
        encoderSettingsRow("image_encoder_settings",
            QT_TRANSLATE_NOOP("Parameter", "Image encoder: settings"),
            QT_TRANSLATE_NOOP("Parameter",
                "What is done otherwise than the files beside the encoder say, as KEY=VALUE with "
                "semicolons between them: layout, fit, size, filter, cut, scale, mean, deviation, "
                "output, pooling, unit; empty: as they say.")),
        encoderSettingsRow("text_encoder_settings",
            QT_TRANSLATE_NOOP("Parameter", "Text encoder: settings"),
            QT_TRANSLATE_NOOP("Parameter",
                "What is done otherwise than the files beside the encoder say, as KEY=VALUE with "
                "semicolons between them: tokens, tokenizer, output, pooling, unit; empty: as "
                "they say.")),
        encoderSettingsRow("sound_encoder_settings",
            QT_TRANSLATE_NOOP("Parameter", "Sound encoder: settings"),
            QT_TRANSLATE_NOOP("Parameter",
                "What is done otherwise than the files beside the encoder say, as KEY=VALUE with "
                "semicolons between them: rate, seconds, least, fill, level, gain, bands, low, "
                "high, window, hop, frames, offset, divisor, output, pooling, unit; empty: as "
                "they say.")),
        { .key = "standardise",
            .label = QT_TRANSLATE_NOOP("Parameter", "Standardise inputs"),
            .section = Section::data,
            .applies = Applies::restart,
            .standard = true,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Give every input channel zero mean and unit deviation over the training items."),
            .advanced = true },
        { .key = "world.items",
            .label = QT_TRANSLATE_NOOP("Parameter", "World: items"),
            .section = Section::data,
            .applies = Applies::restart,
            .standard = Integer(2304),
            .minimum = 32,
            .maximum = 1e6,
            .scale = Scale::logarithmic,
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "Items of the synthetic world, a ninth of them held out."),
            .relevance = { "dataset", { "synthetic" } } },
        { .key = "world.classes",
            .label = QT_TRANSLATE_NOOP("Parameter", "World: classes"),
            .section = Section::data,
            .applies = Applies::restart,
            .standard = Integer(16),
            .minimum = 1,
            .maximum = 1000,
            .scale = Scale::logarithmic,
            .help = QT_TRANSLATE_NOOP("Parameter", "Latent classes of the synthetic world."),
            .relevance = { "dataset", { "synthetic" } } },
        { .key = "world.spread",
            .label = QT_TRANSLATE_NOOP("Parameter", "World: spread within a class"),
            .section = Section::data,
            .applies = Applies::restart,
            .standard = 1.0,
            .minimum = 0,
            .maximum = 10,
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "Standard deviation of the latent around its class centre."),
            .relevance = { "dataset", { "synthetic" } } },
        { .key = "world.width",
            .label = QT_TRANSLATE_NOOP("Parameter", "World: width of the views"),
            .section = Section::data,
            .applies = Applies::restart,
            .standard = Integer(0),
            .minimum = 0,
            .maximum = 4096,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Numbers in each view of a latent; 0: 32, 24 and 20 for the three views."),
            .relevance = { "dataset", { "synthetic" } },
            .advanced = true },
        { .key = "world.noise",
            .label = QT_TRANSLATE_NOOP("Parameter", "World: noise"),
            .section = Section::data,
            .applies = Applies::restart,
            .standard = 0.3,
            .minimum = 0,
            .maximum = 10,
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "Standard deviation of the noise that each modality adds of its own."),
            .relevance = { "dataset", { "synthetic" } } },
        { .key = "world.nuisance",
            .label = QT_TRANSLATE_NOOP("Parameter", "World: what one view shows alone"),
            .section = Section::data,
            .applies = Applies::restart,
            .standard = 0.0,
            .minimum = 0,
            .maximum = 100,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Strength of a second latent that each modality has of its own: structure that "
                "tells nothing of the partner."),
            .relevance = { "dataset", { "synthetic" } } },
        { .key = "world.mismatched",
            .label = QT_TRANSLATE_NOOP("Parameter", "World: mismatched pairs"),
            .section = Section::data,
            .applies = Applies::restart,
            .standard = 0.0,
            .minimum = 0,
            .maximum = 1,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Share of the training pairs whose second half belongs to another item."),
            .relevance = { "dataset", { "synthetic" } } },
        { .key = "world.modalities",
            .label = QT_TRANSLATE_NOOP("Parameter", "World: modalities"),
            .section = Section::data,
            .applies = Applies::restart,
            .standard = Integer(2),
            .minimum = 2,
            .maximum = 3,
            .help = QT_TRANSLATE_NOOP("Parameter", "Two or three views of each latent."),
            .relevance = { "dataset", { "synthetic" } } },
    };
}

} // namespace contrastlab
