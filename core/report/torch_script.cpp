// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The program is one text with a few places that are filled in; the losses stand beside the
// objectives (objective/torch_losses.h).
#include "report/run_texts.h"

#include "base/joined.h"
#include "base/translation_marks.h"
#include "objective/torch_losses.h"
#include "run/spec_settings.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace contrastlab {

namespace {

// Names, tags and paths are somebody else's: they stand in comments and in literals alone.
std::string comment(const std::string& text)
{
    return "# " + oneLine(text) + '\n';
}

std::string pythonText(const std::string& text)
{
    return nlohmann::json(text).dump(
        -1, ' ', true, nlohmann::json::error_handler_t::replace); // a Python literal as well
}

std::string pythonOf(const ParameterValue& value)
{
    if (const bool* flag = std::get_if<bool>(&value)) return *flag ? "True" : "False";
    if (const auto* text = std::get_if<std::string>(&value)) return pythonText(*text);
    return toText(value);
}

// What the program reads at each step, so that a change may come at any.
constexpr std::array<std::string_view, 14> followedKeys { "batch_size", "learning_rate",
    "weight_decay", "clip_gradient", "hold_batch", "temperature", "learn_temperature", "bias",
    "learn_bias", "warmup_steps", "cooldown_steps", "steps", "unlock_step", "head_steps" };
constexpr std::array<std::string_view, 17> otherKeys { "seed", "held_out", "evaluate_every",
    "embedding_width", "hidden_width", "hidden_layers", "activation", "schedule", "momentum",
    "beta1", "beta2", "epsilon", "history", "trust_coefficient", "standardise", "key_momentum",
    "queue_size" };

bool has(const auto& keys, std::string_view key)
{
    return std::ranges::find(keys, key) != keys.end();
}

bool isOwn(const ObjectiveInfo& info, std::string_view key)
{
    return std::ranges::find(info.parameters, key, &Parameter::key) != info.parameters.end();
}

std::string settingLine(std::string_view key, const ParameterValue& value)
{
    return "    " + std::string(key) + '=' + pythonOf(value) + ",\n";
}

std::string settingsOf(const RunSpec& spec, const ObjectiveInfo& info)
{
    std::string lines;
    for (const Parameter& parameter : parameterTable())
        if (has(followedKeys, parameter.key) || has(otherKeys, parameter.key)
            || isOwn(info, parameter.key))
            lines += settingLine(parameter.key, spec.value(parameter.key));
    return lines;
}

struct ScriptTower {
    std::string kind; ///< "linear", "mlp", "convolution"
    std::string reads; ///< what its file holds
};

// Texts come as vectors: the words that the run knew stand in no file.
ScriptTower towerOf(const RunSpec& spec, ModalityKind kind)
{
    switch (kind) {
    case ModalityKind::image:
        return { spec.text("image_tower"), "pictures, N x height x width x 3 (bytes)" };
    case ModalityKind::sound:
        return { spec.text("sound_tower"), "log-mel spectrograms, N x frames x bands" };
    case ModalityKind::text:
        return { spec.text("text_tower"),
            "texts as vectors, N x D: the run learnt word and letter-gram vectors and took their "
            "mean; put an encoder of your own here" };
    case ModalityKind::features:
        break;
    }
    return { spec.text("feature_tower"), "vectors, N x D" };
}

std::vector<ModalityKind> kindsOf(const RunTextSource& source)
{
    if (!source.kinds.empty()) return source.kinds;
    const std::size_t named = namesIn(source.spec.text("modalities")).size();
    return std::vector<ModalityKind>(named > 2 ? 3 : 2, ModalityKind::features);
}

std::string towersOf(const RunTextSource& source)
{
    std::string lines;
    char letter = 'a';
    for (const ModalityKind kind : kindsOf(source)) {
        const ScriptTower tower = towerOf(source.spec, kind);
        const auto perTower = [&](const char* stem) {
            return pythonOf(source.spec.value(std::string(stem) + letter));
        };
        lines += "    # " + tower.reads + "\n    dict(kind=" + pythonText(tower.kind) + ", frozen="
            + perTower("freeze_") + ", rate_factor=" + perTower("rate_factor_") + "),\n";
        ++letter;
    }
    return lines;
}

std::string pairsOf(const RunTextSource& source)
{
    if (kindsOf(source).size() < 3) return "[(0, 1)]";
    return source.spec.text("pairs") == "hub" ? "[(0, 1), (0, 2)]" : "[(0, 1), (0, 2), (1, 2)]";
}

bool isFollowed(const RunEvent& event, const ObjectiveInfo& info)
{
    return has(followedKeys, event.key) || isOwn(info, event.key);
}

std::string changesOf(const RunTextSource& source, const ObjectiveInfo& info)
{
    std::string lines;
    for (const RunEvent& event : source.events) {
        const Parameter* parameter = findParameter(event.key);
        if (event.kind != RunEvent::Kind::change || !parameter || !isFollowed(event, info))
            continue;
        if (const auto value = parseValue(*parameter, event.after))
            lines += "    (" + std::to_string(event.step) + ", " + pythonText(event.key) + ", "
                + pythonOf(*value) + "),\n";
    }
    return lines;
}

// A parameter that is set and that nothing here heeds.
bool isLeftOut(const RunSpec& spec, const Parameter& parameter)
{
    const std::string_view key = parameter.key;
    const bool concerns = key.starts_with("augment.") || key.starts_with("break.")
        || key == "average_decay" || key == "matryoshka" || key == "training_items"
        || key == "patience" || key == "target_recall" || key == "precision";
    return concerns && spec.isRelevant(parameter) && spec.value(key) != parameter.standard;
}

std::string omissionsOf(const RunTextSource& source, const ObjectiveInfo& info)
{
    std::string lines;
    for (const Parameter& parameter : parameterTable())
        if (isLeftOut(source.spec, parameter) && parameter.key != "break.no_negatives")
            lines += comment("Not done here: " + std::string(parameter.key) + " = "
                + toText(source.spec.value(parameter.key)));
    for (const RunEvent& event : source.events)
        if (event.kind == RunEvent::Kind::change && !isFollowed(event, info))
            lines += comment("Not done here: after step " + std::to_string(event.step) + ' '
                + event.key + " went from " + event.before + " to " + event.after);
    return lines;
}

std::string_view optimizerSource(const OptimizerInfo& info)
{
    if (info.name == "adam")
        return R"(def optimizer(groups):
    return torch.optim.Adam(groups, s.learning_rate, (s.beta1, s.beta2), s.epsilon)
)";
    if (info.name == "adamw")
        return R"(def optimizer(groups):
    return torch.optim.AdamW(groups, s.learning_rate, (s.beta1, s.beta2), s.epsilon)
)";
    if (info.name == "sgd")
        return R"(def optimizer(groups):
    return torch.optim.SGD(groups, s.learning_rate)
)";
    if (info.name == "momentum")
        return R"(def optimizer(groups):
    return torch.optim.SGD(groups, s.learning_rate, momentum=s.momentum)
)";
    if (info.name == "nesterov")
        return R"(def optimizer(groups):
    return torch.optim.SGD(groups, s.learning_rate, momentum=s.momentum, nesterov=True)
)";
    if (info.name == "lars")
        return R"(class Lars(torch.optim.Optimizer):
    """You, Gitman and Ginsburg 2017, equation 6; biases and scales move without the trust ratio."""

    def __init__(self, groups):
        super().__init__(groups, dict(lr=s.learning_rate, weight_decay=0.0))

    @torch.no_grad()
    def step(self, closure):
        with torch.enable_grad():
            value = closure()
        for group in self.param_groups:
            for w in group["params"]:
                if w.grad is None:
                    continue
                decay, trust = group["weight_decay"], 1.0
                if group["decays"] and w.norm() > 0 and w.grad.norm() > 0:
                    trust = s.trust_coefficient * w.norm() / (w.grad.norm() + decay * w.norm())
                velocity = self.state[w].setdefault("velocity", torch.zeros_like(w))
                velocity.mul_(s.momentum).add_(trust * (w.grad + decay * w))
                w.sub_(group["lr"] * velocity)
        return value


