// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rows. Labels and help are marked for translation; the window looks them up in context
// "Parameter".
#include "run/parameters.h"

#include "objective/objective.h"
#include "optimizer/optimizer.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>

// The marker that the translation tools look for.
#define QT_TRANSLATE_NOOP(context, text) text

namespace contrastlab {

namespace {

using Text = std::string;
using Integer = std::int64_t;

constexpr double unlimited = 9.0e15;

std::vector<Choice> objectiveChoices()
{
    std::vector<Choice> choices;
    for (const ObjectiveInfo& info : objectiveTable())
        choices.push_back({ info.name, info.label });
    return choices;
}

std::vector<Choice> optimizerChoices()
{
    std::vector<Choice> choices;
    for (const OptimizerInfo& info : optimizerTable())
        choices.push_back({ info.name, info.label });
    return choices;
}

template <class Info, class Predicate>
std::vector<std::string_view> namesWhere(const std::vector<Info>& table, const Predicate& predicate)
{
    std::vector<std::string_view> names;
    for (const Info& info : table)
        if (predicate(info)) names.push_back(info.name);
    return names;
}

std::vector<Parameter> dataRows()
{
    return {
        { .key = "dataset",
            .label = QT_TRANSLATE_NOOP("Parameter", "Data set"),
            .section = Section::data,
            .applies = Applies::restart,
            .standard = Text("emoji"),
            .help = QT_TRANSLATE_NOOP("Parameter",
                "A built-in data set by name (emoji, synthetic), or the path of a file or "
                "folder.") },
        { .key = "modalities",
            .label = QT_TRANSLATE_NOOP("Parameter", "Modalities"),
            .section = Section::data,
            .applies = Applies::restart,
            .standard = Text(""),
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Which two or three modalities are trained, by name with commas, the hub first; "
                "empty: "
                "the first two.") },
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
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "The language of the names and tags that the text tower learns."),
            .choices = { { "en", QT_TRANSLATE_NOOP("Parameter", "English") },
                { "zh", QT_TRANSLATE_NOOP("Parameter", "Chinese") },
                { "both", QT_TRANSLATE_NOOP("Parameter", "both") } },
            .relevance = { "dataset", { "emoji" } } },
        { .key = "held_out",
            .label = QT_TRANSLATE_NOOP("Parameter", "Held-out items"),
            .section = Section::data,
            .applies = Applies::restart,
            .standard = Integer(150),
            .minimum = 2,
            .maximum = unlimited,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Items that never train and on which every judgement is made. A split that comes "
                "with the "
                "data goes before this.") },
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
    };
}

