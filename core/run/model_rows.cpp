// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows of the towers.
#include "run/parameter_rows.h"

#include "base/translation_marks.h"

namespace contrastlab {

namespace {

using Text = std::string;
using Integer = std::int64_t;

} // namespace

std::vector<Parameter> modelRows()
{
    const std::vector<Choice> dense { { "linear", QT_TRANSLATE_NOOP("Parameter", "linear") },
        { "mlp", QT_TRANSLATE_NOOP("Parameter", "multi-layer perceptron") } };
    const std::vector<Choice> spatial {
        { "convolution", QT_TRANSLATE_NOOP("Parameter", "convolutional network") },
        { "mlp", QT_TRANSLATE_NOOP("Parameter", "multi-layer perceptron") },
        { "linear", QT_TRANSLATE_NOOP("Parameter", "linear") }
    };
    return {
        { .key = "image_tower",
            .label = QT_TRANSLATE_NOOP("Parameter", "Image tower"),
            .section = Section::model,
            .applies = Applies::restart,
            .standard = Text("convolution"),
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "The network that turns a picture into an embedding."),
            .choices = spatial },
        { .key = "text_tower",
            .label = QT_TRANSLATE_NOOP("Parameter", "Text tower"),
            .section = Section::model,
            .applies = Applies::restart,
            .standard = Text("linear"),
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "What follows the mean of word and letter-gram embeddings."),
            .choices = dense },
        { .key = "sound_tower",
            .label = QT_TRANSLATE_NOOP("Parameter", "Sound tower"),
            .section = Section::model,
            .applies = Applies::restart,
            .standard = Text("convolution"),
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "The network that turns a log-mel spectrogram into an embedding."),
            .choices = spatial },
        { .key = "feature_tower",
            .label = QT_TRANSLATE_NOOP("Parameter", "Feature tower"),
            .section = Section::model,
            .applies = Applies::restart,
            .standard = Text("mlp"),
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "The network over vectors that came from elsewhere."),
            .choices = dense },
        { .key = "embedding_width",
            .label = QT_TRANSLATE_NOOP("Parameter", "Embedding width d"),
            .section = Section::model,
            .applies = Applies::restart,
            .standard = Integer(64),
            .minimum = 1,
            .maximum = 4096,
            .scale = Scale::powersOfTwo,
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "Numbers in an embedding, the same for every tower.") },
        { .key = "hidden_width",
            .label = QT_TRANSLATE_NOOP("Parameter", "Hidden width"),
            .section = Section::model,
            .applies = Applies::restart,
            .standard = Integer(64),
            .minimum = 1,
            .maximum = 8192,
            .scale = Scale::powersOfTwo,
            .help =
                QT_TRANSLATE_NOOP("Parameter", "Units of each hidden layer of a perceptron tower."),
            .advanced = true },
        { .key = "hidden_layers",
            .label = QT_TRANSLATE_NOOP("Parameter", "Hidden layers"),
            .section = Section::model,
            .applies = Applies::restart,
            .standard = Integer(1),
            .minimum = 1,
            .maximum = 8,
            .help = QT_TRANSLATE_NOOP("Parameter", "Hidden layers of a perceptron tower."),
            .advanced = true },
        { .key = "activation",
            .label = QT_TRANSLATE_NOOP("Parameter", "Activation"),
            .section = Section::model,
            .applies = Applies::restart,
            .standard = Text("relu"),
            .help = QT_TRANSLATE_NOOP("Parameter", "Of the hidden layers."),
            .choices = { { "relu", "ReLU" }, { "gelu", "GELU" }, { "tanh", "tanh" } },
            .advanced = true },
        { .key = "token_width",
            .label = QT_TRANSLATE_NOOP("Parameter", "Token embedding width"),
            .section = Section::model,
            .applies = Applies::restart,
            .standard = Integer(128),
            .minimum = 1,
            .maximum = 2048,
            .scale = Scale::powersOfTwo,
            .help = QT_TRANSLATE_NOOP("Parameter", "Width of the word and letter-gram embeddings."),
            .advanced = true },
        { .key = "word_vectors",
            .label = QT_TRANSLATE_NOOP("Parameter", "Word vectors"),
            .section = Section::model,
            .applies = Applies::restart,
            .standard = Text("glove"),
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Begin the word embeddings from the embedded GloVe vectors or from a file "
                "(word2vec or GloVe); "
                "none: from random numbers."),
            .advanced = true },
        { .key = "freeze_word_vectors",
            .label = QT_TRANSLATE_NOOP("Parameter", "Freeze word vectors"),
            .section = Section::model,
            .applies = Applies::live,
            .standard = false,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Keep the word embeddings as they are; the rest of the text tower learns."),
            .advanced = true },
        { .key = "freeze_a",
            .label = QT_TRANSLATE_NOOP("Parameter", "Freeze the first tower"),
            .section = Section::model,
            .standard = false,
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "Its parameters stay as they are, as in LiT's locked image tower.") },
        { .key = "freeze_b",
            .label = QT_TRANSLATE_NOOP("Parameter", "Freeze the second tower"),
            .section = Section::model,
            .standard = false,
            .help = QT_TRANSLATE_NOOP("Parameter", "Its parameters stay as they are.") },
        { .key = "freeze_c",
            .label = QT_TRANSLATE_NOOP("Parameter", "Freeze the third tower"),
            .section = Section::model,
            .standard = false,
            .help = QT_TRANSLATE_NOOP("Parameter", "Its parameters stay as they are."),
            .advanced = true },
        { .key = "unlock_step",
            .label = QT_TRANSLATE_NOOP("Parameter", "Unlock frozen towers after"),
            .section = Section::model,
            .standard = Integer(0),
            .minimum = 0,
            .maximum = 1e9,
            .unit = QT_TRANSLATE_NOOP("Parameter", "steps"),
            .help = QT_TRANSLATE_NOOP("Parameter",
                "From then on the frozen towers learn as the others do; 0: they stay frozen.") },
        { .key = "head_steps",
            .label = QT_TRANSLATE_NOOP("Parameter", "Warm-up of the heads alone"),
            .section = Section::model,
            .standard = Integer(0),
            .minimum = 0,
            .maximum = 1e9,
            .unit = QT_TRANSLATE_NOOP("Parameter", "steps"),
            .help = QT_TRANSLATE_NOOP("Parameter",
                "So long only the last layer of each tower learns, so that its random beginning "
                "does not spoil what lies below it; 0: all learn at once."),
            .advanced = true },
    };
}

} // namespace contrastlab