def optimizer(groups):
    return Lars(groups)
)";
    return R"(def optimizer(groups):
    parameters = [p for group in groups for p in group["params"]]
    return torch.optim.LBFGS(parameters, lr=1, max_iter=1, history_size=s.history,
                             line_search_fn="strong_wolfe")
)";
}

std::string optimizerNote(const OptimizerInfo& info)
{
    if (!info.needsHeldBatch) return {};
    return comment("The run went down lines by " + std::string(info.label)
        + "; PyTorch's own line search is L-BFGS's, which stands here, without weight decay.");
}

constexpr std::string_view scriptSource = R"(import argparse
import copy
import itertools
import math
from types import SimpleNamespace

import numpy
import torch
import torch.nn as nn
import torch.nn.functional as F

s = SimpleNamespace(
@SETTINGS@)
# What was changed while the run trained: after how many steps, what, and to which value.
CHANGES = [
@CHANGES@]
TOWERS = [
@TOWERS@]
PAIRS = @PAIRS@  # of towers
USES_SCALE = @SCALE@  # the objective has a temperature
USES_BIAS = @BIAS@
USES_QUEUE = @QUEUE@  # keys of moving-average towers, and a queue of past ones
GOES_DOWN_LINES = @LINES@  # the optimiser chooses its own step length


