// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files in, one JSON object out; the numbers are made in analysis/score.h. With --precision double
// the files are read and everything is computed in double.
#include "score_command.h"

#include "analysis/score.h"
#include "assignments.h"
#include "run/trainer.h"
#include "store/npy.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <iostream>

namespace contrastlab {

namespace {

using Json = nlohmann::ordered_json;

/// The spec with the objective's parameters as the flags have them; all problems at once.
RunSpec objectiveSpec(const ScoreOptions& options)
{
    RunSpec spec;
    std::vector<Problem> problems;
    const auto set = [&](const std::string& key, const std::string& text) {
        const Parameter* parameter = findParameter(key);
        if (parameter && parameter->section != Section::objective) {
            problems.push_back({ key, text, "a parameter of the objective" });
            return;
        }
        if (auto problem = assign(spec, key, text))
            problems.push_back(std::move(*problem));
        else if (auto limit = check(*parameter, spec.value(key)))
            problems.push_back(std::move(*limit));
    };
    set("objective", options.objective);
    if (const ObjectiveInfo* info = findObjective(options.objective))
        spec.set("temperature", info->defaultTemperature);
    for (const auto& [key, value] : splitAssignments(options.assignments, problems))
        set(key, value);
    if (!options.temperature.empty()) set("temperature", options.temperature);
    if (!problems.empty()) throw SpecError(problems);
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
    return { { "a_to_b", toJson(d.retrieval.aToB) }, { "b_to_a", toJson(d.retrieval.bToA) },
        { "alignment", d.alignment }, { "uniformity_a", d.a.uniformity },
        { "uniformity_b", d.b.uniformity }, { "modality_gap", d.modalityGap },
        { "rankme_a", d.a.spectrum.rankMe }, { "rankme_b", d.b.spectrum.rankMe },
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
    json["diagnostics"] = diagnosticsJson(score.diagnostics);
    return json;
}

/// Also with respect to the bias, where there is one.
template <class S>
void writeGradients(const std::string& folder, const PairResult<S>& result, bool hasBias)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) throw InputError(folder, "", "cannot be made: " + error.message());
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

std::vector<int> readScoreLabels(const std::string& path, Index rows)
{
    if (path.empty()) return {};
    std::vector<int> labels = readNpyLabels(path);
    if (static_cast<Index>(labels.size()) != rows)
        throw InputError(path, "shape",
            "expected " + std::to_string(rows) + " labels, one a pair, found "
                + std::to_string(labels.size()));
    return labels;
}

template <class S> int scoreIn(const ScoreOptions& options)
{
    const RunSpec spec = objectiveSpec(options);
    const ScoreSettings settings = settingsFrom(spec);
    const Matrix<S> a = readNpy<S>(options.a);
    const Matrix<S> b = readNpy<S>(options.b);
    if (a.rows() != b.rows() || a.cols() != b.cols())
        throw InputError(options.b, "shape",
            "expected " + shapeOf(a.rows(), a.cols()) + " as " + options.a + ", found "
                + shapeOf(b.rows(), b.cols()));
    const std::vector<int> labels = readScoreLabels(options.labels, a.rows());
    ThreadPool pool(options.threads);
    const Want want = options.gradients.empty() ? Want::loss : Want::gradients;
    const Score<S> scored = score<S>(pool, view(a), view(b), labels, settings, want);
    if (!options.gradients.empty())
        writeGradients(
            options.gradients, scored.result, findObjective(settings.objective)->usesBias);
    std::cout << toJson(scored, settings, a.rows(), a.cols()).dump() << std::endl;
    return exitDone;
}

} // namespace

int runScore(const ScoreOptions& options)
{
    return options.precision == "double" ? scoreIn<double>(options) : scoreIn<float>(options);
}

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
    command->add_option("--objective", options->objective, "As listed by 'objectives'")
        ->capture_default_str();
    command->add_option("--temperature", options->temperature, "Default: the objective's own");
    command->add_option("--set", options->assignments, "A parameter of the objective: KEY=VALUE")
        ->expected(1)
        ->take_all();
    command->add_option("--precision", options->precision, "Of reading and all arithmetic")
        ->check(CLI::IsMember({ "float", "double" }))
        ->capture_default_str();
    command->add_option("--gradients", options->gradients,
        "Write grad_a.npy, grad_b.npy (raw rows) and grad_scale.npy (log scale) to this folder");
    command->add_option("--threads", options->threads, "0: one a processor")
        ->check(CLI::Range(0, 1024))
        ->capture_default_str();
    command->callback([&action, options] { action = [options] { return runScore(*options); }; });
}

} // namespace contrastlab