std::vector<Parameter> objectiveRows()
{
    const auto withScale =
        namesWhere(objectiveTable(), [](const ObjectiveInfo& i) { return i.usesScale; });
    const auto withBias =
        namesWhere(objectiveTable(), [](const ObjectiveInfo& i) { return i.usesBias; });
    const auto only = [](std::vector<std::string_view> names) {
        return Relevance { "objective", std::move(names) };
    };
    return {
        { .key = "objective",
            .label = QT_TRANSLATE_NOOP("Parameter", "Objective"),
            .section = Section::objective,
            .standard = Text("clip"),
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "The loss that pulls pairs together and pushes others apart."),
            .choices = objectiveChoices() },
        { .key = "temperature",
            .label = QT_TRANSLATE_NOOP("Parameter", "Temperature τ"),
            .section = Section::objective,
            .standard = 0.1,
            .minimum = 0.001,
            .maximum = 100,
            .scale = Scale::logarithmic,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Similarities are divided by it before the softmax. Low: only the hardest "
                "negatives push; high: "
                "all push alike. While it is learnable this sets its present value."),
            .relevance = only(withScale) },
        { .key = "learn_temperature",
            .label = QT_TRANSLATE_NOOP("Parameter", "Learn the temperature"),
            .section = Section::objective,
            .standard = true,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Train ln(1/τ) with the towers, kept between ln 1 and ln 100 as in CLIP."),
            .relevance = only(withScale) },
        { .key = "bias",
            .label = QT_TRANSLATE_NOOP("Parameter", "Bias b"),
            .section = Section::objective,
            .standard = -10.0,
            .minimum = -100,
            .maximum = 100,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Added to every logit of the sigmoid loss; it offsets the many negatives."),
            .relevance = only(withBias) },
        { .key = "learn_bias",
            .label = QT_TRANSLATE_NOOP("Parameter", "Learn the bias"),
            .section = Section::objective,
            .standard = true,
            .help = QT_TRANSLATE_NOOP("Parameter", "Train the bias with the towers."),
            .relevance = only(withBias) },
        { .key = "margin",
            .label = QT_TRANSLATE_NOOP("Parameter", "Margin"),
            .section = Section::objective,
            .standard = 0.2,
            .minimum = 0,
            .maximum = 2,
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "How much closer the partner must be than a negative, in cosine."),
            .relevance = only({ "triplet" }) },
        { .key = "mining",
            .label = QT_TRANSLATE_NOOP("Parameter", "Mining"),
            .section = Section::objective,
            .standard = Text("all"),
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Which triplets count: all that violate the margin, the hardest negative of each "
                "anchor, or those "
                "that are farther than the partner and yet within the margin."),
            .choices = { { "all", QT_TRANSLATE_NOOP("Parameter", "all") },
                { "hard", QT_TRANSLATE_NOOP("Parameter", "hardest") },
                { "semi-hard", QT_TRANSLATE_NOOP("Parameter", "semi-hard") } },
            .relevance = only({ "triplet" }) },
        { .key = "soft_margin",
            .label = QT_TRANSLATE_NOOP("Parameter", "Soft margin"),
            .section = Section::objective,
            .standard = false,
            .help = QT_TRANSLATE_NOOP("Parameter", "Softplus in place of the hinge."),
            .relevance = only({ "triplet" }) },
        { .key = "hardness",
            .label = QT_TRANSLATE_NOOP("Parameter", "Hardness β"),
            .section = Section::objective,
            .standard = 1.0,
            .minimum = 0,
            .maximum = 10,
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "How strongly hard negatives are weighted up; 0: not at all."),
            .relevance = only({ "hard-negative" }) },
        { .key = "positive_prior",
            .label = QT_TRANSLATE_NOOP("Parameter", "Class prior τ⁺"),
            .section = Section::objective,
            .standard = 0.1,
            .minimum = 0,
            .maximum = 0.99,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Assumed chance that a negative is really of the same class; above 0 the loss is "
                "debiased."),
            .relevance = only({ "hard-negative" }) },
        { .key = "positive_width",
            .label = QT_TRANSLATE_NOOP("Parameter", "Positive weight σ"),
            .section = Section::objective,
            .standard = 0.5,
            .minimum = 0.01,
            .maximum = 10,
            .scale = Scale::logarithmic,
            .help = QT_TRANSLATE_NOOP("Parameter", "Width of the weight on the positive pair."),
            .relevance = only({ "dclw" }) },
        { .key = "alignment_power",
            .label = QT_TRANSLATE_NOOP("Parameter", "Alignment power α"),
            .section = Section::objective,
            .standard = 2.0,
            .minimum = 0.5,
            .maximum = 8,
            .help = QT_TRANSLATE_NOOP("Parameter", "Power of the distance within a pair."),
            .relevance = only({ "align-uniform" }) },
        { .key = "uniformity_scale",
            .label = QT_TRANSLATE_NOOP("Parameter", "Uniformity scale t"),
            .section = Section::objective,
            .standard = 2.0,
            .minimum = 0.1,
            .maximum = 20,
            .scale = Scale::logarithmic,
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "Sharpness of the Gaussian potential between embeddings."),
            .relevance = only({ "align-uniform" }) },
        { .key = "uniformity_weight",
            .label = QT_TRANSLATE_NOOP("Parameter", "Uniformity weight λ"),
            .section = Section::objective,
            .standard = 1.0,
            .minimum = 0,
            .maximum = 100,
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "0 leaves alignment alone, and everything collapses."),
            .relevance = only({ "align-uniform" }) },
        { .key = "redundancy_weight",
            .label = QT_TRANSLATE_NOOP("Parameter", "Redundancy weight λ"),
            .section = Section::objective,
            .standard = 0.005,
            .minimum = 0,
            .maximum = 1,
            .help = QT_TRANSLATE_NOOP("Parameter", "Weight of the off-diagonal correlations."),
            .relevance = only({ "barlow-twins" }) },
        { .key = "invariance_weight",
            .label = QT_TRANSLATE_NOOP("Parameter", "Invariance weight"),
            .section = Section::objective,
            .standard = 25.0,
            .minimum = 0,
            .maximum = 1000,
            .help = QT_TRANSLATE_NOOP("Parameter", "Weight of the distance within a pair."),
            .relevance = only({ "vicreg" }) },
        { .key = "variance_weight",
            .label = QT_TRANSLATE_NOOP("Parameter", "Variance weight"),
            .section = Section::objective,
            .standard = 25.0,
            .minimum = 0,
            .maximum = 1000,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Weight of the hinge that keeps every dimension spread out; 0 lets it collapse."),
            .relevance = only({ "vicreg" }) },
        { .key = "covariance_weight",
            .label = QT_TRANSLATE_NOOP("Parameter", "Covariance weight"),
            .section = Section::objective,
            .standard = 1.0,
            .minimum = 0,
            .maximum = 1000,
            .help = QT_TRANSLATE_NOOP("Parameter", "Weight of the covariances between dimensions."),
            .relevance = only({ "vicreg" }) },
        { .key = "queue_size",
            .label = QT_TRANSLATE_NOOP("Parameter", "Queue size K"),
            .section = Section::objective,
            .applies = Applies::live,
            .standard = Integer(1024),
            .minimum = 1,
            .maximum = 1e6,
            .scale = Scale::powersOfTwo,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Keys of past batches that serve as negatives; a multiple of the batch size."),
            .relevance = only({ "moco" }) },
        { .key = "key_momentum",
            .label = QT_TRANSLATE_NOOP("Parameter", "Key momentum m"),
            .section = Section::objective,
            .standard = 0.99,
            .minimum = 0,
            .maximum = 1,
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "How slowly the towers that make the keys follow the trained ones."),
            .relevance = only({ "moco" }) },
    };
}