@HELPERS@

@LOSS@

@OPTIMIZER@

def dense(inputs, outputs, before_rectifier):
    layer = nn.Linear(inputs, outputs)
    nn.init.normal_(layer.weight, std=math.sqrt((2 if before_rectifier else 1) / inputs))
    nn.init.zeros_(layer.bias)
    return layer


def convolution(channels, filters):
    layer = nn.Conv2d(channels, filters, 3, stride=2, padding=1)
    nn.init.normal_(layer.weight, std=math.sqrt(1 / (3 * 9 * channels)))
    nn.init.zeros_(layer.bias)
    return layer


class Tower(nn.Module):
    """Inputs (N x ...) to raw embeddings (N x embedding_width); the losses normalise them."""

    def __init__(self, kind, shape):
        super().__init__()
        layers, size = [], math.prod(shape)
        if kind == "convolution":
            channels = shape[0]
            for filters in (32, 64, 128):
                layers += [convolution(channels, filters), nn.ReLU()]
                channels = filters
            layers += [nn.AdaptiveAvgPool2d(1)]
            size = channels
        layers += [nn.Flatten()]
        for _ in range(s.hidden_layers if kind == "mlp" else 0):
            activation = {"relu": nn.ReLU, "gelu": nn.GELU, "tanh": nn.Tanh}[s.activation]
            layers += [dense(size, s.hidden_width, True), activation()]
            size = s.hidden_width
        self.layers = nn.Sequential(*layers, dense(size, s.embedding_width, False))

    def forward(self, x):
        return self.layers(x)


class Model(nn.Module):
    def __init__(self, inputs):
        super().__init__()
        self.towers = nn.ModuleList(
            Tower(tower["kind"], x.shape[1:]) for tower, x in zip(TOWERS, inputs))
        self.log_scales = nn.Parameter(torch.full((len(PAIRS),), -math.log(s.temperature)))
        self.bias = nn.Parameter(torch.tensor(float(s.bias)))
        self.set_learnt()
        self.set_locks(0)

    def set_locks(self, step):
        unlocked = 0 < s.unlock_step <= step
        for tower, module in zip(TOWERS, self.towers):
            module.requires_grad_(unlocked or not tower["frozen"])
            if step < s.head_steps:
                module.layers[:-1].requires_grad_(False)

    def set_learnt(self):
        self.log_scales.requires_grad_(USES_SCALE and s.learn_temperature)
        self.bias.requires_grad_(USES_BIAS and s.learn_bias)

    def groups(self):
        """Weights decay, biases and scales do not; each tower may have a rate of its own."""
        groups = []
        for tower, module in zip(TOWERS, self.towers):
            for decays in (True, False):
                those = [p for p in module.parameters() if (p.dim() > 1) == decays]
                groups.append(dict(params=those, decays=decays, rate_factor=tower["rate_factor"]))
        groups.append(dict(params=[self.log_scales, self.bias], decays=False, rate_factor=1.0))
        return groups


class Keys:
    """Moving-average towers and a queue a tower of past keys (He et al. 2020, algorithm 1)."""

    def __init__(self, model):
        self.towers = copy.deepcopy(model.towers).requires_grad_(False)
        self.queues = [unit(torch.randn(s.queue_size, s.embedding_width)) for _ in TOWERS]
        self.filled = 0

    def of(self, batch):
        self.own = [tower(x) for tower, x in zip(self.towers, batch)]

    def follow(self, model):
        places = (self.filled + torch.arange(len(self.own[0]))) % s.queue_size
        for queue, own in zip(self.queues, self.own):
            queue[places] = unit(own)
        self.filled = (self.filled + len(places)) % s.queue_size
        with torch.no_grad():
            for slow, fast in zip(self.towers.parameters(), model.towers.parameters()):
                slow.lerp_(fast, 1 - s.key_momentum)


