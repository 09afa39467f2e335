// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Keys that are there are stable: scripts read them.
#include "train_summary.h"

#include "summary.h"

#include "analysis/retrieval.h"
#include "base/engine_level.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdio>
#include <iostream>

namespace contrastlab {

namespace {

using Json = nlohmann::ordered_json;

Json jsonOf(const RecallMetrics& recall)
{
    return { { "recall_at_1", recall.recallAt1 }, { "recall_at_5", recall.recallAt5 },
        { "recall_at_10", recall.recallAt10 }, { "median_rank", recall.medianRank } };
}

// With what a guess reaches, and the interval that so few items leave open.
Json jsonOf(const RecallMetrics& recall, const RecallMetrics& chance, std::int64_t items)
{
    Json json = jsonOf(recall);
    json["chance"] = jsonOf(chance);
    const auto interval = [&](const char* name, double share) {
        const Interval found = wilsonInterval(share, items);
        json[name] = { found.low, found.high };
    };
    interval("recall_at_1_interval", recall.recallAt1);
    interval("recall_at_10_interval", recall.recallAt10);
    return json;
}

// Every two modalities, those that were never trained together as well.
Json pairsOf(const EvaluationMetrics& evaluation, const RunSetup& setup)
{
    Json pairs;
    for (const PairRecall& pair : evaluation.pairs) {
        const std::string a = setup.modality(pair.a).name;
        const std::string b = setup.modality(pair.b).name;
        pairs[a + "_" + b] = { { "trained", pair.trained },
            { a + "_to_" + b, jsonOf(pair.aToB, pair.chanceAToB, evaluation.items) },
            { b + "_to_" + a, jsonOf(pair.bToA, pair.chanceBToA, evaluation.items) } };
    }
    return pairs;
}

Json classesOf(const ClassAccuracy& classes, const std::vector<std::string>& names, double chance)
{
    Json json { { "accuracy", classes.all }, { "chance", chance } };
    for (std::size_t c = 0; c < names.size(); ++c) {
        const double accuracy = classes.perClass[static_cast<Index>(c)];
        json["per_class"].push_back(
            { { "name", names[c] }, { "accuracy", std::isnan(accuracy) ? Json() : Json(accuracy) },
                { "items", classes.items[c] } });
    }
    return json;
}

Json jsonOf(const EvaluationMetrics& evaluation, const RunSetup& setup)
{
    const std::string a = setup.modality(0).name;
    const std::string b = setup.modality(1).name;
    const PairRecall& pair = evaluation.pairs[0];
    Json json { { a + "_to_" + b, jsonOf(pair.aToB, pair.chanceAToB, evaluation.items) },
        { b + "_to_" + a, jsonOf(pair.bToA, pair.chanceBToA, evaluation.items) },
        { "loss", evaluation.loss }, { "chance", evaluation.chance },
        { "items", evaluation.items } };
    if (!std::isnan(evaluation.classAccuracy)) {
        json["class_accuracy"] = evaluation.classAccuracy;
        json["class_chance"] = evaluation.classChance;
    }
    return json;
}

} // namespace

void printAdvice(const Run& run, const RunSpec& spec, const SearchFailures& failures)
{
    const RunOutcome outcome = run.outcome();
    if (outcome.kind == RunOutcome::Kind::diverged) {
        const Parameter* cause = findParameter(outcome.cause);
        const std::string value = cause ? " = " + toText(spec.value(cause->key)) : "";
        const bool isNumber = cause && std::holds_alternative<double>(cause->standard);
        const char* advice = outcome.cause == "objective" ? "choose another, such as article"
            : outcome.cause == "temperature"              ? "raise it"
            : isNumber                                    ? "lower it"
                                                          : "choose another";
        std::fprintf(stderr,
            "contrastlab-cli: the run diverged at step %lld; the likeliest cause is %s%s: %s\n",
            static_cast<long long>(outcome.step), outcome.cause.c_str(), value.c_str(), advice);
    }
    const auto end = run.events.last();
    if (end && outcome.cause == "target_recall" && end->key == outcome.cause)
        std::fprintf(stderr,
            "contrastlab-cli: the run ended at step %lld: held-out recall@10 is %s, target_recall "
            "%s\n",
            static_cast<long long>(outcome.step), end->after.c_str(), end->before.c_str());
    if (failures.count > 0)
        std::fprintf(stderr,
            "contrastlab-cli: the line search of %s found no step that lowers the loss at %lld of "
            "%lld steps, last at step %lld: the batch is at its minimum or at a kink; choose a "
            "smaller hold_batch, or adamw\n",
            spec.text("optimizer").c_str(), static_cast<long long>(failures.count),
            static_cast<long long>(outcome.step), static_cast<long long>(failures.last));
}

void printSplit(const RunSetup& setup)
{
    constexpr std::size_t fewItems = 30;
    const Split& split = setup.split();
    const std::size_t heldOut = split.heldOut.size();
    if (!split.test.empty())
        std::fprintf(stderr,
            "data: %zu items train, %zu are held out and steer, %zu are judged once at the end "
            "(test)\n",
            split.training.size(), heldOut, split.test.size());
    if (heldOut < fewItems) {
        const Interval half = wilsonInterval(0.5, static_cast<Index>(heldOut));
        std::fprintf(stderr,
            "data: recall of %zu held-out items says little: 0.50 could be anything from %.2f to "
            "%.2f; --held-out takes more\n",
            heldOut, half.low, half.high);
    }
    if (split.leaking > 0)
        std::fprintf(stderr,
            "data: %lld held-out or test items repeat a training item, as the split of the data "
            "has it: recall is too good there\n",
            static_cast<long long>(split.leaking));
}

void printSummary(const Run& run, const RunSetup& setup, const KeptJudgement& kept,
    const SearchFailures& failures)
{
    Json json;
    const auto last = run.steps.last();
    json["outcome"] = nameOf(run.outcome().kind);
    json["steps"] = run.outcome().step;
    json["loss"] = last ? last->loss : NAN;
    char digest[20];
    std::snprintf(digest, sizeof digest, "%016llx", static_cast<unsigned long long>(run.digest()));
    json["digest"] = digest;
    json["engine"] = engineLevel(); // other levels, other digests
    json["seconds"] = last ? last->seconds : 0.0;
    json["training_items"] = setup.split().training.size();
    if (const auto evaluation = kept.evaluation) {
        json["held_out"] = jsonOf(*evaluation, setup);
        json["held_out"]["step"] = evaluation->step;
        json["pairs"] = pairsOf(*evaluation, setup);
    }
    if (const auto best = run.best(); best.checkpoint)
        json["best"] = { { "step", best.checkpoint->step }, { "loss", best.loss } };
    if (kept.classes)
        json["classes"] = classesOf(*kept.classes, classNames(setup), kept.evaluation->classChance);
    if (kept.test) json["test"] = jsonOf(*kept.test, setup);
    if (run.outcome().kind == RunOutcome::Kind::completed && !run.outcome().cause.empty())
        json["ended_by"] = run.outcome().cause;
    if (run.outcome().kind == RunOutcome::Kind::diverged) json["cause"] = run.outcome().cause;
    if (run.outcome().kind == RunOutcome::Kind::failed) json["message"] = run.outcome().message;
    if (failures.count > 0) json["line_search_failures"] = failures.count;
    std::cout << lineOf(json) << std::endl;
}

} // namespace contrastlab