std::vector<Parameter> optimizerRows()
{
    const auto rated =
        namesWhere(optimizerTable(), [](const OptimizerInfo& i) { return i.usesLearningRate; });
    const auto withMomentum =
        namesWhere(optimizerTable(), [](const OptimizerInfo& i) { return i.usesMomentum; });
    const auto searching =
        namesWhere(optimizerTable(), [](const OptimizerInfo& i) { return i.needsHeldBatch; });
    const auto only = [](std::vector<std::string_view> names) {
        return Relevance { "optimizer", std::move(names) };
    };
    return {
        { .key = "optimizer",
            .label = QT_TRANSLATE_NOOP("Parameter", "Optimiser"),
            .section = Section::optimizer,
            .standard = Text("adamw"),
            .help = QT_TRANSLATE_NOOP("Parameter", "The rule that turns gradients into steps."),
            .choices = optimizerChoices() },
        { .key = "learning_rate",
            .label = QT_TRANSLATE_NOOP("Parameter", "Learning rate η"),
            .section = Section::optimizer,
            .standard = 2e-3,
            .minimum = 0,
            .maximum = 100,
            .aboveMinimum = true,
            .scale = Scale::logarithmic,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Length of a step. Gradients are means over the batch, so it need not follow the "
                "batch size."),
            .relevance = only(rated) },
        { .key = "weight_decay",
            .label = QT_TRANSLATE_NOOP("Parameter", "Weight decay"),
            .section = Section::optimizer,
            .standard = 0.05,
            .minimum = 0,
            .maximum = 10,
            .scale = Scale::logarithmic,
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "Pulls weights towards zero; biases and scales are left alone.") },
        { .key = "momentum",
            .label = QT_TRANSLATE_NOOP("Parameter", "Momentum μ"),
            .section = Section::optimizer,
            .standard = 0.9,
            .minimum = 0,
            .maximum = 0.9999,
            .help =
                QT_TRANSLATE_NOOP("Parameter", "Share of the last step's velocity that is kept."),
            .relevance = only(withMomentum) },
        { .key = "beta1",
            .label = QT_TRANSLATE_NOOP("Parameter", "Adam β₁"),
            .section = Section::optimizer,
            .standard = 0.9,
            .minimum = 0,
            .maximum = 0.9999,
            .help = QT_TRANSLATE_NOOP("Parameter", "Memory of the gradient's mean."),
            .relevance = only({ "adam", "adamw" }),
            .advanced = true },
        { .key = "beta2",
            .label = QT_TRANSLATE_NOOP("Parameter", "Adam β₂"),
            .section = Section::optimizer,
            .standard = 0.999,
            .minimum = 0,
            .maximum = 0.99999,
            .help = QT_TRANSLATE_NOOP("Parameter", "Memory of the gradient's square."),
            .relevance = only({ "adam", "adamw" }),
            .advanced = true },
        { .key = "epsilon",
            .label = QT_TRANSLATE_NOOP("Parameter", "Adam ε"),
            .section = Section::optimizer,
            .standard = 1e-8,
            .minimum = 0,
            .maximum = 1,
            .aboveMinimum = true,
            .scale = Scale::logarithmic,
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "Added to the root of the square, against division by zero."),
            .relevance = only({ "adam", "adamw" }),
            .advanced = true },
        { .key = "trust_coefficient",
            .label = QT_TRANSLATE_NOOP("Parameter", "LARS trust coefficient"),
            .section = Section::optimizer,
            .standard = 1e-3,
            .minimum = 0,
            .maximum = 1,
            .aboveMinimum = true,
            .scale = Scale::logarithmic,
            .help =
                QT_TRANSLATE_NOOP("Parameter", "How far a layer may move relative to its size."),
            .relevance = only({ "lars" }) },
        { .key = "beta_rule",
            .label = QT_TRANSLATE_NOOP("Parameter", "Direction rule"),
            .section = Section::optimizer,
            .standard = Text("polak-ribiere"),
            .help =
                QT_TRANSLATE_NOOP("Parameter", "How a conjugate direction remembers the last one."),
            .choices = { { "fletcher-reeves", "Fletcher–Reeves" },
                { "polak-ribiere", "Polak–Ribière+" }, { "hager-zhang", "Hager–Zhang" } },
            .relevance = only({ "ncg" }) },
        { .key = "line_search",
            .label = QT_TRANSLATE_NOOP("Parameter", "Line search"),
            .section = Section::optimizer,
            .standard = Text("strong-wolfe"),
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "The condition that an accepted step length fulfils."),
            .choices = { { "strong-wolfe", QT_TRANSLATE_NOOP("Parameter", "strong Wolfe") },
                { "approximate-wolfe", QT_TRANSLATE_NOOP("Parameter", "approximate Wolfe") } },
            .relevance = only(searching) },
        { .key = "curvature",
            .label = QT_TRANSLATE_NOOP("Parameter", "Curvature condition c₂"),
            .section = Section::optimizer,
            .standard = 0.1,
            .minimum = 0.001,
            .maximum = 0.999,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "How exactly the line search solves along its line; smaller is more exact."),
            .relevance = only(searching),
            .advanced = true },
        { .key = "history",
            .label = QT_TRANSLATE_NOOP("Parameter", "L-BFGS pairs"),
            .section = Section::optimizer,
            .standard = Integer(10),
            .minimum = 1,
            .maximum = 100,
            .help = QT_TRANSLATE_NOOP("Parameter", "Past steps that shape the next."),
            .relevance = only({ "l-bfgs" }),
            .advanced = true },
        { .key = "hold_batch",
            .label = QT_TRANSLATE_NOOP("Parameter", "Hold each batch for"),
            .section = Section::optimizer,
            .standard = Integer(1),
            .minimum = 1,
            .maximum = 1e6,
            .scale = Scale::logarithmic,
            .unit = QT_TRANSLATE_NOOP("Parameter", "steps"),
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Steps on the same batch before the next is drawn. Line searches want more than "
                "one.") },
        { .key = "schedule",
            .label = QT_TRANSLATE_NOOP("Parameter", "Schedule"),
            .section = Section::optimizer,
            .standard = Text("cosine"),
            .help = QT_TRANSLATE_NOOP("Parameter", "How the learning rate changes over the run."),
            .choices = { { "constant", QT_TRANSLATE_NOOP("Parameter", "constant") },
                { "cosine", QT_TRANSLATE_NOOP("Parameter", "cosine") },
                { "linear", QT_TRANSLATE_NOOP("Parameter", "linear") },
                { "cooldown", QT_TRANSLATE_NOOP("Parameter", "constant, then cool-down") } },
            .relevance = only(rated) },
        { .key = "warmup_steps",
            .label = QT_TRANSLATE_NOOP("Parameter", "Warm-up"),
            .section = Section::optimizer,
            .standard = Integer(20),
            .minimum = 0,
            .maximum = 1e9,
            .unit = QT_TRANSLATE_NOOP("Parameter", "steps"),
            .help =
                QT_TRANSLATE_NOOP("Parameter", "Steps over which the learning rate rises from 0."),
            .relevance = only(rated) },
        { .key = "cooldown_steps",
            .label = QT_TRANSLATE_NOOP("Parameter", "Cool-down"),
            .section = Section::optimizer,
            .standard = Integer(200),
            .minimum = 0,
            .maximum = 1e9,
            .unit = QT_TRANSLATE_NOOP("Parameter", "steps"),
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "Last steps over which the learning rate falls to 0."),
            .relevance = { "schedule", { "cooldown" } } },
        { .key = "clip_gradient",
            .label = QT_TRANSLATE_NOOP("Parameter", "Clip gradient norm"),
            .section = Section::optimizer,
            .standard = 0.0,
            .minimum = 0,
            .maximum = 1e6,
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "Longer gradients are shortened to this norm; 0: never."),
            .advanced = true },
        { .key = "rate_factor_a",
            .label = QT_TRANSLATE_NOOP("Parameter", "Rate factor, first tower"),
            .section = Section::optimizer,
            .standard = 1.0,
            .minimum = 0,
            .maximum = 100,
            .help = QT_TRANSLATE_NOOP("Parameter", "Multiplies the learning rate of this tower."),
            .advanced = true },
        { .key = "rate_factor_b",
            .label = QT_TRANSLATE_NOOP("Parameter", "Rate factor, second tower"),
            .section = Section::optimizer,
            .standard = 1.0,
            .minimum = 0,
            .maximum = 100,
            .help = QT_TRANSLATE_NOOP("Parameter", "Multiplies the learning rate of this tower."),
            .advanced = true },
        { .key = "rate_factor_c",
            .label = QT_TRANSLATE_NOOP("Parameter", "Rate factor, third tower"),
            .section = Section::optimizer,
            .standard = 1.0,
            .minimum = 0,
            .maximum = 100,
            .help = QT_TRANSLATE_NOOP("Parameter", "Multiplies the learning rate of this tower."),
            .advanced = true },
    };
}