def schedule(t):
    """The factor on the learning rate at step t, from 0."""
    if t < s.warmup_steps:
        return (t + 1) / s.warmup_steps
    if s.schedule == "constant" or s.steps <= 0:
        return 1.0
    if t >= s.steps:
        return 0.0
    left = s.steps - t
    if s.schedule == "cooldown":
        return min(1.0, left / s.cooldown_steps) if s.cooldown_steps > 0 else 1.0
    share = left / (s.steps - s.warmup_steps)
    return share if s.schedule == "linear" else (1 + math.cos(math.pi * (1 - share))) / 2


def batches(items):
    """Endless: every item comes once an epoch, in a new order each time, and twice in no batch."""
    order = items[:0]
    while True:
        while len(order) < s.batch_size:
            fresh = items[torch.randperm(len(items))]
            again = torch.isin(fresh, order)
            order = torch.cat([order, fresh[~again], fresh[again]])
        yield order[:s.batch_size]
        order = order[s.batch_size:]


def batch_loss(model, batch, labels, keys):
    rows = [tower(x) for tower, x in zip(model.towers, batch)]
    total = 0
    for (a, b), log_scale in zip(PAIRS, model.log_scales):
        of_pair = keys and (keys.own[a], keys.own[b], keys.queues[a], keys.queues[b])
        total = total + loss(rows[a], rows[b], log_scale.exp(), model.bias, labels, of_pair)
    return total / len(PAIRS)


def apply_changes(step, model):
    for when, key, value in CHANGES:
        if when == step:
            setattr(s, key, value)
            if key == "temperature":
                nn.init.constant_(model.log_scales, -math.log(value))
            if key == "bias":
                nn.init.constant_(model.bias, value)
            model.set_learnt()


def train(model, inputs, labels, training, held_out):
    optimiser = optimizer(model.groups())
    keys = Keys(model) if USES_QUEUE else None
    drawn = batches(training)
    for step in itertools.count():
        apply_changes(step, model)
        model.set_locks(step)
        if 0 < s.steps <= step:
            break
        if step % s.hold_batch == 0:
            items = next(drawn)
        batch = [x[items] for x in inputs]
        batch_labels = None if labels is None else labels[items]
        if keys:
            keys.of(batch)
        for group in optimiser.param_groups if not GOES_DOWN_LINES else []:
            group["lr"] = s.learning_rate * schedule(step) * group["rate_factor"]
            group["weight_decay"] = s.weight_decay if group["decays"] else 0.0

        def closure():
            optimiser.zero_grad()
            value = batch_loss(model, batch, batch_labels, keys)
            value.backward()
            if s.clip_gradient > 0 and not GOES_DOWN_LINES:
                nn.utils.clip_grad_norm_(model.parameters(), s.clip_gradient)
            return value

        value = optimiser.step(closure)
        if USES_SCALE and s.learn_temperature:
            with torch.no_grad():
                model.log_scales.clamp_(0, math.log(100))
        if keys:
            keys.follow(model)
        if (step + 1) % s.evaluate_every == 0 or step + 1 == s.steps:
            print(f"step {step + 1}  loss {value.item():.4f}  {recalls(model, inputs, held_out)}")


@torch.no_grad()
def recalls(model, inputs, items):
    """How often the partner is among the ten nearest, both ways, by held-out items."""
    rows = [unit(tower(x[items])) for tower, x in zip(model.towers, inputs)]
    told = []
    for a, b in PAIRS:
        cosines = rows[a] @ rows[b].T
        for matrix in (cosines, cosines.T):
            better = (matrix > matrix.diagonal()[:, None]).sum(1)
            told.append((better < 10).double().mean().item())
    return "R@10 " + " ".join(f"{share:.3f}" for share in told)


