// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files in, one JSON object out; the numbers are made in analysis/score.h. With --precision double
// the files are read and everything is computed in double.
#include "score_command.h"

#include "analysis/score.h"
#include "assignments.h"
#include "flags.h"
#include "problem_log.h"
#include "run/spec_settings.h"
#include "store/atomic_file.h"
#include "store/npy.h"
#include "summary.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <iostream>
#include <optional>

namespace contrastlab {

namespace {

using Json = nlohmann::ordered_json;

// The others concern training, or, under "data.", the reading of its files.
bool isOfObjective(const std::string& key)
{
    const Parameter* parameter = findParameter(key);
    return parameter ? parameter->section == Section::objective : !key.starts_with("data.");
}

std::optional<Problem> setParameter(RunSpec& spec, const std::string& key, const std::string& text)
{
    if (!isOfObjective(key)) return Problem { key, text, "a parameter of the objective" };
    if (auto problem = assign(spec, key, text)) return problem;
    return check(*findParameter(key), spec.value(key));
}

/// The spec with the objective's parameters as the flags have them.
RunSpec objectiveSpec(const ScoreOptions& options, ProblemLog& log)
{
    RunSpec spec;
    std::vector<Problem> problems;
    const auto set = [&](const std::string& key, const std::string& text) {
        if (auto problem = setParameter(spec, key, text)) problems.push_back(std::move(*problem));
    };
    set("objective", options.objective);
    if (const ObjectiveInfo* info = findObjective(options.objective))
        spec.set("temperature", info->defaultTemperature);
    for (const auto& [key, value] : splitAssignments(options.assignments, problems))
        set(key, value);
    if (!options.temperature.empty()) set("temperature", options.temperature);
    log.add(problems);
    return spec;
}

ScoreSettings settingsFrom(const RunSpec& spec)
{
    return { spec.text("objective"), spec.real("temperature"), spec.real("bias"),
        objectiveSettingsOf(spec) };
}

Json toJson(const Retrieval& r)
{
    return { { "recall_at_1", r.recallAt1 }, { "recall_at_5", r.recallAt5 },
        { "recall_at_10", r.recallAt10 }, { "median_rank", r.medianRank } };
}

Json toJson(const Vector<double>& values)
{
    return std::vector<double>(values.begin(), values.end());
}

Json metricsJson(const Diagnostics& d)
{
    const auto withChance = [](const Retrieval& r, const Retrieval& chance) {
        Json json = toJson(r);
        json["chance"] = toJson(chance);
        return json;
    };
    return { { "a_to_b", withChance(d.retrieval.aToB, d.chance.aToB) },
        { "b_to_a", withChance(d.retrieval.bToA, d.chance.bToA) }, { "alignment", d.alignment },
        { "uniformity_a", d.a.uniformity }, { "uniformity_b", d.b.uniformity },
        { "modality_gap", d.modalityGap }, { "rankme_a", d.a.spectrum.rankMe },
        { "rankme_b", d.b.spectrum.rankMe },
        { "effective_negatives", d.similarity.effectiveNegatives } };
}

Json modalityJson(const ModalityDiagnostics& m)
{
    return { { "participation_ratio", m.spectrum.participationRatio },
        { "mean_deviation", m.spectrum.meanDeviation }, { "collapse", nameOf(m.collapse) },
        { "tolerance", m.tolerance }, { "neighbour_probe", m.neighbourProbe },
        { "linear_probe", m.linearProbe }, { "singular_values", toJson(m.spectrum.singularValues) },
        { "variances", toJson(m.spectrum.variances) } };
}

Json diagnosticsJson(const Diagnostics& d)
{
    return { { "mean_rank_a_to_b", d.retrieval.aToB.meanRank },
        { "mean_rank_b_to_a", d.retrieval.bToA.meanRank },
        { "uniformity_bound", d.uniformityBound }, { "modality_probe", d.modalityProbe },
        { "mean_positive", d.similarity.meanPositive },
        { "mean_negative", d.similarity.meanNegative }, { "overlap_auc", d.similarity.overlapAuc },
        { "false_negative_fraction", d.similarity.falseNegativeFraction },
        { "false_negative_share", d.similarity.falseNegativeShare },
        { "positive_histogram", d.similarity.positives },
        { "negative_histogram", d.similarity.negatives }, { "a", modalityJson(d.a) },
        { "b", modalityJson(d.b) } };
}

template <class S>
Json toJson(const Score<S>& score, const ScoreSettings& settings, Index n, Index d)
{
    const ObjectiveInfo& info = *findObjective(settings.objective);
    Json json { { "objective", settings.objective }, { "n", n }, { "d", d } };
    json["temperature"] = info.usesScale ? Json(settings.temperature) : Json();
    if (info.usesBias) json["bias"] = settings.bias;
    json["loss"] = score.result.loss;
    json["loss_a_to_b"] = score.result.lossAToB;
    json["loss_b_to_a"] = score.result.lossBToA;
    json["chance_loss"] = score.chanceLoss;
    json["information_bound"] = score.informationBound;
    json["metrics"] = metricsJson(score.diagnostics);
    if (score.byLabel.aToB.queries > 0)
        json["by_label"] = { { "a_to_b", toJson(score.byLabel.aToB) },
            { "b_to_a", toJson(score.byLabel.bToA) },
            { "chance", toJson(score.chanceByLabel.aToB) } };
    json["diagnostics"] = diagnosticsJson(score.diagnostics);
    return json;
}

/// Also with respect to the bias, where there is one.
template <class S>
void writeGradients(const std::string& folder, const PairResult<S>& result, bool hasBias)
{
    makeFolder(folder);
    const auto file = [&](const char* name) {
        return (std::filesystem::path(folder) / name).string();
    };
    writeNpy<S>(file("grad_a.npy"), view(result.gradA));
    writeNpy<S>(file("grad_b.npy"), view(result.gradB));
    writeNpy<double>(file("grad_scale.npy"), std::span(&result.gradLogScale, 1));
    if (hasBias) writeNpy<double>(file("grad_bias.npy"), std::span(&result.gradBias, 1));
}

std::string shapeOf(Index rows, Index columns)
{
    return "(" + std::to_string(rows) + ", " + std::to_string(columns) + ")";
}

std::vector<int> readNumbers(const std::string& path, const char* what, Index rows)
{
    if (path.empty()) return {};
    std::vector<int> labels = readNpyLabels(path);
    if (static_cast<Index>(labels.size()) != rows)
        throw InputError(path, "shape",
            "expected " + std::to_string(rows) + " " + what + ", one a pair, found "
                + std::to_string(labels.size()));
    return labels;
}

/// Two files of one shape, and their labels.
template <class S> struct ScoreInput {
    Matrix<S> a;
    Matrix<S> b;
    std::vector<int> labels;
    std::vector<int> groups;
};

template <class S> ScoreInput<S> readInput(const ScoreOptions& options, ProblemLog& log)
{
    ScoreInput<S> input;
    log.attempt([&] { input.a = readNpy<S>(options.a); });
    log.attempt([&] { input.b = readNpy<S>(options.b); });
    if (input.a.size() == 0 || input.b.size() == 0) return input; // told
    log.attempt([&] {
        if (input.a.rows() != input.b.rows() || input.a.cols() != input.b.cols())
            throw InputError(options.b, "shape",
                "expected " + shapeOf(input.a.rows(), input.a.cols()) + " as " + options.a
                    + ", found " + shapeOf(input.b.rows(), input.b.cols()));
    });
    log.attempt([&] { input.labels = readNumbers(options.labels, "labels", input.a.rows()); });
    log.attempt([&] { input.groups = readNumbers(options.groups, "groups", input.a.rows()); });
    return input;
}

template <class S> int scoreIn(const ScoreOptions& options, ProblemLog& log)
{
    const int threads = threadsFrom(options.threads, log);
    ScoreSettings settings = settingsFrom(objectiveSpec(options, log));
    const bool gradients = !options.gradients.empty();
    log.attempt([&] {
        if (gradients) requireWritableFolder(options.gradients);
    });
    const ScoreInput<S> input = readInput<S>(options, log);
    if (!log.empty()) return exitBadInput;
    settings.groups = input.groups;
    ThreadPool pool(threads);
    const Score<S> scored = score<S>(pool, view(input.a), view(input.b), input.labels, settings,
        gradients ? Want::gradients : Want::loss);
    if (gradients)
        writeGradients(
            options.gradients, scored.result, findObjective(settings.objective)->usesBias);
    std::cout << lineOf(toJson(scored, settings, input.a.rows(), input.a.cols())) << std::endl;
    return exitDone;
}

} // namespace

void addScoreCommand(CLI::App& program, CommandAction& action)
{
    CLI::App* command =
        program.add_subcommand("score", "Loss, gradients and metrics of two .npy files");
    const auto options = std::make_shared<ScoreOptions>();
    command->add_option("--a", options->a, "N x d embeddings (.npy), normalised inside")
        ->required();
    command->add_option("--b", options->b, "Their partners, row by row")->required();
    command->add_option(
        "--labels", options->labels, "N labels (.npy of whole numbers, -1 for none)");
    command->add_option("--groups", options->groups,
        "N numbers (.npy, -1 for none): pairs of one number are one another's partners");
    command->add_option("--objective", options->objective, "As listed by 'objectives'")
        ->capture_default_str();
    command->add_option("--temperature", options->temperature, "Default: the objective's own");
    command->add_option("--set", options->assignments, "A parameter of the objective: KEY=VALUE")
        ->expected(1)
        ->take_all();
    command->add_option("--precision", options->precision, "Of reading and all arithmetic")
        ->check(oneOf({ "float", "double" }))
        ->capture_default_str();
    command->add_option("--gradients", options->gradients,
        "Write grad_a.npy, grad_b.npy (raw rows) and grad_scale.npy (log scale) to this folder");
    addThreadsFlag(*command, options->threads);
    command->callback([&action, options] {
        action = [options](ProblemLog& log) {
            return options->precision == "double" ? scoreIn<double>(*options, log)
                                                  : scoreIn<float>(*options, log);
        };
    });
}

} // namespace contrastlab