std::vector<Parameter> batchRows()
{
    return {
        { .key = "batch_size",
            .label = QT_TRANSLATE_NOOP("Parameter", "Batch size N"),
            .section = Section::batch,
            .standard = Integer(128),
            .minimum = 1,
            .maximum = 1 << 20,
            .scale = Scale::powersOfTwo,
            .unit = QT_TRANSLATE_NOOP("Parameter", "pairs"),
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Pairs a step. Each pair meets N − 1 negatives, so the loss of a guess is ln N.") },
        { .key = "augment.shift",
            .label = QT_TRANSLATE_NOOP("Parameter", "Shift"),
            .section = Section::batch,
            .standard = Integer(2),
            .minimum = 0,
            .maximum = 16,
            .unit = QT_TRANSLATE_NOOP("Parameter", "px"),
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "Pictures move by up to this much; sounds by as many frames.") },
        { .key = "augment.flip",
            .label = QT_TRANSLATE_NOOP("Parameter", "Flip"),
            .section = Section::batch,
            .standard = true,
            .help = QT_TRANSLATE_NOOP("Parameter", "Swap left and right half of the time.") },
        { .key = "augment.colour",
            .label = QT_TRANSLATE_NOOP("Parameter", "Colour jitter"),
            .section = Section::batch,
            .standard = 0.2,
            .minimum = 0,
            .maximum = 1,
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "Strength of random brightness, contrast and saturation.") },
        { .key = "augment.styles",
            .label = QT_TRANSLATE_NOOP("Parameter", "Mix drawing styles"),
            .section = Section::batch,
            .standard = true,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Draw one of the item's pictures (or voices) at random each time, instead of the "
                "first.") },
        { .key = "augment.drop_text",
            .label = QT_TRANSLATE_NOOP("Parameter", "Drop words"),
            .section = Section::batch,
            .standard = 0.6,
            .minimum = 0,
            .maximum = 0.95,
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "Chance that the name, and each tag, is left out.") },
    };
}