def read(path, training):
    """A .npy file as numbers, each channel standardised over the training items if asked for."""
    x = torch.from_numpy(numpy.load(path)).float()
    if x.dim() == 3:
        x = x[:, None]  # one channel
    elif x.dim() == 4:
        x = x.permute(0, 3, 1, 2)
    if s.standardise:
        over = (0,) + tuple(range(2, x.dim()))
        x = x - x[training].mean(over, keepdim=True)
        x = x / x[training].square().mean(over, keepdim=True).sqrt().clamp(min=1e-6)
    return x


def split(count):
    """Training and held-out items, drawn by the seed."""
    held_out = s.held_out or min(max(count // 10, 150), 2000, count // 5)
    order = torch.randperm(count)
    return order[held_out:], order[:held_out]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs=len(TOWERS), help=".npy, a row an item")
    parser.add_argument("--labels", help=".npy of whole numbers, -1 for none")
    options = parser.parse_args()
    torch.manual_seed(s.seed)
    training, held_out = split(len(numpy.load(options.files[0], mmap_mode="r")))
    inputs = [read(path, training) for path in options.files]
    labels = torch.from_numpy(numpy.load(options.labels)).long() if options.labels else None
    if @LABELS@ and labels is None:
        parser.error("the objective needs --labels")
    train(Model(inputs), inputs, labels, training, held_out)


if __name__ == "__main__":
    main()
)";

std::string filledIn(
    std::string_view source, std::initializer_list<std::pair<std::string_view, std::string>> places)
{
    std::string text(source);
    for (const auto& [place, value] : places) // none of the values before has a place in it
        text.replace(text.find(place), place.size(), value);
    return text;
}

const char* pythonFlag(bool flag)
{
    return flag ? "True" : "False";
}

std::string headOf(const RunTextSource& source, const ObjectiveInfo& info)
{
    const std::string name = source.name.empty() ? "A run" : source.name;
    const std::string files = joined(
        kindsOf(source),
        [letter = 'A'](ModalityKind) mutable { return std::string(1, letter++) + ".npy"; }, " ");
    return "#!/usr/bin/env python3\n"
        + comment(name + " of ContrastLab, in PyTorch: python3 run.py " + files
            + (info.needsLabels ? " --labels LABELS.npy" : ""))
        + comment("Rows of the same number belong together. Objective, towers, optimiser, schedule "
                  "and batches are those of the run;")
        + comment("random numbers are not, so curves agree in kind and not digit by digit.")
        + comment("Data of the run: " + source.spec.text("dataset"))
        + comment("Objective: " + std::string(info.label) + ". " + std::string(info.formula))
        + comment("           " + std::string(info.source));
}

} // namespace

Message pythonObstacle(const RunSpec& spec)
{
    if (spec.text("task") != "contrast")
        return QT_TRANSLATE_NOOP(
            "Message", "only runs that learn to tell pairs apart can be written in PyTorch");
    if (torchLossOf(trainedObjectiveOf(spec).name).empty())
        return QT_TRANSLATE_NOOP("Message", "this objective has not been written in PyTorch");
    return {};
}

std::string asPython(const RunTextSource& source)
{
    const TrainedObjective trained = trainedObjectiveOf(source.spec);
    const ObjectiveInfo& info = *findObjective(trained.name);
    const OptimizerInfo& optimizer = *findOptimizer(source.spec.text("optimizer"));
    RunSpec spec = source.spec;
    if (spec.flag("break.no_negatives")) // then another objective trains, with settings of its own
        spec.set("uniformity_weight", trained.settings.uniformityWeight);
    return headOf(source, info) + omissionsOf(source, info) + optimizerNote(optimizer)
        + filledIn(scriptSource,
            { { "@SETTINGS@", settingsOf(spec, info) }, { "@CHANGES@", changesOf(source, info) },
                { "@TOWERS@", towersOf(source) }, { "@PAIRS@", pairsOf(source) },
                { "@SCALE@", pythonFlag(info.usesScale) }, { "@BIAS@", pythonFlag(info.usesBias) },
                { "@QUEUE@", pythonFlag(info.usesQueue) },
                { "@LINES@", pythonFlag(optimizer.needsHeldBatch) },
                { "@HELPERS@", std::string(torchHelpers()) },
                { "@LOSS@", std::string(torchLossOf(trained.name)) },
                { "@OPTIMIZER@", std::string(optimizerSource(optimizer)) },
                { "@LABELS@", pythonFlag(info.needsLabels) } });
}

} // namespace contrastlab