std::vector<Parameter> runRows()
{
    return {
        { .key = "steps",
            .label = QT_TRANSLATE_NOOP("Parameter", "Steps"),
            .section = Section::run,
            .standard = Integer(1200),
            .minimum = 0,
            .maximum = unlimited,
            .scale = Scale::logarithmic,
            .help = QT_TRANSLATE_NOOP("Parameter",
                "Where the run ends and the schedule with it; 0: it goes on until it is stopped. "
                "May be raised while it runs.") },
        { .key = "evaluate_every",
            .label = QT_TRANSLATE_NOOP("Parameter", "Judge every"),
            .section = Section::run,
            .standard = Integer(25),
            .minimum = 1,
            .maximum = 1e9,
            .scale = Scale::logarithmic,
            .unit = QT_TRANSLATE_NOOP("Parameter", "steps"),
            .help = QT_TRANSLATE_NOOP("Parameter", "How often the held-out items are judged.") },
        { .key = "seed",
            .label = QT_TRANSLATE_NOOP("Parameter", "Seed"),
            .section = Section::run,
            .applies = Applies::restart,
            .standard = Integer(0),
            .minimum = 0,
            .maximum = unlimited,
            .help = QT_TRANSLATE_NOOP(
                "Parameter", "The same seed gives the same run, number for number.") },
    };
}

std::vector<Parameter> allRows()
{
    std::vector<Parameter> rows;
    for (auto part :
        { dataRows(), modelRows(), objectiveRows(), optimizerRows(), batchRows(), runRows() })
        std::move(part.begin(), part.end(), std::back_inserter(rows));
    return rows;
}

// Reads a whole text as one number; Chinese or German users may not type another decimal point.
template <class Number> std::optional<Number> wholeNumber(std::string_view text)
{
    Number number {};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::string shortNumber(double number)
{
    char text[40];
    const auto end = std::to_chars(text, text + sizeof text, number).ptr;
    return { text, end };
}

std::optional<ParameterValue> parseBool(std::string_view text)
{
    for (const std::string_view yes : { "true", "on", "yes", "1" })
        if (text == yes) return true;
    for (const std::string_view no : { "false", "off", "no", "0" })
        if (text == no) return false;
    return std::nullopt;
}

// "256" as well as "2.56e2", which spreadsheets like to write.
std::optional<ParameterValue> parseInteger(std::string_view text)
{
    if (const auto integer = wholeNumber<Integer>(text)) return *integer;
    const auto real = wholeNumber<double>(text);
    if (!real || std::floor(*real) != *real || std::abs(*real) > unlimited) return std::nullopt;
    return static_cast<Integer>(*real);
}

} // namespace

const std::vector<Parameter>& parameterTable()
{
    static const std::vector<Parameter> table = allRows();
    return table;
}

const Parameter* findParameter(std::string_view key)
{
    const auto& table = parameterTable();
    const auto found =
        std::find_if(table.begin(), table.end(), [&](const Parameter& p) { return p.key == key; });
    return found == table.end() ? nullptr : &*found;
}

std::string toText(const ParameterValue& value)
{
    if (const bool* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
    if (const Integer* integer = std::get_if<Integer>(&value)) return std::to_string(*integer);
    if (const double* real = std::get_if<double>(&value)) return shortNumber(*real);
    return std::get<std::string>(value);
}

std::optional<ParameterValue> parseValue(const Parameter& parameter, std::string_view text)
{
    if (std::holds_alternative<bool>(parameter.standard)) return parseBool(text);
    if (std::holds_alternative<Integer>(parameter.standard)) return parseInteger(text);
    if (std::holds_alternative<double>(parameter.standard)) {
        if (const auto real = wholeNumber<double>(text)) return *real;
        return std::nullopt;
    }
    return std::string(text);
}

std::string limitOf(const Parameter& parameter)
{
    if (std::holds_alternative<bool>(parameter.standard)) return "true or false";
    if (std::holds_alternative<std::string>(parameter.standard)) {
        std::string names;
        for (const Choice& choice : parameter.choices)
            names += (names.empty() ? "one of " : ", ") + std::string(choice.value);
        return names.empty() ? "a text" : names;
    }
    const bool integer = std::holds_alternative<Integer>(parameter.standard);
    std::string limit = integer ? "a whole number " : "a number ";
    limit += (parameter.aboveMinimum ? "above " : "of at least ") + shortNumber(parameter.minimum);
    if (parameter.maximum < unlimited) limit += ", at most " + shortNumber(parameter.maximum);
    return limit;
}

std::optional<Problem> check(const Parameter& parameter, const ParameterValue& value)
{
    const auto problem = [&] {
        return Problem { std::string(parameter.key), toText(value), limitOf(parameter) };
    };
    if (value.index() != parameter.standard.index()) return problem();
    if (const std::string* text = std::get_if<std::string>(&value)) {
        const bool known = parameter.choices.empty()
            || std::any_of(parameter.choices.begin(), parameter.choices.end(),
                [&](const Choice& choice) { return choice.value == *text; });
        return known ? std::nullopt : std::optional(problem());
    }
    if (std::holds_alternative<bool>(value)) return std::nullopt;
    const Integer* integer = std::get_if<Integer>(&value);
    const double number = integer ? static_cast<double>(*integer) : std::get<double>(value);
    // Written so that not-a-number fails.
    const bool high =
        parameter.aboveMinimum ? number > parameter.minimum : number >= parameter.minimum;
    return high && number <= parameter.maximum ? std::nullopt : std::optional(problem());
}

} // namespace contrastlab
